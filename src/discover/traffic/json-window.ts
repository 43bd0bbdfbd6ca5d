// Walks a JSON document of any size through a window that moves over it, so that a capture of hundreds of megabytes needs the memory of its largest entry.
// Only brackets and strings are followed here; JSON.parse then judges the small pieces that are wanted.

/** The document is broken at this offset (bytes). */
export class BrokenJson extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const COMMA = 0x2c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN = new Uint8Array(256)
const CLOSE = new Uint8Array(256)
for (const c of '{[') OPEN[c.charCodeAt(0)] = 1
for (const c of '}]') CLOSE[c.charCodeAt(0)] = 1
/** The bytes ran out before the value ended. */
export const MORE = -1

/** Offset after the string that begins at `at`; MORE where the buffer ends first. */
export function stringEnd(bytes: Buffer, at: number): number {
  for (let from = at + 1; ; ) {
    const quote = bytes.indexOf(QUOTE, from)
    if (quote < 0) return MORE
    let slashes = 0
    while (bytes[quote - 1 - slashes] === BACKSLASH && quote - 1 - slashes > at) slashes++
    if (slashes % 2 === 0) return quote + 1
    from = quote + 1
  }
}

/** Offset after the value that begins at `at`. `depth` is the greatest nesting allowed; deeper is broken. */
export function valueEnd(bytes: Buffer, at: number, depth: number): number {
  const first = bytes[at]!
  if (first === QUOTE) return stringEnd(bytes, at)
  if (!OPEN[first]) return scalarEnd(bytes, at)
  let open = 0
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === QUOTE) {
      const end = stringEnd(bytes, i)
      if (end === MORE) return MORE
      i = end - 1
    } else if (OPEN[byte]) {
      if (++open > depth) throw new BrokenJson(`nested deeper than ${depth}`, i)
    } else if (CLOSE[byte] && --open === 0) return i + 1
  }
  return MORE
}

function scalarEnd(bytes: Buffer, at: number): number {
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === COMMA || CLOSE[byte] || byte <= 0x20) {
      if (i === at) throw new BrokenJson('a value is missing', at)
      return i
    }
    if (byte === QUOTE || OPEN[byte] || byte === COLON) throw new BrokenJson('not JSON', i)
  }
  return MORE
}

/** First offset from `at` that is no white space; the buffer's length where only white space is left. */
export function skipSpace(bytes: Buffer, at: number): number {
  let i = at
  while (i < bytes.length && bytes[i]! <= 0x20) i++
  return i
}

/** What is wanted of an object: by key, a member parsed whole or its own members; everything else is passed over. */
export interface Wanted {
  readonly members: ReadonlyMap<string, 'whole' | Wanted>
  /** Lengths of the keys: most keys of most objects are told off by it, before they are read. */
  readonly lengths: ReadonlySet<number>
}

export function wanting(members: Readonly<Record<string, 'whole' | Wanted>>): Wanted {
  return { members: new Map(Object.entries(members)), lengths: new Set(Object.keys(members).map((key) => key.length)) }
}

/**
 * Reads the wanted members of the object that begins at `at` into `into`, in one walk. Returns the offset after it, or MORE. A wanted member that is
 * no JSON is left out and told to `bad`.
 */
export function readWanted(
  bytes: Buffer,
  at: number,
  depth: number,
  wanted: Wanted,
  into: Record<string, unknown>,
  bad: () => void,
): number {
  let i = skipSpace(bytes, at + 1)
  while (bytes[i] !== CLOSE_OBJECT) {
    if (i >= bytes.length) return MORE
    if (bytes[i] !== QUOTE) throw new BrokenJson('a key is missing', i)
    const keyEnd = stringEnd(bytes, i)
    if (keyEnd === MORE) return MORE
    const key = wanted.lengths.has(keyEnd - i - 2) ? bytes.toString('latin1', i + 1, keyEnd - 1) : ''
    const colon = skipSpace(bytes, keyEnd)
    if (colon >= bytes.length) return MORE
    if (bytes[colon] !== COLON) throw new BrokenJson('":" is missing', colon)
    const from = skipSpace(bytes, colon + 1)
    if (from >= bytes.length) return MORE
    const want = key === '' ? undefined : wanted.members.get(key)
    let to: number
    if (typeof want === 'object' && bytes[from] === OPEN_OBJECT) {
      const child: Record<string, unknown> = {}
      to = readWanted(bytes, from, depth - 1, want, child, bad)
      into[key] = child
    } else to = valueEnd(bytes, from, depth)
    if (to === MORE) return MORE
    if (want === 'whole') into[key] = parsed(bytes.toString('utf8', from, to), bad)
    i = skipSpace(bytes, to)
    if (bytes[i] === COMMA) i = skipSpace(bytes, i + 1)
    else if (i < bytes.length && bytes[i] !== CLOSE_OBJECT) throw new BrokenJson('"," or "}" is missing', i)
  }
  return i + 1
}

