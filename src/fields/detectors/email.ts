// E-mail addresses (RFC 5321 and 6531 as people use them): from each `@` outwards, so that text without one costs nothing.
import { classOf, isAlnum, isWord, LETTER } from '../characters.ts'
import type { Report } from '../found.ts'

/** Longer than RFC 5321 allows (64), because what is cut off would stay behind. */
const MAX_LOCAL = 256
const MAX_DOMAIN = 255
/** `logo@2x.png`, `react@18.js`: a file, not a host. */
const FILE_ENDINGS: ReadonlySet<string> = new Set(
  'png jpg jpeg gif svg webp avif ico css js mjs cjs ts tsx jsx json map woff woff2 ttf html'.split(' '),
)

/** `.`, `_`, `+`, `-`, `'`, and letters and digits of any script. The rest of RFC 5322's atext separates values in URLs and JSON. */
function isLocal(code: number): boolean {
  return isWord(code) || code === 46 || code === 95 || code === 43 || code === 45 || code === 39
}

export function findEmails(text: string, report: Report): void {
  let from = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const end = domainEnd(text, at + 1)
    if (end < 0) continue
    let start = at
    const floor = Math.max(from, at - MAX_LOCAL)
    if (text.charCodeAt(at - 1) === 34) start = quotedStart(text, at, floor)
    else while (start > floor && isLocal(text.charCodeAt(start - 1))) start--
    while (start < at && !isWord(text.charCodeAt(start)) && text.charCodeAt(start) !== 34) start++
    if (start === at || (text.charCodeAt(end) === 58 && text.slice(start, at) === 'git')) continue
    report('user.contact.email', 'email', start, end)
    from = end
  }
}

/** `"ada lovelace"@example.com`: where the opening quote stands; `at` where there is none. */
function quotedStart(text: string, at: number, floor: number): number {
  for (let i = at - 2; i >= floor && i > at - 70; i--) if (text.charCodeAt(i) === 34) return i
  return at
}

/** Where the host name that begins at `from` ends; -1 where it is none: at least two labels, the last of two or more letters (or punycode). */
function domainEnd(text: string, from: number): number {
  let end = from
  let label = from
  let labels = 0
  let good = -1
  for (; end <= text.length && end - from <= MAX_DOMAIN; end++) {
    const code = text.charCodeAt(end)
    if (code === 45 || isWord(code)) continue
    const size = end - label
    if (size === 0 || size > 63) break
    labels++
    if (labels > 1 && isTop(text, label, end)) good = end
    if (code !== 46) break
    label = end + 1
  }
  return good
}

function isTop(text: string, start: number, end: number): boolean {
  while (end > start && text.charCodeAt(end - 1) === 45) end--
  if (end - start < 2) return false
  if (text.startsWith('xn--', start)) return true
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code < 128 ? (classOf(code) & LETTER) === 0 : !isWord(code)) return false
  }
  return !FILE_ENDINGS.has(text.slice(start, end).toLowerCase()) || isAlnum(text.charCodeAt(end)) === true
}
