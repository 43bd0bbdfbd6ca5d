// Adds up exchanges host by host, in one pass and bounded memory. Who is first party is only known at the end, so nothing is judged here but the fields.
import type { Card } from '../../catalog/card.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Field } from '../../core/words.ts'
import type { KnownValues } from '../../fields/known.ts'
import { type Exchange, header, hostOf, type NotRead } from './exchange.ts'
import { fieldsOf, looksLikeId, peopleIn } from './fields-of.ts'
import { Judged, SeenRaw } from './judged.ts'
import { TRAFFIC_LIMITS } from './limits.ts'
import { isBrowsersOwn } from './own-traffic.ts'
import { type PlacedValue, placesOf, type Where } from './places.ts'
import { type Sign, signOf } from './signs.ts'
import { siteOf } from './site.ts'
import { SyncTrail } from './sync.ts'

/** One field that left: first entry where it was seen. */
export interface FieldSeen {
  readonly field: Field
  readonly property: string
  readonly entry: number
  readonly where: Where
}

/** Everything known of one host of a capture. */
export interface HostSeen {
  readonly host: string
  requests: number
  bytesOut: number
  /** By field, property and place. */
  readonly fields: Map<string, FieldSeen>
  /** Protocols of known vendors that this host was spoken to in, by vendor domain, with the requests and fields that were. */
  readonly signs: Map<string, SignSeen>
  /** Names it is an alias of, as the capture or DNS says. */
  readonly cname: Set<string>
  readonly addresses: Set<string>
  readonly certificate: Set<string>
  /** Cookies with an id in them that it was sent or set: `name=value`, so that two hosts can be compared; never reported. */
  readonly cookies: Set<string>
  readonly judged: Judged
  readonly raw: SeenRaw
  /** SHA-256 of scripts it served: URL without query → hash. */
  readonly scripts: Map<string, string>
  /** Which entries: the first few, as evidence. */
  readonly entries: number[]
}

export interface SignSeen {
  readonly sign: Sign
  requests: number
  readonly fields: Map<string, FieldSeen>
  readonly judged: Judged
  readonly entry: number
}

export interface InventoryTools {
  readonly catalog: Catalog
  /** The planted person, null where nobody was planted. */
  readonly planted: KnownValues | null
}

export class Inventory {
  readonly hosts = new Map<string, HostSeen>()
  readonly notRead: NotRead[] = []
  readonly trail = new SyncTrail()
  /** URLs of pages as the requests tell: documents in order, and what requests name as their page. */
  readonly documents: { url: string; page: string; status: number; index: number; referred: boolean }[] = []
  readonly pageRefs = new Set<string>()
  readonly referers = new Map<string, number>()
  #notReadMore = 0
  /** Where the redirect that began the visit led. */
  #next = ''
  readonly #tools: InventoryTools
  readonly #cards = new Map<string, Card | null>()

  constructor(tools: InventoryTools) {
    this.#tools = tools
  }

