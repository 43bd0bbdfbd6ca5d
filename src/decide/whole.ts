// A vendor's whole effective policy as a list: what `cordon policy explain VENDOR` shows. Fields that only repeat what the key above them says are left out.
import type { Action, Policy } from '../core/policy.ts'
import type { Field, VendorId } from '../core/words.ts'
import { FIELDS } from '../fields/taxonomy.ts'
import { type Ruling, ruleFor } from './action.ts'

/** `now` in ms since 1970. Sorted by key; the first one is the root. */
export function fieldRulings(policy: Policy, vendor: VendorId, now: number): { readonly field: Field; readonly ruling: Ruling }[] {
  // A property of an empty name meets no rule by property, so that only what is said of the field counts.
  const of = (field: Field) => ruleFor(policy, vendor, '', field, now)
  return Object.entries(FIELDS).flatMap(([field, { parent }]) => {
    const ruling = of(field)
    return parent !== null && sameAction(of(parent).action, ruling.action) ? [] : [{ field, ruling }]
  })
}

/** `generalise: family`, `drop`: an action as the policy file writes it. */
export function actionText(action: Action): string {
  return action.do === 'generalise' ? `generalise: ${action.how}` : action.do
}

function sameAction(a: Action, b: Action): boolean {
  return actionText(a) === actionText(b)
}
