// Country of an address from a local table, and only where a crowd shares it: the address itself never leaves, and a country with one visitor would name them.

/** Ranges sorted by start; `codes` holds two letters a range. IPv6 by its upper 64 bits. */
export interface CountryTable {
  readonly v4: { readonly starts: Uint32Array; readonly ends: Uint32Array; readonly codes: readonly string[] }
  readonly v6: { readonly starts: BigUint64Array; readonly ends: BigUint64Array; readonly codes: readonly string[] }
}

/**
 * Lines `start,end,CC` with numbers (ip-location-db, "num" files). Lines that are not so are passed over. Half a million lines take a while:
 * `pause` is awaited between pieces, so that whoever calls can do other work.
 */
export async function readCountryTable(v4Csv: string, v6Csv: string, pause: () => Promise<void> = async () => {}): Promise<CountryTable> {
  const four = await rowsOf(v4Csv, pause)
  const six = await rowsOf(v6Csv, pause)
  return {
    v4: { starts: Uint32Array.from(four.starts, Number), ends: Uint32Array.from(four.ends, Number), codes: four.codes },
    v6: { starts: BigUint64Array.from(six.starts, upper), ends: BigUint64Array.from(six.ends, upper), codes: six.codes },
  }
}

const PIECE = 10_000
const upper = (text: string): bigint => BigInt(text) >> 64n

async function rowsOf(csv: string, pause: () => Promise<void>): Promise<{ starts: string[]; ends: string[]; codes: string[] }> {
  const starts: string[] = []
  const ends: string[] = []
  const codes: string[] = []
  const names = new Map<string, string>()
  for (let at = 0; at < csv.length; ) {
    const end = csv.indexOf('\n', at) < 0 ? csv.length : csv.indexOf('\n', at)
    const first = csv.indexOf(',', at)
    const second = csv.indexOf(',', first + 1)
    const code = csv.slice(second + 1, second + 3)
    if (first > at && second > first + 1 && second + 3 <= end + 1 && csv.charCodeAt(at) <= 57 && csv.charCodeAt(at) >= 48) {
      if (!names.has(code)) names.set(code, code)
      starts.push(csv.slice(at, first))
      ends.push(csv.slice(first + 1, second))
      codes.push(names.get(code) as string)
    }
    at = end + 1
    if (codes.length % PIECE === 0) await pause()
  }
  return { starts, ends, codes }
}

/** ISO 3166 code of an address, or null: private, unassigned, not an address. */
export function countryOf(table: CountryTable, address: string): string | null {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  const four = ipv4(plain)
  if (four !== null) return find(table.v4, four)
  const six = upperHalf(plain)
  return six === null ? null : find(table.v6, six)
}

/** Says a country only once at least `least` different addresses of it have been seen; forgets everything with the process. */
export class Crowds {
  readonly #seen = new Map<string, Set<string>>()
  readonly #table: CountryTable
  readonly #least: number

  constructor(table: CountryTable, least = 20) {
    this.#table = table
    this.#least = least
  }

  /** The country of this address where enough share it, else null. */
  of(address: string): string | null {
    const country = countryOf(this.#table, address)
    if (country === null) return null
    let seen = this.#seen.get(country)
    if (seen === undefined) this.#seen.set(country, (seen = new Set()))
    if (seen.size < this.#least) seen.add(address)
    return seen.size >= this.#least ? country : null
  }
}

function find<T extends number | bigint>(
  ranges: { starts: ArrayLike<T>; ends: ArrayLike<T>; codes: readonly string[] },
  value: T,
): string | null {
  let low = 0
  let high = ranges.starts.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if ((ranges.starts[middle] as T) > value) high = middle - 1
    else if ((ranges.ends[middle] as T) < value) low = middle + 1
    else return ranges.codes[middle] ?? null
  }
  return null
}

function ipv4(text: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (match === null) return null
  const parts = match.slice(1).map(Number)
  return parts.some((part) => part > 255) ? null : parts.reduce((sum, part) => sum * 256 + part, 0)
}

function upperHalf(text: string): bigint | null {
  if (!/^[0-9a-f:]{2,39}$/i.test(text) || !text.includes(':')) return null
  const [head = '', tail] = text.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  if (tail === undefined ? left.length !== 8 : left.length + right.length > 7) return null
  const groups = [...left, ...Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill('0'), ...right]
  return groups.slice(0, 4).reduce((sum, group) => (sum << 16n) | BigInt(Number.parseInt(group, 16)), 0n)
}
