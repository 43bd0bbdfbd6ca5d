// One value at its place: what its kind and the policy make of it.
import type { IdType } from '../core/wire.ts'
import type { Json } from '../core/words.ts'
import { type TimeUnit, toMs } from './moment.ts'
import type { Place } from './plan.ts'
import { typeOf } from './text.ts'
import type { Holder, Kept, Walk } from './walk.ts'

/** The value as it leaves now, or GONE. What depends on the rest of the message is put off. */
export function leaf(value: Json, place: Place, walk: Walk, holder: Holder, key: string | number): Kept {
  const { kind, action } = place
  if (kind === 'unknown') return action.do === 'drop' ? walk.remove(place) : text(value, place, walk, holder, key, 0)
  switch (kind.is) {
    case 'structure':
      return typeof value === 'string' && value.length > 2 ? walk.delay('sweep', value, place, holder, key) : value
    case 'constant':
      return action.do === 'allow' || value === kind.value ? value : walk.change(kind.value)
    case 'id':
      return identifier(value, place, kind.type, walk, holder, key)
    case 'event-id':
      return isEmpty(value) || !walk.tools.pseudonymising ? value : pseudonym('event', String(value), place, walk, value)
    case 'time':
      return moment(value, kind.unit, place, walk, holder, key)
    case 'event':
      // A name from the company's code, cleaned: it tells what was done, never by whom, so it does not leave "in clear" where ids are pseudonyms.
      return text(value, place, walk, holder, key, walk.tools.pseudonymising ? 2 : 0)
    case 'plain':
      if (kind.word && place.unlike.do === 'drop' && !isWord(value)) return walk.remove(place)
      return text(value, place, walk, holder, key, 0)
    case 'text':
      return action.do === 'allow' ? text(value, place, walk, holder, key, 0) : byAction(value, place, walk, holder, key)
    case 'field':
      return byAction(value, place, walk, holder, key)
  }
}

/** As code has them: `variant-b`, `new_flow`, `target:eu-1`. */
function isWord(value: Json): boolean {
  return typeof value !== 'string' || /^[\w.:/-]{0,100}$/.test(value)
}

/** Fields whose values may stand in text, too. */
const REMEMBERED = [
  'user.contact',
  'user.name',
  'user.unique_id',
  'user.device.ip_address',
  'user.organization_id',
  'user.payment',
  'user.financial',
  'user.government_id',
]

/** What is asked of a field at every value, answered once a field. */
interface About {
  readonly remembered: boolean
  readonly email: boolean
  /** E-mail address or name: what a canary is found by. */
  readonly contact: boolean
}
const abouts = new Map<string, About>()
const NOTHING: About = { remembered: false, email: false, contact: false }

function about(field: string | null): About {
  if (field === null) return NOTHING
  let known = abouts.get(field)
  if (known === undefined) {
    const email = field === 'user.contact.email'
    known = { remembered: REMEMBERED.some((one) => field.startsWith(one)), email, contact: email || field.startsWith('user.name') }
    abouts.set(field, known)
  }
  return known
}

/** The e-mail, name, phone or id of this event's person: to be found again in free text. */
function remember(value: Json, place: Place, walk: Walk): void {
  if ((typeof value !== 'string' || value.length < 3) && typeof value !== 'number') return
  if (place.field !== null && about(place.field).remembered) walk.know(String(value), place.field)
}

function identifier(value: Json, place: Place, type: IdType, walk: Walk, holder: Holder, key: string | number): Kept {
  if (typeof value === 'boolean' || isEmpty(value)) return value
  const original = String(value)
  remember(original, place, walk)
  if (walk.tools.canary?.has(original)) return keep(value, place, 0, walk)
  if (type === 'user' || type === 'device' || type === 'email')
    nameParcel(walk.tools.pseudonyms.idProper(original), type === 'user' && place.field === 'user.unique_id', walk)
  if (place.action.do === 'drop') return walk.remove(place)
  if (place.action.do === 'allow' && typeof value === 'string' && value.length >= SECRET) {
    walk.note(place, 0)
    return walk.delay('id', value, place, holder, key)
  }
  return pseudonym(type, original, place, walk, value)
}

