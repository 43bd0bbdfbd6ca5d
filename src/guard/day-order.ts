// Times of a person's day as bare order: the day stays, and what came first stays first, but not when. Silences between events are a signature by which two
// vendors' data join, however far all of a day's times are moved together (measured by `npm run eval:unlinkable`), so only their order may leave.

const DAY = 86_400_000
/** Between two events, ms: whole seconds, for vendors that keep no finer time. */
const STEP = 1_000
/** Person-days remembered; the oldest go first. */
const REMEMBERED = 400_000

/** Real moments of one person's day, sorted, and what each became; `top`: the highest of these. */
interface PersonDay {
  readonly at: number[]
  readonly told: number[]
  top: number
}

/** One a vendor. Kept in memory: after a restart a day's numbering goes on behind everything it may have told before. */
export class DayOrder {
  readonly #days = new Map<number, Map<string, PersonDay>>()
  readonly #started: number
  readonly #most: number
  #size = 0
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
    return day * DAY + Math.floor(numberOf(known, at))
  }

  #of(person: string, aliases: Iterable<string>, day: number): PersonDay {
    let people = this.#days.get(day)
    if (people === undefined) this.#days.set(day, (people = new Map()))
    let found = people.get(person)
    for (const alias of aliases) found ??= people.get(alias)
    if (found === undefined) found = { at: [], told: [], top: this.#begin(day) }
    this.#name(person, found, people)
    for (const alias of aliases) this.#name(alias, found, people)
    while (this.#size > this.#most) this.#forget()
    return found
  }

  #name(name: string, whose: PersonDay, people: Map<string, PersonDay>): void {
    const before = people.get(name)
    if (before === whose) return
    if (before === undefined) this.#size++
    else join(whose, before)
    people.set(name, whose)
  }

  /** The oldest goes; should they come again that day, their numbers go on behind all that were forgotten. */
  #forget(): void {
    const [day, people] = this.#days.entries().next().value as [number, Map<string, PersonDay>]
    const oldest = people.entries().next().value
    if (oldest === undefined) return void this.#days.delete(day)
    people.delete(oldest[0])
    this.#size--
    this.#forgotten.set(day, Math.max(this.#forgotten.get(day) ?? 0, oldest[1].top))
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
  into.top = Math.max(into.top, other.top)
}

function numberOf(own: PersonDay, at: number): number {
  const { at: ats, told } = own
  let i = ats.length
  while (i > 0 && (ats[i - 1] as number) > at) i--
  if (i > 0 && ats[i - 1] === at) return told[i - 1] as number
  if (i === ats.length) {
    // A day has no room for more than 86,400 steps.
    own.top += Math.min(STEP, (DAY - own.top) / 2)
    ats.push(at)
    told.push(own.top)
    return own.top
  }
  // What comes late finds its place between.
  const next = told[i] as number
  const made = i === 0 ? next - Math.min(STEP / 2, next / 2) : ((told[i - 1] as number) + next) / 2
  ats.splice(i, 0, at)
  told.splice(i, 0, made)
  return made
}

/** A moment that is no event of anybody, e.g. of sending: its day alone. */
export function dayAlone(at: number): number {
  return Math.floor(at / DAY) * DAY
}
