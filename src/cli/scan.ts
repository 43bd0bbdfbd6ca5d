// `cordon scan`: walks the trees given, scans them, and says what was found: on the terminal, as JSON, as SARIF, as CycloneDX, as a gate for pull requests.
import { lstatSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import type { Catalog } from '../catalog/catalog.ts'
import { packagesOf } from '../catalog/catalog.ts'
import { systemClock } from '../core/clock.ts'
import { CordonError } from '../core/errors.ts'
import type { Undecided } from '../discover/code/answer/gate.ts'
import type { Finding } from '../discover/code/finding.ts'
import type { Scan } from '../discover/code/scan.ts'
import type { Joined } from '../discover/traffic/join.ts'
import { out, progress, say } from './output.ts'
import { cachePath, scanCodeState } from './scan-cache.ts'

const VERSION = '0.1.0'

/** Further threads that parse: each holds its own parsers and its own garbage. */
const MOST_THREADS = 3

interface Options {
  json?: boolean
  all?: boolean
  sarif?: string
  cyclonedx?: string
  spec: string
  baseline?: string | true
  history?: boolean
  sbom: string[]
  zone: string[]
  with: string[]
  cache: boolean
}

export function register(program: Command): void {
  program
    .command('scan')
    .description(
      'Which vendors source code hands data, keys or pages to, and exactly which fields. Needs no configuration, network or engine.',
    )
    .argument('<path...>', 'files or folders of one repository')
    .option('--json', 'one JSON document on stdout (docs/reference/scan.md)')
    .option('--all', 'also what was considered and left out, with the reason')
    .option('--sarif <file>', 'write SARIF 2.1.0 for GitHub, GitLab and editors')
    .option('--cyclonedx <file>', 'write a CycloneDX document with a service for each vendor')
    .option('--spec <version>', 'CycloneDX version: 1.6 or 1.7', '1.7')
    .option('--baseline [file]', 'end with 1 where a vendor or field has no decision in the policy (default: cordon.yaml in the root)')
    .option('--history', 'since when each vendor and field is there, from git')
    .option('--sbom <file>', 'also read an SBOM (CycloneDX or SPDX, JSON); may be given again', collect, [])
    .option('--zone <file>', 'also read a DNS zone file (SPF, TXT, CNAME, MX); may be given again', collect, [])
    .option(
      '--with <capture>',
      'join with captured traffic (cordon har, cordon capture): confirmed, unexplained, never seen; may be given again',
      collect,
      [],
    )
    .option('--no-cache', 'do not keep or use what an earlier scan read')
    .addHelpText(
      'after',
      "\nExamples:\n  cordon scan .\n  cordon scan . --baseline --sarif cordon.sarif\n  cordon scan src --json | jq '.vendors[].id'",
    )
    .action(async (paths: string[], options: Options) => {
      process.exitCode = await run(paths, options)
    })
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}

async function run(paths: readonly string[], options: Options): Promise<number> {
  if (options.spec !== '1.6' && options.spec !== '1.7')
    throw new CordonError('usage.wrong', `CycloneDX ${options.spec} is not written; 1.6 and 1.7 are.`)
  const { root, given, below, missing } = rootOf(paths)
  for (const path of missing) say(`cordon: ${path}: cannot be read [input.unreadable]\n  Check the path and its permissions.`)
  if (below.length === 0) throw new CordonError('input.unreadable', 'None of the paths can be read.', { place: { path: paths[0]! } })
  const { catalogState, ownCardsIn, readCatalog } = await import('./catalog-files.ts')
  const own = await ownCardsIn(root)
  const job: Job = { root, given, below, catalog: once(() => readCatalog(own)), state: () => catalogState(own), options }
  const found = await scanTree(job)
  const undecided = options.baseline === undefined ? [] : await gate(found, root, options.baseline)
  const done = options.history ? await dated(found, root, await job.catalog()) : found
  await writeFiles(done, undecided, job.catalog, options)
  const wire = options.with.length > 0 ? await joinedWithWire(done, await job.catalog(), options.with) : null
  await answer(done, undecided, options, wire)
  return missing.length > 0 ? 2 : undecided.length > 0 ? 1 : 0
}

/** Asked for only where it is needed, and then once. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}

interface Job {
  readonly root: string
  readonly given: string
  readonly below: readonly string[]
  readonly catalog: () => Promise<Catalog>
  /** What the catalogue is known by, without reading it. */
  readonly state: () => Promise<string>
  readonly options: Options
}

