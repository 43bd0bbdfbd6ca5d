// Which vendors hold people, how many, and until when? Asked by the console.
import type { Engine } from '../engine/engine.ts'
import { merged, NO_CANARY } from './who.sql.ts'

export async function readVendors(
  engine: Engine,
  aliases: boolean,
  canaries: readonly number[],
): Promise<{ vendor: number; people: number; disclosures: number; last: number }[]> {
  const rows = await engine.query(
    `SELECT vendor, uniqExact(person), sum(count), max(at)
     FROM (${merged('vendor, count, toUInt32(day) * 86400 + last AS at', aliases)}) ${canaries.length > 0 ? `WHERE ${NO_CANARY}` : ''} GROUP BY vendor ORDER BY vendor`,
    { canaries },
  )
  return rows.map(([vendor, people, disclosures, last]) => ({
    vendor: Number(vendor),
    people: Number(people),
    disclosures: Number(disclosures),
    last: Number(last),
  }))
}
