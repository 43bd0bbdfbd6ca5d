// A planted person: invented values that are typed into a page or handed to a program, so that finding them on the wire is proof and not a guess.
import type { Field } from '../../core/words.ts'
import { KnownValues } from '../../fields/known.ts'
import { fieldOfName } from '../../fields/names.ts'
import { isField } from '../../fields/taxonomy.ts'

/** Field → value. */
export type Planted = ReadonlyMap<Field, string>

/** The invented person that `cordon capture` types into forms where none is given: reserved domain, fiction number, test card of the card networks. */
export const STANDARD_PERSON: Planted = new Map([
  ['user.contact.email', 'rowan.tamsin.ashdown@cordon-planted.example'],
  ['user.name', 'Rowan Tamsin Ashdown'],
  ['user.name.first', 'Rowan'],
  ['user.name.last', 'Ashdown'],
  ['user.contact.phone_number', '+44 20 7946 0723'],
  ['user.contact.address.street', '17 Quillfeather Row'],
  ['user.contact.address.city', 'Norwich'],
  ['user.contact.address.postal_code', 'NR1 3JU'],
  ['user.contact.address.country', 'United Kingdom'],
  ['user.contact.organization', 'Quillfeather Planted Goods'],
  ['user.authorization.password', 'Pl4nted-Quill-77!'],
  ['user.financial.credit_card', '4242 4242 4242 4242'],
  ['user.demographic.date_of_birth', '1987-04-23'],
])

/** Values so common that seeing them proves nothing. */
const COMMON: ReadonlySet<Field> = new Set([
  'user.contact.address.city',
  'user.contact.address.country',
  'user.contact.address.postal_code',
  'user.demographic.date_of_birth',
  'user.name.first',
  'user.name.last',
])

/** One `key=value`, or a file's text: a JSON object, or such lines. Keys are fields or property names. Returns what could not be understood beside it. */
export function parsePlanted(text: string): { planted: Map<Field, string>; unknown: string[] } {
  const planted = new Map<Field, string>()
  const unknown: string[] = []
  for (const [key, value] of pairsOf(text)) {
    const field = isField(key) ? key : (fieldOfName(key)?.field ?? shortName(key))
    if (field && value !== '') planted.set(field, value)
    else unknown.push(key)
  }
  return { planted, unknown }
}

/** Names people use for a planted person that mean nothing without the word "person". */
function shortName(key: string): Field | null {
  const names: Record<string, Field> = {
    name: 'user.name',
    id: 'user.unique_id',
    user: 'user.unique_id',
    org: 'user.organization_id',
    card: 'user.financial.credit_card',
  }
  return names[key.toLowerCase()] ?? null
}

function pairsOf(text: string): [string, string][] {
  if (text.trim().startsWith('{')) {
    const value: unknown = JSON.parse(text)
    return Object.entries(value as Record<string, unknown>).map(([key, item]) => [key, typeof item === 'string' ? item : ''])
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.indexOf('=')
      return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    })
}

/** For the search. Values everybody has are left out unless `all`. */
export function knownOf(planted: Planted, all: boolean): KnownValues {
  const known = new KnownValues()
  for (const [field, value] of planted) if (all || !COMMON.has(field)) known.add(value, field)
  return known
}
