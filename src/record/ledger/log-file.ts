// One append-only log file with group commit: whoever appends while a commit runs shares the next one. A promise resolves when its frame is on the disk.
import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { FRAME_HEAD, LOG_MAGIC } from 'cordon-verify'
import { CordonError } from '../../core/errors.ts'
import { syncFolder } from '../keys.ts'

const writev = promisify(fs.writev)
const fdatasync = promisify(fs.fdatasync)
const ftruncate = promisify(fs.ftruncate)

interface Waiting {
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export class LogFile {
  readonly path: string
  /** Bytes known to be on the disk. */
  size = LOG_MAGIC.length
  private readonly fd: number
  private buffers: Buffer[] = []
  private waiting: Waiting[] = []
  private running: Promise<void> | null = null
  private broken: unknown = null

  /** Makes the file; it must not exist. Throws `ledger.disk`. */
  constructor(path: string) {
    this.path = path
    try {
      this.fd = fs.openSync(path, 'wx', 0o600)
      fs.writeSync(this.fd, LOG_MAGIC)
      fs.fdatasyncSync(this.fd)
      syncFolder(dirname(path))
    } catch (cause) {
      fs.rmSync(path, { force: true })
      throw refused(cause)
    }
  }

  /** Resolves when the frame is durable. Rejects with `ledger.disk`; then it is not in the file. */
  append(payload: Buffer): Promise<void> {
    if (this.broken) return Promise.reject(refused(this.broken))
    const head = Buffer.allocUnsafe(FRAME_HEAD)
    head.writeUInt32LE(payload.length, 0)
    head.writeUInt32LE(crc32(payload, crc32(head.subarray(0, 4))), 4)
    this.buffers.push(head, payload)
    return new Promise((done, failed) => {
      this.waiting.push({ done, failed })
      this.running ??= this.run()
    })
  }

  /** Waits for what was appended and closes. */
  async close(): Promise<void> {
    while (this.running) await this.running
    this.broken ??= new Error('closed')
    fs.closeSync(this.fd)
  }

  private async run(): Promise<void> {
    // The rest of this turn may append too; it shares the commit.
    await null
    while (this.waiting.length > 0) {
      const waiting = this.waiting
      const buffers = this.buffers
      this.waiting = []
      this.buffers = []
      try {
        await this.commit(buffers)
        for (const { done } of waiting) done()
      } catch (cause) {
        for (const { failed } of waiting) failed(refused(cause))
      }
    }
    this.running = null
  }

  private async commit(buffers: Buffer[]): Promise<void> {
    if (this.broken) throw this.broken
    const length = buffers.reduce((sum, b) => sum + b.length, 0)
    const all = buffers.length > 512 || length < 262_144 ? [Buffer.concat(buffers, length)] : buffers
    try {
      let at = 0
      while (at < length) {
        const { bytesWritten } = await writev(this.fd, rest(all, at), this.size + at)
        at += bytesWritten
      }
    } catch (cause) {
      // Half a frame may stand in the file (a full disk): cut it off, so that the next commit follows the last good frame.
      await ftruncate(this.fd, this.size).catch((error: unknown) => {
        this.broken = error
      })
      throw cause
    }
    try {
      await fdatasync(this.fd)
    } catch (cause) {
      // After a failed fdatasync the kernel may have dropped the pages: nothing further in this file can be trusted.
      this.broken = cause
      throw cause
    }
    this.size += length
  }
}

function rest(buffers: readonly Buffer[], from: number): Buffer[] {
  if (from === 0) return [...buffers]
  const left: Buffer[] = []
  let at = 0
  for (const buffer of buffers) {
    if (at + buffer.length > from) left.push(buffer.subarray(Math.max(0, from - at)))
    at += buffer.length
  }
  return left
}

function refused(cause: unknown): CordonError {
  const code = (cause as NodeJS.ErrnoException)?.code
  return new CordonError('ledger.disk', `The disk refused a write to the ledger${code ? ` (${code})` : ''}.`, { cause })
}
