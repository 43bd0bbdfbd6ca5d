// Where an address really leads: host, registrable domain, what a redirector or a tracker hides in it. Nothing is fetched.
import { domainToUnicode } from 'node:url'
import { parse as parseName } from 'tldts'

export interface Name {
  /** Lower case, as written (punycode stays). */
  readonly host: string
  /** What somebody registered: `example.co.uk` of `a.b.example.co.uk`; the host itself for an IP address. */
  readonly domain: string
  /** The registered label without its public suffix, in Unicode: `example`. */
  readonly core: string
  readonly suffix: string
  readonly ip: boolean
  /** Names under a hosting company's suffix (`x.web.app`): anybody has them in a minute. */
  readonly hosted: boolean
}

const names = new Map<string, Name>()

/** Takes a host name apart. Results are remembered, within a bound. */
export function nameOf(host: string): Name {
  const known = names.get(host)
  if (known) return known
  const lower = host.toLowerCase().replace(/\.+$/, '')
  const found = parseName(lower, { allowPrivateDomains: true })
  const domain = found.isIp ? lower : (found.domain ?? lower)
  const label = found.domainWithoutSuffix ?? domain.split('.')[0] ?? ''
  const name: Name = {
    host: lower,
    domain,
    core: label.includes('xn--') ? domainToUnicode(label) || label : label,
    suffix: found.publicSuffix ?? '',
    ip: found.isIp === true,
    hosted: found.isPrivate === true,
  }
  if (names.size > 20_000) names.clear()
  names.set(host, name)
  return name
}

/** Whether `host` is one of `domains` or below one. */
export function isUnder(host: string, domains: Iterable<string>): boolean {
  for (const domain of domains) if (host === domain || (host.endsWith(domain) && host[host.length - domain.length - 1] === '.')) return true
  return false
}

export interface Target {
  readonly href: string
  readonly scheme: string
  readonly host: string
  /** What stands before an `@` and is not the host, though it looks like one. */
  readonly userinfo: string
  readonly path: string
  /** Addresses hidden in this one, in clear, percent or base64, outermost first. */
  readonly leadsTo: readonly Target[]
}

/** Reads a link; null where it leads nowhere (mailto, anchors, garbage). */
export function targetOf(href: string, depth = 0): Target | null {
  let text = href
    .replace(/[\t\r\n\u200b-\u200f\u00ad]/g, '')
    .trim()
    .slice(0, 8_000)
    .replace(/^hxxp/i, 'http')
  if (/^www\./i.test(text)) text = `http://${text}`
  if (text.startsWith('//')) text = `https:${text}`
  if (!/^https?:/i.test(text)) return null
  let url: URL
  try {
    url = new URL(text.replace(/\\/g, '/'))
  } catch {
    return null
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!host) return null
  const rest = `${url.pathname}${url.search}${url.hash}`
  return {
    href: text,
    scheme: url.protocol.slice(0, -1),
    host,
    userinfo: decode(url.username),
    path: rest,
    leadsTo: depth < 3 ? hiddenIn(rest, depth) : [],
  }
}

function hiddenIn(rest: string, depth: number): Target[] {
  if (rest.length < 12) return []
  const found: Target[] = []
  const take = (text: string) => {
    for (const match of text.matchAll(/https?:\/{1,2}[^\s"'<>]{4,2000}/gi)) {
      if (found.length >= 4) return
      // A nested address ends where the outer query goes on.
      const target = targetOf(match[0].replace(/^(https?:)\/(?!\/)/i, '$1//').split('&')[0]!, depth + 1)
      if (target) found.push(target)
    }
  }
  let open = rest
  for (let i = 0; i < 3 && open.includes('%'); i++) {
    const next = decode(open)
    if (next === open) break
    open = next
  }
  take(open)
  // `/amp/s/host/path` of search engines, `/url/host/path` of some redirectors.
  const amp = /\/amp\/s?\/?([a-z0-9-]+(?:\.[a-z0-9-]+)+\/?[^?#]*)/i.exec(rest)
  if (amp && found.length === 0) take(`https://${amp[1]}`)
  for (const match of rest.matchAll(/[A-Za-z0-9+/_-]{12,4000}={0,2}/g)) {
    if (found.length >= 4) break
    if (!/^(aHR0c|d3d3L|SFRUU)/.test(match[0])) continue
    const text = Buffer.from(match[0], 'base64').toString('latin1')
    take(text.startsWith('www.') ? `http://${text}` : text)
  }
  return found
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
}

/** The target and everything it leads to. */
export function allOf(target: Target): Target[] {
  return [target, ...target.leadsTo.flatMap(allOf)]
}
