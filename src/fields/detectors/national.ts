// Numbers that states give to people. Each kind needs its check digits or its shape, and where those are weak, also a word of context before it.
import { classOf, DIGIT, isAlnum, UPPER } from '../characters.ts'
import type { Report } from '../found.ts'
import { luhn } from './card.ts'
import { type Run, wordsBefore } from './numbers.ts'

const FIELD = 'user.government_id.national_identification_number'

interface Kind {
  readonly what: string
  /** Sizes of the groups as written, e.g. 3-2-4; any of them. */
  readonly groups: readonly string[]
  readonly holds: (digits: string) => boolean
  /** Needed before the number, where the check is weak. */
  readonly context?: RegExp
}

const weighted = (digits: string, weights: readonly number[]): number => weights.reduce((sum, w, i) => sum + w * Number(digits[i]), 0)

const KINDS: readonly Kind[] = [
  { what: 'us-ssn', groups: ['3-2-4'], holds: (d) => isSsn(d) },
  { what: 'us-ssn', groups: ['9'], holds: (d) => isSsn(d), context: /\bssn|social.?security/ },
  { what: 'ch-ahv', groups: ['3-4-4-2', '13'], holds: (d) => d.startsWith('756') && ean13(d) },
  { what: 'br-cpf', groups: ['3-3-3-2'], holds: isCpf },
  { what: 'br-cpf', groups: ['11'], holds: isCpf, context: /cpf/ },
  { what: 'fr-nir', groups: ['1-2-2-2-3-3-2', '13-2', '15'], holds: isNir },
  { what: 'de-tax-id', groups: ['11', '2-3-3-3'], holds: isGermanTaxId, context: /steuer|tax|\btin\b|idnr|id-nr/ },
  {
    what: 'nl-bsn',
    groups: ['9', '4-2-3', '3-3-3'],
    holds: (d) => !/^0{4}/.test(d) && weighted(d, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    context: /bsn|burgerservice|sofi/,
  },
  {
    what: 'pl-pesel',
    groups: ['11'],
    holds: (d) => (10 - (weighted(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(d[10]),
    context: /pesel/,
  },
  { what: 'ca-sin', groups: ['3-3-3', '9'], holds: luhn, context: /\bsin\b|social.?insurance/ },
  { what: 'se-personnummer', groups: ['6-4', '8-4'], holds: (d) => isBirth(d.slice(-10)) && luhn(d.slice(-10)) },
  { what: 'in-aadhaar', groups: ['4-4-4'], holds: (d) => d[0]! > '1' && verhoeff(d), context: /aadha?ar|uidai/ },
]

/** Kinds by how their groups are written. */
const BY_GROUPS = new Map<string, Kind[]>()
for (const kind of KINDS) for (const groups of kind.groups) BY_GROUPS.set(groups, [...(BY_GROUPS.get(groups) ?? []), kind])

/** Number-shaped ids. */
export function findNationalNumbers(text: string, runs: readonly Run[], report: Report): void {
  for (const run of runs) {
    if (run.plus || run.digits.length < 9 || run.digits.length > 15) continue
    const before = text.charCodeAt(run.start - 1)
    if (before === 45 || before === 46) continue
    for (const kind of BY_GROUPS.get(run.groups.map((group) => group.digits.length).join('-')) ?? []) {
      if (!kind.holds(run.digits)) continue
      if (kind.context && !kind.context.test(wordsBefore(text, run.start, 40))) continue
      report(FIELD, kind.what, run.groups[0]!.start, run.end)
      break
    }
  }
}

/** Ids with letters: United Kingdom (two letters, six digits, A–D), Spain (DNI, NIE with check letter), Italy (codice fiscale with check letter). */
const LETTERED =
  /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]|\d{8}[ -]?[A-HJ-NP-TV-Z]|[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]|[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]/y

export function findLetteredIds(text: string, report: Report): void {
  for (let i = 0; i < text.length; i++) {
    if ((classOf(text.charCodeAt(i)) & (UPPER | DIGIT)) === 0) continue
    const before = text.charCodeAt(i - 1)
    // Only the beginning of a word or number can be the beginning of an id.
    if (!isAlnum(before) && before !== 45) {
      LETTERED.lastIndex = i
      const match = LETTERED.exec(text)
      if (match) lettered(text, match[0], i, report)
    }
    while (isAlnum(text.charCodeAt(i + 1))) i++
  }
}

function lettered(text: string, raw: string, start: number, report: Report): void {
  const end = start + raw.length
  if (isAlnum(text.charCodeAt(end)) || text[end] === '-') return
  const id = raw.replace(/[ -]/g, '')
  if (id.length === 16 && isCodiceFiscale(id)) report(FIELD, 'it-codice-fiscale', start, end)
  else if (/^[A-Z]{2}\d/.test(id) && isNino(id)) report(FIELD, 'uk-nino', start, end)
  else if (/^[XYZ\d]\d/.test(id) && isDni(id)) report(FIELD, 'es-dni', start, end)
}

function isSsn(d: string): boolean {
  return !/^(?:000|666|9)/.test(d) && d.slice(3, 5) !== '00' && d.slice(5) !== '0000'
}

function isNino(id: string): boolean {
  return !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(id)
}

function isDni(id: string): boolean {
  const number = id.slice(0, -1).replace(/^[XYZ]/, (c) => String('XYZ'.indexOf(c)))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === id.at(-1)
}

/** INSEE: sex, year, month, place, order, and 97 minus the rest of a division by 97. */
function isNir(d: string): boolean {
  const month = Number(d.slice(3, 5))
  return (
    /^[12]/.test(d) &&
    ((month >= 1 && month <= 12) || (month >= 20 && month <= 42)) &&
    97 - (Number(d.slice(0, 13)) % 97) === Number(d.slice(13))
  )
}

/** ISO 7064 MOD 11,10; one digit occurs twice or three times among the first ten. */
function isGermanTaxId(d: string): boolean {
  if (d[0] === '0') return false
  const counts = new Map<string, number>()
  for (const c of d.slice(0, 10)) counts.set(c, (counts.get(c) ?? 0) + 1)
  if ([...counts.values()].filter((n) => n > 1).length !== 1 || Math.max(...counts.values()) > 3) return false
  let product = 10
  for (const c of d.slice(0, 10)) {
    const sum = (Number(c) + product) % 10 || 10
    product = (2 * sum) % 11
  }
  return (11 - product) % 10 === Number(d[10])
}

function isCpf(d: string): boolean {
  if (/^(\d)\1+$/.test(d)) return false
  const check = (size: number): number => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += Number(d[i]) * (size + 1 - i)
    return ((sum * 10) % 11) % 10
  }
  return check(9) === Number(d[9]) && check(10) === Number(d[10])
}

function ean13(d: string): boolean {
  return d.length === 13 && weighted(d, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0
}

function isBirth(d: string): boolean {
  const [month, day] = [Number(d.slice(2, 4)), Number(d.slice(4, 6))]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

function isCodiceFiscale(id: string): boolean {
  let sum = 0
  for (let i = 0; i < 15; i++) {
    const code = id.charCodeAt(i)
    const value = code < 65 ? code - 48 : code - 65
    sum += i % 2 === 0 ? ODD[value]! : value
  }
  return sum % 26 === id.charCodeAt(15) - 65
}

/** Verhoeff's check over the dihedral group D5. */
function verhoeff(digits: string): boolean {
  const multiply = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5
  const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    let value = Number(digits[digits.length - 1 - i])
    for (let k = 0; k < i % 8; k++) value = step[value]!
    check = multiply(check, value)
  }
  return check === 0
}
