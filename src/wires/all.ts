// Every wire Cordon has, in one explicit list; docs/reference/wires.md is made from it.
import type { Wire } from '../core/wire.ts'
import { amplitude } from './amplitude/wire.ts'
import { anthropic } from './anthropic/wire.ts'
import { bugsnag } from './bugsnag/wire.ts'
import { customerIo } from './customer-io/wire.ts'
import { datadog } from './datadog/wire.ts'
import { googleAnalytics } from './google-analytics/wire.ts'
import { googleTagManager } from './google-tag-manager/wire.ts'
import { hubspot } from './hubspot/wire.ts'
import { intercom } from './intercom/wire.ts'
import { jitsu } from './jitsu/wire.ts'
import { launchdarkly } from './launchdarkly/wire.ts'
import { mixpanel } from './mixpanel/wire.ts'
import { openai } from './openai/wire.ts'
import { otlp } from './otlp/wire.ts'
import { posthog } from './posthog/wire.ts'
import { rollbar } from './rollbar/wire.ts'
import { rudderstack } from './rudderstack/wire.ts'
import { segment } from './segment/wire.ts'
import { sentry } from './sentry/wire.ts'
import { statsig } from './statsig/wire.ts'

export const wires: readonly Wire[] = [
  mixpanel,
  segment,
  rudderstack,
  jitsu,
  amplitude,
  posthog,
  sentry,
  datadog,
  googleAnalytics,
  googleTagManager,
  launchdarkly,
  statsig,
  bugsnag,
  rollbar,
  intercom,
  customerIo,
  hubspot,
  otlp,
  openai,
  anthropic,
]

/** The wire of a vendor, or null where it has none of its own (then `genericWire` reads it by its card). */
export function wireOf(vendor: string): Wire | null {
  return wires.find((wire) => wire.vendor === vendor) ?? null
}
