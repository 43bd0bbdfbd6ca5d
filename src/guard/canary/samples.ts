// What a vendor's ordinary traffic looks like, for canaries to look the same: visits of real persons as templates without anything of those persons. In memory
// alone, never on disk: after a restart it is learned anew. A value is only ever used again when several persons sent the very same.
import type { WireRequest } from '../../core/wire.ts'
import type { Identity, Json } from '../../core/words.ts'
import { isRawNumber } from '../../wires/codec/json.ts'
import { toMs } from '../moment.ts'
import type { Place, Plan } from '../plan.ts'
import type { Passage } from '../steps.ts'
import type { Parcel } from '../walk.ts'

export type Path = readonly (string | number)[]

/** One place in a template that is to be filled anew. */
export interface Slot {
  readonly path: Path
  readonly place: Place
  /** As it left: its type and looks count, and where several persons sent it, it itself. */
  readonly value: string | number | boolean | null
  /** Inside of the event; a moment outside is that of sending. */
  readonly inside: boolean
}

/** One event as it left, to be filled with an invented person. */
export interface Template {
  readonly endpoint: string
  /** A request of the same form, whose tree is replaced whole. */
  readonly carrier: WireRequest
  readonly doc: { [part: string]: Json }
  readonly slots: readonly Slot[]
  /** Where the sender told a name or an address, whether or not the policy let it leave. */
  readonly contacts: readonly { readonly path: Path; readonly field: string }[]
  /** When it was accepted, and how much earlier it happened, ms; null where it does not say. */
  readonly accepted: number
  readonly lag: number | null
}

const PERSONS = 200
const EVENTS = 24
const CARRIERS = 64
const CARRIER_BYTES = 64 * 1024
const LEAVES = 400
const VALUES = 300
const PLACES = 5_000
/** This many persons must have sent a value before an invented one does. */
export const CROWD = 3
/** A longer silence ends a visit, ms. */
export const VISIT = 30 * 60_000
/** Persons are forgotten this long after they were first seen, so that what is copied is recent. */
const RECENT = 14 * 86_400_000

export class Samples {
  readonly #ids = new Set<string>()
  readonly #persons = new Map<Identity, { since: number; events: Template[] }>()
  readonly #carriers = new Map<string, WireRequest>()
  readonly #crowd = new Map<string, Map<string, Set<Identity>>>()

