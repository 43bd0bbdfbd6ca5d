// What other tools and records know: SBOMs (CycloneDX, SPDX) name packages and services, DNS zones name who sends mail and answers under our names. Read into findings like those of code.
import type { Catalog, DnsKind } from '../../catalog/catalog.ts'
import { CordonError } from '../../core/errors.ts'
import { addressOf } from './hosts.ts'
import type { Finding } from './signals.ts'

/** Findings of an SBOM. A package in it is in use as far as an SBOM can say, so it makes a vendor, but never a certain one. Throws `input.invalid`. */
export function sbomFindings(text: string, path: string, catalog: Catalog): Finding[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (cause) {
    throw new CordonError('input.invalid', 'An SBOM must be CycloneDX or SPDX in JSON.', { place: { path }, cause })
  }
  const bom = data as { components?: unknown; services?: unknown; packages?: unknown }
  if (!bom || typeof bom !== 'object' || !(Array.isArray(bom.components) || Array.isArray(bom.services) || Array.isArray(bom.packages))) {
    throw new CordonError('input.invalid', 'This JSON is neither a CycloneDX nor an SPDX document.', { place: { path } })
  }
  const found: Finding[] = []
  for (const purl of purlsOf(bom)) {
    const name = packageOf(purl)
    const card = name ? catalog.byPackage(name) : null
    if (card && name)
      found.push({
        vendor: card.id,
        card,
        signal: 'manifest',
        strength: 'medium',
        path,
        line: 1,
        ecosystem: name.slice(0, name.indexOf(':')),
        module: name,
      })
  }
  for (const one of list(bom.services)) {
    for (const endpoint of list((one as { endpoints?: unknown }).endpoints)) {
      const place = typeof endpoint === 'string' ? addressOf(endpoint) : null
      const card = place ? catalog.byHost(place.host) : null
      if (card) found.push({ vendor: card.id, card, signal: 'host', strength: 'strong', path, line: 1, ecosystem: '' })
    }
  }
  return found
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 100_000) : []
}

function purlsOf(bom: { components?: unknown; packages?: unknown }): string[] {
  const found: string[] = []
  for (const one of list(bom.components)) {
    const purl = (one as { purl?: unknown } | null)?.purl
    if (typeof purl === 'string') found.push(purl)
  }
  for (const one of list(bom.packages)) {
    for (const ref of list((one as { externalRefs?: unknown } | null)?.externalRefs)) {
      const locator = (ref as { referenceLocator?: unknown } | null)?.referenceLocator
      if (typeof locator === 'string' && locator.startsWith('pkg:')) found.push(locator)
    }
  }
  return found
}

/** `pkg:npm/%40sentry/node@8` → `npm:@sentry/node` (package-url spec). */
export function packageOf(purl: string): string | null {
  const hit = /^pkg:([a-z]+)\/([^@?#]+)/.exec(purl)
  if (!hit) return null
  const ecosystem = {
    npm: 'npm',
    pypi: 'pypi',
    gem: 'gem',
    golang: 'go',
    composer: 'composer',
    maven: 'maven',
    cocoapods: 'pods',
    swift: 'swift',
    nuget: 'nuget',
    pub: 'pub',
  }[hit[1]!]
  if (!ecosystem) return null
  let name: string
  try {
    name = decodeURIComponent(hit[2]!)
  } catch {
    return null
  }
  return `${ecosystem}:${ecosystem === 'maven' ? name.replace('/', ':') : name}`
}

/** Findings of a zone file (RFC 1035 master file format) or a list of records: SPF includes, TXT, CNAME and MX. */
export function zoneFindings(text: string, path: string, catalog: Catalog): Finding[] {
  const found: Finding[] = []
  const add = (kind: DnsKind, value: string, line: number): void => {
    const card = catalog.byDns(kind, value.replace(/\.$/, ''))
    if (card)
      found.push({ vendor: card.id, card, signal: 'host', strength: kind === 'txt' ? 'medium' : 'strong', path, line, ecosystem: '' })
  }
  text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/;(?=(?:[^"]*"[^"]*")*[^"]*$).*$/, '')
    const record = /\b(TXT|SPF|CNAME|MX|ALIAS)\b\s+(.+)$/i.exec(line)
    if (!record) return
    const kind = record[1]!.toUpperCase()
    const value = record[2]!.trim()
    if (kind === 'CNAME' || kind === 'ALIAS') add('cname', value, i + 1)
    else if (kind === 'MX') add('mx', value.replace(/^\d+\s+/, ''), i + 1)
    else {
      const joined = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((one) => one[1]).join('') || value
      if (/^v=spf1\b/i.test(joined))
        for (const include of joined.matchAll(/\b(?:include|redirect)[:=]([\w.-]+)/gi)) add('spf', include[1]!, i + 1)
      else add('txt', joined, i + 1)
    }
  })
  return found
}
