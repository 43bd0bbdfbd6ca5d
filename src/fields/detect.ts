// Finds personal values and secrets in a text by what they look like. Every detector walks the text once, and one cheap pass before decides
// which of them need to look at all: it runs on every string that leaves.
import { LIMITS } from '../core/limits.ts'
import { type Signs, signsOf } from './characters.ts'
import { findCards } from './detectors/card.ts'
import { findAfterCues } from './detectors/cues.ts'
import { findEmails } from './detectors/email.ts'
import { findIbans } from './detectors/iban.ts'
import { findIpv4, findIpv6 } from './detectors/ip.ts'
import { findLetteredIds, findNationalNumbers } from './detectors/national.ts'
import { numberRuns } from './detectors/numbers.ts'
import { findLabelledNames } from './detectors/person-name.ts'
import { findPhones } from './detectors/phone.ts'
import { findAssigned, findIssued, findJwts, findPrivateKeys, findRandom, findUrlCredentials } from './detectors/secret.ts'
import { unescaped } from './escapes.ts'
import { type Found, type Report, settle } from './found.ts'

export type { Found } from './found.ts'

/** Pieces of a text over `LIMITS.detectText` overlap by this much, so that no value is cut in two. */
const OVERLAP = 4096

/**
 * What in `text` looks like a personal value or a secret: sorted, not overlapping, positions in UTF-16 units of `text`. Time is linear in the
 * text's length. Percent, `\u` and HTML escapes are seen through; base64, JSON in strings and compression are not (see unwrap.ts, clean.ts).
 */
export function detect(text: string): Found[] {
  if (text.length < 5) return []
  if (text.length > LIMITS.detectText) return inPieces(text)
  const signs = signsOf(text)
  const plain = signs.coded ? unescaped(text) : null
  if (!plain) return look(text, signs)
  const found = look(plain.text, signsOf(plain.text))
  return found.map((f) => ({ ...f, start: plain.at[f.start]!, end: plain.at[f.end]! }))
}

function inPieces(text: string): Found[] {
  const found: Found[] = []
  const step = LIMITS.detectText - OVERLAP
  for (let from = 0; from < text.length; from += step) {
    for (const f of detect(text.slice(from, from + LIMITS.detectText))) found.push({ ...f, start: f.start + from, end: f.end + from })
    if (from + LIMITS.detectText >= text.length) break
  }
  return settle(found)
}

function look(text: string, signs: Signs): Found[] {
  const found: Found[] = []
  const report: Report = (field, what, start, end) => {
    found.push({ field, what, start, end })
  }
  if (signs.at) {
    findEmails(text, report)
    if (signs.colons > 0) findUrlCredentials(text, report)
  }
  if (signs.digits >= 4) {
    if (signs.dots >= 3) findIpv4(text, report)
    if (signs.digits >= 7) {
      const runs = numberRuns(text, 7)
      if (runs.length > 0) {
        findPhones(text, runs, report)
        if (signs.digits >= 9) findNationalNumbers(text, runs, report)
        if (signs.digits >= 13) findCards(runs, report)
      }
      if (signs.digits >= 8) findIbans(text, report)
      if (signs.upper > 0) findLetteredIds(text, report)
    }
  }
  if (signs.colons >= 2) findIpv6(text, report)
  if (signs.longest >= 14 || signs.dots > 0) {
    if (signs.longest >= 14) findIssued(text, report)
    findJwts(text, report)
  }
  if (signs.assigns) findAssigned(text, report)
  if (signs.longest >= 5) findPrivateKeys(text, report)
  if (signs.longest >= 20 && signs.digits > 1 && signs.upper > 2) findRandom(text, report)
  if (signs.upper > 0 && signs.assigns) findLabelledNames(text, report)
  if (signs.blanks > 0 && (signs.upper > 0 || signs.longest >= 16)) findAfterCues(text, report)
  return settle(found)
}
