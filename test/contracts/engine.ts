// What every engine must do. Each driver runs this with its own way to open and to kill the engine; the answers to the record's questions are collected, so that
// the caller can compare them between engines byte by byte.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { CordonError } from '../../src/core/errors.ts'
import { identityOf } from '../../src/core/keys.ts'
import type { Entry, RecordReader, Scope } from '../../src/core/record.ts'
import { shapeOf } from '../../src/core/shapes.ts'
import type { Engine } from '../../src/record/engine/engine.ts'
import { RowBinary } from '../../src/record/engine/row-binary.ts'
import { keysFrom, openLedger } from '../../src/record/index.ts'
import { migrate } from '../../src/record/sql/migrate.sql.ts'

export interface EngineUnderTest {
  readonly name: string
  /** A connection to an empty engine, or to the same again. */
  open(): Promise<Engine>
  /** Ends the engine's process without warning. */
  kill(engine: Engine): Promise<void>
  /** A connection to the engine that `record` filled from this data folder. */
  filled(dir: string): Promise<Engine>
  /** The record of this data folder on this engine. */
  record(dir: string): Promise<RecordReader>
}

export const keys = keysFrom(Buffer.alloc(32, 3))
const DAY = 86_400_000
const T = Date.UTC(2025, 9, 1)

const SHAPES = [
  shapeOf([
    { property: 'properties.distinct_id', field: 'user.unique_id', form: 'pseudonym' },
    { property: 'properties.plan', field: null, form: 'clear' },
  ]),
  shapeOf([
    { property: 'properties.$email', field: 'user.contact.email', form: 'clear' },
    { property: 'properties.$city', field: 'user.location.imprecise', form: 'generalised' },
  ]),
  shapeOf([{ property: 'properties.$phone', field: 'user.contact.phone_number', form: 'hashed' }]),
]

/** A ledger of 300 people, 2 vendors and 40 days, merges included; the same every time. */
export async function fillLedger(dir: string): Promise<void> {
  const id = (name: string) => identityOf(keys.identity, name)
  const ledger = await openLedger(dir, { keys, sealEvery: 0 })
  for (let day = 0; day < 40; day++) {
    const entries: Entry[] = []
    for (let person = day; person < 300; person += 7) {
      const at = T + day * DAY + person * 60_000
      const vendor = person % 3 === 0 ? 'posthog' : 'mixpanel'
      entries.push({
        identity: id(`u${person}`),
        vendor,
        shape: SHAPES[person % 3]!.id,
        at,
        last: at + 30_000,
        count: 2,
        source: day < 10 ? 'import' : 'gateway',
      })
      if (day === 20) entries.push({ identity: id(`dev${person}`), vendor, shape: SHAPES[1]!.id, at, count: 1, source: 'gateway' })
    }
    // Devices seen on day 20 turn out on day 30 to belong to users seen before: later answers count one person.
    const links = day === 30 ? Array.from({ length: 20 }, (_, i) => [id(`u${20 + i * 7}`), id(`dev${20 + i * 7}`)] as const) : []
    await ledger.append({
      entries,
      links,
      shapes: SHAPES,
      coverage: [{ vendor: 'mixpanel', source: day < 10 ? 'import' : 'gateway', from: T + day * DAY, to: T + (day + 1) * DAY - 1 }],
    })
    if (day % 5 === 4) await ledger.seal()
  }
  await ledger.close()
}

export const SCOPES: readonly Scope[] = [
  { vendor: 'mixpanel' },
  { vendor: 'posthog' },
  { vendor: 'never-seen' },
  { vendor: 'mixpanel', from: T + 5 * DAY, to: T + 15 * DAY - 1 },
  { vendor: 'mixpanel', to: T + 20 * DAY + 3_600_000 },
  { vendor: 'mixpanel', from: T + 20 * DAY + 3_600_000 },
  { vendor: 'mixpanel', fields: ['user.contact'] },
  { vendor: 'mixpanel', fields: ['user.contact.phone_number'] },
  { vendor: 'mixpanel', fields: ['user.financial'] },
  { vendor: 'posthog', from: T, to: T - 1 },
]

/** Every answer of the record, as text. */
export async function answers(record: RecordReader): Promise<string> {
  const all: unknown[] = []
  for (const scope of SCOPES) {
    all.push(await record.who(scope))
    for await (const row of record.affected(scope)) all.push(row)
  }
  for (const person of ['u20', 'dev20', 'u1', 'u299', 'nobody']) all.push(await record.person(person))
  all.push(await record.vendors(), await record.coverage('mixpanel'), await record.byOrganisation({ vendor: 'mixpanel' }))
  return all.map((answer) => JSON.stringify(answer)).join('\n')
}

