// The one test command, `npm test`: sees to what the tests need, then format and lint, types, and every test. `--long` runs the long mode as well, paths after
// it run only those files. Ends with node's own summary, so that whoever reads only the end sees the counts.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('..', import.meta.url))
const tool = (name: string): string => join(home, 'node_modules', '.bin', name)
const EVERY = ['src', 'verify', 'console', 'test'].map((folder) => `${folder}/**/*.test.{ts,tsx}`)

/** A single test that takes longer hangs; the long mode has rounds of its own. Milliseconds. */
const LONGEST_TEST = 240_000
const LONGEST_TEST_LONG = 3_600_000

const long = process.argv.includes('--long')
const only = process.argv.slice(2).filter((one) => !one.startsWith('--'))

function missing(what: string): never {
  process.stderr.write(`npm test: ${what}\n`)
  process.exit(3)
}

const onPath = (name: string): boolean => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

/** The tests drive the real SDKs in a real browser. Installed from Debian where that is allowed, otherwise one line says what to install. */
function seeToBrowser(): void {
  if (onPath('chromium')) return
  const apt = process.getuid?.() === 0 && onPath('apt-get')
  if (!apt) missing('Chromium is needed and not on the path: install it (Debian: apt-get install chromium) and run again.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args: string[]) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  process.stderr.write('npm test: installing Chromium from Debian\n')
  if (!aptGet('install', '-y', '--no-install-recommends', 'chromium')) {
    aptGet('update')
    if (!aptGet('install', '-y', '--no-install-recommends', 'chromium'))
      missing('Chromium is needed and could not be installed from Debian.')
  }
}

/** Runs a tool with its output shown, and gives its exit code and the lines of node's summary. */
function run(
  title: string,
  command: string,
  args: readonly string[],
): Promise<{ title: string; code: number; seconds: number; summary: string[] }> {
  const started = performance.now()
  process.stdout.write(`── ${title}\n`)
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: home,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...(long ? { CORDON_LONG: '1' } : {}) },
    })
    let rest = ''
    const summary: string[] = []
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text)
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (/^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(line)) summary.push(line)
    })
    child.on('error', (error) => missing(`${command} cannot be started (${error.message}); run npm install`))
    child.on('close', (code) => done({ title, code: code ?? 1, seconds: (performance.now() - started) / 1000, summary }))
  })
}

if (Number(process.versions.node.split('.')[0]) < 24) missing(`Node 24 is needed, this is ${process.version}: run it as npm test.`)
if (!existsSync(tool('tsc'))) missing('the packages are not installed: run npm install')
seeToBrowser()

const tests = ['--test', '--test-concurrency=2', `--test-timeout=${long ? LONGEST_TEST_LONG : LONGEST_TEST}`, '--test-reporter=spec']
const results = []
if (only.length === 0) {
  results.push(await run('format and lint', tool('biome'), ['check', '.', '--error-on-warnings']))
  results.push(await run('types', tool('tsc'), ['-p', 'tsconfig.json', '--noEmit']))
}
results.push(await run('tests', process.execPath, [...tests, ...(only.length > 0 ? only : EVERY)]))

process.stdout.write('\n')
for (const { title, code, seconds } of results) process.stdout.write(`${code === 0 ? '✔' : '✖'} ${title} (${seconds.toFixed(1)} s)\n`)
for (const line of results.at(-1)?.summary ?? []) process.stdout.write(`${line}\n`)
process.exitCode = results.every((one) => one.code === 0) ? 0 : 1
