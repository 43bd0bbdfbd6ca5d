// Judge and reduce: walks one decoded message by its plan, changes in place what the policy changes, and notes what is left, person by person.
import { LIMITS } from '../core/limits.ts'
import { shapeOf } from '../core/shapes.ts'
import type { Form, Json, Shape, ShapeItem } from '../core/words.ts'
import { isRawNumber } from '../wires/codec/json.ts'
import { codePlace } from './code-place.ts'
import { leaf } from './leaf.ts'
import { moved, toMs } from './moment.ts'
import type { Place, Plan } from './plan.ts'
import { finish } from './text.ts'
import { emptyParcel, FORMS, GONE, type Holder, type Kept, type Parcel, type ReduceTools, Walk } from './walk.ts'

export type { Parcel, ReduceTools } from './walk.ts'

export interface Reduced {
  readonly parcels: readonly Parcel[]
  /** Places removed, and changed in value. */
  readonly removed: number
  readonly changed: number
  /** Original of each pseudonym that was put in, for answers that quote ids. Empty unless asked for. */
  readonly originals: ReadonlyMap<string, string>
  /** Secrets that would have left: which kind, in which property, sent from where in the code; never the secret. */
  readonly secrets: readonly { readonly property: string; readonly what: string; readonly place: string | null }[]
}

/** Reduces `doc` in place. Never throws on any JSON; what lies deeper than LIMITS.jsonDepth or beyond LIMITS.leaves is removed. */
export function reduce(doc: { [part: string]: Json }, plan: Plan, tools: ReduceTools): Reduced {
  const walk = new Walk(plan, tools)
  object(doc, plan.root, walk, 0)
  finish(walk)
  const parcels = walk.parcels.length === 0 ? [walk.shared] : walk.parcels
  if (walk.parcels.length > 0) for (const parcel of parcels) inherit(parcel, walk.shared)
  if (tools.apply && tools.pseudonymising) for (const time of walk.times) shift(time, walk)
  for (const values of walk.holed) values.splice(0, values.length, ...values.filter((value) => (value as unknown) !== GONE))
  return { parcels, removed: walk.removed, changed: walk.changed, originals: walk.originals, secrets: secretsOf(walk, doc) }
}

function secretsOf(walk: Walk, doc: Json): Reduced['secrets'] {
  return walk.secrets.map(({ place, what, parcel }) => ({ property: place.property, what, place: codePlace(parcel.tree ?? doc) }))
}

/** The shape of what a parcel carries away. */
export function shapeOfParcel(parcel: Parcel, plan: Plan): Shape {
  const items: ShapeItem[] = []
  for (const item of parcel.items) {
    const place = plan.places[Math.floor(item / 4)]
    if (place !== undefined) items.push({ property: place.property, field: place.field, form: FORMS[item % 4] as Form })
  }
  return shapeOf(items)
}

/** What stands outside of all events belongs to each of them. */
function inherit(parcel: Parcel, shared: Parcel): void {
  parcel.items.push(...shared.items)
  if (parcel.person === null) parcel.person = shared.person
  for (const alias of shared.aliases) parcel.aliases.add(alias)
  if (parcel.at === null) parcel.at = shared.at
}

function object(value: { [key: string]: Json }, place: Place, walk: Walk, depth: number): Kept {
  const keys = Object.keys(value)
  const holder: Holder = { at: value }
  // Once something of an event goes, what stays moves into a new object: deleting turns V8's objects into slow dictionaries. What is outside of events stays the very
  // object that it was, for wires hold on to it.
  let copy: { [key: string]: Json } | null = null
  let kept = 0
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string
    const before = value[key] as Json
    const child = walk.plan.child(place, key)
    const now = visit(before, child, walk, depth + 1, holder, key)
    if (now !== GONE) {
      kept++
      // After the value's own work, lest that put back what went.
      if (child.ownKey !== null) walk.delay('key', key, child, holder, key)
    }
    if (!walk.tools.apply) continue
    if (now === GONE) {
      if (walk.parcel === walk.shared) delete value[key]
      else if (copy === null) holder.at = copy = beginning(value, keys, i)
    } else if (copy !== null) put(copy, key, now)
    else if (now !== before) value[key] = now
  }
  return kept === 0 && keys.length > 0 && depth > 1 && !place.isParcel && walk.tools.apply ? GONE : (copy ?? value)
}

/** A new object with the first `count` keys. */
function beginning(value: { [key: string]: Json }, keys: readonly string[], count: number): { [key: string]: Json } {
  const copy: { [key: string]: Json } = {}
  for (let i = 0; i < count; i++) put(copy, keys[i] as string, value[keys[i] as string] as Json)
  return copy
}

/** Sets a key of an object that may not have it yet; `__proto__` is a key like any other in JSON. */
function put(object: { [key: string]: Json }, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else object[key] = value
}

function array(values: Json[], place: Place, walk: Walk, depth: number): Kept {
  const child = walk.plan.items(place)
  const holder: Holder = { at: values }
  let gone = 0
  for (let i = 0; i < values.length; i++) {
    const before = values[i] as Json
    const outer = walk.parcel
    if (child.isParcel) walk.parcels.push((walk.parcel = { ...emptyParcel(), tree: before }))
    const now = visit(before, child, walk, depth + 1, holder, i)
    if (child.isParcel) walk.parcel.tree = now === GONE ? null : now
    walk.parcel = outer
    if (now === GONE) gone++
    if (walk.tools.apply && now !== before) values[i] = now as Json
  }
  if (gone === 0 || !walk.tools.apply) return values
  if (gone === values.length && depth > 1) return GONE
  // Delayed work holds on to this array by index, so elements are blanked now and closed up at the end.
  walk.holed.add(values)
  return values
}

function visit(value: Json, place: Place, walk: Walk, depth: number, holder: Holder, key: string | number): Kept {
  if (typeof value !== 'object' || value === null || isRawNumber(value)) {
    walk.plan.see(place)
    return ++walk.leaves > LIMITS.leaves ? walk.remove(place) : leaf(value, place, walk, holder, key)
  }
  if ((place.action.do === 'drop' && place.kind !== 'unknown' && walk.tools.apply) || depth > LIMITS.jsonDepth) {
    walk.plan.see(place)
    return walk.remove(place)
  }
  return Array.isArray(value) ? array(value, place, walk, depth) : object(value, place, walk, depth)
}

function shift({ parcel, holder, key, unit }: Walk['times'][number], walk: Walk): void {
  const fields = holder.at as { [key: string]: Json }
  const value = fields[key] as Json
  const at = toMs(value, unit)
  if (at === null) return
  const { pseudonyms, ordered } = walk.tools
  const told = ordered ? pseudonyms.orderedTime(parcel.person, parcel.aliases, at) : pseudonyms.nearTime(parcel.person ?? '', at)
  fields[key] = moved(value, told - at, unit)
  walk.changed++
}
