// Where lanes are sent from. The guard only spools and wakes; the senders may live in this thread or in one of their own, so that answering SDKs never waits for a vendor.
import type { Log } from '../core/log.ts'
import type { Ledger } from '../core/record.ts'
import { wireOf } from '../wires/all.ts'
import { Sender, type SenderOptions } from './sender.ts'

/** Where a vendor's requests go now. */
export interface Route {
  readonly vendor: string
  /** The policy's upstream; null: the endpoint's own origin, else `fallback`. */
  readonly upstream: string | null
  /** The wire's own origin. */
  readonly fallback: string
  readonly cut: boolean
}

export interface Outbox {
  /** Replaces the routes of all vendors. What is under way to a vendor that is cut now is torn down. */
  route(routes: readonly Route[]): void
  /** Begins to send what lies in the lane's folder, and what comes there. */
  open(vendor: string, dir: string): void
  /** Something new lies in the lane's folder. */
  wake(vendor: string): void
  /** Ends all senders; what is not delivered stays in the spool. */
  stop(): Promise<void>
}

export interface OutboxOptions {
  readonly ledger: Pick<Ledger, 'append' | 'markOf'>
  readonly now: () => number
  readonly log: Log
  /** Wait before trying again after the nth failure, ms. */
  readonly backoff?: (failures: number) => number
}

/** Senders in this thread. */
export function localOutbox(options: OutboxOptions): Outbox {
  const senders = new Map<string, Sender>()
  let routes = new Map<string, Route>()
  return {
    route(next) {
      routes = new Map(next.map((route) => [route.vendor, route]))
      for (const [vendor, sender] of senders) {
        if (routes.get(vendor)?.cut) sender.cut()
        else sender.wake()
      }
    },
    open(vendor, dir) {
      if (senders.has(vendor)) return
      const sender = new Sender({
        ...options,
        vendor,
        dir,
        upstream: (origin) => routes.get(vendor)?.upstream ?? origin ?? routes.get(vendor)?.fallback ?? '',
        isCut: () => routes.get(vendor)?.cut === true,
        ...partly(vendor),
      })
      senders.set(vendor, sender)
      sender.start()
    },
    wake(vendor) {
      senders.get(vendor)?.wake()
    },
    async stop() {
      await Promise.all([...senders.values()].map((sender) => sender.stop()))
    },
  }
}

/** Vendors that take part of a message and say so are listened to; of all others the status is enough, and their answers are not read. */
function partly(vendor: string): Pick<SenderOptions, 'wantsAgain'> {
  const endpoints = wireOf(vendor)?.endpoints.filter((one) => one.wantsAgain !== undefined) ?? []
  if (endpoints.length === 0) return {}
  return {
    wantsAgain: (request, answer) => endpoints.find((one) => one.matches(request.method, request.path))?.wantsAgain?.(answer) === true,
  }
}