/** A user id names the person; device ids and e-mails only where nothing better does. */
function nameParcel(proper: string, strong: boolean, walk: Walk): void {
  const { parcel } = walk
  if (parcel.person === null) {
    parcel.person = proper
    parcel.weak = !strong
  } else if (strong && parcel.weak) {
    parcel.aliases.add(parcel.person)
    parcel.person = proper
    parcel.weak = false
  }
  if (proper !== parcel.person) parcel.aliases.add(proper)
}

function pseudonym(type: IdType, original: string, place: Place, walk: Walk, before: Json): Kept {
  if (type !== 'event' && place.action.do === 'allow') return keep(before, place, 0, walk)
  const made = walk.tools.pseudonyms.of(type, original)
  if (walk.tools.reversible && made !== original) walk.originals.set(made, original)
  walk.note(place, 1)
  return made === before ? before : walk.change(made)
}

function byAction(value: Json, place: Place, walk: Walk, holder: Holder, key: string | number): Kept {
  if (isEmpty(value)) return place.action.do === 'drop' ? walk.remove(place) : value
  remember(value, place, walk)
  if (place.named && about(place.field).contact) {
    // Only places the wire names tell the person's own address; a guessed `recipient_email` is somebody else's.
    if (about(place.field).email && typeof value === 'string' && value.includes('@')) walk.parcel.aliases.add(value)
    walk.parcel.contacts ??= []
    walk.parcel.contacts.push(place)
  }
  if (walk.tools.canary?.has(String(value))) return keep(value, place, 0, walk)
  switch (place.action.do) {
    case 'drop':
      return walk.remove(place)
    case 'allow':
      return allowed(value, place, isHash(value, place) ? 3 : 0, walk, holder, key)
    case 'pseudonym':
      return typeof value === 'boolean' ? value : pseudonym(typeOf(place.field), String(value), place, walk, value)
    case 'generalise':
      if (walk.tools.canary) return keep(value, place, 2, walk)
      if (typeof value === 'string' || typeof value === 'number') return walk.delay('generalise', value, place, holder, key)
      return typeof value === 'boolean' ? keep(value, place, 2, walk) : walk.remove(place)
  }
}

/** Text that stays, to be cleaned in the end. */
function text(value: Json, place: Place, walk: Walk, holder: Holder, key: string | number, form: 0 | 2): Kept {
  walk.note(place, form)
  if (typeof value === 'number') return walk.delay('number', value, place, holder, key)
  return typeof value === 'string' && value.length >= 3 ? walk.delay('text', value, place, holder, key) : value
}

function moment(value: Json, unit: TimeUnit, place: Place, walk: Walk, holder: Holder, key: string | number): Kept {
  const at = toMs(value, unit)
  if (at === null) return text(value, place, walk, holder, key, 0)
  if (walk.parcel.at === null) walk.parcel.at = at
  walk.times.push({ parcel: walk.parcel, holder, key, unit })
  return value
}

/** No secret is shorter. */
const SECRET = 16

/** A value the policy lets leave in clear: only secrets are still looked for. */
function allowed(value: Json, place: Place, form: 0 | 3, walk: Walk, holder: Holder, key: string | number): Kept {
  if (typeof value !== 'string' || value.length < SECRET || form === 3) return keep(value, place, form, walk)
  walk.note(place, form)
  return walk.delay('allowed', value, place, holder, key)
}

function keep(value: Json, place: Place, form: 0 | 1 | 2 | 3, walk: Walk): Json {
  walk.note(place, form)
  return value
}

/** An e-mail or phone that came as bare MD5, SHA-1 or SHA-256: anybody with a list of addresses can undo it. */
function isHash(value: Json, place: Place): boolean {
  return (
    typeof value === 'string' &&
    place.field?.startsWith('user.contact') === true &&
    /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value)
  )
}

function isEmpty(value: Json): boolean {
  return value === null || value === ''
}
