// `cordon pin`: what vendors may tell our SDKs to do. Configurations and scripts are served from copies that somebody accepted; this shows what the vendor would say now.
import type { Command } from 'commander'
import type { Pin } from '../guard/pins.ts'
import { dataDir, guardSocket } from './data.ts'
import { policyPath } from './guard.ts'
import { out, say } from './output.ts'
import { askSocket } from './socket.ts'

interface Flags {
  readonly data?: string
  readonly json?: boolean
  readonly policy?: string
  readonly path?: string
  readonly sha256?: string
}

const DATA = ['--data <dir>', 'data folder (default: ./cordon-data or $CORDON_DATA)'] as const
const JSON_FLAG = ['--json', 'for machines'] as const

export function register(program: Command): void {
  const group = program
    .command('pin')
    .description('what a vendor may tell our SDKs to do: the configurations and scripts that are served from accepted copies')
  group
    .command('list')
    .description('every configuration and script that was asked for, and whether the vendor would now answer otherwise')
    .argument('[vendor]', 'id, e.g. posthog')
    .option(...DATA)
    .option(...JSON_FLAG)
    .action(list)
    .addHelpText('after', '\nExit codes: 0 all as accepted, 1 something is new or differs.')
  group
    .command('show')
    .description('what the vendor would change: key by key for a configuration, by hash for a script')
    .argument('<vendor>', 'id, e.g. posthog')
    .argument('[name]', 'one of `cordon pin list`; all of the vendor where it is missing')
    .option(...DATA)
    .option(...JSON_FLAG)
    .action(show)
    .addHelpText('after', '\nExit codes: 0 all as accepted, 1 something is new or differs.')
  group
    .command('fetch')
    .description('ask the vendor now, instead of within the hour after an SDK asks; what is served does not change')
    .argument('<vendor>', 'id, e.g. posthog')
    .option('--path <path>', 'an address no SDK has asked for yet, e.g. /array/phc_PROJECT/config')
    .option('--policy <file>', 'policy file, for where the vendor is, while no guard runs (default: ./cordon.yaml)')
    .option(...DATA)
    .option(...JSON_FLAG)
    .action(fetchNow)
  group
    .command('accept')
    .description('serve from now on what the vendor answered last')
    .argument('<vendor>', 'id, e.g. posthog')
    .argument('[name]', 'one of `cordon pin list`; all of the vendor where it is missing')
    .option(
      '--sha256 <hash>',
      'only where the answer has this hash (its first 12 letters suffice): what was shown, and nothing that came since',
    )
    .option(...DATA)
    .option(...JSON_FLAG)
    .action(accept)
}

async function list(vendor: string | undefined, flags: Flags): Promise<void> {
  const found = (await open(flags)).list(vendor)
  tell(found)
  if (flags.json) return out.json({ version: 1, pins: found.map(({ changes, ...pin }) => ({ ...pin, changes: changes.length })) })
  if (found.length === 0) say('Nothing was asked for yet. A pin appears when an SDK first asks, or by "cordon pin fetch".')
  for (const pin of found) await out.write(`${pin.state.padEnd(8)} ${pin.vendor} ${pin.name}  ${pin.path}\n`)
}

async function show(vendor: string, name: string | undefined, flags: Flags): Promise<void> {
  const found = await chosen(vendor, name, flags)
  tell(found)
  if (flags.json) return out.json({ version: 1, vendor, pins: found })
  for (const pin of found) {
    await out.write(`${pin.name}: ${STATES[pin.state]}  ${pin.path}${pin.query === '' ? '' : `?${pin.query}`}\n`)
    for (const { key, before, now } of pin.changes)
      await out.write(
        before === null
          ? `  + ${key}: ${cut(now)}\n`
          : now === null
            ? `  - ${key}: ${cut(before)}\n`
            : `  ~ ${key}: ${cut(before)} → ${cut(now)}\n`,
      )
    if (pin.form === 'js' || pin.state !== 'same')
      await out.write(
        `  accepted ${pin.accepted?.sha256 ?? 'nothing'}\n  now      ${pin.live?.sha256 ?? 'unknown'} (${pin.live?.bytes ?? 0} bytes)\n`,
      )
    if (pin.state !== 'same' && pin.live !== null)
      await out.write(`  to accept: cordon pin accept ${vendor} ${pin.name} --sha256 ${pin.live.sha256.slice(0, 12)}\n`)
  }
}

