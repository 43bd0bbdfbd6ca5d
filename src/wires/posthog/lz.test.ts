// LZ-String: comes back as it went in, gives the bytes that the library gives, and neither broken nor bloated input does harm.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Golden, written } from '../../../test/contracts/captures.ts'
import { endpointOf } from '../../../test/contracts/wire.ts'
import { readLzString } from '../../../test/lz-string.ts'
import { CordonError } from '../../core/errors.ts'
import { packLz, unpackLz } from './lz.ts'
import { posthog } from './wire.ts'

const RUNS = process.env.CORDON_LONG === '1' ? 1_000_000 : 3_000
const refused = (code: string) => (error: unknown) => error instanceof CordonError && error.code === code
/** Few letters, so that long entries come about, and any at all, halves of pairs too. */
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '{', '"', 'é', '€', '\ud83d', '\u0000'), maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.json(),
)

describe('LZ-String', () => {
  it('gives what the library gives', () => {
    // lz-string 1.5.0, compressToBase64.
    const vectors: Record<string, string> = {
      '': 'Q===',
      a: 'IZA=',
      '{"event":"a"}': 'N4IgpgbmB2AuIC4QEMQF8g==',
      'für 日本 😀': 'GYH4TgBIp6aDTmGLwbgAPaA=',
    }
    for (const [text, packed] of Object.entries(vectors)) {
      assert.equal(packLz(text), packed)
      assert.equal(unpackLz(packed), text)
    }
  })

  it('comes back as it went in, by this reader and by another', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const packed = packLz(text)
        assert.equal(unpackLz(packed), text)
        assert.equal(readLzString(packed), text)
      }),
      { numRuns: Math.min(RUNS, 100_000), seed: 7 },
    )
  })

  it('broken input is refused, whatever it is', () => {
    for (const broken of ['', '=', 'N', 'N4Ig', 'N4IgpgbmB2AuIC4QE', '////', 'é', '\u0000', 'N4Ig pgbm'])
      assert.throws(() => unpackLz(broken), refused('wire.unreadable'), broken)
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= é'), maxLength: 80 }),
        (text) => {
          try {
            packLz(unpackLz(text))
          } catch (error) {
            if (!(error instanceof CordonError) || (error.code !== 'wire.unreadable' && error.code !== 'wire.too-large')) throw error
          }
        },
      ),
      { numRuns: RUNS, seed: 7 },
    )
  })

  it('a bomb is refused before it is unpacked: a few kilobytes for thirty million letters', () => {
    const bomb = packLz('x'.repeat(30_000_000))
    assert.ok(bomb.length < 20_000)
    assert.throws(() => unpackLz(bomb), refused('wire.too-large'))
    assert.throws(() => unpackLz(packLz('abcabcabc'), 8), refused('wire.too-large'))
    assert.equal(unpackLz(packLz('abcabcabc'), 9), 'abcabcabc')
  })
})

describe('lz64 of posthog-js', () => {
  const requests = written('posthog').filter(({ name }) => name.includes('1.30.0'))
  it('is read, and leaves packed in the same way', () => {
    assert.equal(requests.length, 3)
    for (const golden of requests) {
      const message = endpointOf(posthog, golden).read(golden.request)
      const events = [message.doc.body].flat() as { event: string; properties: { distinct_id: string } }[]
      for (const one of events) assert.equal(one.properties.distinct_id, 'u_1042')
      for (const one of events) one.properties.distinct_id = 'u_other'
      const again = endpointOf(posthog, golden).read({ ...golden.request, ...message.write() })
      assert.deepEqual(again.doc, message.doc)
    }
  })

  it('is read as a lone body too, whatever the query says', () => {
    const golden = requests[0] as Golden
    const body = Buffer.from(packLz('[{"event":"a","properties":{"distinct_id":"u_1042"}}]'))
    for (const query of ['compression=lz64&ip=1', 'ip=1']) {
      const message = endpointOf(posthog, golden).read({ ...golden.request, query, body })
      assert.deepEqual(message.doc.body, [{ event: 'a', properties: { distinct_id: 'u_1042' } }])
      assert.deepEqual(Buffer.from(message.write().body), body)
    }
  })
})
