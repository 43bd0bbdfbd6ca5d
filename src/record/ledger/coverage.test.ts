// Heartbeats become intervals; a silence becomes a gap.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverageOf, LONGEST_SILENCE } from './coverage.ts'

const beat = (at: number) => ({ vendor: 'mixpanel', source: 'gateway', from: at, to: at }) as const

test('beats in time are one interval, in whatever order they come', () => {
  const beats = [3, 1, 2, 0].map((n) => beat(n * 60_000))
  assert.deepEqual(coverageOf(beats), [{ source: 'gateway', from: '1970-01-01T00:00:00Z', to: '1970-01-01T00:03:00Z', gaps: [] }])
})

test('a longer silence is a gap, and sources are kept apart', () => {
  const notes = [
    beat(0),
    beat(LONGEST_SILENCE),
    beat(LONGEST_SILENCE * 2 + 1000),
    { vendor: 'mixpanel', source: 'import', from: 0, to: 86_399_999 } as const,
  ]
  assert.deepEqual(coverageOf(notes), [
    {
      source: 'gateway',
      from: '1970-01-01T00:00:00Z',
      to: '1970-01-01T00:05:01Z',
      gaps: [{ from: '1970-01-01T00:02:30Z', to: '1970-01-01T00:05:01Z' }],
    },
    { source: 'import', from: '1970-01-01T00:00:00Z', to: '1970-01-01T23:59:59.999Z', gaps: [] },
  ])
})

test('no note, no coverage', () => {
  assert.deepEqual(coverageOf([]), [])
})
