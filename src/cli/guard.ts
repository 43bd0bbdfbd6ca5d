// `cordon guard`: the gateway as a process of its own: listeners for SDKs, a control socket for the other commands, heartbeats into the ledger.
import { randomInt } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Command, Option } from 'commander'
import { jsonLog, type LogEvents } from '../core/log.ts'
import type { Policy } from '../core/policy.ts'
import type { CoverageNote } from '../core/record.ts'
import { dataDir, guardSocket, readCuts } from './data.ts'
import { say } from './output.ts'
import { jsonBody, serveSocket } from './socket.ts'
import { type VendorPorts, vendorPorts } from './vendor-ports.ts'

export interface GuardFlags {
  readonly data?: string
  readonly policy?: string
  readonly host?: string
  readonly port?: string
  readonly quiet?: boolean
  readonly behindProxy?: boolean
  /** Hidden: the example company plays sixty days in a minute. */
  readonly eventTime?: boolean
}

export const GUARD_PORT = 4180
const HEARTBEAT = 60_000
/** How often canaries that are due are looked for. */
const WEAVE = 1_000

export function register(program: Command): void {
  program
    .command('guard')
    .description('run only the gateway: SDKs in, what the policy allows out, every disclosure recorded')
    .option('--data <dir>', 'data folder (default: ./cordon-data or $CORDON_DATA)')
    .option('--policy <file>', 'policy file (default: ./cordon.yaml; without one, everything personal is denied)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', String(GUARD_PORT))
    .option('--behind-proxy', 'take the sender’s address from the last X-Forwarded-For entry, for its country')
    .option('--quiet', 'no decision lines on stderr')
    .addOption(new Option('--event-time', 'events are disclosed when they say they happened (example company)').hideHelp())
    .addHelpText(
      'after',
      `
Point an SDK's host setting at http://HOST:PORT/VENDOR, for example
  mixpanel.init(token, { host: '127.0.0.1:4180', path: '/mixpanel', protocol: 'http' })   // Node
  mixpanel.init(token, { api_host: 'http://127.0.0.1:4180/mixpanel' })                    // browser`,
    )
    .action(runGuard)
}

/** [0, 1), not to be foretold: whoever knows when canaries act knows who they are. */
export const chance = (): number => randomInt(2 ** 32) / 2 ** 32

/** Runs until SIGTERM or SIGINT. */
export async function runGuard(flags: GuardFlags): Promise<void> {
  const { assembleGuard } = await import('../assemble.ts')
  const { listen } = await import('../guard/listener.ts')
  const { withCuts } = await import('../decide/cuts.ts')
  const { standardPolicy } = await import('../decide/standard.ts')
  const { openKeys } = await import('../record/index.ts')
  const { watchPolicy } = await import('./policy-file.ts')
  const { startSending } = await import('./sending.ts')
  const { readCatalog } = await import('./catalog-files.ts')
  const dir = dataDir(flags.data)
  // A limit on file sizes is an error the spool answers for, not the end of the process.
  process.on('SIGXFSZ', () => {})
  const write = jsonLog((line) => process.stderr.write(line), Date.now)
  const log: typeof write = (name, facts) => {
    if (!(flags.quiet && name === 'guard.decision')) write(name, facts)
  }
  const decisions = recent()
  let cuts = await readCuts(dir)
  let base: Policy = standardPolicy()
  const apply = (policy: Policy): void => {
    base = policy
    assembled?.guard.usePolicy(withCuts(base, cuts))
    void ports?.follow(base)
  }
  let ports: VendorPorts | null = null
  let assembled: Awaited<ReturnType<typeof assembleGuard>> | null = null
  const path = await policyPath(flags.policy)
  const watched = path === null ? null : await watchPolicy(path, { log, now: Date.now, changed: apply })
  base = watched?.current() ?? base
  openKeys(dir, { create: true })
  const sending = await startSending(dir, log)
  assembled = await assembleGuard({
    dir,
    sending,
    catalog: await readCatalog(),
    policy: withCuts(base, cuts),
    log,
    now: Date.now,
    stopwatch: () => performance.now(),
    onDecision: decisions.push,
    secret: (name) => process.env[name] ?? null,
    random: chance,
    ...(flags.eventTime ? { eventTime: true } : {}),
  })
  const { guard, ledger } = assembled
  const how = { host: flags.host ?? '127.0.0.1', behindProxy: flags.behindProxy === true, countryOf: countries() }
  const common = await listen(guard, { ...how, port: Number(flags.port ?? GUARD_PORT) })
  log('guard.listening', { address: `http://${how.host}:${common.port}` })
  ports = vendorPorts((vendor, port) => listen(guard, { ...how, port, vendor }), log)
  await ports.follow(base, true)
  const beat = (): void => {
    for (const vendor of guard.vendors)
      if (guard.isWatching(vendor)) void ledger.coverage.note(vendor, 'gateway', Date.now()).catch(() => {})
  }
  // The example's days are not ours: it says itself which of them were watched.
  if (!flags.eventTime) beat()
  const heart = setInterval(flags.eventTime ? () => {} : beat, HEARTBEAT)
  let weaving = false
  const weave = async (): Promise<void> => {
    if (weaving) return
    weaving = true
    // A disk that refuses is said by the guard; the canary's next visit is planned already.
    await guard.weave().catch(() => {})
    weaving = false
  }
  const loom = setInterval(() => void weave(), WEAVE)
  const control = await serveSocket(guardSocket(dir), async (request, response) => {
    if (request.url === '/seal') await ledger.seal()
    else if (request.url === '/coverage' && flags.eventTime)
      await ledger.append({ entries: [], coverage: [(await jsonBody(request)) as CoverageNote] })
    else if (request.url === '/cuts') {
      cuts = await readCuts(dir)
      apply(base)
    } else if (request.url === '/canaries') {
      const { vendor } = (await jsonBody(request)) as { vendor: string }
      guard.refreshCanaries()
      const shape = guard.idShape(vendor)
      return void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ shape, domains: base.company.domains }))
    } else if (request.url === '/pins') await guard.reloadPins()
    else if (request.url === '/pins/fetch') {
      const { vendor, path } = (await jsonBody(request)) as { vendor: string; path: string | null }
      const came = await guard.lookAtPins(vendor, path)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ came }))
    } else if (request.url === '/decisions') return stream(request, response, decisions)
    else if (request.url === '/policy') {
      const body = (await jsonBody(request)) as { look?: boolean } | null
      if (body?.look) await watched?.look()
    } else if (request.url !== '/state') return void response.writeHead(404).end('{}')
    const state = { pid: process.pid, ports: [common.port, ...(ports?.ports ?? [])], vendors: guard.vendors, places: guard.places, cuts }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(state))
  })
  if (!flags.quiet) say(`guard: http://${how.host}:${common.port}/VENDOR`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done())
  })
  clearInterval(heart)
  clearInterval(loom)
  watched?.close()
  await Promise.all([common.close(), ports.close()])
  await assembled.close()
  await control.close()
}

