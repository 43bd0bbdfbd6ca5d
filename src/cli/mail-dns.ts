// Proof of the sender by asking DNS, for messages that no receiving host checked.
import { resolve } from 'node:dns/promises'
import type { Authentication } from '../respond/mail/auth.ts'

/** A prover over this machine's resolver. */
export async function prover(): Promise<(bytes: Uint8Array) => Promise<Authentication>> {
  const { proveSender } = await import('../respond/mail/prove.ts')
  return (bytes) => proveSender(bytes, (name, type) => resolve(name, type))
}
