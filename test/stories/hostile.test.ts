// Hostile requests at the guard: each gets an answer in the vendor's shape and a reason, memory stays bounded, and ordinary traffic beside it loses nothing.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { allowAllYaml, startGuard, type TestGuard, until } from '../guard-in-test.ts'

const event = (id: string): string =>
  `data=${encodeURIComponent(Buffer.from(JSON.stringify({ event: 'Tick', properties: { distinct_id: 'u_1', $insert_id: id, token: 'T' } })).toString('base64'))}`

describe('hostile requests', () => {
  let vendor: StandIn
  let guard: TestGuard
  before(async () => {
    vendor = await startStandIn()
    guard = await startGuard(allowAllYaml('mixpanel', vendor.origin))
  })
  after(async () => {
    await guard.close()
    await vendor.close()
  })
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${guard.origin}/mixpanel/track/?verbose=1`, { method: 'POST', body, headers })

  const cases: [string, () => BodyInit, Record<string, string>?][] = [
    ['broken JSON', () => '[{"event":"a","prop'],
    ['not a form, not JSON', () => 'hello'],
    ['base64 of nothing sensible', () => `data=${Buffer.from('nope nope nope').toString('base64')}`],
    ['invalid UTF-8', () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', () => Buffer.from('[{"event":"a"}]', 'utf16le')],
    ['a body of 100 MB', () => Buffer.alloc(100 * 1024 * 1024, 0x20)],
    ['a gzip bomb', () => gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20), { level: 9 })],
    ['gzip that breaks off', () => gzipSync(Buffer.from(event('x'))).subarray(0, 30)],
    ['an unknown content encoding', () => event('x'), { 'content-encoding': 'snappy' }],
    ['numbers, texts and null where events belong', () => '[1, "a", null, [[]], {}]'],
  ]
  for (const [name, body, headers] of cases) {
    it(`${name}: answered as accepted`, { timeout: 30_000 }, async () => {
      const answer = await post(body(), headers)
      assert.equal(answer.status, 200)
      assert.deepEqual(await answer.json(), { status: 1, error: null })
    })
  }

  it('10,000-deep nesting: answered as accepted, and the message does not leave', async () => {
    const before = vendor.requests.length
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`
    const answer = await post(`[{"event":"Deep","properties":{"distinct_id":"u_1","token":"T","deep":${deep}}}]`)
    assert.deepEqual(await answer.json(), { status: 1, error: null })
    await post(event('after-the-deep-one'))
    await until('the event after it', () => vendor.requests.length > before)
    assert.ok(!vendor.held().some((one) => one.value.event === 'Deep'))
  })

  it('a million property names: bounded memory, later traffic unharmed', { timeout: 60_000 }, async () => {
    const before = process.memoryUsage().rss
    for (let part = 0; part < 10; part++) {
      const properties = Array.from({ length: 100_000 }, (_, i) => `"n${part * 100_000 + i}":1`).join(',')
      assert.equal((await post(`[{"event":"Many","properties":{"distinct_id":"u_1","token":"T",${properties}}}]`)).status, 200)
    }
    const grown = (process.memoryUsage().rss - before) / 1e6
    assert.ok(grown < 900, `memory grew by ${grown.toFixed(0)} MB`)
  })

  it('a slow sender holds nobody up', async () => {
    const socket = connect(guard.port, '127.0.0.1')
    socket.write('POST /mixpanel/track/ HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nda')
    const answer = await post(event('beside-the-slow-one'))
    assert.equal(answer.status, 200)
    socket.destroy()
  })

  it('two lengths, or a length and chunks, are refused as HTTP (RFC 9112 §6.1)', async () => {
    const socket = connect(guard.port, '127.0.0.1')
    socket.end('POST /mixpanel/track/ HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n')
    let text = ''
    for await (const chunk of socket) text += chunk
    assert.match(text, /^HTTP\/1\.1 400/)
  })

  it('and ordinary events beside all that arrived', async () => {
    for (let i = 0; i < 20; i++) await post(event(`fine-${i}`))
    await until(
      'twenty events',
      () =>
        vendor.held().filter((one) => String((one.value.properties as Record<string, unknown>)?.$insert_id).startsWith('fine-')).length ===
        20,
    )
  })

  it('an address without a vendor says how to write one', async () => {
    const answer = await fetch(`${guard.origin}/nobody/track`)
    assert.equal(answer.status, 404)
    assert.match(await answer.text(), /VENDOR/)
  })
})
