// Unwrapping is held to the real traffic of twenty SDKs (test/golden/captures), to every encoding we know of, and to hostile bytes.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import zlib from 'node:zlib'
import fc from 'fast-check'
import { LIMITS } from '../core/limits.ts'
import { clean } from './clean.ts'
import { fold } from './fold.ts'
import { KnownValues } from './known.ts'
import { type Leaf, unwrap } from './unwrap.ts'

const CAPTURES = new URL('../../test/golden/captures/', import.meta.url)

interface Captured {
  readonly path: string
  /** Values as received; what the capture decoded besides is no string. */
  readonly query?: Readonly<Record<string, unknown>>
  readonly body_base64: string | null
  readonly decode_steps: readonly string[]
  readonly body: unknown
}

function captures(): { file: string; requests: Captured[] }[] {
  return readdirSync(CAPTURES)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, requests: JSON.parse(readFileSync(new URL(file, CAPTURES), 'utf8')).requests ?? [] }))
}

const queryOf = ({ query }: Captured): string =>
  new URLSearchParams(Object.entries(query ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string')).toString()

/** Texts of all scalars of a decoded body but null and ''. */
function scalars(value: unknown, out: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) scalars(item, out)
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) scalars(item, out)
  else if (value !== null && value !== '') out.push(String(value))
  return out
}

test('every value of every captured request is a leaf', () => {
  let requests = 0
  for (const { file, requests: all } of captures()) {
    for (const request of all) {
      if (!request.body_base64) continue
      requests++
      const texts = new Set(unwrap(Buffer.from(request.body_base64, 'base64')).map((leaf) => leaf.text))
      // What the capture says about its own decoding (part headers, encodings) and streams that we open further are no leaves.
      const missing = scalars(request.body).filter(
        (text) => !texts.has(text) && !/^\x1f\x8b|^Content-Disposition|^zlib$|^as is$/.test(text),
      )
      assert.deepEqual(missing, [], `${file} ${request.path}`)
    }
  }
  assert.equal(requests, 72)
})

test('no planted marker is left in any leaf of the captures once it is cleaned', () => {
  const person = new KnownValues()
  person.add('ada.lovelace@example.com', 'user.contact.email')
  person.add('Ada Lovelace', 'user.name')
  person.add('+44 20 7946 0018', 'user.contact.phone_number')
  person.add('u_1042', 'user.unique_id')
  person.add('org_77', 'user.organization_id')
  const markers = ['ada.lovelace@example.com', 'Ada Lovelace', '442079460018', 'u_1042', 'org_77', '203.0.113.77', '4242424242424242'].map(
    (m) => fold(m).text,
  )
  let replaced = 0
  for (const { file, requests } of captures()) {
    for (const request of requests) {
      const leaves = [...(request.body_base64 ? unwrap(Buffer.from(request.body_base64, 'base64')) : []), ...unwrap(queryOf(request))]
      for (const leaf of leaves) {
        const text = clean(leaf.text, person, () => {
          replaced++
          return ''
        })
        const folded = fold(text).text
        for (const marker of markers) assert.ok(!folded.includes(marker), `${file} ${leaf.path}`)
        assert.ok(!/token=SECRET|api_key=SECRET123/.test(decodeURIComponent(text.replaceAll('%', '%25'))), `${file} ${leaf.path}`)
      }
    }
  }
  assert.ok(replaced > 400)
})

const VALUE = { user: { email: 'ada@example.com', tags: ['a', 'b'] }, n: 1.5, big: 12_345 }
const TEXT = JSON.stringify(VALUE)
const LEAVES = ['user.email=ada@example.com', 'user.tags[]=a', 'user.tags[]=b', 'n=1.5', 'big=12345']
const show = (leaves: Leaf[]): string[] => leaves.map((leaf) => `${leaf.path}=${leaf.text}`)

test('every encoding gives the same leaves', () => {
  const base64 = Buffer.from(TEXT).toString('base64')
  const inputs: Readonly<Record<string, Uint8Array | string>> = {
    json: TEXT,
    'json in a json string': JSON.stringify(TEXT),
    gzip: zlib.gzipSync(TEXT),
    zlib: zlib.deflateSync(TEXT),
    'bare deflate': zlib.deflateRawSync(TEXT),
    brotli: zlib.brotliCompressSync(TEXT),
    zstd: zlib.zstdCompressSync(TEXT),
    'gzip in gzip': zlib.gzipSync(zlib.gzipSync(TEXT)),
    base64,
    base64url: Buffer.from(TEXT).toString('base64url'),
    'reversed base64': [...base64].reverse().join(''),
    'gzip in base64': zlib.gzipSync(TEXT).toString('base64'),
    'gzip in latin-1': zlib.gzipSync(TEXT).toString('latin1'),
    percent: encodeURIComponent(TEXT),
    'data url': `data:application/json;base64,${base64}`,
    'utf-16': Buffer.from(`\ufeff${TEXT}`, 'utf16le'),
  }
  for (const [name, input] of Object.entries(inputs)) assert.deepEqual(show(unwrap(input)), LEAVES, name)
  assert.deepEqual(show(unwrap(zlib.brotliCompressSync(TEXT), { contentEncoding: 'br' })), LEAVES)
})

