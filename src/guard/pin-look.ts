// Looks on the side at what a vendor would answer now to what we serve from a pin: at most once an hour an address, never with anything of a person, and never to be relayed.
import { request as send } from 'undici'
import type { Log } from '../core/log.ts'
import type { Endpoint, WireRequest } from '../core/wire.ts'
import { headersOut } from './headers.ts'
import { type PinAddress, pinAddress, pinName } from './pin-address.ts'
import type { PinForm, Pins } from './pins.ts'
import type { Lane } from './steps.ts'

/** What a look needs of a lane. */
export type Target = Pick<Lane, 'wire' | 'upstream'>

/** Largest answer taken as a pin, and how long it may take. */
const BYTES = 8 * 1024 * 1024
const TIME = 10_000
const HOUR = 3_600_000
/** Looks in an hour at one vendor, over all addresses. */
const LOOKS = 60
/** Addresses whose last look is remembered; beyond it the oldest are forgotten, and looked at again. */
const REMEMBERED = 2_000

export class PinLooks {
  readonly #pins: Pins
  readonly #log: Log
  readonly #now: () => number
  readonly #looked = new Map<string, number>()
  readonly #running = new Set<Promise<void>>()
  readonly #stop = new AbortController()

  constructor(pins: Pins, log: Log, now: () => number) {
    this.#pins = pins
    this.#log = log
    this.#now = now
  }

  /** After a request was answered from its pin, or quietly. Returns at once; whatever fails here is tried again in an hour. */
  after(lane: Target, endpoint: Endpoint, request: WireRequest): void {
    const address = pinAddress(endpoint, request)
    if (address === null || !this.#pins.takes(lane.wire.vendor, address)) return
    const key = `${lane.wire.vendor}/${pinName(address)}`
    const now = this.#now()
    if (now - (this.#looked.get(key) ?? Number.NEGATIVE_INFINITY) < HOUR) return
    // Whoever may send to the guard must not make it ask a vendor for whatever they name.
    let lately = 0
    for (const [other, at] of this.#looked) if (other.startsWith(`${lane.wire.vendor}/`) && now - at < HOUR) lately++
    if (lately >= LOOKS) return
    if (this.#looked.size >= REMEMBERED) this.#looked.delete(this.#looked.keys().next().value as string)
    this.#looked.set(key, now)
    // The project's own credentials, in the form the vendors' documents give; an application's own (a bearer token) has no business here.
    const credentials = headersOut(lane.wire, request.headers).filter(([name, value]) => name === 'authorization' && /^basic /i.test(value))
    this.#start(this.look(lane, endpoint, address, credentials).then(() => {}))
  }

  /** Asks the vendor now. False where it gave nothing that could be a pin. */
  async look(lane: Target, endpoint: Endpoint, address: PinAddress, credentials: readonly [string, string][] = []): Promise<boolean> {
    const live = await this.#fetch(lane.upstream(endpoint.upstream ?? null), address, credentials).catch(() => null)
    if (live === null) return false
    const { vendor } = lane.wire
    const news = await this.#pins.keep(vendor, address, live.form, live.body, this.#now()).catch(() => null)
    if (news !== null)
      this.#log('guard.pin-differs', {
        vendor,
        endpoint: endpoint.name,
        name: news.name,
        form: news.form,
        pinned: news.accepted?.sha256 ?? null,
        live: news.live?.sha256 ?? '',
        changes: news.changes.length,
      })
    return true
  }

  /** Asks now for all that is known of a vendor, and for `path` (with query) where it is given and one of its pinned endpoints has it; how many answers came. */
  async all(lane: Target, path: string | null): Promise<number> {
    const known = this.#pins.addresses(lane.wire.vendor)
    const asked = path === null ? null : asRequest(path)
    const endpoint = asked === null ? undefined : pinnedAt(lane, asked.path)
    const added = asked === null || endpoint === undefined ? null : pinAddress(endpoint, asked)
    if (added !== null && !known.some((one) => pinName(one) === pinName(added))) known.push(added)
    let came = 0
    for (const address of known) {
      const at = pinnedAt(lane, address.path)
      if (at !== undefined && (await this.look(lane, at, address))) came++
    }
    return came
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#running)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.settled()
  }

  #start(work: Promise<void>): void {
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
  }

  async #fetch(
    upstream: string,
    address: PinAddress,
    credentials: readonly [string, string][],
  ): Promise<{ form: PinForm; body: Buffer } | null> {
    const base = new URL(upstream)
    const path = (base.pathname === '/' ? '' : base.pathname) + address.path + (address.query === '' ? '' : `?${address.query}`)
    const answer = await send(base.origin + path, {
      method: 'GET',
      headers: [...credentials, ['user-agent', 'cordon'], ['accept-encoding', 'identity']].flat() as string[],
      signal: AbortSignal.any([AbortSignal.timeout(TIME), this.#stop.signal]),
    })
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of answer.body) {
      size += (chunk as Buffer).length
      if (size > BYTES) throw new RangeError('answer too large')
      chunks.push(chunk as Buffer)
    }
    const body = Buffer.concat(chunks)
    if (answer.statusCode !== 200 || answer.headers['content-encoding'] !== undefined) return null
    if (address.path.endsWith('.js') || /javascript/.test(String(answer.headers['content-type']))) return { form: 'js', body }
    return isConfiguration(body) ? { form: 'json', body } : null
  }
}

function pinnedAt(lane: Target, path: string): Endpoint | undefined {
  return lane.wire.endpoints.find((one) => one.handling === 'pinned' && one.matches('GET', path))
}

function asRequest(path: string): WireRequest {
  const cut = path.indexOf('?')
  return {
    method: 'GET',
    path: cut < 0 ? path : path.slice(0, cut),
    query: cut < 0 ? '' : path.slice(cut + 1),
    headers: [],
    body: new Uint8Array(),
  }
}

/** An error page in HTML is no configuration. */
function isConfiguration(body: Buffer): boolean {
  try {
    return typeof JSON.parse(body.toString('utf8')) === 'object'
  } catch {
    return false
  }
}
