// The engine contract on both engines: chDB in its child process, and a listening ClickHouse over HTTP. Their answers must be equal to the byte.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { WhoAnswer } from '../../src/core/record.ts'
import { openChdb } from '../../src/record/engine/chdb.ts'
import { openClickHouse } from '../../src/record/engine/clickhouse.ts'
import type { Engine } from '../../src/record/engine/engine.ts'
import { openRecord } from '../../src/record/index.ts'
import { engineContract, keys } from './engine.ts'
import { type Listening, startClickHouse } from './listening-clickhouse.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-engine-'))
const found = new Map<string, string>()
let listening: Listening

before(async () => {
  listening = await startClickHouse(join(folder, 'server'))
})
after(async () => {
  await listening.stop()
  rmSync(folder, { recursive: true, force: true })
})

engineContract(
  {
    name: 'chdb',
    open: async () => openChdb(join(folder, 'chdb-alone')),
    kill: async (engine) => {
      const { pid } = engine as Engine & { pid: number | null }
      process.kill(pid!, 'SIGKILL')
    },
    filled: async (dir) => openChdb(join(dir, 'engine')),
    record: (dir) => openRecord(dir, { keys }),
  },
  folder,
  found,
)

engineContract(
  {
    name: 'clickhouse',
    open: async () => openClickHouse(listening.url),
    kill: async () => {
      const { ports } = listening
      listening.process.kill('SIGKILL')
      await listening.stop()
      listening = await startClickHouse(join(folder, 'server'), ports)
    },
    filled: async () => openClickHouse(listening.url),
    record: (dir) => openRecord(dir, { keys, clickhouse: listening.url }),
  },
  folder,
  found,
)

test('both engines give the same bytes, and the counts that the ledger was filled with', () => {
  assert.equal(found.get('chdb'), found.get('clickhouse'))
  const [mixpanel, ...rest] = found
    .get('chdb')!
    .split('\n')
    .map((line) => JSON.parse(line))
  const all = mixpanel as WhoAnswer
  // 300 users, two of three with mixpanel; 20 of the devices of day 20 were merged into users, the others stand alone.
  const users = Array.from({ length: 300 }, (_, person) => person).filter((person) => person % 3 !== 0)
  const devices = users.filter((person) => person >= 20 && (person - 20) % 7 === 0)
  const merged = devices.filter((person) => person < 20 + 20 * 7)
  assert.equal(all.people, users.length + devices.length - merged.length)
  assert.ok(rest.filter((row) => row?.properties).length > 300, 'one row a person came too')
  assert.deepEqual(
    all.coverage.map(({ source }) => source),
    ['gateway', 'import'],
  )
})

test('without the package there is one line that says what to do', () => {
  const missing = () => {
    throw new Error('not found')
  }
  assert.throws(
    () => openChdb(folder, undefined, missing),
    (error: Error & { code: string; hint: string }) => error.code === 'engine.missing' && /npm install chdb/.test(error.hint),
  )
  assert.throws(() => openClickHouse('no address'), { code: 'usage.wrong' })
})
