// A batch is the same after it went through a log frame.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Entry, SOURCES } from '../../core/record.ts'
import { encodeFrame, visitFrame } from './frame.ts'

const identity = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
const entry: fc.Arbitrary<Entry> = fc
  .record({
    identity,
    vendor: fc.constantFrom('mixpanel', 'vendör'),
    shape: fc.constantFrom('0011223344556677', 'aabbccddeeff0011'),
    at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    span: fc.integer({ min: 0, max: 86_400_000 }),
    count: fc.integer({ min: 1, max: 0xffffffff }),
    source: fc.constantFrom(...SOURCES),
  })
  .map(({ span, ...rest }) => ({ ...rest, last: rest.at + span }))

test('entries, links, shapes, coverage and mark come back', () => {
  fc.assert(
    fc.property(fc.array(entry), fc.array(fc.tuple(identity, identity)), fc.boolean(), (entries, links, rest) => {
      const shapes = rest ? [{ id: '0011223344556677', items: [{ property: 'a', field: null, form: 'clear' as const }] }] : []
      const coverage = rest ? [{ vendor: 'mixpanel', source: 'gateway' as const, from: 1, to: 2 }] : []
      const mark = rest ? { lane: 'mixpanel', upTo: 9 } : undefined
      const seen = {
        entries: [] as Entry[],
        links: [] as unknown[],
        shapes: [] as unknown[],
        coverage: [] as unknown[],
        marks: [] as unknown[],
      }
      visitFrame(encodeFrame({ entries, links, shapes, coverage, mark }), {
        entry: (bytes, place, vendor, shape, source, at, last, count) =>
          seen.entries.push({
            identity: bytes.toString('latin1', place, place + 22),
            vendor,
            shape,
            source: SOURCES[source]!,
            at,
            last,
            count,
          }),
        link: (a, b) => seen.links.push([a, b]),
        shape: (shape) => seen.shapes.push(shape),
        coverage: (note) => seen.coverage.push(note),
        mark: (one) => seen.marks.push(one),
      })
      assert.deepEqual(seen.entries, entries)
      assert.deepEqual(seen.links, links)
      assert.deepEqual({ shapes: seen.shapes, coverage: seen.coverage, marks: seen.marks }, { shapes, coverage, marks: mark ? [mark] : [] })
    }),
  )
})

test('an identity that is none is refused, not cut', () => {
  assert.throws(
    () =>
      encodeFrame({
        entries: [{ identity: 'short', vendor: 'v', shape: 's', at: 0, count: 1, source: 'gateway' }],
        links: [],
        shapes: [],
        coverage: [],
      }),
    RangeError,
  )
})
