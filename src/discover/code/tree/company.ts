// Whose repository this is: the company's own names and domains, from cordon.yaml and from what its manifests call themselves. Its own hosts are no vendors.
import { domainOf } from '../hosts.ts'

const AFFIX =
  /^(?:get|use|try|go|my|the|join|with|app|hey|meet|open)|(?:app|hq|io|inc|labs?|cloud|cdn|static|assets|usercontent|mail|api|dev|hosted|-?docs|software|project|team|web|server|org|status|staging|local|testing)$/g
/** Words too common to tell a company by. */
const COMMON =
  /^(?:app|web|api|server|client|backend|frontend|core|main|root|project|monorepo|src|lib|demo|test|example|docs|website|site|ui|common|shared|utils|database|db|config|types|eslint|tsconfig|google|github|amazon|microsoft|apple|facebook|android|ios|mobile|spring|rails|django|laravel|node|react|next|vue|python|java|kotlin|go|php|ruby|com|org|net|platform|service|services|worker|workers|email|emails|analytics|payments?|auth|admin|dashboard|self|selfhosted|cli|sdk|prisma|tailwind|ts|js|incubator|apache|mono|repo|packages?|module|modules|plugin|plugins|scripts?|tools?|open|source|community|enterprise|production|prod)$/

/** Is a registrable domain the company's own? By a given domain, or by a domain label that is one of its names, apart from usual affixes. */
export function ownDomains(given: readonly string[], names: readonly string[], sites: readonly string[]): (domain: string) => boolean {
  const exact = new Set(given.map((one) => domainOf(one) ?? one))
  const tokens = new Set<string>()
  for (const name of names) for (const token of tokensOf(name)) tokens.add(token)
  for (const site of sites) {
    const host = /^(?:https?:\/\/)?([\w.-]+)/i.exec(site)?.[1]
    const domain = host ? domainOf(host) : null
    if (domain && tokens.has(plain(label(domain)))) exact.add(domain)
  }
  return (domain) => {
    if (exact.has(domain)) return true
    const own = label(domain)
    if (own.length >= 4 && [...tokens].some((token) => token.length >= 2 * own.length && token.startsWith(own))) return true
    return tokens.has(plain(own)) || tokens.has(own.replaceAll('-', ''))
  }
}

/** Names by which a manifest calls the company. Below the root a scoped package (`@shop/resend`) is called after what it wraps: its scope alone counts. */
export function companyNames(
  manifest: { readonly names: readonly string[]; readonly workspace: string | null; readonly inner?: string },
  nested: boolean,
): string[] {
  const inner = nested ? (manifest.inner ?? (manifest.workspace?.startsWith('@') ? manifest.workspace : null)) : null
  const own = inner === null ? null : inner.slice(inner.indexOf('/') + 1)
  return manifest.names.filter((one) => one !== own)
}

function tokensOf(name: string): string[] {
  const base = name.toLowerCase().replace(/\.git$/, '')
  // The name as a whole, and without what says which part of the company's work it is: `lago-api` → lago.
  const parts = base.split(/[^a-z0-9]+/)
  const whole = parts.join('')
  const first = parts.filter((one) => !COMMON.test(one)).join('')
  return [whole, plain(whole), first, plain(first)].filter((one) => one.length >= 3 && !COMMON.test(one))
}

function label(domain: string): string {
  return domain.slice(0, domain.indexOf('.')).toLowerCase()
}

function plain(text: string): string {
  const all = text.replaceAll('-', '')
  const bare = all.replace(AFFIX, '')
  return bare.length >= 3 ? bare : all
}
