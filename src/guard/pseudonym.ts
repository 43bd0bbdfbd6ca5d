// Keyed names for ids: one key a vendor and type, the same input the same output in every position, in a shape the vendor accepts.
import { canonicalId, deriveKey, type HmacKey, hmac, hmacKey } from '../core/keys.ts'
import type { IdType, Wire } from '../core/wire.ts'
import { DayOrder, dayAlone } from './day-order.ts'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const CACHE = 100_000

type Named = Pick<Wire, 'vendor' | 'splitId' | 'shapeId' | 'keepsId'>

/** Pseudonyms of one vendor. `root` ≥ 32 bytes. Not reversible; `seen` is asked back by answers that quote an id (see restore.ts). */
export class Pseudonyms {
  readonly #keys = new Map<string, HmacKey>()
  readonly #cache = new Map<string, Map<string, string>>()
  readonly #offsets = new Map<string, number>()
  readonly #root: Uint8Array
  readonly #wire: Named
  readonly #order: DayOrder

  /** `started`: when this process began, ms since 1970. */
  constructor(root: Uint8Array, wire: Named, started = 0) {
    this.#root = root
    this.#wire = wire
    this.#order = new DayOrder(started)
  }

  /** The pseudonym of an id. Values that mean nobody stay (`keepsId`). */
  of(type: IdType, value: string): string {
    if (type === 'event') return this.#make(type, value)
    const cache = this.#cacheOf(type)
    const hit = cache.get(value)
    if (hit !== undefined) return hit
    const made = this.#make(type, value)
    if (cache.size >= CACHE) cache.clear()
    cache.set(value, made)
    return made
  }

  /** The id proper, as it names the person in the ledger: without the vendor's prefix. */
  idProper(value: string): string {
    return this.#wire.splitId?.(value).value ?? value
  }

  /** Of `at` (ms since 1970), the day and its place among the person's moments of that day. `person` null: an event of nobody, the day alone. */
  orderedTime(person: string | null, aliases: ReadonlySet<string>, at: number): number {
    return person === null ? dayAlone(at) : this.#order.place(person, aliases, at)
  }

  /** `at` moved a little, all of a person's day alike. */
  nearTime(person: string, at: number): number {
    return at + this.timeOffset(person, Math.floor(at / 86_400_000))
  }

  /** Milliseconds by which this vendor's times of a person and day are moved, −30 s … +30 s: order within a person's day is kept, retries agree. */
  timeOffset(person: string, day: number): number {
    const text = `${day}\n${person}`
    let offset = this.#offsets.get(text)
    if (offset === undefined) {
      if (this.#offsets.size >= CACHE) this.#offsets.clear()
      this.#offsets.set(text, (offset = (hmac(this.#key('time'), text).readUInt32BE(0) % 60_001) - 30_000))
    }
    return offset
  }

  #make(type: IdType, value: string): string {
    if (value === '' || this.#wire.keepsId?.(value)) return value
    const { prefix, value: proper } = this.#wire.splitId?.(value) ?? { prefix: '', value }
    const hash = hmac(this.#key(type), canonicalId(proper))
    return prefix + (this.#wire.shapeId?.(type, proper, hash) ?? shapeLike(proper, hash, type))
  }

  #cacheOf(type: IdType): Map<string, string> {
    let cache = this.#cache.get(type)
    if (cache === undefined) this.#cache.set(type, (cache = new Map()))
    return cache
  }

  #key(type: string): HmacKey {
    let key = this.#keys.get(type)
    if (key === undefined) this.#keys.set(type, (key = hmacKey(deriveKey(this.#root, 'vendor', this.#wire.vendor, type))))
    return key
  }
}

/** A UUID stays a UUIDv4 (RFC 9562: 122 free bits), an e-mail an address nobody has, an event id its length; everything else `u_` + 26 letters (130 bits). */
export function shapeLike(original: string, hash: Uint8Array, type: IdType): string {
  if (UUID.test(original)) return uuidOf(hash)
  if (type === 'email') return `a-${base32(hash, 20)}@person.invalid`
  if (type === 'event') return base32(hash, Math.min(32, Math.max(20, original.length)))
  return `${type === 'group' ? 'g' : 'u'}_${base32(hash, 26)}`
}

/** UUIDv4 from the first 16 bytes. */
export function uuidOf(hash: Uint8Array): string {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** `length` letters of 5 bits each, at most 51 from 32 bytes. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = ''
  let held = 0
  let bits = 0
  for (let i = 0; i < bytes.length && text.length < length; i++) {
    held = ((held << 8) | (bytes[i] as number)) & 0xffff
    bits += 8
    while (bits >= 5 && text.length < length) {
      bits -= 5
      text += BASE32[(held >> bits) & 31]
    }
  }
  return text
}
