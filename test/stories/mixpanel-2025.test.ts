// The incident that Cordon was made for, played whole: sixty days, some of them with the SDK pointed straight at the vendor, then the breach. What the
// ledger says must equal what the stand-in vendor really holds; and with the guard on from the start nobody is there in clear.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import Mixpanel from 'mixpanel'
import { directoryCsv, type Person, people } from '../../examples/company/people.ts'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { assembleGuard } from '../../src/assemble.ts'
import { noLog } from '../../src/core/log.ts'
import type { AffectedRow } from '../../src/core/record.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { listen } from '../../src/guard/listener.ts'
import { openRecord } from '../../src/record/index.ts'
import { until } from '../guard-in-test.ts'
import { runCordon } from '../run-cordon.ts'

const DAY = 86_400_000
const FIRST = Date.UTC(2025, 8, 11)
const BREACH = Date.UTC(2025, 10, 9) + DAY - 1
const all = people(120, 60)

/** Which personal properties the company sends, and what they are. */
const SENT = { $email: 'user.contact.email', $name: 'user.name', $city: 'user.location.imprecise' } as const

function sdk(origin: string, path: string) {
  const { host } = new URL(origin)
  return Mixpanel.init('T', { host, path, protocol: 'http', keepAlive: false } as never)
}

/** One person's day: profile on the first, an event on each active day. */
async function day(api: ReturnType<typeof sdk>, person: Person, at: number, first: boolean): Promise<void> {
  const call = (work: (done: (error?: unknown) => void) => void) =>
    new Promise<void>((done, failed) => work((error) => (error ? failed(error) : done())))
  if (first)
    await call((done) =>
      api.people.set(person.id, { $email: person.email, $name: person.name, $city: person.city }, { $time: at } as never, done as never),
    )
  await call((done) =>
    api.track(
      'API called',
      { distinct_id: person.id, time: Math.floor(at / 1000), $insert_id: `${person.id}-${at}`, email: person.email },
      done as never,
    ),
  )
}

async function play(vendor: StandIn, guardOrigin: string | null, from: number, to: number): Promise<void> {
  const api = guardOrigin === null ? sdk(vendor.origin, '') : sdk(guardOrigin, '/mixpanel')
  for (let number = from; number < to; number++) {
    const active = all.filter((person, i) => person.since === number || (person.since < number && (number + i) % 11 === 0))
    await Promise.all(active.map((person) => day(api, person, FIRST + number * DAY + 36_000_000, person.since === number)))
  }
}

async function withGuard<T>(dir: string, vendor: StandIn, rules: string, work: (origin: string) => Promise<T>): Promise<T> {
  const policy = parsePolicy(
    `version: 1\ncompany: { name: Fernhill, domains: [fernhill.example] }\nvendors:\n  mixpanel:\n    mode: enforce\n    decision: { owner: ada@fernhill.example, reason: analytics }\n    upstream: ${vendor.origin}\n${rules}`,
    'cordon.yaml',
  )
  const assembled = await assembleGuard({ dir, policy, log: noLog, now: Date.now, stopwatch: () => performance.now(), eventTime: true })
  const listening = await listen(assembled.guard, { host: '127.0.0.1', port: 0 })
  const before = vendor.requests.length
  const result = await work(`http://127.0.0.1:${listening.port}`)
  const accepted = await assembled.guard.accepted('mixpanel')
  await until('all accepted requests at the vendor', () => vendor.requests.length - before >= accepted)
  await listening.close()
  await assembled.close()
  return result
}

