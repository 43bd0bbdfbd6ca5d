// Base64 as senders write it: with or without padding, in either alphabet, even reversed. Node's decoder takes anything, so what comes out must
// prove itself: it has to be text or a compressed stream.
import { isUtf8 } from 'node:buffer'
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

/** The whole text as base64 of text or of a compressed stream; null where it is none. `least`: shortest text that counts (JSON inside: 8);
 * `loose`: control characters inside are no reason against it. */
export function base64Of(text: string, least = LEAST, loose = false): Base64 | null {
  if (text.length < 8) return null
  const forward = readable(text, least, loose)
  if (forward) return { ...forward, reversed: false }
  // Only a text that ends like reversed base64 of JSON (`eyJ…`, `W3s…`, `WyJ…`, `Wz…`) is turned round: Statsig's SDKs send it so.
  if (text.length < least || !/(?:ye|[3yz]W)$/.test(text.slice(-2))) return null
  const turned = [...text].reverse().join('')
  const backward = readable(turned, least, loose)
  return backward && /^\s*[[{]/.test(backward.bytes.toString('latin1', 0, 4)) ? { ...backward, reversed: true } : null
}

function readable(text: string, least: number, loose: boolean): Omit<Base64, 'reversed'> | null {
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
    !(text.length >= least && (compressionOf(bytes) !== null || isText(bytes) || (loose ? isUtf8(bytes) : isLatin1Stream(bytes)))) &&
    !(text.length >= 8 && isJsonish(bytes))
  )
    return null
  return { bytes, urlSafe, padded: end < text.length || (end % 4 === 0 && !urlSafe) }
}

const VALUE = new Int8Array(128)
for (const [i, c] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) VALUE[c.charCodeAt(0)] = i
VALUE[45] = 62
VALUE[95] = 63

/** Whether the first six bytes could begin a text or a compressed stream: refuses nearly all words and ids before anything is decoded. */
function begins(text: string): boolean {
  let follow = 0
  for (let i = 0; i < 8; i += 4) {
    const [a, b, c, d] = [
      VALUE[text.charCodeAt(i)]!,
      VALUE[text.charCodeAt(i + 1)]!,
      VALUE[text.charCodeAt(i + 2)]!,
      VALUE[text.charCodeAt(i + 3)]!,
    ]
    const bits = (a << 18) | (b << 12) | (c << 6) | d
    if (i === 0 && isStreamHead(bits >> 16, (bits >> 8) & 255, bits & 255)) return true
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (bits >> shift) & 255
      if (follow > 0) {
        if (byte < 0x80 || byte > 0xbf) return false
        follow--
      } else if (byte >= 0x80) {
        if (byte < 0xc2 || byte > 0xf4) return false
        follow = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
      } else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false
    }
    // The second four of eight characters may be padding.
    if (text.length <= 8) break
  }
  return true
}

/** gzip, zlib, zstd, and gzip and zlib as UTF-8 of Latin-1. */
function isStreamHead(a: number, b: number, c: number): boolean {
  if (a === 0x1f) return b === 0x8b || (b === 0xc2 && c === 0x8b)
  if (a === 0x78) return (a * 256 + b) % 31 === 0 || b === 0xc2 || b === 0xc3
  return a === 0x28 && b === 0xb5
}

/** A compressed stream that was taken for Latin-1 text and written as UTF-8. */
function isLatin1Stream(bytes: Uint8Array): boolean {
  const text =
    (bytes[0] === 0x1f || bytes[0] === 0x78) && bytes[1]! >= 0xc2 ? (utf8(bytes.subarray(0, 4)) ?? utf8(bytes.subarray(0, 5))) : null
  return text !== null && compressionOf(Buffer.from(text, 'latin1')) !== null && isUtf8(bytes)
}

function isJsonish(bytes: Uint8Array): boolean {
  const [first, last] = [bytes[0], bytes.at(-1)]
  return ((first === 123 && last === 125) || (first === 91 && last === 93)) && isText(bytes)
}

/** Valid UTF-8 without control characters other than blanks. Looks at the first 4 KiB closely. */
function isText(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, 4096)) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false
  return isUtf8(bytes)
}

/** Strict UTF-8; null where it is not. (TextDecoder's exception costs more than all the rest.) */
export function utf8(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') : null
}

/** Written again as it was. */
export function base64Again(bytes: Uint8Array, like: Base64): string {
  let text = Buffer.from(bytes).toString(like.urlSafe ? 'base64url' : 'base64')
  if (like.urlSafe && like.padded) text += '='.repeat((4 - (text.length % 4)) % 4)
  if (!like.padded) text = text.replace(/=+$/, '')
  return like.reversed ? [...text].reverse().join('') : text
}
