// The spool: what was accepted and not yet delivered, one append-only log a vendor. An append is on the disk before anybody is told (group commit:
// all that arrive while one fdatasync runs share the next). A file is left when it is full or a minute old, and deleted once all in it is delivered; a torn last frame was never acknowledged and is cut off.
import { closeSync, fdatasync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { CordonError } from '../core/errors.ts'

/** Bytes after which a new file is begun, and milliseconds after its first frame: files go once delivered, and what is delivered is not to lie about. */
const FILE_BYTES = 64 * 1024 * 1024
const FILE_AGE = 60_000
/** length u32 LE · crc32 of the payload u32 LE. */
const HEAD = 8

/** A frame read back. `seq` counts frames of the lane from 1 and never repeats. */
export interface Frame {
  readonly seq: number
  readonly payload: Buffer
  /** Where the next frame begins. */
  readonly next: Position
}

export interface Position {
  readonly file: number
  readonly offset: number
}

export interface SpoolOptions {
  /** Milliseconds after which a file that holds frames is left for a new one. */
  readonly age?: number
  /** A new file was begun: whoever reads may go on to it and let the old one go. */
  readonly onRotate?: () => void
}

/** The writing end of a lane. One writer a folder. */
export class SpoolWriter {
  readonly #dir: string
  #file: FileHandle
  #number: number
  #size: number
  #seq: number
  #waiting: { bytes: Buffer; done: () => void; failed: (error: unknown) => void }[] = []
  #running = false
  #closed = false
  #old = false
  #aging: NodeJS.Timeout | null = null
  readonly #options: SpoolOptions

  private constructor(dir: string, file: FileHandle, number: number, size: number, seq: number, options: SpoolOptions) {
    this.#dir = dir
    this.#options = options
    this.#file = file
    this.#number = number
    this.#size = size
    this.#seq = seq
    if (size > 0) this.#age()
  }

  /** Opens or creates the lane in `dir`, cutting off a torn last frame. */
  static async open(dir: string, options: SpoolOptions = {}): Promise<SpoolWriter> {
    await mkdir(dir, { recursive: true })
    const last = (await files(dir)).at(-1)
    if (last === undefined) {
      const first = await open(join(dir, nameOf(1, 0)), 'a')
      await syncFolder(dir)
      return new SpoolWriter(dir, first, 1, 0, 0, options)
    }
    const path = join(dir, nameOf(last.number, last.before))
    const { end, frames } = scan(await readFile(path))
    const file = await open(path, 'r+')
    await file.truncate(end)
    await file.close()
    return new SpoolWriter(dir, await open(path, 'a'), last.number, end, last.before + frames, options)
  }

  /** Frames appended so far in this lane's life. */
  get seq(): number {
    return this.#seq
  }

  /** Durable once it resolves. Rejects with `spool.refused` where the disk does not take it; what was not acknowledged may still be there. */
  append(payload: Uint8Array): Promise<void> {
    if (this.#closed) return Promise.reject(new CordonError('spool.refused', 'The spool is closed.'))
    const bytes = Buffer.allocUnsafe(HEAD + payload.length)
    bytes.writeUInt32LE(payload.length, 0)
    bytes.writeUInt32LE(crc32(payload), 4)
    bytes.set(payload, HEAD)
    return new Promise((done, failed) => {
      this.#waiting.push({ bytes, done, failed })
      if (!this.#running) void this.#commit()
    })
  }

  async #commit(): Promise<void> {
    this.#running = true
    // One turn of the event loop lets requests that arrived together share the first commit, too.
    await new Promise((turn) => setImmediate(turn))
    if (this.#old) await this.#rotate().catch(() => this.#age())
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        if (this.#size >= FILE_BYTES) await this.#rotate()
        const bytes = batch.length === 1 ? (batch[0] as { bytes: Buffer }).bytes : Buffer.concat(batch.map((one) => one.bytes))
        // Writing goes to memory and takes microseconds; only the sync waits for the disk, and does so on another thread.
        writeAll(this.#file.fd, bytes)
        await synced(this.#file.fd)
        if (this.#size === 0) this.#age()
        this.#size += bytes.length
        this.#seq += batch.length
        for (const one of batch) one.done()
      } catch (cause) {
        // A partly written batch must not stay before later frames: back to the last durable end.
        await this.#file.truncate(this.#size).catch(() => {})
        const error = new CordonError('spool.refused', 'The disk did not take what was to be sent; the request was not accepted.', {
          cause,
        })
        for (const one of batch) one.failed(error)
      }
    }
    this.#running = false
  }

  async #rotate(): Promise<void> {
    const next = await open(join(this.#dir, nameOf(this.#number + 1, this.#seq)), 'a')
    await syncFolder(this.#dir)
    await this.#file.close()
    this.#file = next
    this.#number++
    this.#size = 0
    this.#old = false
    if (this.#aging !== null) clearTimeout(this.#aging)
    this.#options.onRotate?.()
  }

  /** A file that is begun is left after a while, whether or not more comes. */
  #age(): void {
    this.#old = false
    if (this.#aging !== null) clearTimeout(this.#aging)
    this.#aging = setTimeout(() => {
      this.#old = true
      if (!this.#running && !this.#closed) void this.#commit()
    }, this.#options.age ?? FILE_AGE)
    this.#aging.unref()
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#aging !== null) clearTimeout(this.#aging)
    while (this.#running) await new Promise((turn) => setImmediate(turn))
    await this.#file.close()
  }
}

/** True where an earlier run left a lane in `dir`. */
export function hasSpool(dir: string): Promise<boolean> {
  return stat(dir).then(
    () => true,
    () => false,
  )
}

/** The reading end: frames in order from where the cursor stands. */
export class SpoolReader {
  readonly #dir: string
  #at: Position
  #seq: number
  #buffer: Buffer = Buffer.alloc(0)
  #start = 0
  #fd: number | null = null

  private constructor(dir: string, at: Position, seq: number) {
    this.#dir = dir
    this.#at = at
    this.#seq = seq
  }

  /** Opens at the cursor's position, or at the oldest frame there is. */
  static async open(dir: string): Promise<SpoolReader> {
    await mkdir(dir, { recursive: true })
    const cursor = await readCursor(dir)
    const oldest = (await files(dir))[0]
    if (cursor !== null && oldest !== undefined && cursor.file >= oldest.number) return new SpoolReader(dir, cursor, cursor.seq)
    return new SpoolReader(dir, { file: oldest?.number ?? 1, offset: 0 }, oldest?.before ?? 0)
  }

  /** Up to `count` whole frames and about `bytes` bytes; empty where nothing more is there yet. */
  async read(count: number, bytes = 4 * 1024 * 1024): Promise<Frame[]> {
    const frames: Frame[] = []
    while (frames.length < count) {
      const frame = this.#take()
      if (frame !== null) {
        frames.push(frame)
        continue
      }
      if (frames.length > 0) break
      if (!(await this.#fill(bytes))) break
    }
    return frames
  }

  /** Up to where everything was given. */
  get at(): { readonly seq: number; readonly next: Position } {
    return { seq: this.#seq, next: this.#at }
  }

  #take(): Frame | null {
    const left = this.#buffer.length - this.#start
    if (left < HEAD) return null
    const length = this.#buffer.readUInt32LE(this.#start)
    if (left < HEAD + length) return null
    const payload = this.#buffer.subarray(this.#start + HEAD, this.#start + HEAD + length)
    if (crc32(payload) !== this.#buffer.readUInt32LE(this.#start + 4)) return null
    this.#start += HEAD + length
    this.#at = { file: this.#at.file, offset: this.#at.offset + HEAD + length }
    return { seq: ++this.#seq, payload, next: this.#at }
  }

  /** Reads on in the file, or goes to the next one when this one is done. False: nothing new. */
  async #fill(bytes: number): Promise<boolean> {
    for (;;) {
      this.#fd ??= await this.#openFile()
      const size = this.#fd === null ? 0 : fstatSync(this.#fd).size
      if (this.#fd !== null && size > this.#at.offset) {
        const known = this.#buffer.subarray(this.#start)
        const room = Math.max(bytes, known.length >= 4 ? known.readUInt32LE(0) + HEAD : 0)
        const chunk = Buffer.allocUnsafe(Math.min(room, size - this.#at.offset))
        const got = readSync(this.#fd, chunk, 0, chunk.length, this.#at.offset)
        this.#buffer = chunk.subarray(0, got)
        this.#start = 0
        return got > known.length
      }
      const next = (await files(this.#dir)).find((one) => one.number > this.#at.file)
      if (next === undefined) return false
      // The writer appends, then begins the next file: what came between the look at the size and the look into the folder is still in this one.
      if (this.#fd !== null && fstatSync(this.#fd).size > this.#at.offset) continue
      this.close()
      this.#at = { file: next.number, offset: 0 }
      this.#seq = next.before
      this.#buffer = Buffer.alloc(0)
      this.#start = 0
    }
  }

  async #openFile(): Promise<number | null> {
    const own = (await files(this.#dir)).find((one) => one.number === this.#at.file)
    return own === undefined ? null : openSync(join(this.#dir, nameOf(own.number, own.before)), 'r')
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd)
    this.#fd = null
  }
}

/** How far a lane is delivered. Written in place: a stale cursor means sending again, which vendors deduplicate; it never means losing. */
export class SpoolCursor {
  readonly #dir: string
  #file: FileHandle | null = null
  #oldest = 0

  constructor(dir: string) {
    this.#dir = dir
  }

  /** Everything up to frame `seq` is delivered; files before its own are deleted. */
  async advance(seq: number, next: Position): Promise<void> {
    this.#file ??= await openCursor(join(this.#dir, 'cursor'))
    const bytes = Buffer.alloc(28)
    bytes.writeBigUInt64LE(BigInt(seq), 0)
    bytes.writeBigUInt64LE(BigInt(next.file), 8)
    bytes.writeBigUInt64LE(BigInt(next.offset), 16)
    bytes.writeUInt32LE(crc32(bytes.subarray(0, 24)), 24)
    writeSync(this.#file.fd, bytes, 0, bytes.length, 0)
    if (next.file > this.#oldest) {
      for (const one of await files(this.#dir))
        if (one.number < next.file) await rm(join(this.#dir, nameOf(one.number, one.before)), { force: true })
      this.#oldest = next.file
    }
  }

  async close(): Promise<void> {
    await this.#file?.datasync()
    await this.#file?.close()
  }
}

/** Opened without emptying it: a kill between opening and writing must leave the old position. */
async function openCursor(path: string): Promise<FileHandle> {
  return open(path, 'r+').catch(() => open(path, 'w+'))
}

async function readCursor(dir: string): Promise<(Position & { seq: number }) | null> {
  const bytes = await readFile(join(dir, 'cursor')).catch(() => null)
  if (bytes === null || bytes.length < 28 || bytes.readUInt32LE(24) !== crc32(bytes.subarray(0, 24))) return null
  return { seq: Number(bytes.readBigUInt64LE(0)), file: Number(bytes.readBigUInt64LE(8)), offset: Number(bytes.readBigUInt64LE(16)) }
}

/** `0000000003-00000000000000000120.log`: third file, 120 frames before it. */
function nameOf(number: number, before: number): string {
  return `${String(number).padStart(10, '0')}-${String(before).padStart(20, '0')}.log`
}

async function files(dir: string): Promise<{ number: number; before: number }[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{10}-\d{20}\.log$/.test(name)).sort()
  return names.map((name) => ({ number: Number(name.slice(0, 10)), before: Number(name.slice(11, 31)) }))
}

function scan(bytes: Buffer): { end: number; frames: number } {
  let end = 0
  let frames = 0
  while (end + HEAD <= bytes.length) {
    const length = bytes.readUInt32LE(end)
    if (end + HEAD + length > bytes.length || crc32(bytes.subarray(end + HEAD, end + HEAD + length)) !== bytes.readUInt32LE(end + 4)) break
    end += HEAD + length
    frames++
  }
  return { end, frames }
}

/** A new file's name is durable only once its folder is. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r')
  await folder.sync().finally(() => folder.close())
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at)
}

const synced = promisify(fdatasync)
