// The parts of a text that are texts of their own in another encoding, with the way back: JSON literals, base64, compressed streams, escaped JSON.
// clean.ts works inside them and puts them back in the same encoding.
import { base64Again, base64Of, isBase64Char, utf8 } from './base64.ts'
import { type Compression, compress, compressionOf, expand } from './compression.ts'
import { unescaped } from './escapes.ts'
import { skipSpace, walkJson } from './json-walk.ts'

/** A text inside a text. `inner` null: what is inside cannot be read within the limits, and `why` says so. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly inner: string | null
  /** The text to put at its place, from what `inner` has become. */
  readonly close: (inner: string) => string
  readonly why?: string
  /** In JSON: the property's path, for what its name says. */
  readonly path?: string
  readonly bare?: boolean
}

/** Whether a text is JSON as a whole (one value or several), and its literals; null where it is none. Numbers are pieces of their own (`bare`). */
export function jsonPieces(text: string): Piece[] | null {
  let at = skipSpace(text, 0)
  const first = text[at]
  if (first !== '{' && first !== '[' && first !== '"') return null
  const pieces: Piece[] = []
  while (at < text.length) {
    const walked = walkJson(text, at, '', (piece) => {
      if (piece.kind === 'string' || piece.kind === 'key') {
        pieces.push({
          start: piece.start,
          end: piece.end,
          inner: piece.text,
          close: JSON.stringify,
          ...(piece.kind === 'string' ? { path: piece.path } : {}),
        })
      } else if (piece.kind === 'number') {
        pieces.push({ start: piece.start, end: piece.end, inner: piece.text, close: JSON.stringify, path: piece.path, bare: true })
      }
      return true
    })
    if (walked.broken !== null) return null
    const next = skipSpace(text, walked.end)
    if (next === at) return null
    at = next
  }
  return pieces
}

/** Texts inside `text` that is no JSON itself: a compressed stream as Latin-1, base64, percent-encoded JSON or base64. In order, not overlapping. */
export function wrappedPieces(text: string): Piece[] {
  if (text.length < 8) return []
  const whole = latin1Stream(text)
  if (whole) return [whole]
  const pieces: Piece[] = []
  for (let i = 0; i < text.length; i++) {
    if (!isTokenChar(text.charCodeAt(i))) continue
    const start = i
    let percent = false
    while (i < text.length && isTokenChar(text.charCodeAt(i))) {
      if (text.charCodeAt(i) === 37) percent = true
      i++
    }
    if (i - start >= 8) token(text, start, i, percent, pieces)
  }
  return pieces
}

const isTokenChar = (code: number): boolean => isBase64Char(code) || code === 37 || code === 46 || code === 126 || code === 61

/** A run without blanks and separators: as a whole, then in the parts that `=`, `.` and `/` make. */
function token(text: string, start: number, end: number, percent: boolean, pieces: Piece[]): void {
  if (percent) {
    // `data=%7B…`: the value begins behind the name.
    const equals = text.lastIndexOf('=', end - 1)
    const from = equals > start && equals < end - 2 ? equals + 1 : start
    const raw = text.slice(from, end)
    const plain = unescaped(raw)?.text
    if (plain !== undefined && plain !== raw && wraps(plain)) {
      pieces.push({ start: from, end, inner: plain, close: (inner) => encodeURIComponent(inner.toWellFormed()) })
      return
    }
  }
  if (end - start < 16) return
  let part = start
  for (let i = start; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : 0
    if (i < end && isBase64Char(code)) continue
    let stop = i
    while (stop < end && stop < i + 2 && text.charCodeAt(stop) === 61) stop++
    if (i - part >= 8) base64Piece(text, part, stop, pieces)
    part = Math.max(i + 1, stop)
    i = part - 1
  }
}

function base64Piece(text: string, start: number, end: number, pieces: Piece[]): void {
  const raw = text.slice(start, end)
  const coded = base64Of(raw)
  if (coded) {
    pieces.push(bytesPiece(start, end, coded.bytes, (bytes) => base64Again(bytes, coded)))
    return
  }
  if (!raw.includes('/')) return
  let at = start
  for (const part of raw.split('/')) {
    const inner = part.length >= 16 ? base64Of(part) : null
    if (inner) pieces.push(bytesPiece(at, at + part.length, inner.bytes, (bytes) => base64Again(bytes, inner)))
    at += part.length + 1
  }
}

function latin1Stream(text: string): Piece | null {
  const first = text.charCodeAt(0)
  if (first !== 0x1f && first !== 0x78 && first !== 0x28) return null
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return null
  const bytes = Buffer.from(text, 'latin1')
  return compressionOf(bytes) ? bytesPiece(0, text.length, bytes, (out) => out.toString('latin1')) : null
}

/** Bytes that are text, or a compressed stream of text. */
function bytesPiece(start: number, end: number, bytes: Buffer, write: (bytes: Buffer) => string): Piece {
  const how = compressionOf(bytes)
  if (how === null) return { start, end, inner: utf8(bytes), close: (inner) => write(Buffer.from(inner)) }
  const got = expand(bytes, how)
  if ('stopped' in got) return { start, end, inner: got.stopped === 'broken' ? '' : null, close: (inner) => inner, why: 'too-large' }
  const text = utf8(got.bytes)
  const close = (inner: string): string => write(compress(Buffer.from(inner, text === null ? 'latin1' : 'utf8'), how as Compression))
  return { start, end, inner: text ?? got.bytes.toString('latin1'), close }
}

/** Begins like JSON or a stream, or is base64 as a whole. */
function wraps(text: string): boolean {
  const first = text.charCodeAt(skipSpace(text, 0))
  return first === 123 || first === 91 || first === 0x1f || base64Of(text) !== null
}
