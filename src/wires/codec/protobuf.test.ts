// The encoding guide's own examples, and what must not pass unseen.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { CordonError } from '../../core/errors.ts'
import { readProto, type Schema, writeProto } from './protobuf.ts'

const schema: Schema = {
  Test: {
    1: { name: 'a', type: 'int32' },
    2: { name: 'b', type: 'string' },
    3: { name: 'c', type: 'Test' },
    4: { name: 'd', type: 'string' },
    5: { name: 'e', type: 'int32', many: true },
    6: { name: 'f', type: 'int32', many: true },
    7: { name: 'g', type: 'sint32' },
    8: { name: 'h', type: 'fixed64' },
    9: { name: 'i', type: 'double' },
  },
}
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('protocol buffers', () => {
  it('reads and writes the examples of protobuf.dev/programming-guides/encoding', () => {
    const examples: readonly (readonly [string, unknown])[] = [
      ['08 96 01', { a: 150 }],
      ['12 07 74 65 73 74 69 6e 67', { b: 'testing' }],
      ['1a 03 08 96 01', { c: { a: 150 } }],
      ['08 fe ff ff ff ff ff ff ff ff 01', { a: -2 }],
      ['32 06 03 8e 02 9e a7 05', { f: [3, 270, 86942] }],
      ['22 05 68 65 6c 6c 6f 2a 03 01 02 03', { d: 'hello', e: [1, 2, 3] }],
      ['38 03', { g: -2 }],
      ['41 01 00 00 00 00 00 00 80', { h: '9223372036854775809' }],
      ['49 00 00 00 00 00 00 e0 3f', { i: 0.5 }],
    ]
    for (const [bytes, value] of examples) {
      assert.deepEqual(readProto(hex(bytes), schema, 'Test'), value)
      assert.deepEqual(Buffer.from(writeProto(value as never, schema, 'Test')), hex(bytes))
    }
  })

  it('lists fields it does not know, and writes them only while they are listed', () => {
    const bytes = hex('08 01 7a 03 41 64 61 f8 01 2a')
    const tree = readProto(bytes, schema, 'Test')
    assert.deepEqual(tree, { a: 1, unknown: { '15_2': ['A0FkYQ=='], '31_0': ['Kg=='] } })
    assert.deepEqual(Buffer.from(writeProto(tree, schema, 'Test')), bytes)
    delete (tree as { unknown?: unknown }).unknown
    assert.deepEqual(Buffer.from(writeProto(tree, schema, 'Test')), hex('08 01'))
  })

  it('never throws anything but wire errors', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          writeProto(readProto(bytes, schema, 'Test'), schema, 'Test')
        } catch (error) {
          assert.ok(error instanceof CordonError && error.code.startsWith('wire.'), String(error))
        }
      }),
      { numRuns: process.env.CORDON_LONG === '1' ? 1_000_000 : 5_000, seed: 3 },
    )
  })
})
