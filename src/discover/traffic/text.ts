// The report for a person at a terminal: who got what, who hides behind the site's own name, who passed ids on, and what could not be read.
import { FIELDS } from '../../fields/taxonomy.ts'
import type { TrafficDetails, TrafficReport, VendorReport } from './report.ts'

/** Lines, without colour so that they can be piped. */
export function textOf(report: TrafficReport, details: TrafficDetails): string {
  const lines: string[] = []
  if (report.page) lines.push(`Page       ${report.page}`)
  if (report.firstParty.length > 0)
    lines.push(`Own site   ${report.firstParty.join(', ')}${details.group.length > 0 ? `   same group: ${details.group.join(', ')}` : ''}`)
  const known = report.vendors.filter((vendor) => vendor.role !== '' || vendor.company !== '')
  const strangers = report.vendors.filter((vendor) => !known.includes(vendor))
  lines.push(
    `Requests   ${details.entries}, ${known.length} ${known.length === 1 ? 'vendor' : 'vendors'}, ${report.unknown.length} hosts without a card`,
    '',
  )
  for (const vendor of [...known, ...strangers].sort((a, b) => b.fields.length - a.fields.length || (a.id < b.id ? -1 : 1))) {
    lines.push(...vendorLines(vendor))
  }
  if (details.aliases.length > 0) {
    lines.push('', 'Vendors behind the site’s own name')
    for (const alias of details.aliases) lines.push(`  ${alias.host}  is ${alias.vendor}  (${alias.why}; entry ${alias.entry})`)
  }
  if (details.passed.length > 0) {
    lines.push('', 'Ids passed on')
    for (const chain of chainsOf(details.passed)) lines.push(`  ${chain}`)
  }
  const sent = details.volumes.filter(({ bytesOut }) => bytesOut > 0).slice(0, 10)
  if (sent.length > 0) lines.push('', `Sent, most first: ${sent.map(({ host, bytesOut }) => `${host} ${sizeOf(bytesOut)}`).join(', ')}`)
  const quiet = report.unknown.filter(({ host }) => !strangers.some((vendor) => vendor.hosts.includes(host)))
  if (quiet.length > 0) lines.push('', `No card, no field seen: ${quiet.map(({ host, requests }) => `${host} (${requests})`).join(', ')}`)
  return `${lines.join('\n')}\n`
}

function vendorLines(vendor: VendorReport): string[] {
  const what = vendor.role ? `${vendor.role}, ${vendor.company}` : 'no card'
  const lines = [
    `${vendor.name}  [${vendor.id}]  ${what}`,
    `    ${vendor.requests} requests to ${vendor.hosts.join(', ')}${vendor.alias ? '  (under the site’s own name)' : ''}`,
  ]
  for (const [field, rows] of byField(vendor)) {
    const label = FIELDS[field]?.label ?? field
    const mark = FIELDS[field]?.sensitive ? '!' : ' '
    const properties = [...new Set(rows.map((row) => row.property))]
    lines.push(
      `  ${mark} ${field.padEnd(34)} ${label}: ${properties.slice(0, 6).join(', ')}${properties.length > 6 ? ` and ${properties.length - 6} more` : ''}  (${rows[0]!.where}, entry ${rows[0]!.entry})`,
    )
  }
  return lines
}

/** Bytes as people read them. */
function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Fields of one vendor with their rows, in the order of the report. */
export function byField(vendor: VendorReport): Map<string, VendorReport['fields'][number][]> {
  const fields = new Map<string, VendorReport['fields'][number][]>()
  for (const row of vendor.fields) fields.set(row.field, [...(fields.get(row.field) ?? []), row])
  return fields
}

/** `a → b → c` where a passed to b and b to c later; each handing over once. */
export function chainsOf(passed: TrafficDetails['passed']): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of passed) next.set(from, [...new Set([...(next.get(from) ?? []), to])])
  const starts = [...next.keys()].filter((from) => !passed.some((p) => p.to === from))
  const chains: string[] = []
  const walked = new Set<string>()
  const walk = (site: string, path: readonly string[]): void => {
    const onward = (next.get(site) ?? []).filter((to) => !path.includes(to) && !walked.has(`${site} ${to}`))
    if (onward.length === 0 && path.length > 0) chains.push([...path, site].join(' → '))
    for (const to of onward) {
      walked.add(`${site} ${to}`)
      walk(to, [...path, site])
    }
  }
  for (const start of [...starts, ...next.keys()]) if (chains.length < 200) walk(start, [])
  return chains
}
