// Whose data a field is: the company's own account holder, a visitor who has no account yet, the recipient of a message, or a contact that somebody else typed in. Told by the names in the call and by what the vendor does; silent where neither tells.
import type { HandedField, Surface } from '../result.ts'

export type Whose = NonNullable<HandedField['whose']>

/** Words of a property, dotted and in camel or snake case, that name the person. The last one that speaks counts: `user.contact.email` is the contact's. */
const PEOPLE: readonly (readonly [Whose, RegExp])[] = [
  ['recipient', /^(?:to|cc|bcc|recipients?|addressees?|invitees?|invited|to_?(?:email|number|phone|address)|signers?)$/],
  ['contact', /^(?:contacts?|leads?|prospects?|subscribers?|members?|attendees?|candidates?|applicants?)$/],
  ['visitor', /^(?:visitors?|guests?|anonymous|anon|device)$/],
  ['account holder', /^(?:current_?user|session_?user|account_?holder|customers?|shoppers?|owner|payer|cardholder|buyer|me|self)$/],
]

const SENDS = /^(?:e-?mail delivery|transactional e-?mail|sms\b|push messages|notifications)/i
const KEEPS_CONTACTS = /^(?:crm\b|e-?mail marketing|marketing automation|newsletters?|contact data|lead capture|sales)/i
const WATCHES_PAGES =
  /analytics|session replay|advertis|tag manager|audience|heatmap|attribution|retargeting|consent|web performance|live chat|bot detection|ad (?:exchange|server|network)/i
const ABOUT_US =
  /(?:^|\.|\b)(?:identify|set_?user\w*|set_?person\w*|people\.set\w*|set_?user_?context|customers?\.(?:create|update)|users?\.(?:create|update))\b/i
const ADDRESSES = /^user\.(?:contact|name|unique_id)/

/** Null where it cannot be told. `role`: what the vendor does, in the card's words. */
export function whose(role: string, field: HandedField, surface: readonly Surface[]): Whose | null {
  // What a browser's own request carries is of whoever opened the page.
  if (/^(?:passed on by our own proxy|reported by browsers)/.test(field.how)) return 'visitor'
  // The sender of a message is the company, or whoever writes for it.
  if (SENDS.test(role) && /(?:^|[._])(?:from|sender|reply_?to)/i.test(field.property)) return null
  const named = ADDRESSES.test(field.field) || field.field.startsWith('user.financial') ? namedIn(field.property) : null
  if (named) return named
  if (SENDS.test(role) && field.field.startsWith('user.contact.')) return 'recipient'
  if (ABOUT_US.test(field.how)) return KEEPS_CONTACTS.test(role) ? 'contact' : 'account holder'
  if (KEEPS_CONTACTS.test(role) && ADDRESSES.test(field.field)) return 'contact'
  // An SDK in the page sends this for everybody, signed in or not.
  const unasked = / unasked$/.test(field.how)
  return unasked && surface.includes('browser') && WATCHES_PAGES.test(role) ? 'visitor' : null
}

function namedIn(property: string): Whose | null {
  const words = property.split(/[.[\]]+/).flatMap((part) => {
    const plain = part.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
    return [plain, ...plain.split('_')]
  })
  for (const word of words.toReversed()) {
    const hit = PEOPLE.find(([, pattern]) => pattern.test(word))
    if (hit) return hit[0]
  }
  return null
}
