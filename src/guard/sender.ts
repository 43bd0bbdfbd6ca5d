// The sender of one lane: takes frames from the spool in order, records them, then sends them. The record is durable before a byte leaves;
// what the vendor does not take now is sent later, in order, for as long as the vendor accepts its age.
import { Pool } from 'undici'
import type { Log } from '../core/log.ts'
import type { Ledger } from '../core/record.ts'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { readFrame, type Waiting } from './frame.ts'
import { type Frame, SpoolCursor, SpoolReader } from './spool.ts'

export interface SenderOptions {
  readonly vendor: string
  /** Folder of the lane's spool. */
  readonly dir: string
  readonly ledger: Pick<Ledger, 'append' | 'markOf'>
  /** Where a frame goes; `origin` is the endpoint's own, if any. */
  readonly upstream: (origin: string | null) => string
  /** True while the vendor is cut: frames are discarded unsent and unrecorded. */
  readonly isCut: () => boolean
  readonly now: () => number
  readonly log: Log
  /** True where the vendor's 2xx answer says that it wants this request again. */
  readonly wantsAgain?: (request: WireRequest, answer: WireAnswer) => boolean
  /** Wait before trying again after the nth failure, ms. */
  readonly backoff?: (failures: number) => number
}

/** Frames taken at once; one ledger commit covers them. */
const BATCH = 512
/** Requests under way at once. Frames of one person never overlap. */
const PARALLEL = 16
/** A vendor that took part of a message is asked so often to take the rest; then the lane goes on. */
const PARTLY = 5
/** As much of an answer is read. */
const ANSWER_BYTES = 256 * 1024
/** Stands for "took part of it" among the statuses. */
const PART = 1

export class Sender {
  readonly #options: SenderOptions
  readonly #cursor: SpoolCursor
  #reader: SpoolReader | null = null
  readonly #pools = new Map<string, Pool>()
  #wake: (() => void) | null = null
  #pending = false
  #stopping = false
  #loop: Promise<void> | null = null
  #failures = 0
  #refused = 0
  #abort = new AbortController()

