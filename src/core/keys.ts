// Every key Cordon uses comes from one root key by HKDF (RFC 5869), so that one 32-byte secret has to be kept and vendors cannot be joined.
import { createHmac, hkdfSync } from 'node:crypto'
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

/** Keyed hash of an identifier: HMAC-SHA-256 cut to 128 bits, base64url. `key` = deriveKey(root, 'identity'). */
export function identityOf(key: Uint8Array, value: string): Identity {
  return createHmac('sha256', key).update(canonicalId(value)).digest().subarray(0, 16).toString('base64url')
}
