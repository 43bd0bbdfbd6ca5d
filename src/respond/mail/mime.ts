// MIME (RFC 2045–2047, 2183, 2231): bytes → a tree of parts, bounded in number, depth and header size. Our own because triage must be bounded and
// synchronous: with postal-mime, whose words and addresses are still read by its own parsers, half of the time went into a Blob a part (docs/reference/performance-mail.md).
import { decodeWords } from 'postal-mime'
import { LIMITS } from '../../core/limits.ts'
import type { Header, Unread } from './letter.ts'

export interface Part {
  readonly headers: readonly Header[]
  /** `text/html`, lower case. */
  readonly type: string
  readonly charset: string
  readonly name: string
  readonly attachment: boolean
  readonly parts: readonly Part[]
  /** Content with its transfer encoding undone. */
  content(): Buffer
  /** The same as text in its own character set. */
  text(): string
}

/** What is left to spend on one message, shared by all its parts. */
export interface Budget {
  parts: number
  readonly unread: Unread[]
}

/** Encoded bytes of a text part that are decoded: quoted-printable takes three for one. */
const MOST_TEXT = 4 * LIMITS.mailText

const decoders = new Map<string, TextDecoder>()

/** Reads one entity. Never throws. */
export function readPart(bytes: Buffer, budget: Budget, depth = 0, fallback = 'text/plain'): Part {
  const { headers, body } = splitHead(bytes, budget)
  const value = (key: string) => headers.find((h) => h.key === key)?.value ?? ''
  const type = value('content-type')
  const kind = (/^\s*([\w.+-]+\/[\w.+-]+)/.exec(type)?.[1] ?? fallback).toLowerCase()
  const disposition = value('content-disposition')
  const encoding = value('content-transfer-encoding').trim().toLowerCase()
  const charset = parameter(type, 'charset').toLowerCase()
  const parts: Part[] = []
  if (kind.startsWith('multipart/')) {
    const boundary = parameter(type, 'boundary')
    if (depth >= LIMITS.mailDepth) budget.unread.push({ what: 'parts', why: `nested more than ${LIMITS.mailDepth} deep` })
    else if (boundary) {
      const inside = kind === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
      for (const piece of pieces(body, boundary)) {
        if (budget.parts-- <= 0) {
          if (budget.parts === -1) budget.unread.push({ what: 'parts', why: `only the first ${LIMITS.mailParts} parts were read` })
          break
        }
        parts.push(readPart(piece, budget, depth + 1, inside))
      }
    }
  }
  let decoded: Buffer | null = null
  const content = () => (decoded ??= undo(body, encoding))
  return {
    headers,
    type: kind,
    charset,
    name: decodeWords(parameter(disposition, 'filename') || parameter(type, 'name')),
    attachment: /^\s*attachment/i.test(disposition),
    parts,
    content,
    // A text is read up to a limit anyway, so no more of it is decoded.
    text: () => decodeText(body.length > MOST_TEXT ? undo(body.subarray(0, MOST_TEXT), encoding) : content(), charset),
  }
}

/** Headers, unfolded, and where the body begins. A message without a blank line is all headers. */
function splitHead(bytes: Buffer, budget: Budget): { headers: Header[]; body: Buffer } {
  let end = bytes[0] === 10 ? 1 : bytes[0] === 13 && bytes[1] === 10 ? 2 : -1
  let from = 0
  while (end < 0) {
    const line = bytes.indexOf(10, from)
    if (line < 0) end = bytes.length
    else if (bytes[line + 1] === 10) end = line + 2
    else if (bytes[line + 1] === 13 && bytes[line + 2] === 10) end = line + 3
    from = line + 1
  }
  const size = Math.min(end, LIMITS.mailHeaders)
  if (end > size) budget.unread.push({ what: 'headers', why: `only the first ${size} bytes were read` })
  let text = bytes.toString('utf8', 0, size)
  if (text.includes('\ufffd')) text = decodeText(bytes.subarray(0, size), 'windows-1252')
  const headers: Header[] = []
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon <= 0 || colon > 100) continue
    headers.push({ key: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() })
    if (headers.length >= 2_000) break
  }
  return { headers, body: bytes.subarray(end) }
}

