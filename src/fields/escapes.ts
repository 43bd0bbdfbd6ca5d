// Characters written as escapes – percent (RFC 3986), `\u0041` (JSON, JavaScript), `&#65;` (HTML) – as one plain text with a map back, so that
// a value is found in any of them and replaced in place, in the same spelling.
import { LIMITS } from '../core/limits.ts'
import { classOf, HEX } from './characters.ts'

/** A text with its escapes undone. `at[i]`: where character i of `text` began in the original; one entry more than characters. */
export interface Plain {
  readonly text: string
  readonly at: Uint32Array
}

/** Escapes of escapes of different kinds that are undone; percent of percent (`%252540`) is undone at once, however often. */
export const ROUNDS = LIMITS.decodeDepth + 2
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

/** Undoes escapes until none is left, at most a few times; null where there is none. Linear; malformed escapes stay as they are. */
export function unescaped(text: string): Plain | null {
  let plain: Plain | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const next = unescapedOnce(plain?.text ?? text, true)
    if (!next) break
    if (plain) for (let i = 0; i < next.at.length; i++) next.at[i] = plain.at[next.at[i]!]!
    plain = next
  }
  return plain
}

/** Undoes one layer of escapes; null where there is none. `whole`: percent signs that were escaped themselves, `%252541`, are undone to the end. */
export function unescapedOnce(text: string, whole = false): Plain | null {
  let got: Got | null = null
  let i = 0
  while (i < text.length && !(got = escapeAt(text, i, whole))) i++
  if (!got) return null
  const at = new Uint32Array(text.length + 1)
  let out = ''
  let length = 0
  let from = 0
  while (i < text.length) {
    got ??= escapeAt(text, i, whole)
    if (!got) {
      i++
      continue
    }
    out += text.slice(from, i) + got.text
    while (from < i) at[length++] = from++
    for (let k = 0; k < got.text.length; k++) at[length++] = i
    i += got.length
    from = i
    got = null
  }
  out += text.slice(from)
  while (from <= text.length) at[length++] = from++
  return { text: out, at: at.subarray(0, length) }
}

function escapeAt(text: string, i: number, whole: boolean): Got | null {
  const code = text.charCodeAt(i)
  return code === 37 ? percent(text, i, whole) : code === 92 ? backslash(text, i) : code === 38 ? entity(text, i) : null
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
function percent(text: string, i: number, whole: boolean): Got | null {
  if ((text.charCodeAt(i + 1) | 32) === 117) {
    const code = hex(text, i + 2, 4)
    return code < 0 ? null : { text: String.fromCharCode(code), length: 6 }
  }
  const first = byteAt(text, i, whole)
  if (first.value < 0) return null
  const more = first.value < 0xc2 ? 0 : first.value < 0xe0 ? 1 : first.value < 0xf0 ? 2 : first.value < 0xf5 ? 3 : 0
  let point = more === 0 ? first.value : first.value & (0x3f >> more)
  let length = first.length
  for (let k = 1; k <= more; k++) {
    const next = text.charCodeAt(i + length) === 37 ? byteAt(text, i + length, whole) : null
    if (!next || next.value < 0x80 || next.value > 0xbf) return { text: String.fromCharCode(first.value), length: first.length }
    point = (point << 6) | (next.value & 0x3f)
    length += next.length
  }
  if (point > 0x10ffff) return { text: String.fromCharCode(first.value), length: first.length }
  return { text: String.fromCodePoint(point), length }
}

/** The byte that `%` and two hexadecimal digits at `i` mean, `%25`s before them taken off where `whole` says so. */
function byteAt(text: string, i: number, whole: boolean): { readonly value: number; readonly length: number } {
  let from = i + 1
  while (whole && text.startsWith('25', from) && hex(text, from + 2, 2) >= 0) from += 2
  return { value: hex(text, from, 2), length: from + 2 - i }
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
    return point > 0x10ffff ? null : { text: String.fromCodePoint(point), length: end + 1 - i }
  }
  const named = Object.hasOwn(NAMED, body) ? NAMED[body] : undefined
  return named === undefined ? null : { text: named, length: end + 1 - i }
}

/** `replacement` in the spelling of `raw`, the piece of the original that it takes the place of: percent, JSON or HTML escapes where that had some. */
export function escapedLike(raw: string, replacement: string): string {
  let out = replacement
  if (raw.includes('\\')) out = JSON.stringify(out).slice(1, -1)
  // All but plain characters, because the place may be inside a JSON string as well.
  if (/&[#a-zA-Z]/.test(raw)) out = out.replace(/[^\p{L}\p{N} .,:;@_+/=-]/gu, (c) => `&#${c.codePointAt(0)};`)
  if (/%[0-9a-fA-F]{2}/.test(raw)) out = encodeURIComponent(out.toWellFormed())
  return out
}
