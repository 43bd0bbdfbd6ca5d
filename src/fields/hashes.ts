// Unkeyed hashes of known values. Whoever has a list of e-mail addresses can undo them, so such a hash counts as the value itself.
import { createHash } from 'node:crypto'
import type { Field } from '../core/words.ts'

const ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha512'] as const

/** Lengths of hexadecimal, and of base64 without padding, of the four digests. */
const HEX_LENGTHS: ReadonlySet<number> = new Set([32, 40, 64, 128])
const BASE64_LENGTHS: ReadonlySet<number> = new Set([22, 27, 43, 86])

/** The spellings of a value that advertising and mail services are known to hash: trimmed, lower case, normalised for its kind. */
export function hashedSpellings(value: string, field: Field): Set<string> {
  const trimmed = value.trim()
  const lower = trimmed.toLowerCase()
  const out = new Set([value, trimmed, lower, trimmed.toUpperCase(), lower.normalize('NFC')])
  if (field === 'user.contact.email') {
    const [local = '', domain = ''] = lower.split('@')
    out.add(`${local.split('+')[0]}@${domain}`)
    out.add(`${local.split('+')[0]!.replaceAll('.', '')}@${domain}`)
    out.add(`${local.replaceAll('.', '')}@${domain}`)
  } else if (field === 'user.contact.phone_number') {
    const digits = trimmed.replace(/\D/g, '')
    for (const spelling of [digits, `+${digits}`, `00${digits}`]) out.add(spelling)
  } else if (field.startsWith('user.name')) {
    out.add(lower.replace(/\s+/g, ''))
    out.add(lower.replace(/[^\p{L}\p{N}]/gu, ''))
    for (const part of lower.split(/\s+/)) if (part.length > 1) out.add(part)
  } else out.add(lower.replace(/[\s-]/g, ''))
  return out
}

/** Every digest of a value as it may stand in a text: hexadecimal in lower case, base64url without padding. */
export function digestsOf(value: string, field: Field): string[] {
  const out: string[] = []
  for (const spelling of hashedSpellings(value, field)) {
    if (spelling === '') continue
    for (const algorithm of ALGORITHMS) {
      const digest = createHash(algorithm).update(spelling).digest()
      out.push(digest.toString('hex'), digest.toString('base64url'))
    }
  }
  return out
}

/** The form in which `digestsOf` would list a run of characters; null where its length is none of a digest's. */
export function digestKey(run: string): string | null {
  if (HEX_LENGTHS.has(run.length) && /^[0-9a-fA-F]+$/.test(run)) return run.toLowerCase()
  const bare = run.replace(/={1,2}$/, '')
  return BASE64_LENGTHS.has(bare.length) ? bare.replaceAll('+', '-').replaceAll('/', '_') : null
}
