// The erasable dictionary: keyed hash of an identifier → dense number of a person. Segments hold only the numbers, so deleting a row here makes
// every segment, engine and backup of them nameless for that person.
import { closeSync, existsSync, fdatasyncSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CordonError } from '../../core/errors.ts'
import type { Identity } from '../../core/words.ts'

const RECORD = 20
/** Erasure: identity, day, and how many rows there were then: a row after them is a later disclosure, not the forgotten one. */
const ERASED = 24
const EMPTY = Buffer.alloc(16)

type Words = readonly [number, number, number, number]

/** 16 bytes of an identity as four numbers, the form the table compares. */
function words(bytes: Buffer, at: number): Words {
  return [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)]
}

const DIGIT = new Uint8Array(256)
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].entries())
  DIGIT[char.charCodeAt(0)] = value
const decoded = Buffer.alloc(18)

/** The same from the 22 characters as they stand in a log; without a string, because the sealer does this for every row. */
function wordsOfText(bytes: Buffer, at: number): Words {
  for (let from = at, to = 0; to < 18; from += 4, to += 3) {
    // The last group has two characters; what follows them in the log only reaches bytes that are not used.
    const bits =
      (DIGIT[bytes[from]!]! << 18) | (DIGIT[bytes[from + 1]!]! << 12) | (DIGIT[bytes[from + 2]!]! << 6) | DIGIT[bytes[from + 3]!]!
    decoded[to] = bits >>> 16
    decoded[to + 1] = (bits >>> 8) & 0xff
    decoded[to + 2] = bits & 0xff
  }
  return words(decoded, 0)
}

/** Open addressing over flat arrays: 24 to 32 bytes a row, no object a row. */
class Index {
  keys = new Uint32Array(4 * 1024)
  ids = new Uint32Array(1024)
  slots = new Int32Array(2048)
  rows = 0

  add(a: number, b: number, c: number, d: number, id: number): void {
    if (this.rows === this.ids.length) this.grow()
    const k = this.rows * 4
    this.keys[k] = a
    this.keys[k + 1] = b
    this.keys[k + 2] = c
    this.keys[k + 3] = d
    this.ids[this.rows] = id
    this.rows++
    if ((a | b | c | d) !== 0) this.slots[this.slot(a, b, c, d)] = this.rows
  }

  /** Row (from 1) in its slot, or the free slot where it would stand. */
  slot(a: number, b: number, c: number, d: number): number {
    const { keys, slots } = this
    const mask = slots.length - 1
    let at = (a ^ (b << 7)) & mask
    for (;;) {
      const row = slots[at]!
      if (row === 0) return at
      const k = (row - 1) * 4
      if (keys[k] === a && keys[k + 1] === b && keys[k + 2] === c && keys[k + 3] === d) return at
      at = (at + 1) & mask
    }
  }

  private grow(): void {
    const keys = new Uint32Array(this.keys.length * 2)
    keys.set(this.keys)
    const ids = new Uint32Array(this.ids.length * 2)
    ids.set(this.ids)
    this.keys = keys
    this.ids = ids
    this.slots = new Int32Array(ids.length * 2)
    for (let row = 0; row < this.rows; row++) {
      const k = row * 4
      const [a, b, c, d] = [keys[k]!, keys[k + 1]!, keys[k + 2]!, keys[k + 3]!]
      if ((a | b | c | d) !== 0) this.slots[this.slot(a, b, c, d)] = row + 1
    }
  }
}

/**
 * The dictionary's files and its index in memory. One process (the ledger's writer) adds; any process may look up and erase, because
 * an erasure is a line in `erased` that every holder of the index reads before it next uses it.
 */
export class Identities {
  private readonly index = new Index()
  private readonly fd: number
  private readonly erasedFd: number
  private readonly added: Buffer[] = []
  private bytes = 0
  private erasedBytes = 0
  private readonly erasedOn = new Map<Identity, number>()
  private next = 1

  constructor(dir: string, writable: boolean) {
    const folder = join(dir, 'identities')
    if (writable) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const flags = writable || existsSync(join(folder, 'records')) ? 'r+' : 'r'
    this.fd = openOrMake(join(folder, 'records'), flags)
    this.erasedFd = openOrMake(join(folder, 'erased'), flags)
    this.refresh()
  }

  /** Takes in what others have added or erased. */
  refresh(): void {
    this.bytes = this.read(this.fd, RECORD, this.bytes, (chunk, at) => this.take(chunk, at))
    const gone = new Map<Identity, number>()
    this.erasedBytes = this.read(this.erasedFd, ERASED, this.erasedBytes, (chunk, at) => {
      const identity = chunk.toString('base64url', at, at + 16)
      this.erasedOn.set(identity, chunk.readUInt32LE(at + 16))
      if (this.rowOf(identity) !== 0) gone.set(identity, chunk.readUInt32LE(at + 20))
    })
    if (gone.size > 0) this.blank(gone)
  }

  get size(): number {
    return this.index.rows
  }

  /** Number of the person, or 0. */
  find(identity: Identity): number {
    const row = this.rowOf(identity)
    return row === 0 ? 0 : this.index.ids[row - 1]!
  }

