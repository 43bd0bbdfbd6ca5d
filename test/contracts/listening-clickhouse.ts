// Starts and ends the listening ClickHouse of the engine contract.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, constants, mkdirSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface Listening {
  readonly url: string
  readonly ports: { readonly http: number; readonly tcp: number }
  readonly process: ChildProcess
  stop(): Promise<void>
}

/**
 * Throws where the server does not answer within 30 seconds, with what it said. A port that was free may be taken by another test before the
 * server has it: where the ports are ours to choose, others are tried.
 */
export async function startClickHouse(dir: string, ports?: { http: number; tcp: number }): Promise<Listening> {
  if (ports !== undefined) return start(dir, ports)
  for (let tries = 0; ; tries++) {
    try {
      return await start(dir, { http: await freePort(), tcp: await freePort() })
    } catch (error) {
      if (tries === 4 || !/already in use/i.test(String(error))) throw error
    }
  }
}

async function start(dir: string, { http, tcp }: { http: number; tcp: number }): Promise<Listening> {
  // The library reads /dev/stdin until it ends, and node's own pipes are sockets, which cannot be opened by that name: a named pipe can.
  mkdirSync(dir, { recursive: true })
  const pipe = `${dir}/stdin`
  rmSync(pipe, { force: true })
  execFileSync('mkfifo', [pipe])
  const reading = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  const writing = openSync(pipe, 'w')
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./listening-clickhouse-child.ts', import.meta.url)), dir, String(http), String(tcp)],
    {
      stdio: [reading, 'pipe', 'pipe'],
    },
  )
  closeSync(reading)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said = (said + chunk).slice(-2000)
    })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  void ended.then(() => closeSync(writing))
  const url = `http://127.0.0.1:${http}`
  for (const limit = Date.now() + 30_000; ; ) {
    const answer = await fetch(`${url}/ping`).catch(() => null)
    if (answer?.ok) break
    if (child.exitCode !== null || Date.now() > limit) throw new Error(`ClickHouse did not start: ${said}`)
    await new Promise((done) => setTimeout(done, 50))
  }
  return {
    url,
    ports: { http, tcp },
    process: child,
    async stop() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(hard)
      rmSync(pipe, { force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
