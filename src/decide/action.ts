// What the policy says about one property: the most specific rule wins. Pure, so that the same question has the same answer in the guard, in
// `cordon policy explain` and in a test; the law "a stricter policy never lets more through" is tested as a property.
import type { Action, Judge, Mode, Policy, VendorPolicy } from '../core/policy.ts'
import type { Field, VendorId } from '../core/words.ts'
import { covers } from '../fields/taxonomy.ts'
import { DROP, FORBIDDEN, STANDARD } from './standard.ts'

/** Which rule decided, from most to least specific. `forbidden`, `cut` and `undecided` stand above all the others. */
export type RuleName =
  | 'forbidden'
  | 'cut'
  | 'undecided'
  | 'property'
  | 'name'
  | 'inside'
  | 'vendor-field'
  | 'rest'
  | 'policy-field'
  | 'standard'
  | 'unknown'

export interface Ruling {
  readonly action: Action
  readonly rule: RuleName
  /** The key of the rule as it stands in the file or in the standard policy; '' where there is none. */
  readonly key: string
}

const standard: ReadonlyMap<Field, Action> = new Map(STANDARD.map((rule) => [rule.field, rule.action]))

/** A path longer or deeper than this is nobody's property but an attempt to make the look-up slow; it is dropped. */
const MAX_PATH = 2_048
const MAX_DEPTH = 64

/** True where somebody has decided about the vendor and the decision still holds at `now` (ms since 1970). */
export function isDecided(vendor: VendorPolicy | undefined, now: number): boolean {
  const decision = vendor?.decision
  return decision !== undefined && decision !== null && (decision.expires === null || now < decision.expires)
}

/** The mode that holds now: a cut always, the mode of the file while its decision holds, otherwise `enforce`. */
export function modeOf(policy: Policy, vendor: VendorId, now: number): Mode {
  const own = policy.vendors.get(vendor)
  if (own?.mode === 'cut') return 'cut'
  return own && isDecided(own, now) ? own.mode : 'enforce'
}

/**
 * What happens to a value. `property` is its path in the message (`body[].properties.plan`), `field` null where nothing is known about it,
 * `now` ms since 1970. In mode `observe` this is what `enforce` would do.
 */
export function actionFor(policy: Policy, vendor: VendorId, property: string, field: Field | null, now: number): Action {
  return ruleFor(policy, vendor, property, field, now).action
}

/** The same, with the rule that decided. */
export function ruleFor(policy: Policy, vendor: VendorId, property: string, field: Field | null, now: number): Ruling {
  const forbidden = field === null ? undefined : FORBIDDEN.find((key) => covers(key, field))
  if (forbidden) return { action: DROP, rule: 'forbidden', key: forbidden }
  const own = policy.vendors.get(vendor)
  if (own?.mode === 'cut') return { action: DROP, rule: 'cut', key: vendor }
  if (property.length > MAX_PATH || property.split('.', MAX_DEPTH + 1).length > MAX_DEPTH) return { action: DROP, rule: 'unknown', key: '' }
  const ruling = fromFile(policy, own, property, field) ?? fromStandard(field)
  if (own && isDecided(own, now)) return ruling
  // Undecided: where the file is stricter than the standard policy it holds, and nowhere else.
  const usual = fromStandard(field)
  return ruling.action.do === 'drop' || usual.action.do === 'allow' ? ruling : { ...usual, rule: 'undecided' }
}

function fromFile(policy: Policy, own: VendorPolicy | undefined, property: string, field: Field | null): Ruling | null {
  const named = own ? byProperty(own.properties, property) : null
  if (named?.rule === 'property' || named?.rule === 'name') return named
  // A rule about an object reaches into it only as far as that is safe: a drop covers all of it, anything else only what has no field of its own.
  if (named && (named.action.do === 'drop' || field === null)) return named
  if (field === null) {
    const rest = own?.properties.get('*')
    return rest ? { action: rest, rule: 'rest', key: '*' } : null
  }
  return (own ? longest(own.fields, field, 'vendor-field') : null) ?? longest(policy.fields, field, 'policy-field')
}

function fromStandard(field: Field | null): Ruling {
  return (field === null ? null : longest(standard, field, 'standard')) ?? { action: DROP, rule: 'unknown', key: '' }
}

/** The rule for a path: its longest written tail (`properties.plan` before `plan`), then the nearest object around it. Array marks are not written. */
function byProperty(rules: ReadonlyMap<string, Action>, property: string): Ruling | null {
  const path = property.replaceAll('[]', '')
  if (rules.size === 0) return null
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const key = tail(rules, path.slice(0, end))
    if (key === null) continue
    const rule = end < path.length ? 'inside' : key.includes('.') ? 'property' : 'name'
    return { action: rules.get(key) ?? DROP, rule, key }
  }
  return null
}

function tail(rules: ReadonlyMap<string, Action>, path: string): string | null {
  for (let start = 0; ; ) {
    const key = path.slice(start)
    if (key !== '*' && rules.has(key)) return key
    const dot = path.indexOf('.', start)
    if (dot < 0) return null
    start = dot + 1
  }
}

/** The rule with the longest key that covers the field. */
function longest(rules: ReadonlyMap<Field, Action>, field: Field, rule: RuleName): Ruling | null {
  for (let key = field; ; key = key.slice(0, key.lastIndexOf('.'))) {
    const action = rules.get(key)
    if (action) return { action, rule, key }
    if (!key.includes('.')) return null
  }
}

/** The policy as the guard asks it, at one moment: after `nextChange` it has to be made anew. `now` in ms since 1970. */
export function judgeOf(policy: Policy, now: number): Judge {
  return (vendor, property, field) => actionFor(policy, vendor, property, field, now)
}

/** When a decision ends next, ms since 1970; null where none will. */
export function nextChange(policy: Policy, now: number): number | null {
  const ends = [...policy.vendors.values()].map((vendor) => vendor.decision?.expires ?? null).filter((at) => at !== null && at > now)
  return ends.length === 0 ? null : Math.min(...(ends as number[]))
}
