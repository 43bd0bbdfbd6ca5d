// What stands where in OpenTelemetry: attributes of the semantic conventions that name a person or a request, and the frame around them.
// Source: opentelemetry.io/docs/specs/semconv (user, client, http, url, db, gen_ai, exception) and the older names still in use. Sentry's spans and logs use the same names.
import type { Kind } from '../../core/wire.ts'
import { all, at, is, kind, under } from '../kinds.ts'

/** Attributes, by name. What is not here is judged by its name and stays out where that says nothing. */
export const attributes: Record<string, Kind> = {
  ...all('user.id enduser.id usr.id', is.person),
  'enduser.pseudo.id': is.person,
  'user.hash': is.person,
  'user.email': is.email,
  ...all('user.name user.full_name', is.name),
  'user.roles': is.account,
  ...all('organization.id org.id tenant.id company.id account.id', is.group),
  'session.id': is.session,
  'session.previous_id': is.session,
  ...all('client.address http.client_ip net.peer.ip net.sock.peer.addr network.peer.address source.address', is.ip),
  ...all('client.port network.peer.port net.peer.port net.sock.peer.port', kind.plain),
  ...all('url.full http.url url.path url.query url.fragment http.target http.query url http.referer', is.url),
  ...all('url.domain http.request.header.content-type http.request.header.content_type http.request.header.host', kind.plain),
  ...all('http.request.header.connection http.request.header.content-length http.request.header.content_length', kind.plain),
  ...all('http.request.header.user-agent http.request.header.user_agent', is.agent),
  ...all('http.route url.scheme url.template http.scheme http.method http.request.method http.request.method_original', kind.plain),
  ...all('http.status_code http.response.status_code http.response.status_text http.status_text http.flavor', kind.plain),
  ...all('http.request.body.size http.response.body.size http.request_content_length http.response_content_length', kind.plain),
  ...all('http.request_content_length_uncompressed http.response_content_length_uncompressed', kind.plain),
  'http.request.header': is.content,
  'http.response.header': is.content,
  ...all('http.host net.host.name server.address server.port net.host.port net.peer.name net.transport network.transport', kind.plain),
  ...all('network.protocol.name network.protocol.version network.type network.local.port', kind.plain),
  ...all('net.host.ip network.local.address host.name host.id host.ip host.mac', is.log),
  'device.id': is.device,
  ...all('user_agent.original http.user_agent', is.agent),
  'browser.language': is.language,
  ...all('browser.platform browser.brands browser.mobile', kind.plain),
  ...all('db.statement db.query.text', is.log),
  ...under('db.query.parameter', is.content),
  ...all(
    'db.system db.system.name db.name db.namespace db.operation db.operation.name db.collection.name db.sql.table db.query.summary',
    kind.plain,
  ),
  ...all('rpc.system rpc.service rpc.method messaging.system messaging.operation.type messaging.destination.name', kind.plain),
  'exception.type': kind.plain,
  ...all('exception.message exception.stacktrace', is.log),
  'exception.escaped': kind.plain,
  'error.type': kind.plain,
  ...all('code.function.name code.file.path code.line.number code.namespace code.function code.filepath code.lineno', kind.plain),
  ...all('service.name service.version service.namespace deployment.environment deployment.environment.name', kind.structure),
  'service.instance.id': kind.eventId,
  ...under('telemetry.sdk telemetry.distro', kind.structure),
  ...under('process.runtime process.pid', kind.plain),
  ...under('process.command process.command_line process.command_args process.executable process.owner', is.content),
  ...all('host.arch host.type os.type os.name', kind.plain),
  ...under('cloud container.runtime k8s', kind.plain),
  ...all('os.version os.description device.model.identifier', is.deviceFacts),
  ...under('otel', kind.plain),
  ...all('thread.id thread.name log.iostream event.name', kind.plain),
  ...all('feature_flag.key feature_flag.variant feature_flag.provider_name feature_flag.result.variant', kind.plain),
  'feature_flag.context.id': is.person,
  ...under(
    'gen_ai.system gen_ai.provider.name gen_ai.operation.name gen_ai.request gen_ai.response.model gen_ai.response.finish_reasons',
    kind.plain,
  ),
  ...under('gen_ai.usage gen_ai.token.type gen_ai.agent.name gen_ai.tool.name', kind.plain),
  'gen_ai.response.id': kind.eventId,
  'gen_ai.conversation.id': is.session,
  ...under(
    'gen_ai.prompt gen_ai.completion gen_ai.input gen_ai.output gen_ai.system_instructions gen_ai.tool.call gen_ai.event.content',
    is.content,
  ),
}

const ids = all('traceId spanId parentSpanId', kind.eventId)
const times = all('timeUnixNano observedTimeUnixNano startTimeUnixNano endTimeUnixNano', is.ns)
const counts = all('droppedAttributesCount droppedEventsCount droppedLinksCount flags schemaUrl', kind.structure)
const frame: Record<string, Kind> = { ...ids, ...times, ...counts, traceState: kind.structure, ...at('attributes', attributes) }

const scope: Record<string, Kind> = {
  ...counts,
  'scope.name': kind.structure,
  'scope.version': kind.structure,
  ...at('scope.attributes', attributes),
}
const resource: Record<string, Kind> = {
  ...counts,
  'resource.droppedAttributesCount': kind.structure,
  'resource.entityRefs': kind.structure,
  ...at('resource.attributes', attributes),
}

const log: Record<string, Kind> = { ...frame, ...all('severityNumber severityText eventName', kind.plain), body: is.log }
const span: Record<string, Kind> = {
  ...frame,
  ...all('name kind', kind.plain),
  'status.code': kind.structure,
  'status.message': is.log,
  ...at('events[]', { ...frame, name: kind.plain }),
  ...at('links[]', frame),
}
const numbers = all(
  'asDouble asInt count sum bucketCounts explicitBounds min max scale zeroCount zeroThreshold positive negative quantileValues flags',
  kind.plain,
)
const point: Record<string, Kind> = {
  ...frame,
  ...numbers,
  ...at('exemplars[]', { ...ids, ...times, ...numbers, ...at('filteredAttributes', attributes) }),
}
const metric: Record<string, Kind> = {
  ...all('name description unit', kind.plain),
  ...at('metadata', attributes),
  ...Object.assign(
    {},
    ...['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'].map((type) => ({
      ...at(`${type}.dataPoints[]`, point),
      ...all(`${type}.aggregationTemporality ${type}.isMonotonic`, kind.structure),
    })),
  ),
}

export const logKinds = { ...at('body.resourceLogs[]', { ...resource, ...at('scopeLogs[]', { ...scope, ...at('logRecords[]', log) }) }) }
export const traceKinds = { ...at('body.resourceSpans[]', { ...resource, ...at('scopeSpans[]', { ...scope, ...at('spans[]', span) }) }) }
export const metricKinds = {
  ...at('body.resourceMetrics[]', { ...resource, ...at('scopeMetrics[]', { ...scope, ...at('metrics[]', metric) }) }),
}
