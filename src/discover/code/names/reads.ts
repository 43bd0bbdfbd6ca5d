// Notes what a step of the scan asks for: files, names, exports. Two runs of a step differ only where something that it asked for does.

/** Something that can be asked for, by a number of its own (two may share one: that only makes a step run that need not). */
export interface Asked {
  readonly hash: number
  /** The step that asked for it last. */
  stamp: number
}

export class Reads {
  /** The step at work. */
  stamp = 0
  #noted: number[] = []
  /** What is asked for by an answer that is being worked out, to be remembered with it. */
  #apart: Asked[] | null = null

  begin(): void {
    this.stamp++
    this.#noted = []
  }

  note(one: Asked): void {
    this.#apart?.push(one)
    if (one.stamp === this.stamp) return
    one.stamp = this.stamp
    this.#noted.push(one.hash)
  }

  /** An answer with everything it asked for, whether the step had asked for it before or not: whoever is given the answer again has asked for the same. */
  apart<T>(what: () => T): { readonly answer: T; readonly asked: readonly Asked[] } {
    const outer = this.#apart
    const mine: Asked[] = []
    this.#apart = mine
    try {
      const answer = what()
      const asked = mine.length > 1 ? [...new Set(mine)] : mine
      for (const one of asked) outer?.push(one)
      return { answer, asked }
    } finally {
      this.#apart = outer
    }
  }

  /** Everything asked for since `begin`. */
  end(): readonly number[] {
    const noted = this.#noted
    this.begin()
    return noted
  }
}

/** FNV-1a of a text of a kind, mixed as MurmurHash3 does at its end, so that any part of the bits tells apart. */
export function hashed(kind: string, text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < kind.length; i++) hash = Math.imul(hash ^ kind.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ 0xff, 0x01000193)
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
