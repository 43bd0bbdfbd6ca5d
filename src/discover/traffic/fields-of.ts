// What one place of a request says about a person: by the vendor's own card, by the property's name, by the look of the value, and by the planted person.
// A name alone is not enough on the wire: the value must be able to be what the name says, so that switches, counters and empty fields are no disclosures.
import type { Card } from '../../catalog/card.ts'
import type { Field } from '../../core/words.ts'
import { detect } from '../../fields/detect.ts'
import type { KnownValues } from '../../fields/known.ts'
import { fieldOfName } from '../../fields/names.ts'
import type { PlacedValue } from './places.ts'
import { nameOf, propertyOf } from './property-name.ts'

export interface FieldFound {
  readonly field: Field
  readonly property: string
  readonly by: 'card' | 'name' | 'value' | 'planted'
}

const NO_VALUE =
  /^(?:|null|undefined|none|nan|true|false|yes|no|on|off|\[\]|\{\}|\[object Object\]|unknown|unset|n\/a|\(not set\)|-+|0|00000000-0000-0000-0000-000000000000)$/i

/** The fields in one place. `card`: of the vendor that received it, null where none is known. `planted`: null where nobody was planted. `people`: see `peopleIn`. */
export function fieldsOf(
  place: PlacedValue,
  card: Card | null,
  planted: KnownValues | null,
  people: ReadonlySet<string> = NOBODY,
): FieldFound[] {
  const text = place.text.trim()
  const found = new Map<Field, FieldFound>()
  const add = (field: Field, by: FieldFound['by']): void => {
    if (!found.has(field)) found.set(field, { field, property: propertyOf(place.path), by })
  }
  if (planted) for (const hit of planted.find(place.text)) add(hit.field, 'planted')
  if (NO_VALUE.test(text)) return [...found.values()]

  if (place.where === 'header' && place.path === 'referer') {
    if (/^https?:\/\/[^/]+\/[^?#]/.test(text) || /^https?:\/\/[^/]+\/?\?/.test(text)) add('user.behavior.page_url', 'name')
  } else if (place.where === 'url' && place.path === 'userinfo') {
    if (text.includes(':')) add('user.authorization.credentials', 'name')
  } else {
    const named = nameOf(place.where, place.path, card)
    if (named?.field.startsWith('user.location') && /^https?:\/\//.test(text)) add('user.behavior.page_url', named.by)
    else if (named && canBe(named.field, text)) {
      add(named.field, named.by)
      // Many put the person's name where the vendor asks for a user name.
      if (named.field === 'user.account.username' && PERSON_NAME.test(text)) add('user.name', 'value')
    } else if (people.has(parentOf(place)) && /(?:^|[a-z_.])name$/i.test(place.path) && PERSON_NAME.test(text)) add('user.name', 'value')
    else if (place.where === 'cookie' && looksLikeId(text)) add('user.device.cookie_id', 'value')
  }
  if (place.where === 'header' && place.path === 'authorization') return [...found.values()]
  for (const hit of detect(text)) if (believable(hit, place.path, text) && !isOwnKey(hit, text, card)) add(hit.field, 'value')
  if (/^https?:\/\/[^\s]+\?/.test(text)) for (const field of fieldsOfQuery(text)) add(field, 'name')
  return [...found.values()]
}

const NOBODY: ReadonlySet<string> = new Set()
const PERSON_NAME = /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u

/** Objects of a message that hold an e-mail address: a bare `name` beside one is a person's, which alone it would not be known to be. */
export function peopleIn(places: readonly PlacedValue[]): ReadonlySet<string> {
  const people = new Set<string>()
  for (const place of places) if (/^[^\s@]{1,64}@[^\s@]+\.[a-z]{2,}$/i.test(place.text)) people.add(parentOf(place))
  return people
}

function parentOf(place: PlacedValue): string {
  // What stands in a wrapper beside the address (`custom`, `context`) still belongs to it.
  const above = place.path.split('.').slice(0, -1)
  while (above.length > 0 && /^(?:custom|context|attributes|traits|properties|metadata|info)$/i.test(above.at(-1)!)) above.pop()
  return `${place.where} ${above.join('.')}`
}

/** Names inside the query of a page address: who is sent the address is sent these too. */
function fieldsOfQuery(url: string): Field[] {
  const fields: Field[] = []
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  for (const pair of query.split('&').slice(0, 100)) {
    const at = pair.indexOf('=')
    if (at <= 0) continue
    const name = pair.slice(0, at)
    const value = pair.slice(at + 1)
    if (NO_VALUE.test(value)) continue
    if (
      /^(?:(?:reset|access|auth|session|login|invite|magic|refresh|id)[_-]?)?(?:token|secret|password|passwd|otp|apikey|api_key|jwt)$/i.test(
        name,
      )
    ) {
      fields.push('user.authorization.credentials')
      continue
    }
    const named = fieldOfName(name)
    if (named?.confidence === 'certain' && canBe(named.field, value)) fields.push(named.field)
  }
  return fields
}

/** Could this text be a value of the field? Hashes count for what identifies a person: that is how such values are sent to advertisers. */
export function canBe(field: Field, text: string): boolean {
  if (field.startsWith('system')) return false
  const hashed = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)
  switch (field) {
    case 'user.contact.email':
      return hashed || /[^\s@]@[^\s@]|%40/.test(text)
    case 'user.contact.phone_number':
      return hashed || (/\d(?:.*\d){5}/s.test(text) && !/[a-z]{4}/i.test(text) && text.length <= 40)
    case 'user.device.ip_address':
      return /^[\da-f.:]{3,45}$/i.test(text) && /[.:]/.test(text)
    case 'user.device.user_agent':
      return text.length > 3
    case 'user.behavior.page_url':
    case 'user.behavior.referrer':
      return /[/.]/.test(text)
    case 'user.demographic.language':
      return /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}(?:[,;\s].*)?$/i.test(text)
    case 'user.unique_id':
      // The name of a property is no id, though some protocols write names where others write ids.
      return !/\s/.test(text) && text.length <= 512 && !/^name$/i.test(text) && fieldOfName(text)?.confidence !== 'certain'
    case 'user.location.precise':
      return /\d/.test(text)
    case 'user.device.screen':
      return /\d/.test(text)
    case 'user.financial.credit_card':
      return /\d{4}/.test(text)
    case 'user.name':
    case 'user.name.first':
    case 'user.name.last':
      return hashed || (/\p{L}/u.test(text) && text.length <= 120 && !/^https?:|[{}<>]|\.(?:js|css|html?)$/.test(text))
    default:
      return text.length <= 20_000
  }
}

/** A detector sees a text without knowing where it stands: versions look like addresses, counters like phone and card numbers. */
function believable(hit: { field: Field; what: string; start: number; end: number }, path: string, text: string): boolean {
  const whole = hit.end - hit.start >= text.length - 2
  switch (hit.what) {
    case 'ipv4':
      return (
        !/vers|ver$|build|browser|\bua|agent|_v$|\bv$|lib|sdk|fullversion|brand/i.test(path) &&
        !/(?:chrome|safari|firefox|version|edg|mozilla)/i.test(text)
      )
    case 'phone':
      return whole ? /^\+|[ ()-]/.test(text) || /phone|tel|mobile|msisdn/i.test(path) : true
    case 'random-secret':
      // Ids of events, sessions and builds look random too, and every message is full of them.
      return false
    case 'assigned-secret':
      return !/token|key/i.test(path)
    case 'card': {
      // One long number in ten passes the check digit; without spaces the name, or a word before it, must speak for it.
      const number = text.slice(hit.start, hit.end)
      return (
        /[ -]/.test(number) ||
        /card|cc|\bpan\b|number|payment/i.test(path) ||
        /card|visa|amex/i.test(text.slice(Math.max(0, hit.start - 40), hit.start))
      )
    }
    default:
      return true
  }
}

/** A vendor's own key goes to that vendor with every message; only somebody else's is a disclosure. */
function isOwnKey(hit: { what: string; start: number; end: number }, text: string, card: Card | null): boolean {
  if (!card) return false
  return hit.what.startsWith(`${card.id}-`) || (hit.what === 'url-credentials' && text.slice(hit.start, hit.end).endsWith(card.domain))
}

/** An id a browser is known by again: long, and of more than one kind of character or long digits; not a word, date, flag list or JSON. */
export function looksLikeId(text: string): boolean {
  if (text.length < 12 || text.length > 512 || /[\s{}"<>]/.test(text)) return false
  if (/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i.test(text) || /\d{9,}/.test(text)) return true
  const digits = text.replace(/\D/g, '').length
  const letters = text.replace(/[^a-z]/gi, '').length
  return /[A-Za-z0-9_-]{16,}/.test(text) && digits >= 3 && letters >= 3
}
