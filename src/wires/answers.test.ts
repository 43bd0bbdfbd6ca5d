// Answers of wires that depend on the request: what each SDK takes for success.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { captures, written } from '../../test/contracts/captures.ts'
import { endpointOf } from '../../test/contracts/wire.ts'
import type { WireAnswer } from '../core/wire.ts'
import { amplitude } from './amplitude/wire.ts'
import { anthropic } from './anthropic/wire.ts'
import { launchdarkly } from './launchdarkly/wire.ts'
import { openai } from './openai/wire.ts'
import { posthog } from './posthog/wire.ts'
import { sentry } from './sentry/wire.ts'
import { statsig } from './statsig/wire.ts'

const text = (answer: WireAnswer): string => Buffer.from(answer.body).toString('utf8')
const of = (vendor: string, wire: typeof posthog, path: string, from: 'captures' | 'written') => {
  const golden = (from === 'captures' ? captures(vendor) : written(vendor)).find(({ request }) => request.path === path)
  assert.ok(golden)
  return { request: golden.request, endpoint: endpointOf(wire, golden) }
}
const answer = (body: unknown, status = 200): WireAnswer => ({ status, headers: [], body: Buffer.from(JSON.stringify(body)) })

describe('answers', () => {
  it('PostHog capture v1: a result for every uuid as the SDK sent it, even after the tree was changed', () => {
    const { request, endpoint } = of('posthog-node-capture-v1', posthog, '/i/v1/analytics/events', 'captures')
    const message = endpoint.read(request)
    message.doc.body = { batch: [] }
    const { results } = JSON.parse(text(endpoint.quiet(request, message)))
    assert.ok(Object.keys(results).length > 1)
    for (const [uuid, result] of Object.entries(results)) {
      assert.match(uuid, /^[0-9a-f-]{36}$/)
      assert.deepEqual(result, { result: 'ok' })
    }
  })

  it('PostHog flags: only flag keys of the vendor, never its configuration', () => {
    const { endpoint } = of('posthog-node', posthog, '/flags/', 'captures')
    const guarded = endpoint.guardAnswer?.(
      answer({ flags: { a: { enabled: true } }, sessionRecording: { endpoint: '/s/' }, siteApps: ['x.js'] }),
      (one) => one,
    )
    assert.deepEqual(JSON.parse(text(guarded as WireAnswer)), { flags: { a: { enabled: true } } })
  })

  it('Amplitude: code 200 with the number of events', () => {
    const { request, endpoint } = of('amplitude-node', amplitude, '/2/httpapi', 'captures')
    const told = JSON.parse(text(endpoint.quiet(request, endpoint.read(request))))
    assert.equal(told.code, 200)
    assert.ok(told.events_ingested > 1)
    assert.equal(told.payload_size_bytes, request.body.length)
  })

  it('Sentry: silenced at the source by its rate-limit header', () => {
    const { request, endpoint } = of('sentry-browser', sentry, '/api/4242/envelope/', 'captures')
    assert.deepEqual(
      endpoint.silence?.(request, null).headers.find(([name]) => name === 'x-sentry-rate-limits'),
      ['x-sentry-rate-limits', '60::organization'],
    )
    assert.ok(endpoint.quiet(request, null).headers.every(([name]) => name !== 'x-sentry-rate-limits'))
  })

  it('LaunchDarkly and Statsig: values by name, nothing the vendor knows of the person', () => {
    const ld = of('launchdarkly', launchdarkly, '/sdk/evalx/64a1e2f0aaaaaaaaaaaaaaaa/context', 'written').endpoint
    const flags = ld.guardAnswer?.(answer({ a: { value: true, version: 1, secret: 'x' }, b: 'odd' }), (one) => one)
    assert.deepEqual(JSON.parse(text(flags as WireAnswer)), { a: { version: 1, value: true } })
    const st = of('statsig', statsig, '/v1/initialize', 'written').endpoint
    const values = st.guardAnswer?.(
      answer({ feature_gates: {}, derived_fields: { ip: '203.0.113.77' }, user: { userID: 'u' } }),
      (one) => one,
    )
    assert.deepEqual(JSON.parse(text(values as WireAnswer)), { feature_gates: {} })
    assert.equal(JSON.parse(text(st.guardAnswer?.(answer({}, 503), (one) => one) as WireAnswer)).has_updates, true)
  })

  it('LLMs: an empty reply, whole or as the stream that was asked for', () => {
    const chat = of('openai', openai, '/v1/chat/completions', 'written')
    const events = text(chat.endpoint.quiet(chat.request, null)).trim().split('\n\n')
    assert.equal(events.at(-1), 'data: [DONE]')
    assert.equal(JSON.parse((events[1] as string).slice(6)).choices[0].finish_reason, 'content_filter')
    const messages = of('anthropic', anthropic, '/v1/messages', 'written')
    assert.match(
      text(messages.endpoint.quiet(messages.request, null)),
      /^event: message_start\n.*\n\n[\s\S]*event: message_stop\ndata: \{"type":"message_stop"\}\n\n$/,
    )
    const embed = of('openai', openai, '/v1/embeddings', 'written')
    const { data } = JSON.parse(text(embed.endpoint.quiet(embed.request, embed.endpoint.read(embed.request))))
    assert.equal(data.length, 2)
    assert.equal(data[0].embedding.length, 1_536)
  })
})
