// Follows ids from vendor to vendor: an id that one host set or was sent and that later stands in a request to another was passed on ("cookie sync").
import { type Exchange, header, hostOf } from './exchange.ts'
import { TRAFFIC_LIMITS } from './limits.ts'
import type { PlacedValue } from './places.ts'
import { siteOf } from './site.ts'

/** One handing over. `via`: the redirect's source or the page script that did it, '' unknown. Ids themselves are never kept in a report. */
export interface Passed {
  readonly from: string
  readonly to: string
  readonly property: string
  readonly entry: number
  readonly how: 'redirect' | 'request'
}

export class SyncTrail {
  /** Id → site that had it first. */
  readonly #owners = new Map<string, string>()
  /** Redirect targets that were announced: URL → site that sent the browser there. */
  readonly #redirects = new Map<string, string>()
  readonly passed: Passed[] = []
  readonly #seen = new Set<string>()

  /** Looks at one exchange in the order of the capture. */
  follow(exchange: Exchange, host: string, places: readonly PlacedValue[]): void {
    const site = siteOf(host)
    const sender = this.#redirects.get(exchange.url)
    for (const place of places) {
      if (place.where === 'header' || place.where === 'cookie' || place.where === 'url') continue
      for (const id of idsIn(place.text)) {
        const owner = this.#owners.get(id)
        if (owner !== undefined && owner !== site) this.#pass(owner, site, place, exchange.index, sender === owner ? 'redirect' : 'request')
      }
    }
    for (const place of places) if (place.where === 'cookie') for (const id of idsIn(place.text)) this.#own(id, site)
    for (const [name, value] of exchange.answerHeaders) {
      if (name === 'set-cookie') for (const line of value.split('\n')) this.#ownCookie(line, site)
    }
    const location = header(exchange.answerHeaders, 'location')
    if (location && hostOf(location) && siteOf(hostOf(location)) !== site && this.#redirects.size < TRAFFIC_LIMITS.syncIds) {
      this.#redirects.set(location, site)
      // What a vendor writes into the address it sends the browser to is its id, whoever set it first.
      const query = /\?([^#]*)/.exec(location)?.[1] ?? ''
      for (const pair of query.split('&')) for (const id of idsIn(pair.slice(pair.indexOf('=') + 1))) this.#own(id, site)
    }
  }

  #ownCookie(line: string, site: string): void {
    const pair = line.split(';')[0]!
    for (const id of idsIn(pair.slice(pair.indexOf('=') + 1))) this.#own(id, site)
  }

  #own(id: string, site: string): void {
    if (this.#owners.size < TRAFFIC_LIMITS.syncIds && !this.#owners.has(id)) this.#owners.set(id, site)
  }

  #pass(from: string, to: string, place: PlacedValue, entry: number, how: Passed['how']): void {
    const property = place.path.split('.').at(-1)!.slice(0, 100)
    const key = `${from} ${to} ${property}`
    if (this.#seen.has(key) || this.passed.length >= 5_000) return
    this.#seen.add(key)
    this.passed.push({ from, to, property, entry, how })
  }
}

/** The parts of a text that are long and mixed enough to name one browser: at least 10 characters, digits among them, no dates, no words. */
function idsIn(text: string): string[] {
  if (text.length < 10 || text.length > 4_096) return []
  const ids: string[] = []
  for (const match of text.matchAll(/[A-Za-z0-9_-]{10,128}/g)) {
    const id = match[0]
    const digits = id.replace(/\D/g, '').length
    if (digits < 4 || new Set(id).size < 6) continue
    // Times in milliseconds or seconds are shared by everybody.
    if (/^\d+$/.test(id) && (id.length < 12 || /^1[4-9]\d{8}(?:\d{3}|\d{6})?$/.test(id))) continue
    ids.push(id)
    if (ids.length >= 20) break
  }
  return ids
}
