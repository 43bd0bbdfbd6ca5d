// Judge and reduce: walks one decoded message by its plan, changes in place what the policy changes, and notes what is left, person by person.

import { LIMITS } from '../core/limits.ts'
import type { Generalisation } from '../core/policy.ts'
import { shapeOf } from '../core/shapes.ts'
import type { IdType } from '../core/wire.ts'
import type { Form, Json, Shape, ShapeItem } from '../core/words.ts'
import { clean } from '../fields/clean.ts'
import { ISSUED_NAMES } from '../fields/detectors/secret-kinds.ts'
import { KnownValues } from '../fields/known.ts'
import { isRawNumber } from '../wires/codec/json.ts'
import { generalise } from './generalise.ts'
import type { Place, Plan } from './plan.ts'
import type { Pseudonyms } from './pseudonym.ts'

/** One event of a message, after reduction. */
export interface Parcel {
  /** The id that names the person (user before device before e-mail), as it came; null where the event names nobody. */
  person: string | null
  /** Further ids of the same person, as they came. */
  readonly aliases: Set<string>
  /** When it happened, ms since 1970, as it came; null where the event does not say. */
  at: number | null
  /** What leaves, as keys into the plan. */
  readonly items: number[]
}

export interface Reduced {
  readonly parcels: readonly Parcel[]
  /** Places removed, and changed in value. */
  readonly removed: number
  readonly changed: number
  /** Original of each pseudonym that was put in, for answers that quote ids. Empty unless asked for. */
  readonly originals: ReadonlyMap<string, string>
}

export interface ReduceTools {
  readonly pseudonyms: Pseudonyms
  readonly queryKeys: ReadonlySet<string>
  /** observe: change nothing, note what would have changed. */
  readonly apply: boolean
  /** Fields the policy lets this vendor have in clear: they are not taken out of text either. */
  allows(field: string): boolean
  /** Whether this vendor gets pseudonyms for people: then event ids and times are changed too, lest two vendors' data join on them. */
  readonly pseudonymising: boolean
  /** Keep `originals`. */
  readonly reversible: boolean
}

interface Walk extends ReduceTools {
  readonly plan: Plan
  readonly known: KnownValues
  readonly later: (() => void)[]
  readonly parcels: Parcel[]
  readonly shared: Parcel
  readonly originals: Map<string, string>
  /** Arrays with blanked elements, to be closed up at the end. */
  readonly holed: Set<Json[]>
  parcel: Parcel
  times: { parcel: Parcel; holder: { [key: string]: Json } | Json[]; key: string | number; unit: string }[]
  removed: number
  changed: number
  leaves: number
}

const FORMS: readonly Form[] = ['clear', 'pseudonym', 'generalised', 'hashed']
/** Marks a value to be removed. */
const GONE = Symbol('gone')
type Kept = Json | typeof GONE

/** Reduces `doc` in place. Never throws on any JSON; what lies deeper than LIMITS.jsonDepth or beyond LIMITS.leaves is removed. */
export function reduce(doc: { [part: string]: Json }, plan: Plan, tools: ReduceTools): Reduced {
  const shared = emptyParcel()
  const walk: Walk = {
    ...tools,
    plan,
    known: new KnownValues(),
    later: [],
    parcels: [],
    shared,
    originals: new Map(),
    holed: new Set(),
    parcel: shared,
    times: [],
    removed: 0,
    changed: 0,
    leaves: 0,
  }
  object(doc, plan.root, walk, 0)
  // Free text comes last: by now every value of the person that this message tells is known.
  for (const work of walk.later) work()
  const parcels = walk.parcels.length === 0 ? [shared] : walk.parcels
  if (walk.parcels.length > 0) for (const parcel of parcels) inherit(parcel, shared)
  for (const time of walk.times) shift(time, walk)
  for (const values of walk.holed) values.splice(0, values.length, ...values.filter((value) => (value as unknown) !== GONE))
  return { parcels, removed: walk.removed, changed: walk.changed, originals: walk.originals }
}

/** The shape of what a parcel carries away. */
export function shapeOfParcel(parcel: Parcel, plan: Plan): Shape {
  const items: ShapeItem[] = []
  for (const item of parcel.items) {
    const place = plan.places[item >> 2]
    if (place !== undefined) items.push({ property: place.property, field: place.field, form: FORMS[item & 3] as Form })
  }
  return shapeOf(items)
}