  /** Ids of persons as they came, at most 200, for their shape. */
  get ids(): readonly string[] {
    return [...this.#ids]
  }

  noteId(id: string): void {
    if (this.#ids.size < PERSONS) this.#ids.add(id)
  }

  /** Takes in what is about to leave. `identity`: keyed hash of a person's id. */
  note(passage: Passage, identity: (id: string) => Identity, now: number): void {
    const { endpoint, message, plan, reduced, outgoing } = passage
    if (endpoint === null || message === null || plan === null || reduced === null || outgoing === null) return
    if (outgoing.body.length > CARRIER_BYTES) return
    reduced.parcels.forEach((parcel, index) => {
      if (parcel.person === null) return
      const who = identity(parcel.person)
      const person = this.#person(who, now)
      if (person === null) return
      const cut = pick(message.doc, plan, reduced.parcels.length, index)
      if (cut === null) return
      for (const slot of cut.slots) this.#count(endpoint.name, slot, who)
      const carrier = this.#carrier(endpoint.name, outgoing)
      if (carrier === null) return
      person.events.push({
        endpoint: endpoint.name,
        carrier,
        doc: cut.doc,
        slots: cut.slots,
        contacts: contactsOf(parcel, cut.path),
        accepted: now,
        lag: parcel.at === null ? null : now - parcel.at,
      })
      if (person.events.length > EVENTS) person.events.shift()
    })
  }

  /** The events of one visit of somebody, whole, chosen by chance; empty where nothing was seen yet. */
  visit(random: () => number, now: number): readonly Template[] {
    // The last visit of somebody may still go on; it is copied as far as it came only while no other is known.
    const known = (at: number): Template[][][] =>
      [...this.#persons.values()].map(({ events }) => visits(events, at)).filter((all) => all.length > 0)
    const whole = known(now)
    const persons = whole.length > 0 ? whole : known(Number.POSITIVE_INFINITY)
    const all = persons[Math.floor(random() * persons.length)]
    return all?.[Math.floor(random() * all.length)] ?? []
  }

  /** Days from one visit of somebody to the next, chosen by chance; null where nobody came back yet. */
  rest(random: () => number, now: number): number | null {
    const rests: number[] = []
    for (const { events } of this.#persons.values()) {
      const starts = visits(events, now).map((visit) => (visit[0] as Template).accepted)
      for (let i = 1; i < starts.length; i++) rests.push(((starts[i] as number) - (starts[i - 1] as number)) / 86_400_000)
    }
    return rests[Math.floor(random() * rests.length)] ?? null
  }

  /** An event that told a name or an address, chosen by chance. */
  telling(random: () => number): Template | null {
    const all = [...this.#persons.values()].flatMap(({ events }) =>
      events.filter((one) => one.contacts.some(({ field }) => field === 'user.contact.email')),
    )
    return all[Math.floor(random() * all.length)] ?? null
  }

  /** Values that a crowd sends at this place, of the given type. */
  common(endpoint: string, place: Place, type: string): (string | number | boolean)[] {
    const values = [...(this.#crowd.get(`${endpoint}\n${place.key}`) ?? [])]
    return values
      .filter(([, persons]) => persons.size >= CROWD)
      .map(([text]) => JSON.parse(text) as string | number | boolean)
      .filter((value) => typeof value === type)
  }

  /** Every value seen at this place, and by how many persons in all; to draw something alike where no two are the same. */
  spread(endpoint: string, place: Place): { values: (string | number | boolean)[]; persons: number } {
    const values = [...(this.#crowd.get(`${endpoint}\n${place.key}`) ?? [])]
    return { values: values.map(([text]) => JSON.parse(text)), persons: new Set(values.flatMap(([, persons]) => [...persons])).size }
  }

  isCommon(endpoint: string, place: Place, value: Json): boolean {
    return (this.#crowd.get(`${endpoint}\n${place.key}`)?.get(JSON.stringify(value))?.size ?? 0) >= CROWD
  }

  #person(who: Identity, now: number): { since: number; events: Template[] } | null {
    const known = this.#persons.get(who)
    if (known !== undefined && now - known.since < RECENT) return known
    if (known !== undefined) this.#persons.delete(who)
    if (this.#persons.size >= PERSONS) {
      const [oldest, first] = this.#persons.entries().next().value as [Identity, { since: number }]
      if (now - first.since < RECENT / 2) return null
      this.#persons.delete(oldest)
    }
    const made = { since: now, events: [] }
    this.#persons.set(who, made)
    return made
  }

  #carrier(endpoint: string, outgoing: WireRequest): WireRequest | null {
    const kind = outgoing.headers.filter(([name]) => name.startsWith('content-')).flat()
    const key = [endpoint, outgoing.method, outgoing.path, outgoing.query.split('&').map((pair) => pair.split('=', 1)[0]), ...kind].join(
      '\n',
    )
    const known = this.#carriers.get(key)
    if (known !== undefined || this.#carriers.size >= CARRIERS) return known ?? null
    this.#carriers.set(key, { ...outgoing, body: Buffer.from(outgoing.body) })
    return this.#carriers.get(key) ?? null
  }

  #count(endpoint: string, { place, value }: Slot, who: Identity): void {
    if (!isValue(place) || value === null) return
    const key = `${endpoint}\n${place.key}`
    let values = this.#crowd.get(key)
    if (values === undefined) {
      if (this.#crowd.size >= PLACES) return
      this.#crowd.set(key, (values = new Map()))
    }
    const text = JSON.stringify(value)
    let persons = values.get(text)
    if (persons === undefined) {
      if (values.size >= VALUES || text.length > 2_000) return
      values.set(text, (persons = new Set()))
    }
    if (persons.size < CROWD) persons.add(who)
  }
}

/** Neither protocol nor id nor moment: something that may be of a person. */
export function isValue(place: Place): boolean {
  return place.kind === 'unknown' || ['event', 'plain', 'text', 'field'].includes(place.kind.is)
}

function visits(events: readonly Template[], now: number): Template[][] {
  const runs: Template[][] = []
  for (const event of events) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run !== undefined && before !== undefined && event.accepted - before.accepted <= VISIT) run.push(event)
    else runs.push([event])
  }
  return runs.filter((run) => now - (run.at(-1) as Template).accepted > VISIT)
}

interface Cut {
  readonly doc: { [part: string]: Json }
  readonly slots: Slot[]
  /** Where the event stands in it. */
  readonly path: Path
}

/** A copy of the tree with the one event alone, and what of it is to be filled anew. null: too large, or events were taken out. */
function pick(doc: { [part: string]: Json }, plan: Plan, count: number, wanted: number): Cut | null {
  const slots: Slot[] = []
  let seen = 0
  let at: Path = []
  const copy = (value: Json, place: Place, path: Path, inside: boolean): Json => {
    if (Array.isArray(value)) {
      const child = plan.items(place)
      if (!child.isParcel) return value.map((one, i) => copy(one, child, [...path, i], inside))
      const mine = value.filter(() => seen++ === wanted)
      return mine.map((one) => {
        at = [...path, 0]
        return copy(one, child, at, true)
      })
    }
    if (typeof value === 'object' && value !== null && !isRawNumber(value)) {
      const made: { [key: string]: Json } = {}
      for (const [key, one] of Object.entries(value)) made[key] = copy(one, plan.child(place, key), [...path, key], inside)
      return made
    }
    slots.push({ path, place, value: value as Slot['value'], inside })
    return value
  }
  const made = copy(doc, plan.root, [], false) as { [part: string]: Json }
  return slots.length > LEAVES || (seen > 0 && seen !== count) || (seen === 0 && count > 1) ? null : { doc: made, slots, path: at }
}

/** Paths of the places where a name or address stood; those inside of further arrays are left alone. */
function contactsOf(parcel: Parcel, event: Path): Template['contacts'] {
  return (parcel.contacts ?? []).flatMap((place) => {
    const keys = place.key.split('\u0000')
    let used = 0
    const path = keys.map((key, i) => (key === '[]' && event[i] === 0 ? event[(used = i)] : key)) as (string | number)[]
    const rest = keys.slice(event.length === 0 ? 0 : used + 1)
    return rest.includes('[]') || place.field === null ? [] : [{ path, field: place.field }]
  })
}

/** ms of a slot that holds a moment; null for any other. */
export function momentOf({ place, value }: Slot): number | null {
  return place.kind !== 'unknown' && place.kind.is === 'time' && value !== null ? toMs(value, place.kind.unit) : null
}
