// What every wire must do, run by each of them over captures of the real SDKs and requests written after the vendor's documentation.
// A wire lists its requests; what it cannot do it says there, with a reason.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { CordonError } from '../../src/core/errors.ts'
import type { Endpoint, Message, Wire, WireAnswer, WireRequest } from '../../src/core/wire.ts'
import type { Json } from '../../src/core/words.ts'
import { compressionOf, decompress } from '../../src/wires/codec/compress.ts'
import { isObject } from '../../src/wires/codec/json.ts'
import type { Golden } from './captures.ts'

export interface WireCase {
  readonly wire: Wire
  readonly requests: readonly Golden[]
  /** The body of a message in the form the captures give it. Default: `doc.body`. */
  readonly asCapture?: (message: Message, golden: Golden) => Json
  /** What the capture decoded, in the form of the message. Default: as it is. */
  readonly ofCapture?: (decoded: Json) => Json
  /** Endpoints that take no message at all, by name. */
  readonly refuses?: readonly string[]
  /** Requests in a binary form that has no place for keys outside its schema: such keys are not written at all. */
  readonly schemaBound?: (golden: Golden) => boolean
  /** The tree has objects that the bytes have not (an item of an envelope), so that not every key put into them is written. */
  readonly ownPlaces?: boolean
  /** Requests whose bytes come back with the same meaning but not letter by letter, by the start of their name, and why. */
  readonly notByteIdentical?: Readonly<Record<string, string>>
}

const long = process.env.CORDON_LONG === '1'
/** Inputs of the fuzzers, a wire. The long mode: one million. */
const RUNS = long ? 1_000_000 : 2_000

