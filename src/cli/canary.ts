// `cordon canary`: invented persons, each known to exactly one vendor. Whoever writes to one, or shows one, has that vendor's data.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import type { IdShape } from '../guard/canary/id-shape.ts'
import type { Hit } from '../guard/canary/names.ts'
import { dataDir, guardSocket } from './data.ts'
import { DATA_OPTION } from './open-record.ts'
import { out, say } from './output.ts'
import { askSocket } from './socket.ts'

interface Flags {
  readonly data?: string
  readonly policy?: string
  readonly count?: string
  readonly aliasDomain?: string
  readonly within?: string
  readonly file?: string
  readonly json?: boolean
}

const HOUR = 3_600_000

export function register(program: Command): void {
  const group = program
    .command('canary')
    .description('invented persons, each known to one vendor: a sign of life of one names who lost data')
  group
    .command('plant <vendor>')
    .description('invent persons and let the guard weave them into what this vendor gets')
    .option('--count <number>', 'how many', '5')
    .option('--alias-domain <domain>', 'where mail to them arrives (default: the first domain of the company in the policy)')
    .option('--within <hours>', 'spread their first activity over so many hours', '72')
    .option('--policy <file>', 'policy file, for the company’s domain where no guard is running')
    .option('--json', 'what was planted as JSON')
    .option(...DATA_OPTION)
    .action(plant)
  group
    .command('list [vendor]')
    .description('who is planted where, and how alive')
    .option('--json', 'the list as JSON')
    .option(...DATA_OPTION)
    .action(list)
  group
    .command('hit [address-or-id]')
    .description('whose canary is this? Exit code 1 when it is one')
    .option('--file <file>', 'look through a data set (CSV, JSON lines, or any text) instead')
    .option('--json', 'hits as JSON')
    .option(...DATA_OPTION)
    .action(hit)
}

async function plant(vendor: string, flags: Flags): Promise<void> {
  const { wireOf } = await import('../wires/all.ts')
  const { openCanaries } = await import('../record/canaries.ts')
  const { openKeys } = await import('../record/keys.ts')
  const { invent } = await import('../guard/canary/invent.ts')
  const { chance } = await import('./guard.ts')
  if (wireOf(vendor) === null)
    throw new CordonError('usage.wrong', `The guard speaks to no vendor "${vendor}".`, {
      hint: 'The ids stand in docs/reference/wires.md.',
    })
  const count = whole(flags.count, '--count', 1, 1_000)
  const within = whole(flags.within, '--within', 0, 720) * HOUR
  const dir = dataDir(flags.data)
  const keys = openKeys(dir)
  const guard = (await askSocket(guardSocket(dir), 'POST', '/canaries', { vendor })) as { shape: IdShape | null; domains: string[] } | null
  const domain = flags.aliasDomain ?? guard?.domains[0] ?? (await policyDomain(flags.policy))
  if (domain === undefined || !/^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(domain))
    throw new CordonError('usage.wrong', 'No domain is known at which mail to canaries arrives.', { hint: 'Name one with --alias-domain.' })
  const taken = await takenIds(dir)
  const store = openCanaries(dir, keys)
  const now = Date.now()
  const planted: string[] = []
  for (let tries = 0; planted.length < count && tries < count * 50; tries++) {
    const person = invent({ domain, shape: guard?.shape ?? null, random: chance })
    if (taken(person.id) || taken(person.email)) continue
    if (store.plant(vendor, person, now, now + Math.round(within * chance()))) planted.push(person.id)
  }
  const made = store.list(vendor).filter((canary) => planted.includes(canary.id))
  store.close()
  await askSocket(guardSocket(dir), 'POST', '/canaries', { vendor })
  if (flags.json)
    await out.json({ version: 1, vendor, live: guard !== null, idShape: guard?.shape ? 'learned' : 'uuid', canaries: made.map(shown) })
  else for (const canary of made) await out.write(`${canary.email}  ${canary.id}  ${canary.name}\n`)
  if (planted.length < count) say(`Only ${planted.length} could be invented: ids of the company's shape are nearly all taken.`)
  if (!guard?.shape)
    say('No id of the company was seen yet, so theirs are UUIDs; plant again after the first traffic if yours look otherwise.')
  if (guard === null) say('No guard is running on this data folder; they become active when one does.')
}

