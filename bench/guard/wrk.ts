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

/** POSTs bodies in turn to `url` for `seconds` over `connections`. */
export async function load(
  url: string,
  bodies: readonly string[],
  options: { seconds: number; connections: number; contentType: string },
): Promise<Load> {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-wrk-'))
  const quoted = bodies.map((body) => JSON.stringify(body)).join(',\n')
  await writeFile(
    join(dir, 'post.lua'),
    `local bodies = {${quoted}}\nlocal i = 0\nlocal headers = { ["Content-Type"] = "${options.contentType}" }\nrequest = function() i = i % #bodies + 1; return wrk.format("POST", nil, headers, bodies[i]) end\n`,
  )
  const text = await run('wrk', ['-t1', `-c${options.connections}`, `-d${options.seconds}s`, '--latency', '-s', join(dir, 'post.lua'), url])
  await rm(dir, { recursive: true })
  const number = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN)
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50: ms(/50%\s+([\d.]+)(us|ms|s)/.exec(text)),
    p99: ms(/99%\s+([\d.]+)(us|ms|s)/.exec(text)),
    failed: /Non-2xx or 3xx responses: (\d+)/.test(text) ? number(/responses: (\d+)/) : 0,
  }
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
