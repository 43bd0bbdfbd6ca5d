// `cordon findings`: what the guard came upon: properties that were new to a vendor, and keys and tokens that were on their way to one.
import { join } from 'node:path'
import type { Command } from 'commander'
import { dataDir } from './data.ts'
import { DATA_OPTION } from './open-record.ts'
import { out } from './output.ts'

export function register(program: Command): void {
  program
    .command('findings [vendor]')
    .description('new properties and stopped secrets, as first seen; exit code 1 where a secret was on its way out')
    .option('--json', 'the findings as JSON')
    .option(...DATA_OPTION)
    .action(findings)
}

async function findings(vendor: string | undefined, flags: { readonly data?: string; readonly json?: boolean }): Promise<void> {
  const { readPlaces } = await import('../guard/places.ts')
  const { readSecrets } = await import('../guard/secrets.ts')
  const dir = join(dataDir(flags.data), 'guard')
  const asked = <T extends { readonly vendor: string }>(list: readonly T[]): T[] =>
    list.filter((one) => vendor === undefined || one.vendor === vendor)
  const [secrets, properties] = [asked(await readSecrets(dir)), asked(await readPlaces(dir))]
  if (secrets.length > 0) process.exitCode = 1
  if (flags.json) return out.json({ version: 1, secrets, properties })
  for (const { at, what, property, place, ...one } of secrets)
    await out.write(`${at}  ${one.vendor}  secret  ${what} in ${property}${place === null ? '' : `, sent from ${place}`}\n`)
  for (const { at, property, field, action, ...one } of properties)
    await out.write(`${at}  ${one.vendor}  property  ${property}  ${field ?? 'unknown'}  ${action}\n`)
  if (secrets.length + properties.length === 0) await out.write('No findings.\n')
}
