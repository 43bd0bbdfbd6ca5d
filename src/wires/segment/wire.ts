// Segment: /v1/{t,i,p,s,g,a} (one event), /v1/b and /v1/batch (many), /v1/m (the SDK's own metrics) and the settings that decide which further vendors receive the events.
// Facts: @segment/analytics-next 1.84, @segment/analytics-node 3.1 as captured; segment.com/docs/connections/sources/catalog/libraries/server/http-api.
import type { Endpoint, Message, Wire, WireRequest } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { isObject } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { at, kind } from '../kinds.ts'
import { batchKinds, eventKinds } from './kinds.ts'

/** Any 2xx counts as delivered and the body is ignored; any 4xx is an error event, any 5xx is retried for hours. */
const quiet = (): ReturnType<typeof jsonAnswer> => jsonAnswer({ success: true })

const single = endpoint({
  name: 'event',
  path: /^(?:\/v1)?\/(?:t|i|p|s|g|a|track|identify|page|screen|group|alias)\/?$/,
  kinds: at('body', eventKinds),
  quiet,
})

const batch = endpoint({
  name: 'batch',
  path: /^(?:\/v1)?\/(?:b|batch|import)\/?$/,
  kinds: batchKinds,
  parcels: ['body.batch[]'],
  quiet,
})

const metrics = endpoint({
  name: 'metrics',
  path: /^(?:\/v1)?\/m\/?$/,
  // Counters of the SDK itself; tags name the plugin and the write key.
  kinds: { 'body.series': kind.structure },
  quiet,
})

/** Settings name the vendors that events go on to: answered from the pinned copy; without one the SDK sends to Segment alone. */
const settings: Endpoint = endpoint({
  name: 'settings',
  path: /\/v1\/projects\/(?<key>[^/]+)\/settings\/?$/,
  methods: ['GET'],
  handling: 'pinned',
  layout: { path: /\/v1\/projects\/(?<key>[^/]+)\/settings\/?$/ },
  upstream: 'https://cdn.segment.com',
  kinds: { 'path.key': kind.structure },
  quiet(_request, message) {
    const key = isObject(message?.doc.path) ? message.doc.path.key : undefined
    return jsonAnswer({ integrations: { 'Segment.io': { apiKey: typeof key === 'string' ? key : '' } }, plan: {} })
  },
})

/** The library an event names: `analytics.js npm:next-1.84.3`. */
export function libraryOf(_request: WireRequest, message: Message): string {
  const body = message.doc.body
  const first = isObject(body) && Array.isArray(body.batch) ? body.batch[0] : Array.isArray(body) ? body[0] : body
  const context = isObject(first) ? first.context : undefined
  const library = isObject(context) ? context.library : undefined
  return isObject(library) ? [library.name, library.version].filter((part) => typeof part === 'string').join(' ') : ''
}

export const segment: Wire = {
  vendor: 'segment',
  times: 'order',
  upstream: 'https://api.segment.io',
  headers: ['authorization', 'x-retry-count'],
  endpoints: [single, batch, metrics, settings],
  sdk: libraryOf,
}
