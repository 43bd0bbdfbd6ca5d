// The sender of one lane: takes frames from the spool in order, records them, then sends them. The record is durable before a byte leaves;
// what the vendor does not take now is sent later, in order, for as long as the vendor accepts its age.
import { Pool } from 'undici'
import type { Log } from '../core/log.ts'
import type { Ledger } from '../core/record.ts'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { readFrame, type Waiting } from './frame.ts'
import { post } from './post.ts'
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

interface Target {
  readonly pool: Pool
  readonly prefix: string
}

export class Sender {
  readonly #options: SenderOptions
  readonly #cursor: SpoolCursor
  #reader: SpoolReader | null = null
  readonly #targets = new Map<string, Target>()
  /** Number of the file lately read to its end. */
  #file = 0
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
    // What is under way comes to an end with its connections.
    await this.#dropPools()
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
        await this.#leave(this.#reader)
        if (!this.#pending && !this.#stopping) await new Promise<void>((done) => (this.#wake = done))
        this.#wake = null
        continue
      }
      await this.#deliver(frames)
    }
  }

  /** All is delivered and the writer has begun a new file: the old one goes. */
  async #leave(reader: SpoolReader): Promise<void> {
    const { seq, next } = reader.at
    if (next.file === this.#file) return
    if (seq > 0) await this.#cursor.advance(seq, next)
    this.#file = next.file
  }

  async #deliver(frames: readonly Frame[]): Promise<void> {
    const waiting = frames.map((frame) => ({ frame, waiting: readFrame(frame.payload) }))
    if (this.#options.isCut()) return this.#cursor.advance((frames.at(-1) as Frame).seq, (frames.at(-1) as Frame).next)
    const fresh = waiting.filter((one) => this.#isYoung(one.waiting))
    await this.#record(fresh, (frames.at(-1) as Frame).seq)
    await Promise.all(
      queued(fresh.map((one) => one.waiting)).map(async (queue) => {
        for (const one of queue) await this.#untilSent(one)
      }),
    )
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
    const target = this.#targetOf(this.#options.upstream(waiting.origin))
    if (target === null) return { status: 0, after: 0 }
    const { wantsAgain } = this.#options
    const said = await post(
      target.pool,
      {
        method: request.method as 'POST',
        path: target.prefix + request.path + (request.query === '' ? '' : `?${request.query}`),
        headers: request.headers.flat() as string[],
        body: request.body.length === 0 ? null : Buffer.from(request.body.buffer, request.body.byteOffset, request.body.length),
      },
      ANSWER_BYTES,
      wantsAgain !== undefined,
    )
    const again = said.status < 300 && wantsAgain?.(request, { status: said.status, headers: [], body: said.body }) === true
    return { status: again ? PART : said.status, after: waitOf(said.headers['retry-after']) }
  }

  /** Connections to an upstream, and what goes before paths there; null where it is no address. */
  #targetOf(upstream: string): Target | null {
    const known = this.#targets.get(upstream)
    if (known !== undefined) return known
    const base = URL.parse(upstream)
    if (base === null) return null
    const pool = new Pool(base.origin, { connections: PARALLEL, headersTimeout: 30_000, bodyTimeout: 30_000, connectTimeout: 10_000 })
    const target = { pool, prefix: base.pathname === '/' ? '' : base.pathname }
    this.#targets.set(upstream, target)
    return target
  }

  async #dropPools(): Promise<void> {
    const targets = [...this.#targets.values()]
    this.#targets.clear()
    await Promise.all(targets.map(({ pool }) => pool.destroy()))
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

/** Spread over PARALLEL queues, all frames of one person in one of them, in order. */
function queued(fresh: readonly Waiting[]): Waiting[][] {
  const queues: Waiting[][] = Array.from({ length: Math.min(PARALLEL, fresh.length) }, () => [])
  const queueOf = new Map<string, Waiting[]>()
  for (const waiting of fresh) {
    const person = waiting.entries[0]?.identity ?? ''
    let queue = queueOf.get(person)
    if (queue === undefined) queueOf.set(person, (queue = queues[queueOf.size % queues.length] as Waiting[]))
    queue.push(waiting)
  }
  return queues
}
