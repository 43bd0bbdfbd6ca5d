// A canary's message is a template filled: nothing of the person it was copied from may be in it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { fill } from '../../src/guard/canary/fill.ts'
import { Samples } from '../../src/guard/canary/samples.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { segment } from '../../src/wires/segment/wire.ts'

const NOW = Date.parse('2026-03-02T09:00:00Z')
const YAML = `version: 1
company: { name: Analytical Engines, domains: [engines.example] }
vendors:
  segment:
    mode: enforce
    decision: { owner: ada@engines.example, reason: analytics }
    upstream: https://vendor.example
    properties: { plan: allow, note: allow, amount: allow }
`
const canary = { id: 'cus-11111', name: 'Anna Weber', email: 'anna.weber@engines.example', device: '11111111-1111-4111-8111-111111111111' }

function learned(rows: readonly Record<string, unknown>[]) {
  const lane = makeLane(
    segment,
    parsePolicy(YAML, 'cordon.yaml'),
    { judge: judgeOf, modeOf },
    new Pseudonyms(Buffer.alloc(32, 7), segment),
    0,
    () => {},
    () => null,
  )
  const samples = new Samples()
  rows.forEach((row, i) => {
    const body = {
      type: 'track',
      event: 'Paid',
      userId: `cus-${20_000 + i}`,
      anonymousId: `22222222-2222-4222-8222-${String(i).padStart(12, '0')}`,
      messageId: `m-${i}`,
      timestamp: new Date(NOW + i).toISOString(),
      writeKey: 'key',
      ...row,
    }
    const request = {
      method: 'POST',
      path: '/v1/t',
      query: '',
      headers: [['content-type', 'application/json']] as const,
      body: Buffer.from(JSON.stringify(body)),
    }
    samples.note(pass(lane, request), (id) => id, NOW + i)
  })
  const template = samples.visit(() => 0, NOW + 3_600_000)[0]
  assert.ok(template)
  return { samples, template, lane }
}

const filled = (rows: readonly Record<string, unknown>[]) => {
  const { samples, template } = learned(rows)
  return fill(template, canary, NOW, { samples, wire: segment, random: () => 0.5, sessions: new Map() })
}

describe('fill', () => {
  it('ids are the canary’s, the moment is now, values of a crowd stay', () => {
    const body = filled(Array.from({ length: 6 }, () => ({ properties: { plan: 'free' } })))?.body as Record<string, unknown>
    assert.equal(body.userId, canary.id)
    assert.equal(body.anonymousId, canary.device)
    assert.deepEqual(body.properties, { plan: 'free' })
    assert.equal(body.timestamp, new Date(NOW).toISOString())
    assert.equal(body.writeKey, 'key')
  })

  it('a value of one person alone is replaced by one of the crowd, a number by one between', () => {
    const rows = [
      { properties: { plan: 'mine alone', amount: 5 } },
      ...Array.from({ length: 6 }, (_, i) => ({ properties: { plan: 'free', amount: 10 + i } })),
    ]
    const { plan, amount } = (filled(rows) as { body: { properties: { plan: string; amount: number } } }).body.properties
    assert.equal(plan, 'free')
    assert.ok(amount >= 5 && amount <= 15)
  })

  it('words that nobody else wrote cannot be imitated: no message then', () => {
    assert.equal(filled(Array.from({ length: 6 }, (_, i) => ({ properties: { note: `words of person ${'abcdef'[i]}` } }))), null)
  })

  it('name and address stand where the company’s own traffic had them, also where the policy took them out', () => {
    const body = filled(
      Array.from({ length: 6 }, (_, i) => ({ type: 'identify', traits: { email: `p${i}@people.example`, name: `Person ${i}` } })),
    )?.body
    assert.deepEqual((body as { traits: unknown }).traits, { email: canary.email, name: canary.name })
  })

  it('through the steps its address stays as it is and its ids become pseudonyms like everybody’s', () => {
    const { lane } = learned([{}])
    const body = { type: 'identify', userId: canary.id, traits: { email: canary.email } }
    const request = { method: 'POST', path: '/v1/i', query: '', headers: [] as const, body: Buffer.from(JSON.stringify(body)) }
    const sent = Buffer.from(pass(lane, request, new Set([canary.email])).outgoing?.body ?? []).toString()
    assert.ok(sent.includes(canary.email) && !sent.includes(canary.id))
    const others = Buffer.from(pass(lane, request).outgoing?.body ?? []).toString()
    assert.ok(!others.includes(canary.email))
  })
})
