// From findings to vendors: what proves use, what only supports it, and why the rest is left out.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Role } from '../kinds.ts'
import { ROLE_SAYS } from '../kinds.ts'
import type { Confidence, Evidence, Surface } from '../result.ts'
import type { Finding } from './signals.ts'

export interface Weighed {
  readonly id: string
  readonly card: Card | null
  readonly findings: readonly Finding[]
  readonly confidence: Confidence
  readonly surface: Surface[]
}

export interface Rejected {
  readonly id: string
  readonly card: Card | null
  readonly why: string
  readonly findings: readonly Finding[]
}

/** Kinds of vendors whose libraries send to the vendor unless told otherwise. */
const OBSERVES = /error|analytics|replay|support|monitoring|experiments|flags/i

/** Sign-in libraries go to the vendor's own cloud where nobody tells them otherwise. */
const SIGNS_IN = /^sign-in:|^npm:(?:next-auth|@auth\/\w+)\/providers\/|^npm:passport-|omniauth|socialite/

export interface Context {
  readonly catalog: Catalog
  readonly own: (domain: string) => boolean
  readonly roleOf: (path: string) => Role
  /** Does any entry point reach the file? */
  readonly reached: (path: string) => boolean
  /** Does a setting hold a key of the vendor? */
  readonly keyed: (vendor: string) => boolean
}

/** Sorts findings into vendors and the rest, each with the reason. */
export function weigh(findings: readonly Finding[], context: Context): { vendors: Weighed[]; rejected: Rejected[] } {
  const groups = new Map<string, Finding[]>()
  for (const one of findings) {
    const list = groups.get(one.vendor)
    if (list) list.push(one)
    else groups.set(one.vendor, [one])
  }
  const vendors: Weighed[] = []
  const rejected: Rejected[] = []
  for (const id of [...groups.keys()].sort()) {
    const all = groups.get(id)!
    const card = all.find((one) => one.card)?.card ?? null
    const verdict = judge(card, id, all, context)
    if ('why' in verdict) rejected.push({ id, card, why: verdict.why, findings: all })
    else vendors.push({ id, card, findings: verdict.live, confidence: verdict.confidence, surface: surfacesOf(card, verdict.live) })
  }
  return { vendors, rejected }
}

function judge(
  card: Card | null,
  id: string,
  all: readonly Finding[],
  context: Context,
): { why: string } | { live: Finding[]; confidence: Confidence } {
  if (card && (context.own(card.domain) || card.group.some((one) => context.own(one)))) return { why: 'the company itself' }
  if (!card && context.own(id)) return { why: 'the company itself' }
  if (card?.build) return { why: ROLE_SAYS.build }
  const inUse = all.filter((one) => context.roleOf(one.path) === 'run' && !(card && one.module && surfaceOf(card, one.module) === 'build'))
  if (inUse.length === 0) return { why: roleWhy(all, context) }
  const live = inUse.filter((one) => context.reached(one.path))
  if (live.length === 0) return { why: 'only in files that no entry point reaches' }
  if (
    card?.selfHosted &&
    !(OBSERVES.test(card.role) && !/search|database/.test(card.role)) &&
    !live.some((one) => /^(?:host|rest_call|script_url|embed_url|csp|proxy)$/.test(one.signal) || SIGNS_IN.test(one.module ?? '')) &&
    !context.keyed(id)
  ) {
    return { why: 'a product the company can run itself; nothing leads to the vendor’s own hosts' }
  }
  const strong = live.filter((one) => one.strength === 'strong')
  const medium = live.filter((one) => one.strength === 'medium')
  if (strong.some((one) => one.signal !== 'import')) return { live, confidence: 'certain' }
  if (strong.length > 0)
    return { live, confidence: live.some((one) => one.signal !== 'import' && one.signal !== 'manifest') ? 'certain' : 'likely' }
  // Two rules that see the same line are one proof; so are all lists of packages, which an SBOM only repeats.
  const places = new Set(medium.map((one) => (one.signal === 'manifest' ? 'manifest' : `${one.path}:${one.line}`))).size
  if (places > 0) return { live, confidence: places > 1 ? 'certain' : 'likely' }
  const kinds = new Set(live.map((one) => one.signal))
  // A package that starts by itself, with its settings beside it.
  const starts = live.some((one) => one.signal === 'manifest' && /^(?:gem|composer|maven|pods|swift)$/.test(one.ecosystem))
  if (starts && (kinds.has('env') || kinds.has('host') || kinds.has('native'))) return { live, confidence: 'likely' }
  // Ruby's agents start with the application, and ask for nothing but their presence.
  if (
    card &&
    /^(?:monitoring|error tracking|application performance)/.test(card.role) &&
    live.some((one) => one.signal === 'manifest' && one.ecosystem === 'gem')
  )
    return { live, confidence: 'likely' }
  if (kinds.has('sdk_call') && (kinds.has('env') || kinds.has('host') || kinds.has('csp'))) return { live, confidence: 'likely' }
  if (inUse.some((one) => one.strength !== 'weak')) return { why: 'only in files that no entry point reaches' }
  return { why: weakWhy(kinds) }
}

