// The sender of one lane: takes frames from the spool in order, records them, then sends them. The record is durable before a byte leaves;
// what the vendor does not take now is sent later, in order, for as long as the vendor accepts its age.
import { Pool } from 'undici'
import type { Log } from '../core/log.ts'
import type { Ledger } from '../core/record.ts'
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
  /** Wait before trying again after the nth failure, ms. */
  readonly backoff?: (failures: number) => number
}

/** Frames taken at once; one ledger commit covers them. */
const BATCH = 512
/** Requests under way at once. Frames of one person never overlap. */
const PARALLEL = 16

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
      const status = await this.#send(waiting).catch(() => 0)
      if (status !== 0 && status !== 408 && status !== 429 && status < 500) {
        if (this.#failures > 0) this.#options.log('guard.upstream', { vendor: this.#options.vendor, state: 'up', waiting: 0 })
        this.#failures = 0
        return
      }
      if (this.#failures++ === 0) this.#options.log('guard.upstream', { vendor: this.#options.vendor, state: 'down', waiting: 1 })
      await this.#pause(tries)
    }
  }

  async #send(waiting: Waiting): Promise<number> {
    const { request } = waiting
    const base = URL.parse(this.#options.upstream(waiting.origin))
    if (base === null) return 0
    const pool = this.#poolOf(base.origin)
    const path = (base.pathname === '/' ? '' : base.pathname) + request.path + (request.query === '' ? '' : `?${request.query}`)
    const answer = await pool.request({
      method: request.method as 'POST',
      path,
      headers: request.headers.flat() as string[],
      body: request.body.length === 0 ? null : Buffer.from(request.body),
      signal: this.#abort.signal,
    })
    await answer.body.dump({ limit: 65_536 })
    return answer.statusCode
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

  async #pause(tries: number): Promise<void> {
    const ms = this.#options.backoff?.(tries) ?? Math.min(60_000, 500 * 2 ** Math.min(tries, 7))
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
