// `npm run bench:guard`: the guard with the full policy, durable, recording and forwarding, beside its peers in the same run: nginx proxy_pass, which does nothing, and
// mitmproxy with the same reduction. Same upstream, same bodies, interleaved rounds, medians. BENCH_SECONDS, BENCH_ROUNDS. With --wires: every wire's golden requests beside nginx.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mixpanelBody } from './guard/bodies.ts'
import { diskAlone } from './guard/disk.ts'
import { everyWire } from './guard/every-wire.ts'
import { startNginx } from './guard/nginx.ts'
import { openLoop } from './guard/open-loop.ts'
import { load } from './guard/wrk.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const connections = 32
const ports = { upstream: 4871, proxy: 4872, guard: 4873, mitm: 4874, plain: 4875 }
const contentType = 'application/x-www-form-urlencoded'
const path = '/track/?verbose=1&ip=1'

for (const [command, item] of [
  ['nginx', 'nginx-light'],
  ['wrk', 'wrk'],
  ['mitmdump', 'mitmproxy'],
] as const) {
  if (spawnSync('which', [command]).status === 0) continue
  console.error(`bench:guard: installing ${item} from Debian`)
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', item], { stdio: 'ignore' })
}

const dir = await mkdtemp(join(tmpdir(), 'cordon-bench-'))
const nginx = await startNginx(ports)
if (process.argv.includes('--wires')) {
  await everyWire(nginx, ports.guard, seconds, rounds)
  await nginx.close()
  process.exit(0)
}
await writeFile(
  join(dir, 'cordon.yaml'),
  `version: 1\ncompany: { name: Bench, domains: [engines.example] }\nqueryKeys: [utm_source]\nvendors:\n  mixpanel:\n    mode: enforce\n    decision: { owner: ada@engines.example, reason: bench }\n    upstream: ${nginx.upstream}\n    properties: { plan: allow, seats: allow }\n`,
)
const guard = spawn(
  process.execPath,
  ['bin/cordon.js', 'guard', '--data', join(dir, 'data'), '--policy', join(dir, 'cordon.yaml'), '--port', String(ports.guard), '--quiet'],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
const mitm = spawn(
  'mitmdump',
  [
    '-q',
    '--mode',
    `reverse:${nginx.upstream}`,
    '--listen-host',
    '127.0.0.1',
    '-p',
    String(ports.mitm),
    '-s',
    fileURLToPath(new URL('./guard/mitm-reduce.py', import.meta.url)),
    '--set',
    `confdir=${dir}`,
  ],
  { stdio: 'ignore' },
)
mitm.on('error', () => {})
const urls = {
  nginx: nginx.proxy + path,
  plain: nginx.plain + path,
  guard: `http://127.0.0.1:${ports.guard}/mixpanel${path}`,
  mitmproxy: `http://127.0.0.1:${ports.mitm}${path}`,
}

async function listens(url: string): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if (
      await fetch(url, { method: 'POST', body: mixpanelBody(1, 1), headers: { 'content-type': contentType } }).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return true
    await new Promise((turn) => setTimeout(turn, 50))
  }
  return false
}

/** The guard answers before it has sent: whatever waits is sent before the next peer is measured, or it would pay for it. */
async function rest(): Promise<void> {
  const spent = (): number => {
    const fields = readFileSync(`/proc/${guard.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  }
  for (let before = -1, now = spent(); now - before > 2; ) {
    before = now
    await new Promise((turn) => setTimeout(turn, 500))
    now = spent()
  }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number
const peers = ['nginx', 'plain', 'guard', ...((await listens(urls.mitmproxy)) ? ['mitmproxy'] : [])] as (keyof typeof urls)[]
if (!(await listens(urls.guard))) throw new Error('the guard does not answer')
if (!peers.includes('mitmproxy')) console.log('mitmproxy: not here, so not measured')
for (const events of [1, 50]) {
  const bodies = Array.from({ length: 500 }, (_, person) => mixpanelBody(events, person))
  const rates = new Map<string, number[]>(peers.map((peer) => [peer, []]))
  // One round that does not count: all of them start cold.
  for (let round = -1; round < rounds; round++)
    for (const peer of peers) {
      const { perSecond } = await load(urls[peer], bodies, { seconds, connections, contentType })
      if (round >= 0) rates.get(peer)?.push(perSecond)
      await rest()
    }
  const rate = (peer: string): number => median(rates.get(peer) ?? [Number.NaN])
  const told = peers.map((peer) => `${peer} ${Math.round(rate(peer))} requests/s (${Math.round(rate(peer) * events)} events/s)`)
  console.log(
    `${events} event(s) a request: ${told.join(', ')}; guard is ${(rate('guard') / rate('nginx')).toFixed(3)} × nginx, ${(rate('guard') / rate('plain')).toFixed(3)} × nginx with its default buffers, ${(rate('guard') / rate('mitmproxy')).toFixed(1)} × mitmproxy`,
  )
}
const bodies = Array.from({ length: 500 }, (_, person) => mixpanelBody(6, person))
const latencies = new Map<string, { p50: number; p99: number }[]>([
  ['nginx', []],
  ['disk', []],
  ['guard', []],
])
// About what the guard writes of one such request.
const bytes = 4096
for (let round = -1; round < rounds; round++)
  for (const peer of ['nginx', 'guard', 'disk'] as const) {
    const told =
      peer === 'disk'
        ? await diskAlone({ rate: 500, seconds, bytes })
        : await openLoop(urls[peer], bodies, { rate: 500, seconds, contentType })
    if (round >= 0) latencies.get(peer)?.push(told)
    await rest()
  }
const latency = (peer: string, which: 'p50' | 'p99'): number => median((latencies.get(peer) ?? []).map((one) => one[which]))
const told = ['guard', 'nginx', 'disk'].map(
  (peer) => `${peer} p50 ${latency(peer, 'p50').toFixed(2)} p99 ${latency(peer, 'p99').toFixed(2)} ms`,
)
console.log(
  `open loop, 500 requests/s of 6 events: ${told.join(', ')} (disk: append and fdatasync alone); guard p99 is ${(latency('guard', 'p99') - latency('nginx', 'p99')).toFixed(2)} ms over nginx, ${(latency('guard', 'p99') / latency('disk', 'p99')).toFixed(2)} × the disk alone`,
)
guard.kill('SIGTERM')
mitm.kill('SIGTERM')
await new Promise((done) => guard.once('exit', done))
await nginx.close()
await rm(dir, { recursive: true, force: true })
