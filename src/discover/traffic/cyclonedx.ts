// The inventory as a CycloneDX 1.7 document: each vendor a service beyond the trust boundary, each field that flows into it a classified datum.
// https://cyclonedx.org/docs/1.7/json/ — `flow` is seen from the service, so what we hand over is inbound.
import { createHash } from 'node:crypto'
import { FIELDS } from '../../fields/taxonomy.ts'
import type { TrafficReport } from './report.ts'
import { byField } from './text.ts'

/** `version`: Cordon's. The same report gives the same bytes; the serial number comes from the content. */
export function cyclonedxOf(report: TrafficReport, version: string): object {
  const services = report.vendors.map((vendor) => ({
    'bom-ref': `vendor:${vendor.id}`,
    ...(vendor.company || vendor.domain ? { provider: { name: vendor.company || vendor.domain, url: [`https://${vendor.domain}`] } } : {}),
    name: vendor.name,
    ...(vendor.role ? { description: vendor.role } : {}),
    endpoints: vendor.hosts.map((host) => `https://${host}`),
    'x-trust-boundary': true,
    ...(vendor.fields.length === 0
      ? {}
      : {
          data: [...byField(vendor)].map(([field, rows]) => ({
            flow: 'inbound',
            classification: field,
            name: FIELDS[field]?.label ?? field,
            description: `Seen as ${[...new Set(rows.map((row) => row.property))].slice(0, 20).join(', ')}`,
          })),
        }),
    properties: [
      { name: 'cordon:requests', value: String(vendor.requests) },
      { name: 'cordon:alias', value: String(vendor.alias) },
      ...[...byField(vendor)].map(([field, rows]) => ({
        name: `cordon:sample:${field}`,
        value: `entry ${rows[0]!.entry}, ${rows[0]!.where}, ${rows[0]!.property}`,
      })),
    ],
  }))
  const hash = createHash('sha256').update(JSON.stringify(services)).digest('hex')
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    // A version 8 UUID (RFC 9562): its bits are ours, from the content.
    serialNumber: `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: 'cordon', version }] },
      ...(report.page
        ? {
            component: {
              type: 'application',
              name: report.firstParty[0] ?? 'captured page',
              'bom-ref': 'captured',
              description: pageWithoutQuery(report.page),
            },
          }
        : {}),
    },
    services,
  }
}

/** A page's query may hold what a person should not find in a BOM. */
function pageWithoutQuery(page: string): string {
  return page.replace(/[?#].*$/s, '')
}
