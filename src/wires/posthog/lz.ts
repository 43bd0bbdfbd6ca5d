// LZ-String in base64 (`compression=lz64` of posthog-js before 1.60 or so): LZ78 over UTF-16 letters. Written here because the known library has no limit to what it
// unpacks to, and a few kilobytes may become gigabytes.
// Format: pieroxy/lz-string 1.5 (`_compress`, `_decompress`): codes of growing width, low bit first; 0 and 1 bring a letter of 8 or 16 bits, 2 ends.
import { CordonError } from '../../core/errors.ts'
import { expansionLimit } from '../codec/compress.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Int8Array(128).fill(-1)
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i
/** Letters: more than any event PostHog takes, few enough to be packed again in a moment. */
const LONGEST = 4 * 1024 * 1024
const PADDING = '='.charCodeAt(0)
const BYTE = 0
const WIDE = 1
const END = 2

/**
 * Base64 of LZ-String → text. Throws `wire.too-large` where the text is longer than the limit of compressed bodies, `wire.unreadable` where it is broken. Time and
 * memory are in proportion to the text: an entry of the dictionary is a stretch of what was already written.
 */
export function unpackLz(packed: string, limit: number = Math.min(LONGEST, expansionLimit(packed.length))): string {
  const bits = readBits(packed)
  let out = new Uint16Array(Math.min(limit, 4 * packed.length + 16))
  let length = 0
  const starts = [0, 0, 0]
  const lengths = [0, 0, 0]
  let width = 2
  let room = 1
  const grown = (): void => {
    if (--room > 0) return
    room = 2 ** width
    width++
  }
  const write = (start: number, count: number): void => {
    if (length + count > limit) throw new CordonError('wire.too-large', 'The compressed body expands beyond its limit.')
    if (length + count > out.length) {
      const larger = new Uint16Array(Math.min(limit, 2 * (length + count)))
      larger.set(out)
      out = larger
    }
    // Letter by letter: an entry may reach into what is being written.
    for (let i = 0; i < count; i++) out[length + i] = out[start + i] as number
    length += count
  }
  let before = -1
  for (;;) {
    let code = bits(width)
    if (code === END) return Buffer.from(out.buffer, 0, 2 * length).toString('utf16le')
    const began = length
    if (code === BYTE || code === WIDE) {
      const letter = bits(code === BYTE ? 8 : 16)
      code = starts.push(length) - 1
      lengths.push(1)
      write(length, 1)
      out[began] = letter
      grown()
    } else if (code < starts.length) write(starts[code] as number, lengths[code] as number)
    // The entry about to be made: the last one and its own first letter.
    else if (code === starts.length && before >= 0) write(before, began - before + 1)
    else throw new CordonError('wire.unreadable', 'The compressed body is broken.')
    if (before >= 0) {
      starts.push(before)
      lengths.push(began - before + 1)
      grown()
    }
    before = began
  }
}

/** Numbers of `width` bits, low bit first, out of base64 letters, high bit first. Past the end: `wire.unreadable`. */
function readBits(packed: string): (width: number) => number {
  let at = 0
  let six = 0
  let left = 0
  return (width) => {
    let value = 0
    for (let i = 0; i < width; i++) {
      if (left === 0) {
        const letter = packed.charCodeAt(at++)
        six = letter === PADDING ? 0 : (VALUES[letter] ?? -1)
        if (six < 0) throw new CordonError('wire.unreadable', 'The compressed body is broken.')
        left = 6
      }
      value |= ((six >> --left) & 1) << i
    }
    return value
  }
}

/** Text → base64 of LZ-String, letter by letter what the library gives: what was not changed leaves as it came. */
export function packLz(text: string): string {
  const letters: string[] = []
  let six = 0
  let filled = 0
  const put = (value: number, width: number): void => {
    for (let i = 0; i < width; i++) {
      six = (six << 1) | ((value >>> i) & 1)
      if (++filled < 6) continue
      letters.push(ALPHABET[six] as string)
      six = 0
      filled = 0
    }
  }
  let width = 2
  let room = 2
  const grown = (): void => {
    if (--room > 0) return
    room = 2 ** width
    width++
  }
  const single = new Map<number, number>()
  const longer = entries(text.length)
  /** Letters not yet written out, by their code. */
  const fresh = new Map<number, number>()
  let next = 3
  let code = -1
  const emit = (): void => {
    const letter = fresh.get(code)
    if (letter === undefined) put(code, width)
    else {
      fresh.delete(code)
      put(letter < 256 ? BYTE : WIDE, width)
      put(letter, letter < 256 ? 8 : 16)
      grown()
    }
    grown()
  }
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i)
    if (!single.has(letter)) {
      single.set(letter, next)
      fresh.set(next++, letter)
    }
    const known = code < 0 ? (single.get(letter) as number) : longer(code, letter, next)
    if (known !== next) {
      code = known
      continue
    }
    emit()
    next++
    code = single.get(letter) as number
  }
  if (code >= 0) emit()
  put(END, width)
  do put(0, 1)
  while (filled !== 0)
  return letters.join('').padEnd(Math.ceil(letters.length / 4) * 4, '=')
}

/**
 * Entries of two letters and more, by the code of all but the last letter and that letter: gives the code, or remembers `next` and gives that. An open hash table,
 * for a Map of numbers beyond 31 bits is five times slower, and somebody may send what is slow.
 */
function entries(most: number): (code: number, letter: number, next: number) => number {
  const size = 2 ** Math.ceil(Math.log2(2 * most + 2))
  const codes = new Int32Array(size)
  const letters = new Uint16Array(size)
  const found = new Int32Array(size)
  return (code, letter, next) => {
    let at = (Math.imul(code, 0x9e3779b1) ^ Math.imul(letter, 0x85ebca6b)) >>> 0
    at = (at ^ (at >>> 15)) & (size - 1)
    while (found[at] !== 0 && (codes[at] !== code || letters[at] !== letter)) at = (at + 1) & (size - 1)
    if (found[at] !== 0) return found[at] as number
    codes[at] = code
    letters[at] = letter
    found[at] = next
    return next
  }
}
