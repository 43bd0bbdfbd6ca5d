// Shapes of pseudonyms that vendors check: hex of a fixed length (W3C trace context), UUID versions, numbers. `hash`: 32 bytes of HMAC.

/** A hex id keeps its length and case; null for any other text. */
export function hexLike(original: string, hash: Uint8Array): string | null {
  if (!/^(?:[0-9a-f]{8,64}|[0-9A-F]{8,64})$/.test(original)) return null
  const hex = Buffer.from(hash).toString('hex').slice(0, original.length)
  return /[A-F]/.test(original) ? hex.toUpperCase() : hex
}

/**
 * A UUIDv7 (RFC 9562) stays one of the same day, in the day's first minute: vendors look at its time, and its milliseconds would join two vendors' data.
 * Null for any other text.
 */
export function uuid7Like(original: string, hash: Uint8Array): string | null {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(original)) return null
  const bytes = Buffer.from(hash.subarray(0, 16))
  const day = Math.floor(Number.parseInt(original.replace('-', '').slice(0, 12), 16) / 86_400_000)
  const moved = day * 86_400_000 + (Buffer.from(hash).readUInt32BE(28) % 60_000)
  bytes.writeUIntBE(Math.max(0, moved), 0, 6)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Digits of the same number, the first never 0; null where the text is not of digits alone. */
export function digitsLike(original: string, hash: Uint8Array): string | null {
  if (!/^[0-9]{6,20}$/.test(original)) return null
  let digits = ''
  for (let i = 0; i < original.length; i++) digits += String((hash[i] as number) % (i === 0 ? 9 : 10))
  return String(Number(digits[0]) + 1) + digits.slice(1)
}
