// SBOMs of other tools (CycloneDX, SPDX 2 and 3, JSON): packages and services as findings like those of code. A package that only another one brought, or that development alone needs, proves nothing.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import { CordonError } from '../../../core/errors.ts'
import type { Finding } from '../finding.ts'
import { addressOf } from '../hosts.ts'

type Json = Readonly<Record<string, unknown>>

interface Package {
  readonly id: string
  readonly purl: string
  readonly dev: boolean
}

/** What an SBOM says, whatever its format. `needs`: pairs of who needs whom, by id. */
interface Bom {
  readonly packages: Package[]
  readonly needs: (readonly [from: string, to: string])[]
  readonly roots: string[]
  readonly services: { readonly endpoints: readonly string[]; readonly provider: string }[]
}

const MOST = 200_000

/** Findings of an SBOM. A package in it is in use as far as an SBOM can say, so it makes a vendor, but never a certain one. Throws `input.invalid`. */
export function sbomFindings(text: string, path: string, catalog: Catalog): Finding[] {
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new CordonError('input.invalid', 'An SBOM must be CycloneDX or SPDX in JSON.', { place: { path }, cause })
  }
  const bom = bomOf(object(data))
  if (!bom) throw new CordonError('input.invalid', 'This JSON is neither a CycloneDX nor an SPDX document.', { place: { path } })
  const direct = new Set(bom.needs.filter(([from]) => bom.roots.includes(from)).map(([, to]) => to))
  const lines = lineFinder(text)
  const found: Finding[] = []
  for (const { id, purl, dev } of bom.packages) {
    const name = packageOf(purl)
    const card = name ? catalog.byPackage(name) : null
    if (!card || !name || dev) continue
    // Without a graph every package may be one that the company chose.
    const strength = direct.size === 0 || direct.has(id) ? 'medium' : 'weak'
    found.push({
      ...finding(card, path, lines(purl)),
      signal: 'manifest',
      strength,
      ecosystem: name.slice(0, name.indexOf(':')),
      module: name,
    })
  }
  for (const { endpoints, provider } of bom.services) {
    for (const endpoint of endpoints) {
      const place = addressOf(endpoint, true)
      const card = place ? catalog.byHost(place.host) : null
      if (card) found.push({ ...finding(card, path, lines(endpoint)), signal: 'host', strength: 'strong', ecosystem: '' })
    }
    const place = endpoints.length === 0 ? addressOf(provider, true) : null
    const card = place ? catalog.byHost(place.host) : null
    if (card) found.push({ ...finding(card, path, lines(provider)), signal: 'host', strength: 'medium', ecosystem: '' })
  }
  return found
}

function finding(card: Card, path: string, line: number): { vendor: string; card: Card; path: string; line: number } {
  return { vendor: card.id, card, path, line }
}

function bomOf(data: Json): Bom | null {
  if (Array.isArray(data['@graph'])) return spdx3(list(data['@graph']))
  if (Array.isArray(data.components) || Array.isArray(data.services)) return cyclonedx(data)
  return Array.isArray(data.packages) ? spdx2(data) : null
}

function cyclonedx(data: Json): Bom {
  const bom: Bom = { packages: [], needs: [], roots: [], services: [] }
  const component = (one: Json, depth: number): void => {
    if (depth > 20 || bom.packages.length > MOST) return
    const purl = string(one.purl)
    const dev = list(one.properties).some((two) => two.name === 'cdx:npm:package:development' && two.value === 'true')
    if (purl !== '') bom.packages.push({ id: string(one['bom-ref']) || purl, purl, dev: dev || one.scope === 'excluded' })
    for (const inner of list(one.components)) component(inner, depth + 1)
  }
  const service = (one: Json, depth: number): void => {
    if (depth > 20) return
    bom.services.push({ endpoints: strings(one.endpoints), provider: strings(object(one.provider).url)[0] ?? '' })
    for (const inner of list(one.services)) service(inner, depth + 1)
  }
  for (const one of list(data.components)) component(one, 0)
  for (const one of list(data.services)) service(one, 0)
  for (const one of list(data.dependencies)) for (const to of strings(one.dependsOn)) bom.needs.push([string(one.ref), to])
  bom.roots.push(string(object(object(data.metadata).component)['bom-ref']))
  return bom
}

function spdx2(data: Json): Bom {
  const bom: Bom = { packages: [], needs: [], roots: strings(data.documentDescribes), services: [] }
  const dev = new Set<string>()
  for (const one of list(data.relationships)) {
    const [from, to, kind] = [string(one.spdxElementId), string(one.relatedSpdxElement), string(one.relationshipType)]
    if (kind === 'DESCRIBES') bom.roots.push(to)
    else if (kind === 'DEPENDS_ON') bom.needs.push([from, to])
    else if (/^(?:\w+_)?DEPENDENCY_OF$/.test(kind)) {
      if (/^(?:DEV|TEST|BUILD)_/.test(kind)) dev.add(from)
      else bom.needs.push([to, from])
    }
  }
  for (const one of list(data.packages)) {
    const purl = list(one.externalRefs)
      .map((two) => string(two.referenceLocator))
      .find((two) => two.startsWith('pkg:'))
    if (purl) bom.packages.push({ id: string(one.SPDXID), purl, dev: dev.has(string(one.SPDXID)) })
  }
  return bom
}

/** SPDX 3: one list of elements, packages and relationships among them. */
function spdx3(graph: readonly Json[]): Bom {
  const bom: Bom = { packages: [], needs: [], roots: [], services: [] }
  const dev = new Set<string>()
  for (const one of graph) {
    const type = string(one.type)
    if (/(?:^|_)(?:SpdxDocument|Sbom|Bom)$/.test(type)) bom.roots.push(...strings(one.rootElement))
    if (!/Relationship$/.test(type) || string(one.relationshipType) !== 'dependsOn') continue
    for (const to of strings(one.to)) {
      if (/^(?:development|test|build)$/.test(string(one.scope))) dev.add(to)
      else bom.needs.push([string(one.from), to])
    }
  }
  for (const one of graph) {
    if (!/(?:^|_)Package$/.test(string(one.type))) continue
    const named = list(one.externalIdentifier).find((two) => string(two.externalIdentifierType) === 'packageUrl')
    const purl = string(one.software_packageUrl) || string(one.packageUrl) || string(named?.identifier)
    if (purl !== '') bom.packages.push({ id: string(one.spdxId), purl, dev: dev.has(string(one.spdxId)) })
  }
  return bom
}

/** Ecosystems of package-url by the catalogue's names. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
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
}

/** `pkg:npm/%40sentry/node@8` → `npm:@sentry/node` (package-url spec). */
export function packageOf(purl: string): string | null {
  const hit = /^pkg:([a-z]+)\/([^@?#]+)/.exec(purl)
  const ecosystem = hit ? ECOSYSTEMS[hit[1]!] : undefined
  if (!hit || !ecosystem) return null
  let name: string
  try {
    name = decodeURIComponent(hit[2]!)
  } catch {
    return null
  }
  return `${ecosystem}:${ecosystem === 'maven' ? name.replace('/', ':') : name}`
}

function lineFinder(text: string): (needle: string) => number {
  return (needle) => {
    const at = text.indexOf(JSON.stringify(needle).slice(0, -1))
    return at < 0 ? 1 : text.slice(0, at).split('\n').length
  }
}

function object(value: unknown): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {}
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.slice(0, MOST).filter((one): one is Json => one !== null && typeof one === 'object') : []
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function strings(value: unknown): string[] {
  return typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.slice(0, MOST).filter((one): one is string => typeof one === 'string')
      : []
}
