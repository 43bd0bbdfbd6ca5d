import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { DayOrder, dayAlone } from './day-order.ts'

const DAY = 86_400_000
const START = Date.parse('2026-03-02T00:00:00Z')

it('keeps day and order, tells nothing of the silences between, and says the same again for the same moment', () => {
  const order = new DayOrder(START - DAY)
  const times = [9 * 3_600_000, 9 * 3_600_000 + 40, 17 * 3_600_000].map((ms) => START + ms)
  const told = times.map((at) => order.place('a', [], at))
  assert.deepEqual(
    told,
    [1_000, 2_000, 3_000].map((ms) => START + ms),
  )
  assert.deepEqual(
    times.map((at) => order.place('a', [], at)),
    told,
  )
  assert.equal(order.place('b', [], START + 20 * 3_600_000), START + 1_000)
  assert.equal(dayAlone(times[2] as number), START)
})

it('what comes late finds its place between; ids of one person share one order', () => {
  const order = new DayOrder(START - DAY)
  const anonymous = order.place('device', [], START + 10_000)
  const known = order.place('user', ['device'], START + 20_000)
  assert.ok(known > anonymous)
  const late = order.place('device', [], START + 15_000)
  assert.ok(late > anonymous && late < known)
  assert.ok(order.place('user', [], START + 5_000) < anonymous)
})

it('two ids that turn out to be one person: what comes then comes after all that either was told', () => {
  const order = new DayOrder(START - DAY)
  const told = [1, 2, 3].map((n) => order.place('phone', [], START + n * 1_000))
  order.place('laptop', [], START + 4_000)
  assert.ok(order.place('user', ['laptop', 'phone'], START + 5_000) > (told.at(-1) as number))
  assert.equal(order.place('phone', [], START + 2_000), told[1])
})

it('after a restart the numbers of the day go on behind what was told before', () => {
  const noon = START + 12 * 3_600_000
  const before = new DayOrder(START - DAY)
  const told = Array.from({ length: 50 }, (_, i) => before.place('a', [], START + i * 60_000)).at(-1) as number
  assert.ok(new DayOrder(noon).place('a', [], noon + 1) > told)
})

it('memory is bounded, and who was forgotten goes on behind', () => {
  const order = new DayOrder(START - DAY, 3)
  const told = [1, 2, 3].map((n) => order.place('a', [], START + n * 60_000)).at(-1) as number
  for (const other of ['b', 'c', 'd']) order.place(other, [], START + 60_000)
  assert.ok(order.place('a', [], START + 4 * 60_000) > told)
})

it('holds for any moments in any order of arrival', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 3 * DAY - 1 }), { maxLength: 12 }), (moments) => {
      const order = new DayOrder(START - DAY)
      const told = new Map(moments.map((ms) => [ms, order.place('a', [], START + ms)]))
      const sorted = [...moments].sort((a, b) => a - b)
      for (const [i, ms] of sorted.entries()) {
        const now = told.get(ms) as number
        assert.equal(Math.floor(now / DAY), Math.floor((START + ms) / DAY))
        if (i > 0) assert.ok(now >= (told.get(sorted[i - 1] as number) as number))
        assert.equal(order.place('a', [], START + ms), now)
      }
    }),
  )
})
