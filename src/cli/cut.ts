// `cordon cut` and `cordon restore`: stop or resume everything to a vendor, now and over restarts.
import type { Command } from 'commander'
import { dataDir, guardSocket, readCuts, writeCuts } from './data.ts'
import { out, say } from './output.ts'
import { askSocket } from './socket.ts'

interface Flags {
  readonly data?: string
  readonly reason?: string
  readonly json?: boolean
}

export function register(program: Command): void {
  program
    .command('cut <vendor>')
    .description('stop everything to a vendor: SDKs keep getting success, nothing leaves, what waits is discarded')
    .option('--data <dir>', 'data folder (default: ./cordon-data or $CORDON_DATA)')
    .option('--reason <text>', 'why, for the record', '')
    .option('--json', 'result as JSON')
    .action((vendor: string, flags: Flags) => change(vendor, flags, true))
  program
    .command('restore <vendor>')
    .description('resume to a vendor that was cut')
    .option('--data <dir>', 'data folder (default: ./cordon-data or $CORDON_DATA)')
    .option('--json', 'result as JSON')
    .action((vendor: string, flags: Flags) => change(vendor, flags, false))
}

async function change(vendor: string, flags: Flags, cut: boolean): Promise<void> {
  const { wireOf } = await import('../wires/all.ts')
  const { readCatalog } = await import('./catalog-files.ts')
  const { CordonError } = await import('../core/errors.ts')
  if (wireOf(vendor) === null && (await readCatalog()).byId(vendor) === null)
    throw new CordonError('usage.wrong', `There is no vendor "${vendor}".`, {
      hint: '"cordon catalog list" shows the ids.',
    })
  const dir = dataDir(flags.data)
  const began = performance.now()
  const before = await readCuts(dir)
  const others = before.filter((one) => one.vendor !== vendor)
  const known = before.find((one) => one.vendor === vendor)
  const made = { vendor, at: new Date().toISOString(), by: process.env.USER ?? 'unknown', reason: flags.reason ?? '' }
  await writeCuts(dir, cut ? [...others, known ?? made] : others)
  const live = (await askSocket(guardSocket(dir), 'POST', '/cuts')) !== null
  const ms = Math.round(performance.now() - began)
  if (flags.json) return out.json({ version: 1, vendor, cut, live, since: cut ? (known ?? made).at : null, ms })
  await out.write(`${vendor}: ${cut ? 'cut' : known ? 'restored' : 'was not cut'}${live ? `, in force after ${ms} ms` : ''}\n`)
  if (!live) say('No guard is running on this data folder; it will hold when one starts.')
}
