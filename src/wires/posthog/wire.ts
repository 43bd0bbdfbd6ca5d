// PostHog: capture v0 (/batch/, /e/, /capture/, /track/, /engage/, /i/v0/e/), capture v1, replay (/s/), flags, AI batches, logs and metrics, remote configuration and scripts.
// Facts: posthog-js 1.449 and posthog-node 5.70 as captured; PostHog/posthog-sdk-test-harness (contracts of capture v0 and v1).
import type { Endpoint, Kind, Wire } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { isObject } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { uuid7Like } from '../ids.ts'
import { all, at, is, kind } from '../kinds.ts'
import { otlpEndpoint } from '../otlp/endpoints.ts'
import {
  accepted,
  acceptedByUuid,
  guardedAccepted,
  guardedDefinitions,
  guardedFlags,
  guardedResults,
  noFlags,
  overQuota,
  QUIET_CONFIG,
  saysRetry,
} from './answers.ts'
import { readCapture } from './body.ts'
import { GROUP_ID, groupsApart } from './groups.ts'
import { eventKinds, flagKinds } from './kinds.ts'

const query: Record<string, Kind> = {
  ...all('query.compression query.ver query.retry_count query.beacon query.verbose form.compression', kind.structure),
  'query.ip': { is: 'constant', value: '0', field: 'user.device.ip_address' },
  'query._': is.ms,
}
const envelope: Record<string, Kind> = {
  ...query,
  ...all('body.api_key body.token body.historical_migration', kind.structure),
  ...all('body.sent_at body.created_at', is.iso),
}

/** A batch, an array of events or a lone event: three forms of one message. */
const captureKinds = { ...envelope, ...at('body.batch[] body[] body', eventKinds), [`body.batch[].${GROUP_ID}`]: is.group }

const layout = { body: readCapture } as const

const capture = endpoint({
  name: 'capture',
  layout,
  path: /^\/(?:batch|e|capture|track|engage|i\/v0\/e|i\/v0\/ai\/batch|i\/v0\/ai)\/?$/,
  kinds: captureKinds,
  parcels: ['body.batch[]', 'body[]'],
  quiet: accepted,
  silence: () => overQuota('events'),
  guardAnswer: guardedAccepted,
})

const captureV1 = endpoint({
  name: 'capture-v1',
  path: /^\/i\/v1\/(?:analytics|ai)\/events\/?$/,
  kinds: captureKinds,
  parcels: ['body.batch[]'],
  quiet: acceptedByUuid,
  guardAnswer: guardedResults,
  wantsAgain: saysRetry,
})

/** Full snapshots and mutations are gzip as Latin-1 text inside JSON, since recorder version 2024-10. */
const packed = ['', '.texts', '.attributes', '.removes', '.adds'].map((part) => ({
  at: `body[].properties.$snapshot_data[].data${part}`,
  packed: 'gzip-latin1' as const,
}))

const replay = endpoint({
  name: 'replay',
  path: /^\/(?:s|i\/v0\/s)\/?$/,
  layout: { ...layout, alwaysArray: true, nested: packed },
  kinds: {
    ...query,
    ...at('body[]', eventKinds),
    'body[].properties.$snapshot_data': is.content,
    ...all('body[].properties.$snapshot_bytes body[].properties.$snapshot_source', kind.structure),
    'body[].properties.$snapshot_host': kind.plain,
  },
  parcels: ['body[]'],
  quiet: accepted,
  silence: () => overQuota('recordings'),
})

const flags = endpoint({
  name: 'flags',
  layout,
  path: /^\/(?:flags|decide)\/?$/,
  handling: 'ask',
  kinds: flagKinds,
  quiet: noFlags,
  guardAnswer: guardedFlags,
})

const definitions = endpoint({
  name: 'flag-definitions',
  path: /^(?:\/flags\/definitions|\/api\/feature_flag\/local_evaluation)\/?$/,
  methods: ['GET'],
  handling: 'ask',
  kinds: all('query.token query.send_cohorts', kind.structure),
  quiet: () => jsonAnswer({ flags: [], group_type_mapping: {}, cohorts: {} }),
  guardAnswer: guardedDefinitions,
})

/** Configuration switches replay, autocapture, surveys and further scripts on: pinned. */
const configuration = endpoint({
  name: 'config',
  path: /^\/array\/[^/]+\/config\/?$/,
  methods: ['GET'],
  handling: 'pinned',
  kinds: {},
  quiet: () => jsonAnswer(QUIET_CONFIG),
})

/** Code from the vendor: the pinned bytes, or a script that does nothing. */
const scripts: Endpoint = endpoint({
  name: 'scripts',
  path: /^\/(?:array\/[^/]+\/(?:config|array)\.js|static\/.+\.js)$/,
  methods: ['GET'],
  handling: 'pinned',
  kinds: { 'query.v': kind.structure },
  quiet: () => ({ status: 200, headers: [['content-type', 'application/javascript']], body: new Uint8Array() }),
})

const product = endpoint({
  name: 'product',
  path: /^\/api\/(?:surveys|early_access_features|web_experiments)\/?$/,
  methods: ['GET'],
  handling: 'pinned',
  kinds: all('query.token query.ip query._ query.ver', kind.structure),
  quiet: () => jsonAnswer({ surveys: [], earlyAccessFeatures: [], experiments: [] }),
})

export const posthog: Wire = {
  vendor: 'posthog',
  times: 'order',
  upstream: 'https://us.i.posthog.com',
  headers: ['authorization', 'posthog-sdk-info', 'posthog-attempt', 'posthog-request-id', 'posthog-request-timestamp'],
  endpoints: [
    groupsApart(capture),
    groupsApart(captureV1),
    replay,
    flags,
    definitions,
    configuration,
    scripts,
    product,
    otlpEndpoint('logs', /^\/i\/v1\/logs\/?$/, { 'query.token': kind.structure }),
    otlpEndpoint('metrics', /^\/i\/v1\/metrics\/?$/, { 'query.token': kind.structure }),
  ],
  sdk(request, message) {
    const body = message.doc.body
    const first = isObject(body) && Array.isArray(body.batch) ? body.batch[0] : Array.isArray(body) ? body[0] : body
    const properties = isObject(first) ? (first.properties ?? first.person_properties) : undefined
    const told = isObject(properties) ? [properties.$lib, properties.$lib_version].filter((part) => typeof part === 'string').join(' ') : ''
    return told || (request.headers.find(([name]) => name === 'posthog-sdk-info')?.[1] ?? '')
  },
  // Ids PostHog refuses or treats as nobody (posthog.com/docs/product-analytics/identify).
  keepsId: (value) =>
    [
      'anonymous',
      'guest',
      'distinctid',
      'distinct_id',
      'id',
      'not_authenticated',
      'email',
      'undefined',
      'null',
      'none',
      'true',
      'false',
      '0',
      'nan',
    ].includes(value.toLowerCase()),
  shapeId: (type, original, hash) => (type === 'session' || type === 'event' ? uuid7Like(original, hash) : null),
}
