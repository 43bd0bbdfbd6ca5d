// Functions that came to hand something on in the last round, as their callers are asked for them: by themselves, and by name.
import type { Target } from '../names/callers.ts'
import { type Asked, hashed, type Reads } from '../names/reads.ts'
import { lastName, push, type Source } from '../names/source.ts'

export interface FreshFn {
  readonly path: string
  readonly fn: number
  /** Its own name and its class. */
  readonly name: string
  readonly owner: string
}

export class Fresh {
  readonly #reads: Reads
  readonly #sourceOf: (path: string) => Source
  readonly #wanted: ReadonlySet<string>
  readonly #index: ReadonlyMap<string, readonly FreshFn[]>
  readonly #asked = new Map<string, Asked>()

  /** `all`: in the order in which they were found, each as often. */
  constructor(all: readonly FreshFn[], reads: Reads, sourceOf: (path: string) => Source) {
    this.#reads = reads
    this.#sourceOf = sourceOf
    this.#wanted = new Set(all.map(idOf))
    this.#index = byName(all)
  }

  has(source: Source, fn: number): boolean {
    const id = idOf({ path: source.path, fn })
    this.#ask(id)
    return this.#wanted.has(id)
  }

  /** Functions of this name, or of a class of this name. */
  get(name: string): readonly Target[] | undefined {
    this.#ask(name)
    return this.#index.get(name)?.map(({ path, fn }) => ({ source: this.#sourceOf(path), fn }))
  }

  #ask(name: string): void {
    let asked = this.#asked.get(name)
    if (!asked) {
      asked = { hash: freshHash(name), stamp: 0 }
      this.#asked.set(name, asked)
    }
    this.#reads.note(asked)
  }
}

/** Every question that something answers, with what is answered: two rounds differ where these do. */
export function answersOf(all: readonly FreshFn[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const one of all) found.set(idOf(one), '')
  for (const [name, list] of byName(all)) found.set(name, list.map(idOf).join('\n'))
  return found
}

/** By what a question for such functions is known. */
export function freshHash(name: string): number {
  return hashed('fresh', name)
}

function byName(all: readonly FreshFn[]): Map<string, FreshFn[]> {
  const index = new Map<string, FreshFn[]>()
  for (const one of all) for (const name of new Set([one.name, lastName(one.owner)])) if (name !== '') push(index, name, one)
  return index
}

function idOf({ path, fn }: Pick<FreshFn, 'path' | 'fn'>): string {
  return `${path}#${fn}`
}
