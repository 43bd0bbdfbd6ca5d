// Keys, tokens and passwords: by their issuer's shape, by the name they are assigned to, by where they stand in a URL, or by being random.
// UUIDs, hashes and ids are random too and no secrets, so randomness alone needs length, three kinds of characters and no word-like rhythm.
import { base64Of } from '../base64.ts'
import { ALNUM, classOf, DIGIT, isAlnum, isBlank, LOWER, UPPER } from '../characters.ts'
import type { Report } from '../found.ts'
import { fieldOfName } from '../names.ts'
import { ISSUED, ISSUED_NAMES, mayBegin } from './secret-kinds.ts'

const FIELD = 'user.authorization.credentials'

/** Letters, digits, `_`, `-`: what tokens are made of. */
const isToken = (code: number): boolean => (classOf(code) & ALNUM) !== 0 || code === 95 || code === 45

export function findIssued(text: string, report: Report): void {
  for (let i = 0; i < text.length - 10; i++) {
    if (!isAlnum(text.charCodeAt(i)) || !mayBegin(text.charCodeAt(i), text.charCodeAt(i + 1)) || isAlnum(text.charCodeAt(i - 1))) continue
    ISSUED.lastIndex = i
    const match = ISSUED.exec(text)
    if (!match) continue
    const what = ISSUED_NAMES[match.findIndex((group, k) => k > 0 && group !== undefined) - 1]!
    const end = i + match[0].length
    // A fixed length that goes on is something else (`AKIA…` in base64).
    if (isAlnum(text.charCodeAt(end)) && /^(?:aws|google-api|twilio|mailgun|npm)/.test(what)) continue
    report(FIELD, what, i, end)
    i = end - 1
  }
}

/** JSON Web Tokens (RFC 7519): `eyJ…` with two or more dots. Each run of characters is looked at once. */
export function findJwts(text: string, report: Report): void {
  for (let start = text.indexOf('eyJ'); start >= 0; ) {
    let end = start
    let dots = 0
    while (isToken(text.charCodeAt(end)) || (text.charCodeAt(end) === 46 && dots < 4 && isToken(text.charCodeAt(end + 1)))) {
      if (text.charCodeAt(end) === 46) dots++
      end++
    }
    if (dots >= 1 && end - start > 30 && !isAlnum(text.charCodeAt(start - 1))) report(FIELD, 'jwt', start, end)
    start = text.indexOf('eyJ', end)
  }
}

/** Private keys in PEM (RFC 7468), to the end of the block or, where that is cut off, of the text. */
export function findPrivateKeys(text: string, report: Report): void {
  for (let start = text.indexOf('-----BEGIN '); start >= 0; ) {
    const head = text.slice(start, start + 60)
    if (!/^-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/.test(head)) {
      start = text.indexOf('-----BEGIN ', start + 11)
      continue
    }
    const foot = text.indexOf('-----END ', start)
    const end = foot < 0 ? text.length : Math.min(text.length, closing(text, foot + 9))
    report(FIELD, 'private-key', start, end)
    start = text.indexOf('-----BEGIN ', end)
  }
}

function closing(text: string, from: number): number {
  for (let i = from; i < from + 60; i++) if (text.startsWith('-----', i)) return i + 5
  return from
}

/** User name and password in a URL (RFC 3986 section 3.2.1): `https://name:password@host`. */
export function findUrlCredentials(text: string, report: Report): void {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const from = at + 3
    for (let i = from; i < from + 300 && i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 64) {
        if (i > from) report(FIELD, 'url-credentials', from, i)
        break
      }
      if (code === 47 || code === 63 || code === 35 || isBlank(code) || code === 34 || code === 60) break
    }
  }
}

const CREDENTIAL_END = /[A-Za-z0-9\-._~+/]{0,4096}={0,2}/y

/** The credential behind a word like `Bearer` or `Basic` (RFC 6750, RFC 7617) that ends at `from`. */
export function findAuthorization(text: string, from: number, report: Report): void {
  let start = from
  while (start < from + 3 && isBlank(text.charCodeAt(start))) start++
  if (start === from) return
  CREDENTIAL_END.lastIndex = start
  const value = CREDENTIAL_END.exec(text)![0]
  if (value.length >= 16 && (/\d/.test(value) || /[A-Z]/.test(value))) report(FIELD, 'authorization', start, start + value.length)
}

