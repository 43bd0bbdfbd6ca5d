// Linked numbers are one person, in whatever order and grouping the links come.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { joinComponents } from './components.ts'

test('links in two portions give what they give in one, and name the least number', () => {
  const link = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(fc.array(link), fc.array(link), (first, second) => {
      const once = joinComponents(new Map(), [...first, ...second])
      const known = joinComponents(new Map(), first)
      const twice = new Map([...known, ...joinComponents(known, second)])
      assert.deepEqual([...twice].sort(), [...once].sort())
      for (const [a, b] of [...first, ...second]) assert.equal(once.get(a) ?? a, once.get(b) ?? b)
      for (const [id, person] of once) assert.ok(person < id && !once.has(person))
    }),
  )
})

test('links that were there before change nothing', () => {
  const known = joinComponents(new Map(), [
    [1, 2],
    [2, 3],
  ])
  assert.equal(joinComponents(known, [[3, 1]]).size, 0)
})
