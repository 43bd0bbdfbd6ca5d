// Texts that keep coming and never held anything of anybody (`Linux`, `pro`, `Report opened`): looked at closely a few times, then only compared with the
// values of this message's people. Three quarters of all texts are such; looking closely costs a hundred times the comparing.

/** Times a text must have come out of the close look unchanged. */
const TIMES = 3
/** Longer texts, and those that could be an encoding of something, are always looked at closely. */
const PLAIN = /^[A-Za-z0-9 _.,:/()$-]{1,32}$/
const REMEMBERED = 20_000

/** One a vendor and policy: what is innocent under one policy may not be under another. */
export class Innocents {
  readonly #times = new Map<string, number>()
  readonly #folded = new Map<string, string>()

  /** The text's letters and digits in lower case where it is known to be innocent, else null. */
  folded(text: string): string | null {
    return this.#folded.get(text) ?? null
  }

  /** It came out of the close look as it was. */
  unchanged(text: string): void {
    if (!PLAIN.test(text)) return
    const times = (this.#times.get(text) ?? 0) + 1
    if (times < TIMES) {
      if (this.#times.size >= REMEMBERED) this.#times.clear()
      this.#times.set(text, times)
      return
    }
    this.#times.delete(text)
    if (this.#folded.size >= REMEMBERED) this.#folded.clear()
    this.#folded.set(text, fold(text))
  }
}

/** Words of the values of a message's people. Says quickly that a text holds none of them; when it says otherwise, look closely. */
export class KnownWords {
  readonly #words = new Set<string>()
  #beginnings: Set<string> | null = null
  /** Short texts asked about since the last word came: events of a batch say the same words. */
  readonly #asked = new Map<string, boolean>()

  add(value: string): void {
    for (const word of wordsOf(value)) {
      if (this.#words.has(word)) continue
      this.#words.add(word)
      this.#beginnings = null
      this.#asked.clear()
    }
  }

  /** `folded`: letters and digits in lower case. */
  mayHold(folded: string): boolean {
    if (folded.length > 32) return this.#look(folded)
    let holds = this.#asked.get(folded)
    if (holds === undefined) this.#asked.set(folded, (holds = this.#look(folded)))
    return holds
  }

  #look(folded: string): boolean {
    if (this.#words.size <= 24) {
      for (const word of this.#words) if (folded.includes(word)) return true
      return false
    }
    this.#beginnings ??= new Set([...this.#words].map((word) => word.slice(0, 3)))
    for (let i = 0; i + 3 <= folded.length; i++) if (this.#beginnings.has(folded.slice(i, i + 3))) return true
    return false
  }
}

/** The value's letters and digits in one, and its words of three letters or more. Remembered: the same people come again and again. */
function wordsOf(value: string): readonly string[] {
  const known = split.get(value)
  if (known !== undefined) return known
  const folded = fold(value)
  const words = folded.length === value.length ? [folded] : [folded, ...value.toLowerCase().split(/[^a-z0-9]+/)]
  const long = words.filter((word) => word.length >= 3)
  if (split.size >= REMEMBERED) split.clear()
  split.set(value, long)
  return long
}
const split = new Map<string, readonly string[]>()

/** Letters and digits in lower case. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (/^[a-z0-9]*$/.test(lower)) return lower
  return ASCII.test(lower) ? lower.replace(/[^a-z0-9]+/g, '') : lower.replace(/[^\p{L}\p{N}]+/gu, '')
}
const ASCII = /^[\x20-\x7e]*$/
