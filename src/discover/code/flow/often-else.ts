// Names that code gives to things as often as to a person's data: a `language` is a translation's, an `accountId` a bank account's, a `country` that of a bank. On the wire of a vendor that watches people they
// say enough; in a request of a program they need a word about a person beside them.
import type { Card } from '../../../catalog/card.ts'
import type { LeafField, Meaning } from './argument.ts'

/** Words by which a name says that it is a person's. */
const OF_A_PERSON =
  /user|person|people|customer|member|contact|subscriber|recipient|visitor|guest|patient|student|employee|attendee|owner|author|profile|preferred|browser|navigator|display/i
/** A language that something is put into, not one that somebody speaks. */
const OF_A_TEXT = /(?:target|source|output|input|detected|programming|code|subtitle|transcript\w*|translat\w*|from|to)_?lang(?:uage)?$/i
const PAYS = /payment|billing|bank|payout|checkout|invoic/i
const OF_AN_ADDRESS = /address|billing|shipping|bill_?to|ship_?to|mailing|postal|home|residen|location|geo|customer|person|contact|user/i

/**
 * Is what a name says more likely something else's? `name`: the dotted place in the message or, where the value's name said it, that; `told`: the other of the two.
 * `watches`: the vendor is one that is told what people do.
 */
export function oftenElse(found: LeafField, name: string, told: string, meaning: Meaning, card: Card | null, watches: boolean): boolean {
  const both = `${name} ${told}`
  const plain = meaning !== 'traits' && meaning !== 'properties'
  switch (found.field) {
    case 'user.behavior.purchase_history':
      // The number of an order or a payment alone says what was bought to nobody.
      return found.confidence === 'likely' && /(?:id|ids|number|no|ref|reference)$/i.test(name)
    case 'user.demographic.language':
      return OF_A_TEXT.test(name) || (plain && !watches && !OF_A_PERSON.test(both))
    case 'user.contact.address.country':
      return plain && !watches && !OF_AN_ADDRESS.test(both)
    case 'user.organization_id':
      // An account is a bank's, a mailbox's or the company's own at the vendor; a tenant of who signs people in or rents out machines is the company's own.
      if (
        /(?:^|[._]|[a-z])accounts?(?:_?(?:ids?|uuids?|keys?|numbers?|slug|name))?$/i.test(name) &&
        !/organi[sz]ation|company|workspace|team/i.test(name)
      )
        return plain || /[a-z]_?account/i.test(name)
      if (/tenant/i.test(name) && card && /sign-in|identity|cloud/i.test(card.role)) return true
      // What comes back from a sign-in elsewhere as it was sent.
      return /(?:^|\.)state\./i.test(name)
    case 'user.account.username':
      // The name of the company's own bot, and a page of that name: `component={Login}`.
      return (
        /bot/i.test(both) ||
        (plain && /(?:^|[._])alias(?:\.|$)/i.test(name)) ||
        (/(?:^|\.)(?:component|as|element|layout|page|screen|icon)$/i.test(told) && /^[A-Z]\w*$/.test(name))
      )
    case 'user.authorization':
    case 'user.authorization.credentials':
      // A token of a card or a mandate pays; it opens nothing.
      return card !== null && PAYS.test(card.role) && !/pass|otp|pin\b|secret|cookie|session/i.test(name)
    case 'user.name':
      // What the company calls its application on a page where somebody pays.
      return card !== null && PAYS.test(card.role) && /(?:^|[._])client_?name$/i.test(name)
    case 'user.name.first':
    case 'user.name.last':
      // A function, a line number: short for a name only where advertisers match people.
      return found.confidence === 'likely' && plain && !watches
    default:
      return false
  }
}