function emptyParcel(): Parcel {
  return { person: null, aliases: new Set(), at: null, items: [] }
}

function inherit(parcel: Parcel, shared: Parcel): void {
  parcel.items.push(...shared.items)
  if (parcel.person === null) parcel.person = shared.person
  for (const alias of shared.aliases) parcel.aliases.add(alias)
  if (parcel.at === null) parcel.at = shared.at
}

function object(value: { [key: string]: Json }, place: Place, walk: Walk, depth: number): Kept {
  let kept = 0
  let had = 0
  for (const key of Object.keys(value)) {
    had++
    const child = walk.plan.child(place, key)
    const before = value[key] as Json
    const now = visit(before, child, walk, depth + 1, value, key)
    if (now === GONE) {
      if (walk.apply) delete value[key]
    } else {
      kept++
      if (now !== before && walk.apply) value[key] = now
    }
  }
  return kept === 0 && had > 0 && depth > 1 && !place.isParcel && walk.apply ? GONE : value
}

function array(values: Json[], place: Place, walk: Walk, depth: number): Kept {
  const child = walk.plan.items(place)
  let gone = 0
  for (let i = 0; i < values.length; i++) {
    const before = values[i] as Json
    const outer = walk.parcel
    if (child.isParcel) walk.parcels.push((walk.parcel = emptyParcel()))
    const now = visit(before, child, walk, depth + 1, values, i)
    walk.parcel = outer
    if (now === GONE) gone++
    if (walk.apply && now !== before) values[i] = now as Json
  }
  if (gone === 0 || !walk.apply) return values
  if (gone === values.length && depth > 1) return GONE
  // Delayed work holds on to this array by index, so elements are blanked now and closed up at the end.
  walk.holed.add(values)
  return values
}

function visit(value: Json, place: Place, walk: Walk, depth: number, holder: { [key: string]: Json } | Json[], key: string | number): Kept {
  if (typeof value === 'object' && value !== null && !isRawNumber(value)) {
    if ((place.action.do === 'drop' && place.kind !== 'unknown' && walk.apply) || depth > LIMITS.jsonDepth) {
      walk.plan.see(place)
      return remove(place, walk)
    }
    return Array.isArray(value) ? array(value, place, walk, depth) : object(value, place, walk, depth)
  }
  walk.plan.see(place)
  if (++walk.leaves > LIMITS.leaves) return remove(place, walk)
  return leaf(value, place, walk, holder, key)
}

function remove(place: Place, walk: Walk): typeof GONE {
  walk.removed++
  if (!walk.apply) note(place, 0, walk)
  return GONE
}

function leaf(value: Json, place: Place, walk: Walk, holder: { [key: string]: Json } | Json[], key: string | number): Kept {
  const kind = place.kind
  if (kind === 'unknown') return place.action.do === 'drop' ? remove(place, walk) : cleaned(value, place, walk, holder, key)
  switch (kind.is) {
    case 'structure':
      return typeof value === 'string' && value.length > 2 ? swept(value, place, walk, holder, key) : value
    case 'constant':
      return place.action.do === 'allow' || value === kind.value ? value : change(kind.value, walk)
    case 'id':
      return identifier(value, place, kind.type, walk)
    case 'event-id':
      return isEmpty(value) ? value : pseudonym('event', String(value), place, walk, value)
    case 'time':
      return moment(value, kind.unit, place, walk, holder, key)
    case 'event':
      // A name from the company's code, cleaned: it tells what was done, never by whom, so it does not leave "in clear" where ids are pseudonyms.
      return cleaned(value, place, walk, holder, key, walk.pseudonymising ? 2 : 0)
    case 'plain':
      return cleaned(value, place, walk, holder, key)
    case 'text':
      return place.action.do === 'allow' ? cleaned(value, place, walk, holder, key) : byAction(value, place, walk, holder, key)
    case 'field':
      return byAction(value, place, walk, holder, key)
  }
}

/** The e-mail, name, phone or id of this event's person: to be found again in free text. */
function remember(value: Json, place: Place, walk: Walk): void {
  if ((typeof value !== 'string' || value.length < 3) && typeof value !== 'number') return
  const field = place.field
  if (field === null) return
  if (
    field.startsWith('user.contact') ||
    field.startsWith('user.name') ||
    field.startsWith('user.unique_id') ||
    field.startsWith('user.device.ip') ||
    field === 'user.organization_id' ||
    field.startsWith('user.payment') ||
    field.startsWith('user.financial') ||
    field.startsWith('user.government_id')
  )
    walk.known.add(String(value), field)
}

