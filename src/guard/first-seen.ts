// Things that are said once and remembered over restarts, one JSON line each: properties a vendor gets, secrets that tried to leave.
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What is known at `path`, as first seen; a torn last line is ignored, a missing file is nothing. */
export async function readFirstSeen<T>(path: string): Promise<T[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const things: T[] = []
  for (const line of text.split('\n')) {
    try {
      if (line !== '') things.push(JSON.parse(line) as T)
    } catch {}
  }
  return things
}

export class FirstSeen<T> {
  readonly #path: string
  readonly #keyOf: (thing: T) => string
  readonly #most: number
  readonly #known: Set<string>
  #writing: Promise<void> = Promise.resolve()
  #lines: string[] = []
  /** All that were noted, as first seen. */
  readonly things: T[]

  private constructor(path: string, keyOf: (thing: T) => string, most: number, things: T[]) {
    this.#path = path
    this.#keyOf = keyOf
    this.#most = most
    this.things = things
    this.#known = new Set(things.map(keyOf))
  }

  /** Takes up what is known at `path`. `keyOf`: what makes two things the same. At most `most` are remembered. */
  static async open<T>(path: string, keyOf: (thing: T) => string, most = Number.POSITIVE_INFINITY): Promise<FirstSeen<T>> {
    await mkdir(dirname(path), { recursive: true })
    return new FirstSeen(path, keyOf, most, await readFirstSeen<T>(path))
  }

  /** True the first time. */
  note(thing: T): boolean {
    const key = this.#keyOf(thing)
    if (this.#known.has(key) || this.#known.size >= this.#most) return false
    this.#known.add(key)
    this.things.push(thing)
    this.#lines.push(`${JSON.stringify(thing)}\n`)
    if (this.#lines.length === 1) this.#writing = this.#writing.then(() => this.#flush())
    return true
  }

  async #flush(): Promise<void> {
    const lines = this.#lines.splice(0)
    await appendFile(this.#path, lines.join('')).catch(() => {})
  }

  /** Resolves when everything noted is written. */
  async settled(): Promise<void> {
    await this.#writing
  }
}
