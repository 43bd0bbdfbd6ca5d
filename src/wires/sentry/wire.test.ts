// Sentry over the wire contract, and what its envelopes need beside it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { captures, written } from '../../../test/contracts/captures.ts'
import { endpointOf, wireContract } from '../../../test/contracts/wire.ts'
import type { Json } from '../../core/words.ts'
import { isObject } from '../codec/json.ts'
import { sentry } from './wire.ts'

const requests = [...captures('sentry'), ...written('sentry')]

const KEYS: Readonly<Record<string, string>> = { event: 'error', session: 'session_update' }

/** The captures' form of an envelope in ours: payloads under their item's type, attributes without their types. */
function ofCapture(decoded: Json): Json {
  const { envelope_header, items } = decoded as { envelope_header: Json; items: { [key: string]: Json }[] }
  return {
    header: envelope_header,
    items: items.map(({ item_header, payload, ...rest }) => {
      const type = (item_header as { type: string }).type
      const body = payload as { [key: string]: Json }
      if (type !== 'replay_recording') return { header: item_header as Json, [KEYS[type] ?? type]: flat(body) }
      const { recording_zlib_json, ...segment } = { ...rest, ...body }
      return {
        header: item_header as Json,
        [type]: { segment: (segment.recording_header ?? segment) as Json, recording: recording_zlib_json as Json },
      }
    }),
  }
}

function flat(payload: { [key: string]: Json }): Json {
  if (!Array.isArray(payload.items)) return payload
  const items = payload.items.map((item) => {
    const { attributes } = item as { attributes?: { [key: string]: { value: Json } } }
    if (attributes === undefined) return item
    return { ...(item as object), attributes: Object.fromEntries(Object.entries(attributes).map(([key, one]) => [key, one.value])) }
  })
  return { ...payload, items: items as Json[] }
}

wireContract({
  wire: sentry,
  requests,
  ofCapture,
  refuses: ['minidump'],
  ownPlaces: true,
  notByteIdentical: { 'sentry#0 POST /tunnel': 'a tunnelled envelope goes to the project its DSN names' },
})

describe('sentry envelopes', () => {
  const tunnelled = requests.find((golden) => golden.request.path === '/tunnel') as (typeof requests)[number]

  it('a tunnelled envelope goes to the project and key of its DSN, never to its host', () => {
    const out = endpointOf(sentry, tunnelled).read(tunnelled.request).write()
    assert.equal(out.path, '/api/42/envelope/')
    assert.equal(out.query, 'sentry_version=7&sentry_key=e12d836b15bb49d7bbf99e64295d995b')
  })

  it('items that lost their payload go, and counts and lengths follow', () => {
    const message = endpointOf(sentry, tunnelled).read(tunnelled.request)
    const items = (message.doc.body as { items: { [key: string]: Json }[] }).items
    for (const item of items) delete item.attachment
    const lines = Buffer.from(message.write().body).toString('utf8').split('\n')
    assert.equal(lines.filter((line) => line.includes('"attachment"')).length, 0)

    for (const golden of captures('sentry-node.json')) {
      const log = endpointOf(sentry, golden).read(golden.request)
      const items = (log.doc.body as { items: { [key: string]: Json }[] }).items
      const item = items.find((one) => one.log !== undefined)
      if (item === undefined || !isObject(item.log) || !Array.isArray(item.log.items)) continue
      item.log.items.pop()
      const text = Buffer.from(log.write().body).toString('utf8')
      assert.equal(JSON.parse(text.split('\n')[1] as string).item_count, 1)
    }
  })
})
