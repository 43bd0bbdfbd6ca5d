// The standard policy: what happens to a field about which the company's policy file says nothing. Kept as a table, because each line needs a reason
// somebody can argue with; docs/reference/policy.md is made from it. The longest key that covers a field counts.
import type { Action, Generalisation, Policy } from '../core/policy.ts'
import type { Field } from '../core/words.ts'

export interface StandardRule {
  readonly field: Field
  readonly action: Action
  /** Why so, for the reference. */
  readonly why: string
}

export const DROP: Action = { do: 'drop' }
const ALLOW: Action = { do: 'allow' }
const PSEUDONYM: Action = { do: 'pseudonym' }
const generalise = (how: Generalisation): Action => ({ do: 'generalise', how })

export const STANDARD: readonly StandardRule[] = [
  { field: 'user', action: DROP, why: 'What nobody decided about does not leave.' },
  { field: 'user.unique_id', action: PSEUDONYM, why: 'A report needs the same person to stay the same; it never needs to know who.' },
  { field: 'user.organization_id', action: PSEUDONYM, why: 'Reports by customer keep working; the list of customers does not leave.' },
  {
    field: 'user.behavior.event',
    action: ALLOW,
    why: "A constant of the company's own code; cleaned of personal values before it leaves.",
  },
  {
    field: 'user.behavior.page_url',
    action: generalise('path'),
    why: 'Which page, not whose: ids in the path become placeholders, the query goes.',
  },
  {
    field: 'user.behavior.referrer',
    action: generalise('origin'),
    why: 'Which site sent a visit is a report; which page of it tells about the person.',
  },
  {
    field: 'user.device',
    action: generalise('family'),
    why: 'Kind of device and system answer the reports; models and versions make a fingerprint.',
  },
  {
    field: 'user.device.user_agent',
    action: generalise('family'),
    why: 'As above: browser and system family, no versions beyond the major one.',
  },
  {
    field: 'user.device.device_id',
    action: PSEUDONYM,
    why: "Joins visits before and after sign-in; worthless elsewhere once it is this vendor's alone.",
  },
  { field: 'user.device.cookie_id', action: PSEUDONYM, why: 'A device id by another name.' },
  { field: 'user.device.cookie', action: DROP, why: 'Cookies carry sessions.' },
  {
    field: 'user.device.ip_address',
    action: DROP,
    why: 'Names a household, and every vendor makes a place of it. The country is sent instead where enough people share it.',
  },
  {
    field: 'user.device.screen',
    action: DROP,
    why: "With language and time zone it is most of a browser's fingerprint, and the kind of device is already known from the family.",
  },
  {
    field: 'user.demographic.language',
    action: generalise('primary'),
    why: 'The language is a report; its regional variant only narrows down.',
  },
  {
    field: 'user.location',
    action: generalise('country'),
    why: 'The coarsest place that a report by market needs. City, region and time zone become it or go.',
  },
  { field: 'user.location.precise', action: DROP, why: 'Where somebody stands, works or lives.' },
  { field: 'user.contact.address.country', action: generalise('country'), why: 'The same coarse place, told another way.' },
  { field: 'system', action: ALLOW, why: 'About no person; cleaned of personal values before it leaves.' },
]

/** Fields no policy lets leave in any form: a secret at a vendor is a breach, whoever decided so. */
export const FORBIDDEN: readonly Field[] = [
  'user.authorization.credentials',
  'user.authorization.password',
  'user.authorization.biometric',
  'system.authentication',
]

/** The policy of a company that has written none: every vendor is undecided, so the standard policy holds for all. */
export function standardPolicy(name = ''): Policy {
  return { company: { name, domains: [] }, vendors: new Map(), queryKeys: new Set(), fields: new Map() }
}
