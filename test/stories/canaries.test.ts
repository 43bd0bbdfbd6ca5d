// Two weeks of invented traffic through the guard, with canaries planted at one vendor: they arrive there alone, look like everybody, are not counted as people,
// stop with a cut, and a hit names the vendor.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { startStandIn } from '../../examples/company/stand-in.ts'
import { assembleGuard } from '../../src/assemble.ts'
import { noLog } from '../../src/core/log.ts'
import type { WireRequest } from '../../src/core/wire.ts'
import { withCuts } from '../../src/decide/cuts.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { invent } from '../../src/guard/canary/invent.ts'
import { canariesFor, knownNames, openCanaries } from '../../src/record/canaries.ts'
import { openRecord } from '../../src/record/index.ts'
import { until } from '../guard-in-test.ts'
import { runCordon } from '../run-cordon.ts'
import { chanceOf } from '../two-vendors/world.ts'

const DAY = 86_400_000
const START = Date.parse('2026-03-02T00:00:00Z')
const DAYS = 14
const PERSONS = 60
const CANARIES = 30

const json = (path: string, body: unknown): WireRequest => ({
  method: 'POST',
  path,
  query: 'verbose=1',
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify(body)),
})

interface Act {
  readonly at: number
  readonly request: WireRequest
}

/** Visits of invented persons: most mornings and evenings, a profile first, two to six events of three kinds. */
function traffic(random: () => number): Act[] {
  const acts: Act[] = []
  for (let p = 0; p < PERSONS; p++) {
    const id = `cus-${String(40_000 + p * 17)}`
    const device = `00000000-0000-4000-8000-${String(p).padStart(12, '0')}`
    let told = false
    for (let day = Math.floor(random() * 3); day < DAYS; day += 1 + Math.floor(random() * 3)) {
      let at = START + day * DAY + Math.round((random() < 0.6 ? 8 + random() * 3 : 17 + random() * 4) * 3_600_000)
      if (!told) {
        const profile = {
          $token: 'project-1',
          $distinct_id: id,
          $set: { $email: `person${p}@people.example`, $name: `Person ${p}`, plan: p % 3 ? 'free' : 'pro' },
        }
        acts.push({ at, request: json('/engage/', [profile]) })
        told = true
      }
      for (let n = 2 + Math.floor(random() * 5); n > 0; n--) {
        at += 2_000 + Math.round(random() * 240_000)
        const kind = random()
        const own =
          kind < 0.5
            ? { event: 'Page viewed', more: { section: `part ${p % 4}` } }
            : kind < 0.8
              ? { event: 'Report opened', more: { plan: 'free' } }
              : { event: 'Search', more: {} }
        const properties = {
          token: 'project-1',
          time: at / 1000,
          distinct_id: id,
          $device_id: device,
          $insert_id: `i${p}-${at}`,
          $browser: p % 2 ? 'Chrome' : 'Firefox',
          ...own.more,
        }
        acts.push({ at, request: json('/track/', [{ event: own.event, properties }]) })
      }
    }
  }
  return acts.sort((a, b) => a.at - b.at)
}

