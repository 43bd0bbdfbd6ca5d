// How fast a scan is, beside ripgrep for the same words and, where a command for it is given, cdxgen: interleaved on copies of the same checkouts, medians of several rounds, wall and processor time. Run: npm run bench:scan -- CHECKOUT… [--rounds N] [--cdxgen COMMAND] [--million]
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packagesOf } from '../src/catalog/catalog.ts'
import { readCatalog } from '../src/cli/catalog-files.ts'
import { langOf } from '../src/discover/code/kinds.ts'
import { readText, walk } from '../src/discover/code/tree/collect.ts'

const args = process.argv.slice(2)
const cdxgen = option('--cdxgen')
const rounds = Number(option('--rounds') ?? 3)
const million = args.includes('--million')
const checkouts = args.filter((one) => !one.startsWith('--')).map((one) => resolve(one))
if (checkouts.length === 0 || !(rounds > 0)) {
  process.stderr.write('npm run bench:scan -- CHECKOUT… [--rounds N] [--cdxgen COMMAND] [--million]\n')
  process.exit(2)
}

function option(name: string): string | null {
  const at = args.indexOf(name)
  return at < 0 ? null : (args.splice(at, 2)[1] ?? null)
}

const bin = fileURLToPath(new URL('../bin/cordon.js', import.meta.url))
const scratch = await mkdtemp(join(tmpdir(), 'cordon-bench-scan-'))
process.on('exit', () => spawnSync('rm', ['-rf', scratch]))
/** Reports the peak of memory, which no wrapper would tell of the process alone. */
const peak =
  "data:text/javascript,import{isMainThread}from'node:worker_threads';if(isMainThread)process.on('exit',()=>process.stderr.write('cordon-peak '+process.resourceUsage().maxRSS+'\\n'))"

interface Taken {
  readonly seconds: number
  /** Of the process and its children, user and system, in seconds. */
  readonly cpu: number
  readonly megabytes: number
  readonly out: string
}

