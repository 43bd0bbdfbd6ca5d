// Rows are the same after packing and unpacking, and combining adds up.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Combiner, decodeRows, encodeRows } from './rows.ts'

const row = fc.record({
  vendor: fc.integer({ min: 1, max: 0xffff }),
  shape: fc.integer({ min: 1, max: 100_000 }),
  source: fc.integer({ min: 0, max: 3 }),
  day: fc.integer({ min: -10, max: 60_000 }),
  person: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 0xfffffffe })),
  first: fc.integer({ min: 0, max: 86_399 }),
  span: fc.integer({ min: 0, max: 86_399 }),
  count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 0x7fffffff })),
})

test('what is combined, packed and unpacked adds up row by row', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 300 }), (given) => {
      const combiner = new Combiner()
      const expected = new Map<string, { first: number; last: number; count: number }>()
      for (const one of given) {
        const last = Math.min(86_399, one.first + one.span)
        combiner.add(combiner.group(one.vendor, one.shape, one.source, one.day), one.person, one.first, last, one.count)
        const key = [one.vendor, one.shape, one.source, one.day, one.person].join()
        const before = expected.get(key) ?? { first: one.first, last, count: 0 }
        expected.set(key, {
          first: Math.min(before.first, one.first),
          last: Math.max(before.last, last),
          count: Math.min(0xffffffff, before.count + one.count),
        })
      }
      const rows = combiner.rows()
      const read = decodeRows(encodeRows(rows), rows.length)
      const found = new Map<string, unknown>()
      for (let i = 0; i < read.length; i++)
        found.set([read.vendor[i], read.shape[i], read.source[i], read.day[i], read.person[i]].join(), {
          first: read.first[i],
          last: read.last[i],
          count: read.count[i],
        })
      assert.deepEqual(found, expected)
    }),
  )
})

test('bytes that are no rows give a range error, never a wrong length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (bytes, length) => {
      try {
        assert.equal(decodeRows(bytes, length).length, length)
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error))
      }
    }),
  )
})
