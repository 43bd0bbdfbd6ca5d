import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CordonError } from '../core/errors.ts'
import { parsePolicy } from './policy.ts'

const GOOD = `version: 1
company: { name: Fernhill, domains: [fernhill.example] }
queryKeys: [utm_source]
fields: { user.location.imprecise: allow }
vendors:
  mixpanel:
    mode: enforce
    decision: { owner: ada@fernhill.example, reason: "product analytics", expires: 2027-01-01 }
    upstream: http://127.0.0.1:9999
    listen: 4181
    secretEnv: MIXPANEL_SIGNING
    answers: vendor
    fields: { user.device.user_agent: { generalise: family }, user.contact.email: pseudonym }
    properties: { plan: allow, "properties.seats": allow, "*": drop }
  sentry: { times: order }
`

test('a whole policy file', () => {
  const policy = parsePolicy(GOOD, 'cordon.yaml')
  const mixpanel = policy.vendors.get('mixpanel')
  assert.deepEqual(policy.company, { name: 'Fernhill', domains: ['fernhill.example'] })
  assert.deepEqual([...policy.queryKeys], ['utm_source'])
  assert.deepEqual(policy.fields.get('user.location.imprecise'), { do: 'allow' })
  assert.deepEqual(mixpanel?.decision, { owner: 'ada@fernhill.example', reason: 'product analytics', expires: Date.UTC(2027, 0, 1) })
  assert.equal(mixpanel?.upstream, 'http://127.0.0.1:9999')
  assert.equal(mixpanel?.listen, 4181)
  assert.deepEqual([mixpanel?.secretEnv, mixpanel?.answers], ['MIXPANEL_SIGNING', 'vendor'])
  assert.deepEqual(mixpanel?.fields.get('user.device.user_agent'), { do: 'generalise', how: 'family' })
  assert.deepEqual([...(mixpanel?.properties.keys() ?? [])], ['plan', 'properties.seats', '*'])
  const sentry = policy.vendors.get('sentry')
  assert.deepEqual([sentry?.mode, sentry?.decision, sentry?.upstream, sentry?.listen], ['enforce', null, null, null])
  assert.deepEqual([sentry?.secretEnv, sentry?.answers, sentry?.times, mixpanel?.times], [null, 'guard', 'order', undefined])
  const stops = parsePolicy(GOOD.replace('{ times: order }', '{ whenCut: stop }'), 'cordon.yaml')
  assert.deepEqual([sentry?.whenCut, stops.vendors.get('sentry')?.whenCut], [undefined, 'stop'])
})

// Each: what is replaced, by what, then the line, the column, and a word of the message and of the hint.
const BROKEN: readonly [string, string, string, number, number, RegExp, RegExp][] = [
  ['an unknown key', 'mode: enforce', 'mod: enforce', 7, 5, /unknown key mod in vendors\.mixpanel/, /Did you mean mode\?/],
  ['an unknown key at the top', 'queryKeys', 'querykeys', 3, 1, /unknown key querykeys/, /queryKeys/],
  ['an unknown field', 'contact.email', 'contact.emial', 13, 63, /unknown key user\.contact\.emial/, /user\.contact\.email/],
  ['an unknown field for all', 'user.location.imprecise', 'user.location.inprecise', 4, 11, /inprecise/, /user\.location\.imprecise/],
  ['an unknown mode', 'mode: enforce', 'mode: watch', 7, 11, /observe, enforce or cut/, /policy/],
  ['an unknown action', 'plan: allow', 'plan: alow', 14, 25, /an action is allow, drop/, /policy/],
  ['an unknown way to generalise', 'generalise: family', 'generalise: fam', 13, 39, /generalise: country/, /policy/],
  ['another version', 'version: 1', 'version: 2', 1, 10, /must be 1/, /policy/],
  ['a misspelt key that is then missing', 'company:', 'compny:', 2, 1, /unknown key compny/, /company/],
  ['a missing key', 'reason: "product analytics", ', '', 8, 5, /reason is missing in vendors\.mixpanel\.decision/, /Add reason/],
  ['a day that does not exist', '2027-01-01', '2027-02-30', 8, 84, /calendar/, /policy/],
  ['an address with a password', 'http://127', 'http://a:b@127', 9, 15, /without user/, /policy/],
  ['a port out of range', '4181', '70000', 10, 13, /listen/, /policy/],
  ['a secret where its name belongs', 'MIXPANEL_SIGNING', '"s3cret value"', 11, 16, /never the secret/, /policy/],
  ['an unknown answerer', 'answers: vendor', 'answers: sdk', 12, 14, /guard or vendor/, /policy/],
  ['times of another kind', 'times: order', 'times: exact', 15, 20, /order or near/, /policy/],
  ['a port twice', 'sentry: { times: order }', 'sentry: { listen: 4181 }', 15, 21, /already taken by mixpanel/, /port of its own/],
  [
    'a secret let out',
    'fields: { user.location',
    'fields: { user.authorization.credentials: pseudonym, user.location',
    4,
    43,
    /can only be dropped/,
    /breach/,
  ],
  ['observe without a decision', 'sentry: { times: order }', 'sentry: { mode: observe }', 15, 19, /observe .* needs a decision/, /owner/],
  [
    'allow without a decision',
    'sentry: { times: order }',
    'sentry: { fields: { user.name: allow } }',
    15,
    34,
    /user\.name needs a decision/,
    /owner/,
  ],
  [
    'a property allowed without a decision',
    'sentry: { times: order }',
    'sentry: { properties: { plan: allow } }',
    15,
    33,
    /plan needs a decision/,
    /owner/,
  ],
  ['a vendor id with capitals', 'sentry:', 'Sentry:', 15, 3, /lower case/, /policy/],
  ['a domain that is none', 'fernhill.example]', 'Fernhill]', 2, 38, /must be a domain/, /policy/],
  ['broken YAML', 'vendors:', 'vendors: [', 7, 11, /Not YAML/, /policy/],
  ['a key twice', 'queryKeys: [utm_source]', 'version: 1', 3, 1, /unique/, /policy/],
]

for (const [name, from, to, line, column, message, hint] of BROKEN)
  test(`refused with its place: ${name}`, () => {
    assert.ok(GOOD.includes(from))
    assert.throws(
      () => parsePolicy(GOOD.replace(from, to), 'cordon.yaml'),
      (error) => {
        assert.ok(error instanceof CordonError)
        assert.equal(error.code, 'policy.invalid')
        assert.match(error.message, message)
        assert.match(error.hint, hint)
        assert.deepEqual(error.place, { path: 'cordon.yaml', line, column })
        return true
      },
    )
  })

test('hostile text: empty, not a map, too long, self-referring, deeply nested', () => {
  const aliases = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
    .join('\n')}`
  for (const text of ['', '[]', 'just text', `# ${'x'.repeat(1_000_000)}`, aliases, '['.repeat(100_000), `${'{a: '.repeat(20_000)}`])
    assert.throws(() => parsePolicy(text, 'cordon.yaml'), { code: 'policy.invalid' })
})

test('an expired decision is read, not refused: it denies by itself', () => {
  assert.equal(parsePolicy(GOOD.replace('2027', '2020'), 'x').vendors.get('mixpanel')?.decision?.expires, Date.UTC(2020, 0, 1))
})