function identifier(value: Json, place: Place, type: IdType, walk: Walk): Kept {
  if (typeof value === 'boolean' || isEmpty(value)) return value
  const original = String(value)
  remember(original, place, walk)
  if (type === 'user' || type === 'device' || type === 'email') name(walk.pseudonyms.idProper(original), place, type, walk)
  if (place.action.do === 'allow') return keep(value, place, 0, walk)
  if (place.action.do === 'drop') return remove(place, walk)
  return pseudonym(type, original, place, walk, value)
}

/** A user id names the person; device ids and e-mails only where nothing better does. */
function name(proper: string, place: Place, type: IdType, walk: Walk): void {
  const parcel = walk.parcel
  const strong = type === 'user' && place.field === 'user.unique_id'
  if (parcel.person === null) {
    parcel.person = proper
    if (!strong) weak.add(parcel)
  } else if (strong && weak.has(parcel)) {
    parcel.aliases.add(parcel.person)
    parcel.person = proper
    weak.delete(parcel)
  }
  if (proper !== parcel.person) parcel.aliases.add(proper)
}
const weak = new WeakSet<Parcel>()

function pseudonym(type: IdType, original: string, place: Place, walk: Walk, before: Json): Kept {
  if (place.action.do === 'allow' && place.kind !== 'unknown' && place.kind.is !== 'event-id') return keep(before, place, 0, walk)
  if (place.kind !== 'unknown' && place.kind.is === 'event-id' && !walk.pseudonymising) return before
  const made = walk.pseudonyms.of(type, original)
  if (walk.reversible && made !== original) walk.originals.set(made, original)
  note(place, 1, walk)
  return made === before ? before : change(made, walk)
}

function byAction(value: Json, place: Place, walk: Walk, holder: { [key: string]: Json } | Json[], key: string | number): Kept {
  if (value === null || value === '') return place.action.do === 'drop' ? remove(place, walk) : value
  remember(value, place, walk)
  if (place.field === 'user.contact.email' && typeof value === 'string' && place.kind !== 'unknown') emailAlias(value, place, walk)
  switch (place.action.do) {
    case 'drop':
      return remove(place, walk)
    case 'allow':
      return keep(value, place, isHash(value, place) ? 3 : 0, walk)
    case 'pseudonym':
      return typeof value === 'boolean' ? value : pseudonym(typeOf(place.field), String(value), place, walk, value)
    case 'generalise': {
      return later(value, walk, holder, key, () => coarser(value, place, walk, (place.action as { how: Generalisation }).how))
    }
  }
}

function coarser(value: Json, place: Place, walk: Walk, how: Generalisation): Kept {
  const made = generalise(value, how, { queryKeys: walk.queryKeys, isPersonal: (segment) => walk.known.find(segment).length > 0 })
  if (made === null) return remove(place, walk)
  note(place, 2, walk)
  return made === value ? value : change(made, walk)
}

/** Only places the wire names tell the person's own address; a guessed `recipient_email` is somebody else's. */
function emailAlias(value: string, place: Place, walk: Walk): void {
  if (place.named && value.includes('@')) walk.parcel.aliases.add(value)
}

function typeOf(field: string | null): IdType {
  if (field === 'user.organization_id') return 'group'
  if (field === 'user.contact.email') return 'email'
  return field?.startsWith('user.device') ? 'device' : 'user'
}

/** Text that stays: whatever of a person stands in it is replaced, once all values of the person are known. */
function cleaned(
  value: Json,
  place: Place,
  walk: Walk,
  holder: { [key: string]: Json } | Json[],
  key: string | number,
  form: 0 | 2 = 0,
): Kept {
  note(place, form, walk)
  if (typeof value === 'number')
    return later(value, walk, holder, key, () => (quotesPerson(String(value), walk) ? remove(place, walk) : value))
  if (typeof value !== 'string' || value.length < 3) return value
  return later(value, walk, holder, key, () => cleanText(value, walk))
}