async function list(vendor: string | undefined, flags: Flags): Promise<void> {
  const { openCanaries } = await import('../record/canaries.ts')
  const store = openCanaries(dataDir(flags.data))
  const canaries = store.list(vendor)
  store.close()
  if (flags.json) return out.json({ version: 1, canaries: canaries.map(shown) })
  for (const canary of canaries) {
    const { last, sent, told } = canary
    const alive =
      last === null ? 'waits for ordinary traffic to copy' : `${sent} messages, last ${iso(last)}${told ? '' : ', address not told yet'}`
    await out.write(`${canary.vendor}  ${canary.email}  ${canary.id}  ${alive}\n`)
  }
}

async function hit(given: string | undefined, flags: Flags): Promise<void> {
  const { openCanaries } = await import('../record/canaries.ts')
  const { openKeys } = await import('../record/keys.ts')
  const { hitsIn, namesOf } = await import('../guard/canary/names.ts')
  const { wireOf } = await import('../wires/all.ts')
  if ((given === undefined) === (flags.file === undefined))
    throw new CordonError('usage.wrong', 'Give either an address or id, or a file with --file.')
  const dir = dataDir(flags.data)
  const keys = openKeys(dir)
  const store = openCanaries(dir, keys)
  const names = namesOf(store.list(), keys.root, wireOf)
  store.close()
  const hits: { hit: Hit; line: number | null }[] = []
  if (given !== undefined) hits.push(...hitsIn(given, names).map((one) => ({ hit: one, line: null })))
  else for await (const [line, text] of linesOf(flags.file as string)) hits.push(...hitsIn(text, names).map((one) => ({ hit: one, line })))
  if (hits.length > 0) process.exitCode = 1
  const vendors = [...new Set(hits.map(({ hit }) => hit.canary.vendor))].sort()
  if (flags.json) {
    const rows = hits.map(({ hit: { canary, what }, line }) => ({
      vendor: canary.vendor,
      canary: canary.number,
      email: canary.email,
      what,
      line,
    }))
    return out.json({ version: 1, vendors, hits: rows })
  }
  for (const { hit, line } of hits)
    await out.write(`${hit.canary.vendor}: ${hit.canary.email}${line === null ? '' : ` on line ${line}`} (by ${hit.what})\n`)
  if (hits.length === 0) await out.write('No canary.\n')
  else
    say(
      `Only ${vendors.join(', ')} ${vendors.length === 1 ? 'was' : 'were each'} ever given ${vendors.length === 1 ? 'this person' : 'theirs'}.`,
    )
}

async function* linesOf(path: string): AsyncIterable<readonly [number, string]> {
  const stream = createReadStream(path)
  const opened = await new Promise<Error | null>((done) => stream.once('open', () => done(null)).once('error', done))
  if (opened !== null) throw new CordonError('input.unreadable', 'The data set cannot be read.', { place: { path }, cause: opened })
  let number = 0
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) yield [++number, line]
}

/** True for an id or address that the directory of people or the ledger knows: nobody real may be taken for a canary. */
async function takenIds(dir: string): Promise<(name: string) => boolean> {
  const { knownNames } = await import('../record/canaries.ts')
  return knownNames(dir)
}

async function policyDomain(given: string | undefined): Promise<string | undefined> {
  const { policyPath } = await import('./guard.ts')
  const { readPolicy } = await import('./policy-file.ts')
  const path = await policyPath(given)
  return path === null ? undefined : (await readPolicy(path)).company.domains[0]
}

function whole(text: string | undefined, option: string, least: number, most: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < least || number > most)
    throw new CordonError('usage.wrong', `${option} is not a whole number from ${least} to ${most}.`)
  return number
}

function shown(canary: import('../core/canaries.ts').Canary) {
  const { number, vendor, id, name, email, planted, due, sent, last, told } = canary
  return {
    number,
    vendor,
    id,
    name,
    email,
    planted: iso(planted),
    next: iso(due),
    messages: sent,
    last: last === null ? null : iso(last),
    addressTold: told,
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