async function fetchNow(vendor: string, flags: Flags): Promise<void> {
  const { CordonError } = await import('../core/errors.ts')
  const { wireOf } = await import('../wires/all.ts')
  const wire = wireOf(vendor)
  if (wire === null || !wire.endpoints.some((one) => one.handling === 'pinned'))
    throw new CordonError('usage.wrong', `The guard pins nothing of "${vendor}".`, {
      hint: 'docs/reference/wires.md says of which vendors it does.',
    })
  const path = flags.path ?? null
  let came = (await askSocket(guardSocket(dataDir(flags.data)), 'POST', '/pins/fetch', { vendor, path })) as { came: number } | null
  if (came === null) {
    const { PinLooks } = await import('../guard/pin-look.ts')
    const { readPolicy } = await import('./policy-file.ts')
    const file = await policyPath(flags.policy)
    const upstream = file === null ? null : ((await readPolicy(file)).vendors.get(vendor)?.upstream ?? null)
    const looks = new PinLooks(await open(flags), () => {}, Date.now)
    came = { came: await looks.all({ wire, upstream: (origin) => upstream ?? origin ?? wire.upstream }, path) }
  }
  if (flags.json) return out.json({ version: 1, vendor, came: came.came })
  await out.write(`${vendor}: ${came.came} ${came.came === 1 ? 'answer' : 'answers'} fetched\n`)
  if (came.came === 0) say('Nothing is known to ask for, or the vendor did not answer. --path names an address.')
}

async function accept(vendor: string, name: string | undefined, flags: Flags): Promise<void> {
  const { CordonError } = await import('../core/errors.ts')
  const pins = await open(flags)
  const found = (await chosen(vendor, name, flags)).filter((pin) => pin.state !== 'same')
  const wanted = flags.sha256?.toLowerCase()
  if (wanted !== undefined && (wanted.length < 12 || name === undefined))
    throw new CordonError('usage.wrong', '--sha256 needs a name and at least 12 letters of the hash.')
  const other = wanted === undefined ? undefined : found.find((pin) => !pin.live?.sha256.startsWith(wanted))
  if (other !== undefined)
    throw new CordonError('pin.unknown', `The vendor's last answer under ${other.name} is not the one with that hash.`, {
      hint: 'It changed since it was shown; look again with "cordon pin show".',
    })
  const accepted: Pin[] = []
  for (const pin of found) accepted.push(await pins.accept(vendor, pin.name, Date.now()))
  const live = (await askSocket(guardSocket(dataDir(flags.data)), 'POST', '/pins')) !== null
  if (flags.json)
    return out.json({ version: 1, vendor, live, accepted: accepted.map(({ name, accepted }) => ({ name, sha256: accepted?.sha256 })) })
  if (accepted.length === 0) await out.write(`${vendor}: nothing to accept\n`)
  for (const pin of accepted) await out.write(`${pin.name}: accepted ${pin.accepted?.sha256}${live ? ', served from now on' : ''}\n`)
}

const STATES = { same: 'as accepted', differs: 'the vendor says something else now', new: 'nobody has accepted it' } as const

async function open(flags: Flags): Promise<import('../guard/pins.ts').Pins> {
  const { Pins } = await import('../guard/pins.ts')
  const { join } = await import('node:path')
  return Pins.open(join(dataDir(flags.data), 'pins'))
}

/** The pin named, or all of the vendor. */
async function chosen(vendor: string, name: string | undefined, flags: Flags): Promise<readonly Pin[]> {
  const { CordonError } = await import('../core/errors.ts')
  const found = (await open(flags)).list(vendor).filter((pin) => name === undefined || pin.name === name)
  if (found.length === 0)
    throw new CordonError('pin.unknown', `No answer of ${vendor} was fetched${name === undefined ? '' : ` under the name ${name}`}.`)
  return found
}

/** Exit code 1 where there is something to look at. */
function tell(found: readonly Pin[]): void {
  if (found.some((pin) => pin.state !== 'same')) process.exitCode = 1
}

/** A value as one short line; what vendors send may be long, and must not move a terminal's cursor. */
function cut(value: string | null): string {
  const text = (value ?? '').replace(/[\u0000-\u001f\u007f-\u009f]/g, '·')
  return text.length > 160 ? `${text.slice(0, 157)}…` : text
}
