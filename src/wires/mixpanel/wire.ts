// Mixpanel: /track, /engage, /groups, /import (events and profiles), /record (replay), /flags, /settings and /decide.
// Facts: mixpanel-js 2.83 and mixpanel-node 0.24 as captured (test/golden/captures), docs.mixpanel.com/reference (ingestion API).
import type { Endpoint, Kind, Message, Wire, WireAnswer, WireRequest } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { jsonAnswer, textAnswer } from '../answers.ts'
import { isObject, readJson } from '../codec/json.ts'
import { readMessage } from '../codec/message.ts'
import { readQuery } from '../codec/query.ts'
import { browserContext, field, id, kind, prefixed } from '../kinds.ts'

/** Person ids may stand in any of these places and must come out alike, so all are of one type: Mixpanel merges them by equality. */
const person = id('user', 'user.unique_id')
const device = id('user', 'user.device.device_id')
const group = id('group', 'user.organization_id')

/** What mixpanel-browser sends by itself, and the reserved names of docs.mixpanel.com/docs/data-structure. */
const eventProperties: Record<string, Kind> = {
  ...browserContext,
  token: kind.structure,
  mp_lib: kind.structure,
  $lib_version: kind.structure,
  mp_sent_by_lib_version: kind.structure,
  $mp_api_endpoint: kind.structure,
  $mp_api_timestamp_ms: kind.structure,
  $source: kind.structure,
  time: { is: 'time', unit: 's' },
  $time: { is: 'time', unit: 's' },
  $insert_id: kind.eventId,
  distinct_id: person,
  $distinct_id: person,
  $user_id: person,
  $identified_id: person,
  $anon_id: device,
  $anon_distinct_id: device,
  $device_id: device,
  alias: person,
  '$distinct_ids[]': person,
  $mp_replay_id: id('session', 'user.device.cookie_id'),
  $duration: kind.plain,
  $duration_s: kind.plain,
  $mp_autocapture: kind.plain,
  $event_type: kind.plain,
  $experiment_type: kind.plain,
  'Experiment name': kind.plain,
  'Variant name': kind.plain,
  $experiment_id: kind.plain,
  $is_experiment_active: kind.plain,
  $is_qa_tester: kind.plain,
  'Variant fetch start time': kind.plain,
  'Variant fetch complete time': kind.plain,
  'Variant fetch latency (ms)': kind.plain,
  'Variant fetch traceparent': kind.plain,
  current_page_title: field('user.behavior.browsing_history'),
  current_domain: kind.plain,
  current_url_path: field('user.behavior.page_url'),
  current_url_protocol: kind.plain,
  current_url_search: field('user.behavior.page_url'),
}

/** Profile properties: each operation of the engage API takes the same names. */
const profileProperties: Record<string, Kind> = {
  ...browserContext,
  $email: field('user.contact.email'),
  $name: field('user.name'),
  $first_name: field('user.name.first'),
  $last_name: field('user.name.last'),
  $phone: field('user.contact.phone_number'),
  $avatar: field('user.content.self_image'),
  $created: field('user.account'),
  $city: field('user.location.imprecise'),
  $region: field('user.location.imprecise'),
  $country_code: field('user.location.imprecise'),
  $timezone: field('user.location.imprecise'),
  $transactions: kind.plain,
  '$transactions.$time': kind.plain,
  '$transactions.$amount': kind.plain,
  $ios_devices: field('user.device.device_id'),
  $android_devices: field('user.device.device_id'),
}

const operations = ['$set', '$set_once', '$append', '$union', '$remove', '$add'] as const

const profileKinds: Record<string, Kind> = {
  $token: kind.structure,
  token: kind.structure,
  $distinct_id: person,
  $user_id: person,
  $device_id: device,
  $group_id: group,
  $group_key: kind.structure,
  $ip: field('user.device.ip_address'),
  ip: field('user.device.ip_address'),
  $time: { is: 'time', unit: 'ms' },
  $ignore_time: kind.structure,
  $ignore_alias: kind.structure,
  $delete: kind.structure,
  $unset: kind.plain,
  mp_lib: kind.structure,
  $lib_version: kind.structure,
}

