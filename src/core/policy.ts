// What may leave, as the guard sees it: a parsed policy. `decide/policy` makes it from cordon.yaml; this file is the meaning.
import type { Field, VendorId } from './words.ts'

/** How a value is made coarser. Each keeps what a report needs and no more (docs/reference/policy.md). */
export type Generalisation = 'country' | 'region' | 'origin' | 'path' | 'family' | 'year' | 'domain' | 'prefix' | 'primary'

export type Action =
  | { readonly do: 'allow' }
  | { readonly do: 'drop' }
  | { readonly do: 'pseudonym' }
  | { readonly do: 'generalise'; readonly how: Generalisation }

/** observe: send unchanged, record what would have changed · enforce: apply · cut: answer and drop everything. */
export type Mode = 'observe' | 'enforce' | 'cut'

/** Who decided, why, until when. An expired decision denies: the vendor is treated as undecided. `expires`: ms since 1970 or null. */
export interface Decision {
  readonly owner: string
  readonly reason: string
  readonly expires: number | null
}

export interface VendorPolicy {
  readonly vendor: VendorId
  readonly mode: Mode
  readonly decision: Decision | null
  /** Where it really goes; null: the vendor's own host from its card. An origin, optionally with a path prefix. */
  readonly upstream: string | null
  /** Port of its own for SDKs that take no path prefix; null: only the prefix /VENDOR. */
  readonly listen: number | null
  /** Environment variable of the guard that holds the secret with which this vendor's signatures over ids are made again; null: none. */
  readonly secretEnv: string | null
  /** Whose answer an SDK gets for what it sends: `guard` answers at once and delivers later; `vendor` waits for the vendor's. */
  readonly answers: 'guard' | 'vendor'
  /** How times leave: `order`: the day, and what came first; `near`: moved by at most 30 s. Absent: what the vendor's wire says. */
  readonly times?: 'order' | 'near'
  /** `stop`: while cut, SDKs are told to stop also where they log an error as they do. Absent: `quiet`. */
  readonly whenCut?: 'quiet' | 'stop'
  readonly fields: ReadonlyMap<Field, Action>
  /** By property path (`properties.plan`) or bare name (`plan`), `*` for all properties not named. */
  readonly properties: ReadonlyMap<string, Action>
}

export interface Policy {
  readonly company: { readonly name: string; readonly domains: readonly string[] }
  readonly vendors: ReadonlyMap<VendorId, VendorPolicy>
  /** Query keys of page addresses that may stay, e.g. utm_source. */
  readonly queryKeys: ReadonlySet<string>
  /** What holds where a vendor says nothing about a field; the built-in standard policy where the file is silent too. */
  readonly fields: ReadonlyMap<Field, Action>
}

/**
 * The verdict of the policy about one place: what happens to it. `property`: path inside the event (`properties.plan`), `field`: what
 * it holds, null where nobody knows. Pure; the same answer until the policy changes.
 */
export type Judge = (vendor: VendorId, property: string, field: Field | null) => Action
