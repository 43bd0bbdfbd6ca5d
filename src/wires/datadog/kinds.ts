// What Datadog's browser SDK sends: RUM views, actions, errors, resources, logs, and replay segments.
// Facts: @datadog/browser-rum 7.16 as captured; github.com/DataDog/rum-events-format (schemas of RUM events).
import type { Kind } from '../../core/wire.ts'
import { all, at, is, kind } from '../kinds.ts'

const error: Record<string, Kind> = {
  id: kind.eventId,
  ...all('message stack handling_stack component_stack', is.log),
  ...all('source type kind handling source_type is_crash fingerprint time_since_app_start csp disposition', kind.plain),
  ...all('causes[].message causes[].stack', is.log),
  ...all('causes[].type causes[].source', kind.plain),
  'resource.url': is.url,
  ...all('resource.method resource.status_code', kind.plain),
}

const event: Record<string, Kind> = {
  ...all('type source service version env ddtags build_version status origin', kind.plain),
  date: is.ms,
  message: is.log,
  'logger.name': kind.plain,
  ...all('_dd connectivity privacy feature_flags ci_test synthetics container profiling', kind.plain),
  ...all('_dd.trace_id _dd.span_id _dd.action.id _dd.view.id', kind.eventId),
  'application.id': kind.structure,
  application_id: kind.structure,
  session: kind.plain,
  ...all('session.id session_id', is.session),
  'tab.id': is.session,
  view: kind.plain,
  'view.id': kind.eventId,
  ...all('view.url', is.url),
  'view.referrer': is.referrer,
  'usr.id': is.person,
  'usr.email': is.email,
  'usr.name': is.name,
  'usr.anonymous_id': is.anonymous,
  'account.id': is.group,
  'account.name': is.organization,
  action: kind.plain,
  'action.id': kind.eventId,
  // The text of what was clicked, as the person saw it; also the name of a custom action.
  'action.target.name': is.content,
  ...at('error', error),
  resource: kind.plain,
  'resource.id': kind.eventId,
  ...all('resource.url resource.provider.domain', is.url),
  ...all('resource.graphql.variables resource.graphql.payload', is.content),
  'resource.request.headers': is.content,
  long_task: kind.plain,
  'long_task.id': kind.eventId,
  ...all('long_task.scripts[].source_url long_task.scripts[].invoker', is.url),
  vital: kind.plain,
  'vital.id': kind.eventId,
  display: kind.plain,
  'display.viewport': is.screen,
  'device.type': kind.plain,
  ...all('device.name device.model device.brand device.architecture', is.deviceFacts),
  ...all('device.locale device.locales', is.language),
  'device.time_zone': is.place,
  'os.name': kind.plain,
  ...all('os.version os.version_major os.build', is.deviceFacts),
  telemetry: kind.plain,
  ...all('telemetry.message telemetry.error.stack', is.log),
  'http.url': is.url,
  ...all('http.status_code http.method', kind.plain),
  'http.useragent': is.agent,
  'network.client.ip': is.ip,
}

const segment = {
  ...all('type filename', kind.structure),
  filename: kind.eventId,
  ...all('content.start content.end', is.ms),
  ...all('content.creation_reason content.records_count content.has_full_snapshot content.index_in_view content.source', kind.structure),
  ...all('content.raw_segment_size content.compressed_segment_size content.application', kind.structure),
  'content.session.id': is.session,
  ...all('content.view.id content.tab.id', kind.eventId),
} as const

export const intakeKinds: Record<string, Kind> = {
  ...all(
    'query.ddsource query.dd-api-key query.dd-evp-origin query.dd-evp-origin-version query.dd-evp-encoding query.ddtags query._dd.api query._dd',
    kind.structure,
  ),
  ...all('query._dd.retry_count query._dd.retry_after', kind.structure),
  'query.dd-request-id': kind.eventId,
  'query.batch_time': is.ms,
  ...at('body[]', event),
  ...at('body.segment body.event', segment),
  // What the person saw and did; where a company lets it leave, the guard has read every text in it.
  'body.segment.content.records': is.content,
  'body.event.content': kind.structure,
}
