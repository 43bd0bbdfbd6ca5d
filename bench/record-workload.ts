// A company's traffic as the record sees it: people who come back more or less often, twenty vendors, five shapes each, sessions of a few minutes, in time order.
import type { Batch, Entry } from '../src/core/record.ts'
import { shapeOf } from '../src/core/shapes.ts'
import type { Shape } from '../src/core/words.ts'

const VENDORS = 20
const FORMS = ['clear', 'pseudonym', 'generalised'] as const
const DAY = 86_400_000
export const FIRST_DAY = Date.UTC(2025, 7, 1)

/** Numbers that look random and are the same in every run (xorshift32). */
export function dice(seed: number): () => number {
  let x = seed | 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 4_294_967_296
  }
}

function mix(n: number): number {
  let x = Math.imul(n ^ (n >>> 16), 0x45d9f3b)
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b)
  return (x ^ (x >>> 16)) >>> 0
}

const bytes = Buffer.alloc(16)

/** The identity of the workload's person number `n`. */
export function identityNumber(n: number): string {
  for (let i = 0; i < 4; i++) bytes.writeUInt32LE(mix(n * 4 + i + 1), i * 4)
  return bytes.toString('base64url')
}

export const shapes: readonly (readonly Shape[])[] = Array.from({ length: VENDORS }, (_, vendor) =>
  Array.from({ length: 5 }, (_, shape) =>
    shapeOf([
      { property: 'properties.distinct_id', field: 'user.unique_id', form: FORMS[shape % 3]! },
      {
        property: `properties.a${shape}`,
        field: ['user.contact.email', 'user.name', 'user.location', 'user.device', 'user.behavior.event'][shape]!,
        form: FORMS[(shape + vendor) % 3]!,
      },
      { property: `properties.plan${vendor}`, field: null, form: 'clear' },
    ]),
  ),
)

export interface Workload {
  /** How many people there are to draw from. */
  readonly people: number
  readonly days: number
  readonly disclosures: number
}

/** Batches of about `size` entries, in time order; events of one session that share a shape are already one entry, as the sender combines them. */
export function* batches(load: Workload, size: number): Iterable<Batch> {
  const random = dice(7)
  const total = Array.from({ length: VENDORS }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b)
  const cumulative = Array.from(
    { length: VENDORS },
    (_, i) => Array.from({ length: i + 1 }, (_, k) => 1 / (k + 1)).reduce((a, b) => a + b) / total,
  )
  let entries: Entry[] = []
  const every = shapes.flat()
  for (let made = 0; made < load.disclosures; ) {
    const at = FIRST_DAY + (made / load.disclosures) * load.days * DAY
    // Zipf-like with exponent 0.9: rank = N · u^(1/(1−0.9)) spread over all people.
    const person = Math.floor(load.people * random() ** 10 + random() * load.people * 0.3) % load.people
    const draw = random()
    const vendor = cumulative.findIndex((edge) => draw <= edge)
    const kinds = 1 + Math.floor(random() * 3)
    const identity = identityNumber(person)
    for (let i = 0; i < kinds; i++) {
      const count = 1 + Math.floor(-Math.log(1 - random()) * 5.5)
      const first = Math.floor(at + random() * 60_000)
      const shape = shapes[vendor]![Math.floor(random() * 5)]!
      entries.push({
        identity,
        vendor: `vendor-${vendor + 1}`,
        shape: shape.id,
        at: first,
        last: first + (count > 1 ? Math.floor(random() * 300_000) : 0),
        count,
        source: 'gateway',
      })
      made++
    }
    if (entries.length >= size) {
      yield { entries, shapes: every }
      entries = []
    }
  }
  if (entries.length > 0) yield { entries, shapes: every }
}
