// Which details of a person the directory of people can hold a letter against, and what a recipient calls them. Apart from held.ts so that judging without an
// installation loads no list of fields.
import type { Field } from '../../core/words.ts'

/** A person of the directory; what it does not say is null. */
export interface Listed {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly org: string | null
  /** ISO 3166 alpha-2. */
  readonly country: string | null
}

/** Fields whose value the directory may know. Names and addresses are left out: every sender has them. So is the language: a letter is written in it anyway. */
export const KNOWN: readonly { readonly field: Field; readonly words: string; value(person: Listed): string | null }[] = [
  { field: 'user.unique_id', words: 'user id', value: ({ id, email }) => (id.toLowerCase() === email?.toLowerCase() ? null : id) },
  { field: 'user.organization_id', words: "organisation's id", value: ({ org }) => org },
  { field: 'user.contact.organization', words: 'organisation', value: ({ org }) => org },
  { field: 'user.workplace', words: 'workplace', value: ({ org }) => org },
  { field: 'user.contact.address.country', words: 'country', value: ({ country }) => country },
]

/** A field as the recipient reads it: one of Cordon's own list, or a context file's own word. */
export function inWords(field: string): string {
  return KNOWN.find((one) => one.field === field)?.words ?? field.replace(/_/g, ' ')
}
