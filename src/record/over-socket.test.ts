// Questions over the socket give what the record gives, its errors too, and an answer that broke off is never taken for a whole one.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { CordonError } from '../core/errors.ts'
import { keysFrom } from './keys.ts'
import { openLedger } from './ledger/ledger.ts'
import { connectRecord, type RecordQuestion, recordHandler } from './over-socket.ts'
import type { PeopleRecord } from './reader.ts'
import { sealFirst } from './seal-first.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-socket-'))
after(() => rmSync(folder, { recursive: true }))

const row = { person: 'u1', email: null, name: null, org: null, fields: [], properties: [], first: '', last: '', count: 1 }
const fake = {
  who: async (scope: { vendor: string }) => ({ version: 1, vendor: scope.vendor }),
  affected: async function* () {
    for (let i = 0; i < 3; i++) yield row
  },
  person: async (text: string) => (text === 'u1' ? { person: 'u1' } : null),
  vendors: async () => {
    throw new CordonError('engine.down', 'The engine ended.')
  },
  erase: async (text: string, day: number) => ({ identities: day, contact: text === 'u1' }),
} as unknown as PeopleRecord

async function listening(path: string, answer: (question: RecordQuestion) => AsyncIterable<string>): Promise<Server> {
  const server = createServer(async (request, response) => {
    const question = (await json(request)) as RecordQuestion
    if (request.url === '/record/ping') return response.end()
    for await (const line of answer(question)) response.write(line)
    response.end()
  })
  await new Promise<void>((done) => server.listen(path, done))
  return server
}

test('answers, rows and errors come through', async () => {
  const path = join(folder, 'serve.sock')
  assert.equal(await connectRecord(path), null)
  const server = await listening(path, (question) => recordHandler(fake, question))
  const record = (await connectRecord(path))!
  assert.deepEqual(await record.who({ vendor: 'mixpanel' }), { version: 1, vendor: 'mixpanel' })
  const rows: unknown[] = []
  for await (const one of record.affected({ vendor: 'mixpanel' })) rows.push(one)
  assert.deepEqual(rows, [row, row, row])
  assert.deepEqual([await record.person('u1'), await record.person('u2')], [{ person: 'u1' }, null])
  assert.deepEqual(await record.erase('u1', 7), { identities: 7, contact: true })
  await assert.rejects(record.vendors(), { code: 'engine.down', message: 'The engine ended.' })
  server.close()
  server.closeAllConnections()
})

test('an answer without its end is an error', async () => {
  const path = join(folder, 'broken.sock')
  const server = await listening(path, async function* () {
    yield `${JSON.stringify({ row })}\n`
  })
  const record = (await connectRecord(path))!
  await assert.rejects(
    async () => {
      for await (const _ of record.affected({ vendor: 'mixpanel' }));
    },
    { code: 'engine.down' },
  )
  server.close()
  server.closeAllConnections()
})

test('while a writer lives it is asked to seal; one that does not answer fails the question', async () => {
  const dir = join(folder, 'guard')
  const keys = keysFrom(Buffer.alloc(32, 1))
  const ledger = await openLedger(dir, { keys, sealEvery: 0 })
  await ledger.append({ entries: [], coverage: [{ vendor: 'mixpanel', source: 'gateway', from: 0, to: 0 }] })
  await assert.rejects(sealFirst(dir), { code: 'ledger.locked' })
  const asked: string[] = []
  const guard = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    await ledger.seal()
    response.end()
  })
  await new Promise<void>((done) => guard.listen(join(dir, 'guard.sock'), done))
  await sealFirst(dir)
  await sealFirst(dir)
  assert.deepEqual(asked, ['POST /seal'])
  guard.close()
  guard.closeAllConnections()
  await ledger.close()
})
