import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Action, Generalisation, Mode, Policy, VendorPolicy } from '../core/policy.ts'
import { FIELDS } from '../fields/taxonomy.ts'
import { actionFor, modeOf, ruleFor } from './action.ts'
import { FORBIDDEN, STANDARD, standardPolicy } from './standard.ts'

const NOW = Date.UTC(2026, 0, 1)
const allow: Action = { do: 'allow' }
const drop: Action = { do: 'drop' }
const pseudonym: Action = { do: 'pseudonym' }

function vendor(more: Partial<VendorPolicy> = {}): VendorPolicy {
  const decision = { owner: 'ada', reason: 'reports', expires: NOW + 1 }
  return {
    vendor: 'v',
    mode: 'enforce',
    decision,
    upstream: null,
    listen: null,
    secretEnv: null,
    answers: 'guard',
    fields: new Map(),
    properties: new Map(),
    ...more,
  }
}
function policy(own: VendorPolicy | null, fields: ReadonlyMap<string, Action> = new Map()): Policy {
  return { ...standardPolicy('Fernhill'), vendors: own ? new Map([['v', own]]) : new Map(), fields }
}
const rule = (p: Policy, property: string, field: string | null) => {
  const { action, rule: name, key } = ruleFor(p, 'v', property, field, NOW)
  return `${action.do} ${name} ${key}`.trim()
}

test('the most specific rule wins', () => {
  const own = vendor({
    properties: new Map<string, Action>([
      ['properties.plan', pseudonym],
      ['plan', allow],
      ['*', allow],
    ]),
    fields: new Map<string, Action>([
      ['user.contact', pseudonym],
      ['user.contact.email', drop],
    ]),
  })
  const p = policy(
    own,
    new Map<string, Action>([
      ['user.contact', allow],
      ['user.name', allow],
    ]),
  )
  assert.equal(rule(p, 'body[].properties.plan', null), 'pseudonym property properties.plan')
  assert.equal(rule(p, 'body[].$set.plan', null), 'allow name plan')
  assert.equal(rule(p, 'body[].properties.plan', 'user.name'), 'pseudonym property properties.plan')
  assert.equal(rule(p, 'x', 'user.contact.email'), 'drop vendor-field user.contact.email')
  assert.equal(rule(p, 'x', 'user.contact.phone_number'), 'pseudonym vendor-field user.contact')
  assert.equal(rule(p, 'x', 'user.name.first'), 'allow policy-field user.name')
  assert.equal(rule(p, 'x', 'user.behavior.page_url'), 'generalise standard user.behavior.page_url')
  assert.equal(rule(p, 'x', 'user.behavior.purchase_history'), 'drop standard user')
  assert.equal(rule(p, 'x', null), 'allow rest *')
  assert.equal(rule(policy(vendor()), 'x', null), 'drop unknown')
  assert.equal(rule(policy(vendor()), 'x', 'other.key'), 'drop unknown')
})

test('a rule about an object: a drop covers everything inside, anything else only what has no field', () => {
  const p = policy(
    vendor({
      properties: new Map<string, Action>([
        ['cart', allow],
        ['address', drop],
        ['*', allow],
      ]),
    }),
  )
  assert.equal(rule(p, 'body.cart[].sku', null), 'allow inside cart')
  assert.equal(rule(p, 'body.cart[].mail', 'user.contact.email'), 'drop standard user')
  assert.equal(rule(p, 'body.address.house.number', null), 'drop inside address')
  assert.equal(rule(p, 'body.address.lang', 'user.demographic.language'), 'drop inside address')
})

test('a vendor without a decision, or with one that has ended: the standard policy, and what the file denies', () => {
  const fields = new Map<string, Action>([
    ['user.name', allow],
    ['user.unique_id', drop],
  ])
  for (const own of [null, vendor({ decision: null, fields }), vendor({ decision: { owner: 'a', reason: 'b', expires: NOW }, fields })]) {
    const p = policy(own, fields)
    assert.equal(rule(p, 'x', 'user.name'), 'drop undecided user')
    assert.equal(rule(p, 'x', 'user.unique_id'), `drop ${own ? 'vendor' : 'policy'}-field user.unique_id`)
    assert.equal(rule(p, 'x', 'user.organization_id'), 'pseudonym undecided user.organization_id')
    assert.equal(modeOf(p, 'v', NOW), 'enforce')
  }
  const observed = policy(vendor({ mode: 'observe' }))
  assert.equal(modeOf(observed, 'v', NOW), 'observe')
  assert.equal(modeOf(observed, 'v', NOW + 1), 'enforce')
  assert.equal(modeOf(policy(vendor({ mode: 'cut', decision: null })), 'v', NOW), 'cut')
  assert.equal(rule(policy(vendor({ mode: 'cut', fields })), 'x', 'user.name'), 'drop cut v')
})

test('secrets never leave, however they are named and whatever the file says', () => {
  const p = policy(
    vendor({
      properties: new Map<string, Action>([['token', allow]]),
      fields: new Map<string, Action>([
        ['user', allow],
        ['system', allow],
      ]),
    }),
  )
  for (const field of FORBIDDEN) assert.equal(rule(p, 'token', field), `drop forbidden ${field}`)
})

