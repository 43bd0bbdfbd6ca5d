// `cordon capture`: what really leaves a page in a real browser, or a program. The evidence is written as it comes; the report is that of `cordon har`.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../core/clock.ts'
import { CordonError } from '../core/errors.ts'
import type { Exchange, NotRead } from '../discover/traffic/exchange.ts'
import { readCatalog } from './catalog-files.ts'
import { plantedOf } from './har.ts'
import { say } from './output.ts'
import { addReportOptions, finish, type ReportFlags } from './traffic-report.ts'

interface Options extends ReportFlags {
  har?: string
  evidence?: string
  fill: boolean
  submit?: true
  consent?: string
  steps?: string
  state?: string
  dwell: string
  for: string
  chromium?: string
  resolve: string[]
}

const more = (value: string, before: string[]): string[] => [...before, value]

export function register(program: Command): void {
  const command = program
    .command('capture')
    .description('vendors and fields from a page driven in a real browser, or from a program: cordon capture -- COMMAND')
    .argument('<what...>', 'the address of a page, or after "--" a command with its arguments')
    .option('--har <file>', 'write what was captured as HAR')
    .option('--evidence <folder>', 'keep pictures, HAR, lossless NDJSON, delivered scripts by hash, and the sums of all')
    .option('--no-fill', 'do not type into forms')
    .option('--submit', 'press Enter in the form that was filled; without it nothing is ever submitted')
    .option('--consent <choice>', 'accept or reject in the consent banner; without it the banner is left alone')
    .option('--steps <file.yaml>', 'what the visitor does: go, click, type, press, wait, wait-for')
    .option('--state <file.json>', 'a signed-in state (Playwright storage state)')
    .option('--dwell <seconds>', 'how long to stay for late batches', '12')
    .option('--for <seconds>', 'end the visit or the program after this', '120')
    .option('--chromium <path>', 'the browser; else CORDON_CHROMIUM or the installed Chromium')
    .option('--resolve <host:port:address:port>', 'connect elsewhere for a host, as for a staging machine; may be repeated', more, [])
  addReportOptions(command)
  command
    .addHelpText(
      'after',
      '\nExamples:\n  cordon capture https://shop.example --consent reject --evidence ./evidence\n  cordon capture https://shop.example --json --against last.json\n  cordon capture -- node server.js\n',
    )
    .action(run)
}

