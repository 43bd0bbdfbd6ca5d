// What the stories measured, a row an SDK, from which docs/reference/wires.md has its table. Written into test/golden/sdk-results.json only when asked to (CORDON_UPDATE=1):
// a normal run proves the claims again and leaves the file alone.
import { readFile, writeFile } from 'node:fs/promises'

/** Counts of requests: from the SDK to the guard by case, and how many arrived byte for byte (`same`) and reduced (`reduced`). */
export interface SdkResult {
  readonly package: string
  readonly version: string
  readonly runs: 'node' | 'browser'
  readonly counts: Readonly<Record<string, number>>
  /** The SDK sends less while its vendor is cut, because it was told so in the vendor's own words. */
  readonly silenced: boolean
}

export const RESULTS = new URL('../../golden/sdk-results.json', import.meta.url)

export interface Results {
  note(sdk: string, facts: Readonly<Record<string, number | boolean>>): void
  write(): Promise<void>
}

/** Collects results of one kind of SDK; `packages` names the package of each. */
export function resultsOf(runs: SdkResult['runs'], packages: Readonly<Record<string, string>>): Results {
  const rows = new Map<string, { counts: Record<string, number>; silenced: boolean }>()
  return {
    note(sdk, facts) {
      const row = rows.get(sdk) ?? { counts: {}, silenced: false }
      rows.set(sdk, row)
      for (const [key, value] of Object.entries(facts)) {
        if (typeof value === 'number') row.counts[key] = value
        else row.silenced = value
      }
    },
    async write() {
      if (process.env.CORDON_UPDATE !== '1') return
      const before = JSON.parse(await readFile(RESULTS, 'utf8').catch(() => '[]')) as SdkResult[]
      const made: SdkResult[] = []
      for (const [sdk, row] of rows) {
        const name = packages[sdk] as string
        const url = new URL(`../../../node_modules/${name}/package.json`, import.meta.url)
        const { version } = JSON.parse(await readFile(url, 'utf8')) as { version: string }
        made.push({ package: name, version, runs, ...row })
      }
      const all = [...before.filter((one) => one.runs !== runs), ...made].sort((a, b) => (a.package < b.package ? -1 : 1))
      await writeFile(RESULTS, `${JSON.stringify(all, null, 2)}\n`)
    },
  }
}
