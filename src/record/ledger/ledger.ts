// The writing side of the ledger: appends to a log, hands full logs to the sealer, and keeps to one writer a folder.
import { mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../../core/clock.ts'
import { CordonError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Batch, CoverageNote, Ledger } from '../../core/record.ts'
import { type Keys, openKeys } from '../keys.ts'
import { encodeFrame } from './frame.ts'
import { takeLock } from './lock.ts'
import { LogFile } from './log-file.ts'
import type { Sealed } from './sealer.ts'

export interface LedgerOptions {
  readonly keys?: Keys
  readonly log?: Log
  readonly clock?: Clock
  /** How often appended rows are sealed, ms; 0: only by `seal()`. Default 5,000. */
  readonly sealEvery?: number
}

/** A log is handed to the sealer at this size at the latest: a segment is made in memory. */
const LARGEST_LOG = 64 * 1024 * 1024
/** Heartbeats alone are sealed after this many ticks. */
const QUIET_TICKS = 120

/**
 * Opens the ledger of a data folder for writing, recovering what a crash left (nothing acknowledged is lost, nothing counted twice).
 * Throws `ledger.locked`, `ledger.damaged`, `ledger.disk`, `keys.missing`.
 */
export async function openLedger(dir: string, options: LedgerOptions = {}): Promise<Ledger> {
  const keys = options.keys ?? openKeys(dir)
  mkdirSync(dir, { recursive: true })
  const release = takeLock(dir)
  try {
    const writer = new Writer(dir, keys, options, release)
    await writer.start()
    return writer
  } catch (error) {
    release()
    throw error
  }
}

class Writer implements Ledger {
  private readonly dir: string
  private readonly log: Log | undefined
  private readonly release: () => void
  private readonly sealer: SealerThread
  private readonly given = new Set<string>()
  private marks = new Map<string, number>()
  private file: LogFile | null = null
  private next = 1
  private dirty = false
  private quiet = 0
  private sealing: Promise<void> | null = null
  private again: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private readonly sealEvery: number
  private closed = false

  constructor(dir: string, keys: Keys, options: LedgerOptions, release: () => void) {
    this.dir = dir
    this.log = options.log
    this.release = release
    this.sealer = new SealerThread(dir, keys)
    this.sealEvery = options.sealEvery ?? 5000
  }

  readonly coverage = {
    note: (vendor: string, source: CoverageNote['source'], at: number): Promise<void> =>
      this.append({ entries: [], coverage: [{ vendor, source, from: at, to: at }] }),
  }

  async start(): Promise<void> {
    const waiting = (await this.sealer.ask('waiting')) as string[]
    this.next = (await this.sealer.ask('nextLog')) as number
    if (waiting.length > 0) await this.sealAll(waiting)
    this.marks = new Map((await this.sealer.ask('marks')) as ReadonlyMap<string, number>)
    // Only now do the folders exist that a tick looks into.
    if (this.sealEvery > 0) this.timer = setInterval(() => this.tick(), this.sealEvery).unref()
  }

  async append(batch: Batch): Promise<void> {
    if (this.closed) throw new CordonError('ledger.closed', 'The ledger is closed.')
    const shapes = (batch.shapes ?? []).filter((shape) => !this.given.has(shape.id))
    const { mark } = batch
    const marked = mark ? this.markOf(mark.lane) : 0
    if (mark && mark.upTo <= marked) return
    const payload = encodeFrame({ mark, entries: batch.entries, links: batch.links ?? [], shapes, coverage: batch.coverage ?? [] })
    this.file ??= this.newLog()
    const file = this.file
    const durable = file.append(payload)
    if (mark) this.marks.set(mark.lane, mark.upTo)
    try {
      await durable
    } catch (error) {
      if (mark && this.marks.get(mark.lane) === mark.upTo) this.marks.set(mark.lane, marked)
      throw error
    }
    for (const shape of shapes) this.given.add(shape.id)
    if (batch.entries.length > 0 || (batch.links?.length ?? 0) > 0) this.dirty = true
    if (file.size > LARGEST_LOG && this.file === file) void this.seal().catch(() => {})
  }

  markOf(lane: string): number {
    return this.marks.get(lane) ?? 0
  }

  /** Callers that come while one sealing runs share the next. */
  seal(): Promise<void> {
    if (this.again) return this.again
    if (this.sealing) {
      this.again = this.sealing
        .catch(() => {})
        .then(() => {
          this.again = null
          return this.begin()
        })
      return this.again
    }
    return this.begin()
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    if (this.timer) clearInterval(this.timer)
    try {
      await this.seal()
    } finally {
      await this.file?.close().catch(() => {})
      await this.sealer.close()
      this.release()
    }
  }

  private begin(): Promise<void> {
    this.sealing = this.sealNow().finally(() => {
      this.sealing = null
    })
    return this.sealing
  }

  private async sealNow(): Promise<void> {
    const file = this.file
    this.file = null
    this.dirty = false
    this.quiet = 0
    await file?.close()
    try {
      await this.sealAll((await this.sealer.ask('waiting')) as string[])
    } catch (error) {
      // The logs are still there; the next tick tries again even if nothing is appended meanwhile.
      this.dirty = true
      throw error
    }
  }

  private async sealAll(waiting: readonly string[]): Promise<void> {
    const current = this.file && `wal/${basename(this.file.path)}`
    for (const log of waiting) {
      if (log === current) continue
      try {
        const sealed = (await this.sealer.ask('seal', [log])) as Sealed | null
        if (sealed && sealed.torn > 0) this.log?.('ledger.torn', { bytes: sealed.torn })
        if (sealed) this.log?.('ledger.sealed', { segment: String(sealed.seq), rows: sealed.rows, bytes: sealed.bytes })
      } catch (error) {
        this.log?.('ledger.refused', { problem: error instanceof CordonError ? error.code : 'ledger.disk' })
        throw error
      }
    }
  }

  private tick(): void {
    this.quiet++
    if (!this.dirty && this.quiet < QUIET_TICKS && !this.hasMail()) return
    // Said by the log event; the logs stay and are tried again at the next tick.
    void this.seal().catch(() => {})
  }

  private hasMail(): boolean {
    try {
      return readdirSync(join(this.dir, 'ledger', 'inbox')).length > 0
    } catch {
      // Whatever is wrong with the folder, the sealing says it.
      return true
    }
  }

  private newLog(): LogFile {
    // A log of this process holds the shapes it uses: they are given again after every change of file, in case the last file never got sealed.
    this.given.clear()
    return new LogFile(join(this.dir, 'ledger', 'wal', `${String(this.next++).padStart(8, '0')}.wal`))
  }
}

/** The sealer's thread, started on first use and again after it died. */
class SealerThread {
  private readonly dir: string
  private readonly keys: Keys
  private worker: Worker | null = null
  private asked = new Map<number, { done: (value: unknown) => void; failed: (error: unknown) => void }>()
  private count = 0

  constructor(dir: string, keys: Keys) {
    this.dir = dir
    this.keys = keys
  }

  ask(what: 'seal' | 'waiting' | 'nextLog' | 'marks' | 'close', logs?: readonly string[]): Promise<unknown> {
    this.worker ??= this.start()
    const id = this.count++
    return new Promise((done, failed) => {
      this.asked.set(id, { done, failed })
      this.worker!.ref()
      this.worker!.postMessage({ id, do: what, logs })
    })
  }

  async close(): Promise<void> {
    if (this.worker) await this.ask('close').catch(() => {})
    await this.worker?.terminate()
  }

  private start(): Worker {
    const here = import.meta.url
    const worker = new Worker(new URL(here.endsWith('.ts') ? './sealer-worker.ts' : './sealer-worker.js', here), {
      workerData: { dir: this.dir, root: this.keys.root },
    })
    worker.on(
      'message',
      ({
        id,
        value,
        error,
      }: {
        id: number
        value?: unknown
        error?: { code: 'ledger.disk'; message: string; place?: { path: string } }
      }) => {
        const asked = this.asked.get(id)
        this.asked.delete(id)
        if (this.asked.size === 0) worker.unref()
        if (error) asked?.failed(new CordonError(error.code, error.message, error.place ? { place: error.place } : {}))
        else asked?.done(value)
      },
    )
    const ended = (cause: unknown) => {
      if (this.worker === worker) this.worker = null
      for (const { failed } of this.asked.values()) failed(new CordonError('ledger.disk', 'The sealer ended unexpectedly.', { cause }))
      this.asked.clear()
    }
    worker.on('error', ended)
    worker.on('exit', ended)
    worker.unref()
    return worker
  }
}
