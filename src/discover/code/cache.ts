// What an earlier scan read of each file, so that the next one reads and parses only what changed. A file counts as unchanged by size and time of change, else by its content's hash; the answer is the same with and without. A collector: the only other file here that touches the disk.
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Unit } from './ir.ts'

/** Raised whenever what is kept of a file changes its meaning. */
const VERSION = 2

export interface Kept {
  readonly imports: readonly string[]
  readonly parse: boolean
  /** Why the file is not read; null where it is. */
  readonly skipped: string | null
}

interface Entry extends Kept {
  readonly size: number
  readonly mtimeMs: number
  readonly hash: string
}

interface Stored {
  readonly key: string
  readonly files: Record<string, Entry>
  /** Hash of a file's content and language → place of its unit in the second file. */
  readonly units: Record<string, readonly [from: number, length: number]>
}

export interface FileState {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
}

/** One scanned root's cache at a path of its own (`<path>.json`, `<path>.units`). Whatever is unreadable or from another version counts as empty. */
export class ScanCache {
  readonly #path: string
  #key = ''
  #stored: Stored = { key: '', files: {}, units: {} }
  #text: Buffer = Buffer.alloc(0)
  readonly #next: Record<string, Entry> = {}
  readonly #units = new Map<string, string>()
  #changed = false

  constructor(path: string) {
    this.#path = path
  }

  /** `key`: everything besides a file's own content that what is kept depends on. */
  open(key: string): void {
    this.#key = createHash('sha256').update(`${VERSION}\0${key}`).digest('hex')
    try {
      const stored = JSON.parse(readFileSync(`${this.#path}.json`, 'utf8')) as Stored
      if (stored.key !== this.#key) return
      this.#text = readFileSync(`${this.#path}.units`)
      this.#stored = stored
    } catch {
      this.#stored = { key: '', files: {}, units: {} }
    }
  }

  /** What is known of a file that did not change. */
  look(file: FileState): Kept | null {
    const entry = this.#stored.files[file.path]
    if (entry?.size !== file.size || entry.mtimeMs !== file.mtimeMs) return null
    this.#next[file.path] = entry
    return entry
  }

  keep(file: FileState, text: string, kept: Kept): void {
    this.#next[file.path] = { ...kept, size: file.size, mtimeMs: file.mtimeMs, hash: hashOf(text) }
    this.#changed = true
  }

  /** The unit of a file as it now is: by its content, wherever that stood before. */
  unit(path: string, lang: string): Unit | null {
    const hash = this.#next[path]?.hash
    const place = hash === undefined ? undefined : this.#stored.units[`${hash}.${lang}`]
    if (!place) return null
    try {
      return JSON.parse(this.#text.toString('utf8', place[0], place[0] + place[1])) as Unit
    } catch {
      return null
    }
  }

  keepUnit(path: string, lang: string, unit: Unit): void {
    const hash = this.#next[path]?.hash
    if (hash === undefined) return
    this.#units.set(`${hash}.${lang}`, JSON.stringify(unit))
    this.#changed = true
  }

  /** Writes what changed; a failure costs only the next scan's time. */
  close(): void {
    if (!this.#changed && Object.keys(this.#stored.files).length === Object.keys(this.#next).length) return
    const wanted = new Set(Object.values(this.#next).map((one) => one.hash))
    const units: Record<string, [number, number]> = {}
    const parts: Buffer[] = []
    let at = 0
    const add = (name: string, part: Buffer): void => {
      units[name] = [at, part.length]
      parts.push(part)
      at += part.length
    }
    for (const [name, [from, length]] of Object.entries(this.#stored.units))
      if (wanted.has(name.split('.')[0]!)) add(name, this.#text.subarray(from, from + length))
    for (const [name, text] of this.#units) if (!(name in units)) add(name, Buffer.from(text))
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
      // The table goes first and comes last: while the units change it names none.
      rmSync(`${this.#path}.json`, { force: true })
      replace(`${this.#path}.units`, Buffer.concat(parts))
      replace(`${this.#path}.json`, Buffer.from(JSON.stringify({ key: this.#key, files: this.#next, units } satisfies Stored)))
    } catch {
      rmSync(`${this.#path}.json`, { force: true })
    }
  }
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64url')
}

function replace(path: string, bytes: Buffer): void {
  const draft = `${path}.${process.pid}`
  const fd = openSync(draft, 'w', 0o600)
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(draft, path)
}
