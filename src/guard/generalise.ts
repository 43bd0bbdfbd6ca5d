// Making a value coarser: what a report needs, and no more. Every function is total: what it does not understand becomes null (dropped), never passes.
import type { Generalisation } from '../core/policy.ts'
import type { Json } from '../core/words.ts'

/** What generalising needs to know of the policy. */
export interface GeneraliseTools {
  readonly queryKeys: ReadonlySet<string>
  /** True for a path segment that holds something of a person. */
  readonly isPersonal: (segment: string) => boolean
}

/** The coarser value, or null where nothing may be kept. */
export function generalise(value: Json, how: Generalisation, tools: GeneraliseTools): Json {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number')
    return how === 'family' ? Math.round(value / 100) * 100 : how === 'year' ? yearOf(new Date(value > 1e11 ? value : value * 1000)) : null
  if (typeof value !== 'string') return null
  if (value === '' || value === '$direct') return value
  switch (how) {
    case 'path':
      return pagePath(value, tools)
    case 'origin':
      return origin(value)
    case 'family':
      return agentFamily(value)
    case 'domain':
      return /@([a-z0-9.-]+\.[a-z]{2,})$/i.exec(value)?.[1]?.toLowerCase() ?? null
    case 'year':
      return yearOf(new Date(value))
    case 'prefix':
      return addressPrefix(value)
    case 'primary':
      return /^[a-z]{2,3}(?=$|[-_,;])/i.exec(value)?.[0]?.toLowerCase() ?? null
    case 'country':
      return /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : null
    case 'region':
      return /^[\p{L} .'-]{2,40}$/u.test(value) ? value : null
  }
}

/**
 * Page address → origin, path with every personal or id-like segment as `:id`, allow-listed query keys; no fragment.
 * Also takes a bare path and a bare `?query`.
 */
export function pagePath(address: string, tools: GeneraliseTools): string | null {
  if (address.startsWith('?') || address.startsWith('#')) return address.startsWith('#') ? '' : keptQuery(address, tools)
  const parts = partsOf(address)
  if (parts === null) return null
  return parts.origin + plainPath(parts.path, tools) + keptQuery(parts.search, tools)
}

interface Parts {
  /** Scheme and host; '' for a bare path. */
  readonly origin: string
  readonly path: string
  readonly search: string
}

/** Most addresses, by one look: nothing in them that the URL standard would write otherwise (no port, credentials, dots between slashes, escapes, numbers as host). */
const USUAL = /^(https?:\/\/(?:[a-z0-9-]+\.)*[a-z]{2,})?((?:\/(?!\.)[A-Za-z0-9._~-]*)+)(\?[A-Za-z0-9._~&=/-]*)?$/

/** As `URL` gives them (WHATWG URL), bare paths included; null where it is no address with a host. */
export function partsOf(address: string): Parts | null {
  const usual = address.startsWith('//') || address.includes('xn--') ? null : USUAL.exec(address)
  if (usual !== null) return { origin: usual[1] ?? '', path: usual[2] as string, search: usual[3] ?? '' }
  const bare = address.startsWith('/')
  const url = URL.parse(address, bare ? 'http://x.invalid' : undefined)
  if (url === null || (!bare && url.host === '')) return null
  return { origin: bare ? '' : `${url.protocol}//${url.host}`, path: url.pathname, search: url.search }
}

function plainPath(path: string, tools: GeneraliseTools): string {
  let kept = ''
  for (let at = 0; at <= path.length; ) {
    const slash = path.indexOf('/', at)
    const end = slash < 0 ? path.length : slash
    const segment = path.slice(at, end)
    kept += segment === '' || isPlain(segment, tools) ? segment : ':id'
    if (slash < 0) break
    kept += '/'
    at = end + 1
  }
  return kept
}

function keptQuery(search: string, tools: GeneraliseTools): string {
  if (search.length < 2 || tools.queryKeys.size === 0) return ''
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const cut = pair.indexOf('=')
      return cut > 0 && tools.queryKeys.has(pair.slice(0, cut)) && isPlain(pair.slice(cut + 1), tools)
    })
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}

/** Words a route is made of: short, letters with at most a few digits. Anything else may be an id. */
function isPlain(segment: string, tools: GeneraliseTools): boolean {
  if (segment.length > 40 || !WORD.test(segment) || manyDigits(segment) || tools.isPersonal(segment)) return false
  return !/^[0-9a-f]{8,}$/i.test(segment) && (segment.length <= 24 || segment.includes('-') || segment.includes('_'))
}
const WORD = /^[A-Za-z][A-Za-z0-9._~-]*$/

/** More than two. */
function manyDigits(text: string): boolean {
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x30 && code <= 0x39 && ++digits > 2) return true
  }
  return false
}

/** Referrer → scheme and host. A bare host (`news.example`) stays. */
export function origin(address: string): string | null {
  if (/^([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?$/i.test(address) || /^localhost(:\d+)?$/.test(address)) return address
  const from = partsOf(address)?.origin
  return from !== undefined && /^https?:/.test(from) ? `${from}/` : null
}

const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdgA?(?:iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/],
]
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad|iPod/],
  ['Windows', /Windows/],
  ['Mac OS X', /Mac OS X|Macintosh/],
  ['Chrome OS', /CrOS/],
  ['Linux', /Linux|X11/],
]

/** User agent → `Mozilla/5.0 (Linux) Chrome/156`: browser with major version, system, phone or not. Unknown agents → null. */
export function agentFamily(agent: string): string | null {
  const browser = BROWSERS.map(([name, pattern]) => [name, pattern.exec(agent)?.[1]] as const).find(([, major]) => major !== undefined)
  const system = SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0]
  if (browser === undefined) return null
  return `Mozilla/5.0 (${system ?? 'Other'}) ${browser[0].replaceAll(' ', '')}/${browser[1]}${/\bMobile\b/.test(agent) ? ' Mobile' : ''}`
}

/** IPv4 → /24, IPv6 → /48, with zeros in place of the rest. */
export function addressPrefix(address: string): string | null {
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)
  if (four !== null) return `${four[1]}.0`
  const groups = address.toLowerCase().split('::')[0]?.split(':') ?? []
  return address.includes(':') && groups.length > 0 && groups.every((g) => /^[0-9a-f]{1,4}$/.test(g))
    ? `${[...groups, '0', '0', '0'].slice(0, 3).join(':')}::`
    : null
}

function yearOf(date: Date): number | null {
  const year = date.getUTCFullYear()
  return Number.isNaN(year) || year < 1800 || year > 2200 ? null : year
}
