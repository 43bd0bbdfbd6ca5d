// The guard: takes a request for a vendor, runs the steps, spools what is to be sent, and answers in the vendor's own shape. Blocking is never an error:
// SDKs crash their host or retry for hours on 4xx and 5xx.
import { join } from 'node:path'
import type { CanaryBook } from '../core/canaries.ts'
import { identityOf } from '../core/keys.ts'
import { LIMITS } from '../core/limits.ts'
import type { Log, LogEvents } from '../core/log.ts'
import type { Policy } from '../core/policy.ts'
import type { Entry, Ledger, Link } from '../core/record.ts'
import type { Wire, WireAnswer, WireRequest } from '../core/wire.ts'
import type { Identity, Shape } from '../core/words.ts'
import { ask } from './ask.ts'
import { Canaries } from './canary/canaries.ts'
import type { IdShape } from './canary/id-shape.ts'
import type { FirstSeen } from './first-seen.ts'
import { writeFrame } from './frame.ts'
import { makeLane, type Rulings } from './lane.ts'
import type { Outbox } from './outbox.ts'
import { pinAddress } from './pin-address.ts'
import { PinLooks } from './pin-look.ts'
import { Pins } from './pins.ts'
import { openPlaces, type SeenPlace } from './places.ts'
import type { Place, Plan } from './plan.ts'
import { Pseudonyms } from './pseudonym.ts'
import { type Parcel, shapeOfParcel } from './reduce.ts'
import { openSecrets, type SeenSecret } from './secrets.ts'
import { hasSpool, SpoolWriter } from './spool.ts'
import { type Lane, type Passage, pass } from './steps.ts'

export interface GuardOptions {
  /** Folder of the spool and of what was seen. */
  readonly dir: string
  readonly wires: readonly Wire[]
  /** The wire of a vendor the policy names and `wires` does not: by its catalogue card. null: no such vendor. */
  readonly wireFor?: (vendor: string) => Wire | null
  readonly policy: Policy
  readonly rulings: Rulings
  /** Pseudonym keys derive from it. */
  readonly root: Uint8Array
  /** Key of identities in the ledger. */
  readonly identityKey: Uint8Array
  /** For messages that are sent at once; everything else is recorded by the outbox. */
  readonly ledger: Pick<Ledger, 'append'>
  readonly outbox: Outbox
  readonly now: () => number
  /** Monotonic milliseconds, for the time a decision took. */
  readonly stopwatch: () => number
  readonly log: Log
  /** Secrets by name, for signatures over ids (policy: `secretEnv`); null where there is none of that name. */
  readonly secret?: (name: string) => string | null
  /** Example company only: an event is disclosed when it says it happened, so that sixty days can be played in a minute. */
  readonly eventTime?: boolean
  /** One decision, for the console's live stream. */
  readonly onDecision?: (decision: LogEvents['guard.decision']) => void
  /** Invented persons to be woven in, and the chance by which they act, [0, 1). */
  readonly canaries?: { readonly book: CanaryBook; readonly random: () => number }
}

const IDENTITIES = 200_000

export class Guard {
  readonly #options: GuardOptions
  readonly #seen: FirstSeen<SeenPlace>
  readonly #secrets: FirstSeen<SeenSecret>
  /** Said already: vendor and why. */
  readonly #unsigned = new Set<string>()
  readonly #pins: Pins
  readonly #looks: PinLooks
  readonly #canaries: Canaries | null
  readonly #wires: Map<string, Wire>
  readonly #pseudonyms = new Map<string, Pseudonyms>()
  readonly #spools = new Map<string, Promise<SpoolWriter>>()
  readonly #identities = new Map<string, Identity>()
  readonly #shapes = new Map<Plan, Map<string, Shape>>()
  #lanes = new Map<string, Lane>()
  #policy: Policy

  private constructor(options: GuardOptions, seen: FirstSeen<SeenPlace>, secrets: FirstSeen<SeenSecret>, pins: Pins) {
    this.#secrets = secrets
    this.#options = options
    this.#pins = pins
    this.#looks = new PinLooks(pins, options.log, options.now)
    this.#canaries = options.canaries === undefined ? null : new Canaries(options.canaries.book, options.canaries.random)
    this.#policy = options.policy
    this.#seen = seen
    this.#wires = new Map(options.wires.map((wire) => [wire.vendor, wire]))
  }

