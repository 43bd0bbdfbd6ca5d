// What stands where in Sentry's items: errors, transactions, spans, logs, metrics, replays, sessions, profiles, feedback.
// Facts: @sentry/node and @sentry/browser 11.12, @sentry/node 10.78 as captured; develop.sentry.dev/sdk/data-model (event payloads, sessions, replays).
import type { Kind } from '../../core/wire.ts'
import { all, at, is, kind, under } from '../kinds.ts'
import { attributes as semantic } from '../otlp/kinds.ts'

const ids = all('event_id trace_id span_id parent_span_id segment_id profile_id profiler_id chunk_id check_in_id', kind.eventId)
const neverInfer: Kind = { is: 'constant', value: 'never', field: 'user.device.ip_address' }
const sdk: Record<string, Kind> = { sdk: kind.structure, 'sdk.settings.infer_ip': neverInfer }

const user: Record<string, Kind> = {
  id: is.person,
  email: is.email,
  username: { is: 'field', field: 'user.account.username' },
  name: is.name,
  ip_address: is.ip,
  geo: is.place,
  'geo.country_code': is.country,
}

/** Span and log attributes: OpenTelemetry's names, with Sentry's own. */
const attributes: Record<string, Kind> = {
  ...semantic,
  ...at('user', user),
  ...under('sentry', kind.plain),
  ...under('sentry.sdk sentry.release sentry.environment sentry.dist sentry.trace.origin sentry.trace_lifecycle', kind.structure),
  ...all('sentry.segment.id sentry.pageload.span_id sentry.trace.parent_span_id', kind.eventId),
  'sentry.replay_id': is.session,
  ...under('sentry.message.template sentry.message.parameter', is.log),
  ...under(
    'process.runtime.engine app.memory app.free_memory app.name app.version browser.name browser.version browser.web_vital',
    kind.plain,
  ),
  'app.start_time': is.iso,
  ...under('device os', is.deviceFacts),
  ...all('device.archs device.processor_count os.name', kind.plain),
  'culture.locale': is.language,
  'culture.timezone': is.place,
  ...under('performance http.response_transfer_size http.decoded_response_content_length http.response_delivery_type resource', kind.plain),
  ...under('lcp cls inp fp fcp ttfb effectiveConnectionType connection.rtt connection.type cache cloud.provider cloud.region', kind.plain),
  ...under('browser.script browser.paint browser.navigation browser.performance network.connection culture.calendar', kind.plain),
  ...all('http.request.same_origin http.response.size http.response.body.decoded_size http.request.time_to_first_byte', kind.plain),
  ...all('http.request.redirect_start http.request.redirect_end http.request.worker_start http.request.fetch_start', kind.plain),
  ...all(
    'http.request.domain_lookup_start http.request.domain_lookup_end http.request.connect_start http.request.connection_end',
    kind.plain,
  ),
  ...all(
    'http.request.secure_connection_start http.request.request_start http.request.response_start http.request.response_end',
    kind.plain,
  ),
  ...all('browser.web_vital.lcp.element ui.component_name', kind.plain),
}

const frames: Record<string, Kind> = {
  ...all('filename abs_path function module lineno colno in_app platform package lang symbol raw_function', kind.plain),
  ...all('instruction_addr image_addr symbol_addr addr_mode debug_id', kind.plain),
  ...all('vars context_line pre_context post_context', is.content),
}
const thrown: Record<string, Kind> = {
  ...all('type module thread_id id crashed current main', kind.plain),
  ...all('mechanism.type mechanism.handled mechanism.synthetic mechanism.exception_id mechanism.parent_id mechanism.source', kind.plain),
  ...all('mechanism.is_exception_group mechanism.data.function mechanism.data.handler mechanism.data.target', kind.plain),
  value: is.log,
  ...at('stacktrace.frames[] raw_stacktrace.frames[]', frames),
}

