// One value that reaches a vendor: which field it is, from the property it stands under, the name of the value, the vendor's card and what such a vendor does.
import type { Card } from '../../../catalog/card.ts'
import type { Field } from '../../../core/words.ts'
import { fieldOfName } from '../../../fields/names.ts'
import type { LeafField, Meaning } from './argument.ts'
import { tellsEvent } from './flow-words.ts'
import { oftenElse } from './often-else.ts'

/** `property`: dotted place in the message; `path`: dotted name of the value, null where it has none. Null: not known to be about a person. */
export function fieldOfLeaf(written: string, given: string | null, meaning: Meaning, card: Card | null): LeafField | null {
  // `address.country.name` is the country's, `address1` the first line of an address.
  const path =
    given
      ?.replace(/(?<=\baddress\.(?:country|state|city|region))\.(?:name|title|code|iso\w*)$/i, '')
      .replace(/(?<=^|\.)address_?(?:line_?)?1$/i, 'street') ?? null
  // `dob: { day, month, year }`.
  const property = written.replace(/(birth\w*|dob)\.(?:day|month|year)$/i, '$1')
  const thing = path === null ? null : thingNamed(path)
  if (!thing && path !== null && thingInName(path) && /^(?:.*\.)?(?:[nN]ame|[tT]itle)$/.test(property) && fieldOfName(path) === null)
    return null
  if (thing && (meaning === 'field:user.name' || /^(?:.*\.)?(?:[nN]ame|[tT]itle|)$/.test(property)))
    return GROUPS.test(thing) && !(card && /code hosting/.test(card.role))
      ? { field: 'user.contact.organization', confidence: 'likely' }
      : null
  if (thingNamed(property) && !meaning.startsWith('field:'))
    return GROUPS.test(thingNamed(property)!) ? { field: 'user.contact.organization', confidence: 'likely' } : null
  if (meaning.startsWith('field:')) {
    const field = meaning.slice(6)
    return { field: (field === 'user.unique_id' && path !== null && usedAsId(path)) || field, confidence: 'certain' }
  }
  if (meaning === 'event') return null
  // What somebody did, told to who counts it: `{ event: name }`.
  if (card && meaning !== 'traits' && tellsEvent(property, card.role)) return { field: 'user.behavior.event', confidence: 'certain' }
  const last = property.slice(property.lastIndexOf('.') + 1)
  // A text is content, but an address or a name in it is more.
  const inside = path !== null && textTells(path) !== null
  // `"Ada" <ada@acme.example>`: a recipient's name stands beside the address.
  const valued = path === null ? null : fieldOfName(path)
  const beside = valued?.field.startsWith('user.name') && valued.confidence === 'certain' ? valued : null
  if (card && property !== '') {
    // Keys below `metadata` are the company's choice, not the vendor's.
    const own = (last === 'name' && !ofSomebody(property)) || /(?:^|\.)metadata\./i.test(property)
    const told = card.properties[property] ?? card.properties[small(property)] ?? (own ? undefined : toldBy(card, last))
    if (told === 'user.unique_id' && OF_A_GROUP.test(property)) return { field: 'user.organization_id', confidence: 'certain' }
    const named = path !== null && told && /^user\.(?:unique_id|name$|account)/.test(told) ? usedAsId(path) : null
    const asId = told === 'user.unique_id' || named?.startsWith('user.contact.') ? named : null
    if (told === 'user.contact.email' && beside) return beside
    if (told && !(told === 'user.content' && inside)) return { field: asId ?? told, confidence: 'certain' }
  }
  if (card && /mail/i.test(card.role) && /^(?:from|sender)(?:_?(?:e?mail|name|address))?$/i.test(last)) return null
  // A recipient by its own name, where nothing says what it stands under.
  const named = last === '' && path !== null && /\.(?:to|recipients?)$/.test(path) ? path.slice(path.lastIndexOf('.') + 1) : last
  const byRole = card && named !== '' ? fieldByRole(card.role, named) : null
  if (byRole === 'user.contact.email' && beside) return beside
  if (byRole && !(byRole === 'user.content' && inside)) return { field: byRole, confidence: 'likely' }
  const key = property === '' ? null : fieldOfName(property)
  // An address under the name of a name is an address.
  const inPlace = key && path !== null && /^user\.(?:name|account|unique_id)/.test(key.field) ? usedAsId(path) : null
  if (inPlace?.startsWith('user.contact.')) return { field: inPlace, confidence: 'likely' }
  if (key?.confidence === 'certain') return meant(key, meaning, property, card, path ?? '')
  const value = path === null ? null : fieldOfName(path)
  if (!key && !value && (meaning === 'any' ? !card || PUBLISHES.test(card.role) : card && PUBLISHES.test(card.role)) && CONTENT.test(last))
    return { field: 'user.content', confidence: 'likely' }
  const told = value?.confidence === 'certain' ? value : (key ?? value)
  // `company: member.company` is its name, where nothing says that it is its number.
  const likely =
    told?.field === 'user.organization_id' &&
    told.confidence === 'likely' &&
    /(?:company|organi[sz]ation|employer)$/i.test(last || (path ?? ''))
      ? { field: 'user.contact.organization', confidence: 'likely' as const }
      : told
  return told === key ? meant(likely, meaning, property, card, path ?? '') : meant(likely, meaning, path ?? property, card, property)
}

