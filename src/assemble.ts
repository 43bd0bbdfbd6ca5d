// The one file that joins the rooms: what one room needs of another is handed over here.
import type { Catalog } from './catalog/catalog.ts'
import type { Log, LogEvents } from './core/log.ts'
import type { Policy } from './core/policy.ts'
import type { Ledger } from './core/record.ts'
import { judgeOf, modeOf } from './decide/action.ts'
import { Guard } from './guard/guard.ts'
import { localOutbox, type Outbox } from './guard/outbox.ts'
import { openCanaries } from './record/canaries.ts'
import { openKeys } from './record/keys.ts'
import { openLedger } from './record/ledger/ledger.ts'
import { wires } from './wires/all.ts'
import { genericWire } from './wires/generic/wire.ts'

export interface AssembledGuard {
  readonly guard: Guard
  readonly ledger: Ledger
  close(): Promise<void>
}

/** A guard that writes into the ledger of `dir`. Makes the root key where there is none: starting a guard is the explicit act. */
export async function assembleGuard(options: {
  readonly dir: string
  readonly policy: Policy
  readonly log: Log
  readonly now: () => number
  readonly stopwatch: () => number
  readonly eventTime?: boolean
  readonly secret?: (name: string) => string | null
  readonly onDecision?: (decision: LogEvents['guard.decision']) => void
  /** Cards of vendors without a wire of their own. */
  readonly catalog?: Catalog
  /** Ledger and senders that run elsewhere; without them they are opened in this thread. */
  readonly sending?: { readonly ledger: Ledger; readonly outbox: Outbox }
  /** Chance by which canaries act, [0, 1); without it none is woven in. */
  readonly random?: () => number
}): Promise<AssembledGuard> {
  const { dir, random, sending, catalog, ...rest } = options
  const keys = openKeys(dir, { create: true })
  const ledger = sending?.ledger ?? (await openLedger(dir, { keys, log: options.log, clock: options.now }))
  const outbox = sending?.outbox ?? localOutbox({ ledger, now: options.now, log: options.log })
  const canaries = random === undefined ? null : openCanaries(dir, keys)
  const guard = await Guard.open({
    ...rest,
    dir,
    wires,
    wireFor: (vendor) => {
      const card = catalog?.byId(vendor) ?? null
      return card === null ? null : genericWire(card)
    },
    rulings: { judge: judgeOf, modeOf },
    root: keys.root,
    identityKey: keys.identity,
    ledger,
    outbox,
    ...(canaries === null || random === undefined ? {} : { canaries: { book: canaries, random } }),
  })
  return {
    guard,
    ledger,
    async close() {
      await guard.close()
      await ledger.close()
      canaries?.close()
    },
  }
}
