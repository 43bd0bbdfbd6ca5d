// Ledger rows as columns in memory, and as the bit-packed section of a segment: sorted by what repeats, so that it is written once, and gaps instead of numbers.
import { BitReader, BitWriter, bestOrder } from './bits.ts'

/** One row an index. Numbers of vendors, shapes and persons are the ledger's own; `first` and `last` are seconds of the day. */
export interface Rows {
  readonly length: number
  readonly vendor: Uint16Array
  readonly shape: Uint32Array
  readonly source: Uint8Array
  readonly day: Int32Array
  readonly person: Uint32Array
  readonly first: Uint32Array
  readonly last: Uint32Array
  readonly count: Uint32Array
}

export function emptyRows(length: number): Rows {
  return {
    length,
    vendor: new Uint16Array(length),
    shape: new Uint32Array(length),
    source: new Uint8Array(length),
    day: new Int32Array(length),
    person: new Uint32Array(length),
    first: new Uint32Array(length),
    last: new Uint32Array(length),
    count: new Uint32Array(length),
  }
}

/** Combines equal (person, vendor, shape, source, day) and gives the rows in the order in which they are stored. */
export class Combiner {
  private readonly groups = new Map<string, number>()
  private readonly groupKeys: [number, number, number, number][] = []
  private keys = new Float64Array(4096).fill(-1)
  private first = new Uint32Array(4096)
  private last = new Uint32Array(4096)
  private count = new Float64Array(4096)
  private used = 0

  /** A group's number for `add`; equal for equal arguments. */
  group(vendor: number, shape: number, source: number, day: number): number {
    const name = `${vendor},${shape},${source},${day}`
    const known = this.groups.get(name)
    if (known !== undefined) return known
    // A key is group · 2^32 + person and must stay exact. A log of 64 MiB has room for fewer entries than this.
    if (this.groupKeys.length >= 2 ** 21 - 1) throw new RangeError('too many (vendor, shape, day) in one segment')
    this.groups.set(name, this.groupKeys.length)
    return this.groupKeys.push([vendor, shape, source, day]) - 1
  }

  add(group: number, person: number, first: number, last: number, count: number): void {
    if (this.used * 2 > this.keys.length) this.grow()
    const key = group * 2 ** 32 + person
    const at = this.slot(key)
    if (this.keys[at] === key) {
      this.first[at] = Math.min(this.first[at]!, first)
      this.last[at] = Math.max(this.last[at]!, last)
      this.count[at] = this.count[at]! + count
      return
    }
    this.keys[at] = key
    this.first[at] = first
    this.last[at] = last
    this.count[at] = count
    this.used++
  }

  rows(): Rows {
    const order = this.groupKeys.map((_, i) => i).sort((a, b) => compareGroups(this.groupKeys[a]!, this.groupKeys[b]!))
    const rank = new Uint32Array(order.length)
    order.forEach((group, i) => {
      rank[group] = i
    })
    const sorted = new Float64Array(this.used)
    let n = 0
    for (const key of this.keys) if (key >= 0) sorted[n++] = rank[Math.floor(key / 2 ** 32)]! * 2 ** 32 + (key % 2 ** 32)
    sorted.sort()
    const rows = emptyRows(this.used)
    for (let i = 0; i < n; i++) {
      const group = order[Math.floor(sorted[i]! / 2 ** 32)]!
      const person = sorted[i]! % 2 ** 32
      const at = this.slot(group * 2 ** 32 + person)
      const [vendor, shape, source, day] = this.groupKeys[group]!
      rows.vendor[i] = vendor
      rows.shape[i] = shape
      rows.source[i] = source
      rows.day[i] = day
      rows.person[i] = person
      rows.first[i] = this.first[at]!
      rows.last[i] = this.last[at]!
      rows.count[i] = Math.min(0xffffffff, this.count[at]!)
    }
    return rows
  }

  private slot(key: number): number {
    const mask = this.keys.length - 1
    let at = (Math.imul((key % 2 ** 32) | 0, 0x9e3779b1) ^ Math.imul(Math.floor(key / 2 ** 32), 0x85ebca6b)) >>> 3
    for (at &= mask; this.keys[at] !== -1 && this.keys[at] !== key; at = (at + 1) & mask);
    return at
  }

