// What detecting and cleaning cost a string, on strings as SDKs send them. CPU time of this process, so that other work on the machine counts little.
// Run: npm run bench:fields
import { clean } from '../src/fields/clean.ts'
import { detect } from '../src/fields/detect.ts'
import { KnownValues } from '../src/fields/known.ts'
import { fieldOfName } from '../src/fields/names.ts'
import { unwrap } from '../src/fields/unwrap.ts'

/** The strings of one event of a web page: twenty, as the golden captures have them. */
const EVENT: readonly string[] = [
  'Checkout started',
  'https://app.example.com/pricing?utm_source=news&utm_campaign=spring%20sale&page=2',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
  '550e8400-e29b-41d4-a716-446655440000',
  'u_1042',
  'en-GB',
  'pro',
  '1795438398274',
  '2026-11-23T13:10:22.403Z',
  '/settings/billing',
  'ada.lovelace@example.com',
  'Ada Lovelace',
  'web',
  '2.83.0',
  '$direct',
  'Mac OS X',
  'Chrome',
  'Welcome to your dashboard',
  'org_77',
  'Europe/London',
]

const NAMES = [
  '$email',
  'traits.first_name',
  'properties.plan',
  '$current_url',
  'distinct_id',
  'mp_lib',
  'is_trial',
  'user.company.name',
  '$os',
  'time',
]

const known = new KnownValues()
known.add('ada.lovelace@example.com', 'user.contact.email')
known.add('Ada Lovelace', 'user.name')
known.add('u_1042', 'user.unique_id')

const BODY = Buffer.from(
  JSON.stringify({
    batch: Array.from({ length: 50 }, () => ({ event: EVENT[0], properties: Object.fromEntries(EVENT.map((s, i) => [`p${i}`, s])) })),
  }),
)

/** Nanoseconds of CPU a call, the best of five rounds of about 150 ms. */
function cost(run: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    let calls = 0
    const from = process.cpuUsage()
    const until = performance.now() + 150
    while (performance.now() < until) {
      run()
      calls++
    }
    const used = process.cpuUsage(from)
    best = Math.min(best, ((used.user + used.system) * 1000) / calls)
  }
  return best
}

const each = (act: (text: string) => unknown) => (): void => {
  for (const text of EVENT) act(text)
}

const rows: readonly (readonly [string, number, number])[] = [
  ['detect', EVENT.length, cost(each(detect))],
  ['known.find', EVENT.length, cost(each((text) => known.find(text)))],
  ['clean, nothing known', EVENT.length, cost(each((text) => clean(text, null, () => 'x')))],
  ['clean, three values known', EVENT.length, cost(each((text) => clean(text, known, () => 'x')))],
  [
    'KnownValues of one event, and clean',
    EVENT.length,
    cost(() => {
      const own = new KnownValues()
      own.add('ada.lovelace@example.com', 'user.contact.email')
      own.add('u_1042', 'user.unique_id')
      for (const text of EVENT) clean(text, own, () => 'x')
    }),
  ],
  [
    'fieldOfName, seen before',
    NAMES.length,
    cost(() => {
      for (const name of NAMES) fieldOfName(name)
    }),
  ],
  ['unwrap, 50 events of 20 strings', 1000, cost(() => unwrap(BODY))],
]

console.log('what                                  ns a string    strings/s')
for (const [name, strings, ns] of rows) {
  const one = ns / strings
  console.log(
    `${name.padEnd(38)}${one.toFixed(0).padStart(10)}${Math.round(1e9 / one)
      .toLocaleString('en')
      .padStart(14)}`,
  )
}