function parsed(text: string, bad: () => void): unknown {
  try {
    return JSON.parse(text)
  } catch {
    bad()
    return undefined
  }
}

/** The moving window. `at` is the reading position inside `bytes`; what stands before it may be let go. */
export class JsonWindow {
  bytes: Buffer = Buffer.alloc(0)
  at = 0
  ended = false
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #most: number
  #gone = 0
  #lines = 0
  #lastLine = 0

  /** `most`: bytes one value may have before the reading stops. */
  constructor(chunks: AsyncIterable<Uint8Array>, most: number) {
    this.#chunks = chunks[Symbol.asyncIterator]()
    this.#most = most
  }

  /** Lets go what was read and adds at least as much as is left, so that retrying a long value stays linear. False at the end. */
  async more(): Promise<boolean> {
    if (this.ended) return false
    this.#letGo()
    const parts: Uint8Array[] = [this.bytes]
    let added = 0
    while (added === 0 || added < this.bytes.length) {
      const next = await this.#chunks.next()
      if (next.done) {
        this.ended = true
        break
      }
      parts.push(next.value)
      added += next.value.length
    }
    if (this.bytes.length + added > this.#most) throw new BrokenJson(`one value is longer than ${this.#most} bytes`, 0)
    this.bytes = Buffer.concat(parts)
    return added > 0
  }

  #letGo(): void {
    for (let i = this.bytes.indexOf(10); i >= 0 && i < this.at; i = this.bytes.indexOf(10, i + 1)) {
      this.#lines++
      this.#lastLine = this.#gone + i + 1
    }
    this.#gone += this.at
    this.bytes = this.bytes.subarray(this.at)
    this.at = 0
  }

  /** The byte at the reading position after white space; undefined at the end of the document. */
  async peek(): Promise<number | undefined> {
    for (;;) {
      this.at = skipSpace(this.bytes, this.at)
      if (this.at < this.bytes.length) return this.bytes[this.at]
      if (!(await this.more())) return undefined
    }
  }

  /** Reads the value at the reading position; the range is valid until the next call. Throws BrokenJson where it does not end. */
  async value(depth: number): Promise<readonly [number, number]> {
    const end = await this.read((bytes, at) => valueEnd(bytes, at, depth))
    return [end.from, end.to]
  }

  /** As `value`, but by a reader of its own that returns the offset after it, or MORE; it is called again from the start when more has come. */
  async read(reader: (bytes: Buffer, at: number) => number): Promise<{ from: number; to: number }> {
    if ((await this.peek()) === undefined) throw new BrokenJson('the file ends where a value should be', this.at)
    for (;;) {
      const from = this.at
      const to = reader(this.bytes, from)
      if (to !== MORE) {
        this.at = to
        return { from, to }
      }
      if (!(await this.more())) throw new BrokenJson('the file ends inside a value', this.bytes.length)
    }
  }

  /** Line and column (1-based) of an offset inside the window. */
  place(offset: number): { line: number; column: number } {
    let line = this.#lines
    let start = this.#lastLine - this.#gone
    for (let i = this.bytes.indexOf(10); i >= 0 && i < offset; i = this.bytes.indexOf(10, i + 1)) {
      line++
      start = i + 1
    }
    return { line: line + 1, column: offset - start + 1 }
  }
}