async function run(what: string[], options: Options, command: Command): Promise<void> {
  const dash = process.argv.indexOf('--')
  const given = await plantedOf(options.planted)
  const { STANDARD_PERSON, knownOf } = await import('../discover/traffic/planted.ts')
  const person = given ?? STANDARD_PERSON
  const catalog = await readCatalog()
  const { Inventory } = await import('../discover/traffic/inventory.ts')
  const tools = { catalog, planted: knownOf(person, given !== null) }
  const inventory = new Inventory(tools)
  const isCommand = dash >= 0 && process.argv.length - dash - 1 === what.length
  let captured: { exchanges: readonly Exchange[]; notRead: readonly NotRead[] }
  let page = ''
  let phases: readonly { readonly name: string; readonly from: number }[] = []
  const evidence = options.evidence ? await evidenceIn(options.evidence) : null
  const routes = routesOf(options.resolve)
  const most = secondsOf(options.for, '--for')
  if (isCommand) {
    const { captureCommand } = await import('../discover/traffic/live/command.ts')
    const ran = await captureCommand({ command: what, clock: systemClock, most, routes, output: 'inherit' })
    if (ran.code) say(`cordon: the program ended with ${ran.code}`)
    captured = ran
  } else {
    page = pageOf(what)
    const [{ capturePage }, { parseSteps }] = await Promise.all([
      import('../discover/traffic/live/browser.ts'),
      import('../discover/traffic/live/steps.ts'),
    ])
    if (options.consent !== undefined && options.consent !== 'accept' && options.consent !== 'reject') {
      throw new CordonError('usage.wrong', '--consent is accept or reject.')
    }
    const visit = await capturePage({
      url: page,
      clock: systemClock,
      chromium: options.chromium ?? null,
      person,
      fill: options.fill,
      submit: options.submit === true,
      consent: options.consent ?? null,
      steps: options.steps ? parseSteps(await readText(options.steps), options.steps) : [],
      state: options.state ?? null,
      dwell: secondsOf(options.dwell, '--dwell'),
      most,
      routes,
      ...(evidence ? { keepScript: evidence.script, keepPicture: evidence.picture } : {}),
      ...(process.stderr.isTTY ? { say: (text: string) => say(`  ${text}`) } : {}),
    })
    phases = visit.phases
    captured = visit
  }
  for (const exchange of captured.exchanges) inventory.add(exchange)
  for (const missed of captured.notRead) inventory.miss(missed)
  const { cnamesOf } = await import('../discover/traffic/live/names.ts')
  const cnames = page !== '' && routes.size === 0 ? await cnamesOf(page, [...inventory.hosts.keys()]) : new Map<string, string[]>()
  if (options.har || evidence) {
    const { harOf } = await import('../discover/traffic/live/har-out.ts')
    const har = `${JSON.stringify(harOf(page, captured.exchanges, command.parent?.version() ?? ''), null, 1)}\n`
    if (options.har) await writeFile(options.har, har)
    evidence?.file('capture.har', har)
    const { NDJSON_HEAD, toLine } = await import('../discover/traffic/ndjson.ts')
    evidence?.file('capture.ndjson', `${[NDJSON_HEAD, ...captured.exchanges.map(toLine)].join('\n')}\n`)
  }
  const { phasesOf } = await import('../discover/traffic/phases.ts')
  await finish(inventory, { catalog, titles: new Map(), cnames, ...(page ? { page } : {}) }, options, {
    ...(evidence ? { keep: (json: string) => evidence.file('report.json', json) } : {}),
    phases: (known) => phasesOf(captured.exchanges, phases, tools, known),
  })
  await evidence?.close()
}

/** Files of an evidence folder, and at the end the sums of all of them. */
async function evidenceIn(folder: string) {
  await mkdir(join(folder, 'scripts'), { recursive: true })
  const { sumsOf } = await import('../discover/traffic/live/har-out.ts')
  const kept = new Map<string, Uint8Array>()
  const writes: Promise<void>[] = []
  const file = (name: string, content: Uint8Array | string): void => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    kept.set(name, bytes)
    writes.push(writeFile(join(folder, name), bytes))
  }
  return {
    file,
    script: (hash: string, bytes: Uint8Array) => file(`scripts/${hash}.js`, bytes),
    picture: (name: string, png: Uint8Array) => file(`${name}.png`, png),
    async close(): Promise<void> {
      await Promise.all(writes)
      await writeFile(join(folder, 'SHA256SUMS'), sumsOf(kept))
    },
  }
}

function pageOf(what: readonly string[]): string {
  const [given] = what
  if (what.length !== 1 || !given)
    throw new CordonError('usage.wrong', 'One page at a time.', { hint: 'A program stands after "--": cordon capture -- node app.js' })
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`
  try {
    const url = new URL(text)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.href
  } catch {
    // Said below.
  }
  throw new CordonError('usage.wrong', 'This is not the address of a page.', { hint: 'For example: cordon capture https://shop.example' })
}

function routesOf(given: readonly string[]): ReadonlyMap<string, string> {
  const routes = new Map<string, string>()
  for (const one of given) {
    const match = /^([^:]+):(\d+):(.+):(\d+)$/.exec(one) ?? /^(\*)():(.+):(\d+)$/.exec(one)
    if (!match) throw new CordonError('usage.wrong', '--resolve is host:port:address:port.')
    routes.set(match[2] ? `${match[1]}:${match[2]}` : match[1]!, `${match[3]}:${match[4]}`)
  }
  return routes
}

function secondsOf(text: string, option: string): number {
  const seconds = Number(text)
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 86_400)
    throw new CordonError('usage.wrong', `${option} is a number of seconds.`)
  return seconds * 1000
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause) => {
    throw new CordonError('input.unreadable', 'Cannot read the steps.', { place: { path }, cause })
  })
}
