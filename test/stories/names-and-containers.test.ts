// What a name alone decides about a place, and what it does not: the plan under a real policy.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Endpoint, Kind } from '../../src/core/wire.ts'
import { judgeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { Innocents } from '../../src/guard/innocent.ts'
import { Plan } from '../../src/guard/plan.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { reduce } from '../../src/guard/reduce.ts'

const policy = parsePolicy(
  'version: 1\ncompany: { name: C, domains: [] }\nvendors:\n  v:\n    mode: enforce\n    decision: { owner: a@c.example, reason: r }\n    properties: { plan: allow, note: allow }\n',
  'p',
)
const judge = judgeOf(policy, 0)

const planOf = (kinds: Record<string, Kind>) => new Plan('v', { kinds, parcels: [] } as unknown as Endpoint, judge, 1000, () => {})

const toolsOf = () => ({ innocents: new Innocents(), swept: new Innocents() })

function reduced(body: unknown, kinds: Record<string, Kind> = {}, reversible = false, plan = planOf(kinds), tools = toolsOf()) {
  const doc = { body: structuredClone(body) as never }
  const result = reduce(doc, plan, {
    pseudonyms: new Pseudonyms(Buffer.alloc(32, 1), { vendor: 'v' }),
    ...tools,
    queryKeys: new Set(),
    apply: true,
    allows: (field) => judge('v', '', field).do === 'allow',
    pseudonymising: true,
    reversible,
  })
  return { body: doc.body as unknown, ...result }
}

it('an object whose name alone may leave lets nothing through that is in it', () => {
  assert.deepEqual(reduced({ event: { remark: 'Grace Hopper, 12 High Street' }, plan: 'pro' }).body, { plan: 'pro' })
})

it('a guessed place that may leave is cleaned like any text', () => {
  assert.deepEqual(reduced({ email: 'ada@example.com', event: 'mail from ada@example.com' }).body, { event: 'mail from [email]' })
})

it('what holds for a dotted place holds below it, however the key is written', () => {
  const kinds: Record<string, Kind> = { 'body.telemetry.sdk': { is: 'plain' } }
  assert.deepEqual(reduced({ 'telemetry.sdk.name': 'otel', 'telemetry.other': 'x' }, kinds).body, { 'telemetry.sdk.name': 'otel' })
  assert.deepEqual(reduced({ telemetry: { sdk: { name: 'otel' } } }, kinds).body, { telemetry: { sdk: { name: 'otel' } } })
})

it('values in text that an answer may quote get words of their own, which can be put back', () => {
  const { body, originals } = reduced({ note: 'write to ada@example.com and bob@example.com' }, {}, true)
  const words = /write to (\S+) and (\S+)/.exec((body as { note: string }).note)
  assert.notEqual(words?.[1], words?.[2])
  assert.deepEqual([originals.get(words?.[1] ?? ''), originals.get(words?.[2] ?? '')], ['ada@example.com', 'bob@example.com'])
})

it('a key that is somebody’s address, number or id goes with what it stands for, and is written down nowhere', () => {
  const kinds: Record<string, Kind> = { 'body.flags': { is: 'plain' }, 'body.id': { is: 'id', type: 'user', field: 'user.unique_id' } }
  const flags = {
    'ada@example.com': true,
    '+442079460018': 1,
    '203.0.113.77': 1,
    u_1042: 2,
    new_flow: 3,
    tree: { 'mail ada@example.com': 1, u_1042: 1, n: 1 },
  }
  const plan = planOf(kinds)
  const { body } = reduced({ flags, id: 'u_1042' }, kinds, false, plan)
  assert.deepEqual((body as { flags: unknown }).flags, { new_flow: 3, tree: { n: 1 } })
  assert.ok(plan.places.every((place) => !/ada|2079|203\.0/.test(place.property)))
})

it('keys nobody tabled are remembered up to the limit, also where the table takes any', () => {
  const plan = new Plan('v', { kinds: { 'body.groups.*': { is: 'plain' } }, parcels: [] } as unknown as Endpoint, judge, 50, () => {})
  for (let i = 0; i < 200; i++) reduced({ groups: { [`g${'x'.repeat(i)}`]: 1 } }, {}, false, plan)
  assert.ok(plan.places.length <= 50)
})

it('where the table takes words alone, numbers, switches and words leave, and nothing else', () => {
  const kinds: Record<string, Kind> = { 'body.$feature/*': { is: 'plain', word: true } }
  const body = {
    '$feature/a': true,
    '$feature/new-email-form': 'variant-b',
    '$feature/c': ['x', 'Grace Hopper'],
    '$feature/d': '12 High Street',
    '$other/e': 'x',
    $feature: 'x',
  }
  assert.deepEqual(reduced(body, kinds).body, { '$feature/a': true, '$feature/new-email-form': 'variant-b', '$feature/c': ['x'] })
})

it('an address or a sentence about somebody goes where the protocol has a word of its own; what only looks a little like one stays', () => {
  const kinds: Record<string, Kind> = { 'body.*': { is: 'structure' } }
  const kept = {
    dsn: 'https://key@o1.ingest.example/7',
    scope: '@sentry/node',
    lib: 'a@1.2.3',
    build: '1.0.0+20231123112233',
    zone: '+00:00',
    words: 'Report opened',
  }
  const body = {
    word: 'ada@example.com',
    phone: '+442079460018',
    spaced: '+44 20 7946 0018',
    prose: 'call 203.0.113.77 or ada@example.com now',
    ...kept,
  }
  assert.deepEqual(reduced(body, kinds).body, kept)
})

it('what is innocent where the protocol has its own words is looked at closely everywhere else', () => {
  const kinds: Record<string, Kind> = { 'body.version': { is: 'structure' }, 'body.note': { is: 'plain' } }
  const tools = toolsOf()
  const plan = planOf(kinds)
  for (let i = 0; i < 5; i++) reduced({ version: '203.0.113.77' }, kinds, false, plan, tools)
  assert.deepEqual(reduced({ version: '203.0.113.77', note: '203.0.113.77' }, kinds, false, plan, tools).body, {
    version: '203.0.113.77',
    note: '[ipv4]',
  })
})
