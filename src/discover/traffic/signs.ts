// Recognises a vendor that hides behind another name: by the form of what is said to it, by what it answers, and by what it says of itself (P3P, Sentry's DSN).
import type { Catalog } from '../../catalog/catalog.ts'
import { type Exchange, header, hostOf } from './exchange.ts'
import type { PlacedValue } from './places.ts'
import { SIGNS, type SignRow } from './signs-table.ts'

export interface Sign {
  /** A host by which the catalogue knows the vendor; where it knows none, the vendor's own domain. */
  readonly domain: string
  readonly name: string
  /** What told it, for the report. */
  readonly why: string
}

/** null where the host is the vendor's own by the catalogue, or nothing tells. The first row that holds counts. */
export function signOf(exchange: Exchange, host: string, places: readonly PlacedValue[], catalog: Catalog): Sign | null {
  if (catalog.hostMatch(host)?.by === 'host') return null
  const told = toldByItself(exchange, places, catalog)
  if (told) return told
  const { path, query } = pathAndQuery(exchange.url)
  let names: Set<string> | null = null
  for (const row of SIGNS) {
    if (row.path && !row.path.test(path)) continue
    if (row.query && !row.query.test(query)) continue
    if (row.answer && !answers(exchange, row.answer)) continue
    if (row.cookie && !cookieNames(exchange).some((name) => row.cookie!.test(name))) continue
    if (row.has) {
      names ??= new Set(places.map((place) => lastName(place.path)))
      if (!row.has.every((name) => names!.has(name))) continue
    }
    const domain = row.vendor.find((candidate) => catalog.byHost(candidate)) ?? row.vendor[0]!
    if (catalog.byHost(domain)?.selfHosted && !row.cloud) continue
    return { domain, name: row.name, why: whyOf(row) }
  }
  return null
}

/** Sentry's tunnels carry the DSN of the true receiver; P3P policies (W3C P3P 1.0, `policyref`) name their author. */
function toldByItself(exchange: Exchange, places: readonly PlacedValue[], catalog: Catalog): Sign | null {
  for (const place of places) {
    if (place.where !== 'body' || lastName(place.path) !== 'dsn') continue
    const card = catalog.byHost(hostOf(place.text))
    if (card) return { domain: hostOf(place.text), name: card.name, why: 'tunnel: the message names its receiver' }
  }
  const policy = /policyref="?https?:\/\/([^/"]+)/i.exec(header(exchange.answerHeaders, 'p3p'))
  const author = policy ? catalog.byHost(policy[1]!) : null
  if (author) return { domain: policy![1]!.toLowerCase(), name: author.name, why: 'P3P policy of the vendor' }
  return null
}

function whyOf(row: SignRow): string {
  const parts = [
    row.path && 'path form',
    row.query && 'parameters',
    row.has && 'message form',
    row.answer && 'answer header',
    row.cookie && 'cookie',
  ]
  return parts.filter(Boolean).join(', ')
}

function answers(exchange: Exchange, [name, value]: readonly [string, RegExp?]): boolean {
  return exchange.answerHeaders.some(([key, text]) => key === name && (!value || value.test(text)))
}

function cookieNames(exchange: Exchange): string[] {
  const sent = header(exchange.headers, 'cookie')
    .split(/;\s*/)
    .map((part) => part.split('=')[0]!)
  // Sent cookies of the site go to every host below it, so only what the host itself sets tells who it is.
  const set = exchange.answerHeaders
    .filter(([name]) => name === 'set-cookie')
    .flatMap(([, text]) => text.split('\n').map((line) => line.split('=')[0]!.trim()))
  return set.length > 0 ? set : exchange.answerHeaders.length === 0 ? sent : []
}

function pathAndQuery(url: string): { path: string; query: string } {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url)
  return { path: match?.[1] || '/', query: match?.[2] ?? '' }
}

function lastName(path: string): string {
  const dot = path.lastIndexOf('.')
  return path.slice(dot + 1).replace(/(\[\d*\])+$/, '')
}
