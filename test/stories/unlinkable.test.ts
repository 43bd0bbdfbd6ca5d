// Two vendors' complete data sets of the same 2,000 persons, with all keys withheld. Raw, the attacker joins nearly everybody; guarded, ids, event ids and times are worth
// what guessing is. What exact reports by day must show (who came on which day, how often) is measured apart, and times add nothing to it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { measure } from '../two-vendors/measure.ts'
import { VENDORS, type Vendor } from '../two-vendors/world.ts'

const long = process.env.CORDON_LONG === '1'
const pairs: readonly (readonly [Vendor, Vendor])[] = [
  [VENDORS.mixpanel, VENDORS.segment],
  [VENDORS.mixpanel, VENDORS.posthog],
]

describe('two vendors’ data do not join', () => {
  for (const pair of pairs)
    it(`${pair[0].wire.vendor} and ${pair[1].wire.vendor}: people who came on the same day are joined as by guessing`, () => {
      const { chance, attacks } = measure('day', long && pair === pairs[0] ? 100_000 : 2_000, 300, pair)
      for (const [name, { raw, guarded }] of Object.entries(attacks)) {
        assert.ok(raw > 0.99, `${name}, raw: ${raw}`)
        assert.ok(guarded <= 1.1 * chance, `${name}, guarded: ${(guarded / chance).toFixed(2)} × chance`)
      }
    })

  it('over two weeks ids and event ids are worth nothing, and times no more than the days on which somebody came', () => {
    const { chance, days, attacks } = measure('weeks', 1_000, 200)
    for (const [name, { raw, guarded }] of Object.entries(attacks)) {
      assert.ok(raw > 0.99, `${name}, raw: ${raw}`)
      const least = name.endsWith('ids') ? chance : days
      assert.ok(guarded <= 1.1 * least, `${name}, guarded: ${guarded}, to be expected: ${least}`)
    }
  })

  it('the attacker is real: times moved by seconds, as for vendors of errors and traces, join everybody', () => {
    const moved = ({ wire, ...vendor }: Vendor): Vendor => {
      const { times: _, ...rest } = wire
      return { ...vendor, wire: rest }
    }
    const { attacks } = measure('day', 300, 300, [moved(VENDORS.mixpanel), moved(VENDORS.segment)])
    assert.ok((attacks['silences between events']?.guarded ?? 0) > 0.9)
  })
})
