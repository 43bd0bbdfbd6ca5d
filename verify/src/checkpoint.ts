// The signed state of the ledger: a C2SP tlog-checkpoint (origin, size, root) in a C2SP signed note, one Ed25519 signature.
// Read strictly: a note is accepted only when writing it again gives the same bytes, so that no byte in it is without meaning.
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

export interface Checkpoint {
  readonly origin: string
  /** Segments under the root. */
  readonly size: number
  /** 32 bytes. */
  readonly root: Buffer
}

/** A verifier key as text: `name+hhhhhhhh+base64(0x01 ‖ 32-byte Ed25519 key)` (C2SP signed-note). */
export interface VerifierKey {
  readonly name: string
  readonly hash: Buffer
  readonly key: KeyObject
}

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

function keyHash(name: string, typed: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4)
}

/** The text of a verifier key for a raw Ed25519 public key (32 bytes). */
export function formatKey(name: string, raw: Uint8Array): string {
  const typed = Buffer.concat([Uint8Array.of(1), raw])
  return `${name}+${keyHash(name, typed).toString('hex')}+${typed.toString('base64')}`
}

/** null where the text is no verifier key of this kind. */
export function parseKey(text: string): VerifierKey | null {
  const parts = text.split('+')
  const name = parts[0] ?? ''
  const typed = Buffer.from(parts.slice(2).join('+'), 'base64')
  if (name === '' || typed.length !== 33 || typed[0] !== 1 || formatKey(name, typed.subarray(1)) !== text) return null
  return {
    name,
    hash: keyHash(name, typed),
    key: createPublicKey({ key: Buffer.concat([SPKI_ED25519, typed.subarray(1)]), format: 'der', type: 'spki' }),
  }
}

function bodyOf(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${checkpoint.root.toString('base64')}\n`
}

/** Writes and signs. `key` is the Ed25519 private key that belongs to `verifier`. */
export function signCheckpoint(size: number, root: Buffer, verifier: VerifierKey, key: KeyObject): string {
  const body = bodyOf({ origin: verifier.name, size, root })
  return noteOf(body, verifier, sign(null, Buffer.from(body), key))
}

function noteOf(body: string, verifier: VerifierKey, signature: Uint8Array): string {
  return `${body}\n\u2014 ${verifier.name} ${Buffer.concat([verifier.hash, signature]).toString('base64')}\n`
}

/** The checkpoint, or what is wrong with it. Exactly one signature, by this key, is asked for. */
export function openCheckpoint(note: string, verifier: VerifierKey): Checkpoint | { readonly wrong: string } {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n\n\u2014 ([^ \n]+) ([A-Za-z0-9+/]+={0,2})\n$/.exec(note)
  if (!match) return { wrong: 'not a checkpoint in signed-note form' }
  const [, origin = '', size = '', root = '', , signature = ''] = match
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64') }
  const bytes = Buffer.from(signature, 'base64')
  const body = bodyOf(checkpoint)
  // Compared as a whole: base64 has spare bits, and whoever writes the file chooses them.
  if (noteOf(body, verifier, bytes.subarray(4)) !== note) return { wrong: 'not in the one accepted spelling, or signed by another key' }
  if (origin !== verifier.name) return { wrong: 'the origin is not the name of the key' }
  if (!verify(null, Buffer.from(body), verifier.key, bytes.subarray(4))) return { wrong: 'the signature does not fit' }
  return checkpoint
}
