// The gate for pull requests: which vendors and fields in the code no decision of the policy covers.
import type { Policy } from '../../../core/policy.ts'
import type { Field } from '../../../core/words.ts'
import { covers } from '../../../fields/taxonomy.ts'
import type { ScanResult } from '../result.ts'

export interface Undecided {
  readonly vendor: string
  /** Null: the vendor itself has no decision, or one that has ended. */
  readonly field: Field | null
  readonly path: string
  readonly line: number
}

/** `now` in ms since 1970: a decision that has ended decides nothing. */
export function undecided(result: ScanResult, policy: Policy, now: number): Undecided[] {
  const found: Undecided[] = []
  for (const vendor of result.vendors) {
    const told = policy.vendors.get(vendor.id)
    const first = vendor.evidence[0] ?? { path: '.', line: 1 }
    if (!told?.decision || (told.decision.expires !== null && told.decision.expires <= now)) {
      found.push({ vendor: vendor.id, field: null, path: first.path, line: first.line })
      continue
    }
    const seen = new Set<Field>()
    for (const one of vendor.fields) {
      if (seen.has(one.field)) continue
      seen.add(one.field)
      const key = [...told.fields.keys()].some((field) => covers(field, one.field))
      const last = one.property.slice(one.property.lastIndexOf('.') + 1)
      if (!key && !told.properties.has(one.property) && !told.properties.has(last))
        found.push({ vendor: vendor.id, field: one.field, path: one.path, line: one.line })
    }
  }
  return found
}

/** What `sarif` marks as a warning. */
export function undecidedKeys(list: readonly Undecided[]): Set<string> {
  return new Set(list.map((one) => (one.field === null ? one.vendor : `${one.vendor} ${one.field}`)))
}
