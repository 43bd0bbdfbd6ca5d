// The wire bench: real SDKs in Chromium and Node against a stub that decodes on its own. Truth is what arrived; judged is what Cordon says of the same traffic.
// `npm run eval:capture` prints recall and precision of the pairs (vendor, field); with --json the pairs themselves.
import { readCatalog } from '../../src/cli/catalog-files.ts'
import type { Exchange } from '../../src/discover/traffic/exchange.ts'
import { Inventory } from '../../src/discover/traffic/inventory.ts'
import { knownOf } from '../../src/discover/traffic/planted.ts'
import { reportOf, type TrafficReport } from '../../src/discover/traffic/report.ts'
import { type Beside, blacklight } from './blacklight.ts'
import { BROWSER, type Sdk } from './browser-sdks.ts'
import { SERVER } from './node-sdks.ts'
import { MARKERS, PAGE, PERSON, URL_TOKEN } from './planted.ts'
import { install, receiverOf, runBrowser, runServer, say } from './run.ts'
import { type Arrived, fieldsIn } from './truth.ts'

const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7)
const asJson = process.argv.includes('--json')

interface Judged {
  readonly sdk: string
  readonly side: 'browser' | 'server'
  readonly heldOut: boolean
  readonly requests: number
  readonly named: string
  readonly truth: readonly string[]
  readonly found: readonly string[]
  readonly missed: readonly string[]
  readonly invented: readonly string[]
}

install()
const catalog = await readCatalog()
const planted = new Map([
  ['user.unique_id', PERSON.id],
  ['user.contact.email', PERSON.email],
  ['user.name', PERSON.name],
  ['user.contact.phone_number', PERSON.phone],
  ['user.organization_id', PERSON.org],
  ['user.authorization.credentials', URL_TOKEN],
])

/** What Cordon says of these exchanges, with or without being told of the planted person. */
function answer(exchanges: readonly Exchange[], page: string, told: boolean): TrafficReport {
  const inventory = new Inventory({ catalog, planted: told ? knownOf(planted, true) : null })
  for (const exchange of exchanges) inventory.add(exchange)
  return reportOf(inventory, { catalog, firstParty: ['shop.example'], titles: new Map(), ...(page ? { page } : {}) }).report
}

const FIELDS = MARKERS.map(([field]) => field)
const general = (field: string): string => (field.startsWith('user.name.') ? 'user.name' : field)

/** Pairs of one SDK: what arrived at hosts, against what the report says of the same hosts. */
function judge(sdk: Sdk, side: Judged['side'], arrived: readonly Arrived[], report: TrafficReport): Judged {
  const hosts = new Set(arrived.map(({ host }) => host))
  const truth = new Set(arrived.flatMap((request) => [...fieldsIn(request, MARKERS)]))
  const rows = report.vendors.filter((vendor) => vendor.hosts.some((host) => hosts.has(host)))
  const found = new Set(rows.flatMap((row) => row.fields.map(({ field }) => general(field))).filter((field) => FIELDS.includes(field)))
  return {
    sdk: sdk.package,
    side,
    heldOut: sdk.heldOut === true,
    requests: arrived.length,
    named: rows.map((row) => row.id).join(' '),
    truth: [...truth].sort(),
    found: [...found].sort(),
    missed: [...truth].filter((field) => !found.has(field)).sort(),
    invented: [...found].filter((field) => !truth.has(field)).sort(),
  }
}

let beside: Beside | null = null
const results: { told: Judged; untold: Judged }[] = []

async function browser(): Promise<void> {
  const chosen = BROWSER.filter((sdk) => !only || sdk.package === only)
  if (chosen.length === 0) return
  const { exchanges, arrived } = await runBrowser(chosen, `Account of ${PERSON.name}`, async (port) => {
    beside = await blacklight(port, MARKERS).catch((error: Error) => {
      say(`blacklight did not finish: ${error.message}`)
      return null
    })
  })
  const [told, untold] = [answer(exchanges, PAGE, true), answer(exchanges, PAGE, false)]
  // Hosts belong to the SDK whose receiver they are; several SDKs of one vendor are judged together.
  const bySite = Map.groupBy(arrived, ({ host }) => receiverOf(host))
  const done = new Set<string>()
  for (const sdk of chosen) {
    if (done.has(sdk.to)) continue
    done.add(sdk.to)
    const got = bySite.get(sdk.to) ?? []
    bySite.delete(sdk.to)
    results.push({ told: judge(sdk, 'browser', got, told), untold: judge(sdk, 'browser', got, untold) })
  }
  for (const [site, got] of bySite) say(`also spoken to, by the browser or an SDK: ${site} (${got.length})`)
  const seen = exchanges.filter((exchange) => !exchange.url.includes('shop.example') && exchange.method !== 'OPTIONS').length
  say(`requests at the stub ${arrived.length}, seen by the capture ${seen}`)
}

