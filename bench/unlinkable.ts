// `npm run eval:unlinkable [persons]`: how many persons an attacker with two vendors' complete data sets joins, by what, against guessing.
import { measure, type Scenario } from '../test/two-vendors/measure.ts'
import { VENDORS, type Vendor } from '../test/two-vendors/world.ts'

const persons = Number(process.argv[2] ?? 5_000)
const ASKED = 500

const bySeconds = ({ wire, ...vendor }: Vendor): Vendor => {
  const { times: _, ...rest } = wire
  return { ...vendor, wire: rest }
}
const PAIRS: readonly (readonly [string, Vendor, Vendor])[] = [
  ['mixpanel and segment', VENDORS.mixpanel, VENDORS.segment],
  ['mixpanel and posthog', VENDORS.mixpanel, VENDORS.posthog],
  ['mixpanel and segment, times moved by seconds only', bySeconds(VENDORS.mixpanel), bySeconds(VENDORS.segment)],
]
const SCENARIOS: Readonly<Record<Scenario, string>> = {
  day: 'everybody on one day, 8 events each',
  weeks: 'as people come, over two weeks',
}

for (const [scenario, says] of Object.entries(SCENARIOS))
  for (const [name, a, b] of PAIRS) {
    const began = performance.now()
    const { chance, days, attacks, events } = measure(scenario as Scenario, persons, ASKED, [a, b])
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    process.stdout.write(`\n${says}: ${persons} persons, ${events} events, ${name} (${seconds} s)\n`)
    for (const [attack, { raw, guarded }] of Object.entries(attacks))
      process.stdout.write(
        `  ${attack.padEnd(26)} raw ${share(raw)}   guarded ${share(guarded)} = ${(guarded / chance).toFixed(2)} × chance\n`,
      )
    process.stdout.write(
      `  ${'days and counts alone'.padEnd(26)} raw ${share(days)}   guarded ${share(days)} = ${(days / chance).toFixed(2)} × chance\n`,
    )
  }

function share(value: number): string {
  return `${(value * 100).toFixed(value < 0.01 ? 4 : 1)} %`.padStart(9)
}
