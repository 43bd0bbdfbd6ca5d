// What PostHog's SDKs send by themselves, in events, persons, groups, exceptions and AI traces.
// Facts: posthog-js 1.449 and posthog-node 5.70 as captured; posthog.com/docs/product-analytics/autocapture, /docs/ai-engineering (property names).
import type { Kind } from '../../core/wire.ts'
import { all, at, browserContext, is, kind } from '../kinds.ts'

const clicks = 'gclsrc qclid oppref bfcid'

/** Names with their `$initial_` and `$session_entry_` twins. */
function everywhere(kinds: Readonly<Record<string, Kind>>): Record<string, Kind> {
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([name, value]) => {
      const bare = name.replace(/^\$/, '')
      return [name, `$initial_${bare}`, `$session_entry_${bare}`, `$latest_${bare}`].map((key) => [key, value] as const)
    }),
  )
}

const page = everywhere({
  ...browserContext,
  ...all(clicks, is.clickId),
  ...all('$current_url $pathname', is.url),
  $host: kind.plain,
  ...all('$referrer $referring_domain', is.referrer),
  $raw_user_agent: is.agent,
})

const exception: Record<string, Kind> = {
  ...all('type mechanism module thread_id', kind.plain),
  value: is.log,
  'stacktrace.type': kind.structure,
  ...at('stacktrace.frames[]', {
    ...all('platform filename function module lineno colno in_app abs_path lang chunk_id resolved', kind.plain),
    ...all('vars code_variables', is.content),
    ...all('context_line pre_context post_context', is.content),
  }),
}

export const eventProperties: Record<string, Kind> = {
  ...page,
  ...all('distinct_id $distinct_id $user_id alias $anon_distinct_id', is.person),
  ...all('$device_id $anonymous_id', is.anonymous),
  ...all('$session_id $window_id $replay_id', is.session),
  ...all('$pageview_id $prev_pageview_id $insert_id $feature_flag_request_id', kind.eventId),
  '$groups.*': is.group,
  $group_key: is.group,
  $group_type: kind.structure,
  $group_0: is.group,
  $group_1: is.group,
  $group_2: is.group,
  $group_3: is.group,
  $group_4: is.group,
  ...all('token $lib $lib_version $lib_version__major $lib_custom_api_host $sdk_dist_channel $config_defaults $is_server', kind.structure),
  ...all('$geoip_disable $process_person_profile $is_identified $ignore_sent_at $cymbal_errors', kind.structure),
  $time: is.s,
  $initialization_time: is.iso,
  $sent_at: is.iso,
  ...all('$browser_language $locale', is.language),
  $browser_language_prefix: kind.plain,
  ...all('$viewport_height $viewport_width', is.screen),
  $timezone: is.place,
  $timezone_offset: is.place,
  ...all('title $title $page_title', is.title),
  ...all('$browser_type $event_type $exception_level $exception_source', kind.plain),
  // Which variant an event's person saw: what reports on experiments are made of. The names and variants are the company's own.
  ...all('$feature/* $feature_flag $feature_flag_response $active_feature_flags $feature_flag_bootstrapped_response', kind.word),
  ...all('$feature_flag_id $feature_flag_version $feature_flag_reason $feature_flag_error $feature_flag_errors', kind.word),
  ...all('$feature_flag_has_experiment $used_bootstrap_value locally_evaluated $feature_enrollment_update', kind.word),
  ...all('$feature_flag_evaluated_at $feature_flag_definitions_loaded_at', is.ms),
  $feature_flag_payloads: kind.plain,
  ...all('$recording_status $session_recording_start_reason $configured_session_timeout_ms $lib_rate_limit_remaining_tokens', kind.plain),
  ...all('$sdk_debug_retry_queue_size $sdk_debug_extensions_init_method $sdk_debug_extensions_init_time_ms', kind.plain),
  ...all(
    '$sdk_debug_replay_event_trigger_status $sdk_debug_replay_linked_flag_trigger_status $sdk_debug_replay_url_trigger_status',
    kind.plain,
  ),
  ...all('$sdk_debug_replay_internal_buffer_length $sdk_debug_replay_flushed_size $sdk_debug_replay_rrweb_error', kind.plain),
  $debug_first_full_snapshot_timestamp: is.ms,
  ...all('$prev_pageview_duration $prev_pageview_last_scroll $prev_pageview_last_scroll_percentage $prev_pageview_max_scroll', kind.plain),
  ...all('$prev_pageview_max_scroll_percentage $prev_pageview_last_content $prev_pageview_last_content_percentage', kind.plain),
  ...all('$prev_pageview_max_content $prev_pageview_max_content_percentage', kind.plain),
  $prev_pageview_pathname: is.url,
  ...all('$web_vitals_LCP_value $web_vitals_CLS_value $web_vitals_FCP_value $web_vitals_INP_value', kind.plain),
  ...all('$elements $elements_chain $el_text $event_text $external_click_url $rageclick_text $selected_content $copy_type', is.content),
  ...all('$survey_id $survey_name', kind.plain),
  $exception_list: is.log,
  ...at('$exception_list[]', exception),
  ...all('$exception_message $exception_stack_trace_raw $exception_fingerprint', is.log),
  $exception_type: kind.plain,
  ...all('$ai_trace_id $ai_span_id $ai_parent_id $ai_generation_id', kind.eventId),
  $ai_session_id: is.session,
  ...all(
    '$ai_model $ai_provider $ai_latency $ai_input_tokens $ai_output_tokens $ai_http_status $ai_is_error $ai_lib $ai_base_url',
    kind.plain,
  ),
  ...all(
    '$ai_total_cost_usd $ai_input_cost_usd $ai_output_cost_usd $ai_model_parameters $ai_temperature $ai_max_tokens $ai_stream',
    kind.plain,
  ),
  ...all('$ai_input $ai_output $ai_output_choices $ai_input_state $ai_output_state $ai_tools $ai_span_name $ai_feedback_text', is.content),
  $ai_error: is.log,
}

const profile: Record<string, Kind> = {
  ...page,
  email: is.email,
  name: is.name,
  phone: is.phone,
  ...all('$lib $lib_version', kind.structure),
}

/** One event; person properties may stand beside the properties or among them. */
export const eventKinds: Record<string, Kind> = {
  event: kind.event,
  uuid: kind.eventId,
  distinct_id: is.person,
  ...all('timestamp sent_at created_at', is.iso),
  session_id: is.session,
  window_id: is.session,
  ...all('api_key token type library library_version options offset messageId', kind.structure),
  ...at('$set $set_once properties.$set properties.$set_once', profile),
  ...at('properties', eventProperties),
  'properties.$unset': kind.structure,
}

export const flagKinds: Record<string, Kind> = {
  ...all('query.v query.config query.ip query._ query.ver query.compression query.token', kind.structure),
  ...at('body', {
    ...all('token api_key geoip_disable evaluation_runtime evaluation_contexts flag_keys_to_evaluate $lib $lib_version', kind.structure),
    ...all('distinct_id $anon_distinct_id', is.person),
    $device_id: is.anonymous,
    'groups.*': is.group,
    'group_properties.*.$group_key': is.group,
    timezone: is.place,
    sent_at: is.iso,
    ...at('person_properties', profile),
  }),
}