/** A name that may be a secret's; the names' own table decides. One look at the text spares the rest its cost. */
const MAYBE = /pass|pwd|token|secret|key|auth|cook|cred|jwt|otp|bearer|wort|csrf|xsrf|sess|code|pin|sid|contras|link/i
const NO_VALUE =
  /^(?:true|false|null|undefined|none|nil|yes|no|on|off|\d{1,3}|\W*|\[?(?:filtered|redacted|masked|removed|hidden)\]?|x{3,}|string|number|boolean|object)$/i
const LONGEST_NAME = 64

/** `token=…`, `"password": "…"`, `api_key: …`: a value assigned to a name that says secret. */
export function findAssigned(text: string, report: Report): void {
  if (!MAYBE.test(text)) return
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== 61 && code !== 58) continue
    let nameEnd = i
    while (nameEnd > from && isAroundName(text.charCodeAt(nameEnd - 1)) && nameEnd > i - 3) nameEnd--
    let nameStart = nameEnd
    while (nameStart > from && nameStart > nameEnd - LONGEST_NAME && isName(text.charCodeAt(nameStart - 1))) nameStart--
    const name = text.slice(nameStart, nameEnd)
    if (name.length < 2 || !MAYBE.test(name) || fieldOfName(name)?.field !== FIELD) continue
    const [start, end] = valueAfter(text, i + 1, code === 58)
    from = i + 1
    if (end - start < 3 || NO_VALUE.test(text.slice(start, Math.min(end, start + 40)))) continue
    report(FIELD, 'assigned-secret', start, end)
    from = end
    i = end - 1
  }
}

const isName = (code: number): boolean => isToken(code) || code === 36 || code === 46 || code === 91 || code === 93
const isAroundName = (code: number): boolean => isBlank(code) || code === 34 || code === 39

/** The value behind `=` or `:`: within quotes up to the closing one, else up to a separator. */
function valueAfter(text: string, from: number, colon: boolean): readonly [number, number] {
  let start = from
  while (start < from + 3 && (isBlank(text.charCodeAt(start)) || text.charCodeAt(start) === 61 || text.charCodeAt(start) === 62)) start++
  const scheme = /^(?:bearer|basic|token) {1,2}/i.exec(text.slice(start, start + 9))
  if (scheme) start += scheme[0].length
  const quote = text.charCodeAt(start)
  if (quote === 34 || quote === 39) {
    let end = start + 1
    while (end < text.length && text.charCodeAt(end) !== quote) end += text.charCodeAt(end) === 92 ? 2 : 1
    return [start + 1, Math.min(end, text.length)]
  }
  let end = start
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (isBlank(code) || code === 38 || code === 59 || code === 34 || code === 39 || code === 60 || code === 62 || code === 35) break
    if (code === 44 || code === 125 || code === 41 || code === 93) break
  }
  // `//` after a colon is a URL, not a value.
  if (colon && text.charCodeAt(start) === 47 && text.charCodeAt(start + 1) === 47) return [start, start]
  return [start, end]
}

/** Runs shorter than this are more often ids than keys. */
const RANDOM_LEAST = 32
const RANDOM_MOST = 1024

/** Random-looking runs: upper, lower and digits, changing between them often, with high entropy. */
export function findRandom(text: string, report: Report): void {
  for (let i = 0; i < text.length; i++) {
    if (!isRandomChar(text.charCodeAt(i))) continue
    const start = i
    while (isRandomChar(text.charCodeAt(i))) i++
    if (i - start >= RANDOM_LEAST && i - start <= RANDOM_MOST && isRandom(text, start, i)) report(FIELD, 'random-secret', start, i)
  }
}

const isRandomChar = (code: number): boolean => isToken(code) || code === 43 || code === 47

function isRandom(text: string, start: number, end: number): boolean {
  const counts = new Map<number, number>()
  let upper = 0
  let lower = 0
  let digits = 0
  let other = 0
  let changes = 0
  let last = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    counts.set(code, (counts.get(code) ?? 0) + 1)
    const kind = classOf(code) & ALNUM
    if (kind === UPPER) upper++
    else if (kind === LOWER) lower++
    else if (kind === DIGIT) digits++
    else other++
    if (kind !== last) changes++
    last = kind
  }
  const size = end - start
  if (upper < 3 || lower < 3 || digits < 2 || digits < size / 12 || other > size / 6 || changes < size * 0.4) return false
  let entropy = 0
  for (const count of counts.values()) entropy -= (count / size) * Math.log2(count / size)
  // Base64 of a readable text is that text (clean.ts looks inside) and no secret of its own.
  return entropy >= 4 && base64Of(text.slice(start, end)) === null
}
