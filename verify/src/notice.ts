// Codes by which a person can tell a genuine notice from a forged one. One interface, so that signed registers of notices can take the place of keyed codes.
import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What a code proves. `valid`: made for this notice and this address. `replayed`: made for this notice, but for another address.
 * `forged`: made for neither.
 */
export type NoticeVerdict = 'valid' | 'replayed' | 'forged'

export interface NoticeScheme {
  /** Code of a notice for one address. */
  codeFor(notice: string, email: string): string
  /**
   * Judges a code that stands in a letter to `email`. `others`: addresses to which notices went; without them a replayed code reads as forged.
   */
  check(notice: string, code: string, email: string, others?: Iterable<string>): NoticeVerdict
  /** Finds what looks like a code of this scheme in a text, in reading order. */
  find(text: string): { readonly notices: readonly string[]; readonly codes: readonly string[] }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 §6, without padding. */
export function base32(bytes: Uint8Array): string {
  let out = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      out += BASE32[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? out + BASE32[(value << (5 - bits)) & 31] : out
}

/** Scheme `hmac-sha256/base32/12`: base32(HMAC-SHA256(key, notice + "|" + address)), first 12 characters in groups of 4. */
export function keyedNotices(key: Uint8Array): NoticeScheme {
  const codeFor = (notice: string, email: string) => {
    const code = base32(createHmac('sha256', key).update(`${notice}|${email}`).digest()).slice(0, 12)
    return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
  }
  return {
    codeFor,
    check(notice, code, email, others = []) {
      const given = bare(code)
      if (same(bare(codeFor(notice, email)), given)) return 'valid'
      for (const other of others) if (other !== email && same(bare(codeFor(notice, other)), given)) return 'replayed'
      return 'forged'
    },
    find(text) {
      const upper = text.toUpperCase().replace(/[\u2010-\u2015\u2212]/g, '-')
      const codes = [
        ...upper.matchAll(/(?<![A-Z0-9-])[A-Z0-9]{4}([- ])[A-Z0-9]{4}\1[A-Z0-9]{4}(?![A-Z0-9-])|(?<![A-Z0-9-])[A-Z0-9]{12}(?![A-Z0-9-])/g),
      ]
        .map((m) => m[0])
        // Three four-letter words in a row are prose, not a code, unless a code's hyphens join them.
        .filter((code) => (code.includes('-') || /\d/.test(code)) && /[A-Z]/.test(code))
      const notices = [...upper.matchAll(/(?<![A-Z0-9-])[A-Z]{1,4}-\d{4}-\d{2,8}(?![A-Z0-9-])/g)].map((m) => m[0])
      return { notices: [...new Set(notices)], codes: [...new Set(codes.map((c) => c.replace(/ /g, '-')))] }
    },
  }
}

function bare(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
