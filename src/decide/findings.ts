// What is not wrong with a policy but worth somebody's attention: decisions missing, ended or ending, vendors nobody knows. `cordon policy check` prints it.
import type { Policy } from '../core/policy.ts'
import type { VendorId } from '../core/words.ts'
import { isDecided } from './action.ts'
import { nearest } from './nearest.ts'

export type FindingCode = 'decision.missing' | 'decision.ended' | 'decision.ends-soon' | 'vendor.unknown'

export interface Finding {
  readonly vendor: VendorId
  readonly code: FindingCode
  /** A sentence for people. */
  readonly says: string
}

/** A decision that ends within this time is reported, so that it can be taken again before it denies. Milliseconds. */
const SOON = 30 * 86_400_000

/** `known`: ids of the catalogue and of wires; null where none was read. `now`: ms since 1970. In the order of the file. */
export function findingsOf(policy: Policy, known: readonly VendorId[] | null, now: number): Finding[] {
  const found: Finding[] = []
  for (const vendor of policy.vendors.values()) {
    const add = (code: FindingCode, says: string) => found.push({ vendor: vendor.vendor, code, says })
    if (known && !known.includes(vendor.vendor)) {
      const near = nearest(vendor.vendor, known)
      add('vendor.unknown', `No card of the catalogue has this id.${near ? ` Did you mean ${near}?` : ' A card of your own can be added.'}`)
    }
    if (vendor.mode === 'cut') continue
    const expires = vendor.decision?.expires ?? null
    if (!vendor.decision) add('decision.missing', 'Nobody has decided about this vendor; the standard policy holds.')
    else if (!isDecided(vendor, now)) add('decision.ended', `The decision ended on ${day(expires)}; the standard policy holds again.`)
    else if (expires !== null && expires - now < SOON) add('decision.ends-soon', `The decision ends on ${day(expires)}.`)
  }
  return found
}

function day(ms: number | null): string {
  return new Date(ms ?? 0).toISOString().slice(0, 10)
}