const queryKinds: Record<string, Kind> = {
  ip: { is: 'constant', value: '0', field: 'user.device.ip_address' },
  verbose: kind.structure,
  img: kind.structure,
  redirect: field('user.behavior.page_url'),
  callback: kind.structure,
  test: kind.structure,
  _: { is: 'time', unit: 'ms' },
  strict: kind.structure,
  project_id: kind.structure,
  api_key: kind.structure,
  token: kind.structure,
  mp_lib: kind.structure,
  $lib_version: kind.structure,
  sdk_config: kind.structure,
  lib: kind.structure,
  version: kind.structure,
  properties: kind.plain,
}

const common = { ...prefixed('query', queryKinds), ...prefixed('form', queryKinds) }
const eventKinds = { ...common, 'body[].event': kind.event, ...prefixed('body[].properties', eventProperties) }
const engageKinds = {
  ...common,
  ...prefixed('body[]', profileKinds),
  ...Object.assign({}, ...operations.map((operation) => prefixed(`body[].${operation}`, profileProperties))),
}
const flagKinds = {
  ...common,
  'query.context': kind.structure,
  ...prefixed('query.context', { distinct_id: person, device_id: device, $device_id: device, user_id: person }),
  ...prefixed('query.context.custom_properties', profileProperties),
  'body.distinct_id': person,
  'body.device_id': device,
}
const replayKinds: Record<string, Kind> = {
  ...common,
  ...prefixed('query', {
    distinct_id: person,
    $device_id: device,
    $user_id: person,
    $current_url: field('user.behavior.page_url'),
    replay_start_url: field('user.behavior.page_url'),
    replay_id: id('session', 'user.device.cookie_id'),
    replay_start_time: { is: 'time', unit: 's' },
    batch_start_time: { is: 'time', unit: 's' },
    replay_length_ms: kind.plain,
    replay_env: kind.structure,
    seq: kind.structure,
    format: kind.structure,
  }),
  // A recording shows the page as the person saw it; it leaves only where the policy allows page content.
  body: field('user.content.private'),
}

/** `1`, or the JSON answer where the SDK asked for it: anything else is an error to mixpanel-node's callback. */
function accepted(request: WireRequest): WireAnswer {
  const query = readQuery(request.query)
  if (query.strict !== undefined) return jsonAnswer({ code: 200, status: 1, num_records_imported: 1, error: null })
  return query.verbose === '1' ? jsonAnswer({ status: 1, error: null }) : textAnswer('1')
}

/** `ip=1` asks Mixpanel to look up the socket's address; it gets the country instead, in the property its reports use. */
function putCountry(doc: { [part: string]: Json }, country: string): void {
  if (!isObject(doc.query) || doc.query.ip !== '1' || !Array.isArray(doc.body)) return
  for (const event of doc.body)
    if (isObject(event) && isObject(event.properties) && event.properties.mp_country_code === undefined)
      event.properties.mp_country_code = country
}

function store(name: string, kinds: Readonly<Record<string, Kind>>, maxAge?: number): Endpoint {
  const path = new RegExp(`^/${name}/?$`)
  return {
    name,
    handling: 'store',
    matches: (method, at) => (method === 'POST' || method === 'GET') && path.test(at),
    read: (request) => readMessage(request, { bodyInQuery: 'data', alwaysArray: true }),
    kinds,
    parcels: ['body[]'],
    quiet: accepted,
    ...(name === 'track' ? { putCountry } : {}),
    ...(maxAge === undefined ? {} : { maxAge }),
  }
}

const replay: Endpoint = {
  name: 'record',
  handling: 'store',
  matches: (method, path) => method === 'POST' && /^\/record\/?$/.test(path),
  read: (request) => readMessage(request),
  kinds: replayKinds,
  parcels: [],
  // mixpanel-js parses the answer and treats anything but JSON as an error.
  quiet: () => jsonAnswer({ code: 200, status: 'OK' }),
}