/** What a name in a text tells besides the text: an address, somebody's name, an id. */
export function textTells(path: string): LeafField | null {
  const named = fieldOfName(path)
  return named?.confidence === 'certain' && !/^user\.(?:authorization|behavior|content|contact\.url)/.test(named.field) ? named : null
}

/** Where the vendor wants an id, what is used as one: an address, a name, a phone number; null where it is just an id. */
function usedAsId(path: string): Field | null {
  const named = fieldOfName(path)
  return named?.confidence === 'certain' && /^user\.(?:contact|name|account\.username|device\.ip_address)/.test(named.field)
    ? named.field
    : null
}

const FOLDED = new WeakMap<Card, ReadonlyMap<string, Field>>()

/** A property by its name in the card; Go and Java write some with another first letter: `Notification.Body`, `toAddresses`. */
function toldBy(card: Card, property: string): Field | undefined {
  const exact = card.properties[property]
  if (exact) return exact
  let folded = FOLDED.get(card)
  if (!folded) {
    folded = new Map(Object.entries(card.properties).map(([name, field]) => [small(name), field]))
    FOLDED.set(card, folded)
  }
  return folded.get(small(property))
}

function small(property: string): string {
  return property.replace(/(^|\.)([A-Z])(?=[a-z])/g, (_, dot: string, letter: string) => dot + letter.toLowerCase())
}

/** `organization.key`, `company: { id }`: of the group, whatever a `key` is else. */
const OF_A_GROUP = /(?:^|\.)(?:org|organi[sz]ation|company|account|team|workspace|tenant|group)s?\.(?:key|id)$/i
const GROUPS = /^(?:org|organi[sz]ation|company|business|employer|tenant)$/i
const THINGS =
  /^(?:org|organi[sz]ation|company|business|employer|tenant|plan|price|product|tier|file|event|project|channel|template|page|form|survey|list|tag|workflow|app|application|bucket|model|campaign|role|category|feature|flag|segment|dashboard|report|document|folder|repo|repository|item|variant|coupon|offer|package|module|command|job|queue|task|process|service|action|rule|step|stage|status|type|kind|level|currency|country|city|error|exception|err|e|tool|function|fn|method|route|agent|label|metric|table|column|schema|integration|provider|connector|platform|device|browser|os|location|calendar|course|lesson|game|venue|room|domain|webhook)s?$/i

/** A repository's full name is its own. */
const NAMED_THING = /(?:^|[._])(?:repo|repository|project|package|image|branch|file|model|class|channel)_?(?:full|display)_?[Nn]ame$/

/** Of `plan.name` the plan; null where it is not the name of a thing. */
function thingNamed(path: string): string | null {
  const hit = /(?:^|\.)(\w+)\.(?:[nN]ame|[tT]itle|[dD]isplayName|display_name)$/.exec(path)
  return hit ? thingAtEnd(hit[1]!) : null
}

/** Of `appName` the app, where it is told as a name. */
function thingInName(path: string): string | null {
  const hit = /(?:^|\.)(\w+?)_?(?:Name|name|Title|title)$/.exec(path)
  return hit ? thingAtEnd(hit[1]!) : null
}

function thingAtEnd(name: string): string | null {
  const word = /(?:^|[a-z_])([A-Za-z][a-z]*|[a-z]+)$/.exec(name)?.[1]
  return word && THINGS.test(word) ? word : null
}

/** `traits.name`, `customer.name`, but not `plan.name`. */
function ofSomebody(property: string): boolean {
  return (
    !property.includes('.') ||
    fieldOfName(property) !== null ||
    /(?:^|[._])(?:propert(?:y|ies)|props|traits|data|attributes|values?|fields|body|json|payload|params|metadata|info|details|\$set\w*|shipping|individual|account)\.name$/i.test(
      property,
    )
  )
}