/** Registers the contract's tests for one wire. */
export function wireContract(one: WireCase): void {
  const { wire, asCapture = ({ doc }) => doc.body as Json, ofCapture = (decoded) => decoded, refuses = [] } = one
  const { schemaBound = () => false, ownPlaces = false, notByteIdentical = {} } = one
  const requests = one.requests.filter((golden) => !refuses.includes(endpointOf(wire, golden).name))
  describe(`wire ${wire.vendor}`, () => {
    it('has requests to be tested with, and matches each of them with one endpoint', () => {
      assert.ok(requests.length > 0)
      for (const golden of requests) endpointOf(wire, golden)
    })

    it('each endpoint is met by a golden request', () => {
      const met = new Set(one.requests.map((golden) => endpointOf(wire, golden).name))
      assert.deepEqual(
        wire.endpoints.map((endpoint) => endpoint.name).filter((name) => !met.has(name)),
        [],
      )
    })

    it('refuses what it says it refuses', () => {
      for (const golden of one.requests.filter((golden) => refuses.includes(endpointOf(wire, golden).name)))
        assert.throws(
          () => endpointOf(wire, golden).read(golden.request),
          (error) => error instanceof CordonError && error.code === 'wire.unreadable',
        )
    })

    it('reads what the captures decode to', () => {
      for (const golden of requests) {
        if (golden.decoded === undefined) continue
        const message = endpointOf(wire, golden).read(golden.request)
        assert.deepEqual(plain(asCapture(message, golden)), plain(ofCapture(golden.decoded)), golden.name)
      }
    })

    it('writes what it read: the same bytes, after decompression', () => {
      for (const golden of requests) {
        const endpoint = endpointOf(wire, golden)
        const out = endpoint.read(golden.request).write()
        if (Object.keys(notByteIdentical).some((start) => golden.name.startsWith(start))) {
          const again = endpoint.read({ ...golden.request, ...out })
          assert.deepEqual(plain(again.doc.body as Json), plain(endpoint.read(golden.request).doc.body as Json), golden.name)
          continue
        }
        assert.equal(textOf(out.body), textOf(golden.request.body), golden.name)
        assert.equal(compressionOf(out.body), compressionOf(golden.request.body), golden.name)
        assert.equal(out.path, golden.request.path, golden.name)
        assert.deepEqual(sortedQuery(out.query), sortedQuery(golden.request.query), golden.name)
        assert.deepEqual(out.headers, golden.request.headers, golden.name)
      }
    })

    it('writing twice gives the same bytes', () => {
      for (const golden of requests) {
        const message = endpointOf(wire, golden).read(golden.request)
        assert.equal(textOf(message.write().body), textOf(message.write().body), golden.name)
      }
    })

    it('stays readable when any one place is removed', () => {
      for (const golden of requests) {
        const endpoint = endpointOf(wire, golden)
        const count = places(endpoint.read(golden.request).doc).length
        const step = long ? 1 : Math.max(1, Math.floor(count / 60))
        for (let i = 0; i < count; i += step) {
          const message = endpoint.read(golden.request)
          const { holder, key } = places(message.doc)[i] as Holder
          if (Array.isArray(holder)) holder.splice(key as number, 1)
          else delete holder[key]
          const out = message.write()
          const next = wire.endpoints.find((one) => one.matches(golden.request.method, out.path)) ?? endpoint
          readAgain(next, { ...golden.request, ...out }, golden.name)
        }
      }
    })

    it('lists what it does not know, where it can be judged', () => {
      for (const golden of requests) {
        const endpoint = endpointOf(wire, golden)
        const message = endpoint.read(golden.request)
        const planted = plant(message.doc.body as Json, UNKNOWN)
        if (planted === 0 || schemaBound(golden)) continue
        const out = message.write()
        const again = endpoint.read({ ...golden.request, ...out })
        const listed = JSON.stringify(again.doc.body).split(UNKNOWN).length - 1
        if (ownPlaces) assert.ok(listed >= textOf(out.body).split(UNKNOWN).length - 1, golden.name)
        else assert.equal(listed, planted, golden.name)
      }
    })

    it('answers quietly: success in a form that can be read, with and without the message', () => {
      for (const golden of requests) {
        const endpoint = endpointOf(wire, golden)
        for (const answer of [endpoint.quiet, endpoint.silence ?? endpoint.quiet]) {
          wellFormed(answer(golden.request, endpoint.read(golden.request)), golden.name)
          wellFormed(answer(golden.request, null), golden.name)
        }
        endpoint.guardAnswer?.({ status: 500, headers: [], body: Buffer.from('<html>') }, (text) => text)
      }
    })

    it('hostile bytes give wire.unreadable or wire.too-large, nothing else', () => {
      const seeds = requests.map((golden) => ({
        endpoint: endpointOf(wire, golden),
        request: golden.request,
        plain: plainBytes(golden.request.body),
      }))
      const one = fc.record({
        seed: fc.nat(seeds.length - 1),
        cuts: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), hostile), { maxLength: 4 }),
        end: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        zip: fc.boolean(),
        query: fc.option(fc.string({ maxLength: 40 })),
      })
      fc.assert(
        fc.property(one, ({ seed, cuts, end, zip, query }) => {
          const { endpoint, request, plain } = seeds[seed] as (typeof seeds)[number]
          const body = mutated(plain, cuts, end)
          const bytes = zip ? gzipSync(body, { level: 1 }) : body
          readAgain(endpoint, { ...request, body: bytes, query: query ?? request.query }, 'fuzz')
        }),
        { numRuns: RUNS, seed: 7 },
      )
    })

    it('nesting without end is refused, and costs no stack', () => {
      const n = 100_000
      const deep = [
        '['.repeat(n) + ']'.repeat(n),
        `${'{"attributes":'.repeat(n)}1${'}'.repeat(n)}`,
        `{}\n{"type":"event"}\n${'{"a":'.repeat(n)}1${'}'.repeat(n)}`,
      ]
      for (const golden of requests)
        for (const text of deep) readAgain(endpointOf(wire, golden), { ...golden.request, body: Buffer.from(text) }, 'fuzz')
    })

    it('a bomb is refused before it fills memory', () => {
      const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 0x20), { level: 9 })
      for (const endpoint of wire.endpoints) {
        const golden = requests.find((one) => endpointOf(wire, one) === endpoint)
        if (golden === undefined || golden.request.body.length === 0) continue
        assert.throws(
          () => endpoint.read({ ...golden.request, body: bomb }),
          (error) => error instanceof CordonError && error.code === 'wire.too-large',
        )
      }
    })
  })
}

