// `npm run bench:llm`: what a gateway adds to an LLM's streamed answer: time to the first byte and lateness of each piece, for nobody in between, the guard (prompt reduced, originals
// restored across pieces), and @portkey-ai/gateway, against the same stand-in. Portkey is installed into a folder of its own when it is missing.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PIECES = 40
const EVERY = 5
const RUNS = Number(process.env.BENCH_ROUNDS ?? 40)
/** With a server library newer than it was written for, this release writes into headers of `fetch` that cannot be written and answers everything with 500. */
const PORTKEY = { dependencies: { '@portkey-ai/gateway': '1.15.2' }, overrides: { '@hono/node-server': '1.13.8' } }

/** Sends PIECES events, one every EVERY ms, each telling when it was written. */
const vendor = createServer(async (request, response) => {
  for await (const _ of request) {
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (let i = 0; i < PIECES; i++) {
    const piece = {
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta: { content: `[${performance.timeOrigin + performance.now()}]` }, finish_reason: null }],
    }
    response.write(`data: ${JSON.stringify(piece)}\n\n`)
    await new Promise((turn) => setTimeout(turn, EVERY))
  }
  response.end('data: [DONE]\n\n')
})
await new Promise<void>((done) => vendor.listen(0, '127.0.0.1', done))
const origin = `http://127.0.0.1:${(vendor.address() as { port: number }).port}`

const dir = await mkdtemp(join(tmpdir(), 'cordon-llm-'))
await writeFile(
  join(dir, 'cordon.yaml'),
  `version: 1\ncompany: { name: Bench, domains: [engines.example] }\nvendors:\n  openai:\n    mode: enforce\n    decision: { owner: ada@engines.example, reason: bench }\n    upstream: ${origin}\n    fields: { user.content: allow }\n`,
)
const guard = spawn(
  process.execPath,
  ['bin/cordon.js', 'guard', '--data', join(dir, 'data'), '--policy', join(dir, 'cordon.yaml'), '--port', '4876', '--quiet'],
  { stdio: 'ignore' },
)
const portkeyDir = join(tmpdir(), 'cordon-bench-portkey-1.15.2')
const start = join(portkeyDir, 'node_modules/@portkey-ai/gateway/build/start-server.js')
if (!existsSync(start)) {
  await mkdir(portkeyDir, { recursive: true })
  await writeFile(join(portkeyDir, 'package.json'), JSON.stringify({ private: true, ...PORTKEY }))
  spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: portkeyDir, stdio: 'ignore' })
}
const portkey = existsSync(start)
  ? spawn(process.execPath, [start, '--port=4877', '--headless'], { stdio: 'ignore', cwd: portkeyDir })
  : null

const body = JSON.stringify({
  model: 'm',
  stream: true,
  messages: [{ role: 'user', content: 'Write to ada.lovelace@engines.example about invoice 7.' }],
})
const ways: Record<string, { url: string; headers: Record<string, string> }> = {
  direct: { url: `${origin}/v1/chat/completions`, headers: {} },
  guard: { url: 'http://127.0.0.1:4876/openai/v1/chat/completions', headers: {} },
  ...(portkey === null
    ? {}
    : {
        portkey: {
          url: 'http://127.0.0.1:4877/v1/chat/completions',
          headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${origin}/v1` },
        },
      }),
}

/** ms to the first piece, and how late each piece came after it was written. */
async function one(way: { url: string; headers: Record<string, string> }): Promise<{ first: number; late: number[] }> {
  const began = performance.now()
  const answer = await fetch(way.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-invented', ...way.headers },
    body,
  })
  if (!answer.ok || answer.body === null) throw new Error(`${way.url}: ${answer.status} ${(await answer.text()).slice(0, 200)}`)
  let first = Number.NaN
  const late: number[] = []
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const now = performance.now()
    if (Number.isNaN(first)) first = now - began
    for (const [, at] of text.matchAll(/\[([\d.]+)\]/g)) late.push(performance.timeOrigin + now - Number(at))
  }
  if (late.length !== PIECES) throw new Error(`${way.url}: ${late.length} of ${PIECES} pieces came whole`)
  return { first, late }
}

const at = (values: number[], share: number): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] as number).toFixed(2)
/** Waits until a way answers whole; a peer that never does is said and left out. */
for (const [name, way] of Object.entries(ways)) {
  let problem = ''
  for (let tries = 0; tries < (name === 'guard' ? 600 : 100); tries++) {
    problem = await one(way).then(
      () => '',
      (error: Error) => error.message,
    )
    if (problem === '') break
    await new Promise((turn) => setTimeout(turn, 50))
  }
  if (problem === '') continue
  if (name === 'guard') throw new Error(problem)
  console.log(`${name}: not measured: ${problem}`)
  delete ways[name]
}
const results = new Map(Object.keys(ways).map((name) => [name, { first: [] as number[], late: [] as number[] }]))
for (let run = 0; run < RUNS; run++)
  for (const [name, way] of Object.entries(ways)) {
    const { first, late } = await one(way)
    results.get(name)?.first.push(first)
    results.get(name)?.late.push(...late)
  }
console.log(`${RUNS} answers of ${PIECES} pieces each, ms`)
for (const [name, { first, late }] of results)
  console.log(
    `${name.padEnd(8)} first byte p50 ${at(first, 0.5)} p99 ${at(first, 0.99)}; a piece late p50 ${at(late, 0.5)} p99 ${at(late, 0.99)}`,
  )
if (portkey === null) console.log('portkey: could not be installed, so not measured')
guard.kill('SIGTERM')
portkey?.kill('SIGTERM')
vendor.close()
vendor.closeAllConnections()
await new Promise((done) => guard.once('exit', done))
await rm(dir, { recursive: true, force: true })
process.exit()
