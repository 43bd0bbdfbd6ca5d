// Compressed bytes, recognised by their first bytes and never by what a header claims; what they may become is bounded, so a bomb costs little.
import zlib from 'node:zlib'
import { LIMITS } from '../core/limits.ts'

export type Compression = 'gzip' | 'zlib' | 'zstd' | 'br' | 'deflate'

/** gzip (RFC 1952), zlib (RFC 1950) and zstd (RFC 8878) have a magic number; Brotli and bare deflate have none. */
export function compressionOf(bytes: Uint8Array, at = 0): Compression | null {
  const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]
  if (a === 0x1f && b === 0x8b && c === 8) return 'gzip'
  if (a === 0x78 && b !== undefined && (a * 256 + b) % 31 === 0 && (b & 0x20) === 0) return 'zlib'
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd'
  return null
}

/** `used`: bytes of the input that the stream took, as far as the format tells. */
export type Expanded = { readonly bytes: Buffer; readonly used: number } | { readonly stopped: 'too large' | 'broken' }

/** What a stream may become: `expandedBody` in all, and at most `expansionRatio` times its size where that is over `expandedFree`. */
export function allowance(compressed: number): number {
  return Math.min(LIMITS.expandedBody, Math.max(LIMITS.expandedFree, compressed * LIMITS.expansionRatio))
}

/** Undoes one compression. A stream that is cut off gives what was there (SDKs flush without ending). Never throws. */
export function expand(bytes: Uint8Array, how: Compression, most = allowance(bytes.length)): Expanded {
  const options = { maxOutputLength: Math.max(1, most), finishFlush: zlib.constants.Z_SYNC_FLUSH, info: true }
  try {
    return result(bytes, how, options)
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return { stopped: 'too large' }
    return how === 'gzip' ? gzipWithRest(bytes, options) : { stopped: 'broken' }
  }
}

function result(bytes: Uint8Array, how: Compression, options: zlib.ZlibOptions): Expanded {
  const got = undo(bytes, how, options) as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
  return { bytes: got.buffer, used: got.engine.bytesWritten }
}

/** A gzip member with something else behind it, which zlib refuses as a whole: header and trailer are taken off by hand (RFC 1952 section 2.3). */
function gzipWithRest(bytes: Uint8Array, options: zlib.ZlibOptions): Expanded {
  const flags = bytes[3] ?? 0
  let at = 10
  if ((flags & 4) !== 0) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  for (const flag of [8, 16]) if ((flags & flag) !== 0) at = bytes.indexOf(0, at) + 1 || bytes.length
  if ((flags & 2) !== 0) at += 2
  try {
    const got = result(bytes.subarray(at), 'deflate', options)
    return 'bytes' in got ? { bytes: got.bytes, used: Math.min(bytes.length, at + got.used + 8) } : got
  } catch (cause) {
    return { stopped: (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : 'broken' }
  }
}

function undo(bytes: Uint8Array, how: Compression, options: zlib.ZlibOptions): Buffer {
  switch (how) {
    case 'gzip':
      return zlib.gunzipSync(bytes, options)
    case 'zlib':
      return zlib.inflateSync(bytes, options)
    case 'deflate':
      return zlib.inflateRawSync(bytes, options)
    case 'br':
      return zlib.brotliDecompressSync(bytes, { maxOutputLength: options.maxOutputLength!, info: true })
    case 'zstd':
      return zlib.zstdDecompressSync(bytes, { maxOutputLength: options.maxOutputLength!, info: true })
  }
}

/** The same compression again. */
export function compress(bytes: Uint8Array, how: Compression): Buffer {
  switch (how) {
    case 'gzip':
      return zlib.gzipSync(bytes)
    case 'zlib':
      return zlib.deflateSync(bytes)
    case 'deflate':
      return zlib.deflateRawSync(bytes)
    case 'br':
      return zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } })
    case 'zstd':
      return zlib.zstdCompressSync(bytes)
  }
}
