// The one shape in which detectors, known values and cleaning speak of a place in a text, and the rule by which overlapping findings become one.
import type { Field } from '../core/words.ts'

/** A value found in a text: UTF-16 positions, `end` exclusive. `what` names the kind: `email`, `phone`, `ipv4`, `card`, `jwt`, `aws-access-key`, … */
export interface Found {
  readonly field: Field
  readonly start: number
  readonly end: number
  readonly what: string
}

/** What a detector writes its findings to. */
export type Report = (field: Field, what: string, start: number, end: number) => void

/** Known and issued secrets before everything, then by how much proof a kind carries (check digits before shape before context); guesses last. */
const RANK: Readonly<Record<string, number>> = { email: 8, iban: 7, card: 6, ipv4: 5, ipv6: 5, phone: 3, 'random-secret': 2, name: 1 }

function rank(found: Found): number {
  return RANK[found.what] ?? (found.field === 'user.authorization.credentials' ? 9 : 4)
}

/** Sorted by start and free of overlaps: overlapping findings become one that covers both and is named after the stronger. Linear but for the sort. */
export function settle(found: readonly Found[]): Found[] {
  if (found.length < 2) return [...found]
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end)
  const out: Found[] = []
  for (const next of sorted) {
    const last = out.at(-1)
    if (!last || next.start >= last.end) {
      out.push(next)
      continue
    }
    const stronger = rank(next) > rank(last) ? next : last
    out[out.length - 1] = { field: stronger.field, what: stronger.what, start: last.start, end: Math.max(last.end, next.end) }
  }
  return out
}
