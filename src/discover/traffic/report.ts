// From hosts to vendors: the answer of `cordon har` and `cordon capture` (contract, version 1), and beside it what only a person's report shows.
import type { Card } from '../../catalog/card.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Field } from '../../core/words.ts'
import type { NotRead } from './exchange.ts'
import { FirstParty, visitedOf } from './first-party.ts'
import type { PageTitles } from './har-file.ts'
import type { FieldSeen, HostSeen, Inventory } from './inventory.ts'
import type { Where } from './places.ts'
import { siteOf } from './site.ts'

/** `cordon har --json` and `cordon capture --json` (contract, version 1). */
export interface TrafficReport {
  readonly version: 1
  readonly page: string
  readonly firstParty: readonly string[]
  readonly vendors: readonly VendorReport[]
  readonly unknown: readonly { readonly host: string; readonly requests: number }[]
}

export interface VendorReport {
  /** Catalogue id; for a receiver without a card its registrable domain. */
  readonly id: string
  readonly name: string
  readonly company: string
  readonly domain: string
  readonly role: string
  readonly hosts: readonly string[]
  readonly requests: number
  /** One of its hosts bears the first party's name. */
  readonly alias: boolean
  readonly fields: readonly { readonly field: Field; readonly property: string; readonly entry: number; readonly where: Where }[]
}

/** What the contract has no place for; shown in text and HTML, and as `details` with `--details`. */
export interface TrafficDetails {
  /** Why a first-party host counts as a vendor's. */
  readonly aliases: readonly { readonly host: string; readonly vendor: string; readonly why: string; readonly entry: number }[]
  /** Who passed an id on to whom. */
  readonly passed: readonly {
    readonly from: string
    readonly to: string
    readonly property: string
    readonly entry: number
    readonly how: string
  }[]
  /** Domains of the same group, not counted as vendors. */
  readonly group: readonly string[]
  readonly scripts: readonly { readonly vendor: string; readonly url: string; readonly sha256: string }[]
  readonly volumes: readonly { readonly host: string; readonly requests: number; readonly bytesOut: number }[]
  readonly entries: number
  readonly notRead: readonly NotRead[]
  readonly notReadMore: number
}

export interface ReportOptions {
  readonly catalog: Catalog
  readonly firstParty: readonly string[]
  readonly titles: PageTitles
  /** Names a host is an alias of, from DNS or a zone file, besides what the capture says. */
  readonly cnames?: ReadonlyMap<string, readonly string[]>
  /** The page where the capturer knows it. */
  readonly page?: string
}

interface Row {
  readonly facts: Omit<VendorReport, 'hosts' | 'requests' | 'alias' | 'fields'>
  readonly hosts: Set<string>
  readonly fields: Map<string, FieldSeen>
  requests: number
  alias: boolean
}

/** Pure: the same inventory gives the same bytes. Vendors by id, hosts and fields sorted. */
export function reportOf(inventory: Inventory, options: ReportOptions): { report: TrafficReport; details: TrafficDetails } {
  const { catalog } = options
  const visited = visitedOf(
    inventory,
    options.titles,
    options.page ? [...options.firstParty, hostOfPage(options.page)] : options.firstParty,
  )
  const firstParty = new FirstParty(visited.sites, catalog, inventory)
  const rows = new Map<string, Row>()
  const unknown: { host: string; requests: number }[] = []
  const aliases: TrafficDetails['aliases'][number][] = []
  const group = new Set<string>()
  const vendorOf = new Map<string, string>()

  const add = (
    facts: Row['facts'],
    host: string,
    requests: number,
    fields: Iterable<readonly [string, FieldSeen]>,
    alias: boolean,
  ): void => {
    const row = rows.get(facts.id) ?? { facts, hosts: new Set(), fields: new Map(), requests: 0, alias: false }
    rows.set(facts.id, row)
    row.hosts.add(host)
    row.requests += requests
    row.alias ||= alias
    for (const [key, field] of fields) {
      const known = row.fields.get(key)
      if (!known || field.entry < known.entry) row.fields.set(key, field)
    }
    vendorOf.set(host, facts.id)
  }

  for (const seen of [...inventory.hosts.values()].sort((a, b) => (a.host < b.host ? -1 : 1))) {
    if (firstParty.isGroup(seen.host)) {
      if (!firstParty.isSite(seen.host)) group.add(siteOf(seen.host))
      for (const found of aliasesOf(seen, options, inventory)) {
        if (firstParty.isGroup(found.facts.domain)) continue
        add(found.facts, seen.host, found.requests, found.fields, true)
        aliases.push({ host: seen.host, vendor: found.facts.id, why: found.why, entry: found.entry })
      }
      continue
    }
    const card = catalog.byHost(seen.host)
    if (card) add(factsOf(card), seen.host, seen.requests, seen.fields, false)
    else {
      unknown.push({ host: seen.host, requests: seen.requests })
      if (seen.fields.size > 0) add(strangerOf(seen.host), seen.host, seen.requests, seen.fields, false)
    }
  }

  const vendors = [...rows.values()].sort((a, b) => (a.facts.id < b.facts.id ? -1 : 1)).map(rowReport)
  return {
    report: { version: 1, page: options.page ?? visited.page, firstParty: visited.sites, vendors, unknown },
    details: {
      aliases,
      passed: inventory.trail.passed.filter((p) => !firstParty.isGroup(p.to)),
      group: [...group].sort(),
      scripts: [...inventory.hosts.values()].flatMap((seen) =>
        [...seen.scripts].map(([url, sha256]) => ({ vendor: vendorOf.get(seen.host) ?? siteOf(seen.host), url, sha256 })),
      ),
      volumes: [...inventory.hosts.values()]
        .map(({ host, requests, bytesOut }) => ({ host, requests, bytesOut }))
        .sort((a, b) => b.bytesOut - a.bytesOut || (a.host < b.host ? -1 : 1)),
      entries: [...inventory.hosts.values()].reduce((sum, seen) => sum + seen.requests, 0),
      notRead: inventory.notRead,
      notReadMore: inventory.notReadMore,
    },
  }
}

