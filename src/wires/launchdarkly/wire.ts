// LaunchDarkly: evaluations with the context as base64 in the path, event batches, diagnostics, and the rules that server SDKs evaluate themselves.
// Facts: launchdarkly/js-core (sdk-client, events schema 4), docs.launchdarkly.com/sdk/features/relay-proxy-configuration/proxy-mode; not captured by us.
import type { Kind, Wire, WireAnswer } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { emptyAnswer, jsonAnswer } from '../answers.ts'
import { isObject, readJson } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'

const one: Record<string, Kind> = {
  key: is.person,
  ...all('kind anonymous _meta version transient', kind.structure),
  ...all('name firstName lastName', is.name),
  email: is.email,
  ip: is.ip,
  country: is.country,
  avatar: { is: 'field', field: 'user.content.self_image' },
}
/** A context of one kind, or of several under their names. */
const context: Record<string, Kind> = {
  ...one,
  '*.key': is.person,
  ...all('organization.key company.key account.key team.key', is.group),
  ...all('device.key', is.device),
  ...all('*.kind *.anonymous *._meta', kind.structure),
  ...at('user', one),
}
const contextKeys: Record<string, Kind> = { '*': is.person, ...all('organization company account team', is.group), device: is.device }

const event: Record<string, Kind> = {
  ...all(
    'kind version variation samplingRatio indexSamplingRatio prereqOf contextKind previousKind debugEventsUntilDate excludeFromSummaries',
    kind.structure,
  ),
  ...all('creationDate startDate endDate', is.ms),
  key: kind.event,
  ...all('value default reason features metricValue', kind.plain),
  ...all('url', is.url),
  referrer: is.referrer,
  selector: is.content,
  ...at('context user', context),
  ...at('contextKeys', contextKeys),
  userKey: is.person,
  previousKey: is.person,
}

const query = all('query.h query.withReasons query.filter', kind.structure)
const KEPT = [
  'version',
  'flagVersion',
  'value',
  'variation',
  'trackEvents',
  'trackReason',
  'reason',
  'debugEventsUntilDate',
  'prerequisites',
] as const

/** Flags by name, with the keys an SDK reads; nothing else of the answer. */
function guarded(answer: WireAnswer, restore: (text: string) => string): WireAnswer {
  if (answer.status !== 200 || answer.body.length > 5_000_000) return jsonAnswer({})
  try {
    const flags = readJson(restore(Buffer.from(answer.body).toString('utf8')))
    if (!isObject(flags)) return jsonAnswer({})
    const out: { [name: string]: Json } = {}
    for (const [name, flag] of Object.entries(flags))
      if (isObject(flag)) out[name] = Object.fromEntries(KEPT.flatMap((key) => (flag[key] === undefined ? [] : [[key, flag[key] as Json]])))
    return jsonAnswer(out)
  } catch {
    return jsonAnswer({})
  }
}

const EVALUATE = /^\/(?:m?sdk)\/evalx\/(?:[\w-]+\/)?(?:contexts|users)\/(?<context>[^/]+)$/
const STREAM = /^\/m?eval\/(?:[\w-]+\/)?(?<context>[^/]+)$/
const inPath = (path: RegExp) => ({ path, base64: ['context'] })

const evaluate = endpoint({
  name: 'evaluate',
  path: EVALUATE,
  methods: ['GET'],
  handling: 'ask',
  layout: inPath(EVALUATE),
  kinds: { ...query, ...at('path.context', context) },
  quiet: () => jsonAnswer({}),
  guardAnswer: guarded,
})

const report = endpoint({
  name: 'evaluate-report',
  path: /^\/m?sdk\/evalx\/(?:[\w-]+\/)?(?:context|user)$/,
  methods: ['REPORT', 'POST'],
  handling: 'ask',
  kinds: { ...query, ...at('body', context) },
  quiet: () => jsonAnswer({}),
  guardAnswer: guarded,
})

/** Server-sent events, passed on as they come. */
const stream = endpoint({
  name: 'stream',
  path: STREAM,
  methods: ['GET'],
  handling: 'ask',
  layout: inPath(STREAM),
  upstream: 'https://clientstream.launchdarkly.com',
  kinds: { ...query, ...at('path.context', context) },
  passesAnswer: true,
  quiet: () => ({ status: 200, headers: [['content-type', 'text/event-stream']], body: Buffer.from('event: put\ndata: {}\n\n') }),
})

const events = endpoint({
  name: 'events',
  path: /^\/(?:(?:mobile\/)?events\/bulk(?:\/[\w-]+)?|mobile|bulk)$/,
  upstream: 'https://events.launchdarkly.com',
  kinds: at('body[]', event),
  parcels: ['body[]'],
  // Any other status is retried once, and 401 stops the SDK with an error.
  quiet: () => emptyAnswer(202),
})

const diagnostics = endpoint({
  name: 'diagnostics',
  path: /^\/(?:(?:mobile\/)?events\/diagnostic(?:\/[\w-]+)?|diagnostic)$/,
  upstream: 'https://events.launchdarkly.com',
  kinds: {
    ...all('body.kind body.sdk body.configuration body.platform body.streamInits', kind.plain),
    ...all('body.droppedEvents body.deduplicatedUsers body.eventsInLastBatch body.dataSinceDate', kind.plain),
    'body.id.diagnosticId': kind.eventId,
    'body.id.sdkKeySuffix': kind.structure,
    'body.creationDate': is.ms,
  },
  quiet: () => emptyAnswer(202),
})

/** Rules and segments for server SDKs and the click goals of pages: they come from the vendor and tell it nothing. */
const rules = endpoint({
  name: 'rules',
  path: /^\/(?:sdk\/(?:latest-all|latest-flags|latest-segments|goals\/[\w-]+)|all|flags)$/,
  methods: ['GET'],
  handling: 'ask',
  kinds: query,
  passesAnswer: true,
  quiet: (request) => (request.path.includes('goals') ? jsonAnswer([]) : jsonAnswer({ flags: {}, segments: {} })),
})

export const launchdarkly: Wire = {
  vendor: 'launchdarkly',
  times: 'order',
  upstream: 'https://app.launchdarkly.com',
  headers: [
    'authorization',
    'x-launchdarkly-event-schema',
    'x-launchdarkly-payload-id',
    'x-launchdarkly-user-agent',
    'x-launchdarkly-wrapper',
  ],
  endpoints: [evaluate, report, stream, events, diagnostics, rules],
  sdk: (request) => request.headers.find(([name]) => name === 'x-launchdarkly-user-agent')?.[1] ?? '',
}
