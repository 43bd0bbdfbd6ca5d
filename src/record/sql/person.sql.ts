// What was disclosed about one person? Asked by all numbers that count as this person, so that the table's order finds them.
import type { Engine } from '../engine/engine.ts'

export interface PersonRow {
  readonly vendor: string
  readonly day: number
  readonly shape: number
  readonly source: number
  readonly first: number
  readonly last: number
  readonly count: number
}

export async function readPerson(engine: Engine, ids: readonly number[], vendors: ReadonlyMap<string, number>): Promise<PersonRow[]> {
  const names = new Map([...vendors].map(([name, number]) => [number, name]))
  const rows = await engine.query(
    `SELECT vendor, toUInt32(day), shape, source, min(first), max(last), sum(count) FROM disclosures
     WHERE vendor IN {vendors:Array(UInt16)} AND person IN {ids:Array(UInt32)} GROUP BY vendor, day, shape, source ORDER BY day, vendor, shape, source`,
    { ids: [...ids], vendors: [...vendors.values()] },
  )
  return rows.map(([vendor, day, shape, source, first, last, count]) => ({
    vendor: names.get(Number(vendor)) ?? '',
    day: Number(day),
    shape: Number(shape),
    source: Number(source),
    first: Number(first),
    last: Number(last),
    count: Number(count),
  }))
}
