// Payment card numbers (ISO/IEC 7812): issuer range, length and check digit together; any one alone would take ids and timestamps for cards.
import type { Report } from '../found.ts'
import type { Run } from './numbers.ts'

/** First digits from–to (compared as the first `size` digits) and the lengths the issuer gives out. */
const ISSUERS: readonly { size: number; from: number; to: number; lengths: readonly number[] }[] = [
  { size: 1, from: 4, to: 4, lengths: [13, 16, 19] },
  { size: 2, from: 51, to: 55, lengths: [16] },
  { size: 4, from: 2221, to: 2720, lengths: [16] },
  { size: 4, from: 2200, to: 2204, lengths: [16] },
  { size: 2, from: 34, to: 34, lengths: [15] },
  { size: 2, from: 37, to: 37, lengths: [15] },
  { size: 4, from: 6011, to: 6011, lengths: [16, 19] },
  { size: 3, from: 644, to: 659, lengths: [16, 19] },
  { size: 2, from: 62, to: 62, lengths: [16, 17, 18, 19] },
  { size: 4, from: 3528, to: 3589, lengths: [16] },
  { size: 2, from: 36, to: 36, lengths: [14] },
  { size: 2, from: 38, to: 39, lengths: [14, 16] },
  { size: 3, from: 300, to: 305, lengths: [14, 16] },
  { size: 4, from: 5018, to: 5020, lengths: [16] },
  { size: 4, from: 6759, to: 6763, lengths: [16, 18, 19] },
]

export function findCards(runs: readonly Run[], report: Report): void {
  for (const run of runs) {
    if (run.digits.length < 13) continue
    for (let first = 0; first < run.groups.length; first++) {
      let digits = ''
      for (let last = first; last < run.groups.length && last < first + 19; last++) {
        digits += run.groups[last]!.digits
        if (digits.length > 19) break
        if (digits.length >= 13 && isCard(digits)) {
          report('user.financial.credit_card', 'card', run.groups[first]!.start, run.groups[last]!.end)
          first = last
          break
        }
      }
    }
  }
}

/** Whether 13–19 digits are a card number. */
export function isCard(digits: string): boolean {
  const issued = ISSUERS.some((row) => {
    const head = Number(digits.slice(0, row.size))
    return head >= row.from && head <= row.to && row.lengths.includes(digits.length)
  })
  return issued && luhn(digits) && !/^(\d)\1+$/.test(digits)
}

/** ISO/IEC 7812-1 annex B. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, odd = true; i >= 0; i--, odd = !odd) {
    const digit = digits.charCodeAt(i) - 48
    sum += odd ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
