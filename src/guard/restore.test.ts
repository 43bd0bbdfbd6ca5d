import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { restorer, streamRestorer } from './restore.ts'

const originals = new Map([
  ['u_aaaabbbb', 'u_1042'],
  ['u_aaaabbbbcc', 'u_7'],
  ['a-xyz@person.invalid', 'ada@example.com'],
])

it('puts originals back, the longest pseudonym first', () => {
  assert.equal(restorer(originals)('hello u_aaaabbbbcc and u_aaaabbbb'), 'hello u_7 and u_1042')
})

it('gives the same however the stream is cut', () => {
  const text = 'x u_aaaabbbb, a-xyz@person.invalid; u_aaaabbbbcc u_aaaa end a-xyz'
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (sizes) => {
      const stream = streamRestorer(originals)
      let out = ''
      for (let at = 0, i = 0; at < text.length; i++) {
        const size = sizes[i % sizes.length] as number
        out += stream.push(text.slice(at, at + size))
        at += size
      }
      assert.equal(out + stream.end(), restorer(originals)(text))
    }),
  )
})
