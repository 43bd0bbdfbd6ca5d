// The table of SDKs in docs/reference/wires.md, from what the stories of test/stories/sdks measured last (CORDON_UPDATE=1 writes it down).
import { readFileSync } from 'node:fs'
import type { SdkResult } from '../test/stories/sdks/results.ts'

const RESULTS = new URL('../test/golden/sdk-results.json', import.meta.url)

/** One row a package. */
export function sdkRows(results: readonly SdkResult[] = JSON.parse(readFileSync(RESULTS, 'utf8')) as SdkResult[]): string[][] {
  return results.map(({ package: name, version, runs, counts, silenced }) => [
    `\`${name}\` ${version}`,
    runs === 'node' ? 'Node' : 'Chromium',
    `${counts.same}`,
    `${counts.reduced}`,
    ...['standard', 'cut', 'dropped', 'down', 'refusing', 'failing'].map((one) => String(counts[one])),
    silenced ? 'yes' : '',
  ])
}

export const SDK_HEAD = ['SDK', 'in', 'same bytes', 'without the person', 'all is well', 'cut', 'dropped', 'down', '403', '503', 'silenced']
