// What one walk over a message carries with it, and the work it puts off until every value of the message's people is known.

import type { Form, Json } from '../core/words.ts'
import { KnownValues } from '../fields/known.ts'
import { type Innocents, KnownWords } from './innocent.ts'
import type { TimeUnit } from './moment.ts'
import type { Place, Plan } from './plan.ts'
import type { Pseudonyms } from './pseudonym.ts'

export interface ReduceTools {
  readonly pseudonyms: Pseudonyms
  readonly innocents: Innocents
  /** Protocol words, which are looked at less closely: innocent among themselves, and nowhere else. */
  readonly swept: Innocents
  readonly queryKeys: ReadonlySet<string>
  /** observe: change nothing, note what would have changed. */
  readonly apply: boolean
  /** Fields the policy lets this vendor have in clear: they are not taken out of text either. */
  readonly allows: (field: string) => boolean
  /** Whether this vendor gets pseudonyms for people: then event ids and times are changed too, lest two vendors' data join on them. */
  readonly pseudonymising: boolean
  /** Of times, the day and their order leave and no more. */
  readonly ordered?: boolean
  /** Keep `originals`. */
  readonly reversible: boolean
  /** The message is of an invented person, whose name and address these are: they leave, for that is what they are for. Values are coarse already. */
  readonly canary?: ReadonlySet<string>
}

/** One event of a message, after reduction. */
export interface Parcel {
  /** The id that names the person (user before device before e-mail), as it came; null where the event names nobody. */
  person: string | null
  /** `person` is a device or an e-mail: a user id seen later takes its place. */
  weak: boolean
  /** Further ids of the same person, as they came. */
  readonly aliases: Set<string>
  /** When it happened, ms since 1970, as it came; null where the event does not say. */
  at: number | null
  /** What leaves, as `index of the place × 4 + form`. */
  readonly items: number[]
  /** Where the wire itself says that the person's name or address stood, whatever became of it; null: nowhere. */
  contacts: Place[] | null
  /** The event as it stands in the message; null: the whole message. */
  tree: Json
}

/** The object or array a value stands in; another one once keys of the object went. */
export interface Holder {
  at: { [key: string]: Json } | Json[]
}

/** How a value is to be looked at in the end. `key`: the key itself, where it is the sender's. */
export type Later = 'text' | 'number' | 'sweep' | 'generalise' | 'allowed' | 'id' | 'key'

export interface Delayed {
  readonly how: Later
  readonly value: string | number
  readonly place: Place
  readonly parcel: Parcel
  readonly holder: Holder
  readonly key: string | number
}

/** Marks a value to be removed. */
export const GONE = Symbol('gone')
export type Kept = Json | typeof GONE

export const FORMS: readonly Form[] = ['clear', 'pseudonym', 'generalised', 'hashed']

export class Walk {
  readonly tools: ReduceTools
  readonly plan: Plan
  readonly #values = new Map<string, string>()
  #known: KnownValues | null = null
  readonly words = new KnownWords()
  readonly later: Delayed[] = []
  readonly times: { parcel: Parcel; holder: Holder; key: string | number; unit: TimeUnit }[] = []
  readonly parcels: Parcel[] = []
  readonly shared: Parcel = emptyParcel()
  readonly originals = new Map<string, string>()
  /** Arrays with blanked elements, to be closed up at the end. */
  readonly holed = new Set<Json[]>()
  parcel: Parcel = this.shared
  /** Secrets that would have left. */
  readonly secrets: { readonly place: Place; readonly what: string; readonly parcel: Parcel }[] = []
  removed = 0
  changed = 0
  leaves = 0

  constructor(plan: Plan, tools: ReduceTools) {
    this.plan = plan
    this.tools = tools
  }

  /** A value of one of the message's people, to be found again in text. */
  know(value: string, field: string): void {
    if (this.#values.has(value)) return
    this.#values.set(value, field)
    this.#known = null
    this.words.add(value)
  }

  /** All of them, for a close look; most messages hold no text that needs one. */
  get known(): KnownValues {
    if (this.#known === null) {
      this.#known = new KnownValues()
      for (const [value, field] of this.#values) this.#known.add(value, field)
    }
    return this.#known
  }

  /** This place leaves, in this form (an index of FORMS); in `observe` everything leaves in clear. */
  note(place: Place, form: 0 | 1 | 2 | 3): void {
    this.parcel.items.push(place.index * 4 + (this.tools.apply ? form : 0))
  }

  remove(place: Place): typeof GONE {
    this.removed++
    if (!this.tools.apply) this.note(place, 0)
    return GONE
  }

  change(value: Json): Json {
    this.changed++
    return value
  }

  /** Puts a value off; it stays as it is until then. */
  delay(how: Later, value: string | number, place: Place, holder: Holder, key: string | number): Json {
    this.later.push({ how, value, place, parcel: this.parcel, holder, key })
    return value
  }
}

export function emptyParcel(): Parcel {
  return { person: null, weak: false, aliases: new Set(), at: null, items: [], contacts: null, tree: null }
}