const UNKNOWN = 'zz-not-known-to-any-table'

const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc
    .constantFrom(
      '{',
      '[',
      '}',
      ']',
      '"',
      '\\',
      '\u0000',
      '\n',
      '&',
      '=',
      '%',
      '\u001f\u008b\u0008',
      '1e999',
      '-',
      'null',
      '"__proto__":1,',
      '[[[[[[[[',
    )
    .map((text) => Buffer.from(text, 'latin1')),
)

function mutated(bytes: Uint8Array, cuts: readonly (readonly [number, Uint8Array])[], end: number | null): Uint8Array {
  let out = Buffer.from(bytes)
  for (const [where, put] of cuts) {
    const at = Math.floor(where * out.length)
    out = Buffer.concat([out.subarray(0, at), put, out.subarray(Math.min(out.length, at + (put.length % 3)))])
  }
  return end === null ? out : out.subarray(0, Math.floor(end * out.length))
}

/** Reads, writes, and reads what was written; only the two errors may come up. */
function readAgain(endpoint: Endpoint, request: WireRequest, name: string): void {
  try {
    const message = endpoint.read(request)
    const out = message.write()
    const again = endpoint.read({ ...request, ...out })
    again.write()
  } catch (error) {
    if (error instanceof CordonError && (error.code === 'wire.unreadable' || error.code === 'wire.too-large')) {
      if (name !== 'fuzz') assert.fail(`${name}: ${error.message}`)
      return
    }
    throw error
  }
}

export function endpointOf(wire: Wire, golden: Golden): Endpoint {
  const found = wire.endpoints.filter((endpoint) => endpoint.matches(golden.request.method, golden.request.path))
  assert.equal(found.length, 1, `${golden.name} matches ${found.map((endpoint) => endpoint.name).join(', ') || 'no endpoint'}`)
  return found[0] as Endpoint
}

function wellFormed(answer: WireAnswer, name: string): void {
  assert.ok(answer.status >= 200 && answer.status < 300, `${name}: ${answer.status}`)
  const type = answer.headers.find(([key]) => key === 'content-type')?.[1] ?? ''
  const text = Buffer.from(answer.body).toString('utf8')
  if (type.startsWith('application/json')) JSON.parse(text)
  if (answer.status === 204) assert.equal(answer.body.length, 0)
}

interface Holder {
  readonly holder: { [key: string]: Json } | Json[]
  readonly key: string | number
}

/** Every place below the parts of a message. */
function places(doc: Message['doc']): Holder[] {
  const out: Holder[] = []
  const walk = (node: Json | { [part: string]: Json } | undefined): void => {
    const keys = Array.isArray(node) ? node.keys() : isObject(node as Json) ? Object.keys(node as object) : []
    for (const key of keys) {
      const holder = node as { [key: string]: Json }
      out.push({ holder, key })
      walk(holder[key])
    }
  }
  walk(doc)
  return out
}

/** Adds an unknown property to every object; how many. */
function plant(node: Json, value: string): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, one) => sum + plant(one, value), 0)
  if (!isObject(node)) return 0
  const below = Object.values(node).reduce<number>((sum, one) => sum + plant(one, value), 0)
  node.zz_unknown = value
  return below + 1
}

function plainBytes(bytes: Uint8Array): Uint8Array {
  const kind = compressionOf(bytes)
  return kind === 'none' ? bytes : decompress(bytes, kind)
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(plainBytes(bytes)).toString('latin1')
}

function sortedQuery(query: string): string[] {
  return [...new URLSearchParams(query)].map(([key, value]) => `${key}=${value}`).sort()
}

/** Through JSON, so that numbers kept as text compare with numbers. */
function plain(value: Json | { [part: string]: Json }): unknown {
  return JSON.parse(JSON.stringify(value))
}