test('forms: base64 with a bare plus, percent-encoded base64, JSON, several values', () => {
  const plus = Buffer.from('{"a":"~~~>>>???"}').toString('base64')
  assert.match(plus, /\+/)
  assert.deepEqual(show(unwrap(`data=${plus}&ip=1`)), ['data.a=~~~>>>???', 'ip=1'])
  assert.deepEqual(show(unwrap(`data=${encodeURIComponent(plus)}`)), ['data.a=~~~>>>???'])
  assert.deepEqual(show(unwrap(Buffer.from(`data=${encodeURIComponent('{"a":1}')}&b=x+y%20z`))), ['data.a=1', 'b=x y z'])
  assert.deepEqual(show(unwrap('?context=%7B%22distinct_id%22%3A%22u_1%22%7D&x=')), ['context.distinct_id=u_1'])
})

test('newline-delimited JSON, envelopes with a compressed payload, multipart', () => {
  assert.deepEqual(show(unwrap('{"a":1}\n{"a":2}\n')), ['[].a=1', '[].a=2'])
  const envelope = Buffer.concat([
    Buffer.from('{"id":"x"}\n{"type":"replay"}\n{"segment":0}\n'),
    zlib.deflateSync('[{"m":"ada@example.com"}]'),
    Buffer.from('\n{"type":"end"}\n'),
  ])
  assert.deepEqual(show(unwrap(envelope)), ['[].id=x', '[].type=replay', '[].segment=0', '[][].m=ada@example.com', '[].type=end'])
  const parts = Buffer.concat([
    Buffer.from(
      '--B\r\nContent-Disposition: form-data; name="event"\r\n\r\n{"a":1}\r\n--B\r\nContent-Disposition: form-data; name="seg"\r\n\r\n',
    ),
    zlib.deflateSync('{"b":2}'),
    Buffer.from('\r\n--B--\r\n'),
  ])
  assert.deepEqual(show(unwrap(parts)), ['event.a=1', 'seg.b=2'])
})

test('a doubled key hides nothing, a big number keeps its digits, a key that is a value is one', () => {
  assert.deepEqual(show(unwrap('{"email":"ada@example.com","email":""}')), ['email=ada@example.com'])
  assert.deepEqual(show(unwrap('{"id":12345678901234567890}')), ['id=12345678901234567890'])
  assert.deepEqual(show(unwrap('{"ada@example.com":{"plan":"pro"}}')), ['*=ada@example.com', '*.plan=pro'])
})

test('claims of a token are listed, and the token itself', () => {
  const token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"email":"ada@example.com"}').toString('base64url')}.sig`
  assert.deepEqual(show(unwrap(`{"t":"${token}"}`)), [`t=${token}`, 't.alg=none', 't.email=ada@example.com'])
})

test('readable pieces of an unknown binary format', () => {
  const bytes = Buffer.concat([Buffer.from([10, 15, 8, 0]), Buffer.from('ada@example.com'), Buffer.from([0x18, 0, 0xff])])
  assert.deepEqual(unwrap(bytes), [{ path: '', text: 'ada@example.com', steps: ['readable pieces'] }])
})

test('steps say what was undone', () => {
  const gz = zlib.gzipSync('{"d":"{\\"x\\":1}"}')
  assert.deepEqual(unwrap(gz), [{ path: 'd.x', text: '1', steps: ['gzip', 'json', 'json'] }])
})

test('broken JSON gives what stands before the break, and says so', () => {
  const leaves = unwrap('{"email":"ada@example.com","name":"Ad')
  assert.deepEqual(show(leaves).slice(0, 2), ['email=ada@example.com', 'name=Ad'])
})

test('bombs, depth and mass are bounded, and the last leaf says why it ends', () => {
  const stopped = (leaves: Leaf[]): string | undefined => leaves.at(-1)?.steps.find((step) => step.startsWith('stopped'))
  assert.match(stopped(unwrap(zlib.gzipSync(Buffer.alloc(300 * 1024 * 1024)))) ?? '', /expands/)
  assert.match(stopped(unwrap(`${'['.repeat(10_000)}1`)) ?? '', /deep/)
  let nested = '{"a":1}'
  for (let i = 0; i < LIMITS.decodeDepth + 4; i++) nested = Buffer.from(nested).toString('base64')
  assert.match(stopped(unwrap(nested)) ?? '', /deep/)
  assert.equal(unwrap(`[${'1,'.repeat(LIMITS.leaves + 10)}1]`).length, LIMITS.leaves)
})

test('never throws, whatever the bytes', () => {
  const heads = [
    '',
    '{',
    '[',
    '"',
    '\x1f\x8b\x08',
    'x\x9c',
    '--b\nContent-',
    'data=',
    '%7B',
    'H4sI',
    '(\xb5/\xfd',
    'eyJ',
    '{"a":"',
    '\xff\xfe',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, tail) => {
      unwrap(Buffer.concat([Buffer.from(head, 'latin1'), tail]))
    }),
    { numRuns: 5000, seed: 5 },
  )
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.string({ unit: 'binary', maxLength: 200 }), (head, tail) => {
      unwrap(head + tail)
    }),
    { numRuns: 5000, seed: 6 },
  )
  // A real body with one byte changed.
  const body = zlib.gzipSync(TEXT)
  for (let i = 0; i < body.length; i++) {
    const copy = Buffer.from(body)
    copy[i] = copy[i]! ^ 0xff
    unwrap(copy)
  }
})
