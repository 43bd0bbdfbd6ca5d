// Reports about persons from guarded data are those from raw data, to the last figure: anonymous visits, signing in, a second device, groups, late arrivals and retries.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reports } from '../two-vendors/reports.ts'
import { chanceOf, DAY, dataSets, type Happened, START, uuidOf, VENDORS } from '../two-vendors/world.ts'

/** 300 persons over ten days, in the order in which their events arrive. */
function visits(): Happened[] {
  const random = chanceOf(5)
  const arrives: { at: number; happened: Happened }[] = []
  for (let p = 0; p < 300; p++) {
    const user = `cus-${100_000 + p}`
    const devices = [uuidOf(random), uuidOf(random)]
    const knows = new Set<string>()
    for (let day = Math.floor(random() * 4); day < 10; day += 1 + Math.floor(random() * 3)) {
      const device = devices[p % 3 === 0 && day > 5 ? 1 : 0] as string
      let at = START + day * DAY + Math.floor(random() * 20) * 3_600_000
      const act = (event: string, signsIn = false): void => {
        at += 1 + Math.floor(random() ** 4 * 900_000)
        const happened = {
          at,
          event,
          user: knows.has(device) ? user : null,
          device,
          group: `org-${p % 23}`,
          eventId: uuidOf(random),
          signsIn,
        }
        // One in ten comes minutes late, one in twenty twice.
        arrives.push({ at: at + (random() < 0.1 ? random() * 600_000 : 0), happened })
        if (random() < 0.05) arrives.push({ at: at + random() * 900_000, happened })
      }
      for (let n = Math.floor(random() * 4); n >= 0; n--) act(random() < 0.7 ? 'Page viewed' : 'Search')
      if (p % 5 !== 0 && !knows.has(device) && random() < 0.8) {
        knows.add(device)
        act('$identify', true)
      }
      for (let n = Math.floor(random() * 4); n > 0; n--) act(random() < 0.6 ? 'Report opened' : 'Report shared')
    }
  }
  return arrives.sort((a, b) => a.at - b.at).map(({ happened }) => happened)
}

describe('reports from guarded data', () => {
  const events = visits()
  for (const [name, vendor] of Object.entries(VENDORS))
    for (const batch of [1, 20])
      it(`${name}, ${batch} events a request: uniques, funnel, retention, merges, groups and paths are those of raw data`, () => {
        const { raw, guarded } = dataSets(vendor, events, batch)
        const expected = reports(raw)
        assert.deepEqual(reports(guarded), expected)
        assert.ok(
          (expected.funnel.at(-1) as number) > 50 && expected.groups.length === 23 && expected.merges.includes('2 devices, 2 users'),
        )
        const ids = new Set(raw.flatMap(({ user, device, group, eventId }) => [user, device, group, eventId]))
        assert.ok(
          guarded.every(({ user, device, group, eventId }) => ![user, device, group, eventId].some((id) => id !== null && ids.has(id))),
        )
      })
})
