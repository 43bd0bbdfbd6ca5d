// Which persons turned out to be one? Kept as id → person, flat, so that a question needs one look-up however many merges led there.
import type { Engine } from '../engine/engine.ts'
import { RowBinary } from '../engine/row-binary.ts'
import { joinComponents } from '../people/components.ts'

/** Ids in one question: they travel in the address of an HTTP request. */
const AT_ONCE = 4000

/** Takes links in. Doing it again gives the same answer. `version` grows with the ledger. */
export async function joinPersons(engine: Engine, links: readonly (readonly [number, number])[], version: number): Promise<void> {
  for (let i = 0; i < links.length; i += AT_ONCE) {
    const some = links.slice(i, i + AT_ONCE)
    const known = await readComponents(engine, [...new Set(some.flat())])
    const changed = joinComponents(known, some)
    const rows = new RowBinary()
    for (const [id, person] of changed)
      rows
        .u32(id)
        .u32(person)
        .i64(version * 1000 + i / AT_ONCE)
    if (changed.size > 0) await engine.ingest('aliases', 'id UInt32, person UInt32, version UInt64', rows.end(), `cordon-${version}-${i}`)
  }
}

/** id → person for these ids and for every id that counts as the same persons. */
export async function readComponents(engine: Engine, ids: readonly number[]): Promise<Map<number, number>> {
  const known = new Map<number, number>()
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const rows = await engine.query(
      `WITH {ids:Array(UInt32)} AS asked,
         flat AS (SELECT id, argMax(person, version) AS root FROM aliases GROUP BY id)
       SELECT id, root FROM flat WHERE root IN (SELECT root FROM flat WHERE has(asked, id)) OR has(asked, root)`,
      { ids: ids.slice(i, i + AT_ONCE) },
    )
    for (const [id, person] of rows) known.set(Number(id), Number(person))
  }
  return known
}

export async function readAliases(engine: Engine): Promise<Map<number, number>> {
  const rows = await engine.query('SELECT id, argMax(person, version) FROM aliases GROUP BY id')
  return new Map(rows.map(([id, person]) => [Number(id), Number(person)]))
}

export async function countAliases(engine: Engine): Promise<number> {
  const [row] = await engine.query('SELECT count() FROM aliases')
  return Number(row?.[0] ?? 0)
}
