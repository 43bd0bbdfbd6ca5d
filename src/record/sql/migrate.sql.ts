// Brings an engine's tables to this version. Runs at every opening; doing it twice, or at once from two processes, changes nothing.
import { CordonError } from '../../core/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { tables } from './001-tables.sql.ts'

const MIGRATIONS: readonly (readonly string[])[] = [tables]

/** Throws `engine.newer` where a newer Cordon made the tables. */
export async function migrate(engine: Engine): Promise<void> {
  await engine.exec('CREATE TABLE IF NOT EXISTS migrations (version UInt32) ENGINE = ReplacingMergeTree ORDER BY version')
  const [[version = 0] = []] = await engine.query('SELECT max(version) FROM migrations')
  const at = Number(version)
  if (at > MIGRATIONS.length)
    throw new CordonError('engine.newer', `The engine's tables are of version ${at}; this Cordon knows ${MIGRATIONS.length}.`)
  for (let number = at + 1; number <= MIGRATIONS.length; number++) {
    for (const statement of MIGRATIONS[number - 1]!) await engine.exec(statement)
    await engine.exec('INSERT INTO migrations SELECT {number:UInt32}', { number })
  }
}
