// Times of a person's day as bare order: the day stays, and what came first stays first, but not when. Silences between events are a signature by which two
// vendors' data join, however far all of a day's times are moved together (measured by `npm run eval:unlinkable`), so only their order may leave.

const DAY = 86_400_000
/** Between two events, ms: whole seconds, for vendors that keep no finer time. */
const STEP = 1_000
/** Person-days remembered; the oldest go first. */
const REMEMBERED = 400_000

/** Real moments of one person's day, sorted, and what each became. */
interface PersonDay {
  readonly at: number[]
  readonly told: number[]
}

/** One a vendor. Kept in memory: after a restart a day's numbering goes on behind everything it may have told before. */
export class DayOrder {
  readonly #days = new Map<string, PersonDay>()
  readonly #started: number
  readonly #most: number
  /** Highest number forgotten of a day; few days are ever in use. */
  readonly #forgotten = new Map<number, number>()

  /** `started`: when this process began, ms since 1970. */
  constructor(started: number, most = REMEMBERED) {
    this.#started = started
    this.#most = most
  }

  /**
   * What `at` (ms since 1970) is told as: the same day in UTC; the same moment always the same, also when an SDK sends again; later moments later.
   * `aliases`: ids known to be of the same person, whose events are put in one order with theirs.
   */
  place(person: string, aliases: Iterable<string>, at: number): number {
    const day = Math.floor(at / DAY)
    const known = this.#of(person, aliases, day)
    return day * DAY + Math.floor(numberOf(known, at, this.#begin(day)))
  }

  #of(person: string, aliases: Iterable<string>, day: number): PersonDay {
    const names = [person, ...aliases].map((name) => `${day}\n${name}`)
    const [found = { at: [], told: [] }, ...others] = new Set(names.map((name) => this.#days.get(name)).filter((one) => one !== undefined))
    for (const other of others) join(found, other)
    for (const name of names) if (this.#days.get(name) !== found) this.#days.set(name, found)
    while (this.#days.size > this.#most) this.#forget()
    return found
  }

  /** The oldest goes; should they come again that day, their numbers go on behind all that were forgotten. */
  #forget(): void {
    const [name, { told }] = this.#days.entries().next().value as [string, PersonDay]
    this.#days.delete(name)
    const day = Number(name.slice(0, name.indexOf('\n')))
    this.#forgotten.set(day, Math.max(this.#forgotten.get(day) ?? 0, ...told.slice(-64)))
  }

  /** Where a day's numbers begin: on the day of the start, at the time of the start, which tells about no person. */
  #begin(day: number): number {
    const forgotten = this.#forgotten.get(day)
    if (forgotten !== undefined) return Math.ceil(forgotten / STEP) * STEP
    return day === Math.floor(this.#started / DAY) ? Math.floor((this.#started % DAY) / STEP) * STEP : 0
  }
}

/** Two ids turn out to be one person: what was told stays told, what comes now comes after all of it. */
function join(into: PersonDay, other: PersonDay): void {
  other.at.forEach((at, n) => {
    let i = into.at.length
    while (i > 0 && (into.at[i - 1] as number) > at) i--
    into.at.splice(i, 0, at)
    into.told.splice(i, 0, other.told[n] as number)
  })
}

function numberOf({ at: ats, told }: PersonDay, at: number, begin: number): number {
  let i = ats.length
  while (i > 0 && (ats[i - 1] as number) > at) i--
  if (i > 0 && ats[i - 1] === at) return told[i - 1] as number
  // What comes late finds its place between; a day has no room for more than 86,400 steps.
  const before = i === 0 ? begin : i < ats.length ? (told[i - 1] as number) : Math.max(...told.slice(-64))
  const made = i < ats.length ? (before + (told[i] as number)) / 2 : before + Math.min(STEP, (DAY - before) / 2)
  ats.splice(i, 0, at)
  told.splice(i, 0, made)
  return made
}

/** A moment that is no event of anybody, e.g. of sending: its day alone. */
export function dayAlone(at: number): number {
  return Math.floor(at / DAY) * DAY
}