async function scanTree(job: Job): Promise<Scan> {
  const { root, given, below, options } = job
  const now = systemClock()
  const [{ machineMade, readText, walk }, { ScanCache }] = await Promise.all([
    import('../discover/code/tree/collect.ts'),
    import('../discover/code/kept/cache.ts'),
  ])
  const tree = walk(root, below)
  // What only a reason for leaving out could come of is not read where nobody asks for reasons.
  const files = options.all
    ? tree.files
    : tree.files.filter((file) => file.role === 'run' || file.lang === 'manifest' || file.lang === 'pipeline')
  const company = await companyOf(root)
  const texts = { sbom: await textsOf(options.sbom), zone: await textsOf(options.zone) }
  const stamp = `${scanCodeState()} ${await job.state()}`
  const cache = options.cache ? new ScanCache<Scan>(cachePath(root, below, options.all === true), stamp, now) : null
  const rest = JSON.stringify([given, below, tree.seen, tree.skipped, options.all === true, company, texts])
  const read = (path: string): string | { skipped: string } | null => {
    const text = readText(root, path)
    if (text === null) return null
    const why = machineMade(text)
    return why ? { skipped: why } : text
  }
  const states = files.map((file) => ({ path: file.path, ...file.state }))
  const answered = cache?.answered(states, rest, read)
  if (answered) return answered

  const [{ begin }, { loadGrammars }, catalog] = await Promise.all([
    import('../discover/code/scan.ts'),
    import('../discover/code/lower/grammars.ts'),
    job.catalog(),
  ])
  const { Ahead } = await import('../discover/code/lower/ahead.ts')
  const ahead = new Ahead(Math.min(availableParallelism() - 1, MOST_THREADS), () => files.map((file) => file.lang))
  const bar = progress('scanning')
  const begun = begin({
    root: given,
    seen: tree.seen,
    files,
    skipped: tree.skipped,
    read,
    catalog,
    domains: company.domains,
    names: [basename(root), company.name].filter((one) => one !== ''),
    extra: await findingsIn(texts, catalog),
    ...(cache ? { cache } : {}),
    ahead,
    progress: bar.at,
  })
  await loadGrammars(begun.changed.map((file) => file.lang))
  let done = begun.again() ?? begun.relink()
  if (!done) {
    await loadGrammars(files.map((file) => file.lang))
    // Parsing makes much that is soon done with: a heap that grows by half before it is swept stays a fifth smaller, for a twentieth of the time.
    setFlagsFromString('--heap-growing-percent=50')
    done = begun.finish()
  }
  ahead.close()
  bar.end()
  return done
}

/** Findings from SBOMs and DNS zones. */
async function findingsIn(texts: { sbom: readonly Text[]; zone: readonly Text[] }, catalog: Catalog): Promise<Finding[]> {
  if (texts.sbom.length + texts.zone.length === 0) return []
  const [{ sbomFindings }, { zoneFindings }] = await Promise.all([
    import('../discover/code/declared/sbom.ts'),
    import('../discover/code/declared/zone.ts'),
  ])
  return [
    ...texts.sbom.flatMap((one) => sbomFindings(one.text, one.path, catalog)),
    ...texts.zone.flatMap((one) => zoneFindings(one.text, one.path, catalog)),
  ]
}

interface Text {
  readonly path: string
  readonly text: string
}

function textsOf(paths: readonly string[]): Promise<Text[]> {
  return Promise.all(paths.map(async (path) => ({ path, text: await textOf(path) })))
}

/** The company's name and domains from its cordon.yaml, read leniently: a scan needs no valid policy. */
async function companyOf(root: string): Promise<{ name: string; domains: string[] }> {
  const text = await readFile(join(root, 'cordon.yaml'), 'utf8').catch(() => '')
  if (text === '') return { name: '', domains: [] }
  const { parse } = await import('yaml')
  let company: { name?: unknown; domains?: unknown } | undefined
  try {
    company = (parse(text) as { company?: typeof company } | null)?.company
  } catch {
    company = undefined
  }
  const domains = Array.isArray(company?.domains) ? company.domains.filter((one): one is string => typeof one === 'string') : []
  return { name: typeof company?.name === 'string' ? company.name : '', domains }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new CordonError('input.unreadable', 'The file cannot be read.', { place: { path }, cause })
  }
}

async function gate(found: Scan, root: string, baseline: string | true): Promise<Undecided[]> {
  const [{ readPolicy }, { undecided }] = await Promise.all([import('./policy-file.ts'), import('../discover/code/answer/gate.ts')])
  const policy = await readPolicy(baseline === true ? join(root, 'cordon.yaml') : baseline)
  return undecided(found.result, policy, systemClock())
}

