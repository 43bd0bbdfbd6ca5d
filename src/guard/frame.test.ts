// Frames come back as they went in, also where two of them share their shapes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readFrame, type Waiting, writeFrame } from './frame.ts'

const shape = fc.record({
  id: fc.string({ maxLength: 16 }),
  items: fc.array(fc.record({ property: fc.string(), field: fc.option(fc.string()), form: fc.constantFrom('clear', 'pseudonym') }), {
    maxLength: 3,
  }),
})
const waiting = fc.record({
  request: fc.record({
    method: fc.constantFrom('POST', 'GET'),
    path: fc.string(),
    query: fc.string(),
    headers: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 3 }),
    body: fc.uint8Array({ maxLength: 100 }),
  }),
  entries: fc.array(
    fc.record({
      identity: fc.string(),
      vendor: fc.string(),
      shape: fc.string(),
      at: fc.nat(),
      count: fc.nat(),
      source: fc.constant('gateway'),
    }),
    { maxLength: 2 },
  ),
  links: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 2 }),
  shapes: fc.array(shape, { maxLength: 3 }),
  accepted: fc.nat(),
  maxAge: fc.nat(),
  origin: fc.option(fc.webUrl()),
})

test('a frame read is the frame written', () => {
  fc.assert(
    fc.property(waiting, (one) => {
      const { request, ...rest } = readFrame(writeFrame(one as unknown as Waiting))
      const { body, ...target } = request
      const plain = { ...one, request: { ...one.request, body: [...one.request.body] } }
      assert.deepEqual({ ...rest, request: { ...target, body: [...body] } }, JSON.parse(JSON.stringify(plain)))
    }),
    { seed: 3 },
  )
})
