// A cut is an operator's act on the worst day: it stands beside the policy file, holds at once and outlives restarts, without editing YAML under stress.
import type { Policy, VendorPolicy } from '../core/policy.ts'
import type { VendorId } from '../core/words.ts'

/** Who cut a vendor and when. `at`: ISO 8601. */
export interface Cut {
  readonly vendor: VendorId
  readonly at: string
  readonly by: string
  readonly reason: string
}

/** The policy with every cut vendor in mode `cut`, also vendors the file does not name. */
export function withCuts(policy: Policy, cuts: readonly Cut[]): Policy {
  if (cuts.length === 0) return policy
  const vendors = new Map(policy.vendors)
  for (const { vendor } of cuts) vendors.set(vendor, { ...(vendors.get(vendor) ?? undecided(vendor)), mode: 'cut' })
  return { ...policy, vendors }
}

function undecided(vendor: VendorId): VendorPolicy {
  return {
    vendor,
    mode: 'enforce',
    decision: null,
    upstream: null,
    listen: null,
    secretEnv: null,
    answers: 'guard',
    fields: new Map(),
    properties: new Map(),
  }
}
