import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../core/words.ts'
import { changesOf } from './pin-diff.ts'

test('added, removed and changed keys, by their path', () => {
  const before: Json = { a: 1, b: { c: [1, 2], d: true }, gone: 'x' }
  const now: Json = { b: { d: true, c: [1, 3] }, a: '1', new: null }
  assert.deepEqual(changesOf(before, now), [
    { key: 'a', before: '1', now: '"1"' },
    { key: 'b.c.1', before: '2', now: '3' },
    { key: 'gone', before: '"x"', now: null },
    { key: 'new', before: null, now: 'null' },
  ])
})

test('names that objects have by birth are keys like any other', () => {
  const before = JSON.parse('{"a":1}') as Json
  const now = JSON.parse('{"a":1,"__proto__":{"x":1},"constructor":2}') as Json
  assert.deepEqual(
    changesOf(before, now).map((one) => one.key),
    ['__proto__', 'constructor'],
  )
})

test('a value differs from none and not from itself, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      assert.deepEqual(changesOf(one as Json, shuffled(one as Json)), [])
      const same = JSON.stringify(sorted(one as Json)) === JSON.stringify(sorted(other as Json))
      assert.equal(changesOf(one as Json, other as Json).length === 0, same)
    }),
  )
})

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  )
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
