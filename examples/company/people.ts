// The invented people of the example company: the same ones every time, so that what is shown can be checked.

export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly org: string
  readonly country: string
  readonly city: string
  readonly browser: string
  readonly plan: 'free' | 'pro' | 'team'
  /** Day of sign-up, 0 = first day played. */
  readonly since: number
  /** How busy, 0..1. */
  readonly pace: number
}

const FIRST =
  'Ada Grace Alan Edsger Barbara Donald Frances Ken Radia Dennis Hedy Claude Mary John Joan Niklaus Katherine Tony Adele Robin Lynn Leslie Sophie Ivan Margaret Vint Jean Tim Karen Guido'.split(
    ' ',
  )
const LAST =
  'Lovelace Hopper Turing Dijkstra Liskov Knuth Allen Thompson Perlman Ritchie Lamarr Shannon Jackson Backus Clarke Wirth Johnson Hoare Goldberg Milner Conway Lamport Wilson Sutherland Hamilton Cerf Bartik Lee Jones Rossum'.split(
    ' ',
  )
const PLACES = [
  ['DE', 'Berlin'],
  ['US', 'Portland'],
  ['FR', 'Lyon'],
  ['GB', 'Leeds'],
  ['NL', 'Utrecht'],
  ['ES', 'Bilbao'],
  ['SE', 'Uppsala'],
  ['CA', 'Halifax'],
] as const
const BROWSERS = ['Chrome', 'Firefox', 'Safari', 'Edge'] as const

/** A small generator of even numbers in 0..1 (mulberry32): the example must be the same on every machine. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** `count` people; sign-ups spread over `days`. */
export function people(count: number, days: number): Person[] {
  const next = generator(2025)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  return Array.from({ length: count }, (_, i) => {
    const first = pick(FIRST)
    const last = pick(LAST)
    const org = `org_${1 + Math.floor(next() ** 2 * 120)}`
    const [country, city] = pick(PLACES)
    return {
      id: `u_${1000 + i}`,
      email: `${first}.${last}.${i}@${org.replace('_', '')}.example`.toLowerCase(),
      name: `${first} ${last}`,
      org,
      country,
      city,
      browser: pick(BROWSERS),
      plan: next() < 0.6 ? 'free' : next() < 0.7 ? 'pro' : 'team',
      since: i < count / 2 ? 0 : Math.floor(next() * days),
      pace: 0.03 + next() ** 3 * 0.5,
    }
  })
}

/** The directory as `cordon people import` takes it. */
export function directoryCsv(all: readonly Person[]): string {
  return ['id,email,name,org,locale,country', ...all.map((one) => [one.id, one.email, one.name, one.org, 'en', one.country].join(','))]
    .join('\n')
    .concat('\n')
}