const request: Record<string, Kind> = {
  ...all('url query_string fragment', is.url),
  ...all('method body_size', kind.plain),
  cookies: is.cookie,
  data: is.content,
  env: is.content,
  ...all('headers.user-agent headers.User-Agent', is.agent),
  ...all('headers.referer headers.Referer', is.referrer),
  ...all('headers.cookie headers.Cookie', is.cookie),
  ...all('headers.authorization headers.Authorization', is.secret),
  ...all('headers.x-forwarded-for headers.X-Forwarded-For headers.x-real-ip headers.X-Real-Ip headers.forwarded', is.ip),
  ...all(
    'headers.content-type headers.Content-Type headers.content-length headers.Content-Length headers.connection headers.host headers.Host',
    kind.plain,
  ),
}

const breadcrumb: Record<string, Kind> = {
  timestamp: is.s,
  ...all('type category level', kind.plain),
  event_id: kind.eventId,
  message: is.log,
  ...all('data.url data.to data.from data.http.query data.http.fragment', is.url),
  ...all(
    'data.method data.status_code data.http.method data.http.request.method data.logger data.request_body_size data.response_body_size',
    kind.plain,
  ),
  'data.arguments': is.content,
}

const trace: Record<string, Kind> = {
  ...ids,
  ...all('op status origin sampled client_sample_rate exclusive_time', kind.plain),
  description: is.log,
  replay_id: is.session,
  ...at('data', attributes),
  'links[].trace_id': kind.eventId,
  'links[].span_id': kind.eventId,
  'links[].sampled': kind.structure,
  ...at('links[].attributes', attributes),
}

const contexts: Record<string, Kind> = {
  ...at('trace', trace),
  ...all('runtime.name runtime.version runtime.build browser.name browser.version', kind.plain),
  ...all(
    'app.app_name app.app_version app.app_build app.app_identifier app.build_type app.app_memory app.free_memory app.in_foreground',
    kind.plain,
  ),
  ...under('cloud_resource.cloud otel memory_info', kind.plain),
  'app.app_start_time': is.iso,
  'app.device_app_hash': is.device,
  os: is.deviceFacts,
  'os.name': kind.plain,
  ...all('device gpu', is.deviceFacts),
  ...all('device.arch device.processor_count device.family device.type', kind.plain),
  'device.name': is.content,
  'device.device_unique_identifier': is.device,
  'culture.calendar': kind.plain,
  ...all('culture.locale culture.display_name', is.language),
  'culture.timezone': is.place,
  ...all('response.status_code response.body_size', kind.plain),
  'response.cookies': is.cookie,
  'response.data': is.content,
  state: is.content,
  'flags.values': kind.plain,
  'replay.replay_id': is.session,
  'profile.profile_id': kind.eventId,
  'profile.profiler_id': kind.eventId,
  ...at('feedback', {
    contact_email: is.email,
    name: is.name,
    message: is.content,
    url: is.url,
    source: kind.plain,
    replay_id: is.session,
    associated_event_id: kind.eventId,
  }),
}

/** Errors, transactions, feedback and the head of a replay share one frame. */
export const event: Record<string, Kind> = {
  ...ids,
  ...sdk,
  ...all('timestamp start_timestamp', is.s),
  ...all('type platform level logger environment release dist transaction transaction_info fingerprint errors', kind.plain),
  server_name: is.log,
  // The dependency list of the company: an attacker's shopping list.
  modules: is.content,
  ...at('user', user),
  ...at('request', request),
  ...at('breadcrumbs[] breadcrumbs.values[]', breadcrumb),
  ...at('exception.values[] exception[] threads.values[]', thrown),
  ...at('stacktrace.frames[]', frames),
  ...all('message message.formatted message.message logentry.message logentry.formatted', is.log),
  ...all('message.params logentry.params', is.content),
  ...at('contexts', contexts),
  ...all('debug_meta measurements', kind.plain),
  'extra.arguments': is.content,
  ...all('tags.replayId tags.replay_id', is.session),
  ...at('spans[]', { ...trace, ...all('start_timestamp timestamp', is.s), measurements: kind.plain }),
  ...all('urls segment_names', is.url),
  ...all('error_ids trace_ids', kind.eventId),
  replay_id: is.session,
  replay_start_timestamp: is.s,
  ...all('replay_type segment_id', kind.structure),
}

