// Local times of a time zone: exports of old projects give the project's wall clock as if it were UTC.
import { CordonError } from '../../core/errors.ts'

/** Wall clock (ms, as if UTC) → ms since 1970. A time that a change to summer time skipped is taken as after the change. Throws `usage.wrong`. */
export function wallClock(timeZone: string): (local: number) => number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch (cause) {
    throw new CordonError('usage.wrong', 'The time zone is not known.', {
      cause,
      hint: 'Name it like Europe/Berlin or America/Los_Angeles.',
    })
  }
  const QUARTER = 900_000
  const offsets = new Map<number, number>()
  // Every zone's offset changes on a quarter of an hour at the finest.
  const offsetAt = (ms: number): number => {
    const slot = Math.floor(ms / QUARTER)
    const known = offsets.get(slot)
    if (known !== undefined) return known
    const part = Object.fromEntries(format.formatToParts(slot * QUARTER).map(({ type, value }) => [type, Number(value)]))
    const offset = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - slot * QUARTER
    if (offsets.size > 50_000) offsets.clear()
    offsets.set(slot, offset)
    return offset
  }
  return (local) => {
    const guess = local - offsetAt(local)
    return local - offsetAt(guess)
  }
}
