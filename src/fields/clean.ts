// Takes personal values and secrets out of a text, also inside the encodings that stand in it, and writes those again, so that the result is as
// valid as the text was. The caller says what takes a value's place.
import { LIMITS } from '../core/limits.ts'
import type { Field } from '../core/words.ts'
import { type Signs, signsOf } from './characters.ts'
import { detect, detectSeen } from './detect.ts'
import { escapedLike, type Plain, ROUNDS, unescaped, unescapedOnce } from './escapes.ts'
import { type Found, settle } from './found.ts'
import type { KnownValues } from './known.ts'
import { fieldOfName } from './names.ts'
import { base64Pieces, embeddedJson, jsonPieces, LEAST_PIECE, type Piece, percentPieces, streamPieces } from './pieces.ts'
import type { Seen } from './seen.ts'
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
  return apply(text, editsOf(text, { known, replace }, OUTSIDE))
}

interface Tools {
  readonly known: KnownValues | null
  readonly replace: Replace
}

/** How far inside a text stands: encodings around it, JSON strings around it, and layers of escapes undone since the last of either. */
interface Level {
  readonly encodings: number
  readonly strings: number
  readonly escapes: number
}

const OUTSIDE: Level = { encodings: 0, strings: 0, escapes: 0 }
/** JSON in strings of JSON in strings … is undone this often; every round costs a look at all that is left. */
const MOST_STRINGS = 24

function editsOf(text: string, tools: Tools, level: Level): readonly Edit[] {
  if (text.length < 2) return NONE
  const first = text.charCodeAt(0)
  if (first === 123 || first === 91 || first === 34 || first <= 32) {
    const literals = jsonPieces(text)
    if (literals) return literals.flatMap((piece) => jsonEdit(piece, tools, level))
  }
  const signs = signsOf(text)
  if (signs.binary || signs.brackets) {
    const pieces = ownTexts(text, signs)
    if (pieces.length > 0) return around(pieces, text, null, (rest) => editsOf(rest, tools, level), tools, level)
  }
  if (signs.coded && level.escapes < ROUNDS) {
    const plain = unescapedOnce(text)
    if (plain) return escapedEdits(text, plain, tools, level)
  }
  const pieces = signs.base64 >= LEAST_PIECE ? base64Pieces(text) : NO_PIECES
  return together(text, pieces, findings(text, signs, tools.known), tools, level)
}

/** Streams and JSON values in a text. What begins first holds what begins within it: JSON in a stream's stored bytes, a stream in a JSON string. */
function ownTexts(text: string, signs: Signs): readonly Piece[] {
  // JSON that is the whole text would have been taken as that before.
  const values = signs.brackets ? embeddedJson(text).filter((piece) => piece.end - piece.start < text.length) : NO_PIECES
  const streams = signs.binary ? streamPieces(text) : NO_PIECES
  if (values.length === 0 || streams.length === 0) return values.length === 0 ? streams : values
  const out: Piece[] = []
  for (const piece of [...values, ...streams].sort((a, b) => a.start - b.start)) if (piece.start >= (out.at(-1)?.end ?? 0)) out.push(piece)
  return out
}

/** Edits of the text behind one layer of escapes, brought to their places in `text` and written with escapes again. */
function escapedEdits(text: string, plain: Plain, tools: Tools, level: Level): readonly Edit[] {
  const { at } = plain
  return around(
    percentPieces(text),
    plain.text,
    at,
    (rest) =>
      editsOf(rest, tools, { ...level, escapes: level.escapes + 1 }).map((edit) => {
        const [start, end] = [at[edit.start]!, at[edit.end]!]
        return { start, end, text: escapedLike(text.slice(start, end), edit.text) }
      }),
    tools,
    level,
  )
}

/** Edits inside `pieces`, and those of the rest of the text, which sees blanks in their place. `at`: places of `text` in which pieces are told. */
function around(
  pieces: readonly Piece[],
  text: string,
  at: Uint32Array | null,
  rest: (text: string) => readonly Edit[],
  tools: Tools,
  level: Level,
): readonly Edit[] {
  if (pieces.length === 0) return rest(text)
  let blanked = ''
  let next = 0
  for (let i = 0; i < text.length; i++) {
    const place = at ? at[i]! : i
    while (next < pieces.length && place >= pieces[next]!.end) next++
    blanked += next < pieces.length && place >= pieces[next]!.start ? ' ' : text[i]
  }
  return [...rest(blanked), ...pieces.flatMap((piece) => pieceEdit(piece, tools, level))].sort((a, b) => a.start - b.start)
}

