// Takes Mixpanel's raw export into the ledger as past disclosures: twice the same event counts once, a killed import goes on where it was.
import { createHmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { dayOf, dayText } from '../../core/clock.ts'
import { CordonError } from '../../core/errors.ts'
import { identityOf } from '../../core/keys.ts'
import type { Entry, Link } from '../../core/record.ts'
import { shapeOf } from '../../core/shapes.ts'
import type { Place, Shape } from '../../core/words.ts'
import type { Keys } from '../keys.ts'
import { Identities } from '../ledger/identities.ts'
import { logOf } from '../ledger/inbox.ts'
import { type ExportedEvent, type Judge, readEvent } from './mixpanel-event.ts'
import { Seen } from './seen.ts'
import { wallClock } from './zone.ts'

export interface ImportOptions {
  /** Project time zone, for exports of projects made before 2023. */
  readonly timezone?: string | undefined
  readonly judge: Judge
  readonly told?: (lines: number) => void
}

/** A day and event of the export: in the files, new to the ledger, known before, of erased people. All adds up. */
export interface Reconciled {
  readonly day: string
  readonly event: string
  read: number
  imported: number
  known: number
  erased: number
}

export interface ImportReport {
  readonly days: readonly Reconciled[]
  readonly problems: readonly { readonly place: Place; readonly problem: string }[]
}

const VENDOR = 'mixpanel'
/** Events of one durable step. */
const AT_ONCE = 20_000
const LONGEST_LINE = 8 * 1024 * 1024
const DAY = 86_400_000

/** Throws `input.unreadable` where a file cannot be opened, `usage.wrong` for a time zone, `ledger.disk`. Broken lines are problems with their place. */
export async function importMixpanel(dir: string, keys: Keys, paths: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const clock = options.timezone ? wallClock(options.timezone) : (ms: number) => ms
  const seen = new Seen(dir, VENDOR)
  const identities = new Identities(dir, true)
  const days = new Map<string, Reconciled>()
  const problems: { place: Place; problem: string }[] = []
  try {
    for (const path of paths) {
      let events: ExportedEvent[] = []
      let lines = 0
      const put = () => {
        takeIn(keys, seen, identities, events, days)
        events = []
        options.told?.(lines)
      }
      for await (const { line, text, problem } of linesOf(path)) {
        lines = line
        const event = problem !== undefined ? { problem } : readEvent(text, clock, options.judge)
        if ('problem' in event) problems.push({ place: { path, line }, problem: event.problem })
        else if (events.push(event) === AT_ONCE) put()
      }
      put()
    }
  } finally {
    seen.close()
    identities.close()
  }
  return { days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.event < b.event ? -1 : 1)), problems }
}

function takeIn(keys: Keys, seen: Seen, identities: Identities, events: readonly ExportedEvent[], days: Map<string, Reconciled>): void {
  if (events.length === 0) return
  const entries = new Map<string, Entry>()
  const links = new Map<string, Link>()
  const shapes = new Map<string, Shape>()
  let from = Number.POSITIVE_INFINITY
  let to = 0
  seen.together((isNew) => {
    for (const event of events) {
      from = Math.min(from, event.at)
      to = Math.max(to, event.at)
      const day = dayText(dayOf(event.at))
      const key = `${day}\t${event.event}`
      const counts = days.get(key) ?? { day, event: event.event, read: 0, imported: 0, known: 0, erased: 0 }
      days.set(key, counts)
      counts.read++
      const [person, ...others] = event.ids.map((id) => identityOf(keys.identity, id)) as [string, ...string[]]
      if ([person, ...others].some((identity) => identities.find(identity) === 0 && identities.erased(identity) !== null)) {
        counts.erased++
        continue
      }
      if (!isNew(fingerprint(keys, event))) {
        counts.known++
        continue
      }
      counts.imported++
      for (const other of others) links.set(`${person}${other}`, [person, other])
      const shape = shapeOf(event.items)
      shapes.set(shape.id, shape)
      const row = `${person}${shape.id}${day}`
      const before = entries.get(row)
      entries.set(row, {
        identity: person,
        vendor: VENDOR,
        shape: shape.id,
        at: Math.min(event.at, before?.at ?? event.at),
        last: Math.max(event.at, before?.last ?? event.at),
        count: (before?.count ?? 0) + 1,
        source: 'import',
      })
    }
    if (entries.size === 0) return null
    // The export covers whole days: the next day's file follows without a gap.
    const coverage = [{ vendor: VENDOR, source: 'import', from: dayOf(from) * DAY, to: dayOf(to) * DAY + DAY - 1 } as const]
    return logOf([{ entries: [...entries.values()], links: [...links.values()], shapes: [...shapes.values()], coverage }])
  })
}

/** 64 bits of a keyed hash over what Mixpanel itself deduplicates by (event, distinct_id, time, $insert_id). */
function fingerprint(keys: Keys, { event, ids, at, insertId }: ExportedEvent): bigint {
  const text = [event, ids[0], String(at), insertId].map((part) => `${part!.length}:${part}`).join('')
  return createHmac('sha256', keys.identity).update(`import\n${text}`).digest().readBigInt64LE()
}

/** Lines of a plain or gzip file, numbered from 1; a problem instead of a text where the bytes end early or a line is too long. */
async function* linesOf(path: string): AsyncIterable<{ line: number; text: string; problem?: string }> {
  let start: Buffer
  try {
    const file = await open(path)
    start = (await file.read(Buffer.alloc(2), 0, 2, 0)).buffer
    await file.close()
  } catch (cause) {
    throw new CordonError('input.unreadable', `The file cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'error'}).`, {
      place: { path },
      cause,
    })
  }
  const gzip = start[0] === 0x1f && start[1] === 0x8b
  const file = createReadStream(path)
  const bytes = gzip ? file.pipe(createGunzip()) : file
  if (gzip) file.on('error', (error) => bytes.destroy(error))
  let line = 0
  let rest: Buffer[] = []
  let length = 0
  const take = (): { line: number; text: string; problem?: string } | null => {
    const text = Buffer.concat(rest).toString('utf8').trim()
    const problem = length > LONGEST_LINE ? 'the line is longer than 8 MiB' : undefined
    rest = []
    length = 0
    line++
    return text === '' && !problem ? null : { line, text, ...(problem ? { problem } : {}) }
  }
  try {
    for await (const piece of bytes) {
      const chunk = piece as Buffer
      let from = 0
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        if (length <= LONGEST_LINE) rest.push(chunk.subarray(from, at))
        length += at - from
        from = at + 1
        const whole = take()
        if (whole) yield whole
      }
      if (from < chunk.length) {
        if (length <= LONGEST_LINE) rest.push(chunk.subarray(from))
        length += chunk.length - from
      }
    }
  } catch (cause) {
    yield {
      line: line + 1,
      text: '',
      problem: gzip
        ? 'the gzip data ends early or is damaged; lines before it were taken in'
        : `reading stopped (${(cause as NodeJS.ErrnoException).code ?? 'error'})`,
    }
    return
  }
  const last = take()
  if (last) yield last
}
