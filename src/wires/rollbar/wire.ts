// Rollbar: items (errors and messages) at /api/1/item/, sessions of its replay.
// Facts: docs.rollbar.com/reference/create-item, rollbar/rollbar.js (transforms); not captured by us.
import type { Kind, Wire } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { isObject } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'

const trace: Record<string, Kind> = {
  'exception.class': kind.plain,
  ...all('exception.message exception.description', is.log),
  ...at('frames[]', {
    ...all('filename lineno colno method class_name runtimePosition', kind.plain),
    ...all('code context args argspec varargspec keywordspec locals', is.content),
  }),
}

const telemetry: Record<string, Kind> = {
  ...all('level type source', kind.plain),
  timestamp_ms: is.ms,
  ...all('body.message body.stack', is.log),
  ...all('body.url body.from body.to', is.url),
  ...all('body.method body.status_code body.subtype body.start_time_ms body.end_time_ms', kind.plain),
  ...all('body.element body.value body.request body.response', is.content),
}

const data: Record<string, Kind> = {
  ...all('environment level code_version platform language framework notifier fingerprint endpoint', kind.plain),
  title: is.log,
  // A route or controller of the company's code.
  context: kind.plain,
  timestamp: is.s,
  uuid: kind.eventId,
  ...at('body.trace body.trace_chain[]', trace),
  'body.message.body': is.log,
  'body.crash_report.raw': is.content,
  ...at('body.telemetry[]', telemetry),
  ...at('person', { id: is.person, username: { is: 'field', field: 'user.account.username' }, email: is.email, name: is.name }),
  ...at('request', {
    ...all('url query_string', is.url),
    method: kind.plain,
    ...all('params GET POST body files_keys', is.content),
    user_ip: is.ip,
    ...all('headers.User-Agent headers.user-agent', is.agent),
    ...all('headers.Cookie headers.cookie', is.cookie),
    ...all('headers.Authorization headers.authorization', is.secret),
    ...all('headers.Referer headers.referer', is.referrer),
    ...all('headers.X-Forwarded-For headers.x-forwarded-for headers.X-Real-Ip', is.ip),
    session: is.content,
  }),
  'server.host': is.log,
  ...all('server.branch server.code_version server.pid', kind.plain),
  ...all('server.root server.argv', is.content),
  'client.javascript.browser': is.agent,
  ...all(
    'client.javascript.code_version client.javascript.cookie_enabled client.javascript.source_map_enabled client.javascript.language',
    kind.plain,
  ),
  'client.javascript.screen': is.screen,
  'client.javascript.plugins': is.deviceFacts,
  'client.timestamp': is.s,
  'client.runtime_ms': kind.plain,
  'notifier.configured_options': is.content,
  'notifier.diagnostic': kind.plain,
}

const items = endpoint({
  name: 'item',
  path: /^\/api\/1\/item(?:_batch)?\/?$/,
  layout: { nested: [{ at: 'body.payload', packed: 'json' }] },
  kinds: {
    ...all('body.access_token body.payload.access_token', kind.structure),
    ...at('body.data body.payload.data body[].data', data),
  },
  parcels: ['body[]'],
  quiet: () => jsonAnswer({ err: 0, result: { id: null, uuid: '' } }),
})

export const rollbar: Wire = {
  vendor: 'rollbar',
  upstream: 'https://api.rollbar.com',
  headers: ['x-rollbar-access-token'],
  endpoints: [items],
  sdk(_request, message) {
    const inner = isObject(message.doc.body) ? message.doc.body.data : undefined
    const notifier = isObject(inner) ? inner.notifier : undefined
    return isObject(notifier) ? [notifier.name, notifier.version].filter((part) => typeof part === 'string').join(' ') : ''
  },
}
