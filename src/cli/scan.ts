// `cordon scan`: walks the trees given, scans them, and says what was found: on the terminal, as JSON, as SARIF, as CycloneDX, as a gate for pull requests.
import { lstatSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import { out, progress, say } from './output.ts'

interface Options {
  json?: boolean
  all?: boolean
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
    .action(async (paths: string[], options: Options) => {
      process.exitCode = await run(paths, options)
    })
}

async function run(paths: readonly string[], options: Options): Promise<number> {
  const { root, given, below, missing } = rootOf(paths)
  for (const path of missing) say(`cordon: ${path}: cannot be read [input.unreadable]`)
  if (below.length === 0) throw new CordonError('input.unreadable', 'None of the paths can be read.', { place: { path: paths[0]! } })
  const [{ machineMade, readText, walk }, { scan }, { readCatalog, ownCardsIn }, { loadGrammars }] = await Promise.all([
    import('../discover/code/collect.ts'),
    import('../discover/code/scan.ts'),
    import('./catalog-files.ts'),
    import('../discover/code/lower/grammars.ts'),
  ])
  const catalog = await readCatalog(await ownCardsIn(root))
  const tree = walk(root, below)
  await loadGrammars(tree.files.map((file) => file.lang))
  const bar = progress('scanning')
  const done = scan({
    root: given,
    seen: tree.seen,
    files: tree.files,
    skipped: tree.skipped,
    read: (path) => {
      const text = readText(root, path)
      if (text === null) return null
      const why = machineMade(text)
      return why ? { skipped: why } : text
    },
    catalog,
    domains: [],
    names: [basename(root)],
    progress: bar.at,
  })
  bar.end()
  if (options.json) await out.json(options.all ? { ...done.result, leftOut: done.leftOut } : done.result)
  else {
    const { report } = await import('../discover/code/report.ts')
    await out.write(report(done.result, options.all ? done.leftOut : null, process.stdout.isTTY === true))
  }
  return missing.length > 0 ? 2 : 0
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