/** What somebody wrote, under the names that messages have for it. */
const PUBLISHES = /social|messag|publish|blog|community|forum|chat|documents|work management|support|CRM|feedback|issue|notes/i
const CONTENT = /^(?:content|text|message|comment|caption|markdown|notes?|transcript|question|answer|feedback|review|quote|description)$/i

/** The company's own keys, wherever they stand. */
const OWN_KEYS = /access_?key|secret|api_?key|client_?(?:id|secret)|webhook|signing|license|write_?key|dsn/i

/** What the company's own page or property is known by at a measuring vendor; an advertising id is written in one word. */
const OWN_TAGS = /(?:^|\.)(?:ga_?Id|ga_id|(?:gtm|measurement|tracking|pixel|tag|container)_?id)$/i

/** Names of machines, as often of anything else: a model answers questions, a card is a box on the page, a `cc` gets a copy of a mail. */
const OFTEN_ELSE = /(?:^|[._])(?:model|brand|platform|cc|card|alias)$|Model$|Platform$/
const OF_A_DEVICE = /device|phone|mobile|hardware|browser|client|android|ios/i

/** What the company itself is known by at the vendor. */
const SETTINGS = /^(?:this\.)?(?:config\w*|settings|conf|env)\.|merchant_?account/i

/** Kinds of vendors that are told which page somebody looked at. */
const WATCHES =
  /analytics|error|replay|monitoring|logs|tag manager|advertis|flags|experiment|support|data platform|attribution|behaviou?r|automation|feedback|chat/i

/** A person's account somewhere is known by who owns it. */
const PERSONS_ACCOUNT = /(?:e?mail|user|member|person(?:al)?|social)_?account_?(?:id|uuid)s?$/i

/** Where no card says that an argument is about a person, names that are as often about things do not count: addresses, and the keys by which the company signs in. */
function meant(found: LeafField | null, meaning: Meaning, name: string, card: Card | null, other: string): LeafField | null {
  if (found?.field.startsWith('user.authorization') && OWN_KEYS.test(name)) return null
  if (found?.field === 'user.organization_id' && PERSONS_ACCOUNT.test(name)) return { field: 'user.unique_id', confidence: 'likely' }
  if (!found || oftenElse(found, name, other, meaning, card, card !== null && WATCHES.test(card.role))) return null
  if (found.field.startsWith('user.name') && NAMED_THING.test(name)) return null
  if (OWN_TAGS.test(name) && !/(?:^|\.)gaid$/.test(name)) return null
  if (found.confidence === 'likely' && OFTEN_ELSE.test(name) && !OF_A_DEVICE.test(name)) return null
  if (SETTINGS.test(name) && /organization|unique_id|authorization|account|contact\.(?:email|phone)/.test(found.field)) return null
  if (found.field === 'user.organization_id' && /message_?group/i.test(name)) return null
  // Whose code it is, is no secret of a person.
  if (card && /code hosting/.test(card.role) && /organization/.test(found.field)) return null
  if (found.field === 'user.behavior.event' && !(card && WATCHES.test(card.role)) && meaning !== 'properties' && meaning !== 'traits')
    return null
  // An address that is told to who does not watch pages is seldom one that somebody was on.
  if (
    found.field === 'user.behavior.page_url' &&
    !(card && WATCHES.test(card.role)) &&
    !/page|current|landing|location|visited/i.test(name)
  )
    return null
  // Short forms that only who measures pages uses: `sr`, `ul`, `dl`.
  if (/(?:^|\.)(?!ip$|ua$|id$)[a-z]{2}$/.test(name) && !(card && WATCHES.test(card.role))) return null
  // An app installed in a workspace, not on a phone.
  if (/installation_?id$/i.test(name) && card && !/push|mobile|app/i.test(card.role) && !WATCHES.test(card.role)) return null
  // An archive.
  if (/(?:file|path|export|upload|archive|folder|bucket|prefix|key)\w*(?:\.\w+)*\.zip$/i.test(name)) return null
  // Which of its pages a payment service shows first.
  if (found.field === 'user.behavior.page_url' && /landing_?page$/i.test(name) && !(card && WATCHES.test(card.role))) return null
  // The folder a file lies in, not a child's mother.
  if (/parents?(?:_?ids?)?$/i.test(name)) return null
  if (found.field === 'user.behavior.page_url' && found.confidence === 'likely' && card && !WATCHES.test(card.role)) return null
  // A person has a password; a token is as often the vendor's own for a card or a message.
  if (found.field.startsWith('user.authorization') && found.confidence === 'likely' && !/password|passwd/i.test(name)) return null
  if (meaning === 'traits' || meaning === 'properties') return found
  if (found.field === 'user.behavior.page_url' && /link/i.test(name)) return null
  if (found.field.startsWith('user.authorization') && !/password|passwd/i.test(name)) return null
  if (
    found.confidence === 'likely' &&
    /^user\.(?:behavior\.(?:page_url|browsing_history|event)|location|device|organization_id|financial\.bank_account|contact\.url|contact\.address|account\.settings|unique_id\.pseudonymous)/.test(
      found.field,
    )
  )
    return null
  return found
}

