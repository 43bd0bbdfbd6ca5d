// The ways one value may be written: an amount with a comma, a month by its name in any language, a number by its last four digits.
import { wordsOf } from './look.ts'

/** `words`: as whole words in this order; `window`: its words close together in any order; `packed`: among letters and digits alone. */
export interface ValueForm {
  readonly as: 'words' | 'window' | 'packed'
  readonly text: string
  readonly reach: number
  readonly strong: boolean
  /** Too common to count alone: a browser's name without its version. */
  readonly companion?: boolean
  /** A number the company or a vendor issued: nobody else has reason to know it. */
  readonly issued?: boolean
}

/** Values so common that finding them says nothing unless they are introduced as the person's. */
const COMMON = new Set(
  'none no yes true false null unknown other n a na free basic pro standard default user users member admin owner developer manager editor viewer guest staff sms email mail phone app web mobile desktop active inactive new en us'.split(
    ' ',
  ),
)

/** Words before a common value that make it a statement about the person, in several languages, and after it. */
const INTRODUCES = [
  'your',
  'role',
  'as',
  'ihre',
  'rolle',
  'als',
  'votre',
  'role',
  'en tant que',
  'su',
  'rol',
  'como',
  'sua',
  'seu',
  'funcao',
  'papel',
  'tuo',
  'il tuo ruolo',
  'ruolo',
  'uw',
  'rol',
  'twoja',
  'rola',
  'every',
  'the',
  'method',
  'with',
]
const FOLLOWS = ['role', 'rolle', 'rights', 'access', 'account', 'rol', 'konto', 'zugang']

const LOCALES = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'sv',
  'da',
  'nb',
  'fi',
  'tr',
  'cs',
  'hu',
  'ro',
  'ru',
  'uk',
  'el',
  'ja',
  'zh',
  'ko',
]

const remembered = new Map<string, ValueForm[]>()

/** Forms in which a value may be quoted, most particular first; [] for a value that cannot be told from chance. */
export function valueForms(field: string, value: string): ValueForm[] {
  const key = `${field}\0${value}`
  const known = remembered.get(key)
  if (known) return known
  const forms = make(field, value.trim())
  if (remembered.size > 20_000) remembered.clear()
  remembered.set(key, forms)
  return forms
}

