// Which vendors hold people, how many, and until when? Asked by the console.
import type { Engine } from '../engine/engine.ts'
import { merged } from './who.sql.ts'

export async function readVendors(
  engine: Engine,
  aliases: boolean,
): Promise<{ vendor: number; people: number; disclosures: number; last: number }[]> {
  const rows = await engine.query(
    `SELECT vendor, uniqExact(person), sum(count), max(at)
     FROM (${merged('vendor, count, toUInt32(day) * 86400 + last AS at', aliases)}) GROUP BY vendor ORDER BY vendor`,
  )
  return rows.map(([vendor, people, disclosures, last]) => ({
    vendor: Number(vendor),
    people: Number(people),
    disclosures: Number(disclosures),
    last: Number(last),
  }))
}
