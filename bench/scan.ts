// How fast a scan is: files and lines a second, memory, and a second scan after one change; beside ripgrep for the same words and, where it is installed, cdxgen on the same checkout. Run: npm run bench:scan -- CHECKOUT… [--cdxgen COMMAND]
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packagesOf } from '../src/catalog/catalog.ts'
import { readCatalog } from '../src/cli/catalog-files.ts'
import { readText, walk } from '../src/discover/code/collect.ts'

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const args = process.argv.slice(2)
const at = args.indexOf('--cdxgen')
const cdxgen = at >= 0 ? args.splice(at, 2)[1] : null
if (args.length === 0) {
  process.stderr.write('npm run bench:scan -- CHECKOUT… [--cdxgen COMMAND]\n')
  process.exit(2)
}

/** The command run from outside, as a person runs it: start of the process included. Seconds and peak memory in MB, best of `times`. */
function timed(
  command: string,
  argv: readonly string[],
  env: Record<string, string> = {},
  times = 3,
): { seconds: number; megabytes: number; cpu: number } {
  let best = { seconds: Number.POSITIVE_INFINITY, megabytes: 0, cpu: 0 }
  for (let i = 0; i < times; i++) {
    const begin = performance.now()
    const run = spawnSync(command, argv, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 })
    const seconds = (performance.now() - begin) / 1000
    if (run.error) throw run.error
    const told = /cordon-peak (\d+) cpu (\d+)/.exec(String(run.stderr))
    if (seconds < best.seconds) best = { seconds, megabytes: told ? Number(told[1]) / 1024 : 0, cpu: told ? Number(told[2]) / 1e6 : 0 }
  }
  return best
}

const peak = `data:text/javascript,process.on('exit',()=>process.stderr.write('cordon-peak '+process.resourceUsage().maxRSS+' cpu '+(process.cpuUsage().user+process.cpuUsage().system)+'\\n'))`
const scanArgs = (root: string, ...more: string[]): string[] => ['--import', peak, main, 'scan', root, '--json', ...more]
const catalog = await readCatalog()
const words = [
  ...new Set(
    catalog.cards.flatMap((card) => [
      ...card.hosts.map((host) => host.replace(/^\*\./, '')),
      ...packagesOf(card).map((name) => name.slice(name.indexOf(':') + 1)),
    ]),
  ),
]
const scratch = await mkdtemp(join(tmpdir(), 'cordon-bench-scan-'))
await writeFile(join(scratch, 'words'), words.join('\n'))
process.stdout.write(
  `${'checkout'.padEnd(22)} files   lines     cold          CPU       files/s   lines/s   per CPU second     RSS     rescan, one file changed   nothing changed   peers\n`,
)
for (const root of args) {
  const tree = walk(root, [''])
  let lines = 0
  for (const file of tree.files) lines += (readText(root, file.path)?.split('\n').length ?? 1) - 1
  const cold = timed(process.execPath, scanArgs(root, '--no-cache'))
  const env = { XDG_CACHE_HOME: join(scratch, basename(root)) }
  timed(process.execPath, scanArgs(root), env, 1)
  const same = timed(process.execPath, scanArgs(root), env)
  const changed = tree.files.find(
    (file) =>
      file.lang === 'js' ||
      file.lang === 'python' ||
      file.lang === 'ruby' ||
      file.lang === 'go' ||
      file.lang === 'php' ||
      file.lang === 'java',
  )
  let again = same
  if (changed) {
    const path = join(root, changed.path)
    const text = await readFile(path)
    await writeFile(path, Buffer.concat([text, Buffer.from('\n')]))
    again = timed(process.execPath, scanArgs(root), env, 1)
    await writeFile(path, text)
  }
  const peers: string[] = []
  try {
    const rg = timed('rg', ['--fixed-strings', '--count', '--file', join(scratch, 'words'), root])
    peers.push(`ripgrep ${rg.seconds.toFixed(2)} s (${(cold.seconds / rg.seconds).toFixed(1)} x)`)
  } catch {
    peers.push('ripgrep not installed')
  }
  if (cdxgen) {
    const run = timed('sh', ['-c', `${cdxgen} -o ${join(scratch, 'bom.json')} --no-install-deps ${root}`], {}, 1)
    peers.push(`cdxgen ${run.seconds.toFixed(1)} s (we are ${(run.seconds / cold.seconds).toFixed(1)} x as fast)`)
  }
  const cells = [
    basename(root).padEnd(22),
    String(tree.seen).padEnd(7),
    String(lines).padEnd(9),
    `${cold.seconds.toFixed(2)} s`.padEnd(13),
    `${cold.cpu.toFixed(2)} s`.padEnd(9),
    (tree.seen / cold.seconds).toFixed(0).padEnd(9),
    (lines / cold.seconds).toFixed(0).padEnd(9),
    `${(tree.seen / cold.cpu).toFixed(0)} files`.padEnd(18),
    `${cold.megabytes.toFixed(0)} MB`.padEnd(7),
    `${again.seconds.toFixed(2)} s (CPU ${again.cpu.toFixed(2)} s)`.padEnd(26),
    `${same.seconds.toFixed(2)} s`.padEnd(17),
  ]
  process.stdout.write(`${cells.join(' ')} ${peers.join(', ')}\n`)
}
await rm(scratch, { recursive: true })