function make(field: string, value: string): ValueForm[] {
  const flat = wordsOf(value)
  const packed = flat.replace(/ /g, '')
  const digits = value.replace(/\D/g, '')
  if (packed.length < 2) return []
  const words = (text: string, strong: boolean): ValueForm => ({ as: 'words', text: wordsOf(text), reach: 0, strong })
  // Whole countries share it: beside another detail it counts, alone it proves nothing.
  if (/(^|\.)country$/.test(field) && /^[A-Z]{2}$/.test(value))
    return LOCALES.map((l) => ({ ...words(new Intl.DisplayNames([l], { type: 'region' }).of(value) ?? value, false), companion: true }))
  // A telephone number: in full, without its country, by its last four digits.
  if (/^\+?[\d\s().-]{7,}$/.test(value) && digits.length >= 7 && !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) {
    const forms: ValueForm[] = [{ as: 'packed', text: digits.slice(-Math.min(digits.length, 9)), reach: 0, strong: true }]
    forms.push({ as: 'packed', text: digits.slice(-7), reach: 0, strong: true })
    const tail = digits.slice(-4)
    if (!/^(19|20)\d\d$/.test(tail)) forms.push(words(tail, false))
    return forms
  }
  if (/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return dates(value)
  if (/^\d{1,9}[.,]\d{2}$/.test(value)) {
    const [whole = '', cents = ''] = value.split(/[.,]/)
    const forms = [words(`${whole} ${cents}`, whole.length > 2)]
    if (whole.length > 3) forms.push(words(`${whole.slice(0, -3)} ${whole.slice(-3)} ${cents}`, true))
    return forms
  }
  // A street: name and number in any order. Before identifiers, as it has digits too.
  const list = flat.split(' ')
  if (list.length > 1 && list.length <= 8) {
    const spoken = list.some((w) => /^\p{L}{3,}$/u.test(w))
    const strong = packed.length >= 14 || (/\d/.test(flat) && packed.length >= 8 && field !== 'os' && field !== 'browser')
    const forms = [words(value, strong)]
    if (spoken || digits) forms.push({ as: 'window', text: flat, reach: list.length + 2, strong })
    // Cyrillic or Greek spellings and encodings without blanks.
    if (packed.length >= 9) forms.push({ as: 'packed', text: packed, reach: 0, strong })
    // `GC-127342`, `org-7kq2m9xw4t`: one run without blanks, so issued by somebody.
    const issued = !/[\s/.]/.test(value) && (/\d{5}/.test(value) || list.some((w) => w.length >= 8 && /\d/.test(w) && /[a-z]/.test(w)))
    if (/^[a-z]{1,4}[-_ #]?\d{5,}$/i.test(value)) forms.push(words(digits, true))
    if (issued) return forms.map((form) => ({ ...form, issued: true }))
    // `Brave 1.74` is also called `Brave`.
    const family = /^(\p{L}{4,}(?: \p{L}+)?) [\d ]+$/u.exec(flat)?.[1]
    if (family && !/^\d/.test(value)) forms.push({ ...words(family, false), companion: true })
    return forms
  }
  if (list.length > 8) return [words(list.slice(0, 8).join(' '), true), { as: 'packed', text: packed.slice(0, 40), reach: 0, strong: true }]
  // Identifiers.
  if (/\d/.test(packed) && packed.length >= 6) {
    const forms: ValueForm[] = [{ as: 'packed', text: packed, reach: 0, strong: true }]
    if (digits.length >= 5) forms.push(words(digits, true))
    return forms.map((form) => ({ ...form, issued: true }))
  }
  if (digits.length >= 4 && digits === packed) return [{ ...words(digits, digits.length >= 5), issued: digits.length >= 5 }]
  if (COMMON.has(flat)) return [...INTRODUCES.map((w) => words(`${w} ${flat}`, false)), ...FOLLOWS.map((w) => words(`${flat} ${w}`, false))]
  return [words(value, packed.length >= 14)]
}

const monthNames = new Map<number, readonly string[]>()

/** Names of a month (1 to 12) in all the languages above, long and short; each month when it is first asked for, as formatters are slow to make. */
function namesOfMonth(month: number): readonly string[] {
  const known = monthNames.get(month)
  if (known) return known
  const at = new Date(Date.UTC(2024, month - 1, 15))
  const names = LOCALES.flatMap((locale) => [
    at.toLocaleDateString(locale, { month: 'long', timeZone: 'UTC' }),
    at.toLocaleDateString(locale, { month: 'short', timeZone: 'UTC' }),
    // In a date some languages inflect the name: listopad, listopada.
    at.toLocaleDateString(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).replace(/[\d.]+/g, ''),
  ])
  const list = [...new Set(names.map(wordsOf))].filter((name) => name.length > 2)
  monthNames.set(month, list)
  return list
}

/** A month or day in figures and written out, in any order. */
function dates(value: string): ValueForm[] {
  const [year = 0, month = 1, day = 0] = value.split('-').map(Number)
  const two = (n: number) => String(n).padStart(2, '0')
  const strong = day > 0
  const figures = day
    ? [value, `${two(day)} ${two(month)} ${year}`, `${day} ${month} ${year}`, `${two(month)} ${two(day)} ${year}`]
    : [`${year} ${two(month)}`, `${two(month)} ${year}`, `${month} ${year}`]
  return [
    ...figures.map((text): ValueForm => ({ as: 'words', text: wordsOf(text), reach: 0, strong })),
    ...namesOfMonth(month).map(
      (name): ValueForm => ({ as: 'window', text: `${name} ${year}${day ? ` ${day}` : ''}`, reach: day ? 3 : 2, strong }),
    ),
  ]
}
