// Characters written as escapes – percent (RFC 3986), `\u0041` (JSON, JavaScript), `&#65;` (HTML) – as one plain text with a map back, so that
// a value is found in any of them and replaced in place, in the same spelling.
import { classOf, HEX } from './characters.ts'

/** A text with its escapes undone. `at[i]`: where character i of `text` began in the original; one entry more than characters. */
export interface Plain {
  readonly text: string
  readonly at: Uint32Array
}

/** Escapes of escapes (`%2540`) that are undone. */
const ROUNDS = 4
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  commat: '@',
  period: '.',
  plus: '+',
}
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', '/': '/', '\\': '\\', "'": "'" }

/** Undoes escapes until none is left, at most four times; null where there is none. Linear; malformed escapes stay as they are. */
export function unescaped(text: string): Plain | null {
  let plain: Plain | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const next = once(plain?.text ?? text)
    if (!next) break
    if (plain) {
      const at = new Uint32Array(next.at.length)
      for (let i = 0; i < at.length; i++) at[i] = plain.at[next.at[i]!]!
      plain = { text: next.text, at }
    } else plain = next
  }
  return plain
}

function once(text: string): Plain | null {
  let first = 0
  while (first < text.length && !isEscape(text, first)) first++
  if (first === text.length) return null
  const at = new Uint32Array(text.length + 1)
  let out = text.slice(0, first)
  for (let i = 0; i < first; i++) at[i] = i
  let length = first
  let changed = false
  for (let i = first; i < text.length; ) {
    const code = text.charCodeAt(i)
    const got = code === 37 ? percent(text, i) : code === 92 ? backslash(text, i) : code === 38 ? entity(text, i) : null
    if (got) {
      for (let k = 0; k < got.text.length; k++) at[length++] = i
      out += got.text
      i += got.length
      changed = true
    } else {
      at[length++] = i
      out += text[i]
      i++
    }
  }
  at[length] = text.length
  return changed ? { text: out, at: at.slice(0, length + 1) } : null
}

function isEscape(text: string, i: number): boolean {
  const code = text.charCodeAt(i)
  return code === 37 || code === 92 || code === 38
}

interface Got {
  readonly text: string
  /** Characters of the original. */
  readonly length: number
}

function hex(text: string, from: number, count: number): number {
  for (let i = from; i < from + count; i++) if ((classOf(text.charCodeAt(i)) & HEX) === 0) return -1
  return Number.parseInt(text.slice(from, from + count), 16)
}

/** `%41`, or the two to four of them that make one UTF-8 character; a byte that is not UTF-8 is read as Latin-1. `%u0041` as old JavaScript wrote it. */
function percent(text: string, i: number): Got | null {
  if ((text.charCodeAt(i + 1) | 32) === 117) {
    const code = hex(text, i + 2, 4)
    return code < 0 ? null : { text: String.fromCharCode(code), length: 6 }
  }
  const first = hex(text, i + 1, 2)
  if (first < 0) return null
  const more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0
  let point = more === 0 ? first : first & (0x3f >> more)
  for (let k = 1; k <= more; k++) {
    const next = text.charCodeAt(i + 3 * k) === 37 ? hex(text, i + 3 * k + 1, 2) : -1
    if (next < 0x80 || next > 0xbf) return { text: String.fromCharCode(first), length: 3 }
    point = (point << 6) | (next & 0x3f)
  }
  if (point > 0x10ffff) return { text: String.fromCharCode(first), length: 3 }
  return { text: String.fromCodePoint(point), length: 3 * (more + 1) }
}

function backslash(text: string, i: number): Got | null {
  const next = text[i + 1]
  if (next === undefined) return null
  if (next === 'u' || next === 'x') {
    if (text[i + 2] === '{') {
      const end = within(text, '}', i + 3, 7)
      if (next === 'x' || end < i + 4) return null
      const point = hex(text, i + 3, end - i - 3)
      return point < 0 || point > 0x10ffff ? null : { text: String.fromCodePoint(point), length: end + 1 - i }
    }
    const count = next === 'u' ? 4 : 2
    const code = hex(text, i + 2, count)
    return code < 0 ? null : { text: String.fromCharCode(code), length: 2 + count }
  }
  const simple = SIMPLE[next]
  return simple === undefined ? null : { text: simple, length: 2 }
}

/** Where `mark` stands within `reach` characters from `from`; -1 where it does not. indexOf alone would look through the whole rest each time. */
function within(text: string, mark: string, from: number, reach: number): number {
  for (let i = from; i < from + reach && i < text.length; i++) if (text[i] === mark) return i
  return -1
}

function entity(text: string, i: number): Got | null {
  const end = within(text, ';', i + 1, 12)
  if (end < i + 2) return null
  const body = text.slice(i + 1, end)
  if (body[0] === '#') {
    const isHex = (body.charCodeAt(1) | 32) === 120
    const digits = body.slice(isHex ? 2 : 1)
    if (!(isHex ? /^[0-9a-fA-F]{1,6}$/ : /^\d{1,7}$/).test(digits)) return null
    const point = Number.parseInt(digits, isHex ? 16 : 10)
    return point > 0x10ffff || point === 0 ? null : { text: String.fromCodePoint(point), length: end + 1 - i }
  }
  const named = Object.hasOwn(NAMED, body) ? NAMED[body] : undefined
  return named === undefined ? null : { text: named, length: end + 1 - i }
}

/** `replacement` in the spelling of `raw`, the piece of the original that it takes the place of: percent, JSON or HTML escapes where that had some. */
export function escapedLike(raw: string, replacement: string): string {
  let out = replacement
  if (raw.includes('\\')) out = JSON.stringify(out).slice(1, -1)
  if (/&[#a-zA-Z]/.test(raw)) out = out.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
  if (/%[0-9a-fA-F]{2}/.test(raw)) out = encodeURIComponent(out.toWellFormed())
  return out
}
