// What stays is looked at last: anything of a person that stands in it is taken out, once all values of the message's people are known.
import type { Generalisation } from '../core/policy.ts'
import type { IdType } from '../core/wire.ts'
import { clean } from '../fields/clean.ts'
import { findIssued } from '../fields/detectors/secret.ts'
import { ISSUED_NAMES } from '../fields/detectors/secret-kinds.ts'
import { generalise } from './generalise.ts'
import { fold } from './innocent.ts'
import type { Place } from './plan.ts'
import { type Delayed, GONE, type Kept, type Walk } from './walk.ts'

const issuedNames: ReadonlySet<string> = new Set([...ISSUED_NAMES, 'private-key'])
/** What leaves under no policy. */
const secretNames: ReadonlySet<string> = new Set([...issuedNames, 'jwt', 'random-secret'])
/** Where a vendor's own project key stands. */
const KEY_POSITION = /(?:^|[._-])(?:\w*token|\w*key|\w*keys?_?id|dsn|authorization|auth|\w*credentials?)$/i

/** An e-mail address and nothing else (a DSN has a scheme), or a phone number. */
const ADDRESS = /^(?:[^\s@/:]{1,64}@[^\s@/:]{1,250}\.[a-z]{2,}|\+\d[\d ().-]{6,18}\d)$/i

/**
 * Where a protocol has a word of its own: an address, which some vendors take in an id's place (HubSpot's contacts in a path), or words with space between them that hold
 * something of a person. Looked at no closer: keys, hashes and versions look like numbers of persons.
 */
function isNoWord(text: string, walk: Walk): boolean {
  if (ADDRESS.test(text)) return !walk.tools.allows(text.startsWith('+') ? 'user.contact.phone_number' : 'user.contact.email')
  if (!/\s/.test(text)) return false
  let found = false
  clean(text, null, ({ field, what }, original) => {
    found ||= what !== 'random-secret' && !walk.tools.allows(field)
    return original
  })
  return found
}

/** Does all that was put off, each on its value's own place. Nothing is written in `observe`. */
export function finish(walk: Walk): void {
  for (const { how, value } of walk.later) if (how === 'text') knowAddresses(String(value), walk)
  for (const delayed of walk.later) {
    walk.parcel = delayed.parcel
    const now = work(delayed, walk)
    if (now === delayed.value || !walk.tools.apply) continue
    const { key } = delayed
    const holder = delayed.holder.at
    if (Array.isArray(holder)) {
      holder[key as number] = now as string
      if (now === GONE) walk.holed.add(holder)
    } else if (now === GONE) delete holder[key as string]
    else holder[key as string] = now as string
  }
}

