// Who a vendor is: all cards with an index for each thing by which code, captures, logs and mails name one. Built once per command, looked up millions of times.
import type { Card } from './card.ts'
import { glob } from './glob.ts'

export type DnsKind = 'spf' | 'txt' | 'cname' | 'mx'

/** `host`: the host takes data or serves code. `domain`: merely lies under the vendor's site or group, as a link to its documentation does. */
export interface HostMatch {
  readonly card: Card
  readonly by: 'host' | 'domain'
}

type Index = Map<string, Card>

/** Where cards claim the same thing, the one given first wins; `readCatalog` gives a company's own cards first. */
export class Catalog {
  readonly cards: readonly Card[]
  readonly #ids: Index = new Map()
  readonly #hosts: Index = new Map()
  readonly #below: Index = new Map()
  readonly #domains: Index = new Map()
  readonly #packages: Index = new Map()
  readonly #modules: Index = new Map()
  readonly #env: Index = new Map()
  readonly #envPrefixes: [string, Card][] = []
  readonly #globals: Index = new Map()
  readonly #mail: Index = new Map()
  readonly #scripts = new Map<string, [string, Card][]>()
  readonly #dns: Record<DnsKind, Index> = { spf: new Map(), txt: new Map(), cname: new Map(), mx: new Map() }