/** Protocol words: only values of the person known from this message are looked for, so that keys and tokens of the vendor stay whole. */
function swept(value: string, place: Place, walk: Walk, holder: { [key: string]: Json } | Json[], key: string | number): Kept {
  return later(value, walk, holder, key, () => (quotesPerson(value, walk) ? remove(place, walk) : value))
}

/** Nothing is replaced that the policy allows this vendor; keys of known issuers are, whatever it says. */
function quotesPerson(text: string, walk: Walk): boolean {
  return walk.known.find(text).some((found) => !walk.allows(found.field))
}

function cleanText(value: string, walk: Walk): Kept {
  let replaced = 0
  const made = clean(value, walk.known, (found, original) => {
    const issued = issuedNames.has(found.what)
    if (!issued && walk.allows(found.field)) return original
    replaced++
    if (found.field === 'user.unique_id' || found.field === 'user.organization_id') return walk.pseudonyms.of(typeOf(found.field), original)
    return `[${found.what}]`
  })
  return replaced === 0 || made === value ? value : change(made, walk)
}
const issuedNames: ReadonlySet<string> = new Set(ISSUED_NAMES)

/** Does `work` when the walk is over, on the value's own place; nothing is written in `observe`. */
function later(value: Json, walk: Walk, holder: { [key: string]: Json } | Json[], key: string | number, work: () => Kept): Json {
  const parcel = walk.parcel
  walk.later.push(() => {
    walk.parcel = parcel
    const now = work()
    if (now === value || !walk.apply) return
    if (Array.isArray(holder)) {
      holder[key as number] = now as Json
      if (now === GONE) walk.holed.add(holder)
    } else if (now === GONE) delete holder[key as string]
    else holder[key as string] = now as Json
  })
  return value
}

function moment(value: Json, unit: string, place: Place, walk: Walk, holder: { [key: string]: Json } | Json[], key: string | number): Json {
  const at = toMs(value, unit)
  if (at === null) return cleaned(value, place, walk, holder, key) as Json
  if (walk.parcel.at === null) walk.parcel.at = at
  walk.times.push({ parcel: walk.parcel, holder, key, unit })
  return value
}

function shift(time: Walk['times'][number], walk: Walk): void {
  if (!walk.apply || !walk.pseudonymising) return
  const value = (time.holder as { [key: string]: Json })[time.key as string] as Json
  const at = toMs(value, time.unit)
  if (at === null) return
  const offset = walk.pseudonyms.timeOffset(time.parcel.person ?? '', Math.floor(at / 86_400_000))
  ;(time.holder as { [key: string]: Json })[time.key as string] = fromMs(value, at + offset, offset, time.unit)
  walk.changed++
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, ms: 1, us: 0.001, ns: 0.000001 }

function toMs(value: Json, unit: string): number | null {
  const at =
    unit === 'iso'
      ? typeof value === 'string'
        ? Date.parse(value)
        : Number.NaN
      : (typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) ? Number(value) : Number.NaN) *
        (UNITS[unit] ?? 1)
  return Number.isFinite(at) && at > 0 && at < 8.64e15 ? at : null
}

/** Same type and precision as it came: whole seconds stay whole, text stays text. */
function fromMs(value: Json, at: number, offset: number, unit: string): Json {
  if (unit === 'iso') return new Date(at).toISOString()
  const scale = 1 / (UNITS[unit] ?? 1)
  const whole = Number.isInteger(Number(value))
  const moved = Number(value) + (whole ? Math.round(offset * scale) : Math.round(offset * scale * 1000) / 1000)
  const exact = whole ? moved : Math.round(moved * 1000) / 1000
  return typeof value === 'string' ? String(exact) : exact
}

function keep(value: Json, place: Place, form: 0 | 1 | 2 | 3, walk: Walk): Json {
  note(place, form, walk)
  return value
}

function note(place: Place, form: 0 | 1 | 2 | 3, walk: Walk): void {
  walk.parcel.items.push((place.index << 2) | (walk.apply ? form : 0))
}

/** An e-mail or phone that came as bare MD5, SHA-1 or SHA-256: anybody with a list of addresses can undo it. */
function isHash(value: Json, place: Place): boolean {
  return (
    typeof value === 'string' &&
    place.field?.startsWith('user.contact') === true &&
    /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value)
  )
}

function change(value: Json, walk: Walk): Json {
  walk.changed++
  return value
}

function isEmpty(value: Json): boolean {
  return value === null || value === ''
}
