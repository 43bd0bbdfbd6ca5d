// Whose page it was: the sites the visitor went to, and the names that belong to the same group, so that neither is counted as somebody who was handed data.
import type { Card } from '../../catalog/card.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { hostOf } from './exchange.ts'
import type { PageTitles } from './har-file.ts'
import type { Inventory } from './inventory.ts'
import { sameLabel, sharesName, siteOf } from './site.ts'

export interface Visited {
  /** URL of the (first) page. '' where the capture does not tell. */
  readonly page: string
  /** Registrable domains of the company whose page it was. */
  readonly sites: readonly string[]
}

/** `given`: domains the user named; they come first and are never doubted. `titles`: what the capture says of its pages. */
export function visitedOf(inventory: Inventory, titles: PageTitles, given: readonly string[]): Visited {
  const pages = pagesOf(inventory, titles)
  const sites = new Set(given.map((domain) => siteOf(domain.toLowerCase())))
  for (const url of pages) sites.add(siteOf(hostOf(url)))
  if (sites.size === 0) {
    const [most] = [...inventory.referers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    if (most) sites.add(most[0])
  }
  sites.delete('')
  return { page: pages[0] ?? '', sites: [...sites] }
}

/** Page addresses, best witness first: what requests or pages say, else the first document that was not a mere redirect. */
function pagesOf(inventory: Inventory, titles: PageTitles): string[] {
  const named: string[] = []
  const byRef = new Map<string, string>()
  // The document a page ended at, frames left out: the first of each page that answered with something.
  for (const document of inventory.documents) {
    const final = document.status < 300 || document.status >= 400
    if (final && !byRef.has(document.page)) byRef.set(document.page, document.url)
  }
  const ids = titles.size > 0 ? [...titles.keys()] : [...inventory.pageRefs]
  for (const id of ids) {
    const title = titles.get(id)?.title ?? id
    const document = byRef.get(id)
    if (document) named.push(document)
    else if (isUrl(title)) named.push(title)
    else if (isUrl(id)) named.push(id)
  }
  if (named.length > 0) return [...new Set(named)]
  // Frames are documents too, but they are opened by a page, which their request names; a page the visitor opened was not.
  const shown = inventory.documents.filter((document) => document.status < 300 || document.status >= 400)
  const opened = shown.find((document) => !document.referred)
  if (opened) return [opened.url]
  const [most] = [...inventory.referers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const own = most && shown.find((document) => siteOf(hostOf(document.url)) === most[0])
  if (own) return [own.url]
  const first = most ? undefined : (shown[0] ?? inventory.documents[0])
  return first ? [first.url] : []
}

const isUrl = (text: string): boolean => /^https?:\/\/\S+$/i.test(text)

/** Tells hosts of the company apart from everybody else's. */
export class FirstParty {
  readonly #sites: ReadonlySet<string>
  readonly #companies = new Set<string>()
  readonly #cards: Card[] = []
  /** Sites that certificates, cookies or redirects show to be the same owner's. */
  readonly #evident = new Set<string>()
  readonly #known = new Map<string, boolean>()
  readonly #catalog: Catalog

  constructor(sites: readonly string[], catalog: Catalog, inventory: Inventory) {
    this.#sites = new Set(sites)
    this.#catalog = catalog
    for (const site of sites) {
      // A page hosted at a vendor (example.vercel.app) is not the vendor's page; one under the vendor's name in another country is.
      const cards = catalog.cards.filter((card) => card.domain === site || card.group.includes(site) || sameLabel(card.domain, site))
      for (const card of cards) {
        this.#companies.add(card.company)
        this.#cards.push(card)
      }
    }
    const cookies = new Set<string>()
    for (const seen of inventory.hosts.values()) {
      if (!this.#sites.has(siteOf(seen.host))) continue
      const names = new Set([...seen.certificate].map((name) => siteOf(name.replace(/^\*\./, ''))))
      // A certificate of many companies is a CDN's.
      if (names.size <= 30) for (const name of names) this.#evident.add(name)
      for (const cookie of seen.cookies) cookies.add(cookie)
    }
    // Browsers keep the cookies of two sites apart, so the very same id under the same name at both was put there by one owner.
    for (const seen of inventory.hosts.values())
      if ([...seen.cookies].some((cookie) => cookies.has(cookie))) this.#evident.add(siteOf(seen.host))
    // Whoever sends the visitor on to the page before anything was shown is the page's own old or misspelled name.
    for (const document of inventory.documents) {
      if (document.status < 300 || document.status >= 400) break
      this.#evident.add(siteOf(hostOf(document.url)))
    }
  }

  /** Is it one of the visited sites themselves? */
  isSite(host: string): boolean {
    return this.#sites.has(siteOf(host))
  }

  /** Does it belong to the company or its group: by its card, by what certificates, cookies and redirects show, by its name? */
  isGroup(host: string): boolean {
    const site = siteOf(host)
    let known = this.#known.get(host)
    if (known === undefined) {
      known = this.#judge(host, site)
      this.#known.set(host, known)
    }
    return known
  }

  #judge(host: string, site: string): boolean {
    if (this.#sites.has(site)) return true
    const card = this.#catalog.byHost(host)
    if (card) return this.#companies.has(card.company)
    for (const own of this.#cards) if (own.domain === site || own.group.includes(site)) return true
    if (this.#evident.has(site)) return true
    for (const own of this.#sites) if (sharesName(own, site)) return true
    return false
  }
}
