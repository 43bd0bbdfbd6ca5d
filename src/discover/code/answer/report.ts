// The scan for a person at a terminal: vendors by name, what each is handed and where, what it holds; then what was left out, if asked.
import type { BuildTool, LeftOut, ScanResult, Vendor } from '../result.ts'

/** Plain text, with colour where `colour`. Of build tools those that hold a key, all of them beside `leftOut`. Ends with a line break. */
export function report(result: ScanResult, leftOut: readonly LeftOut[] | null, colour: boolean, build: readonly BuildTool[] = []): string {
  const paint = (code: string, text: string): string => (colour ? `\x1b[${code}m${text}\x1b[0m` : text)
  const lines: string[] = []
  for (const vendor of result.vendors) lines.push(...section(vendor, paint), '')
  const tools = leftOut ? build : build.filter((one) => one.keys.length > 0)
  if (tools.length > 0) {
    lines.push(paint('1', leftOut ? 'Code of others while building' : 'Handed keys while building'))
    for (const one of tools) lines.push(tool(one, paint))
    lines.push('')
  }
  if (leftOut) {
    lines.push(paint('1', 'Left out'))
    for (const one of leftOut)
      lines.push(`  ${one.name}: ${one.why}${one.evidence[0] ? paint('2', `  ${one.evidence[0].path}:${one.evidence[0].line}`) : ''}`)
    lines.push('')
  }
  const pairs = new Set(result.vendors.flatMap((vendor) => vendor.fields.map((field) => `${vendor.id} ${field.field}`))).size
  const skipped = result.files.skipped.length
  lines.push(
    `${count(result.vendors.length, 'vendor')}, ${count(pairs, 'field')} handed over; ${count(result.files.seen, 'file')} seen, ${result.files.parsed} parsed${skipped ? `, ${skipped} skipped` : ''}`,
  )
  return `${lines.join('\n')}\n`
}

function tool(one: BuildTool, paint: (code: string, text: string) => string): string {
  const names = one.keys.map((key) => (key.name === '*' ? 'all secrets' : key.name))
  const first = one.evidence[0]
  const version = one.pinned ? one.version.slice(0, 19) : one.version
  return `  ${one.action}@${version}${one.pinned ? '' : paint('33', '  not pinned by hash')}  ${names.slice(0, 6).join(', ') || 'no key'}${names.length > 6 ? ` and ${names.length - 6} more` : ''}${first ? paint('2', `  ${first.path}:${first.line}`) : ''}`
}

function section(vendor: Vendor, paint: (code: string, text: string) => string): string[] {
  const lines = [
    `${paint('1', vendor.name)}  ${vendor.role}, ${vendor.surface.join(' and ')}${vendor.confidence === 'likely' ? paint('33', '  likely') : ''}${vendor.since ? paint('2', `  since ${vendor.since}`) : ''}`,
  ]
  const byField = new Map<string, { first: Vendor['fields'][number]; places: number }>()
  for (const one of vendor.fields) {
    const known = byField.get(one.field)
    if (known) known.places++
    else byField.set(one.field, { first: one, places: 1 })
  }
  for (const [field, { first, places }] of byField) {
    const more = places > 1 ? `  and ${places - 1} more` : ''
    lines.push(`  ${paint('36', field)}  ${first.property}${people(vendor, field)}  ${paint('2', `${first.path}:${first.line}${more}`)}`)
  }
  if (vendor.keys.length > 0) lines.push(`  keys  ${vendor.keys.map((one) => one.name).join(', ')}`)
  for (const one of vendor.code)
    lines.push(`  code  ${one.url}${one.integrity ? '' : paint('33', '  without integrity')}  ${paint('2', `${one.path}:${one.line}`)}`)
  for (const one of vendor.evidence)
    if (one.version)
      lines.push(`  package  ${one.package?.slice(one.package.indexOf(':') + 1)} ${one.version}  ${paint('2', `${one.path}:${one.line}`)}`)
  const first = vendor.evidence[0]
  if (vendor.fields.length === 0 && first) lines.push(`  ${first.signal}  ${paint('2', `${first.path}:${first.line}`)}`)
  return lines
}

/** Whose data it is, of all places where that is told. */
function people(vendor: Vendor, field: string): string {
  const all = new Set(vendor.fields.flatMap((one) => (one.field === field && one.whose ? [one.whose] : [])))
  return all.size > 0 ? `  of the ${[...all].sort().join(', the ')}` : ''
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
