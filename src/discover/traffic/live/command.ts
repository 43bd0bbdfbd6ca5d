// Runs a program behind the wire path and listens to what it sends: by the proxy settings most programs obey, and for Node programs by a small preload that
// also leads those connections through it whose SDK ignores the settings.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../../core/clock.ts'
import { CordonError } from '../../../core/errors.ts'
import type { Exchange, NotRead } from '../exchange.ts'
import { NODE_PRELOAD } from './node-preload.ts'
import { newReach } from './reach.ts'
import { openWirePath } from './wire-path.ts'

export interface CommandOptions {
  readonly command: readonly string[]
  readonly clock: Clock
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The program is ended after this, ms; servers never end by themselves. */
  readonly most: number
  readonly routes?: ReadonlyMap<string, string>
  readonly trust?: readonly string[]
  /** Where the program's own output goes. */
  readonly output: 'inherit' | 'ignore'
}

export interface CommandCaptured {
  readonly exchanges: readonly Exchange[]
  readonly notRead: readonly NotRead[]
  /** How it ended: exit code, or null where it was ended by us or a signal. */
  readonly code: number | null
}

/** Throws `capture.command` where the program cannot be started. */
export async function captureCommand(options: CommandOptions): Promise<CommandCaptured> {
  const [program, ...rest] = options.command
  if (!program) throw new CordonError('usage.wrong', 'There is no command after "--".')
  // A program's own calls to this machine and this network are its business; they pass and are listed like all others.
  const path = await openWirePath({
    clock: options.clock,
    reach: newReach(true, options.routes),
    ...(options.trust ? { trust: options.trust } : {}),
  })
  const folder = await mkdtemp(join(tmpdir(), 'cordon-capture-'))
  const problems: NotRead[] = []
  try {
    const authority = join(folder, 'authority.pem')
    const preload = join(folder, 'preload.cjs')
    await writeFile(authority, path.authority.pem, { mode: 0o600 })
    await writeFile(preload, NODE_PRELOAD, { mode: 0o600 })
    const child = spawn(program, rest, {
      stdio: [options.output, options.output === 'inherit' ? process.stderr : 'ignore', options.output],
      env: { ...(options.env ?? process.env), ...proxySettings(path.port, authority, preload, options.env ?? process.env) },
      ...(options.cwd ? { cwd: options.cwd } : {}),
      detached: process.platform !== 'win32',
    })
    const code = await ended(child, options.most, problems)
    // The last requests may still be on their way through.
    for (let i = 0; i < 20 && path.activity().open > 0; i++) await new Promise((done) => setTimeout(done, 100))
    return { exchanges: path.exchanges(), notRead: [...path.notRead, ...problems], code }
  } finally {
    await path.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Environment by which programs find the proxy and trust its authority. */
export function proxySettings(
  port: number,
  authority: string,
  preload: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const proxy = `http://127.0.0.1:${port}`
  const settings: Record<string, string> = {}
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'GRPC_PROXY']) {
    settings[name] = proxy
    settings[name.toLowerCase()] = proxy
  }
  settings.NO_PROXY = settings.no_proxy = ''
  // OpenSSL, Go, Ruby, Rust · requests · curl · pip · git · AWS · Deno · gRPC · Node
  for (const name of [
    'SSL_CERT_FILE',
    'REQUESTS_CA_BUNDLE',
    'CURL_CA_BUNDLE',
    'PIP_CERT',
    'GIT_SSL_CAINFO',
    'AWS_CA_BUNDLE',
    'DENO_CERT',
    'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH',
    'NODE_EXTRA_CA_CERTS',
  ]) {
    settings[name] = authority
  }
  settings.NODE_USE_ENV_PROXY = '1'
  settings.CORDON_WIRE_PATH = String(port)
  settings.NODE_OPTIONS = `${env.NODE_OPTIONS ?? ''} --require=${preload}`.trim()
  return settings
}

async function ended(child: ChildProcess, most: number, problems: NotRead[]): Promise<number | null> {
  return await new Promise<number | null>((done, fail) => {
    const stop = (signal: NodeJS.Signals): void => {
      try {
        // The program may have started others; they belong to its group.
        if (child.pid && process.platform !== 'win32') process.kill(-child.pid, signal)
        else child.kill(signal)
      } catch {
        // It has ended already.
      }
    }
    const soft = setTimeout(() => {
      problems.push({ entry: null, why: `the program was ended after ${Math.round(most / 1000)} s` })
      stop('SIGTERM')
    }, most)
    const hard = setTimeout(() => stop('SIGKILL'), most + 5_000)
    child.on('error', (cause) => {
      clearTimeout(soft)
      clearTimeout(hard)
      fail(new CordonError('capture.command', 'The program to capture could not be started.', { cause }))
    })
    child.on('close', (code) => {
      clearTimeout(soft)
      clearTimeout(hard)
      done(code)
    })
  })
}
