// Which properties each vendor has been seen to receive: what is not in here is new, and is said on its first request.
import { join } from 'node:path'
import { FirstSeen, readFirstSeen } from './first-seen.ts'

/** One property as first seen. `at`: ISO 8601. */
export interface SeenPlace {
  readonly vendor: string
  readonly property: string
  readonly field: string | null
  readonly action: string
  readonly sdk: string
  readonly at: string
}

const FILE = 'places.ndjson'

/** What is known in `dir`, as first seen. */
export function readPlaces(dir: string): Promise<SeenPlace[]> {
  return readFirstSeen<SeenPlace>(join(dir, FILE))
}

/** Notes a vendor's property once. The plans' own limit (LIMITS.propertiesPerVendor) bounds how many there can be. */
export function openPlaces(dir: string): Promise<FirstSeen<SeenPlace>> {
  return FirstSeen.open<SeenPlace>(join(dir, FILE), ({ vendor, property }) => `${vendor}\t${property}`)
}
