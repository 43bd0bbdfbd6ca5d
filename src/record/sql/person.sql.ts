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
  // Plain rows, combined here: half the time of combining them there, because a person's rows are few.
  const rows = await engine.query(
    `SELECT vendor, toUInt32(day), shape, source, first, last, count FROM disclosures
     WHERE vendor IN {vendors:Array(UInt16)} AND person IN {ids:Array(UInt32)} SETTINGS max_threads = 1`,
    { ids: [...ids], vendors: [...vendors.values()] },
  )
  const combined = new Map<string, PersonRow>()
  for (const row of rows) {
    const [vendor, day, shape, source, first, last, count] = row.map(Number) as [number, number, number, number, number, number, number]
    const key = `${vendor},${day},${shape},${source}`
    const before = combined.get(key)
    combined.set(key, {
      vendor: names.get(vendor) ?? '',
      day,
      shape,
      source,
      first: Math.min(first, before?.first ?? first),
      last: Math.max(last, before?.last ?? last),
      count: count + (before?.count ?? 0),
    })
  }
  return [...combined.values()].sort(
    (a, b) =>
      a.day - b.day ||
      (a.vendor < b.vendor ? -1 : a.vendor > b.vendor ? 1 : 0) ||
      a.first - b.first ||
      a.shape - b.shape ||
      a.source - b.source,
  )
}
