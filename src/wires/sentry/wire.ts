// Sentry: envelopes (also through a tunnel), the older store, security reports and the feedback dialog; minidumps are refused, for they are copies of memory.
// Facts: @sentry/node 10.78 and 11.12, @sentry/browser 11.12 as captured; develop.sentry.dev/sdk (envelopes, rate limiting).
import { CordonError } from '../../core/errors.ts'
import type { Endpoint, Message, Wire, WireAnswer } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { readFormBody } from '../codec/form.ts'
import { isObject } from '../codec/json.ts'
import { readMessage } from '../codec/message.ts'
import { endpoint } from '../endpoint.ts'
import { hexLike } from '../ids.ts'
import { all, at, is, kind } from '../kinds.ts'
import { readEnvelope } from './envelope.ts'
import { envelopeKinds, securityKinds, storeKinds } from './kinds.ts'

const quiet = (): WireAnswer => jsonAnswer({})

/** An SDK that reads this neither builds nor sends anything for a minute; repeated on every answer while the cut lasts, and short, so that a restore works soon. */
const silence = (): WireAnswer => jsonAnswer({}, 200, [['x-sentry-rate-limits', '60::organization']])

const parcels = [
  'body.items[]',
  'body.items[].span.items[]',
  'body.items[].log.items[]',
  'body.items[].trace_metric.items[]',
  'body.items[].sessions.aggregates[]',
]
const project = (name: string): RegExp => new RegExp(`^(?:/[\\w.~-]+){0,5}/api/\\d{1,20}/${name}/?$`)

const envelope = endpoint({
  name: 'envelope',
  path: project('envelope'),
  layout: { body: readEnvelope },
  kinds: envelopeKinds,
  parcels,
  quiet,
  silence,
})

/** The application's own address: project and key stand in the envelope's DSN; its host is never followed. */
const tunnel: Endpoint = {
  ...endpoint({
    name: 'tunnel',
    path: /^\/(?:tunnel|monitoring|monitoring-tunnel|sentry-tunnel)\/?$/,
    kinds: envelopeKinds,
    parcels,
    quiet,
    silence,
  }),
  read(request) {
    const message = readMessage(request, { body: readEnvelope })
    const target = targetOf(message)
    return {
      doc: message.doc,
      write: () => ({ ...message.write(), path: `/api/${target.project}/envelope/`, query: `sentry_version=7&sentry_key=${target.key}` }),
    }
  },
}

function targetOf(message: Message): { project: string; key: string } {
  const header = isObject(message.doc.body) ? message.doc.body.header : undefined
  const dsn =
    isObject(header) && typeof header.dsn === 'string'
      ? /^https?:\/\/(\w{1,64})(?::\w+)?@[^/@]+\/(?:[\w.-]+\/)*(\d{1,20})$/.exec(header.dsn)
      : null
  if (dsn === null) throw new CordonError('wire.unreadable', 'The tunnelled envelope names no project.')
  return { key: dsn[1] as string, project: dsn[2] as string }
}

const store = endpoint({ name: 'store', path: project('store'), kinds: storeKinds, quiet, silence })
const security = endpoint({ name: 'security', path: project('(?:security|csp-report)'), kinds: securityKinds, quiet })

const minidump = endpoint({
  name: 'minidump',
  path: project('(?:minidump|unreal/\\w+|playstation)'),
  layout: {
    body() {
      throw new CordonError('wire.unreadable', 'A minidump is a copy of memory and is never sent.')
    },
  },
  kinds: {},
  quiet,
})

/** The dialog that asks for a report after a crash: its page is code of the vendor, its form names the person. */
const dialog = endpoint({
  name: 'error-page',
  path: /^(?:\/[\w.~-]+){0,5}\/api\/embed\/error-page\/?$/,
  layout: { body: readFormBody },
  kinds: {
    ...all('query.dsn', kind.structure),
    'query.eventId': kind.eventId,
    'query.lang': is.language,
    ...at('query body', { name: is.name, email: is.email, comments: is.content }),
  },
  quiet,
})

export const sentry: Wire = {
  vendor: 'sentry',
  upstream: 'https://o0.ingest.sentry.io',
  headers: ['x-sentry-auth'],
  endpoints: [envelope, tunnel, store, security, minidump, dialog],
  sdk(request, message) {
    const body = isObject(message.doc.body) ? message.doc.body : {}
    const header = isObject(body.header) ? body.header : body
    const told = isObject(header.sdk) ? [header.sdk.name, header.sdk.version].filter((part) => typeof part === 'string').join(' ') : ''
    return told || (new URLSearchParams(request.query).get('sentry_client') ?? '').replace(/\/(?=[^/]*$)/, ' ')
  },
  // Event, trace, span and replay ids are hex of 32 or 16 digits; others are refused.
  shapeId: (type, original, hash) => (type === 'event' || type === 'session' ? hexLike(original, hash) : null),
}
