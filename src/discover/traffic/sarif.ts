// Findings as SARIF 2.1.0 (OASIS), one a (vendor, field), so that a code host or a viewer can show and follow them.
import { createHash } from 'node:crypto'
import { FIELDS } from '../../fields/taxonomy.ts'
import type { TrafficReport } from './report.ts'
import { byField } from './text.ts'

/** GitHub keeps 5,000 results a run; the rest would be lost without a word. */
const MOST = 5_000

/** `artifact`: the capture's name as it should be shown. `version`: Cordon's. */
export function sarifOf(report: TrafficReport, artifact: string, version: string): object {
  const results = report.vendors.flatMap((vendor) =>
    [...byField(vendor)].map(([field, rows]) => {
      const label = FIELDS[field]?.label ?? field
      const first = rows[0]!
      return {
        ruleId: 'field-to-vendor',
        level: FIELDS[field]?.sensitive ? 'warning' : 'note',
        message: { text: `${vendor.name} is sent ${label} (${field}) as ${first.property}.` },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: artifact } },
            logicalLocations: [
              { name: first.property, fullyQualifiedName: `entry[${first.entry}].${first.where}.${first.property}`, kind: 'member' },
            ],
          },
        ],
        partialFingerprints: { 'cordonVendorField/v1': createHash('sha256').update(`${vendor.id}\n${field}`).digest('hex').slice(0, 32) },
        properties: { vendor: vendor.id, field, alias: vendor.alias },
      }
    }),
  )
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cordon',
            version,
            rules: [
              {
                id: 'field-to-vendor',
                shortDescription: { text: 'Data about people is sent to a vendor' },
                fullDescription: { text: 'A request to a vendor holds a value of this field.' },
              },
            ],
          },
        },
        results: results.slice(0, MOST),
      },
    ],
  }
}
