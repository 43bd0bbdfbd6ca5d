// A ledger that keeps everything in memory, for tests of the guard alone.
import type { Batch, Entry, Ledger, Link } from '../src/core/record.ts'
import type { Shape } from '../src/core/words.ts'

export interface MemoryLedger extends Pick<Ledger, 'append' | 'markOf'> {
  readonly entries: Entry[]
  readonly links: Link[]
  readonly shapes: Map<string, Shape>
  /** While true, appends are refused as a full disk refuses them. */
  refusing: boolean
}

export function memoryLedger(): MemoryLedger {
  const marks = new Map<string, number>()
  const ledger: MemoryLedger = {
    entries: [],
    links: [],
    shapes: new Map(),
    refusing: false,
    markOf: (lane) => marks.get(lane) ?? 0,
    async append(batch: Batch) {
      if (ledger.refusing) throw Object.assign(new Error('refused'), { code: 'ledger.disk' })
      if (batch.mark !== undefined) {
        if ((marks.get(batch.mark.lane) ?? 0) >= batch.mark.upTo) return
        marks.set(batch.mark.lane, batch.mark.upTo)
      }
      ledger.entries.push(...batch.entries)
      ledger.links.push(...(batch.links ?? []))
      for (const shape of batch.shapes ?? []) ledger.shapes.set(shape.id, shape)
    },
  }
  return ledger
}
