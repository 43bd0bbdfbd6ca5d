// The parts of a text that are texts of their own in another encoding, with the way back: JSON literals, base64, compressed streams, escaped JSON.
// clean.ts works inside them and puts them back in the same encoding.

import { base64Again, base64Of, utf8 } from './base64.ts'
import { ALNUM, BASE64, classOf } from './characters.ts'
import { compress, compressionOf, expand } from './compression.ts'
import { unescapedOnce } from './escapes.ts'
import { skipSpace, walkJson } from './json-walk.ts'

/** A text inside a text. `inner` null: what is inside cannot be read within the limits, and `why` says so. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly inner: string | null
  /** The text to put at its place, from what `inner` has become. */
  readonly close: (inner: string) => string
  /** In JSON: the property's path, for what its name says. */
  readonly path?: string
  readonly bare?: boolean
  /** In no other encoding than the text around it. */
  readonly same?: boolean
  /** Bytes that a compressed stream took. */
  readonly used?: number
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

const JSON_HEAD = /[{[]\s{0,4}["{[]/g
/** So many beginnings are tried that turn out to be no JSON; each costs a look at the rest. */
const MOST_BROKEN = 16

/** JSON values that stand in a text which is none as a whole, as log lines have them. */
export function embeddedJson(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let broken = 0
  JSON_HEAD.lastIndex = 0
  for (let match = JSON_HEAD.exec(text); match && broken < MOST_BROKEN; match = JSON_HEAD.exec(text)) {
    const start = match.index
    const walked = walkJson(text, start, '', () => true)
    if (walked.broken === null)
      pieces.push({ start, end: walked.end, inner: text.slice(start, walked.end), close: (inner) => inner, same: true })
    else broken++
    JSON_HEAD.lastIndex = walked.broken === null ? walked.end : start + 1
  }
  return pieces
}

/** A shorter run holds no text worth taking apart; KnownValues finds known values in shorter base64. */
export const LEAST_PIECE = 8

/** Base64 that stands in a text without escapes. In order, not overlapping. */
export function base64Pieces(text: string): Piece[] {
  const pieces: Piece[] = []
  for (let i = 0; i < text.length; i++) {
    const start = i
    while ((classOf(text.charCodeAt(i)) & BASE64) !== 0) i++
    if (i - start < LEAST_PIECE) continue
    let end = i
    while (end < i + 2 && text.charCodeAt(end) === 61) end++
    base64Piece(text, start, end, pieces)
    i = end - 1
  }
  return pieces
}

/** Percent-encoded JSON that stands as a value in a text: `context=%7B…%7D`. Other escaped text is seen through where it stands. */
export function percentPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  for (let i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i)) {
    const start = i
    while (i < text.length && isPercentChar(text.charCodeAt(i))) i++
    const raw = text.slice(start, i)
    const plain = /^%(?:7b|5b|22)/i.test(raw) ? unescapedOnce(raw)?.text : undefined
    if (plain !== undefined && isJsonLike(plain))
      pieces.push({ start, end: i, inner: plain, close: (inner) => encodeURIComponent(inner.toWellFormed()) })
  }
  return pieces
}

/** What encodeURIComponent leaves as it is, and `%`. */
const isPercentChar = (code: number): boolean =>
  (classOf(code) & ALNUM) !== 0 ||
  code === 37 ||
  code === 45 ||
  code === 95 ||
  code === 46 ||
  code === 33 ||
  code === 126 ||
  (code >= 39 && code <= 43)

function base64Piece(text: string, start: number, end: number, pieces: Piece[]): void {
  const raw = text.slice(start, end)
  const coded = base64Of(raw, LEAST_PIECE, true)
  if (coded) {
    pieces.push(bytesPiece(start, end, coded.bytes, (bytes) => base64Again(bytes, coded)))
    return
  }
  if (!raw.includes('/')) return
  let at = start
  for (const part of raw.split('/')) {
    const inner = part.length >= LEAST_PIECE ? base64Of(part, LEAST_PIECE, true) : null
    if (inner) pieces.push(bytesPiece(at, at + part.length, inner.bytes, (bytes) => base64Again(bytes, inner)))
    at += part.length + 1
  }
}

const STREAM_HEAD = /\x1f\x8b\x08|x[\x01\x9c\xda]|\(\xb5\/\xfd/g

/** Compressed streams whose bytes were taken for Latin-1 characters, wherever they stand in a text; each tells itself where it ends. */
export function streamPieces(text: string): readonly Piece[] {
  STREAM_HEAD.lastIndex = 0
  if (!STREAM_HEAD.test(text)) return []
  const pieces: Piece[] = []
  STREAM_HEAD.lastIndex = 0
  let tried = 0
  for (let match = STREAM_HEAD.exec(text); match && tried < MOST_STREAMS; match = STREAM_HEAD.exec(text)) {
    tried++
    const start = match.index
    let end = start
    while (end < text.length && text.charCodeAt(end) < 256) end++
    const piece = bytesPiece(start, end, Buffer.from(text.slice(start, end), 'latin1'), (out) => out.toString('latin1'))
    if (piece.inner !== null && piece.used === undefined) continue
    const stop = Math.min(end, start + (piece.used ?? end))
    pieces.push({ ...piece, end: stop })
    STREAM_HEAD.lastIndex = stop
  }
  return pieces
}

/** So many beginnings of streams are tried in one text; each costs a look at the rest. */
const MOST_STREAMS = 32

/** Bytes that are text, or a compressed stream of text; `inner` '' where they are neither. */
function bytesPiece(start: number, end: number, bytes: Buffer, write: (bytes: Buffer) => string): Piece {
  const how = compressionOf(bytes)
  const got = how ? expand(bytes, how) : null
  if (got && how && 'bytes' in got) {
    const text = utf8(got.bytes)
    const close = (inner: string): string => write(compress(Buffer.from(inner, text === null ? 'latin1' : 'utf8'), how))
    return { start, end, used: got.used, inner: text ?? got.bytes.toString('latin1'), close }
  }
  if (got && 'stopped' in got && got.stopped === 'too large') return { start, end, inner: null, close: (inner) => inner }
  return { start, end, inner: utf8(bytes) ?? '', close: (inner) => write(Buffer.from(inner)) }
}

function isJsonLike(text: string): boolean {
  const first = text.charCodeAt(0)
  return first === 123 || first === 91 || first === 34
}