describe('canaries', () => {
  let dir = ''
  let now = START
  let vendor: Awaited<ReturnType<typeof startStandIn>>
  let other: Awaited<ReturnType<typeof startStandIn>>
  let guard: Awaited<ReturnType<typeof assembleGuard>>
  let sent = 0
  let woven = 0
  const policyOf = (fields: string) =>
    parsePolicy(
      `version: 1
company: { name: Analytical Engines, domains: [engines.example] }
vendors:
  mixpanel:
    mode: enforce
    decision: { owner: ada@engines.example, reason: product analytics }
    upstream: ${vendor.origin}
    properties: { plan: allow, section: allow }
${fields}  segment:
    mode: enforce
    decision: { owner: ada@engines.example, reason: product analytics }
    upstream: ${other.origin}
`,
      'cordon.yaml',
    )
  const email = '    fields: { user.contact.email: allow, user.name: allow }\n'
  const values = () => vendor.held().map(({ kind, value }) => ({ kind, value, text: JSON.stringify(value) }))

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cordon-canaries-'))
    vendor = await startStandIn({ keepBytes: true })
    other = await startStandIn({ keepBytes: true })
    guard = await assembleGuard({ dir, policy: policyOf(email), log: noLog, now: () => now, stopwatch: () => 0, random: chanceOf(7) })
    const store = openCanaries(dir)
    const acts = traffic(chanceOf(1))
    let planted = false
    for (const { at, request } of acts) {
      for (; now + 60_000 < at; now += 60_000) woven += await guard.guard.weave()
      now = at
      await guard.guard.handle('mixpanel', request)
      sent++
      if (planted) continue
      planted = true
      const taken = knownNames(dir)
      for (const random = chanceOf(3); store.list().length < CANARIES; ) {
        const person = invent({
          domain: 'engines.example',
          shape: [...'cus-'].map((is) => ({ is }) as { is: string } | { of: string }).concat(Array(5).fill({ of: '0123456789' })),
          random,
        })
        if (!taken(person.id)) store.plant('mixpanel', person, now, now + Math.round(random() * 3 * DAY))
      }
      guard.guard.refreshCanaries()
    }
    store.close()
    const all = sent + woven
    await until(`${all} messages at the vendor`, () => vendor.requests.length >= all, 60_000)
  })
  after(async () => {
    await guard.close()
    await vendor.close()
    await other.close()
    await rm(dir, { recursive: true, force: true })
  })

  it('each arrives at its vendor with name and address, alive over the two weeks, and nowhere else', () => {
    const store = openCanaries(dir)
    const canaries = store.list()
    store.close()
    const held = values()
    for (const canary of canaries) {
      assert.ok(
        held.some(({ text }) => text.includes(canary.email) && text.includes(canary.name)),
        'told',
      )
      assert.ok(canary.sent >= 6, `${canary.sent} messages`)
      assert.ok(canary.told)
      assert.ok(now - (canary.last as number) < 6 * DAY)
    }
    assert.equal(other.requests.length, 0)
  })

  it('no value of a real person stands in what a canary sends: the vendor holds as many messages with each address as were sent', () => {
    for (let p = 0; p < PERSONS; p++) assert.equal(values().filter(({ text }) => text.includes(`person${p}@people.example`)).length, 1)
  })

  it('a classifier on property sets and timing does no better than chance; against a clumsy canary it is nearly always right', () => {
    const store = openCanaries(dir)
    const addresses = new Set(store.list().map((canary) => canary.email))
    store.close()
    const people = new Map<string, { canary: boolean; acts: { at: number; set: string }[] }>()
    for (const { kind, value } of values()) {
      const held = value as {
        distinct_id?: string
        $distinct_id?: string
        properties?: Record<string, unknown>
        $set?: Record<string, unknown>
        event?: string
      }
      const id = String(held.$distinct_id ?? held.properties?.distinct_id)
      const person = people.get(id) ?? { canary: false, acts: [] }
      people.set(id, person)
      if (kind === 'profile') person.canary = addresses.has(String(held.$set?.$email))
      else
        person.acts.push({
          at: Number(held.properties?.time) * 1000,
          set: `${held.event}:${Object.keys(held.properties ?? {})
            .sort()
            .join()}`,
        })
    }
    const ready = [...people.values()].filter(({ acts }) => acts.length > 0)
    assert.equal(ready.filter(({ canary }) => canary).length, CANARIES)
    const found = auc(ready)
    assert.ok(found > 0.35 && found < 0.65, `AUC ${found.toFixed(3)}`)
    const clumsy = ready.map((one) =>
      one.canary ? { ...one, acts: one.acts.map(({ at, set }) => ({ at: Math.floor(at / DAY) * DAY + 3 * 3_600_000, set })) } : one,
    )
    assert.ok(auc(clumsy) > 0.9, 'the classifier sees what there is to see')
  })

  it('counts of people leave them out, and the ledger still has them', async () => {
    const record = await openRecord(dir, { sealFirst: () => guard.ledger.seal() })
    assert.equal((await record.who({ vendor: 'mixpanel' })).people, PERSONS)
    assert.equal((await record.vendors())[0]?.people, PERSONS)
    let rows = 0
    for await (const row of record.affected({ vendor: 'mixpanel' })) rows += row.person === '' ? 0 : 1
    assert.equal(rows, PERSONS)
    const store = openCanaries(dir)
    const canary = store.list()[0]
    store.close()
    assert.ok((await record.person(canary?.email ?? ''))?.disclosures.some(({ vendor }) => vendor === 'mixpanel'))
    await record.close()
  })

  it('a hit names the vendor: by address, by pseudonym, in a data set; mail triage knows the address', async () => {
    const store = openCanaries(dir)
    const [first, second] = store.list()
    store.close()
    const ran = await runCordon(['canary', 'hit', (first?.email ?? '').toUpperCase(), '--json', '--data', dir])
    assert.equal(ran.code, 1)
    assert.deepEqual(JSON.parse(ran.stdout).vendors, ['mixpanel'])
    const pseudonym = values().find(({ kind, text }) => kind === 'profile' && text.includes(second?.email ?? ''))?.value.$distinct_id
    const file = join(dir, 'dump.csv')
    await writeFile(file, `distinct_id,plan\nu_nobody,free\n"${pseudonym}",pro\n`)
    const dump = await runCordon(['canary', 'hit', '--file', file, '--json', '--data', dir])
    assert.equal(dump.code, 1)
    assert.deepEqual(
      JSON.parse(dump.stdout).hits.map(({ vendor, canary, what, line }: Record<string, unknown>) => ({ vendor, canary, what, line })),
      [{ vendor: 'mixpanel', canary: second?.number, what: 'pseudonym', line: 3 }],
    )
    assert.equal((await runCordon(['canary', 'hit', 'nobody@people.example', '--data', dir])).code, 0)
    assert.equal(canariesFor(dir)(first?.email ?? ''), 'mixpanel')
    assert.equal(canariesFor(dir)('nobody@people.example'), null)
  })

  it('planting and listing on the command line', async () => {
    const planted = await runCordon([
      'canary',
      'plant',
      'posthog',
      '--count',
      '2',
      '--alias-domain',
      'engines.example',
      '--json',
      '--data',
      dir,
    ])
    const { canaries, live } = JSON.parse(planted.stdout)
    assert.equal(canaries.length, 2)
    assert.equal(live, false)
    const listed = JSON.parse((await runCordon(['canary', 'list', 'posthog', '--json', '--data', dir])).stdout)
    assert.deepEqual(listed.canaries, canaries)
    await assert.rejects(runCordon(['canary', 'plant', 'nobody', '--data', dir]), /ended with 2/)
  })

  it('the file alone tells nobody who they are', async () => {
    const { readFile } = await import('node:fs/promises')
    const store = openCanaries(dir)
    const canaries = store.list()
    store.close()
    const bytes = (await readFile(join(dir, 'control.sqlite'))).toString('latin1')
    for (const { email, id, name } of canaries) for (const text of [email, id, name]) assert.ok(!bytes.includes(text))
  })

  it('nothing more after a cut', async () => {
    const arrived = vendor.requests.length
    guard.guard.usePolicy(withCuts(policyOf(email), [{ vendor: 'mixpanel', at: new Date(now).toISOString(), by: 'test', reason: '' }]))
    for (const end = now + 5 * DAY; now < end; now += 3_600_000) assert.equal(await guard.guard.weave(), 0)
    assert.equal(vendor.requests.length, arrived)
  })
})

