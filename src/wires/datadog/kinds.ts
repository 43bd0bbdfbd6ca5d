// What Datadog's browser SDK sends: RUM views, actions, errors, resources, logs, and replay segments.
// Facts: @datadog/browser-rum 7.16 as captured; github.com/DataDog/rum-events-format (schemas of RUM events).
import type { Kind } from '../../core/wire.ts'
import { all, at, is, kind, under } from '../kinds.ts'

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
  ...under('_dd', kind.plain),
  ...all('connectivity.status connectivity.effective_type connectivity.interfaces privacy.replay_level feature_flags', kind.plain),
  ...all('ci_test.test_execution_id synthetics.test_id synthetics.result_id synthetics.injected container.source', kind.plain),
  ...all('_dd.trace_id _dd.span_id _dd.action.id _dd.view.id', kind.eventId),
  'application.id': kind.structure,
  application_id: kind.structure,
  ...all('session.type session.has_replay session.sampled_for_replay session.is_active', kind.plain),
  ...all('session.id session_id', is.session),
  'tab.id': is.session,
  ...all('view.name view.in_foreground view.is_active view.loading_type view.loading_time view.time_spent view.load_event', kind.plain),
  ...all('view.first_byte view.dom_complete view.dom_content_loaded view.dom_interactive view.first_contentful_paint', kind.plain),
  ...all(
    'view.largest_contentful_paint view.largest_contentful_paint_target_selector view.first_input_delay view.first_input_time',
    kind.plain,
  ),
  ...all(
    'view.interaction_to_next_paint view.interaction_to_next_paint_time view.cumulative_layout_shift view.cumulative_layout_shift_time',
    kind.plain,
  ),
  ...under(
    'view.action view.error view.crash view.long_task view.frozen_frame view.resource view.frustration view.performance',
    kind.plain,
  ),
  ...all('view.in_foreground_periods view.custom_timings', kind.plain),
  'view.id': kind.eventId,
  ...all('view.url', is.url),
  'view.referrer': is.referrer,
  'usr.id': is.person,
  'usr.email': is.email,
  'usr.name': is.name,
  'usr.anonymous_id': is.anonymous,
  'account.id': is.group,
  'account.name': is.organization,
  ...all(
    'action.type action.loading_time action.frustration.type action.error.count action.long_task.count action.resource.count',
    kind.plain,
  ),
  'action.id': kind.eventId,
  // The text of what was clicked, as the person saw it; also the name of a custom action.
  'action.target.name': is.content,
  ...at('error', error),
  ...all(
    'resource.type resource.method resource.status_code resource.duration resource.size resource.protocol resource.delivery_type',
    kind.plain,
  ),
  ...all('resource.encoded_body_size resource.decoded_body_size resource.transfer_size resource.render_blocking_status', kind.plain),
  ...under(
    'resource.worker resource.redirect resource.dns resource.connect resource.ssl resource.first_byte resource.download',
    kind.plain,
  ),
  ...all('resource.provider.name resource.provider.type resource.response.headers.content-type', kind.plain),
  ...all('resource.graphql.operationType resource.graphql.operationName', kind.plain),
  'resource.id': kind.eventId,
  ...all('resource.url resource.provider.domain', is.url),
  ...all('resource.graphql.variables resource.graphql.payload', is.content),
  'resource.request.headers': is.content,
  ...all('long_task.entry_type long_task.duration long_task.blocking_duration long_task.start_time long_task.render_start', kind.plain),
  ...all('long_task.style_and_layout_start long_task.first_ui_event_timestamp long_task.is_frozen_frame', kind.plain),
  ...all('long_task.scripts[].duration long_task.scripts[].start_time long_task.scripts[].invoker_type', kind.plain),
  'long_task.id': kind.eventId,
  ...all('long_task.scripts[].source_url long_task.scripts[].invoker', is.url),
  ...all('vital.type vital.name vital.duration vital.operation_key vital.step_type', kind.plain),
  'vital.id': kind.eventId,
  ...all(
    'display.scroll.max_depth display.scroll.max_depth_scroll_top display.scroll.max_scroll_height display.scroll.max_scroll_height_time',
    kind.plain,
  ),
  'display.viewport': is.screen,
  'device.type': kind.plain,
  ...all('device.name device.model device.brand device.architecture', is.deviceFacts),
  ...all('device.locale device.locales', is.language),
  'device.time_zone': is.place,
  'os.name': kind.plain,
  ...all('os.version os.version_major os.build', is.deviceFacts),
  ...all(
    'telemetry.type telemetry.status telemetry.error.kind telemetry.usage.type telemetry.usage.feature telemetry.configuration',
    kind.plain,
  ),
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
  ...all('content.session content.view content.tab', kind.structure),
  'content.session.id': is.session,
  ...all('content.view.id content.tab.id', kind.eventId),
  // The part is called `event`, whose name would let what is new below it pass as an event's name.
  ...all('content.* content.session.* content.view.* content.tab.*', is.content),
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
  ...all('body.segment.content body.event.content', kind.structure),
}