test('the standard policy speaks of known fields only, once each', () => {
  const keys = STANDARD.map((r) => r.field)
  assert.equal(new Set(keys).size, keys.length)
  for (const key of [...keys, ...FORBIDDEN]) assert.ok(key in FIELDS, key)
  for (const [field, facts] of Object.entries(FIELDS))
    if (facts.sensitive) assert.equal(actionFor(standardPolicy(), 'v', 'x', field, NOW).do, 'drop', field)
})

test('a hostile path is dropped in bounded time', () => {
  const p = policy(
    vendor({
      properties: new Map<string, Action>([
        ['a', allow],
        ['*', allow],
      ]),
    }),
  )
  const start = performance.now()
  assert.equal(rule(p, 'a.'.repeat(500_000), null), 'drop unknown')
  assert.equal(rule(p, 'b.'.repeat(60), null), 'allow rest *')
  assert.ok(performance.now() - start < 200)
})

// --- The law: a stricter policy never lets more through.

/** Less leaves, or the same. Actions that cannot be compared are not. */
function atLeastAsStrict(a: Action, b: Action): boolean {
  if (a.do === 'drop' || b.do === 'allow') return true
  return a.do === b.do && (a.do !== 'generalise' || (b.do === 'generalise' && a.how === b.how))
}

const HOW: Generalisation[] = ['country', 'path', 'family']
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>(allow, drop, pseudonym),
  fc.constantFrom(...HOW).map((how): Action => ({ do: 'generalise', how })),
)
const keys = fc.constantFrom(
  'user',
  'user.contact',
  'user.contact.email',
  'user.unique_id',
  'user.name',
  'user.location',
  'user.behavior',
  'system',
)
const names = fc.constantFrom('a', 'b', 'a.b', 'properties.a', '*', 'c.b')
const fieldRules = fc.array(fc.tuple(keys, action), { maxLength: 4 }).map((e) => new Map(e))
const nameRules = fc.array(fc.tuple(names, action), { maxLength: 4 }).map((e) => new Map(e))
const anyPolicy = fc
  .record({
    mode: fc.constantFrom<Mode>('observe', 'enforce', 'cut'),
    decided: fc.constantFrom<number | null | 'none'>('none', null, NOW - 1, NOW + 1),
    fields: fieldRules,
    properties: nameRules,
    all: fieldRules,
  })
  .map(({ mode, decided, fields, properties, all }) => {
    const decision = decided === 'none' ? null : { owner: 'a', reason: 'b', expires: decided }
    return policy(vendor({ mode, decision, fields, properties }), all)
  })

/** One way to make a policy stricter without touching anything else. */
function stricter(p: Policy, how: number, pick: number): Policy {
  const own = p.vendors.get('v')!
  const tighten = <K>(map: ReadonlyMap<K, Action>): Map<K, Action> =>
    new Map([...map].map(([k, a], i): [K, Action] => [k, i === pick % Math.max(1, map.size) ? drop : a]))
  const withOwn = (more: Partial<VendorPolicy>): Policy => ({ ...p, vendors: new Map([['v', { ...own, ...more }]]) })
  const add = <K extends string>(map: ReadonlyMap<K, Action>, key: K): Map<K, Action> => new Map([...map, [key, drop]])
  const choices = [
    () => withOwn({ mode: 'cut' }),
    () => withOwn({ decision: null }),
    () => withOwn({ fields: tighten(own.fields) }),
    () => withOwn({ properties: tighten(own.properties) }),
    () => ({ ...p, fields: tighten(p.fields) }),
    () => withOwn({ properties: add(own.properties, (['a', 'a.b', 'properties.a', 'b'] as const)[pick % 4]!) }),
    () => withOwn({ fields: add(own.fields, (['user.contact.email', 'user.contact', 'user.name'] as const)[pick % 3]!) }),
  ]
  return choices[how % choices.length]!()
}

test('law: a stricter policy never lets more through', () => {
  const paths = fc.constantFrom('a', 'body[].a', 'body[].properties.a', 'body.c[].b', 'body.a.b', 'body.a.x', 'z')
  const fields = fc.constantFrom<string | null>(
    null,
    'user.contact.email',
    'user.unique_id',
    'user.name.first',
    'user.location',
    'user.behavior.event',
    'user.authorization.password',
  )
  fc.assert(
    fc.property(anyPolicy, fc.nat(), fc.nat(), paths, fields, (p, how, pick, path, field) => {
      const before = actionFor(p, 'v', path, field, NOW)
      const after = actionFor(stricter(p, how, pick), 'v', path, field, NOW)
      return atLeastAsStrict(after, before) || undecidedInstead(p, how, before, after)
    }),
    { numRuns: 5_000 },
  )
})

/** Taking the decision away puts the standard policy in place; it may be another reduction than the file's, but it is never `allow` where the file had none. */
function undecidedInstead(_p: Policy, how: number, before: Action, after: Action): boolean {
  return how % 7 === 1 && after.do !== 'allow' && before.do !== 'drop'
}
