// Takes a message apart down to its values, through whatever encodings a sender wrapped around them: what a vendor can read, Cordon must read.
// Formats are recognised by how they look, never by a header, and everything is bounded: hostile input gives fewer leaves, not an error.
import { LIMITS } from '../core/limits.ts'
import { base64Of, utf8 } from './base64.ts'
import { type Compression, compressionOf, expand } from './compression.ts'
import { detect } from './detect.ts'
import { unescaped } from './escapes.ts'
import { below, skipSpace, type Walked, walkJson } from './json-walk.ts'
import { multipartOf } from './multipart.ts'

/** One value. */
export interface Leaf {
  /** Where it stands: `a.b[].c`, array indexes and lines as `[]`, '' for the whole. A key that itself is a personal value is written `*`. */
  readonly path: string
  readonly text: string
  /** What was undone on the way, outermost first: `gzip`, `form`, `base64`, `json`, … A step `stopped: …` says why it went no further. */
  readonly steps: readonly string[]
}

/** What is known besides the bytes; only Brotli, which has no magic number, is tried earlier for it. */
export interface Hint {
  readonly contentEncoding?: string
}

/** Undoes every encoding around the values of `input`. Never throws; bounded by LIMITS (depth, expanded size, leaves). */
export function unwrap(input: Uint8Array | string, hint: Hint = {}): Leaf[] {
  const work: Work = { leaves: [], budget: LIMITS.expandedBody }
  if (typeof input === 'string') readText(work, input, '', [], 0)
  else if (hint.contentEncoding === 'br' && compressionOf(input) === null && stream(work, input, 'br', '', [], 0)) return work.leaves
  else readBytes(work, input, '', [], 0)
  return work.leaves
}

interface Work {
  readonly leaves: Leaf[]
  /** Bytes that compressed streams may still become, all together. */
  budget: number
}

function leaf(work: Work, path: string, text: string, steps: readonly string[]): boolean {
  if (work.leaves.length >= LIMITS.leaves) return false
  work.leaves.push({ path, text, steps })
  return work.leaves.length < LIMITS.leaves
}

function readBytes(work: Work, bytes: Uint8Array, path: string, steps: readonly string[], depth: number): void {
  if (bytes.length === 0) return
  if (depth > LIMITS.decodeDepth) {
    leaf(work, path, '', [...steps, 'stopped: encodings nested too deeply'])
    return
  }
  const compressed = compressionOf(bytes)
  if (compressed && stream(work, bytes, compressed, path, steps, depth)) return
  const parts = multipartOf(bytes)
  if (parts) {
    for (const part of parts) readBytes(work, part.body, below(path, part.name), [...steps, 'multipart'], depth + 1)
    return
  }
  const text = utf16(bytes) ?? utf8(bytes)
  if (text !== null && !isBinary(text)) {
    readText(work, text, path, steps, depth)
    return
  }
  if (mixed(work, bytes, path, steps, depth)) return
  for (const how of ['br', 'deflate'] as const) {
    const got = expand(bytes, how, Math.min(work.budget, LIMITS.expandedFree))
    const inner = 'bytes' in got && got.bytes.length > 0 ? utf8(got.bytes) : null
    if (inner !== null && !isBinary(inner)) {
      readText(work, inner, path, [...steps, how], depth + 1)
      return
    }
  }
  strings(work, bytes, path, steps)
}

/** Undoes one compressed stream; false where the bytes are none after all. */
function stream(work: Work, bytes: Uint8Array, how: Compression, path: string, steps: readonly string[], depth: number): boolean {
  const got = expand(bytes, how, Math.min(work.budget, Math.max(LIMITS.expandedFree, bytes.length * LIMITS.expansionRatio)))
  if ('stopped' in got) {
    if (got.stopped === 'broken') return false
    leaf(work, path, '', [...steps, how, 'stopped: expands beyond the limit'])
    return true
  }
  work.budget -= got.bytes.length
  readBytes(work, got.bytes, path, [...steps, how], depth + 1)
  return true
}

function utf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.subarray(2)).toString('utf16le')
  return null
}

