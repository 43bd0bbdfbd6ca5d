// Base64 as senders write it: with or without padding, in either alphabet, even reversed. Node's decoder takes anything, so what comes out must
// prove itself: it has to be text or a compressed stream.
import { BASE64, classOf } from './characters.ts'
import { compressionOf } from './compression.ts'

/** How a text was written, so that it can be written so again. */
export interface Base64 {
  readonly bytes: Buffer
  readonly urlSafe: boolean
  readonly padded: boolean
  readonly reversed: boolean
}

/** Shorter texts decode to readable bytes by chance. */
const LEAST = 16

export const isBase64Char = (code: number): boolean => (classOf(code) & BASE64) !== 0

/** The whole text as base64 of text or of a compressed stream; null where it is none. `least`: shortest text that counts (JSON inside: 8). */
export function base64Of(text: string, least = LEAST): Base64 | null {
  if (text.length < 8) return null
  const forward = readable(text, least)
  if (forward) return { ...forward, reversed: false }
  // Only a text that begins or ends like reversed base64 of JSON is turned round (Statsig's SDKs send it so).
  const last = text.charCodeAt(text.length - 1)
  if (text.charCodeAt(0) !== 61 && last !== 101 && last !== 87 && last !== 72) return null
  const turned = [...text].reverse().join('')
  const backward = readable(turned, least)
  return backward && /^\s*[[{]/.test(backward.bytes.toString('latin1', 0, 4)) ? { ...backward, reversed: true } : null
}

function readable(text: string, least: number): Omit<Base64, 'reversed'> | null {
  let end = text.length
  while (end > 0 && end > text.length - 2 && text.charCodeAt(end - 1) === 61) end--
  if (end % 4 === 1) return null
  let urlSafe = false
  let plain = false
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i)
    if (!isBase64Char(code)) return null
    if (code === 45 || code === 95) urlSafe = true
    else if (code === 43 || code === 47) plain = true
  }
  if ((urlSafe && plain) || !begins(text)) return null
  const bytes = Buffer.from(text.slice(0, end), 'base64')
  if (
    !(text.length >= least && (compressionOf(bytes) !== null || isText(bytes) || isLatin1Stream(bytes))) &&
    !(text.length >= 8 && isJsonish(bytes))
  )
    return null
  return { bytes, urlSafe, padded: end < text.length || (end % 4 === 0 && !urlSafe) }
}

const VALUE = new Int8Array(128)
for (const [i, c] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) VALUE[c.charCodeAt(0)] = i
VALUE[45] = 62
VALUE[95] = 63

/** Whether the first three bytes could begin a text or a compressed stream: refuses most words and ids before anything is decoded. */
function begins(text: string): boolean {
  const bits =
    (VALUE[text.charCodeAt(0)]! << 18) | (VALUE[text.charCodeAt(1)]! << 12) | (VALUE[text.charCodeAt(2)]! << 6) | VALUE[text.charCodeAt(3)]!
  const [a, b, c] = [bits >> 16, (bits >> 8) & 255, bits & 255]
  if ((a === 0x1f && (b === 0x8b || (b === 0xc2 && c === 0x8b))) || (a === 0x78 && (a * 256 + b) % 31 === 0) || (a === 0x28 && b === 0xb5))
    return true
  if (!isTextByte(a) || a < 9 || (a >= 0x80 && a < 0xc2)) return false
  if (a >= 0xc2) return b >= 0x80 && b < 0xc0
  return isTextByte(b) && isTextByte(c)
}

const isTextByte = (byte: number): boolean => byte >= 32 || byte === 9 || byte === 10 || byte === 13

/** A compressed stream that was taken for Latin-1 text and written as UTF-8. */
function isLatin1Stream(bytes: Uint8Array): boolean {
  const text =
    (bytes[0] === 0x1f || bytes[0] === 0x78) && bytes[1]! >= 0xc2 ? (utf8(bytes.subarray(0, 4)) ?? utf8(bytes.subarray(0, 5))) : null
  return text !== null && compressionOf(Buffer.from(text, 'latin1')) !== null && utf8(bytes) !== null
}

function isJsonish(bytes: Uint8Array): boolean {
  const [first, last] = [bytes[0], bytes.at(-1)]
  return ((first === 123 && last === 125) || (first === 91 && last === 93)) && isText(bytes)
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Valid UTF-8 without control characters other than blanks. Looks at the first 4 KiB closely. */
export function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096)
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false
  return utf8(bytes) !== null
}

/** Strict UTF-8; null where it is not. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}

/** Written again as it was. */
export function base64Again(bytes: Uint8Array, like: Base64): string {
  let text = Buffer.from(bytes).toString(like.urlSafe ? 'base64url' : 'base64')
  if (like.urlSafe && like.padded) text += '='.repeat((4 - (text.length % 4)) % 4)
  if (!like.padded) text = text.replace(/=+$/, '')
  return like.reversed ? [...text].reverse().join('') : text
}
