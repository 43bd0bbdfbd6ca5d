// `npm run bench:guard -- --wires`: every wire's golden requests through a whole guard (full policy, durable, recorded, forwarded) beside nginx proxy_pass with the same
// requests in the same run. BENCH_SECONDS, BENCH_ROUNDS. Endpoints that wait for the vendor's answer are left out: `npm run bench:llm` has them.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wires } from '../../src/wires/all.ts'
import { captures, written } from '../../test/contracts/captures.ts'
import type { Nginx } from './nginx.ts'
import { loadRequests, type Sent } from './wrk.ts'

/** Headers that belong to a connection and not to a message. */
const OF_CONNECTION = /^(?:host|connection|content-length|transfer-encoding|expect)$/i

/** The golden requests of a wire that are stored and sent on, as they come in. */
function requestsOf(wire: (typeof wires)[number]): Sent[] {
  return [...captures(wire.vendor), ...written(wire.vendor)].flatMap(({ request }) => {
    const endpoint = wire.endpoints.find((one) => one.matches(request.method, request.path))
    if (endpoint?.handling !== 'store') return []
    const path = request.path + (request.query === '' ? '' : `?${request.query}`)
    return [{ method: request.method, path, headers: request.headers.filter(([name]) => !OF_CONNECTION.test(name)), body: request.body }]
  })
}

/** Prints a line a wire. */
export async function everyWire(nginx: Nginx, port: number, seconds: number, rounds: number): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-bench-wires-'))
  const vendors = wires.map(
    (wire) =>
      `  ${wire.vendor}:\n    mode: enforce\n    decision: { owner: ada@engines.example, reason: bench }\n    upstream: ${nginx.upstream}\n`,
  )
  await writeFile(
    join(dir, 'cordon.yaml'),
    `version: 1\ncompany: { name: Bench, domains: [engines.example] }\nvendors:\n${vendors.join('')}`,
  )
  const args = [
    'bin/cordon.js',
    'guard',
    '--data',
    join(dir, 'data'),
    '--policy',
    join(dir, 'cordon.yaml'),
    '--port',
    String(port),
    '--quiet',
  ]
  const guard = spawn(process.execPath, args, { stdio: 'ignore' })
  const origin = `http://127.0.0.1:${port}`
  for (
    let tries = 0;
    tries < 300 &&
    !(await fetch(origin).then(
      () => true,
      () => false,
    ));
    tries++
  )
    await new Promise((turn) => setTimeout(turn, 50))
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number
  console.log('wire                 requests   bytes each   nginx requests/s   guard requests/s   guard / nginx')
  for (const wire of wires) {
    const requests = requestsOf(wire)
    if (requests.length === 0) {
      console.log(`${wire.vendor.padEnd(20)} waits for the vendor's answers: npm run bench:llm`)
      continue
    }
    const through = requests.map((one) => ({ ...one, path: `/${wire.vendor}${one.path}` }))
    const rates: { nginx: number[]; guard: number[] } = { nginx: [], guard: [] }
    // The first round does not count.
    for (let round = -1; round < rounds; round++) {
      const plain = await loadRequests(nginx.proxy, requests, { seconds, connections: 32 })
      const guarded = await loadRequests(origin, through, { seconds, connections: 32 })
      // What waits is sent before the next one is measured.
      await new Promise((turn) => setTimeout(turn, 1000))
      if (round < 0) continue
      if (guarded.failed > 0) throw new Error(`${wire.vendor}: ${guarded.failed} requests were not answered with success`)
      rates.nginx.push(plain.perSecond)
      rates.guard.push(guarded.perSecond)
    }
    const bytes = requests.reduce((sum, one) => sum + one.body.length + one.path.length, 0) / requests.length
    const [plain, guarded] = [median(rates.nginx), median(rates.guard)]
    console.log(
      `${wire.vendor.padEnd(20)} ${String(requests.length).padStart(8)} ${bytes.toFixed(0).padStart(12)} ${plain.toFixed(0).padStart(18)} ${guarded.toFixed(0).padStart(18)} ${(guarded / plain).toFixed(2).padStart(15)}`,
    )
  }
  guard.kill('SIGTERM')
  await new Promise((done) => guard.once('exit', done))
  await rm(dir, { recursive: true, force: true })
}
