// Preloaded into an SDK's process: the clock stands and chance repeats, so that two runs of one SDK differ in nothing but where its vendor is.
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0)
let state = 1

/** xorshift32: the same row of numbers in every process. */
function next(): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return state >>> 0
}

function fill<T extends ArrayBufferView>(into: T): T {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
  for (let i = 0; i < bytes.length; i++) bytes[i] = next() & 255
  return into
}

function uuid(): `${string}-${string}-${string}-${string}-${string}` {
  const hex = Buffer.from(fill(new Uint8Array(16))).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...given: [] | [string | number | Date]) {
    super(...((given.length === 0 ? [NOW] : given) as [number]))
  }
  static override now(): number {
    return NOW
  }
} as DateConstructor

Object.defineProperty(performance, 'timeOrigin', { value: NOW })
performance.now = () => 0
process.hrtime.bigint = () => 0n
process.uptime = () => 1
process.availableMemory = () => 1
process.memoryUsage = Object.assign(() => ({ rss: 1, heapTotal: 1, heapUsed: 1, external: 1, arrayBuffers: 1 }), { rss: () => 1 })
os.freemem = () => 1
os.uptime = () => 1
os.loadavg = () => [0, 0, 0]
Math.random = () => next() / 2 ** 32
Object.assign(crypto, {
  randomUUID: uuid,
  randomBytes: (size: number, done?: (error: null, bytes: Buffer) => void) => {
    const bytes = Buffer.from(fill(new Uint8Array(size)))
    return done === undefined ? bytes : done(null, bytes)
  },
  randomFillSync: fill,
})
Object.assign(globalThis.crypto, { randomUUID: uuid, getRandomValues: fill })
syncBuiltinESMExports()
