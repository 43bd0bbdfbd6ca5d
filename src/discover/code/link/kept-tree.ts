// An earlier scan's linking, held against the files as they now are: which of them are as they were, who says what among those, and in which a name was looked for.

import type { InputFile } from '../input.ts'
import { type Mention, mentioned, type Query } from '../names/callers.ts'
import type { KeptLink } from './kept-link.ts'

export interface Now {
  readonly files: readonly InputFile[]
  /** Hash of a file's content as it now is, with `+` before it where it is worth parsing by itself, else `-`. */
  readonly look: (path: string) => string
  /** Is its common form kept? */
  readonly hasUnit: (path: string, lang: string) => boolean
  /** Is the common form of a changed file what it was? `before`: hash of its content then. */
  readonly sameUnit: (path: string, lang: string, before: string) => boolean
  readonly imported: (path: string) => readonly string[]
  readonly text: (path: string) => string | null
}

export class KeptTree {
  readonly kept: KeptLink
  /** Files that are not as they were. */
  readonly changed: ReadonlySet<string>
  readonly #now: Now
  readonly #langs: ReadonlyMap<string, string>
  readonly #places: ReadonlyMap<string, number>

  constructor(kept: KeptLink, now: Now) {
    this.kept = kept
    this.#now = now
    this.#langs = new Map(now.files.map((file) => [file.path, file.lang]))
    this.changed = new Set(Object.keys(kept.looks).filter((path) => now.look(path) !== kept.looks[path]))
    this.#places = new Map(now.files.map((file, i) => [file.path, i]))
  }

  /** Is a file known well enough to be read only when it is asked for? */
  knows(path: string): boolean {
    return path in this.kept.joined && !this.changed.has(path) && this.#now.hasUnit(path, this.#langs.get(path)!)
  }

  /** What a file says, where it is as it was. */
  said(path: string): Uint32Array | undefined {
    return this.changed.has(path) ? undefined : this.kept.said.get(path)
  }

  flagged(path: string): boolean {
    return this.kept.looks[path]!.startsWith('+')
  }

  sameUnit(path: string): boolean {
    return this.#now.sameUnit(path, this.#langs.get(path)!, this.kept.looks[path]!.slice(1))
  }

  #sayers: { readonly starts: Uint32Array; readonly hashes: Uint32Array; readonly owners: Uint32Array; readonly paths: string[] } | null =
    null

  /** Files that say something under a name, known by its number. */
  sayers(hash: number): string[] {
    this.#sayers ??= indexed(this.kept.said)
    const { starts, hashes, owners, paths } = this.#sayers
    const found = new Set<string>()
    for (let i = starts[hash >>> 16]!; i < starts[(hash >>> 16) + 1]!; i++) if (hashes[i] === hash) found.add(paths[owners[i]!]!)
    return [...found]
  }

  /** Whether a file mentions one of the names, as far as an earlier search tells; null where it does not. `at`: which search it is. */
  mentions(at: number, names: readonly Mention[], place: number): boolean | null {
    const search = this.#search(at, names)
    const { path, lang } = this.#now.files[place]!
    if (!search || this.changed.has(path) || !this.#looked(search, at, path, lang)) return null
    const added = search.added.has(place)
    if (added && search.less.length === 0) return true
    if (!added && search.more.length === 0) return false
    const text = this.#now.text(path)
    return text !== null && (added ? names : search.more).some((one) => mentioned(text, one))
  }

  #last: { readonly names: readonly Mention[]; readonly search: Search | null } | null = null

  #search(at: number, names: readonly Mention[]): Search | null {
    if (this.#last?.names === names) return this.#last.search
    const before = this.kept.queries[at]
    const search = before ? compared(before, names) : null
    this.#last = { names, search }
    return search
  }

  /** Did an earlier search look into a file? */
  #looked({ before, doors }: Search, at: number, path: string, lang: string): boolean {
    const joined = this.kept.joined[path]
    if (joined !== undefined && joined < at) return false
    if (joined === at && !before.added.includes(this.#places.get(path)!)) return false
    if (before.importers === null || (!before.importers && lang !== 'js' && lang !== 'markup')) return true
    return this.#now.imported(path).some((one) => doors.has(this.#places.get(one) ?? -1))
  }
}

interface Search {
  readonly before: Query
  readonly added: ReadonlySet<number>
  readonly doors: ReadonlySet<number>
  /** Names looked for now that were not, and that were and are not now. */
  readonly more: readonly Mention[]
  readonly less: readonly Mention[]
}

function compared(before: Query, names: readonly Mention[]): Search {
  const keyOf = (one: Mention): string => `${one.name} ${one.owner}`
  const [then, now] = [new Set(before.names.map(keyOf)), new Set(names.map(keyOf))]
  return {
    before,
    added: new Set(before.added),
    doors: new Set(before.doors),
    more: names.filter((one) => !then.has(keyOf(one))),
    less: before.names.filter((one) => !now.has(keyOf(one))),
  }
}

/** Names under which two versions of a file do not say the same. */
export function differentNames(a: Uint32Array, b: Uint32Array): number[] {
  const [before, now] = [grouped(a), grouped(b)]
  return [...new Set([...before.keys(), ...now.keys()])].filter((hash) => before.get(hash) !== now.get(hash))
}

function grouped(said: Uint32Array): Map<number, string> {
  const found = new Map<number, string>()
  for (let i = 0; i < said.length; i += 2) found.set(said[i]!, `${found.get(said[i]!) ?? ''} ${said[i + 1]}`)
  return found
}

/** Names in the order of their first 16 bits. */
function indexed(said: ReadonlyMap<string, Uint32Array>): {
  starts: Uint32Array
  hashes: Uint32Array
  owners: Uint32Array
  paths: string[]
} {
  const paths = [...said.keys()]
  const starts = new Uint32Array((1 << 16) + 1)
  let count = 0
  for (const list of said.values())
    for (let i = 0; i < list.length; i += 2) {
      starts[(list[i]! >>> 16) + 1]!++
      count++
    }
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!
  const next = starts.slice()
  const hashes = new Uint32Array(count)
  const owners = new Uint32Array(count)
  let owner = 0
  for (const list of said.values()) {
    for (let i = 0; i < list.length; i += 2) {
      const at = next[list[i]! >>> 16]!++
      hashes[at] = list[i]!
      owners[at] = owner
    }
    owner++
  }
  return { starts, hashes, owners, paths }
}
