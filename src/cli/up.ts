// `cordon up`: guard and console on this machine, each a process of its own that is started again when it dies; without a policy file it plays the example company.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import { dataDir, guardSocket } from './data.ts'
import { GUARD_PORT, policyPath } from './guard.ts'
import { DATA_OPTION } from './open-record.ts'
import { say } from './output.ts'
import { CONSOLE_PORT } from './serve.ts'
import { askSocket } from './socket.ts'

interface Flags {
  readonly data?: string
  readonly policy?: string
  readonly example?: boolean
  readonly port?: string
  readonly consolePort?: string
}

export function register(program: Command): void {
  program
    .command('up')
    .description('guard, console and embedded engine on this machine; plays the example company when there is no cordon.yaml')
    .option('--policy <file>', 'policy file (default: ./cordon.yaml)')
    .option('--example', 'play the example company even where there is a cordon.yaml')
    .option('--port <number>', 'port of the guard', String(GUARD_PORT))
    .option('--console-port <number>', 'port of the console', String(CONSOLE_PORT))
    .option(...DATA_OPTION)
    .action(up)
}

async function up(flags: Flags): Promise<void> {
  const path = flags.example ? null : await policyPath(flags.policy)
  const stopped = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.abort())
  if (path === null) await upExample(flags, stopped)
  else await upCompany(flags, path, stopped)
  const { reason } = stopped.signal
  if (reason instanceof Error && reason.name !== 'AbortError') throw reason
}

async function upCompany(flags: Flags, path: string, stop: AbortController): Promise<void> {
  const dir = dataDir(flags.data)
  if ((await readdir(dir).catch((): string[] => [])).includes(MARK))
    throw new CordonError('up.not-example', 'The data folder holds the example company.', {
      place: { path: dir },
      hint: 'Delete it, or name another with --data.',
    })
  const children = [
    keep('guard', ['guard', '--data', dir, '--policy', path, '--port', flags.port ?? String(GUARD_PORT), '--quiet'], stop),
    keep('console', ['serve', '--data', dir, '--policy', path, '--port', flags.consolePort ?? String(CONSOLE_PORT)], stop),
  ]
  await guardListens(dir, stop)
  say(`
Point an SDK's host setting at the guard, for example
  mixpanel.init(token, { host: '127.0.0.1:${flags.port ?? GUARD_PORT}', path: '/mixpanel', protocol: 'http' })   // Node
  mixpanel.init(token, { api_host: 'http://127.0.0.1:${flags.port ?? GUARD_PORT}/mixpanel' })                    // browser
and see what leaves at http://127.0.0.1:${flags.consolePort ?? CONSOLE_PORT}/, or with: cordon who mixpanel
`)
  await Promise.all(children)
}

/**
 * The example plays into ./cordon-data, so that the commands it proposes find it; a folder that holds a company's own record is never touched,
 * and one that holds an earlier example is begun anew.
 */
async function upExample(flags: Flags, stop: AbortController): Promise<void> {
  const stopped = stop.signal
  const { startExample } = await examplePlayer()
  const dir = await exampleDir(dataDir(flags.data))
  const port = flags.port ?? String(GUARD_PORT)
  const example = await startExample({ dir, guard: `127.0.0.1:${port}` })
  const children = [keep('guard', ['guard', '--data', dir, '--policy', example.policy, '--port', port, '--quiet', '--event-time'], stop)]
  await guardListens(dir, stop)
  // Whatever goes wrong from here on, the processes started above are ended before it is told.
  if (!stopped.aborted) await example.play(stopped).catch((error) => stop.abort(error))
  if (!stopped.aborted) children.push(keep('console', ['serve', '--data', dir, '--port', flags.consolePort ?? String(CONSOLE_PORT)], stop))
  if (!stopped.aborted) say(example.whatNext({ console: `http://127.0.0.1:${flags.consolePort ?? CONSOLE_PORT}/`, data: dir }))
  await Promise.all(children)
  await example.close()
}

/** What the example company's player gives; see examples/company/play.ts. */
interface Player {
  startExample(options: { dir: string; guard: string }): Promise<{
    readonly policy: string
    play(stopped: AbortSignal): Promise<void>
    whatNext(at: { console: string; data: string }): string
    close(): Promise<void>
  }>
}

/** The example is TypeScript that runs from a checkout; a package that was built holds no source, and Node strips no types below node_modules. */
async function examplePlayer(): Promise<Player> {
  const place = new URL('../../examples/company/play.ts', import.meta.url)
  if (!existsSync(new URL('../../src/cli/main.ts', import.meta.url)))
    throw new CordonError('up.no-example', 'The example company is played from a checkout only; this is an installed package.')
  return (await import(place.href)) as Player
}

const MARK = 'EXAMPLE'

async function exampleDir(dir: string): Promise<string> {
  const inside = await readdir(dir).catch((): string[] => [])
  if (inside.includes(MARK)) await rm(dir, { recursive: true, force: true })
  else if (inside.length > 0)
    throw new CordonError('up.not-example', 'The data folder holds a record of its own; the example is not played into it.', {
      place: { path: dir },
    })
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, MARK), 'This folder holds the example company. It is made anew each time the example is played.\n')
  return dir
}

/** Starts a command of ours and starts it again when it dies, a little later each time; resolves once it has ended after `stopped`. */
async function keep(name: string, args: readonly string[], stopping: AbortController): Promise<void> {
  const stopped = stopping.signal
  for (let deaths = 0; !stopped.aborted; deaths++) {
    const began = Date.now()
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../bin/cordon.js', import.meta.url)), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    const stop = (): void => void child.kill('SIGTERM')
    stopped.addEventListener('abort', stop, { once: true })
    const code = await ended(child)
    stopped.removeEventListener('abort', stop)
    if (stopped.aborted) return
    // What cannot start at all (a port taken, a policy that is wrong) says so itself; starting it for ever would hide it.
    if (code === '2' || (code === '3' && deaths >= 2 && Date.now() - began < 20_000)) {
      stopping.abort(new CordonError('up.failed', `The ${name} does not start.`))
      return
    }
    say(`${name} ended (${code}); starting it again`)
    if (Date.now() - began > 60_000) deaths = 0
    await new Promise((turn) => setTimeout(turn, Math.min(5000, 100 * 2 ** deaths)))
  }
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((done) => child.once('exit', (code, signal) => done(signal ?? String(code))))
}

/** Waits for the guard's socket; ends the whole where it does not come. */
async function guardListens(dir: string, stopping: AbortController): Promise<void> {
  const end = Date.now() + 60_000
  while (!stopping.signal.aborted) {
    if ((await askSocket(guardSocket(dir), 'GET', '/state').catch(() => null)) !== null) return
    if (Date.now() > end) stopping.abort(new CordonError('up.failed', 'The guard does not answer.'))
    await new Promise((turn) => setTimeout(turn, 25))
  }
}
