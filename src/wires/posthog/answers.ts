// What PostHog's SDKs are told: accepted events by uuid, no flags, a configuration in which nothing that widens collection is on.
import type { Message, WireAnswer, WireRequest } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { jsonAnswer } from '../answers.ts'
import { isObject, readJson } from '../codec/json.ts'
import { readMessage } from '../codec/message.ts'

/** posthog-js retries anything that is neither 200 nor 4xx, so exactly 200. */
export const accepted = (): WireAnswer => jsonAnswer({ status: 1 })

/** Pauses the stream for a minute in the browser, at its source. */
export const overQuota = (stream: string): WireAnswer => jsonAnswer({ status: 1, quota_limited: [stream] })

/** Capture v1 wants a result for every uuid as the SDK sent it: read again from the bytes, for the guard has changed the tree. */
export function acceptedByUuid(request: WireRequest): WireAnswer {
  const results: { [uuid: string]: Json } = {}
  try {
    const body = readMessage(request).doc.body
    if (isObject(body) && Array.isArray(body.batch))
      for (const event of body.batch) if (isObject(event) && typeof event.uuid === 'string') results[event.uuid] = { result: 'ok' }
  } catch {
    // Unreadable: nothing to name.
  }
  return jsonAnswer({ results })
}

/** The vendor's own results by uuid, where the SDK waits for them: its words and nothing else. */
export function guardedResults(answer: WireAnswer, restore: (text: string) => string): WireAnswer {
  const results: { [uuid: string]: Json } = {}
  const value = objectIn(answer, restore)
  if (isObject(value?.results))
    for (const [uuid, one] of Object.entries(value.results)) {
      const { result, details } = isObject(one) ? one : {}
      if (isWord(result)) results[uuid] = isWord(details) ? { result, details } : { result }
    }
  const again = answer.headers.find(([name, value]) => name === 'retry-after' && /^\d{1,4}$/.test(value))
  return jsonAnswer({ results }, 200, again === undefined ? [] : [again])
}

/** Capture v1 answers 200 and names events it did not keep: `{results: {<uuid>: {result: 'retry'}}}`. Duplicates are dropped by uuid. */
export function saysRetry(answer: WireAnswer): boolean {
  const results = objectIn(answer, (text) => text)?.results
  return isObject(results) && Object.values(results).some((one) => isObject(one) && one.result === 'retry')
}

/** Capture v0: accepted, or over quota. */
export function guardedAccepted(answer: WireAnswer, restore: (text: string) => string): WireAnswer {
  const limited = objectIn(answer, restore)?.quota_limited
  return jsonAnswer(Array.isArray(limited) ? { status: 1, quota_limited: limited.filter(isWord) } : { status: 1 })
}

function isWord(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[a-z_]{1,60}$/.test(value)
}

function objectIn(answer: WireAnswer, restore: (text: string) => string): { [key: string]: Json } | null {
  try {
    const value = readJson(restore(Buffer.from(answer.body).toString('utf8')))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** Nothing is switched on: no replay, no autocapture, no surveys, no scripts. */
export const QUIET_CONFIG: { [key: string]: Json } = {
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: true,
  captureDeadClicks: false,
  capturePerformance: false,
  autocapture_opt_out: true,
  autocaptureExceptions: false,
  analytics: {},
  elementsChainAsString: true,
  errorTracking: { autocaptureExceptions: false, suppressionRules: [] },
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  siteApps: [],
  isAuthenticated: false,
  toolbarParams: {},
  defaultIdentifiedOnly: true,
}

const NO_FLAGS: { [key: string]: Json } = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
  requestId: '',
}

/** Flags, and the configuration where the SDK asks for both at once. */
export function noFlags(request: WireRequest, _message: Message | null): WireAnswer {
  return jsonAnswer(wantsConfig(request) ? { ...QUIET_CONFIG, ...NO_FLAGS } : NO_FLAGS)
}

function wantsConfig(request: WireRequest): boolean {
  return request.path.startsWith('/decide') || /(?:^|&)config=(?:true|1)(?:&|$)/.test(request.query)
}

const KEPT = [
  'flags',
  'featureFlags',
  'featureFlagPayloads',
  'errorsWhileComputingFlags',
  'requestId',
  'quotaLimited',
  'evaluatedAt',
] as const
const DEFINITIONS = ['flags', 'group_type_mapping', 'cohorts'] as const

/** Only flag keys of the vendor's answer; its configuration stays behind. */
export function guardedFlags(answer: WireAnswer, restore: (text: string) => string): WireAnswer {
  return known(answer, restore, KEPT, NO_FLAGS)
}

/** Definitions for local evaluation: rules and cohorts, of the company's own making. */
export function guardedDefinitions(answer: WireAnswer, restore: (text: string) => string): WireAnswer {
  return known(answer, restore, DEFINITIONS, { flags: [], group_type_mapping: {}, cohorts: {} })
}

function known(answer: WireAnswer, restore: (text: string) => string, keys: readonly string[], quiet: { [key: string]: Json }): WireAnswer {
  if (answer.status !== 200 || answer.body.length > 5_000_000) return jsonAnswer(quiet)
  const value = objectIn(answer, restore)
  if (value === null) return jsonAnswer(quiet)
  return jsonAnswer(Object.fromEntries(keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key] as Json]]))))
}
