// What the name of a place in a message means, and what the place is called in reports. Names that mean something else in each object are told apart here.
import type { Card } from '../../catalog/card.ts'
import type { Field } from '../../core/words.ts'
import { fieldOfName } from '../../fields/names.ts'
import type { Where } from './places.ts'

/** What a property is called in reports: its last name; a name that says nothing alone (`id`, `name`, `url`) with the one above it. */
export function propertyOf(path: string): string {
  const names = path
    .split('.')
    .map((name) => name.replace(/(\[\d*\])+$/, ''))
    .filter((name) => name !== '')
  const last = names.at(-1) ?? path
  if (names.length > 1 && /^(id|ids|name|key|value|values|url|type|title|text|data|state|code|v|\d+)$/i.test(last)) {
    const above = names.at(-2)!
    return /^(properties|props|body|data|events?|batch|payload|context|\$set|\d+)$/i.test(above) ? last : `${above}.${last}`
  }
  return last
}

export interface NamedPlace {
  readonly field: Field
  readonly by: 'card' | 'name'
}

/** Places repeat in every message of a capture, so what was once told of one is kept. */
const TOLD = new Map<string, NamedPlace | null>()

/** What a place says of itself by its name: by the vendor's card, else by what such names mean everywhere. null: nothing. */
export function nameOf(where: Where, path: string, card: Card | null): NamedPlace | null {
  const key = `${card?.id ?? ''}\n${where}\n${path}`
  let named = TOLD.get(key)
  if (named === undefined) {
    named = judge(where, path, card)
    if (TOLD.size > 50_000) TOLD.clear()
    TOLD.set(key, named)
  }
  return named
}

function judge(where: Where, path: string, card: Card | null): NamedPlace | null {
  const property = propertyOf(path)
  const names = path.split('.')
  const last = names.at(-1)!.replace(/(\[\d*\])+$/, '')
  const above = (names.at(-2) ?? '').replace(/(\[\d*\])+$/, '')
  // Of libraries and services everything is the vendor's or the company's, nothing a person's.
  if (/^(?:notifier|library|lib|sdk|app|application|service|platform|package|plugin|module|modules)$/i.test(above) && GENERAL.test(last))
    return null
  const own = (property !== last ? card?.properties[property] : undefined) ?? (isGeneral(last, above) ? undefined : card?.properties[last])
  if (own) return { field: own, by: 'card' }
  const named = fieldOfName(path)
  if (!named) return null
  // A path segment is named after the one before it, which is a guess; only an unmistakable name counts. A `model` may be a language model.
  if (named.field === 'user.device' && (where === 'path' || named.confidence === 'likely')) return null
  if (named.confidence === 'likely' && where === 'path') return null
  if (named.field === 'user.job_title' && isGeneral(last, above)) return null
  const bare = path === last && where !== 'body' && where !== 'header'
  // Tags name the company's own account with the vendor so, and what two letters stand for in a query nobody can know.
  if (bare && named.field === 'user.organization_id') return null
  if (bare && last.length <= 2 && named.field.startsWith('user.name')) return null
  if (named.field === 'user.authorization.credentials' && !SECRET_OF_A_PERSON.test(last)) return null
  return { field: named.field, by: 'name' }
}

/** Names that mean something else in each object: a card's word for them holds for the person's object only, not for `library.name` or `session.id`. */
const GENERAL = /^(?:id|name|key|title|url|value|type|version|model|label|number|code|state|status|email_?id)$/i
const OF_A_PERSON =
  /^(?:user|users|usr|person|people|persons|profile|profiles|customer|customers|contact|contacts|member|account|visitor|traits|\$set|\$set_once|\$setOnce|user_properties|userProperties|attributes|identify|identity|identifiers|to|from|recipient|lead|subscriber|employee)$/i
const OF_ANYBODY = /^(?:properties|props|data|params|body|fields|batch|events?)$/i

/** Does a general name stand where it need not be about a person? What a page or an event is called is no person's job; a context's key is its person's. */
function isGeneral(last: string, above: string): boolean {
  if (!GENERAL.test(last) || above === '' || OF_A_PERSON.test(above)) return false
  if (/^key$/i.test(last) && /^contexts?$/i.test(above)) return false
  return /^title$/i.test(last) || !OF_ANYBODY.test(above)
}

/** `token`, `api_key` and the like name the vendor's project in its own messages; these name what a person signs in with. */
const SECRET_OF_A_PERSON =
  /pass(?:word|wd|phrase|code)|secret|otp\b|bearer|jwt|(?:reset|access|refresh|id|auth|login|invite|magic|sso)[_-]?(?:token|code)|session[_-]?token/i
