// Keeps canaries alive: each is active a few times a week, like somebody who was seen, at an hour somebody was seen, through the same steps as everybody.
import type { Canary, CanaryBook } from '../../core/canaries.ts'
import type { WireRequest } from '../../core/wire.ts'
import type { Lane } from '../steps.ts'
import { fill } from './fill.ts'
import type { Samples, Template } from './samples.ts'

/** A message that a canary sends. `contacts`: what may leave of it whatever the policy says about real persons. */
export interface Woven {
  readonly canary: Canary
  readonly request: WireRequest
  readonly contacts: ReadonlySet<string>
  readonly told: boolean
}

interface Planned {
  readonly at: number
  readonly canary: Canary
  readonly template: Template
  readonly sessions: Map<string, string>
}

const DAY = 86_400_000
/** A visit missed by more than this, ms, is made up for another time. */
const LATE = 3_600_000
/** Messages of one visit. */
const LONGEST = 12

export class Weaver {
  readonly #book: CanaryBook
  readonly #random: () => number
  readonly #vendor: string
  #canaries: readonly Canary[]
  #planned: Planned[] = []
  readonly #begun = new Set<number>()

  constructor(vendor: string, book: CanaryBook, random: () => number) {
    this.#vendor = vendor
    this.#book = book
    this.#random = random
    this.#canaries = book.list(vendor)
  }

  get isEmpty(): boolean {
    return this.#canaries.length === 0
  }

  /** Reads the list again: somebody was planted. */
  refresh(): void {
    this.#canaries = this.#book.list(this.#vendor)
  }

  /** The vendor is cut: what was planned is not sent, also not later. */
  drop(): void {
    this.#planned = []
  }

  /** What is to be sent now. Plans the visits that are due; their next one is noted before anything is sent. */
  due(lane: Lane, samples: Samples, now: number): Woven[] {
    for (const canary of this.#canaries) if (canary.due <= now) this.#plan(canary, samples, now)
    const ready = this.#planned.filter(({ at }) => at <= now)
    if (ready.length === 0) return []
    this.#planned = this.#planned.filter(({ at }) => at > now)
    return ready.flatMap((planned) => this.#woven(planned, lane, samples))
  }

  /** To be called once the message is in the spool. */
  sent({ canary, told }: Woven, now: number): void {
    this.#book.active(canary.number, { sent: 1, at: now, told })
    this.refresh()
  }

  #plan(canary: Canary, samples: Samples, now: number): void {
    const visit = samples.visit(this.#random, now).slice(0, LONGEST)
    const start = visit[0]
    if (start === undefined) return
    // Planted at any moment, or due while nothing could be sent: active at an hour at which others are, and not all at once.
    const isFirst = canary.sent === 0 && canary.due > canary.planted && !this.#begun.has(canary.number)
    if (isFirst || (canary.sent > 0 && now - canary.due > LATE)) {
      this.#begun.add(canary.number)
      this.#book.active(canary.number, { due: atHour(Math.floor(now / DAY), start.accepted, now) })
      this.refresh()
      return
    }
    const sessions = new Map<string, string>()
    const telling = canary.told ? null : samples.telling(this.#random)
    if (telling !== null) this.#planned.push({ at: now, canary, template: telling, sessions })
    for (const template of visit) {
      const gap = template.accepted - start.accepted
      this.#planned.push({ at: now + Math.round(gap * (0.8 + 0.4 * this.#random())), canary, template, sessions })
    }
    this.#planned.sort((a, b) => a.at - b.at)
    this.#book.active(canary.number, { due: nextDue(samples, now, this.#random) })
    this.refresh()
  }

  #woven({ at, canary, template, sessions }: Planned, lane: Lane, samples: Samples): Woven[] {
    const endpoint = lane.wire.endpoints.find((one) => one.name === template.endpoint)
    const doc = fill(template, canary, at, { samples, wire: lane.wire, random: this.#random, sessions })
    if (endpoint === undefined || doc === null) return []
    const message = endpoint.read(template.carrier)
    for (const part of Object.keys(message.doc)) delete message.doc[part]
    Object.assign(message.doc, doc)
    const [first = '', last = ''] = canary.name.split(' ')
    return [
      {
        canary,
        request: { method: template.carrier.method, ...message.write() },
        contacts: new Set([canary.email, canary.name, first, last]),
        told: template.contacts.some(({ field }) => field === 'user.contact.email'),
      },
    ]
  }
}

/** As many days on as somebody stayed away, four at most, at the time of day at which somebody was seen. */
function nextDue(samples: Samples, now: number, random: () => number): number {
  const seen = samples.visit(random, now)[0]?.accepted ?? now
  const rest = Math.round(samples.rest(random, now) ?? 1 + random() * 2)
  return atHour(Math.floor(now / DAY) + Math.max(1, Math.min(4, rest)), seen, now)
}

/** On that day at the time of day of `seen`, or a day later where that is past. */
function atHour(day: number, seen: number, now: number): number {
  const at = day * DAY + (seen % DAY)
  return at > now ? at : at + DAY
}