/** The pieces between boundary lines; a piece cut off at the end of the message counts. */
function* pieces(body: Buffer, boundary: string): Generator<Buffer> {
  const mark = Buffer.from(`--${boundary}`)
  let start = -1
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) {
    if (at > 0 && body[at - 1] !== 10) continue
    const after = at + mark.length
    const last = body[after] === 45 && body[after + 1] === 45
    // Another boundary may begin with this one; then its name goes on.
    if (!last && after < body.length && body[after] !== 10 && body[after] !== 13 && body[after] !== 32 && body[after] !== 9) continue
    if (start >= 0) yield body.subarray(start, Math.max(start, body[at - 2] === 13 ? at - 2 : at - 1))
    if (last) return
    const line = body.indexOf(10, after)
    if (line < 0) return
    start = line + 1
  }
  if (start >= 0) yield body.subarray(start)
}

/** A parameter of a structured header: quoted, bare, or in the pieces and percent encoding of RFC 2231. */
function parameter(header: string, name: string): string {
  if (!header) return ''
  const plain = new RegExp(`[;\\s]${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)(?:"|$)|([^;\\s]+))`, 'i').exec(header)
  if (plain) return (plain[1]?.replace(/\\(.)/g, '$1') ?? plain[2] ?? '').trim()
  let out = ''
  for (let i = 0; i < 30; i++) {
    const piece = new RegExp(`[;\\s]${name}\\*(?:${i}\\*?)?\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header)
    if (!piece) break
    out += piece[1] ?? piece[2] ?? ''
    if (!new RegExp(`[;\\s]${name}\\*${i}`, 'i').test(header)) break
  }
  const encoded = /^([\w-]*)'[\w-]*'(.*)$/.exec(out)
  if (!encoded) return out
  const bytes = Buffer.from(
    encoded[2]!.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return decodeText(bytes, encoded[1]!.toLowerCase())
}

function undo(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (encoding === 'quoted-printable') return unquote(body)
  return body
}

/** RFC 2045 §6.7; a broken escape stays as it is. */
function unquote(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let size = 0
  let from = 0
  for (let at = body.indexOf(61); at >= 0; at = body.indexOf(61, from)) {
    size += body.copy(out, size, from, at)
    const next = body[at + 1]
    const high = hex(next)
    const low = hex(body[at + 2])
    if (high >= 0 && low >= 0) {
      out[size++] = high * 16 + low
      from = at + 3
    } else if (next === 10) from = at + 2
    else if (next === 13 && body[at + 2] === 10) from = at + 3
    else {
      out[size++] = 61
      from = at + 1
    }
  }
  size += body.copy(out, size, from)
  return out.subarray(0, size)
}

function hex(code: number | undefined): number {
  if (code === undefined) return -1
  if (code >= 48 && code <= 57) return code - 48
  const upper = code & 0xdf
  return upper >= 65 && upper <= 70 ? upper - 55 : -1
}

/** Text of bytes in a named character set; where none is named or known, UTF-8 if it is valid, else Windows-1252. */
export function decodeText(bytes: Buffer, charset: string): string {
  if (charset === '' || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii' || charset === 'ascii') {
    const text = bytes.toString('utf8')
    if (!text.includes('\ufffd') || charset.startsWith('utf')) return text
    return decoderOf('windows-1252').decode(bytes)
  }
  return decoderOf(charset).decode(bytes)
}

function decoderOf(charset: string): TextDecoder {
  let decoder = decoders.get(charset)
  if (!decoder) {
    try {
      decoder = new TextDecoder(charset)
    } catch {
      decoder = new TextDecoder('windows-1252')
    }
    if (decoders.size > 100) decoders.clear()
    decoders.set(charset, decoder)
  }
  return decoder
}
