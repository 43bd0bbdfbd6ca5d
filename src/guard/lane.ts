// One vendor's lane under one policy: its plans, pseudonyms and where it goes. Made anew when the policy changes, so that a change holds for the very next request.
import { LIMITS } from '../core/limits.ts'
import type { Judge, Mode, Policy, VendorPolicy } from '../core/policy.ts'
import type { Wire } from '../core/wire.ts'
import { Innocents } from './innocent.ts'
import { type OnNewPlace, Plan } from './plan.ts'
import type { Pseudonyms } from './pseudonym.ts'
import type { Lane } from './steps.ts'

/** What the decide room says, handed in by the assembly. */
export interface Rulings {
  judge(policy: Policy, now: number): Judge
  modeOf(policy: Policy, vendor: string, now: number): Mode
}

/** Called when a place is first seen in this plan; `sdk` as the wire tells it. */
export type OnNewLanePlace = (sdk: string, ...place: Parameters<OnNewPlace>) => void

/** `secret`: the secret of that name, for signatures over ids; null where the guard has none. */
/** Nobody's decision, or one that has ended, loosens nothing. */
function isDecided(vendor: VendorPolicy | undefined, now: number): boolean {
  const decision = vendor?.decision ?? null
  return decision !== null && (decision.expires === null || now < decision.expires)
}

export function makeLane(
  wire: Wire,
  policy: Policy,
  rulings: Rulings,
  pseudonyms: Pseudonyms,
  now: number,
  onNew: OnNewLanePlace,
  secret: (name: string) => string | null = () => null,
): Lane {
  const judge = rulings.judge(policy, now)
  const plans = new Map<unknown, Plan>()
  const allowed = new Map<string, boolean>()
  const vendor = policy.vendors.get(wire.vendor)
  // Not every message of an SDK names it: the last one at the same endpoint that did is taken to speak.
  const speaking = new Map<unknown, string>()
  return {
    wire,
    mode: rulings.modeOf(policy, wire.vendor, now),
    upstream: (origin) => vendor?.upstream ?? origin ?? wire.upstream,
    secret: vendor?.secretEnv ? secret(vendor.secretEnv) : null,
    waits: vendor?.answers === 'vendor',
    stops: vendor?.whenCut === 'stop',
    ordered: ((isDecided(vendor, now) ? vendor?.times : undefined) ?? wire.times) === 'order',
    queryKeys: policy.queryKeys,
    pseudonyms,
    pseudonymising: judge(wire.vendor, '', 'user.unique_id').do !== 'allow',
    innocents: new Innocents(),
    swept: new Innocents(),
    allows: (field) => {
      let answer = allowed.get(field)
      if (answer === undefined) {
        // Guessed secrets (`token=…`) go by what is allowed of a person; keys of known issuers are never asked about (reduce.ts).
        const credential = field.startsWith('user.authorization')
        allowed.set(field, (answer = judge(wire.vendor, '', credential ? 'user' : field).do === 'allow'))
      }
      return answer
    },
    open: judge(wire.vendor, '*', null).do === 'allow',
    plan(endpoint, sdk) {
      if (sdk !== '') speaking.set(endpoint, sdk)
      let plan = plans.get(endpoint)
      if (plan === undefined)
        plans.set(
          endpoint,
          (plan = new Plan(wire.vendor, endpoint, judge, LIMITS.propertiesPerVendor, (place) =>
            onNew(speaking.get(endpoint) ?? '', place),
          )),
        )
      return plan
    },
  }
}
