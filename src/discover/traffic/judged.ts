// What was already looked at on one host: cookies and parameters repeat in most requests, and the same value in the same place says nothing new.
import type { PlacedValue, RawSeen } from './places.ts'

/** Values remembered a host; beyond it they are looked at again, which costs time and nothing else. */
const MOST = 20_000
const LONGEST = 256

/** Parameters, cookies and headers as they stand in the requests to one host. */
export class SeenRaw implements RawSeen {
  readonly #seen = new Set<string>()
  readonly #whole: boolean

  /** `whole`: every request is wanted whole, because whose it is has still to be judged by its form; what it carries then belongs to whoever that is. */
  constructor(whole: boolean) {
    this.#whole = whole
  }

  isNew(raw: string): boolean {
    return this.#whole || this.once(raw)
  }

  /** Was it never asked for before? */
  once(raw: string): boolean {
    if (raw.length > 4_096) return true
    if (this.#seen.has(raw)) return false
    if (this.#seen.size < MOST) this.#seen.add(raw)
    return true
  }
}

export class Judged {
  readonly #seen = new Map<string, Set<string>>()
  #count = 0

  /** Was it never asked for before? A bare name is always new: whether it is a person's depends on what stands beside it. */
  isNew(place: PlacedValue): boolean {
    if (place.text.length > LONGEST || place.path.endsWith('name')) return true
    const where = `${place.where} ${place.path}`
    let texts = this.#seen.get(where)
    if (!texts) {
      texts = new Set()
      if (this.#seen.size < MOST) this.#seen.set(where, texts)
    }
    if (texts.has(place.text)) return false
    if (this.#count < MOST) {
      this.#count++
      texts.add(place.text)
    }
    return true
  }
}