  /** A number nobody has yet. */
  fresh(): number {
    if (this.next > 0xffffffff) throw new CordonError('ledger.full', 'Every person number of this ledger is given out.')
    return this.next++
  }

  /** As `find`, for the 22 characters at a place in a log. */
  findAt(bytes: Buffer, at: number): number {
    const row = this.index.slots[this.index.slot(...wordsOfText(bytes, at))]!
    return row === 0 ? 0 : this.index.ids[row - 1]!
  }

  /** Gives an identity a number; durable after `flush`. */
  set(identity: Identity, id: number): void {
    const record = Buffer.alloc(RECORD)
    record.write(identity, 'base64url')
    record.writeUInt32LE(id, 16)
    this.take(record, 0)
    this.added.push(record)
  }

  /** Writes what was added since, durably. Throws the system's error where the disk refuses; may then be called again. */
  flush(): void {
    if (this.added.length === 0) return
    const all = Buffer.concat(this.added)
    for (let at = 0; at < all.length; ) at += writeSync(this.fd, all, at, all.length - at, this.bytes + at)
    fdatasyncSync(this.fd)
    this.bytes += all.length
    this.added.length = 0
  }

  /** Day number of the erasure, or null. */
  erased(identity: Identity): number | null {
    return this.erasedOn.get(identity) ?? null
  }

  /** Identities that stand for one of these numbers. Looks at every row. */
  namesOf(ids: ReadonlySet<number>): Identity[] {
    const found: Identity[] = []
    for (let row = 0; row < this.index.rows; row++) {
      if (!ids.has(this.index.ids[row]!)) continue
      const key = Buffer.from(this.index.keys.buffer, row * 16, 16)
      if (!key.equals(EMPTY)) found.push(key.toString('base64url'))
    }
    return found
  }

  /** Forgets identities: noted in `erased` first, so that a crash in between is finished by whoever opens the dictionary next. */
  erase(identities: readonly Identity[], day: number): void {
    this.refresh()
    const note = Buffer.alloc(identities.length * ERASED)
    identities.forEach((identity, i) => {
      note.write(identity, i * ERASED, 'base64url')
      note.writeUInt32LE(day, i * ERASED + 16)
      note.writeUInt32LE(this.index.rows, i * ERASED + 20)
    })
    const at = fstatSync(this.erasedFd).size
    writeSync(this.erasedFd, note, 0, note.length, at - (at % ERASED))
    fdatasyncSync(this.erasedFd)
    this.refresh()
    fdatasyncSync(this.fd)
  }

  close(): void {
    closeSync(this.fd)
    closeSync(this.erasedFd)
  }

  private rowOf(identity: Identity): number {
    scratch.write(identity, 'base64url')
    return this.index.slots[this.index.slot(...words(scratch, 0))]!
  }

  /** A row from the file or from `set`. A later row for the same identity replaces the number; the earlier one stays in the file, pointing to a merged number. */
  private take(chunk: Buffer, at: number): void {
    const id = chunk.readUInt32LE(at + 16)
    if (id >= this.next) this.next = id + 1
    const [a, b, c, d] = words(chunk, at)
    const known = (a | b | c | d) === 0 ? 0 : this.index.slots[this.index.slot(a, b, c, d)]!
    this.index.add(a, b, c, d, id)
    if (known) this.index.ids[known - 1] = id
  }

  /** Zeroes the rows of these identities that stood before their erasure, in memory and in the file; the numbers stay, so that they are never given out again. */
  private blank(gone: ReadonlyMap<Identity, number>): void {
    for (let row = 0; row < this.index.rows; row++) {
      const key = Buffer.from(this.index.keys.buffer, row * 16, 16)
      const limit = gone.get(key.toString('base64url'))
      if (limit === undefined || row >= limit) continue
      const slot = this.index.slot(...words(key, 0))
      if (this.index.slots[slot]! <= limit) this.unslot(slot)
      key.fill(0)
      writeSync(this.fd, EMPTY, 0, 16, row * RECORD)
    }
  }

  /** Takes a slot out of open addressing: what was pushed behind it moves up. */
  private unslot(slot: number): void {
    const { slots, keys } = this.index
    const mask = slots.length - 1
    if (slots[slot] === 0) return
    slots[slot] = 0
    for (let at = (slot + 1) & mask; slots[at] !== 0; at = (at + 1) & mask) {
      const row = slots[at]!
      slots[at] = 0
      const k = (row - 1) * 4
      slots[this.index.slot(keys[k]!, keys[k + 1]!, keys[k + 2]!, keys[k + 3]!)] = row
    }
  }

  private read(fd: number, record: number, from: number, each: (chunk: Buffer, at: number) => void): number {
    const chunk = Buffer.allocUnsafe(record * 65_536)
    const size = fstatSync(fd).size
    const to = size - (size % record)
    let at = from
    while (at < to) {
      const got = readSync(fd, chunk, 0, Math.min(chunk.length, to - at), at)
      const whole = got - (got % record)
      if (whole === 0) break
      for (let p = 0; p < whole; p += record) each(chunk, p)
      at += whole
    }
    return at
  }
}

const scratch = Buffer.alloc(16)

function openOrMake(path: string, flags: string): number {
  try {
    return openSync(path, flags)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return openSync(path, 'w+', 0o600)
  }
}