describe('mixpanel-2025', () => {
  const dirs: string[] = []
  const vendors: StandIn[] = []
  const fresh = async (): Promise<{ dir: string; vendor: StandIn }> => {
    const dir = await mkdtemp(join(tmpdir(), 'cordon-story-'))
    const vendor = await startStandIn()
    dirs.push(dir)
    vendors.push(vendor)
    return { dir, vendor }
  }
  after(async () => {
    for (const vendor of vendors) await vendor.close()
    for (const dir of dirs) await rm(dir, { recursive: true, force: true })
  })

  it('the affected people and fields equal exactly what the vendor holds', async () => {
    const { dir, vendor } = await fresh()
    // Forty days straight to the vendor: nobody watched.
    await play(vendor, null, 0, 40)
    const exported = vendor
      .held()
      .filter((one) => one.kind === 'event')
      .map((one) => JSON.stringify(one.value))
    const profiles = vendor.held().filter((one) => one.kind === 'profile')
    // Twenty days through the guard, in clear, as a company begins.
    await withGuard(dir, vendor, '    fields: { user: allow, system: allow }\n    properties: { "*": allow }\n', (origin) =>
      play(vendor, origin, 40, 60),
    )
    // The vendor's raw export of the days before, as past disclosures. A raw export has events; profiles come as $set events of the same form.
    const file = join(dir, 'export.jsonl')
    const sets = profiles.map((one) =>
      JSON.stringify({
        event: '$profile',
        properties: {
          ...(one.value.$set as object),
          distinct_id: one.value.$distinct_id,
          time: Number(one.value.$time) / 1000,
          $insert_id: `p-${one.value.$distinct_id}`,
        },
      }),
    )
    await writeFile(file, `${[...exported, ...sets].join('\n')}\n`)
    await runCordon(['import', 'mixpanel', file, '--data', dir])
    await writeFile(join(dir, 'people.csv'), directoryCsv(all))
    await runCordon(['people', 'import', join(dir, 'people.csv'), '--data', dir])

    const opened = JSON.parse(
      (
        await runCordon([
          'incident',
          'open',
          '--vendor',
          'mixpanel',
          '--held-until',
          '2025-11-09',
          '--by',
          'vendor',
          '--json',
          '--data',
          dir,
        ])
      ).stdout,
    ) as { people: number; byField: Record<string, number>; organisations: unknown[] }
    const truth = heldBy(vendor)
    assert.equal(opened.people, truth.size)
    const record = await openRecord(dir)
    const rows = new Map<string, AffectedRow>()
    for await (const row of record.affected({ vendor: 'mixpanel', to: BREACH })) rows.set(row.person, row)
    await record.close()
    const byEmail = new Map([...rows.values()].map((row) => [row.email, row]))
    for (const [id, fields] of truth) {
      const person = all.find((one) => one.id === id) as Person
      const row = byEmail.get(person.email)
      assert.ok(row, `${id} is at the vendor and not in the answer`)
      assert.deepEqual(
        row.fields.filter((field) => Object.values(SENT).includes(field as never)).sort(),
        [...fields].sort(),
        `fields of ${id}`,
      )
    }
    assert.equal(rows.size, truth.size, 'nobody is named who is not at the vendor')
    for (const field of Object.values(SENT))
      assert.equal(opened.byField[field], [...truth.values()].filter((fields) => fields.has(field)).length, field)
    assert.ok(opened.organisations.length > 1)
  })

  it('the cut is made: the SDK sees success, the vendor gets nothing more', async () => {
    const { dir, vendor } = await fresh()
    await withGuard(dir, vendor, '', async (origin) => {
      await play(vendor, origin, 0, 1)
    })
    const before = vendor.requests.length
    assert.ok(before > 0)
    await runCordon(['cut', 'mixpanel', '--data', dir])
    const { readCuts } = await import('../../src/cli/data.ts')
    const { withCuts } = await import('../../src/decide/cuts.ts')
    const policy = withCuts(
      parsePolicy(
        `version: 1\ncompany: { name: F, domains: [] }\nvendors:\n  mixpanel:\n    mode: enforce\n    decision: { owner: a@fernhill.example, reason: r }\n    upstream: ${vendor.origin}\n`,
        'cordon.yaml',
      ),
      await readCuts(dir),
    )
    const assembled = await assembleGuard({ dir, policy, log: noLog, now: Date.now, stopwatch: () => performance.now() })
    const listening = await listen(assembled.guard, { host: '127.0.0.1', port: 0 })
    await play(vendor, `http://127.0.0.1:${listening.port}`, 0, 2)
    await listening.close()
    await assembled.close()
    assert.equal(vendor.requests.length, before)
  })

  it('with the guard on from the start, nobody is at the vendor in clear', async () => {
    const { dir, vendor } = await fresh()
    await withGuard(dir, vendor, '', (origin) => play(vendor, origin, 0, 60))
    const who = JSON.parse((await runCordon(['who', 'mixpanel', '--json', '--data', dir])).stdout) as {
      people: number
      byForm: Record<string, number>
      byField: Record<string, number>
    }
    assert.equal(who.people, all.length)
    assert.equal(who.byForm.clear, 0, 'nobody in clear')
    assert.equal(who.byField['user.contact.email'], undefined)
    const everything = Buffer.concat(vendor.requests.flatMap((request) => [Buffer.from(request.url), request.body])).toString('latin1')
    const decoded = vendor
      .held()
      .map((one) => JSON.stringify(one.value))
      .join('\n')
    for (const person of all)
      for (const value of [person.email, person.name, `"${person.id}"`])
        assert.ok(!decoded.includes(value) && !everything.includes(value), 'a value in clear at the vendor')
  })
})

/** What the stand-in holds, by its own decoding: person → fields. */
function heldBy(vendor: StandIn): Map<string, Set<string>> {
  const held = new Map<string, Set<string>>()
  for (const one of vendor.held()) {
    const properties = (one.kind === 'event' ? one.value.properties : one.value.$set) as Record<string, unknown>
    const id = String(one.kind === 'event' ? properties.distinct_id : one.value.$distinct_id)
    const fields = held.get(id) ?? new Set()
    held.set(id, fields)
    for (const [property, field] of Object.entries({ ...SENT, email: SENT.$email }))
      if (properties[property] !== undefined) fields.add(field)
  }
  return held
}
