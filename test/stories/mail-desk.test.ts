// Letters posted to the running server: judged against its own record, who else got the letter known over a restart, and commands that ask it over the socket.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openKeys } from '../../src/record/index.ts'
import { until } from '../guard-in-test.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-desk-'))
const dir = join(folder, 'data')
const bin = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
let port = 0
let server: ChildProcess | null = null
after(async () => {
  await stop()
  rmSync(folder, { recursive: true })
})

function cordon(...args: string[]): { out: string; err: string; code: number | null } {
  const ran = spawnSync(process.execPath, [bin, ...args, '--data', dir], { cwd: folder, encoding: 'utf8' })
  return { out: ran.stdout, err: ran.stderr, code: ran.status }
}

async function start(): Promise<void> {
  const free = createServer()
  await new Promise<void>((done) => free.listen(0, '127.0.0.1', done))
  port = (free.address() as { port: number }).port
  await new Promise((done) => free.close(done))
  const child = spawn(process.execPath, [bin, 'serve', '--data', dir, '--port', String(port)], { cwd: folder })
  server = child
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  await until('the console', () => said.includes('console:') || child.exitCode !== null, 60_000)
  assert.match(said, /console:/)
}

async function stop(): Promise<void> {
  if (server === null || server.exitCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  await ended
}

const letter = (to: string) =>
  `From: Mixpanel Security <notice@mixpanel-incident.test>\r\nTo: ${to}\r\nSubject: Data incident at Mixpanel: verify your account\r\n` +
  'Date: Thu, 27 Nov 2025 10:00:00 +0000\r\n\r\nYour organisation org-7kq2m9xw4t is among those whose data was copied.\r\n' +
  'Verify your account within 24 hours or it will be suspended: https://fernhill.mixpanel-incident.test/login\r\n'

async function post(what: string, body: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/mail/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body,
  })
  assert.equal(answer.status, 200)
  return (await answer.json()) as Record<string, unknown>
}

before(() => {
  openKeys(dir, { create: true })
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text)
  file('cordon.yaml', 'version: 1\ncompany: { name: Fernhill, domains: [fernhill.example] }\nvendors:\n  mixpanel: {}\n')
  file('people.csv', 'id,email,name,org,locale,country\nu1,ann@x.example,Ann Example,org-7kq2m9xw4t,en,GB\n')
  const properties = { time: Date.UTC(2025, 10, 3) / 1000, distinct_id: 'u1', $insert_id: 'i1', org_id: 'org-7kq2m9xw4t' }
  file('export.jsonl', `${JSON.stringify({ event: 'Visit', properties })}\n`)
  file('ann.eml', letter('ann@x.example'))
  assert.equal(cordon('people', 'import', 'people.csv').code, 0)
  assert.equal(cordon('import', 'mixpanel', 'export.jsonl').code, 0)
  assert.equal(cordon('incident', 'open', '--vendor', 'mixpanel', '--held-until', '2025-11-09', '--by', 'vendor').code, 0)
})

test('the server judges a letter against its record, and commands ask it', async () => {
  await start()
  const judged = await post('check', letter('ann@x.example'))
  assert.deepEqual([judged.verdict, judged.incident, judged.vendor], ['phish', 'INC-1', 'mixpanel'])
  const asked = cordon('mail', 'check', 'ann.eml', '--json')
  assert.deepEqual([asked.err, JSON.parse(asked.out).incident], ['', 'INC-1'])
})

test('who else got the letter is known after a restart, until that person is erased', async () => {
  assert.deepEqual((await post('reports', letter('ann@x.example'))).alsoReceived, [])
  await stop()
  await start()
  assert.deepEqual((await post('reports', letter('bob@y.example'))).alsoReceived, ['ann@x.example'])
  assert.equal(cordon('person', 'erase', 'ann@x.example', '--yes').code, 0)
  assert.deepEqual((await post('reports', letter('cleo@z.example'))).alsoReceived, ['bob@y.example'])
})