const sessionAttrs = all('release environment', kind.structure)
const session: Record<string, Kind> = {
  sid: is.session,
  did: is.person,
  ...all('started timestamp', is.iso),
  ...all('init status errors duration seq sequence abnormal_mechanism', kind.plain),
  ...at('attrs', { ...sessionAttrs, ip_address: is.ip, user_agent: is.agent }),
  ...at('aggregates[]', { started: is.iso, did: is.person, ...all('exited errored crashed abnormal', kind.plain) }),
}

const container: Record<string, Kind> = {
  version: kind.structure,
  'ingest_settings.infer_ip': neverInfer,
  'ingest_settings.infer_user_agent': neverInfer,
  ...at('items[]', {
    ...ids,
    ...all('timestamp start_timestamp end_timestamp', is.s),
    ...all('name is_segment status level severity_number type value unit', kind.plain),
    body: is.log,
    ...at('attributes links[].attributes', attributes),
    ...all('links[].trace_id links[].span_id', kind.eventId),
    'links[].sampled': kind.structure,
  }),
}

const profile: Record<string, Kind> = {
  ...ids,
  ...all('version platform environment release client_sdk debug_meta measurements profile runtime truncated', kind.plain),
  ...all('timestamp', is.iso),
  os: is.deviceFacts,
  'os.name': kind.plain,
  device: is.deviceFacts,
  'device.architecture': kind.plain,
  ...at('transaction transactions[]', { ...ids, id: kind.eventId, ...all('name active_thread_id', kind.plain) }),
}

const security = at('csp-report expect-ct-report hpkp expect-staple-report', {
  ...all('document-uri blocked-uri source-file', is.url),
  referrer: is.referrer,
  ...all('effective-directive violated-directive original-policy disposition status-code line-number column-number', kind.plain),
  'script-sample': is.content,
})

/** Items of an envelope, each under its type. */
export const envelopeKinds: Record<string, Kind> = {
  ...all('query.sentry_version query.sentry_key query.sentry_client', kind.structure),
  ...at('body.header', {
    ...sdk,
    event_id: kind.eventId,
    sent_at: is.iso,
    dsn: kind.structure,
    trace: kind.structure,
    'trace.trace_id': kind.eventId,
    'trace.replay_id': is.session,
    'trace.transaction': kind.plain,
    'trace.user_id': is.person,
    'trace.user_segment': kind.plain,
  }),
  ...at('body.items[].header', {
    ...all('type length item_count content_type attachment_type platform sample_rates', kind.structure),
    filename: is.content,
  }),
  ...at('body.items[].error body.items[].transaction body.items[].feedback body.items[].replay_event', event),
  ...at('body.items[].session_update body.items[].sessions', session),
  ...at('body.items[].client_report', { timestamp: is.s, discarded_events: kind.structure, rate_limited_events: kind.structure }),
  ...at('body.items[].user_report', { event_id: kind.eventId, email: is.email, name: is.name, comments: is.content }),
  ...at('body.items[].check_in', {
    ...ids,
    ...all('monitor_slug status duration release environment monitor_config', kind.plain),
    ...at('contexts.trace', ids),
  }),
  ...at('body.items[].span body.items[].log body.items[].trace_metric', container),
  ...at('body.items[].profile body.items[].profile_chunk', profile),
  ...at('body.items[].replay_recording', { segment: kind.structure, recording: is.content }),
  ...at('body.items[].raw_security', security),
  'body.items[].attachment': is.content,
}

export const storeKinds: Record<string, Kind> = {
  ...all('query.sentry_version query.sentry_key query.sentry_client query.sentry_secret', kind.structure),
  ...at('body', event),
}

export const securityKinds: Record<string, Kind> = {
  ...all('query.sentry_key query.sentry_environment query.sentry_release', kind.structure),
  ...at('body', security),
}
