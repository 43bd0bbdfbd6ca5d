// `npm run bench:guard`: the guard with the full policy, durable, forwarding, against nginx proxy_pass, which does nothing; same upstream, same bodies, interleaved.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mixpanelBody } from './guard/bodies.ts'
import { startNginx } from './guard/nginx.ts'
import { type Load, load } from './guard/wrk.ts'

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const connections = 32
const ports = { upstream: 4871, proxy: 4872, guard: 4873 }

const dir = await mkdtemp(join(tmpdir(), 'cordon-bench-'))
const nginx = await startNginx(ports)
const policy = join(dir, 'cordon.yaml')
await writeFile(
  policy,
  `version: 1\ncompany: { name: Bench, domains: [engines.example] }\nqueryKeys: [utm_source]\nvendors:\n  mixpanel:\n    mode: enforce\n    decision: { owner: ada@engines.example, reason: bench }\n    upstream: ${nginx.upstream}\n    properties: { plan: allow, seats: allow }\n`,
)
const guard = spawn(
  process.execPath,
  ['bin/cordon.js', 'guard', '--data', join(dir, 'data'), '--policy', policy, '--port', String(ports.guard), '--quiet'],
  { stdio: ['ignore', 'inherit', 'inherit'] },
)
const url = `http://127.0.0.1:${ports.guard}/mixpanel/track/?verbose=1&ip=1`
for (
  let tries = 0;
  tries < 200 &&
  !(await fetch(url, { method: 'POST', body: 'data=W10%3D' }).then(
    (r) => r.ok,
    () => false,
  ));
  tries++
)
  await new Promise((turn) => setTimeout(turn, 50))

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] as number
for (const events of [1, 50]) {
  const bodies = Array.from({ length: 500 }, (_, person) => mixpanelBody(events, person))
  const direct: Load[] = []
  const through: Load[] = []
  for (let round = 0; round < rounds; round++) {
    const how = { seconds, connections, contentType: 'application/x-www-form-urlencoded' }
    direct.push(await load(`${nginx.proxy}/track/?verbose=1&ip=1`, bodies, how))
    through.push(await load(url, bodies, how))
  }
  const nginxRate = median(direct.map((one) => one.perSecond))
  const guardRate = median(through.map((one) => one.perSecond))
  const p99 = (all: Load[]): string => median(all.map((one) => one.p99)).toFixed(2)
  console.log(
    `${events} event(s) a request: guard ${Math.round(guardRate)} requests/s = ${Math.round(guardRate * events)} events/s, nginx proxy_pass ${Math.round(nginxRate)} requests/s; ratio ${(guardRate / nginxRate).toFixed(3)}; p99 ${p99(through)} / ${p99(direct)} ms; failed ${through.reduce((n, one) => n + one.failed, 0)}`,
  )
}
guard.kill('SIGTERM')
await new Promise((done) => guard.once('exit', done))
await nginx.close()
await rm(dir, { recursive: true, force: true })