/** One command as a person runs it, start of the process included. */
function run(argv: readonly string[], env: Record<string, string> = {}): Taken {
  const script = '"$@"; status=$?; times >&2; exit $status'
  const begin = performance.now()
  const done = spawnSync('sh', ['-c', script, 'sh', ...argv], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
  const seconds = (performance.now() - begin) / 1000
  if (done.status !== 0 && done.status !== 1) throw new Error(`${argv.join(' ')}: ${done.stderr.slice(-500)}`)
  // The last line of `times`: what the children took, `0m1.234s 0m0.123s`.
  const [user, system] = [
    ...done.stderr
      .trimEnd()
      .split('\n')
      .at(-1)!
      .matchAll(/(\d+)m([\d.]+)s/g),
  ].map((hit) => Number(hit[1]) * 60 + Number(hit[2]))
  const told = /cordon-peak (\d+)/.exec(done.stderr)
  return { seconds, cpu: (user ?? 0) + (system ?? 0), megabytes: told ? Number(told[1]) / 1024 : 0, out: done.stdout }
}

function scan(root: string, cache: string | null): Taken {
  const env = cache ? { XDG_CACHE_HOME: cache } : {}
  return run([process.execPath, '--import', peak, bin, 'scan', root, '--json', ...(cache ? [] : ['--no-cache'])], env)
}

/** The one in the middle by wall time; processor time and memory by themselves. */
function median(all: readonly Taken[]): Taken {
  const middle = (of: (one: Taken) => number): number => all.map(of).sort((a, b) => a - b)[all.length >> 1]!
  return { seconds: middle((one) => one.seconds), cpu: middle((one) => one.cpu), megabytes: middle((one) => one.megabytes), out: '' }
}

function linesOf(root: string): { files: number; lines: number } {
  const tree = walk(root, [''])
  let lines = 0
  for (const file of tree.files) lines += (readText(root, file.path)?.split('\n').length ?? 1) - 1
  return { files: tree.seen, lines }
}

/** A function that the scan has not seen, in the languages whose files may end with one. */
function functionFor(path: string, n: number): string {
  switch (langOf(path)) {
    case 'python':
      return `\n\ndef changed_${n}(user):\n    return ${n}\n`
    case 'ruby':
      return `\n\ndef changed_${n}(user)\n  ${n}\nend\n`
    case 'go':
      return `\n\nfunc changed${n}(user string) int { return ${n} }\n`
    case 'java':
      return `\n\nclass Changed${n} { int changed(String user) { return ${n}; } }\n`
    case 'kotlin':
      return `\n\nfun changed${n}(user: String): Int { return ${n} }\n`
    default:
      return `\n\nfunction changed${n}($user) { return ${n} }\n`
  }
}

const comment = (path: string, n: number): string => (/\.(?:py|rb)$/.test(path) ? `# ${n}\n` : `// ${n}\n`)

/** A file that the scan parses: one of its evidence, in a programming language. */
function parsedFile(json: string): string | null {
  const result = JSON.parse(json) as { vendors: { evidence: { path: string; signal: string }[] }[] }
  const all = result.vendors.flatMap((one) => one.evidence)
  const code = /^(?:js|python|ruby|go|java|kotlin|php)$/
  return all.find((one) => /call|import/.test(one.signal) && code.test(langOf(one.path)))?.path ?? null
}

const ms = (one: Taken): string => `${(one.seconds * 1000).toFixed(0)} ms (${(one.cpu * 1000).toFixed(0)})`
const s = (one: Taken): string => `${one.seconds.toFixed(2)} s (${one.cpu.toFixed(2)})`

const catalog = await readCatalog()
const words = catalog.cards.flatMap((card) => [
  ...card.hosts.map((host) => host.replace(/^\*\./, '')),
  ...packagesOf(card).map((name) => name.slice(name.indexOf(':') + 1)),
])
await writeFile(join(scratch, 'words'), [...new Set(words)].join('\n'))
const ripgrep = spawnSync('rg', ['--version']).status === 0
const rg = (root: string): Taken => run(['rg', '--fixed-strings', '--count', '--file', join(scratch, 'words'), root])

async function measure(name: string, root: string, rescans: boolean): Promise<void> {
  const { files, lines } = linesOf(root)
  const cache = join(scratch, `${name}.cache`)
  scan(root, null)
  const first = scan(root, cache)
  const chosen = rescans ? parsedFile(first.out) : null
  // Once more: what was copied a moment ago is not yet known by its times.
  if (rescans) scan(root, cache)
  const taken: Record<'cold' | 'same' | 'comment' | 'code' | 'rg' | 'cdxgen', Taken[]> = {
    cold: [],
    same: [],
    comment: [],
    code: [],
    rg: [],
    cdxgen: [],
  }
  for (let round = 0; round < rounds; round++) {
    taken.cold.push(scan(root, null))
    if (ripgrep) taken.rg.push(rg(root))
    if (rescans) taken.same.push(scan(root, cache))
    for (const [what, text] of [
      ['comment', comment],
      ['code', functionFor],
    ] as const) {
      if (!chosen) continue
      const path = join(root, chosen)
      await writeFile(path, `${await readFile(path, 'utf8')}${text(chosen, round)}`)
      taken[what].push(scan(root, cache))
    }
    if (cdxgen && rescans)
      taken.cdxgen.push(run(['sh', '-c', `${cdxgen} -o "$1" --no-install-deps "$2" >&2`, 'sh', join(scratch, 'bom.json'), root]))
  }
  const cold = median(taken.cold)
  const cells = [
    name,
    files.toLocaleString('en'),
    lines.toLocaleString('en'),
    s(cold),
    `${(files / cold.seconds).toFixed(0)} (${(files / cold.cpu).toFixed(0)})`,
    `${Math.max(...taken.cold.map((one) => one.megabytes)).toFixed(0)} MB`,
    ...(['same', 'comment', 'code'] as const).map((what) => (taken[what].length > 0 ? ms(median(taken[what])) : '-')),
    taken.rg.length > 0 ? `${s(median(taken.rg))}, ${(cold.cpu / median(taken.rg).cpu).toFixed(1)} x` : 'not installed',
    taken.cdxgen.length > 0
      ? `${s(median(taken.cdxgen))}, ${(median(taken.cdxgen).seconds / cold.seconds).toFixed(1)} x (${(median(taken.cdxgen).cpu / cold.cpu).toFixed(1)} x)`
      : '-',
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

process.stdout.write(
  `${rounds} rounds, medians; in brackets processor time of the process and its children. ${availableParallelism()} cores, load ${loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')} at the start.\n\n` +
    '| checkout | files | lines | cold | files a second | peak memory, most | nothing changed | a comment added | a function added | ripgrep, we take | cdxgen, takes |\n|---|---|---|---|---|---|---|---|---|---|---|\n',
)
for (const checkout of checkouts) {
  const name = basename(checkout)
  const root = join(scratch, name)
  await cp(checkout, root, { recursive: true, verbatimSymlinks: true, filter: (path) => basename(path) !== '.git' })
  await measure(name, root, true)
  if (!million) await rm(root, { recursive: true })
}
if (million) {
  const root = join(scratch, 'million')
  let lines = 0
  for (let copy = 0; lines < 1_000_000; copy++)
    for (const checkout of checkouts) {
      if (lines >= 1_000_000) break
      const name = `${basename(checkout)}${copy || ''}`
      await cp(join(scratch, basename(checkout)), join(root, name), { recursive: true, verbatimSymlinks: true })
      lines += linesOf(join(root, name)).lines
    }
  await measure('million', root, false)
}
process.stdout.write(
  `\nLoad ${loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')} at the end.\n`,
)
