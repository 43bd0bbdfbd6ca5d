// Datadog over the wire contract, and which forwards it follows.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { captures, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { CordonError } from '../../core/errors.ts'
import type { Json } from '../../core/words.ts'
import { datadog } from './wire.ts'

const requests = [...captures('datadog'), ...written('datadog')]

wireContract({
  wire: datadog,
  requests,
  ownPlaces: true,
  asCapture({ doc }) {
    const body = doc.body as { [key: string]: { content: Json } } | Json[]
    return Array.isArray(body) ? body : [body.segment?.content as Json, body.event?.content as Json]
  },
  ofCapture: (decoded) => (decoded as { value?: Json }[]).map((one) => one.value ?? (one as Json)),
  notByteIdentical: {
    'datadog-rum': 'the request goes to the intake itself, with path and query of ddforward',
    'datadog@datadog-browser-logs': 'the same',
  },
})

it('datadog: follows no forward but the known paths of the intake', () => {
  const intake = datadog.endpoints[0] as (typeof datadog.endpoints)[number]
  const rum = requests.find(({ request }) => request.query.includes('v2%2Frum')) as (typeof requests)[number]
  assert.equal(intake.read(rum.request).write().path, '/api/v2/rum')
  for (const target of [
    '/api/v1/validate?x=1',
    'https://evil.example/api/v2/rum',
    '//evil.example/api/v2/rum',
    '/api/v2/rum/../../v1/keys',
    '/api/v2/rum%2f..',
  ])
    assert.throws(
      () => intake.read({ ...rum.request, query: `ddforward=${encodeURIComponent(target)}` }),
      (error) => error instanceof CordonError && error.code === 'wire.unreadable',
    )
})

it('datadog: nothing new in the metadata of a replay has a kind that lets it leave', () => {
  const kinds = datadog.endpoints[0]?.kinds ?? {}
  assert.equal(kinds['body.event.content.*']?.is, 'text')
  assert.equal(kinds['body.event.content.session.*']?.is, 'text')
})
