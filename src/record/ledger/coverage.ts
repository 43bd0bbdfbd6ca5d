// Since when, and by which method, a path to a vendor is seen: heartbeats and imported spans become intervals with their gaps.
import type { Coverage, CoverageNote } from '../../core/record.ts'
import { SOURCES } from '../../core/record.ts'

/** Two heartbeats further apart than this leave a gap, ms. Heartbeats come once a minute; one may be late. */
export const LONGEST_SILENCE = 150_000

/** Joins notes of the same vendor and source that overlap or follow one another without a gap. Sorted by vendor, source, from. */
export function mergeNotes(notes: readonly CoverageNote[]): CoverageNote[] {
  const sorted = [...notes].sort((a, b) => compare(a.vendor, b.vendor) || compare(a.source, b.source) || a.from - b.from || a.to - b.to)
  const merged: CoverageNote[] = []
  for (const note of sorted) {
    const last = merged.at(-1)
    if (last && last.vendor === note.vendor && last.source === note.source && note.from - last.to <= LONGEST_SILENCE)
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, note.to) }
    else merged.push(note)
  }
  return merged
}

/** One answer a source, from first to last moment seen, with the gaps in between. */
export function coverageOf(notes: readonly CoverageNote[]): Coverage[] {
  const merged = mergeNotes(notes)
  return SOURCES.flatMap((source) => {
    const own = merged.filter((note) => note.source === source)
    if (own.length === 0) return []
    const gaps = own.slice(1).map((note, i) => ({ from: iso(own[i]!.to), to: iso(note.from) }))
    return [{ source, from: iso(own[0]!.from), to: iso(own.at(-1)!.to), gaps }]
  })
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