  add(exchange: Exchange): void {
    const name = hostOf(exchange.url)
    if (name === '' || !/^(https?|wss?):/i.test(exchange.url)) {
      if (!/^(data|blob|about|chrome|chrome-extension|moz-extension|file):/i.test(exchange.url)) {
        this.miss({ entry: exchange.index, why: 'its URL has no host' })
      }
      return
    }
    if (isBrowsersOwn(exchange)) return
    const seen = this.#host(name)
    if (!seen) return
    seen.requests++
    seen.bytesOut += exchange.bytesOut
    if (seen.entries.length < 5) seen.entries.push(exchange.index)
    for (const alias of exchange.cname) seen.cname.add(alias)
    if (exchange.address && seen.addresses.size < 50) seen.addresses.add(exchange.address)
    for (const alias of exchange.certificate.slice(0, 200)) seen.certificate.add(alias)
    if (exchange.hash && /script|javascript/.test(exchange.kind + exchange.answerType) && seen.scripts.size < 1_000) {
      seen.scripts.set(exchange.url.replace(/[?#].*$/s, ''), exchange.hash)
    }
    const cookies =
      header(exchange.headers, 'cookie') + exchange.answerHeaders.filter(([key]) => key === 'set-cookie').map(([, text]) => text)
    if (cookies !== '' && seen.raw.once(`cookies ${cookies}`)) {
      for (const cookie of idCookies(exchange)) if (seen.cookies.size < 500) seen.cookies.add(cookie)
    }
    this.#page(exchange)

    const places = placesOf(exchange, (why) => this.miss({ entry: exchange.index, why }), seen.raw)
    const card = this.#card(name)
    const sign = signOf(exchange, name, places, this.#tools.catalog)
    const fresh = places.filter((place) => seen.judged.isNew(place))
    this.#fields(seen.fields, exchange, fresh, card)
    if (sign) {
      const signed = seen.signs.get(sign.domain) ?? {
        sign,
        requests: 0,
        fields: new Map<string, FieldSeen>(),
        judged: new Judged(),
        entry: exchange.index,
      }
      seen.signs.set(sign.domain, signed)
      signed.requests++
      const freshHere = places.filter((place) => signed.judged.isNew(place))
      this.#fields(signed.fields, exchange, freshHere, this.#tools.catalog.byHost(sign.domain))
    }
    this.trail.follow(exchange, name, fresh)
  }

  /** Remembers what was not read; beyond a hundred only their number. */
  miss(notRead: NotRead): void {
    if (this.notRead.length < 100) this.notRead.push(notRead)
    else this.#notReadMore++
  }

  get notReadMore(): number {
    return this.#notReadMore
  }

  #fields(into: Map<string, FieldSeen>, exchange: Exchange, places: readonly PlacedValue[], card: Card | null): void {
    const people = peopleIn(places)
    for (const place of places) {
      if (into.size >= TRAFFIC_LIMITS.fieldsPerHost) return
      for (const { field, property } of fieldsOf(place, card, this.#tools.planted, people)) {
        const key = `${field}\n${property}\n${place.where}`
        if (!into.has(key)) into.set(key, { field, property: property.slice(0, 200), entry: exchange.index, where: place.where })
      }
    }
  }

  #host(name: string): HostSeen | null {
    const known = this.hosts.get(name)
    if (known) return known
    if (this.hosts.size >= TRAFFIC_LIMITS.hosts) {
      this.miss({ entry: null, why: `more than ${TRAFFIC_LIMITS.hosts} hosts` })
      return null
    }
    const seen: HostSeen = {
      host: name,
      requests: 0,
      bytesOut: 0,
      fields: new Map(),
      signs: new Map(),
      cname: new Set(),
      addresses: new Set(),
      certificate: new Set(),
      cookies: new Set(),
      judged: new Judged(),
      raw: new SeenRaw(this.#tools.catalog.hostMatch(name)?.by !== 'host'),
      scripts: new Map(),
      entries: [],
    }
    this.hosts.set(name, seen)
    return seen
  }

  #card(host: string): Card | null {
    let card = this.#cards.get(host)
    if (card === undefined) {
      card = this.#tools.catalog.byHost(host)
      this.#cards.set(host, card)
    }
    return card
  }

  #page(exchange: Exchange): void {
    if (exchange.page && this.pageRefs.size < 1_000) this.pageRefs.add(exchange.page)
    // The chain of redirects with which a visit begins; others are of images and frames.
    const redirect = exchange.status >= 300 && exchange.status < 400 && (exchange.index === 0 || exchange.url === this.#next)
    if (redirect) this.#next = absolute(header(exchange.answerHeaders, 'location'), exchange.url)
    const document = exchange.kind === 'document' || (exchange.kind === '' && /html/.test(exchange.answerType)) || redirect
    if (document && exchange.method === 'GET' && this.documents.length < 1_000) {
      const referred = header(exchange.headers, 'referer') !== ''
      this.documents.push({ url: exchange.url, page: exchange.page, status: exchange.status, index: exchange.index, referred })
    }
    const referer = header(exchange.headers, 'origin') || header(exchange.headers, 'referer')
    const host = hostOf(referer)
    if (host) this.referers.set(siteOf(host), (this.referers.get(siteOf(host)) ?? 0) + 1)
  }
}

/** Cookies whose value names a browser. */
function idCookies(exchange: Exchange): string[] {
  const sent = header(exchange.headers, 'cookie').split(/;\s*/)
  const set = exchange.answerHeaders
    .filter(([name]) => name === 'set-cookie')
    .flatMap(([, text]) => text.split('\n').map((line) => line.split(';')[0]!))
  const cookies: string[] = []
  for (const cookie of [...sent, ...set]) {
    const value = cookie.slice(cookie.indexOf('=') + 1)
    if (value.length >= 16 && looksLikeId(value)) cookies.push(cookie.trim())
  }
  return cookies
}

function absolute(location: string, base: string): string {
  try {
    return new URL(location, base).href
  } catch {
    return ''
  }
}
