// Who was disclosed to a vendor? Exact: one bitmap of persons a shape, then per key (a field, a form, everything) the size of
// their union. Everything is read once.
import type { Engine } from '../engine/engine.ts'

/** A question with numbers instead of names. Days and seconds of the day are UTC; both ends included. */
export interface WhoQuestion {
  readonly vendor: number
  /** `2025-11-09`. */
  readonly fromDay: string
  readonly fromSecond: number
  readonly toDay: string
  readonly toSecond: number
  /** Keys of `shape_keys`; a person counts who was disclosed with a shape of one of these. [''] : any. */
  readonly asked: readonly string[]
  /** Numbers of invented persons, which no count and no list of people holds. */
  readonly canaries: readonly number[]
}

/**
 * The rows of the question, as a condition on `disclosures`. A row is in when its span touches the window. Where the window begins or ends with a day, the
 * times are not looked at: they are two thirds of the table's bytes.
 */
export function inWindow({ fromSecond, toSecond, canaries }: WhoQuestion): string {
  const conditions = ['vendor = {vendor:UInt16}', 'day BETWEEN {fromDay:Date} AND {toDay:Date}']
  if (fromSecond > 0) conditions.push('(day > {fromDay:Date} OR last >= {fromSecond:UInt32})')
  if (toSecond < 86_399) conditions.push('(day < {toDay:Date} OR first <= {toSecond:UInt32})')
  if (canaries.length > 0) conditions.push(NO_CANARY)
  return conditions.join(' AND ')
}

/** Left out where there are none, for it reads a column more. */
export const NO_CANARY = 'person NOT IN {canaries:Array(UInt32)}'

/** \`person\` after merges; the join is left out while nobody was merged. */
export function merged(columns: string, aliases: boolean): string {
  if (!aliases) return `SELECT person, ${columns} FROM disclosures`
  return `SELECT if(a.id = 0, d.person, a.root) AS person, ${columns} FROM disclosures AS d
    LEFT ANY JOIN (SELECT id, argMax(person, version) AS root FROM aliases GROUP BY id) AS a ON a.id = d.person`
}

/** People by key: '' is all of them, `field:…` and `form:…` those with such a property. Keys nobody has are missing. */
export async function countPeople(engine: Engine, question: WhoQuestion, aliases: boolean): Promise<Map<string, number>> {
  if (question.asked.length === 0) return new Map()
  const [row] = await engine.query(
    `WITH per AS (SELECT shape, groupBitmapState(person) AS people FROM (${merged('shape', aliases)} WHERE ${inWindow(question)}) AS found GROUP BY shape),
       keyed AS (SELECT key, groupBitmapMergeState(people) AS people FROM per INNER JOIN shape_keys ON shape_keys.shape = per.shape GROUP BY key)
     SELECT arrayMap(one -> (one.1, bitmapAndCardinality(one.2, asked)), every)
     FROM (SELECT groupArray((key, people)) AS every, groupBitmapMergeStateIf(people, has({asked:Array(String)}, key)) AS asked FROM keyed)`,
    { ...question },
  )
  return new Map(((row?.[0] ?? []) as [string, number][]).map(([key, people]) => [key, Number(people)]))
}

/** One line a person with a number in (`after`, …], in order, at most `limit`: shapes, first and last (seconds since 1970), count. */
export async function listPeople(
  engine: Engine,
  question: WhoQuestion,
  aliases: boolean,
  after: number,
  limit: number,
): Promise<{ person: number; shapes: number[]; first: number; last: number; count: number }[]> {
  const rows = await engine.query(
    `SELECT person, groupUniqArray(shape) AS shapes, min(at1), max(at2), sum(count)
     FROM (${merged('shape, toUInt32(day) * 86400 + first AS at1, toUInt32(day) * 86400 + last AS at2, count', aliases)} WHERE ${inWindow(question)}) AS found
     WHERE person > {after:UInt32} GROUP BY person
     HAVING countIf(shape IN (SELECT shape FROM shape_keys WHERE key IN {asked:Array(String)})) > 0 ORDER BY person LIMIT {limit:UInt32}`,
    { ...question, after, limit },
  )
  return rows.map(([person, found, first, last, count]) => ({
    person: Number(person),
    shapes: (found as number[]).map(Number),
    first: Number(first),
    last: Number(last),
    count: Number(count),
  }))
}
