// CycloneDX 1.6 and 1.7 (ECMA-424): each vendor a service, each field handed to it a `data` entry that flows inbound to the service. The evidence goes into properties, for which services have no place of their own.

import { domainOf } from '../hosts.ts'
import type { ScanResult, Vendor } from '../result.ts'

export type BomVersion = '1.6' | '1.7'

/** Without time stamp and serial number, so that the same tree gives the same bytes. `hosts`: a vendor's hosts, for its endpoints. */
export function cyclonedx(result: ScanResult, spec: BomVersion, version: string, hosts: (vendor: string) => readonly string[]): object {
  return {
    $schema: `http://cyclonedx.org/schema/bom-${spec}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: spec,
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: 'Cordon', version }] },
      component: {
        type: 'application',
        'bom-ref': 'root',
        name: result.root === '.' ? 'root' : (result.root.split('/').filter(Boolean).at(-1) ?? 'root'),
      },
    },
    services: result.vendors.map((vendor) => service(vendor, hosts(vendor.id))),
    dependencies: [{ ref: 'root', dependsOn: result.vendors.map((vendor) => `vendor:${vendor.id}`) }],
  }
}

function service(vendor: Vendor, hosts: readonly string[]): object {
  const endpoints = hosts.filter((host) => !host.startsWith('*.')).map((host) => `https://${host}`)
  if (endpoints.length === 0 && domainOf(vendor.domain)) endpoints.push(`https://${vendor.domain}`)
  const byField = new Map<string, { properties: Set<string>; first: Vendor['fields'][number] }>()
  for (const one of vendor.fields) {
    const known = byField.get(one.field)
    if (known) known.properties.add(one.property)
    else byField.set(one.field, { properties: new Set([one.property]), first: one })
  }
  const data = [...byField].map(([field, { properties, first }]) => ({
    flow: 'inbound',
    classification: field,
    name: field,
    description: `${[...properties].slice(0, 20).join(', ')}; first at ${first.path}:${first.line}`,
  }))
  return {
    'bom-ref': `vendor:${vendor.id}`,
    provider: { name: vendor.company || vendor.name, ...(domainOf(vendor.domain) ? { url: [`https://${vendor.domain}`] } : {}) },
    name: vendor.name,
    description: vendor.role,
    endpoints: endpoints.slice(0, 50),
    authenticated: vendor.keys.length > 0,
    'x-trust-boundary': true,
    ...(data.length > 0 ? { data } : {}),
    properties: [
      { name: 'cordon:confidence', value: vendor.confidence },
      ...vendor.surface.map((value) => ({ name: 'cordon:surface', value })),
      ...vendor.evidence.slice(0, 20).map((one) => ({ name: 'cordon:evidence', value: `${one.path}:${one.line} ${one.signal}` })),
      ...vendor.evidence.flatMap((one) => (one.version ? [{ name: 'cordon:package', value: `${one.package}@${one.version}` }] : [])),
      ...vendor.keys.map((one) => ({ name: 'cordon:key', value: one.name })),
      ...(vendor.since ? [{ name: 'cordon:since', value: vendor.since }] : []),
    ],
  }
}
