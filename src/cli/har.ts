// `cordon har`: vendors and fields from captured traffic. One streaming pass a file, so that a capture of any size fits.
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Catalog } from '../catalog/catalog.ts'
import { CordonError } from '../core/errors.ts'
import type { Field } from '../core/words.ts'
import type { PageTitles } from '../discover/traffic/har-file.ts'
import type { Inventory } from '../discover/traffic/inventory.ts'
import { readCatalog } from './catalog-files.ts'
import { progress, say } from './output.ts'
import { addReportOptions, finish, type ReportFlags } from './traffic-report.ts'

export function register(program: Command): void {
  const command = program
    .command('har')
    .description('vendors and fields from captured traffic: HAR, NDJSON of `cordon capture`, egress logs')
    .argument('<file...>', 'captures; HAR of any tool (also .gz), Squid, Envoy, Zeek, VPC flow or Cloudflare logs')
  addReportOptions(command)
  command
    .addHelpText(
      'after',
      '\nExamples:\n  cordon har shop.har --first-party shop.example\n  cordon har login.har --planted email=rowan@planted.example --json\n',
    )
    .action(run)
}

async function run(files: string[], options: ReportFlags): Promise<void> {
  const [catalog, planted] = await Promise.all([readCatalog(), plantedOf(options.planted)])
  const { inventory, titles, failed } = await readCaptures(files, catalog, planted)
  await finish(inventory, { catalog, titles }, options)
  if (failed > 0) process.exitCode = failed
}

/** Reads captures of any form into one inventory. A file that cannot be read, or not to its end, is told on stderr; `failed` is the exit code then, else 0. */
export async function readCaptures(
  files: readonly string[],
  catalog: Catalog,
  planted: ReadonlyMap<Field, string> | null,
): Promise<{ inventory: Inventory; titles: PageTitles; failed: number }> {
  const [{ Inventory }, { openCapture }, { knownOf }] = await Promise.all([
    import('../discover/traffic/inventory.ts'),
    import('../discover/traffic/read-capture.ts'),
    import('../discover/traffic/planted.ts'),
  ])
  const inventory = new Inventory({ catalog, planted: planted ? knownOf(planted, true) : null })
  const titles: PageTitles = new Map()
  let failed = 0
  for (const path of files) {
    const line = progress(path)
    try {
      const capture = await openCapture(path)
      for await (const event of capture.events) {
        if ('exchange' in event) inventory.add(event.exchange)
        else if ('pages' in event) for (const [id, page] of event.pages) titles.set(id, page)
        else if ('notRead' in event) inventory.miss(event.notRead)
        else {
          throw new CordonError('input.invalid', `The capture is broken: ${event.broken}. What stands before was read.`, {
            place: { path, line: event.line, column: event.column },
          })
        }
        line.at(capture.bytesRead(), capture.size)
      }
    } catch (error) {
      if (!(error instanceof CordonError)) throw error
      line.end()
      say(`cordon: ${error.describe()}`)
      failed = Math.max(failed, error.exit)
    }
    line.end()
  }
  return { inventory, titles, failed }
}

/** Every `--planted`: a file, or `key=value`. null where none was given. */
export async function plantedOf(given: readonly string[]): Promise<Map<Field, string> | null> {
  if (given.length === 0) return null
  const { parsePlanted } = await import('../discover/traffic/planted.ts')
  const all = new Map<Field, string>()
  for (const one of given) {
    const text = /^[A-Za-z_$][\w.$-]*=/.test(one)
      ? one
      : await readFile(one, 'utf8').catch((cause) => {
          throw new CordonError('input.unreadable', 'Cannot read the planted person.', { place: { path: one }, cause })
        })
    const { planted, unknown } = parsePlanted(text)
    if (unknown.length > 0) {
      throw new CordonError('usage.wrong', `--planted does not know what "${unknown[0]}" is.`, {
        hint: 'Name a field (user.contact.email) or a property (email, name, phone).',
      })
    }
    for (const [field, value] of planted) all.set(field, value)
  }
  return all
}
