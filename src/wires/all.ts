// Every wire Cordon has, in one explicit list; docs/reference/wires.md is made from it.
import type { Wire } from '../core/wire.ts'
import { amplitude } from './amplitude/wire.ts'
import { datadog } from './datadog/wire.ts'
import { jitsu } from './jitsu/wire.ts'
import { mixpanel } from './mixpanel/wire.ts'
import { otlp } from './otlp/wire.ts'
import { posthog } from './posthog/wire.ts'
import { rudderstack } from './rudderstack/wire.ts'
import { segment } from './segment/wire.ts'
import { sentry } from './sentry/wire.ts'

export const wires: readonly Wire[] = [mixpanel, segment, rudderstack, jitsu, amplitude, posthog, sentry, datadog, otlp]

/** The wire of a vendor, or null where it has none of its own (then `genericWire` reads it by its card). */
export function wireOf(vendor: string): Wire | null {
  return wires.find((wire) => wire.vendor === vendor) ?? null
}