interface AliasFound {
  readonly facts: Row['facts']
  readonly requests: number
  readonly fields: Iterable<readonly [string, FieldSeen]>
  readonly why: string
  readonly entry: number
}

/** Vendors behind one first-party host. A name that is an alias hands over everything; a path that is proxied only its own requests. */
function aliasesOf(seen: HostSeen, options: ReportOptions, inventory: Inventory): AliasFound[] {
  const { catalog } = options
  const chain = [...seen.cname, ...(options.cnames?.get(seen.host) ?? [])]
  for (const target of chain) {
    const card = catalog.byDns('cname', target) ?? catalog.byHost(target)
    if (card && !card.build) {
      return [
        { facts: factsOf(card), requests: seen.requests, fields: seen.fields, why: `alias of ${target}`, entry: seen.entries[0] ?? 0 },
      ]
    }
  }
  const found: AliasFound[] = [...seen.signs.values()].map((signed) => {
    const card = catalog.byHost(signed.sign.domain)
    const facts = card ? factsOf(card) : { ...strangerOf(signed.sign.domain), name: signed.sign.name }
    // A name of which most requests speak one vendor's protocol is that vendor's; of one that has other work only the proxied requests are.
    const whole =
      seen.signs.size === 1 && signed.requests * 2 >= seen.requests && !/^(?:www\d*|m)\./.test(seen.host) && seen.host !== siteOf(seen.host)
    const part = whole ? seen : signed
    return { facts, requests: part.requests, fields: part.fields, why: signed.sign.why, entry: signed.entry }
  })
  if (found.length > 0) return found
  const neighbour = neighbourOf(seen, options, inventory)
  return neighbour ? [neighbour] : []
}

/** Names that companies give to the aliases of analytics and marketing vendors; a CDN answers many names from one address, so the address alone proves nothing. */
const COLLECTING =
  /^(?:s?s?metrics?|s?stats?|s?tracking|tracker|track|s?analytics|collect(?:or)?|events?|beacon|pixel|insights?|telemetry|smtc|sst|gtm|tag(?:s|ging)?|click|email|go|info)\d*\./

/** A first-party name that is answered from the very address of one vendor's own host, and of nobody else's, is that vendor's machine. */
function neighbourOf(seen: HostSeen, options: ReportOptions, inventory: Inventory): AliasFound | null {
  if (!COLLECTING.test(seen.host)) return null
  const cards = new Set<Card>()
  for (const other of inventory.hosts.values()) {
    if (other === seen || ![...other.addresses].some((address) => seen.addresses.has(address))) continue
    const card = options.catalog.byHost(other.host)
    if (!card) return null
    cards.add(card)
  }
  const [card] = cards
  if (cards.size !== 1 || !card || /cdn|hosting|cloud|infrastructure|security|edge/i.test(card.role)) return null
  return {
    facts: factsOf(card),
    requests: seen.requests,
    fields: seen.fields,
    why: 'answered from the vendor’s own address',
    entry: seen.entries[0] ?? 0,
  }
}

function factsOf(card: Card): Row['facts'] {
  return { id: card.id, name: card.name, company: card.company, domain: card.domain, role: card.role }
}

/** A receiver no card knows. */
function strangerOf(host: string): Row['facts'] {
  const site = siteOf(host)
  return { id: site, name: site, company: '', domain: site, role: '' }
}

function rowReport(row: Row): VendorReport {
  const fields = [...row.fields.values()].sort(
    (a, b) => order(a.field, b.field) || a.entry - b.entry || order(a.property, b.property) || order(a.where, b.where),
  )
  return { ...row.facts, hosts: [...row.hosts].sort(), requests: row.requests, alias: row.alias, fields }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function hostOfPage(page: string): string {
  try {
    return new URL(page).hostname
  } catch {
    return page
  }
}
