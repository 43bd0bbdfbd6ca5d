// Bugsnag: error reports (notify.bugsnag.com), sessions (sessions.bugsnag.com) and performance spans (OTLP); both of the first are posted to `/` at hosts of their own.
// Facts: docs.bugsnag.com/api/error-reporting, bugsnag/bugsnag-js (delivery); not captured by us. `Bugsnag-Integrity`, a hash of the bytes, is not passed on.
import type { Endpoint, Kind, Wire } from '../../core/wire.ts'
import { emptyAnswer, textAnswer } from '../answers.ts'
import { isObject } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { hexLike } from '../ids.ts'
import { all, at, is, kind } from '../kinds.ts'
import { otlpEndpoint } from '../otlp/endpoints.ts'

const user: Record<string, Kind> = { id: is.person, email: is.email, name: is.name }
const device: Record<string, Kind> = {
  id: is.device,
  locale: is.language,
  userAgent: is.agent,
  ...all('orientation osName manufacturer runtimeVersions browserName jailbroken', kind.plain),
  ...all('model modelNumber osVersion browserVersion freeMemory totalMemory freeDisk', is.deviceFacts),
  hostname: is.log,
  time: is.iso,
}
const app = kind.plain
const frame: Record<string, Kind> = {
  ...all('file lineNumber columnNumber method inProject frameAddress symbolAddress loadAddress', kind.plain),
  code: is.content,
}

const event: Record<string, Kind> = {
  ...at('exceptions[]', { ...all('errorClass type', kind.plain), ...all('errorMessage message', is.log), ...at('stacktrace[]', frame) }),
  ...at('threads[]', { ...all('id name type errorReportingThread state', kind.plain), ...at('stacktrace[]', frame) }),
  ...at('breadcrumbs[]', {
    timestamp: is.iso,
    ...all('type', kind.plain),
    name: is.log,
    'metaData.from': is.url,
    'metaData.to': is.url,
    'metaData.status': kind.plain,
    'metaData.method': kind.plain,
    'metaData.url': is.url,
  }),
  // A page's path or a screen's name.
  context: is.url,
  ...all('severity severityReason unhandled groupingHash featureFlags payloadVersion usage', kind.plain),
  ...at('user', user),
  app,
  ...at('device', device),
  ...at('request', {
    clientIp: is.ip,
    url: is.url,
    referer: is.referrer,
    httpMethod: kind.plain,
    params: is.content,
    body: is.content,
    'headers.user-agent': is.agent,
    'headers.cookie': is.cookie,
    'headers.authorization': is.secret,
  }),
  'session.id': is.session,
  'session.startedAt': is.iso,
  'session.events': kind.plain,
  'correlation.traceId': kind.eventId,
  'correlation.spanId': kind.eventId,
}

const envelope = { 'header.bugsnag-sent-at': is.iso, ...all('body.apiKey body.notifier body.payloadVersion', kind.structure) } as const
const layout = { headers: ['bugsnag-sent-at'] }

const notify = endpoint({
  name: 'notify',
  path: /^\/(?:notify\/?)?$/,
  layout,
  kinds: { ...envelope, ...at('body.events[]', event) },
  parcels: ['body.events[]'],
  quiet: () => textAnswer('OK'),
})

const sessions = endpoint({
  name: 'sessions',
  path: /^\/sessions\/?$/,
  layout,
  upstream: 'https://sessions.bugsnag.com',
  kinds: {
    ...envelope,
    'body.app': app,
    ...at('body.device', device),
    ...at('body.sessions[]', { id: is.session, startedAt: is.iso, ...at('user', user) }),
    'body.sessionCounts[].startedAt': is.iso,
    'body.sessionCounts[].sessionsStarted': kind.plain,
  },
  parcels: ['body.sessions[]'],
  quiet: () => emptyAnswer(202),
})

/** At the vendor both stand at `/`. */
function atRoot(one: Endpoint): Endpoint {
  return {
    ...one,
    read(request) {
      const message = one.read(request)
      return { doc: message.doc, write: () => ({ ...message.write(), path: '/' }) }
    },
  }
}

export const bugsnag: Wire = {
  vendor: 'bugsnag',
  upstream: 'https://notify.bugsnag.com',
  headers: ['bugsnag-api-key', 'bugsnag-payload-version', 'bugsnag-sent-at', 'bugsnag-span-sampling'],
  endpoints: [atRoot(notify), atRoot(sessions), otlpEndpoint('traces', /^\/v1\/traces\/?$/)],
  sdk(_request, message) {
    const notifier = isObject(message.doc.body) ? message.doc.body.notifier : undefined
    return isObject(notifier) ? [notifier.name, notifier.version].filter((part) => typeof part === 'string').join(' ') : ''
  },
  shapeId: (type, original, hash) => (type === 'event' ? hexLike(original, hash) : null),
}