function roleWhy(all: readonly Finding[], context: Context): string {
  const roles = new Set(all.map((one) => context.roleOf(one.path)))
  roles.delete('run')
  const [first] = [...roles].sort()
  return first ? ROLE_SAYS[first] : ROLE_SAYS.build
}

function weakWhy(kinds: ReadonlySet<string>): string {
  if (kinds.size === 1) {
    if (kinds.has('manifest')) return 'declared, but nothing imports it'
    if (kinds.has('import')) return 'imported, but not used'
    if (kinds.has('env')) return 'only a setting names it'
    if (kinds.has('csp')) return 'only a content security policy names it'
    if (kinds.has('host')) return 'only mentioned'
  }
  return 'nothing shows that it is used'
}

function surfaceOf(card: Card, module: string): Surface | null {
  for (const [name, surface] of Object.entries(card.surface ?? {}))
    if (module === name || module.startsWith(`${name}/`)) return surface as Surface
  return null
}

function surfacesOf(card: Card | null, findings: readonly Finding[]): Surface[] {
  const found = new Set<Surface>()
  for (const one of findings) {
    if (one.signal === 'manifest' && /^(?:npm|pypi):/.test(one.module ?? '')) continue
    const told = card && one.module ? surfaceOf(card, one.module) : null
    if (told) found.add(told)
    else if (one.signal === 'script_url' || one.signal === 'embed_url' || one.signal === 'csp' || one.signal === 'proxy')
      found.add('browser')
    else if (one.signal === 'native' || /^(?:pods|swift|pub)$/.test(one.ecosystem)) found.add('mobile')
    else if (one.signal === 'rest_call' || one.signal === 'sdk_call' || one.signal === 'init_call' || one.signal === 'import')
      found.add(sideOf(one.path))
  }
  if (found.size === 0) found.add('server')
  return (['browser', 'server', 'mobile', 'build'] as const).filter((one) => found.has(one))
}

/** Where a source file runs, from its path, where nothing better is known. */
function sideOf(path: string): Surface {
  if (/\.(?:kt|swift|m)$/.test(path)) return /(?:^|\/)src\/main\/kotlin\//.test(path) ? 'server' : 'mobile'
  if (/\.(?:py|rb|go|php|java|rake)$/.test(path)) return 'server'
  if (/\.(?:html?|vue|svelte|tsx|jsx|erb|twig|hbs)$|\.blade\.php$/.test(path)) return 'browser'
  if (/(?:^|\/)(?:api|server|backend|lib\/server|services?|workers?|functions|jobs|cron|trpc|prisma|routes|controllers)\//i.test(path))
    return 'server'
  return /(?:^|\/)(?:client|frontend|web|components?|hooks|pages|public|assets|javascript|resources\/js)\//i.test(path)
    ? 'browser'
    : 'server'
}

/** Far from the vendor: one of our own calls, of which there may be hundreds. */
const FAR = /\0(?:wrapper_flow|log_sink)$/

/** Evidence for the answer: one of each path, line and signal, sorted, with `more`; cut at `most`, where what names the vendor stays. */
export function evidenceOf(findings: readonly Finding[], more: readonly Evidence[], most = 50): Evidence[] {
  const seen = new Map<string, Evidence>()
  for (const one of more) seen.set(`${one.path}\0${String(one.line).padStart(8, '0')}\0${one.signal}`, one)
  for (const one of findings)
    seen.set(`${one.path}\0${String(one.line).padStart(8, '0')}\0${one.signal}`, { path: one.path, line: one.line, signal: one.signal })
  const keys = [...seen.keys()].sort()
  const kept = keys.length <= most ? keys : [...keys.filter((key) => !FAR.test(key)), ...keys.filter((key) => FAR.test(key))].slice(0, most)
  return kept.sort().map((key) => seen.get(key)!)
}
