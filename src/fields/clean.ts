// Takes personal values and secrets out of a text, also inside the encodings that stand in it, and writes those again, so that the result is as
// valid as the text was. The caller says what takes a value's place.
import { LIMITS } from '../core/limits.ts'
import type { Field } from '../core/words.ts'
import { detect } from './detect.ts'
import { escapedLike, unescaped } from './escapes.ts'
import { type Found, settle } from './found.ts'
import type { KnownValues } from './known.ts'
import { fieldOfName } from './names.ts'
import { jsonPieces, type Piece, wrappedPieces } from './pieces.ts'
import { covers } from './taxonomy.ts'

/** What takes a finding's place. `found` is in positions of the text it stood in, `original` is the value with its escapes undone. */
export type Replace = (found: Found, original: string) => string

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Fields whose values a name gives away inside JSON in a string, where nobody else reads the names. */
const BY_NAME: readonly Field[] = [
  'user.contact',
  'user.name',
  'user.unique_id',
  'user.authorization',
  'user.government_id',
  'user.financial',
  'user.device.ip_address',
  'user.device.device_id',
  'user.demographic.date_of_birth',
  'user.location.precise',
]

/**
 * `text` with every finding of `detect` and of `known` replaced. A text in which nothing is found comes back as it is, byte for byte. What is
 * encoded more deeply than LIMITS allow, or expands too far, is replaced as a whole (`what` is `too-deep` or `too-large`).
 */
export function clean(text: string, known: KnownValues | null, replace: Replace): string {
  return cleanAt(text, known, replace, 0)
}

function cleanAt(text: string, known: KnownValues | null, replace: Replace, depth: number): string {
  if (text.length < 2) return text
  const first = text.charCodeAt(0)
  if (first === 123 || first === 91 || first === 34 || first <= 32) {
    const literals = jsonPieces(text)
    if (literals)
      return apply(
        text,
        literals.map((piece) => jsonEdit(piece, known, replace, depth)).filter((edit) => edit !== null),
      )
  }
  const pieces = wrappedPieces(text)
  const found = findings(text, known)
  if (pieces.length === 0 && found.length === 0) return text
  return apply(text, edits(text, pieces, found, known, replace, depth))
}

function findings(text: string, known: KnownValues | null): Found[] {
  const detected = detect(text)
  if (!known) return detected
  const own = known.find(text)
  return own.length === 0 ? detected : detected.length === 0 ? own : settle([...own, ...detected])
}

function jsonEdit(piece: Piece, known: KnownValues | null, replace: Replace, depth: number): Edit | null {
  const inner = piece.inner ?? ''
  if (inner === '' || (piece.bare && inner.length < 3)) return null
  const named = piece.path === undefined ? null : fieldOfName(piece.path)
  if (named?.confidence === 'certain' && BY_NAME.some((key) => covers(key, named.field))) {
    const next = replace({ field: named.field, start: piece.start, end: piece.end, what: 'named' }, inner)
    return next === inner ? null : { start: piece.start, end: piece.end, text: JSON.stringify(next) }
  }
  const next = cleanAt(inner, known, replace, depth + 1)
  return next === inner ? null : { start: piece.start, end: piece.end, text: JSON.stringify(next) }
}

/** Edits for findings and for pieces. A finding that holds a piece wins over it; one inside a piece is left to the piece. */
function edits(
  text: string,
  pieces: readonly Piece[],
  found: readonly Found[],
  known: KnownValues | null,
  replace: Replace,
  depth: number,
): Edit[] {
  const out: Edit[] = []
  let next = 0
  const take = (f: Found): void => {
    const raw = text.slice(f.start, f.end)
    const original = unescaped(raw)?.text ?? raw
    const replacement = replace(f, original)
    if (replacement !== original) out.push({ start: f.start, end: f.end, text: escapedLike(raw, replacement) })
  }
  for (const piece of pieces) {
    while (next < found.length && found[next]!.end <= piece.start) take(found[next++]!)
    let wins = false
    while (next < found.length && found[next]!.start < piece.end) {
      const f = found[next]!
      const holds = f.start <= piece.start && f.end >= piece.end && f.what !== 'random-secret'
      const crosses = f.start < piece.start || f.end > piece.end
      if (holds || crosses) {
        wins = true
        break
      }
      next++
    }
    if (wins) continue
    const edit = pieceEdit(piece, known, replace, depth)
    if (edit) out.push(edit)
  }
  while (next < found.length) take(found[next++]!)
  return out
}

function pieceEdit(piece: Piece, known: KnownValues | null, replace: Replace, depth: number): Edit | null {
  if (piece.inner === null || depth >= LIMITS.decodeDepth) {
    const what = piece.inner === null ? 'too-large' : 'too-deep'
    return { start: piece.start, end: piece.end, text: replace({ field: 'user', start: piece.start, end: piece.end, what }, '') }
  }
  const inner = cleanAt(piece.inner, known, replace, depth + 1)
  return inner === piece.inner ? null : { start: piece.start, end: piece.end, text: piece.close(inner) }
}

function apply(text: string, list: readonly Edit[]): string {
  if (list.length === 0) return text
  let out = ''
  let at = 0
  for (const edit of list) {
    out += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return out + text.slice(at)
}
