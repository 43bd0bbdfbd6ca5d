// Tells which steps of an earlier scan would do again what they did. The steps of both scans are gone through side by side; whatever has become different by then is marked, and a step that asked for nothing marked holds.

import { followedHash, type Grown, sinkHash } from '../flow/sinks.ts'
import { hashed } from '../names/reads.ts'

/** What a step of the scan did, as far as other steps and the answer are concerned. */
export interface Effects {
  /** Files that joined, in order. */
  readonly joins: readonly string[]
  readonly grown: readonly Grown[]
  readonly followed: readonly { readonly path: string; readonly key: string }[]
  /** Vendors' calls that it found. */
  readonly called: readonly { readonly path: string }[]
  /** What it said to the scan itself, as JSON. */
  readonly says: unknown
}

export interface Step<E extends Effects> {
  /** The question, and the file it was about: one step each. */
  readonly id: string
  /** Everything it asked for; null: it did not come to its end. */
  readonly asked: ArrayLike<number> | null
  readonly effects: E
}

/** How far ahead a step is looked for; one that moved farther is taken anew. */
const MOVED = 64
const BITS = 24

export class Replay<E extends Effects> {
  readonly #steps: readonly Step<E>[]
  readonly #places: ReadonlyMap<string, number>
  readonly #namesOf: (path: string) => Iterable<number>
  readonly #marked = new Uint8Array(1 << (BITS - 3))
  #any = false
  #at = 0

  /** `namesOf`: by what questions are known that a file answers once it has joined. */
  constructor(steps: readonly Step<E>[], namesOf: (path: string) => Iterable<number>) {
    this.#steps = steps
    this.#places = new Map(steps.map((one, i) => [one.id, i]))
    this.#namesOf = namesOf
  }

  mark(hash: number): void {
    const bit = hash >>> (32 - BITS)
    this.#marked[bit >> 3]! |= 1 << (bit & 7)
    this.#any = true
  }

  /** The earlier step of this name, where it stands at this place; what went missing before it is marked. */
  at(id: string): Step<E> | null {
    const place = this.#places.get(id)
    if (place === undefined || place < this.#at || place > this.#at + MOVED) return null
    for (; this.#at < place; this.#at++) this.#markAll(this.#steps[this.#at]!.effects)
    this.#at++
    return this.#steps[place]!
  }

  /** Goes on to the steps of which the name begins so; what is left of those before is marked. */
  enter(kind: string): void {
    const place = this.#steps.findIndex((one, i) => i >= this.#at && one.id.startsWith(kind))
    for (; place >= 0 && this.#at < place; this.#at++) this.#markAll(this.#steps[this.#at]!.effects)
  }

  /** Would a step do the same again? */
  holds({ asked }: Step<E>): boolean {
    if (!asked) return false
    if (!this.#any) return true
    for (let i = 0; i < asked.length; i++) {
      const bit = asked[i]! >>> (32 - BITS)
      if ((this.#marked[bit >> 3]! & (1 << (bit & 7))) !== 0) return false
    }
    return true
  }

  /** Marks what is different after a step than it was. */
  differs(before: E | null, now: E): void {
    if (!before) return this.#markAll(now)
    if (!same(before.joins, now.joins)) for (const path of [...before.joins, ...now.joins]) this.markJoined(path)
    if (!same(before.grown, now.grown)) for (const one of [...before.grown, ...now.grown]) this.mark(sinkHash(one))
    if (!same(before.followed, now.followed)) for (const one of [...before.followed, ...now.followed]) this.mark(followedHash(one.path))
    if (!same(before.called, now.called)) for (const one of [...before.called, ...now.called]) this.mark(calledHash(one.path))
  }

  /** Marks a file that joined at another time than before, or not at all. */
  markJoined(path: string): void {
    for (const hash of this.#namesOf(path)) this.mark(hash)
  }

  #markAll({ joins, grown, followed, called }: E): void {
    for (const path of joins) this.markJoined(path)
    for (const one of grown) this.mark(sinkHash(one))
    for (const one of followed) this.mark(followedHash(one.path))
    for (const one of called) this.mark(calledHash(one.path))
  }
}

/** By what the question for the vendors' calls of a file is known. */
export function calledHash(path: string): number {
  return hashed('called', path)
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && (a.length === 0 || textOf(a) === textOf(b))
}

/** Cards are the same in both scans. */
function textOf(list: readonly unknown[]): string {
  return JSON.stringify(list, (key, value) => (key === 'card' ? (value?.id ?? null) : value))
}
