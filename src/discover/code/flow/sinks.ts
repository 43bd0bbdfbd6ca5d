// What parameters of our own functions end in: the vendor's call that a value given there reaches in the end. Grows while wrappers are followed to their callers.

import { type Asked, hashed, type Reads } from '../names/reads.ts'
import type { Source } from '../names/source.ts'
import type { Sink } from './handed.ts'

/** A sink that was found, and where. */
export interface Grown {
  readonly path: string
  readonly fn: number
  /** The function's own name and its class. */
  readonly name: string
  readonly owner: string
  readonly param: number
  readonly sink: Sink
}

/** A call that was followed: the file it stands in, and what tells it from others there. */
export interface Followed {
  readonly path: string
  readonly key: string
}

const MAX_SINKS = 20_000

interface Cell extends Asked {
  readonly list: Sink[]
}

export class Sinks {
  /** Everything that was found and followed, in order. */
  readonly grown: Grown[] = []
  readonly followed: Followed[] = []
  readonly #reads: Reads
  readonly #cells = new Map<string, Cell>()
  readonly #calls = new Map<string, Asked & { readonly keys: Set<string> }>()

  constructor(reads: Reads) {
    this.#reads = reads
  }

  of(source: Source, fn: number, param: number): readonly Sink[] {
    return this.#cell(source.path, fn, param).list
  }

  /** Is there room for more? */
  get full(): boolean {
    return this.grown.length > MAX_SINKS
  }

  /** False where the same is known of the parameter. */
  add(source: Source, fn: number, param: number, sink: Sink): boolean {
    const { list } = this.#cell(source.path, fn, param)
    const { vendor, property, path, meaning } = sink
    if (list.some((one) => one.vendor === vendor && one.property === property && one.path === path && one.meaning === meaning)) return false
    const { name, owner } = source.unit.fns[fn]!
    this.grow({ path: source.path, fn, name, owner, param, sink })
    return true
  }

  grow(one: Grown): void {
    this.#cell(one.path, one.fn, one.param).list.push(one.sink)
    this.grown.push(one)
  }

  /** Is a call of a file followed for the first time? */
  first(path: string, key: string): boolean {
    if (this.#followedIn(path).keys.has(key)) return false
    this.follow({ path, key })
    return true
  }

  follow(one: Followed): void {
    this.#followedIn(one.path).keys.add(one.key)
    this.followed.push(one)
  }

  #cell(path: string, fn: number, param: number): Cell {
    const key = `${path}#${fn}#${param}`
    let cell = this.#cells.get(key)
    if (!cell) {
      cell = { hash: sinkHash({ path, fn, param }), stamp: 0, list: [] }
      this.#cells.set(key, cell)
    }
    this.#reads.note(cell)
    return cell
  }

  #followedIn(path: string): { readonly keys: Set<string> } {
    let cell = this.#calls.get(path)
    if (!cell) {
      cell = { hash: followedHash(path), stamp: 0, keys: new Set() }
      this.#calls.set(path, cell)
    }
    this.#reads.note(cell)
    return cell
  }
}

export function sinkHash(one: Pick<Grown, 'path' | 'fn' | 'param'>): number {
  return hashed('sink', `${one.path}#${one.fn}#${one.param}`)
}

export function followedHash(path: string): number {
  return hashed('followed', path)
}
