// Finds personal values and secrets in a text by what they look like. Every detector walks the text once, and one cheap pass before decides
// which of them need to look at all: it runs on every string that leaves.
import { LIMITS } from '../core/limits.ts'
import type { Signs } from './characters.ts'
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
import { type Found, type Report, settle } from './found.ts'

import { inOriginal, type Seen, seen } from './seen.ts'

export type { Found } from './found.ts'

/** No value is shorter: `a@b.de`, `::1`. */
const LEAST = 5

/** Pieces of a text over `LIMITS.detectText` overlap by this much, so that no value is cut in two. */
const OVERLAP = 4096

/**
 * What in `text` looks like a personal value or a secret: sorted, not overlapping, positions in UTF-16 units of `text`. Time is linear in the
 * text's length. Percent, `\u` and HTML escapes are seen through; base64, JSON in strings and compression are not (see unwrap.ts, clean.ts).
 */
export function detect(text: string): Found[] {
  if (text.length < LEAST) return []
  if (text.length > LIMITS.detectText) return inPieces(text)
  return detectSeen(seen(text))
}

/** The same for a text that was made ready before and is not over `LIMITS.detectText`. */
export function detectSeen(ready: Seen): Found[] {
  return ready.text.length < LEAST ? [] : inOriginal(look(ready.text, ready.signs), ready)
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
  if (signs.number >= 4 && signs.numberDots >= 3) findIpv4(text, report)
  if (signs.number >= 7) {
    const runs = numberRuns(text, 7)
    if (runs.length > 0) {
      findPhones(text, runs, report)
      if (signs.number >= 9) findNationalNumbers(text, runs, report)
      if (signs.number >= 13) findCards(runs, report)
    }
  }
  if (signs.digits >= 6) {
    if (signs.digits >= 10) findIbans(text, report)
    if (signs.longest >= 8 || (signs.blanks >= 4 && signs.numberDots === 0)) findLetteredIds(text, report)
  }
  if (signs.colons >= 2) findIpv6(text, report)
  if (signs.longest >= 14) findIssued(text, report)
  if (signs.longest >= 10) {
    findJwts(text, report)
    findPrivateKeys(text, report)
  }
  if (signs.assigns) findAssigned(text, report)
  if (signs.base64 >= 32 && signs.digits > 1 && signs.upper > 2) findRandom(text, report)
  if (signs.upper > 0 && signs.assigns) findLabelledNames(text, report)
  if (signs.blanks > 0 && (signs.upper > 0 || signs.longest >= 16)) findAfterCues(text, report)
  return found.length < 2 ? found : settle(found)
}
