// What an earlier scan read of each file and what it answered, so that the next one reads and parses only what changed. The answer is the same with and without. A collector.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Unit } from '../ir.ts'
import type { Past } from './past.ts'
import { type UnitIndex, UnitStore } from './unit-store.ts'

/** Raised whenever the form of what is kept changes. */
const VERSION = 4

/** A file changed so shortly before it was looked at may change again without its times telling: file systems count in ticks of up to two seconds. */
const RACY_MS = 2_500

export interface Kept {
  readonly imports: readonly string[]
  readonly parse: boolean
  /** Why the file is not read; null where it is. */
  readonly skipped: string | null
}

/** What tells that a file did not change: size, times of change of content and entry (ms), inode. */
export interface FileState {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
  readonly ctimeMs: number
  readonly ino: number
}

interface Entry extends Kept {
  /** State by which the file is known again; '' where it changed too shortly before. */
  readonly state: string
  readonly hash: string
}

interface Stored {
  readonly key: string
  readonly files: Record<string, Entry>
  readonly units: UnitIndex
}

/** By what an answer is known to hold still. */
interface Known {
  /** Digest of all states. */
  readonly tree: string
  readonly unsure: readonly (readonly [path: string, hash: string])[] | null
}

/** More files than that are not read for an answer; they cost as much as the first look at the tree. */
const MOST_UNSURE = 50

const EMPTY: Stored = { key: '', files: {}, units: {} }

/** One scanned root's cache at a path of its own (`<path>.files`, `.units`, `.link`, `.answer`). Whatever is unreadable or from another version counts as empty. */
export class ScanCache<Answer = unknown> {
  readonly #path: string
  /** What the code of the scan, the catalogue and the options are known by. */
  readonly stamp: string
  readonly #now: number
  readonly #units: UnitStore
  #key = ''
  #stored = EMPTY
  readonly #next: Record<string, Entry> = {}
  #changed = false
  #tree = ''
  #racyOnes: string[] = []

  /** `now`: milliseconds since 1970 before the tree was listed. */
  constructor(path: string, stamp: string, now: number) {
    this.#path = path
    this.stamp = stamp
    this.#now = now
    this.#units = new UnitStore(`${path}.units`)
  }

