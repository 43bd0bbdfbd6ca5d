// Bank account numbers (ISO 13616): country, length and the mod-97 check.
import { ALNUM, classOf, DIGIT, isDigit, UPPER } from '../characters.ts'
import type { Report } from '../found.ts'

/** Length by country (SWIFT's IBAN registry). */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23
   GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30
   NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .trim()
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

export function findIbans(text: string, report: Report): void {
  for (let i = 2; i < text.length - 12; i++) {
    // Two check digits after two letters: rare enough to look closer.
    if (!isDigit(text.charCodeAt(i)) || !isDigit(text.charCodeAt(i + 1)) || !isLetter(text, i - 1) || !isLetter(text, i - 2)) continue
    const start = i - 2
    if ((classOf(text.charCodeAt(start - 1)) & ALNUM) !== 0) continue
    const length = LENGTHS[text.slice(start, i).toUpperCase()]
    if (length === undefined) continue
    const end = collect(text, start, length)
    if (end > 0) {
      report('user.financial.bank_account', 'iban', start, end)
      i = end
    }
  }
}

const isLetter = (text: string, i: number): boolean => (classOf(text.charCodeAt(i) & ~32) & UPPER) !== 0

/** End of `length` letters and digits from `start`, single blanks, `-` and `+` between them skipped; -1 where they are no IBAN. */
function collect(text: string, start: number, length: number): number {
  let compact = ''
  let i = start
  for (; compact.length < length; i++) {
    const code = text.charCodeAt(i)
    if ((classOf(code) & ALNUM) !== 0) compact += text[i]
    else if (!(code === 32 || code === 45 || code === 43 || code === 0xa0) || (classOf(text.charCodeAt(i + 1)) & ALNUM) === 0) return -1
  }
  if ((classOf(text.charCodeAt(i)) & (ALNUM | DIGIT)) !== 0) return -1
  return isIban(compact) ? i : -1
}

/** ISO 7064 MOD 97-10 over the rearranged number. `compact`: no blanks. */
export function isIban(compact: string): boolean {
  const upper = compact.toUpperCase()
  let rest = 0
  for (let k = 0; k < upper.length; k++) {
    const code = upper.charCodeAt((k + 4) % upper.length)
    rest = isDigit(code) ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97
  }
  return rest === 1
}