async function dated(found: Scan, root: string, catalog: Catalog): Promise<Scan> {
  const [{ withHistory }, { readText }] = await Promise.all([
    import('../discover/code/tree/history.ts'),
    import('../discover/code/tree/collect.ts'),
  ])
  const names = (id: string): string[] => {
    const card = catalog.byId(id)
    if (!card) return [id]
    const modules = packagesOf(card).map((one) => one.slice(one.indexOf(':') + 1).replace('/*', ''))
    return [
      ...modules,
      ...card.hosts.map((host) => host.replace('*.', '')),
      ...card.env.map((name) => name.replace('*', '')),
      ...card.globals,
      card.domain,
      card.name,
    ].filter((one) => one.length > 2)
  }
  const lineAt = (path: string, line: number): string | null => readText(root, path)?.split('\n')[line - 1] ?? null
  return { ...found, result: await withHistory(found.result, root, lineAt, names) }
}

async function writeFiles(done: Scan, undecided: readonly Undecided[], catalogOf: () => Promise<Catalog>, options: Options): Promise<void> {
  if (!options.sarif && !options.cyclonedx) return
  const { undecidedKeys } = await import('../discover/code/answer/gate.ts')
  if (options.sarif) {
    const { sarif } = await import('../discover/code/answer/sarif.ts')
    await writeJson(options.sarif, sarif(done.result, done.handed, undecidedKeys(undecided), VERSION))
  }
  if (options.cyclonedx) {
    const catalog = await catalogOf()
    const { cyclonedx } = await import('../discover/code/answer/cyclonedx.ts')
    await writeJson(
      options.cyclonedx,
      cyclonedx(done.result, options.spec as '1.6' | '1.7', VERSION, (id) => catalog.byId(id)?.hosts ?? []),
    )
  }
}

async function writeJson(path: string, value: object): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
  } catch (cause) {
    throw new CordonError('output.unwritable', 'The file cannot be written.', { place: { path }, cause })
  }
}

/** What the code says beside what was captured (room joined here, in the door). */
async function joinedWithWire(done: Scan, catalog: Catalog, captures: readonly string[]): Promise<Joined> {
  const [{ readCaptures }, { reportOf }, { joinStaticWithWire }] = await Promise.all([
    import('./har.ts'),
    import('../discover/traffic/report.ts'),
    import('../discover/traffic/join.ts'),
  ])
  const { inventory, titles, failed } = await readCaptures(captures, catalog, null)
  if (failed > 0) throw new CordonError('input.invalid', 'A capture could not be read to its end, so nothing was joined.')
  return joinStaticWithWire(done.result, reportOf(inventory, { catalog, titles, firstParty: [] }).report, catalog)
}

async function answer(done: Scan, undecided: readonly Undecided[], options: Options, wire: Joined | null): Promise<void> {
  if (options.json) {
    const { contractOf } = await import('../discover/code/result.ts')
    const said = options.all ? { ...done.result, leftOut: done.leftOut, build: done.build } : contractOf(done.result)
    await out.json({ ...said, ...(wire ? { wire } : {}) })
  } else {
    const { report } = await import('../discover/code/answer/report.ts')
    await out.write(report(done.result, options.all ? done.leftOut : null, process.stdout.isTTY === true, done.build))
    if (wire) await out.write((await import('./traffic-report.ts')).joinedText(wire))
  }
  for (const one of undecided)
    say(`${one.path}:${one.line}: ${one.vendor}${one.field ? ` ${one.field}` : ''} has no decision in the policy`)
}

/** The one path given, or the closest common parent of several; `below`: what to walk in it. A file's root is its folder. */
function rootOf(paths: readonly string[]): { root: string; given: string; below: string[]; missing: string[] } {
  const found: string[] = []
  const missing: string[] = []
  for (const path of paths) (lstatSync(resolve(path), { throwIfNoEntry: false }) ? found : missing).push(path)
  const absolute = found.map((path) => resolve(path))
  if (absolute.length === 0) return { root: '', given: '', below: [], missing }
  let root = absolute[0]!
  if (!lstatSync(root).isDirectory()) root = dirname(root)
  for (const path of absolute.slice(1)) while (path !== root && !path.startsWith(root === '/' ? '/' : `${root}/`)) root = dirname(root)
  const single = found.length === 1 ? found[0]! : null
  return { root, given: single ?? (relative(process.cwd(), root) || '.'), below: absolute.map((path) => relative(root, path)), missing }
}
