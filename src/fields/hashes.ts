// Unkeyed hashes of known values. Whoever has a list of e-mail addresses can undo them, so such a hash counts as the value itself.
import { hash } from 'node:crypto'
import type { Field } from '../core/words.ts'

export type Algorithm = 'md5' | 'sha1' | 'sha256' | 'sha512'

/** Which digest has this many hexadecimal digits, or base64 characters without padding: only that one need be computed. */
const BY_LENGTH: ReadonlyMap<number, Algorithm> = new Map([
  [32, 'md5'],
  [22, 'md5'],
  [40, 'sha1'],
  [27, 'sha1'],
  [64, 'sha256'],
  [43, 'sha256'],
  [128, 'sha512'],
  [86, 'sha512'],
])

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

/** One digest of every spelling of a value as it may stand in a text: hexadecimal in lower case, base64url without padding. */
export function digestsOf(value: string, field: Field, algorithm: Algorithm): string[] {
  const out: string[] = []
  for (const spelling of hashedSpellings(value, field)) {
    if (spelling === '') continue
    const digest = hash(algorithm, spelling, 'buffer')
    out.push(digest.toString('hex'), digest.toString('base64url'))
  }
  return out
}

/** Which digest a run of characters could be, and the form in which `digestsOf` would list it; null where its length or alphabet is none of a digest's. */
export function digestKey(run: string): { readonly algorithm: Algorithm; readonly key: string } | null {
  const algorithm = BY_LENGTH.get(run.length)
  if (algorithm === undefined) return null
  if (run.length % 8 === 0) return /^[0-9a-fA-F]+$/.test(run) ? { algorithm, key: run.toLowerCase() } : null
  return { algorithm, key: run.replaceAll('+', '-').replaceAll('/', '_') }
}
