// Reports about persons, the same code for raw and guarded data. Ids only ever count as equal or not, so every figure must come out the same.
import { DAY, type Row } from './world.ts'

/** Rows of one person in order, once persons known by several ids are one. */
function people(rows: readonly Row[]): Row[][] {
  const parent = new Map<string, string>()
  const root = (id: string): string => {
    let at = id
    while (parent.get(at) !== undefined && parent.get(at) !== at) at = parent.get(at) as string
    return at
  }
  const own = ({ user, device }: Row): string => (user === null ? `d ${device}` : `u ${user}`)
  for (const row of rows) if (row.user !== null && row.device !== null) parent.set(root(`d ${row.device}`), root(`u ${row.user}`))
  const found = new Map<string, Row[]>()
  for (const row of [...rows].sort((a, b) => a.at - b.at)) found.set(root(own(row)), [...(found.get(root(own(row))) ?? []), row])
  return [...found.values()]
}

/** Retries counted once. */
function once(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.eventId, row])).values()]
}

const FUNNEL = ['Page viewed', '$identify', 'Report opened', 'Report shared']

/** Uniques, funnel, retention, merges, groups, and what everybody did in which order. */
export function reports(all: readonly Row[]) {
  const rows = once(all)
  const persons = people(rows)
  const day = ({ at }: Row): number => Math.floor(at / DAY)
  const uniques = new Map<number, number>()
  const funnel = FUNNEL.map(() => 0)
  const retention = new Map<string, number>()
  const members = new Map<string, Set<Row[]>>()
  for (const own of persons) {
    const days = [...new Set(own.map(day))]
    for (const one of days) {
      uniques.set(one, (uniques.get(one) ?? 0) + 1)
      const cohort = `${days[0]} +${one - (days[0] as number)}`
      retention.set(cohort, (retention.get(cohort) ?? 0) + 1)
    }
    let step = 0
    for (const { event } of own) if (event === FUNNEL[step]) funnel[step++]! += 1
    for (const { group } of own) if (group !== null) members.set(group, (members.get(group) ?? new Set()).add(own))
  }
  const sorted = <T>(list: Iterable<T>): T[] => [...list].sort((a, b) => (String(a) < String(b) ? -1 : 1))
  return {
    events: rows.length,
    people: persons.length,
    uniques: sorted(uniques),
    funnel,
    retention: sorted(retention),
    merges: sorted(
      persons.map((own) => `${new Set(own.map(({ device }) => device)).size} devices, ${new Set(own.map(({ user }) => user)).size} users`),
    ),
    groups: sorted([...members.values()].map(({ size }) => size)),
    paths: sorted(persons.map((own) => own.map((row) => `${day(row)} ${row.event}`).join(' > '))),
  }
}