/** Leave-one-out nearest neighbours over hour of day, silence between acts and property sets: how often a canary ranks above a person. */
function auc(people: readonly { canary: boolean; acts: { at: number; set: string }[] }[]): number {
  const sets = [...new Set(people.flatMap(({ acts }) => acts.map(({ set }) => set)))]
  const features = people.map(({ acts }) => {
    const sorted = acts.map(({ at }) => at).sort((a, b) => a - b)
    const gaps = sorted.slice(1).map((at, i) => Math.log(1 + at - (sorted[i] as number)))
    const hours = sorted.map((at) => ((at % DAY) / DAY) * 2 * Math.PI)
    const mean = (list: number[]) => (list.length === 0 ? 0 : list.reduce((sum, one) => sum + one, 0) / list.length)
    const share = sets.map((set) => acts.filter((one) => one.set === set).length / acts.length)
    return [mean(hours.map(Math.sin)), mean(hours.map(Math.cos)), mean(gaps), Math.min(20, ...gaps), ...share]
  })
  const spread = features[0]?.map((_, i) => Math.sqrt(variance(features.map((one) => one[i] as number))) || 1) ?? []
  const scores = features.map((own, i) => {
    const near = features
      .map((one, j) => ({
        j,
        far:
          j === i ? Number.POSITIVE_INFINITY : one.reduce((sum, x, k) => sum + ((x - (own[k] as number)) / (spread[k] as number)) ** 2, 0),
      }))
      .sort((a, b) => a.far - b.far)
      .slice(0, 9)
    return near.filter(({ j }) => people[j]?.canary).length
  })
  let above = 0
  let pairs = 0
  people.forEach((a, i) => {
    people.forEach((b, j) => {
      if (!a.canary || b.canary) return
      pairs++
      const [x, y] = [scores[i] as number, scores[j] as number]
      above += x > y ? 1 : x === y ? 0.5 : 0
    })
  })
  return above / pairs
}

function variance(list: readonly number[]): number {
  const mean = list.reduce((sum, one) => sum + one, 0) / list.length
  return list.reduce((sum, one) => sum + (one - mean) ** 2, 0) / list.length
}