/** What a vendor of a kind gets under names that say nothing by themselves. */
const BY_ROLE: readonly { role: RegExp; names: RegExp; field: Field }[] = [
  {
    role: /\b(?:ai|llm|language model|inference|machine learning)\b/i,
    names: /^(?:messages?|prompt|input|inputs|contents?|text|texts|query|system|history)$/i,
    field: 'user.content',
  },
  { role: /mail/i, names: /^(?:to|cc|bcc|reply_?to|recipients?|to_?emails?|destination|toaddresses)$/i, field: 'user.contact.email' },
  {
    role: /mail/i,
    names:
      /^(?:html|text|body|subject|htmlbody|textbody|react|content|template_?(?:data|variables)|dynamic_?template_?data|attachments?)$/i,
    field: 'user.content',
  },
  {
    role: /\b(?:sms|voice|telephony|communication)|^messaging/i,
    names: /^(?:to|phone|recipient|destination)$/i,
    field: 'user.contact.phone_number',
  },
  {
    role: /\b(?:sms|messaging|push|communication|chat)/i,
    names: /^(?:body|message|text|content|blocks|title|payload)$/i,
    field: 'user.content',
  },
  { role: /\b(?:storage|object store|cdn|media)/i, names: /^(?:body|file|content|data|buffer)$/i, field: 'user.content' },
  { role: /video calls|scheduling|calendar/i, names: /^(?:topic|agenda|summary|description)$/i, field: 'user.content' },
  { role: /\bsearch\b/i, names: /^(?:query|q)$/i, field: 'user.behavior.search_history' },
  // What somebody wrote, kept in a database or found in a search that somebody else runs.
  {
    role: /\bsearch\b|app platform|backend|database/i,
    names: /^(?:body|text|content|message|comment|bio|note|notes)$/i,
    field: 'user.content',
  },
]

function fieldByRole(role: string, name: string): Field | null {
  for (const one of BY_ROLE) if (one.role.test(role) && one.names.test(name)) return one.field
  return null
}

/** What the keys of one object together are about. */
export type Among = 'address' | 'place' | 'person'

/** A postal address, where a request came from, or one person; null where the keys do not say. */
export function companyOf(entries: readonly { readonly key: string | null }[]): Among | null {
  const has = (pattern: RegExp): number => entries.filter((one) => one.key !== null && pattern.test(one.key)).length
  if (has(/street|line_?1|address_?1|zip|postal|postcode/i) > 0 && has(/city|state|country|region|province/i) > 0) return 'address'
  if (has(/^(?:ip|ip_?address|latitude|longitude|lat|lng|continent|ua|user_?agent|browser|referr?er)$/i) > 1) return 'place'
  return has(/^(?:e_?mail(?:_?address(?:es)?)?|emails|phone(?:_?number)?|password)$/i) > 0 && has(/^name$/i) > 0 ? 'person' : null
}

/** A value's field in the company of its neighbours: a `state` beside a street is of the address, a `city` beside an IP address is where somebody was. */
export function amongOthers(found: LeafField | null, among: Among | undefined, property: string, path: string | null): LeafField | null {
  if (!found && among === 'person')
    return /(?:^|\.)name$/i.test(property) &&
      path !== null &&
      !thingNamed(path) &&
      !thingNamed(property) &&
      !/(?:^|\.)(?:from|sender)\./i.test(property)
      ? { field: 'user.name', confidence: 'likely' }
      : null
  if (!found && among === 'address') {
    if (/(?:^|\.)(?:full_?)?name$/i.test(property) && !(path && thingNamed(path))) return { field: 'user.name', confidence: 'likely' }
    const told = fieldOfName(`address.${property.slice(property.lastIndexOf('.') + 1)}`)
    return told?.field.startsWith('user.contact.address') ? told : null
  }
  return found && among === 'place' && found.field.startsWith('user.contact.address')
    ? { ...found, field: 'user.location.imprecise' }
    : found
}

/** `identify(id, { name })`, `setUser({ name })`: the name is that person's. */
export function whose(sink: { readonly meaning: Meaning; readonly how: string }): Among | undefined {
  return sink.meaning === 'traits' && /(?:^|[.:])(?:identify\w*|set_?user\w*|update_?user|set_?person\w*|people[.:]\w+)$/i.test(sink.how)
    ? 'person'
    : undefined
}
