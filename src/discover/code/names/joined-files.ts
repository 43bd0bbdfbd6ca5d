// The files that have joined a program, and what they say under names. Whatever is asked here is noted, so that it is known which files a step of the scan depends on.
import { type Asked, hashed, type Reads } from './reads.ts'
import type { Said, Table } from './said.ts'
import { lastName, type Source } from './source.ts'
import { type Entry, type Sayers, Tables } from './tables.ts'

export class JoinedFiles {
  /** Parses a file on demand; null where it is not to be parsed now. */
  load: (path: string) => Source | null = () => null
  readonly #reads: Reads
  readonly #tables: Tables
  readonly #sources = new Map<string, Source>()
  /** Files that were asked for, joined or not. */
  readonly #places = new Map<string, Asked>()
  #scratch = new Map<unknown, unknown>()

  constructor(reads: Reads, sayers?: Sayers) {
    this.#reads = reads
    this.#tables = new Tables(reads, sayers)
  }

  /** `later`: the sayers know what it says. */
  add(source: Source, later = false): void {
    if (this.#sources.has(source.path)) return
    this.#sources.set(source.path, source)
    this.#scratch = new Map()
    if (later) this.#tables.addLater(source)
    else this.#tables.add(source)
  }

  /** A file that has joined. */
  joined(path: string): Source | undefined {
    let place = this.#places.get(path)
    if (!place) {
      place = { hash: joinedHash(path), stamp: 0 }
      this.#places.set(path, place)
    }
    this.#reads.note(place)
    return this.#sources.get(path)
  }

  /** Is a file there, for who runs the steps: nothing is noted. */
  has(path: string): boolean {
    return this.#sources.has(path)
  }

  /** A file that has joined, for who runs the steps: nothing is noted. */
  peek(path: string): Source | undefined {
    return this.#sources.get(path)
  }

  /** All files that have joined by now, for who runs the steps: a step asks by name. */
  all(): Source[] {
    return [...this.#sources.values()]
  }

  /** The same, with those that join meanwhile. */
  growing(): Iterable<Source> {
    return this.#sources.values()
  }

  /** A file that has joined, or joins now. */
  find(path: string): Source | null {
    return this.joined(path) ?? this.load(path)
  }

  /** What files say under a name, in the order in which they joined. */
  said<T extends Table>(table: T, name: string): readonly Entry<Said[T]>[] {
    return this.#tables.list(table, name)
  }

  /** Functions anywhere in the tree with this own name. */
  fnsNamed(name: string): readonly { source: Source; fn: number }[] {
    return this.said('fn', name).map(({ source, value }) => ({ source, fn: value }))
  }

  /** Methods of this name of classes of this name. */
  methodsNamed(name: string, owner: string): readonly { source: Source; fn: number }[] {
    return this.said('fn', `${name}@${owner}`).map(({ source, value }) => ({ source, fn: value }))
  }

  /** Classes and interfaces that a class of this name names as those it inherits. */
  parentsOf(name: string): readonly string[] {
    return [...new Set(this.said('parent', name).map((one) => one.value))]
  }

  /** Classes that name this one as one they inherit, implement or use. */
  heirsOf(name: string): readonly string[] {
    return [...new Set(this.said('child', lastName(name)).map((one) => one.value))]
  }

  /** Files in which a class of this name stands. */
  homesOf(name: string): readonly Source[] {
    return this.said('home', lastName(name)).map((one) => one.source)
  }

  /** What is worked out once a step, and again when a file joins. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.#scratch.has(key)) this.#scratch.set(key, make())
    return this.#scratch.get(key) as T
  }

  /** Answers by what was asked, for as long as no file joins; each with what it asked for in turn. */
  readonly #answers = new Map<string, { readonly answer: unknown; readonly asked: readonly Asked[]; readonly files: number }>()

  /** What is worked out once for all steps until a file joins: the same files give the same answer. `keep`: is the answer one to remember? */
  remembered<T>(key: string, make: () => T, keep: (answer: T) => boolean): T {
    const known = this.#answers.get(key)
    if (known?.files === this.#sources.size) {
      for (const one of known.asked) this.#reads.note(one)
      return known.answer as T
    }
    const { answer, asked } = this.#reads.apart(make)
    if (keep(answer)) this.#answers.set(key, { answer, asked, files: this.#sources.size })
    return answer
  }

  /** Does any class inherit or implement one of this name? */
  isInherited(name: string): boolean {
    return this.said('child', lastName(name)).length > 0
  }

  /** Forgets what was looked up: another step begins, which is to depend on nothing that was there before it but the files. */
  forget(): void {
    this.#scratch = new Map()
  }
}

/** By what the question is known whether a file has joined. */
export function joinedHash(path: string): number {
  return hashed('joined', path)
}
