// Two vendors' data sets of the same persons, joined by every attack, raw and guarded: what `npm run eval:unlinkable` prints and the story asserts.
import { ATTACKS, byDays, dossiers, success } from './attack.ts'
import { chanceOf, DAY, dataSets, type Happened, START, uuidOf, VENDORS, type Vendor } from './world.ts'

/** `day`: everybody comes once, the same day, for as many events, so that only ids, event ids and times can join them. `weeks`: as people come, over two weeks. */
export type Scenario = 'day' | 'weeks'

export function eventsOf(scenario: Scenario, persons: number, seed: number): { events: Happened[]; owner: number[] } {
  const random = chanceOf(seed)
  const made: { happened: Happened; owner: number }[] = []
  for (let p = 0; p < persons; p++) {
    const [user, device] = [`cus-${100_000 + p}`, uuidOf(random)]
    const act = (at: number): void => {
      const event = ['Page viewed', 'Report opened', 'Search'][Math.floor(random() * 3)] as string
      made.push({
        owner: p,
        happened: { at: Math.round(at), event, user, device, group: `org-${p % 40}`, eventId: uuidOf(random), signsIn: false },
      })
    }
    for (let day = 0; day < (scenario === 'day' ? 1 : 14); day++) {
      if (scenario === 'weeks' && random() < 0.6) continue
      const count = scenario === 'day' ? 8 : 1 + Math.floor(random() * 6)
      let at = START + day * DAY + (6 + random() * 12) * 3_600_000
      for (let n = 0; n < count; n++) act((at += 1_000 + random() ** 3 * 1_500_000))
    }
    if (scenario === 'weeks' && made.at(-1)?.owner !== p) act(START + random() * DAY)
  }
  made.sort((a, b) => a.happened.at - b.happened.at)
  return { events: made.map(({ happened }) => happened), owner: made.map(({ owner }) => owner) }
}

export interface Measured {
  readonly persons: number
  readonly events: number
  /** Expected share of right guesses without any knowledge. */
  readonly chance: number
  /** The same with nothing but the days on which a person came and how often. */
  readonly days: number
  readonly attacks: Readonly<Record<string, { readonly raw: number; readonly guarded: number }>>
}

/** `asked`: persons the attacker looks for, among all. */
export function measure(
  scenario: Scenario,
  persons: number,
  asked: number,
  pair: readonly [Vendor, Vendor] = [VENDORS.mixpanel, VENDORS.segment],
): Measured {
  const { events, owner } = eventsOf(scenario, persons, 11)
  const [a, b] = pair.map((vendor) => {
    const { raw, guarded } = dataSets(vendor, events, 50)
    return { raw: dossiers(raw, owner), guarded: dossiers(guarded, owner) }
  }) as [Sets, Sets]
  const attacks = Object.entries(ATTACKS).map(
    ([name, unlike]) =>
      [name, { raw: success(a.raw, b.raw, unlike, asked), guarded: success(a.guarded, b.guarded, unlike, asked) }] as const,
  )
  return {
    persons,
    events: events.length,
    chance: 1 / persons,
    days: success(a.guarded, b.guarded, byDays, asked),
    attacks: Object.fromEntries(attacks),
  }
}

interface Sets {
  readonly raw: ReturnType<typeof dossiers>
  readonly guarded: ReturnType<typeof dossiers>
}
