// What is new since the last capture: a vendor, a host, a field that a vendor did not get before, a script that is no longer the same. Made for a nightly job.
import type { TrafficDetails, TrafficReport } from './report.ts'

export interface Change {
  readonly what: 'vendor' | 'host' | 'field' | 'script'
  readonly vendor: string
  /** The host, field, or script address. */
  readonly name: string
}

/** What was kept of the last time: the report, with details where it was written with `--details`. */
export type Kept = TrafficReport & { readonly details?: Partial<TrafficDetails> }

/** null: not a report of this version. */
export function keptOf(value: unknown): Kept | null {
  const kept = value as Kept | null
  return typeof kept === 'object' && kept !== null && kept.version === 1 && Array.isArray(kept.vendors) && Array.isArray(kept.unknown)
    ? kept
    : null
}

/** Sorted by vendor. A vendor that is new is told once, not again with each of its hosts and fields. Scripts are compared where both captures kept them. */
export function changesSince(last: Kept, report: TrafficReport, details: TrafficDetails): Change[] {
  const changes: Change[] = []
  const before = new Map(last.vendors.map((vendor) => [vendor.id, vendor]))
  const hostsBefore = new Set([...last.vendors.flatMap((vendor) => vendor.hosts), ...last.unknown.map(({ host }) => host)])
  for (const vendor of report.vendors) {
    const known = before.get(vendor.id)
    if (!known) {
      changes.push({ what: 'vendor', vendor: vendor.id, name: vendor.name })
      continue
    }
    for (const host of vendor.hosts) if (!hostsBefore.has(host)) changes.push({ what: 'host', vendor: vendor.id, name: host })
    const fields = new Set(known.fields.map(({ field }) => field))
    for (const field of new Set(vendor.fields.map(({ field }) => field))) {
      if (!fields.has(field)) changes.push({ what: 'field', vendor: vendor.id, name: field })
    }
  }
  const told = new Set(report.vendors.filter((vendor) => !before.has(vendor.id)).flatMap((vendor) => vendor.hosts))
  for (const { host } of report.unknown)
    if (!hostsBefore.has(host) && !told.has(host)) changes.push({ what: 'host', vendor: '', name: host })
  if (last.details?.scripts) {
    const hashes = new Map(last.details.scripts.map((script) => [script.url, script.sha256]))
    for (const { vendor, url, sha256 } of details.scripts)
      if (hashes.get(url) !== sha256) changes.push({ what: 'script', vendor, name: url })
  }
  return changes
}

/** One line a change. */
export function changeText(change: Change): string {
  const of = change.vendor && change.vendor !== change.name ? ` (${change.vendor})` : ''
  return `new ${change.what}: ${change.name}${change.what === 'vendor' ? (change.vendor === change.name ? '' : ` [${change.vendor}]`) : of}`
}
