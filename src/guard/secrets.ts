// Which secrets tried to leave: the vendor, the property, the kind of secret and the place in the code that sent it. Never the secret.
import { join } from 'node:path'
import { FirstSeen, readFirstSeen } from './first-seen.ts'

/** One secret as first stopped. `at`: ISO 8601. */
export interface SeenSecret {
  readonly vendor: string
  readonly property: string
  /** Its issuer's kind (`stripe-key`), `jwt`, `private-key` or `random-secret`. */
  readonly what: string
  /** File and line, where the SDK says so. */
  readonly place: string | null
  readonly at: string
}

const FILE = 'secrets.ndjson'
/** A key in a loop with ever new places must not fill the disk. */
const MOST = 10_000

/** What is known in `dir`, as first seen. */
export function readSecrets(dir: string): Promise<SeenSecret[]> {
  return readFirstSeen<SeenSecret>(join(dir, FILE))
}

/** Notes a kind of secret once a property and place it came from. */
export function openSecrets(dir: string): Promise<FirstSeen<SeenSecret>> {
  return FirstSeen.open<SeenSecret>(
    join(dir, FILE),
    ({ vendor, property, what, place }) => [vendor, property, what, place].join('\t'),
    MOST,
  )
}
