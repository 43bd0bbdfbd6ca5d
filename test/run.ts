// The one test command, `npm test`: sees to what the tests need, then format and lint, types, and every test. `--long` runs the long mode as well, paths after
// it run only those files. Ends with node's own summary, so that whoever reads only the end sees the counts.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('..', import.meta.url))
const tool = (name: string): string => join(home, 'node_modules', '.bin', name)
const EVERY = ['src', 'verify', 'console', 'test'].map((folder) => `${folder}/**/*.test.{ts,tsx}`)

const long = process.argv.includes('--long')

/** A single test that takes longer hangs; the long mode has rounds of its own. Milliseconds. */
const longest = long ? 3_600_000 : 240_000
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

/**
 * A test file whose tests are done may still hold a socket or a timer, and node waits for it for ever. Names it and ends it, so that the run goes on and fails.
 * Only where the system shows the children of a process; elsewhere the whole run is ended.
 */
function endHanging(runner: number): void {
  let children: number[]
  try {
    children = readFileSync(`/proc/${runner}/task/${runner}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    children = [runner]
  }
  for (const pid of children) {
    const words = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') : []
    process.stdout.write(
      `✖ ended, because nothing has been heard for too long: ${words.findLast((word) => word.includes('.test.')) ?? pid}\n`,
    )
    process.kill(pid, 'SIGKILL')
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
    const silence = setTimeout(() => {
      if (child.pid !== undefined) endHanging(child.pid)
      silence.refresh()
    }, longest + 30_000)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      silence.refresh()
      process.stdout.write(text)
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (/^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(line)) summary.push(line)
    })
    child.on('error', (error) => missing(`${command} cannot be started (${error.message}); run npm install`))
    child.on('close', (code) => {
      clearTimeout(silence)
      done({ title, code: code ?? 1, seconds: (performance.now() - started) / 1000, summary })
    })
  })
}

if (Number(process.versions.node.split('.')[0]) < 24) missing(`Node 24 is needed, this is ${process.version}: run it as npm test.`)
if (!existsSync(tool('tsc'))) missing('the packages are not installed: run npm install')
seeToBrowser()

const tests = ['--test', '--test-concurrency=2', `--test-timeout=${longest}`, '--test-reporter=spec']
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
