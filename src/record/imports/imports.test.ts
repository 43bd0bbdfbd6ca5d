// Mixpanel's raw export: times, ids and properties of a line; every event once, however often and however broken it comes.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { readFrames } from 'cordon-verify'
import { identityOf } from '../../core/keys.ts'
import { keysFrom } from '../keys.ts'
import { visitFrame } from '../ledger/frame.ts'
import { Identities } from '../ledger/identities.ts'
import { judgeFor } from './judge.ts'
import { importMixpanel } from './mixpanel.ts'
import { readEvent } from './mixpanel-event.ts'
import { Seen } from './seen.ts'
import { wallClock } from './zone.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-import-'))
after(() => rmSync(folder, { recursive: true }))
const keys = keysFrom(Buffer.alloc(32, 5))
const judge = judgeFor(null)
const same = (ms: number) => ms
const T = 1_762_678_800

const line = (n: number, extra: Record<string, unknown> = {}) =>
  JSON.stringify({
    event: n % 2 ? 'Login' : 'Sign up',
    properties: { time: T + n, distinct_id: `u${n % 5}`, $insert_id: `i${n}`, $city: 'London', ...extra },
  })

function file(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** Disclosures handed to the ledger so far: identity, count. */
function handed(dir: string): { events: number; people: number; links: number } {
  const people = new Set<string>()
  let events = 0
  let links = 0
  for (const name of readdirSync(join(dir, 'ledger', 'inbox')))
    for (const frame of readFrames(readFileSync(join(dir, 'ledger', 'inbox', name))).frames)
      visitFrame(frame, {
        entry: (bytes, at, _vendor, _shape, _source, _first, _last, count) => {
          people.add(bytes.toString('latin1', at, at + 22))
          events += count
        },
        link: () => links++,
      })
  return { events, people: people.size, links }
}

const totals = (report: Awaited<ReturnType<typeof importMixpanel>>) =>
  report.days.reduce(
    (sum, day) => ({
      read: sum.read + day.read,
      imported: sum.imported + day.imported,
      known: sum.known + day.known,
      erased: sum.erased + day.erased,
    }),
    { read: 0, imported: 0, known: 0, erased: 0 },
  )

test('seconds and milliseconds, device marks, nested properties and what values give away', () => {
  const event = readEvent(
    JSON.stringify({
      event: 'E',
      properties: {
        time: T * 1000,
        distinct_id: '$device:d1',
        $user_id: 'u1',
        note: 'mail x@y.example',
        deep: { first_name: 'Ann', tags: ['a'] },
      },
    }),
    same,
    judge,
  )
  assert.ok('items' in event)
  assert.equal(event.at, T * 1000)
  assert.deepEqual(event.ids, ['d1', '$device:d1', 'u1'])
  const fieldOf = (property: string) => event.items.find((item) => item.property === property)?.field
  assert.equal(fieldOf('properties.note'), 'user.contact.email')
  assert.match(fieldOf('properties.deep.first_name') ?? '', /^user\.name/)
  assert.ok(event.items.some((item) => item.property === 'properties.deep.tags[]'))
  assert.equal((readEvent(line(0), same, judge) as { at: number }).at, T * 1000)
})

test("a key that is somebody's address is named by its field", () => {
  const event = readEvent(
    JSON.stringify({ event: 'E', properties: { time: T, distinct_id: 'u1', invited: { 'x@y.example': true, plain: 1 } } }),
    same,
    judge,
  )
  assert.ok('items' in event && !JSON.stringify(event.items).includes('x@y'))
  assert.ok(event.items.some((item) => item.property === 'properties.invited.{user.contact.email}'))
  assert.ok(event.items.some((item) => item.field === 'user.contact.email'))
})

test('lines that are no events say why', () => {
  for (const bad of [
    '{',
    '[]',
    '3',
    'null',
    '{"event":"E"}',
    '{"event":"E","properties":{"time":1}}',
    '{"event":"E","properties":{"distinct_id":"u"}}',
  ])
    assert.ok('problem' in readEvent(bad, same, judge), bad)
})

test('the wall clock of a project, through both changes of summer time', () => {
  const berlin = wallClock('Europe/Berlin')
  assert.equal(berlin(Date.UTC(2022, 6, 1, 12)), Date.UTC(2022, 6, 1, 10))
  assert.equal(berlin(Date.UTC(2022, 0, 1, 12)), Date.UTC(2022, 0, 1, 11))
  assert.equal(berlin(Date.UTC(2022, 2, 27, 1, 59)), Date.UTC(2022, 2, 27, 0, 59))
  assert.equal(berlin(Date.UTC(2022, 2, 27, 3, 0)), Date.UTC(2022, 2, 27, 1, 0))
  assert.throws(() => wallClock('Nowhere/Here'), { code: 'usage.wrong' })
})

test('the same file twice, an overlapping one, and a gzip one: every event once, and the counts say so', async () => {
  const dir = join(folder, 'twice')
  const first = file('first.jsonl', `${Array.from({ length: 10 }, (_, n) => line(n)).join('\n')}\n`)
  const overlap = file('overlap.jsonl.gz', gzipSync(Array.from({ length: 10 }, (_, n) => line(n + 5)).join('\n')))
  assert.deepEqual(totals(await importMixpanel(dir, keys, [first], { judge })), { read: 10, imported: 10, known: 0, erased: 0 })
  assert.deepEqual(totals(await importMixpanel(dir, keys, [first], { judge })), { read: 10, imported: 0, known: 10, erased: 0 })
  assert.deepEqual(totals(await importMixpanel(dir, keys, [overlap, overlap], { judge })), { read: 20, imported: 5, known: 15, erased: 0 })
  assert.deepEqual(handed(dir), { events: 15, people: 5, links: 0 })
})

test('a truncated export: the rest is taken in, the place is named', async () => {
  const dir = join(folder, 'truncated')
  const plain = file('cut.jsonl', `${line(0)}\n${line(1)}\nnot json\n${line(2)}\n${line(3).slice(0, 40)}`)
  const report = await importMixpanel(dir, keys, [plain], { judge })
  assert.equal(totals(report).imported, 3)
  assert.deepEqual(
    report.problems.map(({ place }) => place.line),
    [3, 5],
  )
  const whole = gzipSync(Array.from({ length: 5000 }, (_, n) => line(n + 100, { noise: `${n * 7919}` })).join('\n'))
  const gz = await importMixpanel(dir, keys, [file('cut.jsonl.gz', whole.subarray(0, whole.length - 2000))], { judge })
  assert.ok(totals(gz).imported > 3000)
  assert.match(gz.problems.at(-1)!.problem, /ends early/)
  await assert.rejects(importMixpanel(dir, keys, [join(folder, 'none.jsonl')], { judge }), { code: 'input.unreadable' })
})

test('an import killed between its steps goes on without losing or doubling an event', async () => {
  const dir = join(folder, 'killed')
  const path = file('killed.jsonl', Array.from({ length: 6 }, (_, n) => line(n)).join('\n'))
  await importMixpanel(dir, keys, [path], { judge })
  // Killed after the step was final, before its log was handed over: the log still lies outside.
  const [name] = readdirSync(join(dir, 'ledger', 'inbox'))
  renameSync(join(dir, 'ledger', 'inbox', name!), join(dir, 'outgoing', name!))
  // And another time before the step was final: a log that nothing knows of.
  writeFileSync(join(dir, 'outgoing', 'import-mixpanel-unfinished.wal'), readFileSync(join(dir, 'outgoing', name!)))
  assert.equal(totals(await importMixpanel(dir, keys, [path], { judge })).imported, 0)
  assert.deepEqual(handed(dir), { events: 6, people: 5, links: 0 })
  assert.deepEqual(readdirSync(join(dir, 'outgoing')), [])
})

test('a step that fails takes nothing in', () => {
  const dir = join(folder, 'failed')
  const seen = new Seen(dir, 'mixpanel')
  assert.throws(
    () =>
      seen.together((isNew) => {
        isNew(1n)
        throw new Error('stop')
      }),
    /stop/,
  )
  seen.together((isNew) => {
    assert.equal(isNew(1n), true)
    return null
  })
  seen.close()
})

test('people who were erased are not taken in again', async () => {
  const dir = join(folder, 'erased')
  const identities = new Identities(dir, true)
  identities.erase([identityOf(keys.identity, 'u1')], 20_000)
  identities.close()
  const report = await importMixpanel(dir, keys, [file('erased.jsonl', Array.from({ length: 10 }, (_, n) => line(n)).join('\n'))], {
    judge,
  })
  assert.deepEqual(totals(report), { read: 10, imported: 8, known: 0, erased: 2 })
  assert.equal(handed(dir).people, 4)
})