  constructor(cards: readonly Card[]) {
    const ids = new Set<string>()
    this.cards = cards.filter((card) => !ids.has(card.id) && ids.add(card.id))
    // A vendor's own domain counts before the domains of a group that also name it.
    for (const card of this.cards) put(this.#domains, bare(card.domain), card)
    for (const card of this.cards) this.#index(card)
    // A vendor with several cards under one domain: the domain itself belongs to the card named after it.
    for (const card of this.cards) {
      if (card.domain.split('.')[0] === card.id) this.#domains.set(card.domain, card)
    }
    for (const card of this.cards) for (const domain of siteDomains(card)) put(this.#mail, domain, this.#domains.get(domain) ?? card)
    this.#envPrefixes.sort((a, b) => b[0].length - a[0].length)
  }

  #index(card: Card): void {
    put(this.#ids, card.id, card)
    for (const host of card.hosts) {
      if (host.startsWith('*.')) put(this.#below, host.slice(2), card)
      else put(this.#hosts, host, card)
    }
    for (const domain of siteDomains(card)) put(this.#domains, domain, card)
    for (const name of packagesOf(card)) {
      put(this.#packages, name, card)
      put(this.#modules, moduleOfPackage(name), card)
    }
    for (const [name, modules] of Object.entries(card.modules)) {
      const ecosystem = name.slice(0, name.indexOf(':'))
      for (const module of modules) put(this.#modules, `${ecosystem}:${module}`, card)
    }
    for (const name of card.env) {
      if (name.endsWith('*')) this.#envPrefixes.push([name.slice(0, -1), card])
      else put(this.#env, name, card)
    }
    for (const name of card.globals) put(this.#globals, name, card)
    for (const script of card.scripts) {
      const host = script.split('/')[0]!
      const list = this.#scripts.get(host) ?? []
      list.push([script, card])
      this.#scripts.set(host, list)
    }
    for (const domain of [...(card.mail.sending ?? []), ...(card.mail.links ?? [])]) put(this.#mail, bare(domain), card)
    for (const kind of ['spf', 'txt', 'cname', 'mx'] as const) {
      for (const name of card.dns[kind] ?? []) put(this.#dns[kind], bare(name.toLowerCase()), card)
    }
  }

  byId(id: string): Card | null {
    return this.#ids.get(id) ?? null
  }

  /** The vendor a host name belongs to: exact host, then the longest wildcard, then the domain of its site or group. */
  byHost(host: string): Card | null {
    return this.hostMatch(host)?.card ?? null
  }

  /** As `byHost`, and by what it matched. Case, a final dot and a port do not matter. */
  hostMatch(host: string): HostMatch | null {
    const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
    const exact = this.#hosts.get(name)
    if (exact) return { card: exact, by: 'host' }
    const below = bySuffix(this.#below, name.slice(name.indexOf('.') + 1))
    if (below && name.includes('.')) return { card: below, by: 'host' }
    const domain = bySuffix(this.#domains, name)
    return domain ? { card: domain, by: 'domain' } : null
  }

  /** A package with its ecosystem, as a manifest names it: `npm:mixpanel`, `pypi:Sentry_SDK`, `go:github.com/getsentry/sentry-go/v2`, `maven:io.sentry:sentry`. */
  byPackage(name: string): Card | null {
    const key = canonical(name)
    return (
      this.#packages.get(key) ?? this.#packages.get(familyOf(key)) ?? (key.startsWith('go:') ? byPrefix(this.#packages, key, '/') : null)
    )
  }

  /** A module as an import names it, sub-modules included: `pypi:sentry_sdk.integrations`, `npm:@sentry/browser/esm`, `maven:io.sentry.Sentry`, `gem:Sentry::Rails`. */
  byModule(name: string): Card | null {
    const found = byPrefix(this.#modules, name, SEPARATORS[name.slice(0, name.indexOf(':'))] ?? '/')
    return found ?? (name.startsWith('npm:@') ? (this.#packages.get(familyOf(name)) ?? null) : null)
  }

  /** An environment or configuration name: an exact one before the longest prefix. What a framework puts before public names (`NEXT_PUBLIC_`) does not count. */
  byEnv(name: string): Card | null {
    const bare = name.replace(PUBLIC, '')
    if (bare !== name) return this.byEnv(bare)
    return this.#env.get(name) ?? this.#envPrefixes.find(([prefix]) => name.startsWith(prefix))?.[1] ?? null
  }

  /** The vendor whose code a script address (with or without scheme) loads; falls back on its host. */
  byScript(url: string): Card | null {
    const address = url.replace(/^(?:https?:)?\/\//i, '').replace(/[?#].*$/s, '')
    const host = address.split('/')[0]!.toLowerCase()
    const hit = this.#scripts.get(host)?.find(([pattern]) => glob(pattern, host + address.slice(host.length)))
    if (hit) return hit[1]
    const match = this.hostMatch(host)
    return match?.by === 'host' ? match.card : null
  }

  byGlobal(name: string): Card | null {
    return this.#globals.get(name) ?? null
  }

  /** The vendor that writes from, or links to, a domain or a name below it. */
  byMailDomain(domain: string): Card | null {
    return bySuffix(this.#mail, domain.toLowerCase().replace(/\.$/, ''))
  }

  /** A DNS record's content: the included name (spf), the text (txt, by its beginning), the target (cname, mx). */
  byDns(kind: DnsKind, name: string): Card | null {
    const key = name.toLowerCase().replace(/\.$/, '')
    if (kind !== 'txt') return bySuffix(this.#dns[kind], key)
    for (const [prefix, card] of this.#dns.txt) if (key.startsWith(prefix)) return card
    return null
  }
}

/** Every package of a card with its ecosystem, canonical. */
export function packagesOf(card: Card): string[] {
  return Object.entries(card.packages).flatMap(([ecosystem, names]) => (names ?? []).map((name) => canonical(`${ecosystem}:${name}`)))
}

/** What a framework demands before the names of settings that reach the browser or the app. */
const PUBLIC = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|NUXT_ENV|NUXT|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|PUBLIC|NG_APP|STORYBOOK)_/

/** The key under which a card claims all packages of an npm scope, a Packagist vendor or a Maven group: `npm:@sentry/*`, `maven:io.sentry:*`. */
function familyOf(name: string): string {
  if (name.startsWith('maven:')) return `${name.slice(0, name.lastIndexOf(':'))}:*`
  if (name.startsWith('npm:@')) return `${name.split('/', 1)[0]}/*`
  if (name.startsWith('composer:')) return `${name.slice(0, name.indexOf('/'))}/*`
  return name
}

/** What separates a module from a module inside it. */
const SEPARATORS: Readonly<Record<string, string>> = {
  pypi: '.',
  maven: '.',
  nuget: '.',
  gem: '::',
  composer: '\\',
  npm: '/',
  go: '/',
  swift: '.',
  pods: '.',
}

/** Registries that do not care about case or `_`/`-` are written one way (PEP 503 for PyPI; Packagist and NuGet lower-case). */
export function canonical(name: string): string {
  if (name.startsWith('pypi:')) return name.toLowerCase().replace(/[-_.]+/g, '-')
  if (name.startsWith('composer:') || name.startsWith('nuget:')) return name.toLowerCase()
  return name
}

/** The import name a package has where its card names no other. */
function moduleOfPackage(name: string): string {
  if (name.startsWith('pypi:')) return name.replaceAll('-', '_')
  return name
}

function siteDomains(card: Card): string[] {
  return [card.domain, ...card.group].map(bare)
}

function bare(name: string): string {
  return name.replace(/^\*\./, '')
}

function put(index: Index, key: string, card: Card): void {
  if (!index.has(key)) index.set(key, card)
}

/** Longest suffix of whole labels in the index. */
function bySuffix(index: Index, name: string): Card | null {
  for (let rest = name; rest; ) {
    const found = index.get(rest)
    if (found) return found
    const dot = rest.indexOf('.')
    if (dot < 0) return null
    rest = rest.slice(dot + 1)
  }
  return null
}

/** Longest prefix of whole segments in the index. */
function byPrefix(index: Index, name: string, separator: string): Card | null {
  for (let rest = name; rest; ) {
    const found = index.get(rest)
    if (found) return found
    const cut = rest.lastIndexOf(separator)
    if (cut < 0) return null
    rest = rest.slice(0, cut)
  }
  return null
}
