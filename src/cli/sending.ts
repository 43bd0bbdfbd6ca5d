// The sending half of a running guard in a thread of its own: ledger and senders there, SDKs here. They share nothing but the spool's files and short messages.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { CordonError, ERRORS, type ErrorCode } from '../core/errors.ts'
import type { Log, LogEvents, LogName } from '../core/log.ts'
import type { Batch, Ledger } from '../core/record.ts'
import type { Source } from '../core/words.ts'
import type { Outbox, Route } from '../guard/outbox.ts'

/** What the guard's thread asks; those with an id are answered. */
type Message =
  | { readonly do: 'route'; readonly routes: readonly Route[] }
  | { readonly do: 'open'; readonly vendor: string; readonly dir: string }
  | { readonly do: 'wake'; readonly vendor: string }
  | { readonly do: 'append'; readonly id: number; readonly batch: Batch }
  | { readonly do: 'note'; readonly id: number; readonly vendor: string; readonly source: Source; readonly at: number }
  | { readonly do: 'seal' | 'stop'; readonly id: number }

type Told =
  | { readonly id: number; readonly error?: { readonly code: string; readonly message: string } }
  | { readonly log: LogName; readonly facts: unknown }
  | { readonly ready: true }

/** How long the sending half is left alone once it was woken, ms. */
const GATHER = 5

export interface Sending {
  /** The ledger over there; `markOf` is the senders' own business and says 0 here. */
  readonly ledger: Ledger
  readonly outbox: Outbox
}

/** Starts the thread and opens ledger and key there. Rejects with what opening the ledger says. */
export async function startSending(dir: string, log: Log): Promise<Sending> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { dir } })
  const asked = new Map<number, { done: () => void; failed: (error: unknown) => void }>()
  let last = 0
  await new Promise<void>((ready, failed) => {
    worker.once('error', failed)
    worker.on('message', (told: Told) => {
      if ('ready' in told) ready()
      else if ('log' in told) log(told.log, told.facts as never)
      else {
        const waiting = asked.get(told.id)
        asked.delete(told.id)
        if (told.error === undefined) waiting?.done()
        else waiting?.failed(errorOf(told.error))
      }
    })
  })
  // Without its sending half a guard would only collect: whoever supervises it starts it again.
  worker.on('error', (error) => {
    throw error
  })
  const ask = (message: Record<string, unknown>): Promise<void> =>
    new Promise((done, failed) => {
      asked.set(++last, { done, failed })
      worker.postMessage({ ...message, id: last })
    })
  const waking = new Set<string>()
  return {
    ledger: {
      append: (batch) => ask({ do: 'append', batch }),
      markOf: () => 0,
      seal: () => ask({ do: 'seal' }),
      coverage: { note: (vendor, source, at) => ask({ do: 'note', vendor, source, at }) },
      async close() {},
    },
    outbox: {
      route: (routes) => worker.postMessage({ do: 'route', routes } satisfies Message),
      open: (vendor, folder) => worker.postMessage({ do: 'open', vendor, dir: folder } satisfies Message),
      wake(vendor) {
        // One message, and so about one ledger commit, for all that came in a few milliseconds: a message costs as much as half a request, and while
        // the ledger's commit runs the spool's waits for the same disk.
        if (waking.has(vendor)) return
        waking.add(vendor)
        setTimeout(() => {
          waking.delete(vendor)
          worker.postMessage({ do: 'wake', vendor } satisfies Message)
        }, GATHER)
      },
      async stop() {
        await ask({ do: 'stop' })
        await worker.terminate()
      },
    },
  }
}

function errorOf({ code, message }: { code: string; message: string }): Error {
  return code in ERRORS ? new CordonError(code as ErrorCode, message) : new Error(message)
}

/** The other side. */
async function send(dir: string): Promise<void> {
  const port = parentPort as NonNullable<typeof parentPort>
  const tell = (told: Told): void => port.postMessage(told)
  const log: Log = <N extends LogName>(name: N, facts: LogEvents[N]) => tell({ log: name, facts })
  const { openKeys, openLedger } = await import('../record/index.ts')
  const { localOutbox } = await import('../guard/outbox.ts')
  const ledger = await openLedger(dir, { keys: openKeys(dir), log, clock: Date.now })
  const outbox = localOutbox({ ledger, now: Date.now, log })
  const answer = (id: number, work: Promise<void>): void => {
    work.then(
      () => tell({ id }),
      (error: { code?: string; message: string }) => tell({ id, error: { code: error.code ?? '', message: error.message } }),
    )
  }
  port.on('message', (message: Message) => {
    if (message.do === 'wake') outbox.wake(message.vendor)
    else if (message.do === 'route') outbox.route(message.routes)
    else if (message.do === 'open') outbox.open(message.vendor, message.dir)
    else if (message.do === 'append') answer(message.id, ledger.append(message.batch))
    else if (message.do === 'seal') answer(message.id, ledger.seal())
    else if (message.do === 'note') answer(message.id, ledger.coverage.note(message.vendor, message.source, message.at))
    else
      answer(
        message.id,
        outbox.stop().then(() => ledger.close()),
      )
  })
  tell({ ready: true })
}

if (!isMainThread && (workerData as { dir?: unknown } | null)?.dir !== undefined && parentPort !== null)
  await send((workerData as { dir: string }).dir)