const NO_PIECES: readonly Piece[] = []
const NONE: readonly Edit[] = []

function findings(text: string, signs: Signs, known: KnownValues | null): Found[] {
  // After the last layer escapes may be left; longer texts are looked at in pieces. Both are detect's own business.
  if (signs.coded || text.length > LIMITS.detectText) return settle([...(known?.find(text) ?? []), ...detect(text)])
  const ready: Seen = { text, signs, at: null }
  const detected = detectSeen(ready)
  const own = known?.findSeen(ready) ?? []
  return own.length === 0 ? detected : detected.length === 0 ? own : settle([...own, ...detected])
}

function jsonEdit(piece: Piece, tools: Tools, level: Level): readonly Edit[] {
  const inner = piece.inner ?? ''
  if (inner === '' || (piece.bare && inner.length < 3)) return NONE
  const named = piece.path === undefined ? null : fieldOfName(piece.path)
  const next =
    named?.confidence === 'certain' && BY_NAME.some((key) => covers(key, named.field))
      ? tools.replace({ field: named.field, start: piece.start, end: piece.end, what: 'named' }, inner)
      : level.strings < MOST_STRINGS
        ? apply(inner, editsOf(inner, tools, { encodings: level.encodings, strings: level.strings + 1, escapes: 0 }))
        : tools.replace({ field: 'user', start: piece.start, end: piece.end, what: 'too-deep' }, inner)
  return next === inner ? NONE : [{ start: piece.start, end: piece.end, text: JSON.stringify(next) }]
}

/** Kinds that say "this is encoded and suspicious": what can be decoded is judged by its inside instead. */
const GUESSES: ReadonlySet<string> = new Set(['random-secret', 'base64'])

/** Edits for findings and for pieces. A finding that holds a piece or crosses its border wins over it; one inside a piece is left to the piece. */
function together(text: string, pieces: readonly Piece[], found: readonly Found[], tools: Tools, level: Level): readonly Edit[] {
  if (pieces.length === 0 && found.length === 0) return NONE
  const out: Edit[] = []
  let next = 0
  const take = (f: Found): void => {
    const raw = text.slice(f.start, f.end)
    const original = unescaped(raw)?.text ?? raw
    const replacement = tools.replace(f, original)
    if (replacement !== original) out.push({ start: f.start, end: f.end, text: escapedLike(raw, replacement) })
  }
  for (const piece of pieces) {
    while (next < found.length && found[next]!.end <= piece.start) take(found[next++]!)
    let wins = false
    while (next < found.length && found[next]!.start < piece.end) {
      const f = found[next]!
      const inside = f.start >= piece.start && f.end <= piece.end
      const same = f.start === piece.start && f.end === piece.end
      if (!GUESSES.has(f.what) && (!inside || same)) {
        wins = true
        break
      }
      next++
    }
    if (!wins) out.push(...pieceEdit(piece, tools, level))
  }
  while (next < found.length) take(found[next++]!)
  return out
}

function pieceEdit(piece: Piece, tools: Tools, level: Level): readonly Edit[] {
  const deep = piece.same ? level.strings >= MOST_STRINGS : level.encodings >= LIMITS.decodeDepth
  if (piece.inner === null || deep) {
    const what = piece.inner === null ? 'too-large' : 'too-deep'
    return [{ start: piece.start, end: piece.end, text: tools.replace({ field: 'user', start: piece.start, end: piece.end, what }, '') }]
  }
  const [encodings, strings] = piece.same ? [level.encodings, level.strings + 1] : [level.encodings + 1, level.strings]
  const edits = editsOf(piece.inner, tools, { encodings, strings, escapes: 0 })
  return edits.length === 0 ? NONE : [{ start: piece.start, end: piece.end, text: piece.close(apply(piece.inner, edits)) }]
}

function apply(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text
  let out = ''
  let at = 0
  for (const edit of edits) {
    // A finding that reaches over a piece has dealt with it.
    if (edit.start < at) continue
    out += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return out + text.slice(at)
}
