// Parsed files kept on disk under the hash of their content: one growing file of units, whose index lies with the rest of the cache. Each unit stands behind its own name, so that an index that does not fit the file finds nothing rather than something else. A collector.
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Unit } from '../ir.ts'

/** Name of a unit (hash of the content, language) → where it stands. */
export type UnitIndex = Record<string, Place>

type Place = readonly [from: number, length: number]

/** Below this many bytes that nobody names any more the file is not written anew. */
const SPARE = 4 * 1024 * 1024
const BATCH = 2 * 1024 * 1024

export class UnitStore {
  readonly #path: string
  #index: Record<string, Place> = {}
  #bytes: Buffer | null = null
  /** Units that are not written yet. */
  #added = new Map<string, string>()
  #pending = 0

  constructor(path: string) {
    this.#path = path
  }

  open(index: UnitIndex): void {
    this.#index = { ...index }
  }

  /** JSON of a unit. `all`: many more will be asked for, so the whole file is read at once. */
  text(name: string, all: boolean): string | null {
    const place = this.#index[name]
    if (!place) return this.#added.get(name) ?? null
    const found = all || this.#bytes ? this.#whole().toString('utf8', place[0], place[0] + place[1]) : this.#piece(place)
    return found.startsWith(`${name}\n`) ? found.slice(name.length + 1) : null
  }

  unit(name: string): Unit | null {
    const text = this.text(name, true)
    if (text === null) return null
    try {
      return JSON.parse(text) as Unit
    } catch {
      return null
    }
  }

  has(name: string): boolean {
    return name in this.#index || this.#added.has(name)
  }

  /** JSON of a unit. Kept in memory until there is enough to write, so that a large tree does not fill it. */
  add(name: string, text: string): void {
    if (name in this.#index || this.#added.has(name)) return
    this.#added.set(name, text)
    this.#pending += text.length
    if (this.#pending > BATCH) this.#append()
  }

  #append(): void {
    const parts: Buffer[] = []
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
      const fd = openSync(this.#path, 'a', 0o600)
      try {
        let at = fstatSync(fd).size
        for (const [name, text] of this.#added) at = put(this.#index, parts, at, name, Buffer.from(`${name}\n${text}`))
        write(fd, Buffer.concat(parts))
      } finally {
        closeSync(fd)
      }
    } catch {
      for (const name of this.#added.keys()) delete this.#index[name]
    }
    this.#added.clear()
    this.#pending = 0
  }

  /** Writes what is left and gives the index of what is wanted; the file is written anew where most of it is of no more use. */
  close(wanted: (name: string) => boolean): UnitIndex {
    if (this.#added.size > 0) this.#append()
    const kept = Object.entries(this.#index).filter(([name]) => wanted(name))
    const used = kept.reduce((sum, [, place]) => sum + place[1], 0)
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    return size > 2 * used + SPARE ? this.#anew(kept) : Object.fromEntries(kept)
  }

  #anew(kept: readonly [string, Place][]): UnitIndex {
    this.#bytes = null
    const whole = this.#whole()
    const index: Record<string, Place> = {}
    const draft = `${this.#path}.${process.pid}`
    const fd = openSync(draft, 'w', 0o600)
    try {
      let at = 0
      for (const [name, [from, length]] of kept) {
        write(fd, whole.subarray(from, from + length))
        index[name] = [at, length]
        at += length
      }
    } finally {
      closeSync(fd)
    }
    renameSync(draft, this.#path)
    return index
  }

  #whole(): Buffer {
    try {
      this.#bytes ??= readFileSync(this.#path)
    } catch {
      this.#bytes = Buffer.alloc(0)
    }
    return this.#bytes
  }

  #piece([from, length]: Place): string {
    const piece = Buffer.alloc(length)
    try {
      const fd = openSync(this.#path, 'r')
      try {
        readSync(fd, piece, 0, length, from)
      } finally {
        closeSync(fd)
      }
    } catch {
      return ''
    }
    return piece.toString('utf8')
  }
}

function put(index: Record<string, Place>, parts: Buffer[], at: number, name: string, bytes: Buffer): number {
  index[name] = [at, bytes.length]
  parts.push(bytes)
  return at + bytes.length
}

function write(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
}
