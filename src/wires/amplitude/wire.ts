// Amplitude: /2/httpapi and /batch (events), /identify and /groupidentify (forms), remote configuration, SDK diagnostics and session replay.
// Facts: @amplitude/analytics-browser 2.47 and -node 1.5 as captured; amplitude.com/docs/apis/analytics (HTTP V2, batch, identify).
import type { Kind, Message, Wire, WireAnswer, WireRequest } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { readFormBody } from '../codec/form.ts'
import { isObject } from '../codec/json.ts'
import { day, endpoint } from '../endpoint.ts'
import { all, at, browserContext, is, kind } from '../kinds.ts'
import { legacyEvents } from './legacy.ts'

const page: Record<string, Kind> = {
  ...browserContext,
  ...all('referrer referring_domain initial_referrer initial_referring_domain', is.referrer),
  '[Amplitude] Page Location': is.url,
  '[Amplitude] Page URL': is.url,
  '[Amplitude] Page Path': is.url,
  '[Amplitude] Page Domain': kind.plain,
  '[Amplitude] Page Title': is.title,
  '[Amplitude] Page Counter': kind.plain,
  '[Amplitude] Page View ID': kind.eventId,
  '[Amplitude] Previous Page Location': is.referrer,
  '[Amplitude] Previous Page Type': kind.plain,
  '[Amplitude] Max Page X': is.screen,
  '[Amplitude] Max Page Y': is.screen,
  '[Amplitude] Viewport Height': is.screen,
  '[Amplitude] Viewport Width': is.screen,
  '[Amplitude] Session Replay ID': is.session,
  '[Amplitude] Element Text': is.content,
  '[Amplitude] Element Href': is.url,
  '[Amplitude] Element ID': kind.plain,
  '[Amplitude] Element Tag': kind.plain,
  '[Amplitude] Element Class': kind.plain,
  '[Amplitude] Element Exposed': is.content,
  '[Amplitude] File Name': is.content,
  '[Amplitude] Form Name': kind.plain,
}

const profile: Record<string, Kind> = { ...page, email: is.email, name: is.name, phone: is.phone }
const operations = '$set $setOnce $append $prepend $preInsert $postInsert $remove $add'

const event: Record<string, Kind> = {
  event_type: kind.event,
  user_id: is.person,
  device_id: is.device,
  global_user_id: is.person,
  session_id: is.ms,
  time: is.ms,
  insert_id: kind.eventId,
  ...all('event_id library plan ingestion_metadata sdk partner_id $schema $skip_user_properties_sync', kind.structure),
  ...all('platform os_name device_brand device_manufacturer device_family device_type app_version version_name carrier', kind.plain),
  ...all('os_version device_model', is.deviceFacts),
  ...all('price quantity revenue productId revenueType', kind.plain),
  language: is.language,
  ip: is.ip,
  ...all('country', is.country),
  ...all('city region dma', is.place),
  ...all('location_lat location_lng', is.point),
  ...all('idfa idfv adid android_id', is.device),
  user_agent: is.agent,
  'groups.*': is.group,
  ...at('event_properties', page),
  'event_properties.$price': kind.plain,
  'event_properties.$quantity': kind.plain,
  'event_properties.$productId': kind.plain,
  'event_properties.$revenue': kind.plain,
  ...at('user_properties', profile),
  ...at(operations.replace(/\S+/g, 'user_properties.$&'), profile),
  ...all('user_properties.$unset user_properties.$unset.* user_properties.$clearAll', kind.structure),
}

const envelope: Record<string, Kind> = {
  ...all('body.api_key body.options body.request_metadata', kind.structure),
  'body.client_upload_time': is.iso,
}

/** `code` decides, not the status; `{}` counts as unknown and is retried, a reset loses the batch. */
function accepted(request: WireRequest, message: Message | null): WireAnswer {
  const body = message?.doc.body
  const events = isObject(body) && Array.isArray(body.events) ? body.events.length : 1
  return jsonAnswer({ code: 200, events_ingested: events, payload_size_bytes: request.body.length, server_upload_time: sentAt(message) })
}

/** The clock is the SDK's own: `client_upload_time`, so that the answer is a function of the request. */
function sentAt(message: Message | null): number {
  const body = message?.doc.body
  const at = isObject(body) && typeof body.client_upload_time === 'string' ? Date.parse(body.client_upload_time) : Number.NaN
  return Number.isNaN(at) ? 0 : at
}

const events = endpoint({
  name: 'events',
  path: /^\/(?:2\/httpapi|batch|httpapi)\/?$/,
  kinds: { ...envelope, ...at('body.events[]', event) },
  parcels: ['body.events[]'],
  quiet: accepted,
  maxAge: 7 * day,
})

const identify = endpoint({
  name: 'identify',
  path: /^\/(?:identify|groupidentify)\/?$/,
  layout: { body: readFormBody, nested: [{ at: 'body.identification', packed: 'json' }] },
  kinds: {
    'body.api_key': kind.structure,
    ...at('body.identification body.identification[]', { ...event, group_type: kind.plain, group_value: is.group }),
  },
  parcels: ['body.identification[]'],
  quiet: () => jsonAnswer({ code: 200, message: 'success' }),
})

/** May switch autocapture and replay on: pinned. */
const remote = endpoint({
  name: 'remote-config',
  path: /^\/config(?:\/[^/]+)?\/?$/,
  methods: ['GET'],
  handling: 'pinned',
  upstream: 'https://sr-client-cfg.amplitude.com',
  kinds: { 'query.config_group': kind.structure, 'query.config_keys': kind.structure, 'query.api_key': kind.structure },
  // The replay plugin logs an error where its part is missing, and records what it likes where nothing is in it.
  quiet: () => jsonAnswer({ configs: { sessionReplay: { sr_sampling_config: { capture_enabled: false, sample_rate: 0 } } } }),
})

const diagnostics = endpoint({
  name: 'diagnostics',
  path: /^\/v1\/capture\/?$/,
  upstream: 'https://diagnostics.prod.us-west-2.amplitude.com',
  kinds: { ...all('body.tags body.counters body.histogram', kind.plain), 'body.events': is.log, 'body.time': is.ms },
  quiet: () => jsonAnswer({ code: 200 }),
})

const replay = endpoint({
  name: 'replay',
  path: /^\/sessions\/v2\/(?:track|track-beacon)\/?$/,
  upstream: 'https://api-sr.amplitude.com',
  kinds: {
    'query.device_id': is.device,
    'query.session_id': is.ms,
    ...all('query.seq_number query.type query.api_key', kind.structure),
    'body.version': kind.structure,
    'body.events': is.content,
  },
  quiet: () => jsonAnswer({ code: 200 }),
})

export const amplitude: Wire = {
  vendor: 'amplitude',
  times: 'order',
  upstream: 'https://api2.amplitude.com',
  headers: ['authorization', 'x-apikey', 'x-client-version', 'x-client-library', 'x-client-sample-rate'],
  endpoints: [events, legacyEvents(event), identify, remote, diagnostics, replay],
  sdk(_request, message) {
    const body = message.doc.body
    const first = isObject(body) && Array.isArray(body.events) ? body.events[0] : undefined
    return isObject(first) && typeof first.library === 'string' ? first.library : ''
  },
  // `EMPTY` stands where an attribution is not set. (Ids under five characters are refused; `u_` and 26 letters are not.)
  keepsId: (value) => ['empty', '-', 'anonymous', 'nil', 'null', 'none', 'n/a', 'undefined', '0'].includes(value.toLowerCase()),
}
