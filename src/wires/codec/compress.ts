// Compression told by its first bytes, never by Content-Type or Content-Encoding, which SDKs set wrongly (reference: real captures in test/golden/captures).
import {
  brotliDecompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib'
import { CordonError } from '../../core/errors.ts'
import { LIMITS } from '../../core/limits.ts'

export type Compression = 'gzip' | 'zlib' | 'none'

/** gzip 1f 8b 08 (RFC 1952) · zlib 78 01/5e/9c/da (RFC 1950). */
export function compressionOf(bytes: Uint8Array): Compression {
  if (bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return 'gzip'
  if (bytes.length > 2 && bytes[0] === 0x78 && (bytes[1] === 0x01 || bytes[1] === 0x5e || bytes[1] === 0x9c || bytes[1] === 0xda))
    return 'zlib'
  return 'none'
}

/** How large this input may become: the lesser of the absolute cap and the ratio, with room for small ones. */
export function expansionLimit(bytes: number): number {
  return Math.min(LIMITS.expandedBody, Math.max(LIMITS.expandedFree, bytes * LIMITS.expansionRatio))
}

/** Undoes gzip or zlib. Throws `wire.too-large` for a bomb, `wire.unreadable` for broken data. A zlib stream cut at a sync flush is read as far as it goes. */
export function decompress(bytes: Uint8Array, kind: Compression): Uint8Array {
  const maxOutputLength = expansionLimit(bytes.length)
  return guarded(() => {
    if (kind === 'gzip') return gunzipSync(bytes, { maxOutputLength })
    if (kind === 'zlib') return inflateSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
    return bytes
  })
}

/** Undoes what a Content-Encoding names, for clients that do set it. Unknown names: `wire.unreadable`. */
export function decodeContent(bytes: Uint8Array, encoding: string): Uint8Array {
  const maxOutputLength = expansionLimit(bytes.length)
  return guarded(() => {
    if (encoding === 'br') return brotliDecompressSync(bytes, { maxOutputLength })
    if (encoding === 'zstd') return zstdDecompressSync(bytes, { maxOutputLength })
    if (encoding === 'deflate')
      return compressionOf(bytes) === 'zlib' ? inflateSync(bytes, { maxOutputLength }) : inflateRawSync(bytes, { maxOutputLength })
    if (encoding === 'gzip' || encoding === 'x-gzip')
      return compressionOf(bytes) === 'gzip' ? gunzipSync(bytes, { maxOutputLength }) : bytes
    if (encoding === 'identity' || encoding === '') return bytes
    throw new CordonError('wire.unreadable', 'The content encoding is not known.')
  })
}

/** Compresses again in the same kind as it came. Level 1: the bytes go to a vendor once and are forgotten. */
export function compress(bytes: Uint8Array, kind: Compression): Uint8Array {
  if (kind === 'gzip') return gzipSync(bytes, { level: 1 })
  if (kind === 'zlib') return deflateSync(bytes, { level: 1 })
  return bytes
}

/** Raw deflate, for bodies whose header announced `deflate` without a zlib wrapper. */
export function compressRaw(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes, { level: 1 })
}

function guarded(work: () => Uint8Array): Uint8Array {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof CordonError) throw cause
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new CordonError('wire.too-large', 'The compressed body expands beyond its limit.')
    throw new CordonError('wire.unreadable', 'The compressed body is broken.', {
      cause: new Error((cause as { code?: string }).code ?? 'zlib'),
    })
  }
}
