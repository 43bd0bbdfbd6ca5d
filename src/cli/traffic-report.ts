// What `cordon har` and `cordon capture` have in common: how a report is asked for, written in each form, and compared with the last one.
import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Catalog } from '../catalog/catalog.ts'
import { CordonError } from '../core/errors.ts'
import type { Inventory } from '../discover/traffic/inventory.ts'
import type { Joined, JoinedPair, ScanAnswer } from '../discover/traffic/join.ts'
import type { PhaseReport } from '../discover/traffic/phases.ts'
import type { ReportOptions, TrafficReport } from '../discover/traffic/report.ts'
import { out, say } from './output.ts'

export interface ReportFlags {
  json?: true
  details?: true
  firstParty: string[]
  planted: string[]
  dns?: string
  html?: string
  sarif?: string
  cyclonedx?: string
  against?: string
  code?: string
}

const more = (value: string, before: string[]): string[] => [...before, value]

export function addReportOptions(command: Command): void {
  command
    .option('--json', 'one JSON document on stdout')
    .option('--details', 'with --json: add aliases, ids passed on, scripts by hash, volumes and what was not read under "details"')
    .option('--first-party <domain>', 'a domain of your own; may be repeated', more, [])
    .option('--planted <file|key=value>', 'a planted person to look for, also hashed; may be repeated', more, [])
    .option('--dns <zonefile>', 'which of your names are aliases (CNAME) of vendors')
    .option('--html <file>', 'a report to read and print, one file without network')
    .option('--sarif <file>', 'SARIF 2.1.0, one result a vendor and field')
    .option('--cyclonedx <file>', 'CycloneDX 1.7, vendors as services with the data that flows into them')
    .option('--code <scan.json>', 'join with what the code says (cordon scan --json): confirmed, sent unasked, unexplained, never seen')
    .option('--against <last.json>', 'exit 1 and say what is new since that report: vendors, hosts, fields, scripts (kept with --details)')
}

/** Writes everything that was asked for. `keep` also gets the JSON with details; `phases` tells the parts of a visit. Sets exit code 1 where `--against` found something new. */
export async function finish(
  inventory: Inventory,
  known: Omit<ReportOptions, 'firstParty'>,
  flags: ReportFlags,
  beside: { readonly keep?: (json: string) => void; readonly phases?: (options: ReportOptions) => readonly PhaseReport[] } = {},
): Promise<void> {
  const [{ reportOf }, { textOf }] = await Promise.all([import('../discover/traffic/report.ts'), import('../discover/traffic/text.ts')])
  const cnames = new Map(known.cnames ?? [])
  if (flags.dns) {
    const { cnamesOfZone } = await import('../discover/traffic/zone.ts')
    for (const [name, chain] of cnamesOfZone(await read(flags.dns))) cnames.set(name, chain)
  }
  const options = { ...known, cnames, firstParty: flags.firstParty }
  const { report, details } = reportOf(inventory, options)
  const phases = beside.phases?.({ ...options, firstParty: report.firstParty }) ?? []
  for (const { entry, why } of details.notRead.slice(0, 20)) say(`not read: ${entry === null ? '' : `entry ${entry}: `}${why}`)
  const rest = details.notRead.length - 20 + details.notReadMore
  if (rest > 0) say(`not read: ${rest} more`)
  const joined = flags.code ? await joinedWith(flags.code, report, known.catalog) : null
  const full = `${JSON.stringify({ ...report, details: { ...details, ...(phases.length > 1 ? { phases } : {}) }, ...(joined ? { joined } : {}) }, null, 2)}\n`
  beside.keep?.(full)

  const version = '0.1.0'
  if (flags.html) {
    const { htmlOf } = await import('../discover/traffic/html.ts')
    await write(flags.html, htmlOf(report, details, new Date().toISOString().slice(0, 16).replace('T', ' ')))
  }
  if (flags.sarif) {
    const { sarifOf } = await import('../discover/traffic/sarif.ts')
    await write(flags.sarif, `${JSON.stringify(sarifOf(report, report.page.replace(/[?#].*$/s, '') || 'capture.har', version), null, 2)}\n`)
  }
  if (flags.cyclonedx) {
    const { cyclonedxOf } = await import('../discover/traffic/cyclonedx.ts')
    await write(flags.cyclonedx, `${JSON.stringify(cyclonedxOf(report, version), null, 2)}\n`)
  }
  if (flags.json) await out.write(flags.details ? full : `${JSON.stringify(report, null, 2)}\n`)
  else {
    await out.write(textOf(report, details))
    if (phases.length > 1) await out.write((await import('../discover/traffic/phases.ts')).phaseText(phases))
    if (joined) await out.write(joinedText(joined))
  }
  if (flags.against) {
    const { changesSince, changeText, keptOf } = await import('../discover/traffic/watch.ts')
    const last = keptOf(parse(await read(flags.against), flags.against))
    if (!last)
      throw new CordonError('input.invalid', 'This is no report of cordon har or cordon capture.', { place: { path: flags.against } })
    const changes = changesSince(last, report, details)
    for (const change of changes) say(changeText(change))
    if (changes.length > 0) process.exitCode = 1
  }
}

/** What the code says, joined with what was captured. Throws `input.invalid` where the file is no scan. */
export async function joinedWith(path: string, report: TrafficReport, catalog: Catalog): Promise<Joined> {
  const { joinStaticWithWire } = await import('../discover/traffic/join.ts')
  const scan = parse(await read(path), path) as ScanAnswer
  if (typeof scan !== 'object' || scan === null || !Array.isArray(scan.vendors)) {
    throw new CordonError('input.invalid', 'This is no answer of cordon scan --json.', { place: { path } })
  }
  return joinStaticWithWire(scan, report, catalog)
}

/** The join for a person: what nothing explains comes first. */
export function joinedText(joined: Joined): string {
  const line = (pair: JoinedPair): string =>
    `  ${pair.vendor}  ${pair.field}${pair.property ? `  as ${pair.property}, entry ${pair.entry}` : ''}${pair.code.length > 0 ? `  ${pair.code.join(', ')}` : ''}`
  const part = (title: string, pairs: readonly JoinedPair[]): string[] =>
    pairs.length > 0 ? ['', `${title} (${pairs.length})`, ...pairs.map(line)] : []
  const names = (title: string, ids: readonly string[]): string[] => (ids.length > 0 ? ['', `${title}: ${ids.join(', ')}`] : [])
  return `${[
    ...part('Sent, and neither the code nor an SDK’s known defaults explain it', joined.unexplained),
    ...part('In the code, never seen leaving', joined.unseen),
    ...part('Sent by an SDK unasked', joined.defaults),
    ...part('In the code and seen leaving', joined.confirmed),
    ...names('Vendors seen only on the wire', joined.vendors.wireOnly),
    ...names('Vendors seen only in the code', joined.vendors.codeOnly),
  ].join('\n')}\n`
}

async function read(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause) => {
    throw new CordonError('input.unreadable', 'Cannot read this file.', { place: { path }, cause })
  })
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause) => {
    throw new CordonError('input.unreadable', 'Cannot write this file.', { place: { path }, cause })
  })
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CordonError('input.invalid', 'This is not JSON.', { place: { path }, cause })
  }
}