const flags: Endpoint = {
  name: 'flags',
  handling: 'ask',
  matches: (method, path) => (method === 'GET' || method === 'POST') && /^\/flags\/?$/.test(path),
  read: (request) => readMessage(request, { jsonInQuery: ['context'] }),
  kinds: flagKinds,
  parcels: [],
  quiet: () => jsonAnswer({ flags: {}, pending_first_time_events: [] }),
  guardAnswer: (answer, restore) => guardFlags(answer, restore),
}

const firstTime: Endpoint = {
  name: 'first-time-events',
  handling: 'store',
  matches: (method, path) => method === 'POST' && /^\/flags\/[^/]+\/first-time-events\/?$/.test(path),
  read: (request) => readMessage(request),
  kinds: {
    ...flagKinds,
    'body.project_id': kind.structure,
    'body.flag_key': kind.plain,
    'body.cohort_hash': kind.plain,
    'body.first_time_event_hash': kind.plain,
  },
  parcels: [],
  quiet: () => jsonAnswer({ status: 1, error: null }),
}

/** `/settings` may set any key of the SDK's configuration and `/decide` switches features on: answered from the pinned copy only. */
const settings: Endpoint = {
  name: 'settings',
  handling: 'pinned',
  matches: (method, path) => method === 'GET' && /^\/(settings|decide)\/?$/.test(path),
  read: (request) => readMessage(request),
  kinds: { ...common, 'query.distinct_id': person },
  parcels: [],
  quiet: (request) =>
    request.path.startsWith('/settings')
      ? jsonAnswer({ sdk_config: { config: {} } })
      : jsonAnswer({ notifications: [], config: { enable_collect_everything: false } }),
}

/** Flag answers key by key: names, variants and payloads within a size; everything else of the vendor's answer stays behind. */
function guardFlags(answer: WireAnswer, restore: (text: string) => string): WireAnswer {
  if (answer.status !== 200 || answer.body.length > 1_000_000) return jsonAnswer({ flags: {}, pending_first_time_events: [] })
  const value = readJson(restore(Buffer.from(answer.body).toString('utf8')))
  const flags: { [key: string]: Json } = {}
  if (isObject(value) && isObject(value.flags)) {
    for (const [name, flag] of Object.entries(value.flags)) {
      if (!isObject(flag)) continue
      const kept: { [key: string]: Json } = {}
      for (const key of ['variant_key', 'variant_value', 'experiment_id', 'is_experiment_active', 'is_qa_tester', 'variant_source'])
        if (flag[key] !== undefined) kept[key] = flag[key]
      flags[name] = kept
    }
  }
  return jsonAnswer({ flags, pending_first_time_events: [] })
}

/** `mp_lib` and `$lib_version` of the first event, else what the query says. */
function sdk(_request: WireRequest, message: Message): string {
  const first = Array.isArray(message.doc.body) ? message.doc.body[0] : undefined
  const properties = isObject(first) && isObject(first.properties) ? first.properties : message.doc.query
  if (!isObject(properties)) return ''
  return [properties.mp_lib, properties.$lib_version].filter((part) => typeof part === 'string').join(' ')
}

/** Ids the vendor refuses as meaningless (docs.mixpanel.com, "Invalid Distinct IDs"); a pseudonym would make one person of all who have none. */
const refused = new Set([
  '',
  '0',
  '-1',
  'null',
  'nil',
  'none',
  'n/a',
  'na',
  'anon',
  'anonymous',
  'undefined',
  'unknown',
  'false',
  'true',
  'lmy47d',
  '00000000-0000-0000-0000-000000000000',
])

export const mixpanel: Wire = {
  vendor: 'mixpanel',
  times: 'order',
  upstream: 'https://api-js.mixpanel.com',
  headers: ['authorization'],
  endpoints: [
    store('track', eventKinds, 5 * 86_400_000),
    store('engage', engageKinds),
    store('groups', engageKinds),
    store('import', eventKinds),
    replay,
    flags,
    firstTime,
    settings,
  ],
  sdk,
  splitId(value) {
    return value.startsWith('$device:') ? { prefix: '$device:', value: value.slice(8) } : { prefix: '', value }
  },
  keepsId: (value) => refused.has(value.toLowerCase()),
}