/** The local table of countries, read beside the first requests: until it is there, and where the package is missing, no place is sent at all. */
function countries(): (address: string) => string | null {
  let crowds: { of(address: string): string | null } | null = null
  const load = async (): Promise<void> => {
    const { Crowds, readCountryTable } = await import('../guard/country.ts')
    const { readFile } = await import('node:fs/promises')
    const file = (name: string): Promise<string> =>
      readFile(new URL(import.meta.resolve(`@ip-location-db/geo-whois-asn-country/${name}`)), 'utf8')
    const four = await file('geo-whois-asn-country-ipv4-num.csv')
    const six = await file('geo-whois-asn-country-ipv6-num.csv')
    crowds = new Crowds(await readCountryTable(four, six, () => new Promise((turn) => setImmediate(turn))))
  }
  load().catch(() => {})
  return (address) => crowds?.of(address) ?? null
}

/** The policy file named, or ./cordon.yaml where it exists. */
export async function policyPath(given: string | undefined): Promise<string | null> {
  if (given !== undefined) return given
  const { access } = await import('node:fs/promises')
  return access('cordon.yaml').then(
    () => 'cordon.yaml',
    () => null,
  )
}

type Decision = LogEvents['guard.decision'] & { at: string }

/** The last decisions, and whoever listens to new ones. */
function recent(): { push(decision: LogEvents['guard.decision']): void; list: Decision[]; listeners: Set<(decision: Decision) => void> } {
  const list: Decision[] = []
  const listeners = new Set<(decision: Decision) => void>()
  return {
    list,
    listeners,
    push(decision) {
      const at = { at: new Date().toISOString(), ...decision }
      list.push(at)
      if (list.length > 200) list.splice(0, list.length - 100)
      for (const listener of listeners) listener(at)
    },
  }
}

/** Newline-delimited decisions for as long as the other side listens; a slow reader misses some rather than filling memory. */
function stream(request: IncomingMessage, response: ServerResponse, decisions: ReturnType<typeof recent>): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  const send = (decision: Decision): void => {
    if (response.writableLength < 256 * 1024) response.write(`${JSON.stringify(decision)}\n`)
  }
  for (const decision of decisions.list.slice(-50)) send(decision)
  decisions.listeners.add(send)
  request.on('close', () => decisions.listeners.delete(send))
}
