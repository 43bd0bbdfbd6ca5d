// Statsig: initialize (values for a user) and rgstr/log_event (exposures and events); bodies may be base64 written backwards, or gzip.
// Facts: statsig-io/js-client-monorepo (network core: `se=1` reversed base64, `gz=1` gzip), docs.statsig.com/http-api; not captured by us.
import type { Kind, Wire, WireAnswer } from '../../core/wire.ts'
import { emptyAnswer, jsonAnswer } from '../answers.ts'
import { type Body, readText, textOf } from '../codec/body.ts'
import { isObject, readJson } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'

/** `{"` is `eyJ` in base64, so a body that ends with `Jye`, or begins with the padding, is one written backwards. */
function readBackwards(plain: Uint8Array): Body {
  const text = textOf(plain)
  if (!text.endsWith('Jye') && !text.startsWith('=')) return readText(text)
  const inner = readText(reversed(text))
  return { ...inner, write: (value, form) => Buffer.from(reversed(Buffer.from(inner.write(value, form)).toString('latin1')), 'latin1') }
}

const reversed = (text: string): string => [...text].reverse().join('')

const user: Record<string, Kind> = {
  userID: is.person,
  'customIDs.*': is.group,
  'customIDs.stableID': is.device,
  email: is.email,
  ip: is.ip,
  userAgent: is.agent,
  country: is.country,
  locale: is.language,
  ...all('appVersion statsigEnvironment', kind.plain),
  // "Private" attributes reach the vendor all the same, for evaluation.
  privateAttributes: is.content,
}

const metadata: Record<string, Kind> = {
  ...all('sdkType sdkVersion languageVersion appIdentifier appVersion', kind.structure),
  stableID: is.device,
  ...all('sessionID', is.session),
  ...all('deviceModel deviceOS systemVersion systemName', is.deviceFacts),
  ...all('language locale', is.language),
  fallbackUrl: kind.plain,
}

const event: Record<string, Kind> = {
  eventName: kind.event,
  ...all('time', is.ms),
  value: kind.plain,
  secondaryExposures: kind.plain,
  ...all(
    'metadata.gate metadata.gateValue metadata.ruleID metadata.config metadata.reason metadata.allocatedExperiment metadata.parameterName',
    kind.plain,
  ),
  ...all('metadata.isExplicitParameter metadata.configVersion metadata.rulePassed metadata.isManualExposure', kind.plain),
  ...all('metadata.page_url metadata.pathname metadata.current_url', is.url),
  ...at('user', user),
  ...at('statsigMetadata', metadata),
  'statsigMetadata.currentPage': is.url,
}

const query = all('query.k query.st query.sv query.se query.gz query.ec query.p query.m', kind.structure)
const queryKinds: Record<string, Kind> = { ...query, 'query.t': is.ms, 'query.sid': is.session }
const layout = { body: readBackwards }

const KEPT = [
  ...[
    'feature_gates',
    'dynamic_configs',
    'layer_configs',
    'param_stores',
    'has_updates',
    'time',
    'hash_used',
    'exposures',
    'sdkParams',
    'sdk_flags',
  ],
  ...['full_checksum', 'is_delta', 'deleted_gates', 'deleted_configs', 'deleted_layers', 'response_format'],
] as const
const NOTHING = { feature_gates: {}, dynamic_configs: {}, layer_configs: {}, has_updates: true, time: 0, hash_used: 'none' } as const

/** Values by name; what the vendor derived of the person (place, browser) stays behind. */
function guarded(answer: WireAnswer, restore: (text: string) => string): WireAnswer {
  if (answer.status === 204) return emptyAnswer(204)
  if (answer.status !== 200 || answer.body.length > 10_000_000) return jsonAnswer(NOTHING)
  try {
    const value = readJson(restore(Buffer.from(answer.body).toString('utf8')))
    if (!isObject(value)) return jsonAnswer(NOTHING)
    return jsonAnswer(Object.fromEntries(KEPT.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]]))))
  } catch {
    return jsonAnswer(NOTHING)
  }
}

const initialize = endpoint({
  name: 'initialize',
  path: /^\/v1\/(?:initialize|get_config|check_gate|get_layer)\/?$/,
  handling: 'ask',
  layout,
  kinds: {
    ...queryKinds,
    ...all(
      'body.hash body.sinceTime body.canAcceptDeltas body.deltasResponseRequested body.full_checksum body.acceptDeltas',
      kind.structure,
    ),
    ...all('body.prefetchUsers body.previousDerivedFields', is.content),
    ...all('body.gateName body.configName body.layerName', kind.plain),
    ...at('body.user', user),
    ...at('body.statsigMetadata', metadata),
  },
  quiet: () => jsonAnswer(NOTHING),
  guardAnswer: guarded,
})

const events = endpoint({
  name: 'events',
  path: /^\/v1\/(?:rgstr|log_event|log_event_beacon)\/?$/,
  layout,
  kinds: { ...queryKinds, ...at('body.events[]', event), ...at('body.statsigMetadata', metadata), ...at('body.user', user) },
  parcels: ['body.events[]'],
  quiet: () => jsonAnswer({ success: true }, 202),
})

const errors = endpoint({
  name: 'sdk-exception',
  path: /^\/v1\/sdk_exception\/?$/,
  layout,
  upstream: 'https://statsigapi.net',
  kinds: {
    ...queryKinds,
    ...at('body', { exception: kind.plain, info: is.log, tag: kind.plain, ...at('statsigMetadata', metadata), statsigOptions: kind.plain }),
  },
  quiet: () => jsonAnswer({ success: true }),
})

/** Rules for server SDKs: they come from the vendor and tell it nothing. */
const rules = endpoint({
  name: 'rules',
  path: /^\/v[12]\/(?:download_config_specs(?:\/[\w-]+\.json)?|get_id_lists)\/?$/,
  methods: ['GET', 'POST'],
  handling: 'ask',
  layout,
  kinds: { ...queryKinds, ...all('query.sinceTime body.sinceTime', kind.structure), ...at('body.statsigMetadata', metadata) },
  passesAnswer: true,
  quiet: () => jsonAnswer({ has_updates: false }),
})

export const statsig: Wire = {
  vendor: 'statsig',
  times: 'order',
  upstream: 'https://api.statsig.com',
  headers: ['statsig-api-key', 'statsig-client-time', 'statsig-event-count', 'statsig-sdk-type', 'statsig-sdk-version', 'statsig-encoded'],
  endpoints: [initialize, events, errors, rules],
  sdk(request, message) {
    const body = message.doc.body
    const told = isObject(body) && isObject(body.statsigMetadata) ? [body.statsigMetadata.sdkType, body.statsigMetadata.sdkVersion] : []
    const query = new URLSearchParams(request.query)
    return [told[0] ?? query.get('st'), told[1] ?? query.get('sv')].filter((part) => typeof part === 'string').join(' ')
  },
}
