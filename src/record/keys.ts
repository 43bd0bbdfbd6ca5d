// The installation's keys on disk: one root key, made only by an explicit act, and what the record derives from it.
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { formatKey, parseKey, type VerifierKey } from 'cordon-verify'
import { CordonError } from '../core/errors.ts'
import { deriveKey } from '../core/keys.ts'

export interface Keys {
  /** 32 bytes; everything else comes from it. */
  readonly root: Buffer
  /** For `identityOf`. */
  readonly identity: Buffer
  /** Wraps the vault's keys of persons. */
  readonly vault: Buffer
  /** Signs checkpoints (Ed25519). */
  readonly signer: KeyObject
  readonly verifier: VerifierKey
  /** The verifier key as text, to publish. */
  readonly published: string
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Everything the record needs, from the root key. Throws RangeError on a root shorter than 32 bytes. */
export function keysFrom(root: Buffer): Keys {
  const seed = deriveKey(root, 'ledger', 'signer')
  const signer = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(signer).export({ format: 'der', type: 'spki' }).subarray(-32)
  const published = formatKey(`cordon-ledger/${raw.toString('hex', 0, 4)}`, raw)
  return { root, identity: deriveKey(root, 'identity'), vault: deriveKey(root, 'vault'), signer, verifier: parseKey(published)!, published }
}

/**
 * Reads `keys/root.key` below the data folder. `create`: make it where it is missing; only commands that start an installation say so,
 * because a key made by accident would make every earlier pseudonym and identity unreadable.
 * Throws `keys.missing`, `keys.damaged`.
 */
export function openKeys(dir: string, options: { readonly create?: boolean } = {}): Keys {
  const path = join(dir, 'keys', 'root.key')
  if (!existsSync(path)) {
    if (!options.create)
      throw new CordonError('keys.missing', `There is no root key in ${join(dir, 'keys')}.`, {
        place: { path },
        hint: 'Start the installation once with "cordon up" or "cordon guard", or name its folder with --data.',
      })
    mkdirSync(join(dir, 'keys'), { recursive: true, mode: 0o700 })
    // Linked, not renamed: of two processes that start at once one makes the key, and both use it.
    const own = `${path}.${process.pid}`
    writeWhole(own, randomBytes(32), 0o600)
    try {
      linkSync(own, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    rmSync(own)
    syncFolder(join(dir, 'keys'))
  }
  const root = readFileSync(path)
  if (root.length !== 32) throw new CordonError('keys.damaged', `The root key is ${root.length} bytes long, not 32.`, { place: { path } })
  return keysFrom(root)
}

/** Writes a file so that after a crash it is there whole or not at all. */
export function writeWhole(path: string, bytes: Uint8Array | string, mode = 0o644): void {
  const fd = openSync(`${path}.new`, 'w', mode)
  try {
    const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
    let at = 0
    while (at < data.length) at += writeSync(fd, data, at)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(`${path}.new`, path)
  syncFolder(join(path, '..'))
}

/** Makes renames and new files in a folder durable. */
export function syncFolder(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