async function server(): Promise<void> {
  const chosen = SERVER.filter((sdk) => !only || sdk.package === only)
  if (chosen.length === 0) return
  for (const [sdk, { exchanges, arrived }] of await runServer(chosen)) {
    const [told, untold] = [answer(exchanges, '', true), answer(exchanges, '', false)]
    results.push({ told: judge(sdk, 'server', arrived, told), untold: judge(sdk, 'server', arrived, untold) })
  }
}

/** Sums over some results. */
function sums(some: readonly Judged[]): { sdks: number; pairs: number; recall: number; precision: number } {
  const pairs = some.reduce((sum, one) => sum + one.truth.length, 0)
  const hit = some.reduce((sum, one) => sum + one.truth.length - one.missed.length, 0)
  const said = some.reduce((sum, one) => sum + one.found.length, 0)
  const right = some.reduce((sum, one) => sum + one.found.length - one.invented.length, 0)
  return { sdks: some.length, pairs, recall: hit / pairs, precision: right / said }
}

await browser()
await server()
const told = results.map((result) => result.told)
const untold = results.map((result) => result.untold)
if (asJson) process.stdout.write(`${JSON.stringify({ told, untold }, null, 2)}\n`)
else {
  for (const one of told) {
    const blind = untold.find((other) => other.sdk === one.sdk && other.side === one.side)!
    process.stdout.write(
      `${one.side.padEnd(8)} ${one.sdk.padEnd(36)} ${one.heldOut ? 'held out' : '        '} ${String(one.requests).padStart(3)} requests  ${String(one.truth.length).padStart(2)} pairs  [${one.named}]${one.missed.length > 0 ? `  missed ${one.missed.join(' ')}` : ''}${one.invented.length > 0 ? `  invented ${one.invented.join(' ')}` : ''}${blind.missed.length > 0 ? `  (unplanted: missed ${blind.missed.join(' ')})` : ''}${blind.invented.length > 0 ? `  (unplanted: invented ${blind.invented.join(' ')})` : ''}\n`,
    )
  }
  const line = (name: string, some: readonly Judged[]): void => {
    const { sdks, pairs, recall, precision } = sums(some)
    process.stdout.write(
      `${name.padEnd(44)} ${sdks} SDKs, ${pairs} pairs, recall ${(recall * 100).toFixed(1)} %, precision ${(precision * 100).toFixed(1)} %\n`,
    )
  }
  line('all, person planted', told)
  line(
    'held out of the rules, person planted',
    told.filter((one) => one.heldOut),
  )
  line('all, by names and values alone', untold)
  line(
    'held out, by names and values alone',
    untold.filter((one) => one.heldOut),
  )
  const peer = beside as Beside | null
  if (peer) {
    const vendors = new Set(told.filter((one) => one.side === 'browser').map((one) => BROWSER.find((sdk) => sdk.package === one.sdk)!.to))
    const pairs = new Set(
      [...peer.dumped]
        .flatMap(([host, fields]) => [...fields].map((field) => `${receiverOf(host)} ${field}`))
        .filter((pair) => vendors.has(pair.split(' ')[0]!)),
    )
    const truth = told.filter((one) => one.side === 'browser').reduce((sum, one) => sum + one.truth.length, 0)
    process.stdout.write(
      `blacklight-collector on the same page              ${peer.hosts.length} third-party hosts, ${peer.named} pairs named, ${pairs.size} of ${truth} pairs in its HAR when searched by hand\n`,
    )
  } else process.stdout.write('blacklight-collector: not run (CORDON_BLACKLIGHT names a folder where it is installed)\n')
}