  private grow(): void {
    const { keys, first, last, count } = this
    const size = keys.length * 2
    this.keys = new Float64Array(size).fill(-1)
    this.first = new Uint32Array(size)
    this.last = new Uint32Array(size)
    this.count = new Float64Array(size)
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === -1) continue
      const at = this.slot(keys[i]!)
      this.keys[at] = keys[i]!
      this.first[at] = first[i]!
      this.last[at] = last[i]!
      this.count[at] = count[i]!
    }
  }
}

function compareGroups(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < 4; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

/** Order of the numbers in a group's head; see docs/reference/ledger-format.md. */
export function encodeRows(rows: Rows): Buffer {
  const out = new BitWriter()
  const gap = new Uint32Array(rows.length)
  const span = new Uint32Array(rows.length)
  for (let from = 0; from < rows.length; ) {
    let to = from + 1
    while (to < rows.length && sameGroup(rows, from, to)) to++
    let least = 0xffffffff
    let most = 0
    for (let i = from; i < to; i++) {
      gap[i] = rows.person[i]! - (i === from ? 0 : rows.person[i - 1]! + 1)
      span[i] = rows.last[i]! - rows.first[i]!
      if (rows.first[i]! < least) least = rows.first[i]!
      if (rows.first[i]! > most) most = rows.first[i]!
    }
    const width = 32 - Math.clz32(most - least)
    const orders = [bestOrder(gap, Math.min(from + 1, to - 1), to), bestOrder(span, from, to), orderOfCounts(rows.count, from, to)] as const
    out.golomb(to - from, 4)
    out.golomb(rows.vendor[from]!, 3)
    out.golomb(rows.shape[from]!, 5)
    out.fixed(rows.source[from]!, 4)
    out.fixed(rows.day[from]! + 0x80000, 20)
    out.fixed(least, 17)
    out.fixed(width, 5)
    for (const order of orders) out.fixed(order, 5)
    for (let i = from; i < to; i++) {
      out.golomb(gap[i]!, orders[0])
      out.fixed(rows.first[i]! - least, width)
      out.golomb(span[i]!, orders[1])
      out.golomb(rows.count[i]! - 1, orders[2])
    }
    from = to
  }
  return out.end()
}

/** Throws RangeError where the bytes are not such a section. */
export function decodeRows(bytes: Uint8Array, length: number): Rows {
  const rows = emptyRows(length)
  const bits = new BitReader(bytes)
  for (let i = 0; i < length; ) {
    const to = i + bits.golomb(4)
    if (to > length || to === i) throw new RangeError('a group runs over the end')
    const vendor = bits.golomb(3)
    const shape = bits.golomb(5)
    const source = bits.fixed(4)
    const day = bits.fixed(20) - 0x80000
    const least = bits.fixed(17)
    const width = bits.fixed(5)
    const orders = [bits.fixed(5), bits.fixed(5), bits.fixed(5)] as const
    let person = -1
    for (; i < to; i++) {
      person += 1 + bits.golomb(orders[0])
      rows.vendor[i] = vendor
      rows.shape[i] = shape
      rows.source[i] = source
      rows.day[i] = day
      rows.person[i] = person
      rows.first[i] = least + bits.fixed(width)
      rows.last[i] = rows.first[i]! + bits.golomb(orders[1])
      rows.count[i] = bits.golomb(orders[2]) + 1
    }
  }
  return rows
}

function sameGroup(rows: Rows, a: number, b: number): boolean {
  return (
    rows.vendor[a] === rows.vendor[b] && rows.shape[a] === rows.shape[b] && rows.source[a] === rows.source[b] && rows.day[a] === rows.day[b]
  )
}

function orderOfCounts(count: Uint32Array, from: number, to: number): number {
  return bestOrder(
    count.subarray(from, Math.min(to, from + 400)).map((n) => n - 1),
    0,
    Math.min(to - from, 400),
  )
}