  /** Opens the spool folder and takes up what an earlier run left unsent. */
  static async open(options: GuardOptions): Promise<Guard> {
    const seen = join(options.dir, 'guard')
    const guard = new Guard(options, await openPlaces(seen), await openSecrets(seen), await Pins.open(join(options.dir, 'pins')))
    guard.#sayDamagedPins()
    guard.#takeWires()
    guard.#route()
    for (const vendor of guard.vendors) if (await hasSpool(guard.#spoolDir(vendor))) await guard.#spool(vendor)
    return guard
  }

  /** Vendors whose protocol the guard speaks. */
  get vendors(): readonly string[] {
    return [...this.#wires.keys()]
  }

  /** Properties seen so far, as first seen. */
  get places(): readonly SeenPlace[] {
    return this.#seen.things
  }

  /** True where this vendor's traffic goes through here: something came for it, or the policy names it. */
  isWatching(vendor: string): boolean {
    return this.#spools.has(vendor) || this.#policy.vendors.has(vendor)
  }

  /** The new policy holds for the next request; a vendor now cut gets nothing more, not even what is under way. */
  usePolicy(policy: Policy): void {
    this.#policy = policy
    this.#takeWires()
    this.#lanes = new Map()
    this.#canaries?.forget()
    this.#route()
  }

  /**
   * One request → one answer, after what is to be sent is durable. null: no such vendor. Rejects with `spool.refused` where the disk is full.
   */
  async handle(vendor: string, request: WireRequest): Promise<WireAnswer | null> {
    const lane = this.#lane(vendor)
    if (lane === null) return null
    const began = this.#options.stopwatch()
    const passage = pass(lane, request)
    const answer = passage.stopped === null ? await this.#accept(passage) : this.#decline(passage)
    this.#decided(passage, began)
    return answer
  }

  /** Lets the canaries that are due act, through the same steps as everybody; how many messages they sent. To be called about every second. */
  async weave(): Promise<number> {
    const now = this.#options.now()
    let sent = 0
    for (const vendor of this.#canaries?.vendors ?? []) {
      const lane = this.#lane(vendor)
      if (lane === null) continue
      for (const woven of this.#canaries?.due(lane, now) ?? []) {
        const began = this.#options.stopwatch()
        const passage = pass(lane, woven.request, woven.contacts)
        if (passage.stopped === null) await this.#accept(passage)
        this.#decided(passage, began)
        if (passage.stopped !== null) continue
        this.#canaries?.sent(woven, now)
        sent++
      }
    }
    return sent
  }

  /** Canaries were planted. */
  refreshCanaries(): void {
    this.#canaries?.refresh()
  }

  /** How ids of persons look that this vendor, or else any, was sent since the start; null where none was. */
  idShape(vendor: string): IdShape | null {
    return this.#canaries?.idShape(vendor) ?? null
  }

  /** A request too large to be taken in: answered as any other. */
  declineLarge(vendor: string, request: WireRequest): WireAnswer | null {
    const lane = this.#lane(vendor)
    if (lane === null) return null
    const endpoint = lane.wire.endpoints.find((one) => one.matches(request.method, request.path)) ?? null
    const passage: Passage = {
      lane,
      request,
      endpoint,
      message: null,
      plan: null,
      reduced: null,
      outgoing: null,
      unsigned: null,
      stopped: 'too-large',
    }
    this.#decided(passage, this.#options.stopwatch())
    return this.#decline(passage)
  }

  /** What was accepted since is served from now on. */
  async reloadPins(): Promise<void> {
    await this.#pins.reload()
    this.#sayDamagedPins()
  }

  /** Asks a vendor now for every configuration and script that is known, and for `path` where one is given; how many it gave. Looks that an SDK's request set off end first. */
  async lookAtPins(vendor: string, path: string | null = null): Promise<number> {
    const lane = this.#lane(vendor)
    if (lane === null) return 0
    await this.#looks.settled()
    return this.#looks.all(lane, path)
  }

  /** Resolves when every new property and stopped secret is written down. */
  async settledFindings(): Promise<void> {
    await this.#seen.settled()
    await this.#secrets.settled()
  }

  /** Resolves when no vendor is being asked about its pinned answers. */
  async settledPins(): Promise<void> {
    await this.#looks.settled()
  }

  /** Frames accepted for a vendor in all, for tests and the console. */
  async accepted(vendor: string): Promise<number> {
    return (await this.#spools.get(vendor))?.seq ?? 0
  }

  async close(): Promise<void> {
    await this.#looks.stop()
    await this.#options.outbox.stop()
    for (const spool of this.#spools.values()) await (await spool).close()
    await this.settledFindings()
  }

  #lane(vendor: string): Lane | null {
    const known = this.#lanes.get(vendor)
    if (known !== undefined) return known
    const wire = this.#wires.get(vendor)
    if (wire === undefined) return null
    let pseudonyms = this.#pseudonyms.get(vendor)
    if (pseudonyms === undefined) this.#pseudonyms.set(vendor, (pseudonyms = new Pseudonyms(this.#options.root, wire, this.#options.now())))
    const { rulings, now } = this.#options
    const first = (sdk: string, place: Place): void => this.#first(vendor, sdk, place)
    const lane = makeLane(wire, this.#policy, rulings, pseudonyms, now(), first, (name) => this.#secret(vendor, name))
    this.#lanes.set(vendor, lane)
    return lane
  }

  /** A secret that is not there is said, and the signature goes: the vendor then treats the person as not verified. */
  #secret(vendor: string, name: string): string | null {
    const secret = this.#options.secret?.(name) || null
    if (secret === null) this.#options.log('guard.secret-missing', { vendor, variable: name })
    return secret
  }

  async #accept(passage: Passage): Promise<WireAnswer> {
    const { lane, endpoint, request, message } = passage
    const what = this.#toRecord(passage)
    if (endpoint?.handling === 'ask' || lane.waits) return ask(passage, () => this.#options.ledger.append(what), LIMITS.askTime)
    const spool = await this.#spool(lane.wire.vendor)
    await this.#kept(
      spool,
      lane.wire.vendor,
      writeFrame({
        request: passage.outgoing as WireRequest,
        ...what,
        accepted: this.#options.now(),
        maxAge: endpoint?.maxAge ?? 0,
        origin: endpoint?.upstream ?? null,
      }),
    )
    this.#options.outbox.wake(lane.wire.vendor)
    this.#canaries?.note(passage, (id) => this.#identity(id), this.#options.now())
    return (endpoint as NonNullable<typeof endpoint>).quiet(request, message)
  }

  async #kept(spool: SpoolWriter, vendor: string, frame: Buffer): Promise<void> {
    try {
      await spool.append(frame)
    } catch (error) {
      this.#options.log('spool.refused', { vendor, problem: (error as { code?: string }).code ?? 'unknown' })
      throw error
    }
  }

  #decline(passage: Passage): WireAnswer {
    const { lane, endpoint, request, message, stopped } = passage
    if (endpoint === null) return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from('{}') }
    if (stopped === 'cut' && endpoint.silence !== undefined && lane.mode === 'cut' && (lane.stops || !endpoint.silenceIsLogged))
      return endpoint.silence(request, message ?? tryRead(passage))
    if (stopped === 'pinned') {
      this.#looks.after(lane, endpoint, request)
      const address = pinAddress(endpoint, request)
      const pinned = address === null ? null : this.#pins.answer(lane.wire.vendor, address)
      if (pinned !== null) return pinned
    }
    return endpoint.quiet(request, message ?? tryRead(passage))
  }

