// What manifests and lock files say about vendors: packages that are declared, parts and keys of an Android app, and which version of a used package is built.
import type { Card } from '../../../catalog/card.ts'
import { type Catalog, canonical } from '../../../catalog/catalog.ts'
import type { Finding, Signals } from '../finding.ts'
import type { Evidence } from '../result.ts'
import { providerNamed } from '../vendors/providers.ts'
import type { Weighed } from '../vendors/weigh.ts'
import type { Manifest } from './manifest.ts'

/** Packages that a framework starts by itself, named after the vendor. */
const STARTS = /^(?:composer:(?:socialiteproviders|laravel-notification-channels)\/|gem:omniauth-)/

/** Drivers that a framework loads by a setting's name, and that nobody imports: storage, mail, messages. */
const DRIVER = /^composer:(?:[\w-]+\/flysystem-|symfony\/[\w-]+-(?:mailer|notifier)$)/

export function declaredFindings(
  manifests: ReadonlyMap<string, Manifest>,
  catalog: Catalog,
  cardOf: (module: string) => Card | null,
): { findings: Finding[]; keys: Signals['envs'] } {
  const findings: Finding[] = []
  const keys: Signals['envs'] = []
  for (const [path, manifest] of manifests) {
    for (const { name, line, dev } of manifest.packages) {
      if (dev) continue
      const ecosystem = name.slice(0, name.indexOf(':'))
      const at = { path, line, ecosystem, module: name }
      const starts = STARTS.test(name) ? providerNamed(catalog, name.slice(ecosystem.length + 1), '') : null
      if (starts) findings.push({ vendor: starts.id, card: starts, signal: 'manifest', strength: 'medium', ...at })
      const card = catalog.byPackage(name)
      const native = /^(?:pods|swift|pub)$/.test(ecosystem)
      if (card)
        findings.push({
          vendor: card.id,
          card,
          signal: native ? 'native' : 'manifest',
          strength: native || DRIVER.test(name) ? 'medium' : 'weak',
          ...at,
        })
    }
    for (const { name, line, key } of manifest.native ?? []) {
      const card = NOBODY.test(name) ? null : (catalog.byEnv(name) ?? cardOf(`maven:${name}`))
      if (card && key) keys.push({ vendor: card.id, name, path, line })
      if (card)
        findings.push({
          vendor: card.id,
          card,
          signal: 'native',
          strength: 'medium',
          path,
          line,
          ecosystem: 'maven',
          module: `maven:${name}`,
        })
    }
  }
  return { findings, keys }
}

/** Parts of the system and of Google's base libraries, which every app has. */
const NOBODY =
  /^(?:androidx?|com\.android|com\.google\.android\.(?:gms\.version|material|apps|c2dm)|com\.google\.firebase\.(?:components|provider)|kotlin|java|javax|okhttp3|dagger|leakcanary)\b/

/** Lock-file lines of the packages by which a vendor is used: imported, called or declared. One that only another package brought is not among them. */
export function lockedEvidence(vendor: Weighed, manifests: ReadonlyMap<string, Manifest>, catalog: Catalog): Evidence[] {
  const modules = [...new Set(vendor.findings.flatMap((one) => (one.module ? [one.module] : [])))]
  const found: Evidence[] = []
  for (const [path, manifest] of manifests) {
    for (const { name, version, line } of manifest.locked ?? []) {
      if (catalog.byPackage(name)?.id !== vendor.id || !modules.some((module) => standsFor(module, name, vendor.card))) continue
      found.push({ path, line, signal: 'manifest', package: name, version })
    }
  }
  return found
}

/** Is a module, as code or a manifest names it, of this package? */
function standsFor(module: string, name: string, card: Card | null): boolean {
  const key = canonical(name)
  if (canonical(module) === key || module.startsWith(`${name}/`)) return true
  const ecosystem = name.slice(0, name.indexOf(':') + 1)
  if (!module.startsWith(ecosystem)) return false
  // A constant or namespace is written otherwise than its package: `Plaid::ApiClient` of plaid, `Stripe\\Client` of stripe/stripe-php.
  const head = plain(module.slice(ecosystem.length).split(/::|\\/)[0]!)
  if (/^(?:gem|composer):$/.test(ecosystem) && head.length >= 4 && plain(name.slice(ecosystem.length)).startsWith(head)) return true
  const told = card?.modules[name] ?? []
  const within = (one: string): boolean =>
    module === ecosystem + one || [...'./:\\'].some((separator) => module.startsWith(ecosystem + one + separator))
  return (
    told.some(within) ||
    (ecosystem === 'pypi:' && canonical(module.replaceAll('.', '-')).startsWith(`${key}-`)) ||
    within(name.slice(ecosystem.length))
  )
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
