// Puts sealed segments into the engine, each exactly once: the engine itself notes what is about to be put in, so that after a crash the same segments go
// with the same token, which the engine knows.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCheckpoint, readSegment, segmentPath } from 'cordon-verify'
import { CordonError } from '../../core/errors.ts'
import type { Keys } from '../keys.ts'
import { decodeNames, type SegmentNames } from '../ledger/names.ts'
import { decodeRows, type Rows } from '../ledger/rows.ts'
import { joinPersons } from '../sql/aliases.sql.ts'
import { putNames } from '../sql/names.sql.ts'
import { noteShipping, readShipped } from '../sql/shipping.sql.ts'
import type { Engine } from './engine.ts'

/** Rows of one insert: engines want few large ones. */
const ROWS_AT_ONCE = 500_000
const ROW = 2 + 4 + 2 + 4 + 1 + 4 + 4 + 8
const COLUMNS = 'vendor UInt16, person UInt32, day Date, shape UInt32, source UInt8, first UInt32, last UInt32, count UInt64'

/**
 * Ships what the checkpoint covers and the engine has not. `told` hears of progress in segments.
 * Throws `ledger.damaged` where a file is not what the checkpoint says, `engine.*`.
 */
export async function ship(dir: string, keys: Keys, engine: Engine, told: (done: number, total: number) => void = () => {}): Promise<void> {
  const path = join(dir, 'ledger', 'checkpoint')
  if (!existsSync(path)) return
  const checkpoint = openCheckpoint(readFileSync(path, 'utf8'), keys.verifier)
  if ('wrong' in checkpoint)
    throw new CordonError('ledger.damaged', `The checkpoint does not fit: ${checkpoint.wrong}.`, { place: { path } })
  const leaves = readFileSync(join(dir, 'ledger', 'leaves'))
  const shipped = await readShipped(engine)
  const leafAt = (seq: number) => leaves.toString('hex', seq * 32, seq * 32 + 32)
  // The same folder may hold another ledger by now: one restored from a backup, or begun anew.
  if (shipped.done > checkpoint.size || shipped.begun > checkpoint.size || (shipped.done > 0 && leafAt(shipped.done - 1) !== shipped.leaf))
    throw new CordonError('ledger.damaged', 'The engine was filled from another ledger than this one.', {
      place: { path },
      hint: 'If this ledger is the right one, empty the engine (embedded: delete the folder "engine"); it is filled again from the segments.',
    })
  for (let from = shipped.done; from < checkpoint.size; ) {
    const group = readGroup(dir, leaves, from, shipped.begun > from ? shipped.begun : checkpoint.size, shipped.begun > from)
    await noteShipping(engine, from, group.after, leafAt(group.after - 1), false)
    await putNames(engine, group.names, `cordon-${from}-${group.token}`)
    await joinPersons(
      engine,
      group.names.flatMap((names) => names.links),
      group.after,
    )
    if (group.rows.length > 0) await engine.ingest('disclosures', COLUMNS, group.rows, `cordon-${from}-${group.token}`)
    await noteShipping(engine, from, group.after, leafAt(group.after - 1), true)
    from = group.after
    told(from, checkpoint.size)
  }
}

/** Segments from `from` on, up to `until`; `whole`: all of them, because they were begun together. */
function readGroup(dir: string, leaves: Buffer, from: number, until: number, whole: boolean) {
  const names: SegmentNames[] = []
  const parts: Buffer[] = []
  const token = createHash('sha256')
  let count = 0
  let seq = from
  for (; seq < until && (whole || count < ROWS_AT_ONCE); seq++) {
    const path = join(dir, 'ledger', 'segments', segmentPath(seq))
    const bytes = readFileSync(path)
    const leaf = createHash('sha256').update(Uint8Array.of(0)).update(bytes).digest()
    const segment = readSegment(bytes)
    if ('wrong' in segment || !leaf.equals(leaves.subarray(seq * 32, seq * 32 + 32)))
      throw new CordonError('ledger.damaged', `Segment ${seq} is not what was sealed.`, { place: { path } })
    token.update(leaf)
    names.push(decodeNames(segment.names))
    parts.push(rowBinary(decodeRows(segment.rows, segment.header.rows)))
    count += segment.header.rows
  }
  return { names, rows: Buffer.concat(parts), after: seq, token: token.digest('hex') }
}

function rowBinary(rows: Rows): Buffer {
  const out = Buffer.allocUnsafe(rows.length * ROW)
  const view = new DataView(out.buffer, out.byteOffset, out.length)
  for (let i = 0, at = 0; i < rows.length; i++, at += ROW) {
    view.setUint16(at, rows.vendor[i]!, true)
    view.setUint32(at + 2, rows.person[i]!, true)
    view.setUint16(at + 6, rows.day[i]!, true)
    view.setUint32(at + 8, rows.shape[i]!, true)
    out[at + 12] = rows.source[i]!
    view.setUint32(at + 13, rows.first[i]!, true)
    view.setUint32(at + 17, rows.last[i]!, true)
    view.setUint32(at + 21, rows.count[i]!, true)
    view.setUint32(at + 25, 0, true)
  }
  return out
}
