// Who was disclosed to a vendor? Exact: one bitmap of persons a shape, then per key (a field, a form, everything) the size of their union.
import type { Engine } from '../engine/engine.ts'

/** A question with numbers instead of names. Days and seconds of the day are UTC; both ends included. */
export interface WhoQuestion {
  readonly vendor: number
  /** `2025-11-09`. */
  readonly fromDay: string
  readonly fromSecond: number
  readonly toDay: string
  readonly toSecond: number
  /** Shapes a person must have been disclosed with to count; null: any. */
  readonly shapes: readonly number[] | null
}

/** The rows of the question, as a condition on `disclosures`. A row is in when its span touches the window. */
export const IN_WINDOW = `vendor = {vendor:UInt16} AND day BETWEEN {fromDay:Date} AND {toDay:Date}
  AND (day > {fromDay:Date} OR last >= {fromSecond:UInt32}) AND (day < {toDay:Date} OR first <= {toSecond:UInt32})`

/** \`person\` after merges; the join is left out while nobody was merged. */
export function merged(columns: string, aliases: boolean): string {
  if (!aliases) return `SELECT person, ${columns} FROM disclosures`
  return `SELECT if(a.id = 0, d.person, a.root) AS person, ${columns} FROM disclosures AS d
    LEFT ANY JOIN (SELECT id, argMax(person, version) AS root FROM aliases GROUP BY id) AS a ON a.id = d.person`
}

/** People in all and for each key: `members` lists the shapes of a key. */
export async function countPeople(
  engine: Engine,
  question: WhoQuestion,
  keys: readonly (readonly number[])[],
  aliases: boolean,
): Promise<{ people: number; byKey: number[] }> {
  const { shapes, ...window } = question
  if (shapes?.length === 0) return { people: 0, byKey: keys.map(() => 0) }
  const rows = await engine.query(
    `WITH per AS (SELECT shape, groupBitmapState(person) AS people FROM (${merged('shape', aliases)} WHERE ${IN_WINDOW}) AS found GROUP BY shape),
       keyed AS (SELECT key.1 AS number, groupBitmapMergeState(people) AS people
         FROM per CROSS JOIN (SELECT arrayJoin(arrayZip({numbers:Array(Int32)}, {members:Array(Array(UInt32))})) AS key) AS keys
         WHERE has(key.2, shape) OR key.1 < 0 AND empty(key.2) GROUP BY number)
     SELECT number, bitmapAndCardinality(people, asked) FROM keyed
     CROSS JOIN (SELECT people AS asked FROM keyed WHERE number = -1) AS these ORDER BY number`,
    { ...window, numbers: [-1, ...keys.keys()], members: [shapes ?? [], ...keys] },
  )
  const counts = new Map(rows.map(([key, count]) => [Number(key), Number(count)]))
  return { people: counts.get(-1) ?? 0, byKey: keys.map((_, i) => counts.get(i) ?? 0) }
}

/** One line a person with a number in (`after`, …], in order, at most `limit`: shapes, first and last (seconds since 1970), count. */
export async function listPeople(
  engine: Engine,
  question: WhoQuestion,
  aliases: boolean,
  after: number,
  limit: number,
): Promise<{ person: number; shapes: number[]; first: number; last: number; count: number }[]> {
  const { shapes, ...window } = question
  const rows = await engine.query(
    `SELECT person, groupUniqArray(shape) AS shapes, min(at1), max(at2), sum(count)
     FROM (${merged('shape, toUInt32(day) * 86400 + first AS at1, toUInt32(day) * 86400 + last AS at2, count', aliases)} WHERE ${IN_WINDOW}) AS found
     WHERE person > {after:UInt32} GROUP BY person
     ${shapes ? 'HAVING hasAny(shapes, {asked:Array(UInt32)})' : ''} ORDER BY person LIMIT {limit:UInt32}`,
    { ...window, after, limit, ...(shapes ? { asked: shapes } : {}) },
  )
  return rows.map(([person, found, first, last, count]) => ({
    person: Number(person),
    shapes: (found as number[]).map(Number),
    first: Number(first),
    last: Number(last),
    count: Number(count),
  }))
}
