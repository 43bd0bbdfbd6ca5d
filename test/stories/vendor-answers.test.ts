// `answers: vendor`: the SDK hears the vendor itself and tries again by its own rules; what leaves is reduced and recorded all the same, and a cut vendor still gets nothing.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, it } from 'node:test'
import { standardYaml, startGuard, type TestGuard, until } from '../guard-in-test.ts'

interface Told {
  status: number
  headers?: Record<string, string>
  body?: (uuids: string[]) => unknown
}
let told: Told = { status: 200 }
const bodies: string[] = []
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  bodies.push(text)
  const uuids = ((JSON.parse(text) as { batch?: { uuid: string }[] }).batch ?? []).map((event) => event.uuid)
  response.writeHead(told.status, { 'set-cookie': 'v=1', ...told.headers }).end(JSON.stringify(told.body?.(uuids) ?? { note: 'free text' }))
})
let guard: TestGuard
let yaml = ''
before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  yaml = `${standardYaml('posthog', `http://127.0.0.1:${(server.address() as { port: number }).port}`)}    answers: vendor\n`
  guard = await startGuard(yaml)
})
after(async () => {
  await guard.close()
  server.close()
})

const uuid = '018f4e2a-7b7c-7c3a-9d7e-1a2b3c4d5e6f'
async function send(path: string): Promise<Response> {
  const event = { event: 'Signed Up', uuid, distinct_id: 'u_1042', timestamp: '2026-01-01T00:00:00.000Z', properties: {} }
  return fetch(`${guard.origin}/posthog${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ api_key: 'phc_PROJECT', batch: [event] }),
  })
}

it('a refusal comes back as status and time to wait, without the vendor’s words', async () => {
  told = { status: 503, headers: { 'retry-after': '2' } }
  const answer = await send('/batch/')
  assert.deepEqual([answer.status, answer.headers.get('retry-after'), answer.headers.get('set-cookie')], [503, '2', null])
  assert.equal(await answer.text(), '{}')
})

it('results by uuid come back under the SDK’s own uuid, reduced on the way out and recorded', async () => {
  told = {
    status: 200,
    body: (uuids) => ({
      results: Object.fromEntries(uuids.map((one) => [one, { result: 'retry', details: 'not_persisted', note: 'x y' }])),
      extra: 1,
    }),
  }
  bodies.length = 0
  const answer = await send('/i/v1/analytics/events')
  assert.deepEqual(await answer.json(), { results: { [uuid]: { result: 'retry', details: 'not_persisted' } } })
  assert.ok(bodies.length === 1 && !bodies[0]?.includes('u_1042') && !bodies[0]?.includes(uuid))
  assert.ok(guard.ledger.entries.length > 0)
})

it('flags: an error is an error, so that the SDK asks again', async () => {
  told = { status: 502 }
  const answer = await fetch(`${guard.origin}/posthog/flags/?v=2`, {
    method: 'POST',
    body: JSON.stringify({ token: 'phc_PROJECT', distinct_id: 'u_1042' }),
  })
  assert.equal(answer.status, 502)
})

it('a redirect and a vendor that is gone are errors of the gateway; a cut answers success', async () => {
  told = { status: 302, headers: { location: 'https://elsewhere.example/' } }
  const moved = await send('/batch/')
  assert.deepEqual([moved.status, moved.headers.get('location')], [502, null])
  await guard.close()
  guard = await startGuard(yaml.replace(/upstream: .*/, 'upstream: http://127.0.0.1:9'))
  assert.equal((await send('/batch/')).status, 503)
  await guard.close()
  bodies.length = 0
  guard = await startGuard(yaml.replace('mode: enforce', 'mode: cut'))
  assert.equal((await send('/batch/')).status, 200)
  assert.equal(bodies.length, 0)
})

it('answers: guard: an event that capture v1 did not keep is sent again, a bounded number of times; what a vendor will not have is said', async () => {
  await guard.close()
  const said: unknown[] = []
  guard = await startGuard(yaml.replace('answers: vendor', 'answers: guard'), {
    log: (name, facts) => void (name === 'guard.upstream-refused' && said.push(facts)),
  })
  told = { status: 200, body: (uuids) => ({ results: Object.fromEntries(uuids.map((one) => [one, { result: 'retry' }])) }) }
  bodies.length = 0
  assert.equal((await send('/i/v1/analytics/events')).status, 200)
  // Never kept: the lane goes on all the same, and says so.
  await until('that it is gone', () => said.length > 0)
  assert.deepEqual([bodies.length, new Set(bodies).size, said], [6, 1, [{ vendor: 'posthog', status: 200 }]])
  told = { status: 200 }
  await send('/batch/')
  await until('what came after it', () => bodies.length === 7)
  told = { status: 401 }
  for (let i = 0; i < 3; i++) await send('/batch/')
  await until('the refusal', () => bodies.length === 10 && said.length > 1)
  assert.deepEqual(said.slice(1), [{ vendor: 'posthog', status: 401 }])
})

it('answers: guard: the vendor is left alone for as long as it asks', async () => {
  bodies.length = 0
  told = { status: 429, headers: { 'retry-after': '1' } }
  const began = performance.now()
  await send('/batch/')
  await until('the first try', () => bodies.length === 1)
  told = { status: 200 }
  await until('the second', () => bodies.length === 2)
  assert.ok(performance.now() - began >= 1000)
})
