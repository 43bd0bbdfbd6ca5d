// wrk as load: closed loop for throughput. Its numbers are read from its text, which has not changed in years.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Load {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly failed: number
}

/** A request as wrk is to send it; `path` with its query. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

/** POSTs bodies in turn to `url` for `seconds` over `connections`. */
export function load(
  url: string,
  bodies: readonly string[],
  options: { seconds: number; connections: number; contentType: string },
): Promise<Load> {
  const { origin, pathname, search } = new URL(url)
  const headers = [['content-type', options.contentType]] as const
  return loadRequests(
    origin,
    bodies.map((body) => ({ method: 'POST', path: pathname + search, headers, body: Buffer.from(body) })),
    options,
  )
}

/** Sends requests in turn to `origin` for `seconds` over `connections`. */
export async function loadRequests(
  origin: string,
  requests: readonly Sent[],
  options: { seconds: number; connections: number },
): Promise<Load> {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-wrk-'))
  const rows = requests.map(({ method, path, headers, body }) => {
    const fields = headers.map(([name, value]) => `[${quoted(Buffer.from(name))}]=${quoted(Buffer.from(value))}`).join()
    return `{${quoted(Buffer.from(method))},${quoted(Buffer.from(path))},{${fields}},${quoted(body)}}`
  })
  await writeFile(
    join(dir, 'send.lua'),
    `local rows = {\n${rows.join(',\n')}}\nlocal ready = {}\ninit = function() for i, r in ipairs(rows) do ready[i] = wrk.format(r[1], r[2], r[3], r[4]) end end\nlocal i = 0\nrequest = function() i = i % #ready + 1; return ready[i] end\n`,
  )
  const text = await run('wrk', [
    '-t1',
    `-c${options.connections}`,
    `-d${options.seconds}s`,
    '--latency',
    '-s',
    join(dir, 'send.lua'),
    origin,
  ])
  await rm(dir, { recursive: true })
  const number = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN)
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50: ms(/50%\s+([\d.]+)(us|ms|s)/.exec(text)),
    p99: ms(/99%\s+([\d.]+)(us|ms|s)/.exec(text)),
    failed: /Non-2xx or 3xx responses: (\d+)/.test(text) ? number(/responses: (\d+)/) : 0,
  }
}

/** Bytes as a Lua string. */
function quoted(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes)
    text += byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`
  return `"${text}"`
}

function ms(found: RegExpExecArray | null): number {
  return found === null ? Number.NaN : Number(found[1]) * (found[2] === 'us' ? 0.001 : found[2] === 's' ? 1000 : 1)
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.on('error', () => failed(new Error(`${command} is missing; install it with: apt-get install ${command}`)))
    child.on('exit', () => done(text))
  })
}