const isBinary = (text: string): boolean => /[\x00-\x08\x0e-\x1a]/.test(text.slice(0, 512)) && !/^\s*[[{"]/.test(text.slice(0, 64))

/** JSON lines with compressed payloads between them, as session replays in envelopes are sent. False where it does not begin with JSON. */
function mixed(work: Work, bytes: Uint8Array, path: string, steps: readonly string[], depth: number): boolean {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  let at = skipSpace(latin, 0)
  if (latin[at] !== '{' && latin[at] !== '[') return false
  while (at < latin.length) {
    if (latin[at] === '{' || latin[at] === '[') {
      const walked = json(work, latin, at, `${path}[]`, [...steps, 'json lines'], depth, true)
      at = skipSpace(latin, Math.max(at + 1, walked.end))
      continue
    }
    const how = compressionOf(bytes, at)
    const got = how ? expand(bytes.subarray(at), how, Math.min(work.budget, LIMITS.expandedBody)) : null
    if (how && got && 'bytes' in got) {
      work.budget -= got.bytes.length
      readBytes(work, got.bytes, `${path}[]`, [...steps, 'json lines', how], depth + 1)
      at = skipSpace(latin, at + Math.max(1, got.used))
      continue
    }
    const line = latin.indexOf('\n', at)
    const end = line < 0 ? latin.length : line
    strings(work, bytes.subarray(at, end), `${path}[]`, [...steps, 'json lines'])
    at = skipSpace(latin, end + 1)
  }
  return true
}

/** Readable pieces of bytes of a format that is not known (protocol buffers, MessagePack): their values are still values. */
function strings(work: Work, bytes: Uint8Array, path: string, steps: readonly string[]): void {
  let start = 0
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if ((byte >= 32 && byte !== 127) || byte === 9) continue
    if (i - start >= 4) {
      const piece = bytes.subarray(start, i)
      if (!leaf(work, path, utf8(piece) ?? Buffer.from(piece).toString('latin1'), [...steps, 'readable pieces'])) return
    }
    start = i + 1
  }
}

function readText(work: Work, text: string, path: string, steps: readonly string[], depth: number): void {
  if (text === '') return
  const first = skipSpace(text, 0)
  const c = text.charCodeAt(first)
  if (depth > LIMITS.decodeDepth) {
    if (c === 123 || c === 91 || base64Of(text)) {
      leaf(work, path, text, [...steps, 'stopped: encodings nested too deeply'])
      return
    }
    leaf(work, path, text, steps)
    return
  }
  if (c === 123 || c === 91 || (c === 34 && text.length > 2)) {
    if (jsonText(work, text, first, path, steps, depth)) return
  }
  if ((c === 0x1f || c === 0x78 || c === 0x28) && text.length > 8 && isLatin1(text)) {
    const bytes = Buffer.from(text, 'latin1')
    const how = compressionOf(bytes)
    if (how && stream(work, bytes, how, path, [...steps, 'latin-1'], depth)) return
  }
  if (c === 45 && text.startsWith('--', first)) {
    const parts = multipartOf(Buffer.from(text))
    if (parts) {
      for (const part of parts) readBytes(work, part.body, below(path, part.name), [...steps, 'multipart'], depth + 1)
      return
    }
  }
  if (text.length >= 8) {
    const dataUrl = text.startsWith('data:') ? /^data:[^,]{0,100};base64,/.exec(text.slice(0, 120)) : null
    const coded = base64Of(dataUrl ? text.slice(dataUrl[0].length) : text.trim())
    if (coded) {
      readBytes(work, coded.bytes, path, [...steps, coded.reversed ? 'reversed base64' : 'base64'], depth + 1)
      return
    }
    if (text.startsWith('eyJ') && jwt(work, text, path, steps, depth)) return
  }
  if (depth === 0 || (steps.length > 0 && /^(?:gzip|zlib|br|zstd|deflate|multipart)$/.test(steps.at(-1)!))) {
    if (form(work, text, path, steps, depth)) return
  }
  if (text.includes('%')) {
    const plain = unescaped(text)?.text
    if (plain !== undefined && plain !== text && isWrapped(plain)) {
      readText(work, plain, path, [...steps, 'percent'], depth + 1)
      return
    }
  }
  leaf(work, path, text, steps)
}

/** Begins like JSON or a compressed stream, or is base64 as a whole. */
function isWrapped(text: string): boolean {
  return /^\s*[[{\x1f]/.test(text) || base64Of(text) !== null
}

function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return false
  return true
}

/** One JSON value, or several one after another (newline-delimited, envelopes): those are listed as `[]`. False where it is no JSON. */
function jsonText(work: Work, text: string, first: number, path: string, steps: readonly string[], depth: number): boolean {
  const whole = walkJson(text, first, '', () => true)
  const more = skipSpace(text, whole.end)
  if (whole.broken === null && more >= text.length) {
    // A JSON string holds a text, which may be wrapped again.
    json(work, text, first, path, [...steps, 'json'], depth, false)
    return true
  }
  const next = text[more]
  const several = whole.broken === null && (next === '{' || next === '[' || next === '"')
  if (whole.broken !== null && whole.broken !== 'cut off' && whole.broken !== 'nested too deeply' && whole.end - first < 16) return false
  if (whole.broken === null && !several) return false
  const inner = [...steps, several ? 'json lines' : 'json']
  let at = first
  let why = 'not JSON from here'
  while (at < text.length && /["[{]/.test(text[at]!)) {
    const walked = json(work, text, at, several ? `${path}[]` : path, inner, depth, false)
    at = skipSpace(text, walked.end)
    if (walked.broken === null) continue
    why = walked.broken
    // Of several values the ones on the next lines are read all the same.
    const line = several ? text.indexOf('\n', at) : -1
    if (line < 0) break
    leaf(work, path, text.slice(at, line), [...inner, `stopped: ${why}`])
    at = skipSpace(text, line)
  }
  const rest = text.slice(at)
  if (rest !== '' || why === 'cut off') leaf(work, path, rest.trim(), [...inner, `stopped: ${why}`])
  return true
}

/** Lists the values of the JSON value at `from`. `bytes`: the text is Latin-1 of UTF-8 bytes. */
function json(work: Work, text: string, from: number, path: string, steps: readonly string[], depth: number, bytes: boolean): Walked {
  const real = (value: string): string => (bytes ? Buffer.from(value, 'latin1').toString('utf8') : value)
  return walkJson(
    text,
    from,
    path,
    (piece) => {
      if (work.leaves.length >= LIMITS.leaves) return false
      if (piece.kind === 'null') return true
      const value = real(piece.text)
      if (piece.kind === 'key') return isPersonal(value) ? leaf(work, below(piece.path, '*'), value, [...steps, 'key']) : true
      if (piece.kind === 'string') readText(work, value, piece.path, steps, depth + 1)
      else leaf(work, piece.path, value, steps)
      return true
    },
    (key) => (isPersonal(real(key)) ? '*' : real(key)),
  )
}

/** A key that is a value (`{"ada@example.com": 1}`): only names with an `@` or many digits are looked at. */
function isPersonal(key: string): boolean {
  return key.length >= 5 && /@|%40|\d{3}[^a-z]*\d{3}/i.test(key) && detect(key).length > 0
}

/** The claims of a JSON Web Token, and the token itself, which is a secret. */
function jwt(work: Work, text: string, path: string, steps: readonly string[], depth: number): boolean {
  const parts = text.split('.', 4)
  if (parts.length < 2 || !/^[\w.-]+$/.test(text)) return false
  leaf(work, path, text, steps)
  for (const part of parts.slice(0, 2)) {
    const claims = utf8(Buffer.from(part, 'base64url'))
    if (claims?.startsWith('{')) readText(work, claims, path, [...steps, 'jwt'], depth + 1)
  }
  return true
}

const FORM_NAME = /^\??[^\s=&?{}<>"]{1,200}=/

/**
 * `a=b&c=d` (URL Standard, application/x-www-form-urlencoded). A `+` stays a plus where the value is JSON or base64 – Mixpanel's Node SDK
 * does not percent-encode it – and is a blank otherwise.
 */
function form(work: Work, text: string, path: string, steps: readonly string[], depth: number): boolean {
  if (!FORM_NAME.test(text.slice(0, 260)) || /[\r\n]./.test(text)) return false
  const inner = [...steps, 'form']
  for (const pair of text.replace(/^\?/, '').trimEnd().split('&', LIMITS.leaves)) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = plain(equals < 0 ? pair : pair.slice(0, equals))
    const raw = equals < 0 ? '' : pair.slice(equals + 1)
    const value = plain(raw)
    const place = below(path, isPersonal(name) ? '*' : name)
    if (isPersonal(name)) leaf(work, place, name, [...inner, 'key'])
    if (isWrapped(value)) readText(work, value, place, raw === value ? inner : [...inner, 'percent'], depth + 1)
    else if (value !== '' && !leaf(work, place, plain(raw.replaceAll('+', ' ')), inner)) return true
  }
  return true
}

const plain = (text: string): string => (text.includes('%') ? (unescapedPercent(text) ?? text) : text)

function unescapedPercent(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return unescaped(text)?.text ?? null
  }
}
