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

function reduced(body: unknown, kinds: Record<string, Kind> = {}, reversible = false) {
  const plan = new Plan('v', { kinds, parcels: [] } as unknown as Endpoint, judge, 1000, () => {})
  const doc = { body: structuredClone(body) as never }
  const result = reduce(doc, plan, {
    pseudonyms: new Pseudonyms(Buffer.alloc(32, 1), { vendor: 'v' }),
    innocents: new Innocents(),
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
