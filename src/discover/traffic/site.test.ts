import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CordonError } from '../../core/errors.ts'
import { fieldOfInput } from './live/forms.ts'
import { doStep, parseSteps } from './live/steps.ts'
import { SentFrames } from './live/websocket.ts'
import { parsePlanted } from './planted.ts'
import { isInside, sharesName, siteOf } from './site.ts'

test('registrable domains count tenants of shared suffixes apart', () => {
  assert.deepEqual(['a.b.shop.co.uk', 'x.github.io', 'd1.cloudfront.net', '203.0.113.9'].map(siteOf), [
    'shop.co.uk',
    'x.github.io',
    'd1.cloudfront.net',
    '203.0.113.9',
  ])
})

test('names that one company gives its domains', () => {
  for (const [a, b] of [
    ['example.com', 'example.co.uk'],
    ['acmeshop.com', 'acmeshop-cdn.net'],
    ['acmeshop.com', 'acmeshopimages.com'],
    ['thegazette.com', 'gazette.co.uk'],
    ['gazette.com', 'staticgazette.com'],
  ]) {
    assert.ok(sharesName(a!, b!), `${a} ${b}`)
  }
  for (const [a, b] of [
    ['shop.com', 'shopify.com'],
    ['example.com', 'vendor.com'],
    ['news.com', 'newrelic.com'],
    ['sale.com', 'salesforce.com'],
    ['ad.com', 'adnxs.com'],
  ]) {
    assert.ok(!sharesName(a!, b!), `${a} ${b}`)
  }
})

test('the inside of a network, by address and by name', () => {
  assert.deepEqual(
    ['10.0.0.1', '172.20.0.1', '192.168.1.1', '127.0.0.1', '0.0.0.0', 'localhost', 'printer.local', '[::1]', 'fe80::1'].map(isInside),
    Array(9).fill(true),
  )
  assert.deepEqual(['203.0.113.9', '172.32.0.1', 'shop.example', '2001:db8::1'].map(isInside), [false, false, false, false])
})

test('steps are read with their place when they are wrong', () => {
  assert.deepEqual(
    parseSteps(
      '- go: /cart\n- type: { into: "#m", text: $email }\n- wait: 2s\n- wait: 300ms\n- click: text=Pay\n- press: Enter\n- wait-for: "#x"\n',
      's.yaml',
    ).map((step) => step.do),
    ['go', 'type', 'wait', 'wait', 'click', 'press', 'wait-for'],
  )
  for (const [yaml, line] of [
    ['- go: /a\n- fly: /b\n', 2],
    ['- type: x\n', 1],
    ['a: b\n', 1],
    ['- go: [\n', 2],
  ] as const) {
    assert.throws(
      () => parseSteps(yaml, 's.yaml'),
      (error: CordonError) => error.code === 'input.invalid' && error.place?.line === line,
      yaml,
    )
  }
})

test('a step that cannot be done says which, and why where it can be looked at', async () => {
  const page = { keyboard: { press: () => Promise.reject(new Error('no')) } } as never
  await assert.rejects(
    doStep(page, { do: 'press', key: 'Enter' }, 3, new Map()),
    (error: CordonError) => error.code === 'capture.step' && /Step 3/.test(error.message),
  )
})

test('what a form asks for', () => {
  const input = (more: object) => fieldOfInput({ type: 'text', name: '', id: '', autocomplete: '', hint: '', label: '', ...more })
  assert.equal(input({ type: 'email' }), 'user.contact.email')
  assert.equal(input({ autocomplete: 'section-a billing given-name' }), 'user.name.first')
  assert.equal(input({ label: 'Phone number' }), 'user.contact.phone_number')
  assert.equal(input({ name: 'name' }), 'user.name')
  assert.equal(input({ autocomplete: 'cc-number' }), 'user.financial.credit_card')
  assert.equal(input({ type: 'search', name: 'email' }), null)
  assert.equal(input({ name: 'q' }), null)
})

test('a planted person is told by property names or fields; what is not understood is told', () => {
  const { planted, unknown } = parsePlanted('email=a@planted.example\nname=Ada\n# note\nuser.organization_id=org_1\nzzz=1\n')
  assert.deepEqual(
    [...planted],
    [
      ['user.contact.email', 'a@planted.example'],
      ['user.name', 'Ada'],
      ['user.organization_id', 'org_1'],
    ],
  )
  assert.deepEqual(unknown, ['zzz'])
  assert.equal(parsePlanted('{"phone":"+44 20 7946 0735"}').planted.get('user.contact.phone_number'), '+44 20 7946 0735')
})

test('WebSocket frames: masked, in parts, cut anywhere, longer lengths', () => {
  const frame = (payload: Buffer, code: number, last: boolean): Buffer => {
    const mask = Buffer.from([1, 2, 3, 4])
    const head =
      payload.length < 126
        ? Buffer.from([(last ? 0x80 : 0) | code, 0x80 | payload.length])
        : Buffer.from([(last ? 0x80 : 0) | code, 0xfe, payload.length >> 8, payload.length & 255])
    return Buffer.concat([head, mask, Buffer.from(payload.map((byte, i) => byte ^ mask[i % 4]!))])
  }
  const bytes = Buffer.concat([
    frame(Buffer.from('hel'), 1, false),
    frame(Buffer.from('ping'), 9, true),
    frame(Buffer.from('lo'), 0, true),
    frame(Buffer.alloc(300, 65), 2, true),
  ])
  for (const size of [1, 5, 1000]) {
    const got: string[] = []
    const frames = new SentFrames((message) => got.push(message.toString()))
    for (let at = 0; at < bytes.length; at += size) frames.push(bytes.subarray(at, at + size))
    assert.deepEqual(got, ['hello', 'A'.repeat(300)])
  }
})