/** As many addresses of one text are taken for those of its people. */
const MOST_ADDRESSES = 20
const ADDRESS_IN_TEXT = /[a-z0-9._%+-]{3,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi

/** `ada.lovelace`: two words. One alone is as often a post (`orders`), and a word of the protocol's. */
const LIKE_A_NAME = /[a-z][._-]+[a-z]/i

/** Whose address stands in a text is likely named in it, too: `Ada Lovelace <ada.lovelace@…>`. Known values take addresses apart. */
function knowAddresses(text: string, walk: Walk): void {
  if (!text.includes('@')) return
  let count = 0
  for (const [address] of text.matchAll(ADDRESS_IN_TEXT)) {
    if (++count > MOST_ADDRESSES) return
    if (LIKE_A_NAME.test(address.slice(0, address.indexOf('@')))) walk.know(address, 'user.contact.email')
  }
}

function work({ how, value, place }: Delayed, walk: Walk): Kept {
  if (how === 'generalise') return coarser(value, place, walk)
  const text = String(value)
  if (how === 'key') return walk.words.mayHold(place.ownKey ?? '') && quotesPerson(text, walk) ? walk.remove(place) : value
  const innocents = how === 'sweep' ? walk.tools.swept : walk.tools.innocents
  const innocent = innocents.folded(text)
  if (innocent !== null && !walk.words.mayHold(innocent)) return value
  if (how === 'text') return cleaned(text, place, walk)
  if (how === 'allowed') return withoutSecrets(text, place, walk, secretNames)
  // Ids of long random characters are ids; only what an issuer marked as a key is not.
  if (how === 'id') return withoutSecrets(text, place, walk, issuedNames)
  if (how === 'number' && !walk.words.mayHold(text)) return value
  if (quotesPerson(text, walk)) return walk.remove(place)
  if (how === 'sweep') {
    if (isNoWord(text, walk)) return walk.remove(place)
    if (holdsKey(text, place, walk)) return walk.remove(place)
    innocents.unchanged(text)
  }
  return value
}

/** Protocol words and numbers: only values of known people are looked for, so that keys and tokens of the vendor stay whole. */
function quotesPerson(text: string, walk: Walk): boolean {
  return walk.known.find(text).some((found) => !walk.tools.allows(found.field))
}

/** Nothing is replaced that the policy allows this vendor; keys of known issuers are, whatever it says. */
function cleaned(value: string, place: Place, walk: Walk): Kept {
  const { allows, pseudonyms, innocents } = walk.tools
  let replaced = 0
  let found = 0
  const made = clean(value, walk.known, (finding, original) => {
    found++
    const secret = secretNames.has(finding.what)
    if (!secret && allows(finding.field)) return original
    if (secret) walk.secrets.push({ place, what: finding.what, parcel: walk.parcel })
    replaced++
    const named = finding.field === 'user.unique_id' || finding.field === 'user.organization_id'
    if (!named && (secret || !walk.tools.reversible)) return `[${finding.what}]`
    // Where the vendor's answer may quote it (an LLM's reply), every value gets a word of its own, so that it can be put back.
    const pseudonym = pseudonyms.of(typeOf(finding.field), original)
    const word = named ? pseudonym : `[${finding.what}-${pseudonym.replace(/[^a-z0-9]/g, '').slice(2, 10)}]`
    if (walk.tools.reversible) walk.originals.set(word, original)
    return word
  })
  if (found === 0) innocents.unchanged(value)
  return replaced === 0 || made === value ? value : walk.change(made)
}

/** A text that may leave as it is, but for secrets in it. */
function withoutSecrets(value: string, place: Place, walk: Walk, kinds: ReadonlySet<string>): Kept {
  const made = clean(value, null, (finding, original) => {
    if (!kinds.has(finding.what)) return original
    walk.secrets.push({ place, what: finding.what, parcel: walk.parcel })
    return `[${finding.what}]`
  })
  return made === value ? value : walk.change(made)
}

/** A key of a known issuer among the protocol's own words, other than where the vendor's project key belongs. */
function holdsKey(text: string, place: Place, walk: Walk): boolean {
  if (text.length < 16 || KEY_POSITION.test(place.property)) return false
  let held: string | null = null
  findIssued(text, (_field, what) => (held = what))
  if (held !== null) walk.secrets.push({ place, what: held, parcel: walk.parcel })
  return held !== null
}

function coarser(value: string | number, place: Delayed['place'], walk: Walk): Kept {
  const { how } = place.action as { how: Generalisation }
  const made = generalise(value, how, { queryKeys: walk.tools.queryKeys, isPersonal: (segment) => isPersonal(segment, walk) })
  if (made === null) return walk.remove(place)
  walk.note(place, 2)
  return made === value ? value : walk.change(made)
}

/** A path segment that is short and plain can only hold a value as it is; a longer one may hold it packed. */
function isPersonal(segment: string, walk: Walk): boolean {
  return walk.words.mayHold(fold(segment)) || (segment.length > 12 && walk.known.find(segment).length > 0)
}

/** The type of pseudonym a field's values get. */
export function typeOf(field: string | null): IdType {
  if (field === 'user.organization_id') return 'group'
  if (field === 'user.contact.email') return 'email'
  return field?.startsWith('user.device') ? 'device' : 'user'
}
