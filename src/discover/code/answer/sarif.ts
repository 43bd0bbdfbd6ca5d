// SARIF 2.1.0 (OASIS): one result a vendor, field and place of handing over, with the calls in between as a code flow. Kept under GitHub's limits, so that nothing is cut there silently.
import { createHash } from 'node:crypto'
import type { Handed, Place } from '../flow/handed.ts'
import type { HandedField, ScanResult, Vendor } from '../result.ts'

/** GitHub keeps 5,000 results of a run; what is undecided comes first, then fields, then vendors without one. */
const MOST_RESULTS = 5_000
const MOST_STEPS = 10

interface Result {
  readonly level: 'warning' | 'note'
  readonly [more: string]: unknown
}

/** `undecided`: vendor ids, or `vendor field`, for which the policy has no decision: these are warnings, the rest notes. */
export function sarif(result: ScanResult, handed: readonly Handed[], undecided: ReadonlySet<string>, version: string): object {
  const trails = new Map<string, readonly Place[]>()
  for (const one of handed) if (one.trail.length > 0) trails.set(keyOf(one.vendor, one), one.trail)
  const results: Result[] = []
  const seen = new Map<string, number>()
  for (const vendor of result.vendors)
    for (const field of vendor.fields) results.push(fieldResult(vendor, field, trails.get(keyOf(vendor.id, field)) ?? [], undecided, seen))
  for (const vendor of result.vendors) if (vendor.fields.length === 0) results.push(vendorResult(vendor, undecided))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Cordon', semanticVersion: version, rules: result.vendors.map(rule) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: 'The scanned tree.' } } },
        results: results.sort((a, b) => Number(b.level === 'warning') - Number(a.level === 'warning')).slice(0, MOST_RESULTS),
        ...(results.length > MOST_RESULTS ? { properties: { leftOut: results.length - MOST_RESULTS } } : {}),
      },
    ],
  }
}

function keyOf(vendor: string, one: HandedField): string {
  return `${vendor}\0${one.field}\0${one.path}\0${one.line}\0${one.property}`
}

function rule(vendor: Vendor): object {
  return {
    id: `vendor/${vendor.id}`,
    name: vendor.name,
    shortDescription: { text: `${vendor.name} (${vendor.role}) is handed data, keys or pages.` },
    properties: { tags: ['privacy', 'vendor', ...vendor.surface].slice(0, 10) },
  }
}

function location(place: Place): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: place.path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' },
      region: { startLine: Math.max(1, place.line) },
    },
  }
}

function fingerprint(...parts: string[]): { 'cordon/v1': string } {
  return { 'cordon/v1': createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32) }
}

function fieldResult(
  vendor: Vendor,
  field: HandedField,
  trail: readonly Place[],
  undecided: ReadonlySet<string>,
  seen: Map<string, number>,
): Result {
  const open = undecided.has(vendor.id) || undecided.has(`${vendor.id} ${field.field}`)
  const steps = [{ path: field.path, line: field.line }, ...trail]
    .filter((one, i, all) => i === 0 || one.path !== all[i - 1]!.path || one.line !== all[i - 1]!.line)
    .slice(0, MOST_STEPS)
  return {
    ruleId: `vendor/${vendor.id}`,
    level: open ? 'warning' : 'note',
    message: {
      text: `${field.field} (${field.property}) ${field.whose ? `of the ${field.whose} ` : ''}is handed to ${vendor.name}: ${field.how}.${open ? ' No decision covers it.' : ''}`,
    },
    locations: [location(field)],
    // Without the line, which moves; with a count where one file does the same twice.
    partialFingerprints: fingerprint(
      vendor.id,
      field.field,
      field.property,
      field.path,
      ...again(seen, keyOf(vendor.id, { ...field, line: 0 })),
    ),
    ...(steps.length > 1 ? { codeFlows: [{ threadFlows: [{ locations: steps.map((one) => ({ location: location(one) })) }] }] } : {}),
  }
}

function again(seen: Map<string, number>, key: string): string[] {
  const count = (seen.get(key) ?? 0) + 1
  seen.set(key, count)
  return count === 1 ? [] : [String(count)]
}

function vendorResult(vendor: Vendor, undecided: ReadonlySet<string>): Result {
  const open = undecided.has(vendor.id)
  return {
    ruleId: `vendor/${vendor.id}`,
    level: open ? 'warning' : 'note',
    message: { text: `${vendor.name} (${vendor.role}) is used.${open ? ' No decision covers it.' : ''}` },
    locations: vendor.evidence.slice(0, 20).map(location),
    partialFingerprints: fingerprint(vendor.id),
  }
}
