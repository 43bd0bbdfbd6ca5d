// Every key Cordon uses comes from one root key by HKDF (RFC 5869), so that one 32-byte secret has to be kept and vendors cannot be joined.
import { hash, hkdfSync } from 'node:crypto'
import type { Identity } from './words.ts'

/** A derived key, 32 bytes. The labels say what for: `deriveKey(root, 'vendor', 'mixpanel', 'user')`. Throws on a root shorter than 32 bytes. */
export function deriveKey(root: Uint8Array, ...labels: readonly string[]): Buffer {
  if (root.length < 32) throw new RangeError('root key must be at least 32 bytes')
  return Buffer.from(hkdfSync('sha256', root, 'cordon/v1', labels.map((l) => `${l.length}:${l}`).join(','), 32))
}

/**
 * The form in which an identifier is compared: e-mail addresses NFC and lower case, everything else trimmed.
 * Rejects nothing; an empty string stays empty.
 */
export function canonicalId(value: string): string {
  const text = value.trim()
  return text.includes('@') ? text.normalize('NFC').toLowerCase() : text
}

/** A key made ready for `hmac`: its inner and outer block (RFC 2104). */
export interface HmacKey {
  readonly inner: Buffer
  readonly outer: Buffer
}

/** Prepares a key of at most 64 bytes. Throws RangeError on a longer one. */
export function hmacKey(key: Uint8Array): HmacKey {
  if (key.length > BLOCK) throw new RangeError('key must be at most 64 bytes')
  const inner = Buffer.alloc(BLOCK, 0x36)
  const outer = Buffer.alloc(BLOCK + 32, 0x5c)
  key.forEach((byte, i) => {
    inner[i] = 0x36 ^ byte
    outer[i] = 0x5c ^ byte
  })
  return { inner, outer }
}
const BLOCK = 64

/**
 * HMAC-SHA-256 of a text (RFC 2104), 32 bytes. The same as createHmac, from two one-shot hashes: making an Hmac object costs five times
 * the hashing of a short text, and the guard does it for every new id and event (`npm run bench:guard`).
 */
export function hmac(key: HmacKey, text: string): Buffer {
  const length = Buffer.byteLength(text)
  const message = Buffer.allocUnsafe(BLOCK + length)
  key.inner.copy(message)
  message.write(text, BLOCK)
  // As text of one byte a letter: a Buffer made by `hash` itself costs three times the hashing.
  key.outer.write(hash('sha256', message, 'binary'), BLOCK, 'latin1')
  return Buffer.from(hash('sha256', key.outer, 'binary'), 'latin1')
}

/** Keyed hash of an identifier: HMAC-SHA-256 cut to 128 bits, base64url. `key` = deriveKey(root, 'identity'). */
export function identityOf(key: Uint8Array, value: string): Identity {
  let ready = prepared.get(key)
  if (ready === undefined) prepared.set(key, (ready = hmacKey(key)))
  return hmac(ready, canonicalId(value)).subarray(0, 16).toString('base64url')
}
const prepared = new WeakMap<Uint8Array, HmacKey>()