  #sayDamagedPins(): void {
    for (const one of this.#pins.damaged) this.#options.log('guard.pin-damaged', one)
  }

  /** What of the message goes into the ledger: a row a person, links between ids seen together, shapes. */
  #toRecord(passage: Passage): { entries: Entry[]; links: Link[]; shapes: Shape[] } {
    const { lane, plan, reduced } = passage as { lane: Lane; plan: Plan; reduced: NonNullable<Passage['reduced']> }
    const now = this.#options.now()
    const entries = new Map<string, Entry>()
    const links: Link[] = []
    const shapes = new Map<string, Shape>()
    for (const parcel of reduced.parcels) {
      if (parcel.person === null || parcel.items.length === 0) continue
      const identity = this.#identity(parcel.person)
      const shape = this.#shape(parcel, plan)
      shapes.set(shape.id, shape)
      const at = this.#options.eventTime === true && parcel.at !== null ? parcel.at : now
      const key = `${identity}${shape.id}${at}`
      const before = entries.get(key)
      entries.set(key, { identity, vendor: lane.wire.vendor, shape: shape.id, at, count: (before?.count ?? 0) + 1, source: 'gateway' })
      for (const alias of parcel.aliases) if (alias !== parcel.person && alias !== '') links.push([identity, this.#identity(alias)])
    }
    return { entries: [...entries.values()], links, shapes: [...shapes.values()] }
  }

  #identity(value: string): Identity {
    const known = this.#identities.get(value)
    if (known !== undefined) return known
    const made = identityOf(this.#options.identityKey, value)
    if (this.#identities.size >= IDENTITIES) this.#identities.clear()
    this.#identities.set(value, made)
    return made
  }

  #shape(parcel: Parcel, plan: Plan): Shape {
    let shapes = this.#shapes.get(plan)
    if (shapes === undefined) {
      if (this.#shapes.size > 1000) this.#shapes.clear()
      this.#shapes.set(plan, (shapes = new Map()))
    }
    if (parcel.items.length > 5000) return shapeOfParcel(parcel, plan)
    const key = String.fromCodePoint(...parcel.items)
    let shape = shapes.get(key)
    if (shape === undefined) {
      if (shapes.size > 10_000) shapes.clear()
      shapes.set(key, (shape = shapeOfParcel(parcel, plan)))
    }
    return shape
  }

  #first(vendor: string, sdk: string, place: Place): void {
    const { property, field, action, kind } = place
    if (kind !== 'unknown' && kind.is === 'structure') return
    const seen = { vendor, property, field, action: action.do, sdk, at: new Date(this.#options.now()).toISOString() }
    if (this.#seen.note(seen))
      this.#options.log('guard.new-property', { vendor, sdk, property: printable(property), field, action: action.do })
  }

  /** A vendor without a wire of its own is spoken to by its card, once the policy names it. */
  #takeWires(): void {
    for (const vendor of this.#policy.vendors.keys()) {
      const wire = this.#wires.has(vendor) ? null : (this.#options.wireFor?.(vendor) ?? null)
      if (wire !== null) this.#wires.set(vendor, wire)
    }
  }

  #route(): void {
    const { outbox, rulings, now } = this.#options
    const routes = [...this.#wires.values()].map((wire) => ({
      vendor: wire.vendor,
      upstream: this.#policy.vendors.get(wire.vendor)?.upstream ?? null,
      fallback: wire.upstream,
      cut: rulings.modeOf(this.#policy, wire.vendor, now()) === 'cut',
    }))
    outbox.route(routes)
  }

  #spoolDir(vendor: string): string {
    return join(this.#options.dir, 'spool', vendor)
  }

  #spool(vendor: string): Promise<SpoolWriter> {
    let spool = this.#spools.get(vendor)
    if (spool === undefined) {
      const dir = this.#spoolDir(vendor)
      spool = SpoolWriter.open(dir, { onRotate: () => this.#options.outbox.wake(vendor) })
      this.#spools.set(vendor, spool)
      spool.then(
        () => this.#options.outbox.open(vendor, dir),
        () => this.#spools.delete(vendor),
      )
    }
    return spool
  }

  #decided(passage: Passage, began: number): void {
    const { lane, endpoint, reduced, request, outgoing, stopped } = passage
    for (const { property, what, place } of reduced?.secrets ?? []) {
      const secret = { vendor: lane.wire.vendor, property: printable(property), what, place }
      if (this.#secrets.note({ ...secret, at: new Date(this.#options.now()).toISOString() })) this.#options.log('guard.secret', secret)
    }
    const { unsigned } = passage
    if (unsigned !== null && !this.#unsigned.has(`${lane.wire.vendor} ${unsigned}`)) {
      this.#unsigned.add(`${lane.wire.vendor} ${unsigned}`)
      this.#options.log('guard.unsigned', { vendor: lane.wire.vendor, why: unsigned })
    }
    const touched = (reduced?.removed ?? 0) + (reduced?.changed ?? 0)
    const decision: LogEvents['guard.decision'] = {
      vendor: lane.wire.vendor,
      endpoint: endpoint?.name ?? 'unknown',
      verdict:
        stopped === 'cut' ? 'cut' : stopped !== null ? 'dropped' : lane.mode === 'observe' ? 'observed' : touched > 0 ? 'reduced' : 'sent',
      reason: stopped ?? 'policy',
      parcels: reduced?.parcels.length ?? 0,
      removed: reduced?.removed ?? 0,
      bytesIn: request.body.length,
      bytesOut: outgoing?.body.length ?? 0,
      micros: Math.round((this.#options.stopwatch() - began) * 1000),
    }
    this.#options.log('guard.decision', decision)
    this.#options.onDecision?.(decision)
  }
}

/** Answers of some vendors quote ids of the message, so a cut vendor's message is read for its answer alone. */
function tryRead(passage: Passage): Passage['message'] {
  try {
    return passage.endpoint?.read(passage.request) ?? null
  } catch {
    return null
  }
}

/** A property name comes from outside; one that looks like a value is not logged. */
function printable(property: string): string {
  return property.length <= 120 && !property.includes('@') ? property : '(a name that looks like a value)'
}
