// Phone numbers: E.164 with `+` or `00` (ITU-T E.123), the North American plan, and national numbers with a trunk `0`; bare digits only next to
// a word that says so, because timestamps, versions and ids are bare digits too.
import { isAlnum } from '../characters.ts'
import type { Report } from '../found.ts'
import { type Run, wordsBefore } from './numbers.ts'

const SAYS_PHONE =
  /(?:phone|mobile|cell|call(?:ed|ing)?|sms|whatsapp|fax|handy|telefono|telefon|telefonnummer|msisdn|movil|tel)(?:[_ -]?(?:number|no|nr|num|me|us|at|on))?["')\]]{0,2}[ :=.#+(]{0,4}["'(]{0,2}$/

export function findPhones(text: string, runs: readonly Run[], report: Report): void {
  for (const run of runs) {
    if (run.plus) {
      if (isAlnum(text.charCodeAt(run.start - 1))) continue
      international(run, report)
      continue
    }
    const said = run.start > 2 && SAYS_PHONE.test(wordsBefore(text, run.start))
    if (said) {
      const end = endWithin(run, 0, 15)
      if (end.size >= 7) report('user.contact.phone_number', 'phone', run.start, end.at)
      continue
    }
    if (isJoined(text, run.start)) continue
    national(text, run, report)
  }
}

/** `order-0123`, `v1.0123`: the number is part of a longer name. */
function isJoined(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1)
  return before === 95 || ((before === 45 || before === 46) && isAlnum(text.charCodeAt(start - 2)))
}

/** How far the groups from `first` go without holding more than `most` digits. */
function endWithin(run: Run, first: number, most: number): { at: number; size: number } {
  let size = 0
  let at = run.start
  for (let i = first; i < run.groups.length; i++) {
    const group = run.groups[i]!
    if (size + group.digits.length > most) break
    size += group.digits.length
    at = group.end
  }
  return { at, size }
}

function international(run: Run, report: Report): void {
  if (run.digits.startsWith('0') || isDate(run, 0)) return
  const { at, size } = endWithin(run, 0, 15)
  if (size >= 8) report('user.contact.phone_number', 'phone', run.start, at)
}

function national(text: string, run: Run, report: Report): void {
  const groups = run.groups
  for (let i = 0; i < groups.length; i++) {
    if (isDate(run, i)) {
      i += 2
      continue
    }
    const start = i === 0 ? run.start : groups[i]!.start
    if (isNorthAmerican(run, i)) {
      const from = i > 0 && groups[i - 1]!.digits === '1' ? groups[i - 1]!.start : start
      report('user.contact.phone_number', 'phone', text.charCodeAt(from - 1) === 40 ? from - 1 : from, groups[i + 2]!.end)
      i += 2
      continue
    }
    const head = groups[i]!.digits
    if (head.length < 2 || head[0] !== '0' || i === groups.length - 1) continue
    const abroad = head.startsWith('00')
    if (abroad && (head[2] === '0' || (head.length === 2 && groups[i + 1]!.digits.startsWith('0')))) continue
    const { at, size } = endWithin(run, i, abroad ? 17 : 12)
    if (size < (abroad ? 10 : 9) || at === groups[i]!.end) continue
    report('user.contact.phone_number', 'phone', text.charCodeAt(start - 1) === 40 ? start - 1 : start, at)
    while (i + 1 < groups.length && groups[i + 1]!.end <= at) i++
  }
}

/** NPA-NXX-XXXX: neither part begins with 0 or 1. */
function isNorthAmerican(run: Run, i: number): boolean {
  const [area, exchange, line] = [run.groups[i], run.groups[i + 1], run.groups[i + 2]]
  if (!area || !exchange || !line || area.digits.length !== 3 || exchange.digits.length !== 3 || line.digits.length !== 4) return false
  return area.digits[0]! > '1' && exchange.digits[0]! > '1'
}

/** `2024-01-31`, `31.01.2024`, `01/31/24`. */
function isDate(run: Run, i: number): boolean {
  const [a, b, c] = [run.groups[i]?.digits, run.groups[i + 1]?.digits, run.groups[i + 2]?.digits]
  if (!a || !b || !c || b.length > 2) return false
  const year = (text: string): boolean => text.length === 4 && (text.startsWith('19') || text.startsWith('20'))
  const part = (text: string): boolean => text.length <= 2 && Number(text) <= 31 && Number(text) > 0
  return (year(a) && part(b) && part(c)) || (part(a) && part(b) && year(c))
}