export function engineContract(under: EngineUnderTest, folder: string, found: Map<string, string>): void {
  test(`${under.name}: rows with the same token count once`, async () => {
    const engine = await under.open()
    await engine.exec(
      'CREATE TABLE once (a UInt32, b String) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100',
    )
    const rows = new RowBinary().u32(1).text('one').u32(2).text("it's").end()
    for (const token of ['x', 'x', 'y', 'x']) await engine.ingest('once', 'a UInt32, b String', rows, token)
    assert.deepEqual(await engine.query('SELECT a, b, count() FROM once GROUP BY a, b ORDER BY a'), [
      [1, 'one', 2],
      [2, "it's", 2],
    ])
    await engine.close()
  })

  test(`${under.name}: placeholders carry any text, 64-bit numbers come as numbers`, async () => {
    const engine = await under.open()
    const text = `'"\\\n\t{a:String} ü 😀 --`
    assert.deepEqual(
      await engine.query('SELECT {text:String}, toUInt64(7), {list:Array(UInt32)}, {texts:Array(String)}', {
        text,
        list: [1, 2],
        texts: [text, ''],
      }),
      [[text, 7, [1, 2], [text, '']]],
    )
    await engine.close()
  })

  test(`${under.name}: a refused question is an error with the engine's code, and the next one is answered`, async () => {
    const engine = await under.open()
    await assert.rejects(
      engine.query('SELECT count() FROM no_such_table'),
      (error: CordonError) => error.code === 'engine.refused' && /Code: 60\b/.test(error.message),
    )
    await assert.rejects(engine.query('SELECT throwIf(number = 99999) FROM numbers(100000)'), { code: 'engine.refused' })
    assert.deepEqual(await engine.query('SELECT 1'), [[1]])
    await engine.close()
  })

  test(`${under.name}: tables are made once; newer ones are refused`, async () => {
    const engine = await under.open()
    await Promise.all([migrate(engine), migrate(engine)])
    await migrate(engine)
    assert.deepEqual(await engine.query('SELECT count() FROM disclosures'), [[0]])
    await engine.exec('INSERT INTO migrations VALUES (9999)')
    await assert.rejects(migrate(engine), { code: 'engine.newer' })
    await engine.exec('TRUNCATE TABLE migrations')
    await engine.close()
  })

  test(`${under.name}: answers everything that is in the ledger, twice the same`, async () => {
    const dir = join(folder, under.name)
    await fillLedger(dir)
    const record = await under.record(dir)
    const first = await answers(record)
    assert.equal(await answers(record), first)
    await record.close()
    const again = await under.record(dir)
    assert.equal(await answers(again), first)
    await again.close()
    found.set(under.name, first)
  })

  test(`${under.name}: a group that was begun and not finished is put in once; another ledger is refused`, async () => {
    const dir = join(folder, under.name)
    const engine = await under.filled(dir)
    const [last] = await engine.query('SELECT first, after, leaf FROM shipping WHERE done = 1 ORDER BY after DESC LIMIT 1')
    const [first, after, leaf] = last as [number, number, string]
    // As after a kill between the insert and its note.
    await engine.exec('DELETE FROM shipping WHERE done = 1 AND after = {after:UInt64} SETTINGS mutations_sync = 2', { after })
    await engine.close()
    const record = await under.record(dir)
    assert.equal(await answers(record), found.get(under.name))
    await record.close()
    const again = await under.filled(dir)
    assert.deepEqual(await again.query('SELECT first, after, leaf FROM shipping WHERE done = 1 ORDER BY after DESC LIMIT 1'), [
      [first, after, leaf],
    ])
    await again.exec("INSERT INTO shipping VALUES (0, 1, 'another', 1)")
    await again.exec('DELETE FROM shipping WHERE leaf = {leaf:String} SETTINGS mutations_sync = 2', { leaf })
    await again.close()
    const other = await under.record(dir)
    await assert.rejects(other.who({ vendor: 'mixpanel' }), { code: 'ledger.damaged' })
    await other.close()
  })

  test(`${under.name}: an engine that dies fails the question, and answers the next`, async () => {
    const engine = await under.open()
    const asked = assert.rejects(engine.query('SELECT sum(sleepEachRow(0.5)) FROM numbers(20) SETTINGS max_block_size = 1'), {
      code: 'engine.down',
    })
    await new Promise((done) => setTimeout(done, 300))
    await under.kill(engine)
    await asked
    assert.deepEqual(await engine.query('SELECT 1'), [[1]])
    await engine.close()
  })
}
