// The attacker: holds two vendors' complete data sets and no key, and joins persons by ids, event ids, times and counts. Where several candidates are equally good it
// guesses among them; the figure is what is to be expected of that, so it needs no luck.
import { DAY, type Row } from './world.ts'

/** One person's events in one data set, in order of time. `key`: the id by which the data set knows them. */
export interface Dossier {
  readonly key: string
  readonly ids: ReadonlySet<string>
  readonly eventIds: readonly string[]
  readonly times: readonly number[]
  /** Events a day. */
  readonly days: ReadonlyMap<number, number>
}

/** `owner[i]`: whose row i is; known to whoever counts the successes, not to the attacker. */
export function dossiers(rows: readonly Row[], owner: readonly number[]): Dossier[] {
  const people: Row[][] = []
  rows.forEach((row, i) => {
    const whose = owner[i] as number
    ;(people[whose] ??= []).push(row)
  })
  return people.map((own) => {
    const times = own.map(({ at }) => at).sort((a, b) => a - b)
    const days = new Map<number, number>()
    for (const at of times) days.set(Math.floor(at / DAY), (days.get(Math.floor(at / DAY)) ?? 0) + 1)
    const ids = new Set(own.flatMap(({ user, device }) => [user, device].filter((id) => id !== null)))
    return { key: own[0]?.user ?? '', ids, eventIds: own.map(({ eventId }) => eventId), times, days }
  })
}

/** How unlike two dossiers are; the least unlike is the attacker's guess. */
export type Unlike = (a: Dossier, b: Dossier) => number

const shared = (a: Iterable<string>, b: ReadonlySet<string>): number => {
  let found = 0
  for (const one of a) if (b.has(one)) found++
  return found
}

/** Which days, and how many events on each: what exact reports by day show of a person at any vendor. */
export const byDays: Unlike = (a, b) => {
  let unlike = 0
  for (const [day, count] of a.days) unlike += Math.abs(count - (b.days.get(day) ?? 0))
  for (const [day, count] of b.days) if (!a.days.has(day)) unlike += count
  return unlike
}

const eventIdSets = new WeakMap<Dossier, ReadonlySet<string>>()
const eventIdsOf = (one: Dossier): ReadonlySet<string> => {
  let known = eventIdSets.get(one)
  if (known === undefined) eventIdSets.set(one, (known = new Set(one.eventIds)))
  return known
}

/** Seconds between events; each silence compared with the one at its place, on a scale on which twice as long is the same anywhere. */
const byGaps: Unlike = (a, b) => {
  let unlike = byDays(a, b) * 20
  const most = Math.max(a.times.length, b.times.length)
  for (let i = 1; i < most; i++) unlike += Math.abs(gap(a.times, i) - gap(b.times, i))
  return unlike
}

function gap(times: readonly number[], i: number): number {
  const [at, before] = [times[i], times[i - 1]]
  return at === undefined || before === undefined ? 20 : Math.log1p((at - before) / 1000)
}

export const ATTACKS: Readonly<Record<string, Unlike>> = {
  ids: (a, b) => -shared(a.ids, b.ids),
  'event ids': (a, b) => -shared(a.eventIds, eventIdsOf(b)),
  'equal times': (a, b) => {
    let equal = 0
    for (let i = 0, j = 0; i < a.times.length && j < b.times.length; ) {
      const [x, y] = [Math.floor((a.times[i] as number) / 1000), Math.floor((b.times[j] as number) / 1000)]
      if (x === y) equal++
      if (x <= y) i++
      if (y <= x) j++
    }
    return -equal
  },
  'nearest times': (a, b) => {
    let far = byDays(a, b) * 1e6
    for (let i = 0; i < Math.min(a.times.length, b.times.length); i++)
      far += Math.abs((a.times[i] as number) - (b.times[i] as number)) / 1000
    return Math.round(far * 10)
  },
  'silences between events': (a, b) => Math.round(byGaps(a, b) * 1e6),
}

/** The attacker's expected share of right guesses, for `asked` persons among all. `candidates[i]` is the same person as `targets[i]`. */
export function success(targets: readonly Dossier[], candidates: readonly Dossier[], unlike: Unlike, asked = targets.length): number {
  let right = 0
  const step = Math.max(1, Math.floor(targets.length / asked))
  let tried = 0
  for (let i = 0; i < targets.length && tried < asked; i += step, tried++) {
    const own = unlike(targets[i] as Dossier, candidates[i] as Dossier)
    let equal = 0
    let better = false
    for (const candidate of candidates) {
      const score = unlike(targets[i] as Dossier, candidate)
      if (score < own) {
        better = true
        break
      }
      if (score === own) equal++
    }
    if (!better) right += 1 / equal
  }
  return right / tried
}
