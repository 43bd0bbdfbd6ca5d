// How a process that is not the ledger's writer hands rows over: a whole log file, moved into the inbox in one step. The writer seals it with its own, once.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { FRAME_HEAD, LOG_MAGIC } from 'cordon-verify'
import { CordonError } from '../../core/errors.ts'
import { syncFolder } from '../keys.ts'
import { encodeFrame, type FrameContent } from './frame.ts'

/** The bytes of a log file with these batches. */
export function logOf(batches: readonly FrameContent[]): Buffer {
  const parts: Buffer[] = [Buffer.from(LOG_MAGIC)]
  for (const batch of batches) {
    const payload = encodeFrame(batch)
    const head = Buffer.allocUnsafe(FRAME_HEAD)
    head.writeUInt32LE(payload.length, 0)
    head.writeUInt32LE(crc32(payload, crc32(head.subarray(0, 4))), 4)
    parts.push(head, payload)
  }
  return Buffer.concat(parts)
}

/** Writes a log durably outside the inbox; `deliver` moves it in. Names are the caller's and must not be used twice. Throws `ledger.disk`. */
export function prepare(dir: string, name: string, bytes: Buffer): void {
  const outgoing = join(dir, 'outgoing')
  try {
    mkdirSync(outgoing, { recursive: true, mode: 0o700 })
    mkdirSync(join(dir, 'ledger', 'inbox'), { recursive: true, mode: 0o700 })
    const path = join(outgoing, `${name}.wal`)
    const fd = openSync(path, 'w', 0o600)
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    syncFolder(outgoing)
  } catch (cause) {
    rmSync(join(outgoing, `${name}.wal`), { force: true })
    throw new CordonError('ledger.disk', `The disk refused rows for the ledger (${(cause as NodeJS.ErrnoException).code ?? 'error'}).`, {
      cause,
    })
  }
}

/** Hands a prepared log over; does nothing where that was done before. */
export function deliver(dir: string, name: string): void {
  const path = join(dir, 'outgoing', `${name}.wal`)
  if (!existsSync(path)) return
  renameSync(path, join(dir, 'ledger', 'inbox', `${name}.wal`))
  syncFolder(join(dir, 'ledger', 'inbox'))
}

/** Prepared logs with this prefix that were neither delivered nor dropped: what a crash left. */
export function undelivered(dir: string, prefix: string): string[] {
  const outgoing = join(dir, 'outgoing')
  if (!existsSync(outgoing)) return []
  return readdirSync(outgoing)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.wal'))
    .map((name) => basename(name, '.wal'))
    .sort()
}

export function drop(dir: string, name: string): void {
  rmSync(join(dir, 'outgoing', `${name}.wal`), { force: true })
}