  /**
   * The answer of an earlier scan, where no file's state changed since. `rest`: everything else the answer depends on.
   * Files whose state said nothing then, since they had just changed, are read and compared, if they are few.
   */
  answered(files: readonly FileState[], rest: string, read: (path: string) => unknown): Answer | null {
    this.#racyOnes = files.filter((file) => this.#racy(file)).map((file) => file.path)
    this.#tree = digest(`${VERSION}\0${this.stamp}\0${rest}\0${files.map((file) => `${file.path}\0${stateOf(file)}`).join('\n')}`)
    const lines = this.#lines()
    const { tree, unsure } = parsed<Known>(lines?.[0]) ?? { tree: '', unsure: null }
    if (!lines || tree !== this.#tree || unsure === null) return null
    for (const [path, hash] of unsure) {
      const text = read(path)
      if (typeof text !== 'string' || hashOf(text) !== hash) return null
    }
    return parsed<Answer>(lines[1])
  }

  /** Files that had just changed with the hash of what was read; null where they are many, or were not read by content. */
  #unsure(): Known['unsure'] {
    if (this.#racyOnes.length > MOST_UNSURE) return null
    const hashes = this.#racyOnes.map((path) => [path, this.#next[path]?.hash ?? ''] as const)
    return hashes.every(([, hash]) => hash !== '') ? hashes : null
  }

  /** What an earlier scan went through to its answer. */
  past(): { past: Past; answer: () => Answer | null } | null {
    const lines = this.#lines()
    const past = lines ? parsed<Past>(lines[2]) : null
    return past && lines ? { past, answer: () => parsed<Answer>(lines[1]) } : null
  }

  #read: string[] | null | undefined

  #lines(): string[] | null {
    if (this.#read !== undefined) return this.#read
    try {
      this.#read = readFileSync(`${this.#path}.answer`, 'utf8').split('\n')
    } catch {
      this.#read = null
    }
    return this.#read
  }

  /** `key`: everything besides a file's own content that what is kept of it depends on. */
  open(key: string): void {
    this.#key = digest(`${VERSION}\0${this.stamp}\0${key}`)
    try {
      const stored = JSON.parse(readFileSync(`${this.#path}.files`, 'utf8')) as Stored
      if (stored.key !== this.#key) return
      this.#stored = stored
      this.#units.open(stored.units)
    } catch {
      this.#stored = EMPTY
    }
  }

  /** What is known of a file whose state did not change. */
  look(file: FileState): Kept | null {
    const entry = this.#stored.files[file.path]
    if (!entry || entry.state === '' || entry.state !== stateOf(file)) return null
    this.#next[file.path] = entry
    return entry
  }

  /** What is known of a file whose content did not change. */
  same(file: FileState, text: string): Kept | null {
    const entry = this.#stored.files[file.path]
    if (entry?.hash !== hashOf(text)) return null
    this.#next[file.path] = { ...entry, state: this.#racy(file) ? '' : stateOf(file) }
    this.#changed = true
    return entry
  }

  keep(file: FileState, text: string, kept: Kept): void {
    this.#next[file.path] = { ...kept, state: this.#racy(file) ? '' : stateOf(file), hash: hashOf(text) }
    this.#changed = true
  }

  /** Hash of a file's content as it now is; '' where it was not read by content. */
  hash(path: string): string {
    return this.#next[path]?.hash ?? ''
  }

  /** Is the unit of a file as it now is the one of an earlier content, as far as that is still kept? */
  sameUnit(path: string, lang: string, before: string): boolean {
    const [now, then] = [nameOf(this.#next[path], path, lang), nameOf({ hash: before }, path, lang)]
    const text = then === null ? null : this.#units.text(then, false)
    return now !== null && text !== null && text === this.#units.text(now, false)
  }

  /** What linking was known by to an earlier scan. */
  linked(): Buffer | null {
    try {
      return readFileSync(`${this.#path}.link`)
    } catch {
      return null
    }
  }

  /** Keeps what linking is known by; null: nothing. Says itself what it is about, so it need not fit the rest. */
  keepLink(parts: readonly Uint8Array[] | null): void {
    try {
      if (parts) replace(`${this.#path}.link`, Buffer.concat(parts))
      else rmSync(`${this.#path}.link`, { force: true })
    } catch {
      rmSync(`${this.#path}.link`, { force: true })
    }
  }

  /** What was known of a file before. */
  before(path: string): Kept | null {
    return this.#stored.files[path] ?? null
  }

  /** The unit of a file as it now is: by its content, wherever that stood before. */
  unit(path: string, lang: string): Unit | null {
    const name = nameOf(this.#next[path], path, lang)
    return name === null ? null : this.#units.unit(name)
  }

  /** JSON of the unit of a file as it was before. */
  unitBefore(path: string, lang: string): string | null {
    const name = nameOf(this.#stored.files[path], path, lang)
    return name === null ? null : this.#units.text(name, false)
  }

  hasUnit(path: string, lang: string): boolean {
    const name = nameOf(this.#next[path], path, lang)
    return name !== null && this.#units.has(name)
  }

  /** `unit`: as JSON. */
  keepUnit(path: string, lang: string, unit: string): void {
    const name = nameOf(this.#next[path], path, lang)
    if (name === null) return
    this.#units.add(name, unit)
    this.#changed = true
  }

  /** Writes what changed, with the answer; a failure costs only the next scan's time. */
  close(past: Past, answer: Answer): void {
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
      if (this.#changed || Object.keys(this.#stored.files).length !== Object.keys(this.#next).length) {
        const wanted = new Set(Object.values(this.#next).map((one) => one.hash))
        const units = this.#units.close((name) => wanted.has(name.slice(0, name.indexOf('.'))))
        replace(`${this.#path}.files`, JSON.stringify({ key: this.#key, files: this.#next, units } satisfies Stored))
      }
      replace(
        `${this.#path}.answer`,
        `${JSON.stringify({ tree: this.#tree, unsure: this.#unsure() } satisfies Known)}\n${JSON.stringify(answer)}\n${JSON.stringify(past)}`,
      )
    } catch {
      for (const ending of ['files', 'answer']) rmSync(`${this.#path}.${ending}`, { force: true })
    }
  }

  #racy(file: FileState): boolean {
    return Math.max(file.mtimeMs, file.ctimeMs) > this.#now - RACY_MS
  }
}

/** By content, language and ending: some parsers go by the ending. */
function nameOf(entry: Pick<Entry, 'hash'> | undefined, path: string, lang: string): string | null {
  return entry === undefined ? null : `${entry.hash}.${lang}.${path.slice(path.lastIndexOf('.') + 1)}`
}

function stateOf(file: FileState): string {
  return `${file.size} ${file.mtimeMs} ${file.ctimeMs} ${file.ino}`
}

function parsed<T>(text: string | undefined): T | null {
  try {
    return text ? (JSON.parse(text) as T) : null
  } catch {
    return null
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64url')
}

/** Complete or not at all for whoever reads it. Not forced to disk: what a power cut leaves half-written cannot be read as JSON. */
function replace(path: string, text: string | Uint8Array): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, path)
}
