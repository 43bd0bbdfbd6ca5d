// A template filled with an invented person: ids, address, name and moments are the canary's, values are those that a crowd sends, everything else stays as it is.
import type { Invented } from '../../core/canaries.ts'
import type { Wire } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { moved } from '../moment.ts'
import type { Place } from '../plan.ts'
import { alike } from './id-shape.ts'
import { isValue, momentOf, type Path, type Samples, type Slot, type Template } from './samples.ts'

export interface FillTools {
  readonly samples: Samples
  readonly wire: Pick<Wire, 'splitId' | 'keepsId'>
  readonly random: () => number
  /** One text a visit: sessions must be the same through it and another next time. */
  readonly sessions: Map<string, string>
}

/** The tree as the company's own SDK might have sent it at `now`; null where a value in it is of one person alone and nothing alike can be drawn. */
export function fill(template: Template, who: Invented, now: number, tools: FillTools): { [part: string]: Json } | null {
  const doc = structuredClone(template.doc)
  const happened = template.lag === null ? now : now - Math.max(0, template.lag)
  const first = template.slots.find((slot) => slot.inside && momentOf(slot) !== null)
  const devices = new Set(template.slots.filter(({ place }) => isDevice(place)).map(({ value }) => value))
  for (const slot of template.slots) {
    const made = standIn(slot, template, who, { now, happened, first, devices }, tools)
    if (made === undefined) return null
    if (made !== slot.value) put(doc, slot.path, made)
  }
  for (const { path, field } of template.contacts) {
    const told = contactOf(field, who)
    if (told !== null) put(doc, path, told)
  }
  return doc
}

interface Moments {
  readonly now: number
  readonly happened: number
  readonly first: Slot | undefined
  readonly devices: ReadonlySet<Json>
}

/** undefined: nothing may stand here. */
function standIn(slot: Slot, template: Template, who: Invented, moments: Moments, tools: FillTools): Json | undefined {
  const { place, value } = slot
  const { kind } = place
  if (value === null || value === '' || kind === 'unknown' || kind.is === 'structure' || kind.is === 'constant')
    return kind === 'unknown' && value !== null && value !== '' ? common(slot, template, tools) : value
  if (kind.is === 'time') {
    const at = momentOf(slot)
    if (at === null) return value
    const first = moments.first === undefined ? null : momentOf(moments.first)
    const target = slot.inside && first !== null ? moments.happened + Math.max(-86_400_000, Math.min(0, at - first)) : moments.now
    return moved(value, target - at, kind.unit)
  }
  if (kind.is === 'event-id') return alike(String(value), tools.random)
  if (place.field?.startsWith('user.contact') || place.field?.startsWith('user.name')) return contactOf(place.field, who) ?? undefined
  if (kind.is === 'id') {
    const text = String(value)
    if (tools.wire.keepsId?.(text)) return value
    if (kind.type === 'session' || kind.type === 'group') {
      const known = tools.sessions.get(text) ?? alike(text, tools.random)
      tools.sessions.set(text, known)
      return known
    }
    if (kind.type === 'email') return who.email
    const prefix = tools.wire.splitId?.(text).prefix ?? ''
    return prefix !== '' ? prefix + who.device : moments.devices.has(value) ? who.device : who.id
  }
  return isValue(place) ? common(slot, template, tools) : value
}

/** The value itself where a crowd sends it, else another that a crowd sends there, else one that is only alike. */
function common({ place, value }: Slot, { endpoint }: Template, { samples, random }: FillTools): Json | undefined {
  if (typeof value === 'boolean' || samples.isCommon(endpoint, place, value)) return value
  const usual = samples.common(endpoint, place, typeof value)
  if (usual.length > 0) return usual[Math.floor(random() * usual.length)]
  const { values, persons } = samples.spread(endpoint, place)
  if (persons < 5) return undefined
  if (typeof value === 'number') {
    const numbers = values.filter((one) => typeof one === 'number')
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
    const digits = (String(value).split('.')[1] ?? '').length
    return Number((least + random() * (most - least)).toFixed(Math.min(digits, 6)))
  }
  // Words that only one person wrote cannot be imitated; ids and keys can.
  return /\s/.test(String(value)) || !/[0-9]/.test(String(value)) ? undefined : alike(String(value), random)
}

function contactOf(field: string, who: Invented): string | null {
  const [first = '', last = ''] = who.name.split(' ')
  if (field === 'user.contact.email') return who.email
  if (field === 'user.name') return who.name
  if (field === 'user.name.first') return first
  return field === 'user.name.last' ? last : null
}

function isDevice(place: Place): boolean {
  return place.kind !== 'unknown' && place.kind.is === 'id' && place.field?.startsWith('user.device') === true
}

/** Writes into the tree, making objects that reduction emptied. */
function put(doc: { [key: string]: Json }, path: Path, value: Json): void {
  let at: { [key: string]: Json } = doc
  path.forEach((key, i) => {
    if (i === path.length - 1) at[key] = value
    else {
      if (typeof at[key] !== 'object' || at[key] === null) at[key] = {}
      at = at[key] as { [key: string]: Json }
    }
  })
}