  constructor(options: SenderOptions) {
    this.#options = options
    this.#cursor = new SpoolCursor(options.dir)
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  /** Something new is in the spool, or the policy changed. */
  wake(): void {
    this.#pending = true
    this.#wake?.()
  }

  /** The vendor is cut now: requests under way are torn down, waiting ones are discarded. */
  cut(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    void this.#dropPools()
    this.wake()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#abort.abort()
    this.#wake?.()
    await this.#loop
    this.#reader?.close()
    await this.#cursor.close()
    await this.#dropPools()
  }

  async #run(): Promise<void> {
    this.#reader = await SpoolReader.open(this.#options.dir)
    while (!this.#stopping) {
      this.#pending = false
      const frames = await this.#reader.read(BATCH)
      if (frames.length === 0) {
        if (!this.#pending && !this.#stopping) await new Promise<void>((done) => (this.#wake = done))
        this.#wake = null
        continue
      }
      await this.#deliver(frames)
    }
  }

  async #deliver(frames: readonly Frame[]): Promise<void> {
    const waiting = frames.map((frame) => ({ frame, waiting: readFrame(frame.payload) }))
    if (this.#options.isCut()) return this.#cursor.advance((frames.at(-1) as Frame).seq, (frames.at(-1) as Frame).next)
    const fresh = waiting.filter((one) => this.#isYoung(one.waiting))
    await this.#record(fresh, (frames.at(-1) as Frame).seq)
    const busy = new Map<string, Promise<void>>()
    const running = new Set<Promise<void>>()
    for (const one of fresh) {
      while (running.size >= PARALLEL) await Promise.race(running)
      const person = one.waiting.entries[0]?.identity ?? ''
      const before = busy.get(person)
      const work = (async () => {
        await before
        await this.#untilSent(one.waiting)
      })()
      busy.set(person, work)
      const tracked = work.finally(() => running.delete(tracked))
      running.add(tracked)
    }
    await Promise.all(running)
    if (this.#stopping) return
    const last = frames.at(-1) as Frame
    await this.#cursor.advance(last.seq, last.next)
  }

  #isYoung(waiting: Waiting): boolean {
    return waiting.maxAge === 0 || this.#options.now() - waiting.accepted <= waiting.maxAge
  }

  /**
   * One ledger commit for all that is not recorded yet: after a crash the spool gives frames again whose record is already durable.
   * Tries again while the disk refuses, since nothing may leave unrecorded.
   */
  async #record(batch: readonly { frame: Frame; waiting: Waiting }[], upTo: number): Promise<void> {
    const { ledger, vendor } = this.#options
    const recorded = ledger.markOf(vendor)
    const fresh = batch.filter((one) => one.frame.seq > recorded).map((one) => one.waiting)
    if (recorded >= upTo) return
    for (let tries = 0; !this.#stopping; tries++) {
      try {
        return await ledger.append({
          entries: fresh.flatMap((one) => one.entries),
          links: fresh.flatMap((one) => one.links),
          shapes: fresh.flatMap((one) => one.shapes),
          mark: { lane: vendor, upTo },
        })
      } catch (error) {
        this.#options.log('ledger.refused', { problem: (error as { code?: string }).code ?? 'unknown' })
        await this.#pause(tries)
      }
    }
  }

  async #untilSent(waiting: Waiting): Promise<void> {
    for (let tries = 0; !this.#stopping; tries++) {
      if (this.#options.isCut() || !this.#isYoung(waiting)) return
      const { status, after } = await this.#send(waiting).catch(() => ({ status: 0, after: 0 }))
      if (status === PART && tries < PARTLY) {
        await this.#pause(tries, after)
        continue
      }
      if (status !== 0 && status !== 408 && status !== 429 && status < 500) {
        if (this.#failures > 0) this.#options.log('guard.upstream', { vendor: this.#options.vendor, state: 'up', waiting: 0 })
        this.#failures = 0
        this.#tell(status)
        return
      }
      if (this.#failures++ === 0) this.#options.log('guard.upstream', { vendor: this.#options.vendor, state: 'down', waiting: 1 })
      await this.#pause(tries, after)
    }
  }

  /** Of a message that is gone because the vendor would not have it, or only part of it. */
  #tell(status: number): void {
    const refused = status >= 300 || status === PART ? status : 0
    if (refused !== 0 && refused !== this.#refused)
      this.#options.log('guard.upstream-refused', { vendor: this.#options.vendor, status: refused === PART ? 200 : refused })
    this.#refused = refused
  }

  /** The status, `PART` where the vendor says that it wants the message again, and how long it asks to be left alone, ms. */
  async #send(waiting: Waiting): Promise<{ status: number; after: number }> {
    const { request } = waiting
    const base = URL.parse(this.#options.upstream(waiting.origin))
    if (base === null) return { status: 0, after: 0 }
    const pool = this.#poolOf(base.origin)
    const path = (base.pathname === '/' ? '' : base.pathname) + request.path + (request.query === '' ? '' : `?${request.query}`)
    const answer = await pool.request({
      method: request.method as 'POST',
      path,
      headers: request.headers.flat() as string[],
      body: request.body.length === 0 ? null : Buffer.from(request.body),
      signal: this.#abort.signal,
    })
    const { wantsAgain } = this.#options
    const after = waitOf(answer.headers['retry-after'])
    if (wantsAgain === undefined || answer.statusCode >= 300) {
      await answer.body.dump({ limit: 65_536 })
      return { status: answer.statusCode, after }
    }
    const said = { status: answer.statusCode, headers: [], body: await beginning(answer.body) }
    return { status: wantsAgain(request, said) ? PART : answer.statusCode, after }
  }

  #poolOf(origin: string): Pool {
    let pool = this.#pools.get(origin)
    if (pool === undefined) {
      pool = new Pool(origin, { connections: PARALLEL, headersTimeout: 30_000, bodyTimeout: 30_000, connectTimeout: 10_000 })
      this.#pools.set(origin, pool)
    }
    return pool
  }

  async #dropPools(): Promise<void> {
    const pools = [...this.#pools.values()]
    this.#pools.clear()
    await Promise.all(pools.map((pool) => pool.destroy()))
  }

  /** `atLeast`: what the vendor asked for, ms. */
  async #pause(tries: number, atLeast = 0): Promise<void> {
    const ms = Math.max(atLeast, this.#options.backoff?.(tries) ?? Math.min(60_000, 500 * 2 ** Math.min(tries, 7)))
    const signal = this.#abort.signal
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms)
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer)
          done()
        },
        { once: true },
      )
    })
  }
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3) as ms; a vendor may not silence a lane for longer than five minutes at a time. */
function waitOf(header: string | string[] | undefined): number {
  return typeof header === 'string' && /^\d{1,6}$/.test(header) ? Math.min(300, Number(header)) * 1000 : 0
}

/** The first bytes of an answer; the rest is let go. */
async function beginning(body: AsyncIterable<unknown> & { destroy(): unknown }): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size >= ANSWER_BYTES) break
  }
  return Buffer.concat(chunks)
}
