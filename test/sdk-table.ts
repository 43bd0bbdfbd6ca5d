// The table of docs/reference/sdks.md, made from the runs of the SDK stories: with CORDON_TABLE=1 each story writes its own section.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PAGE = join(import.meta.dirname, '..', 'docs', 'reference', 'sdks.md')
const HEAD = `# SDKs through the guard

What the real SDKs do, measured by \`test/stories/sdks-node.test.ts\` and \`test/stories/sdks-browser.test.ts\`: each is driven unchanged through the guard, which stands before a vendor that
remembers every byte. The figures are requests the SDK sent (preflights left out): where it sends no more while its vendor is cut or down than when all is well, it did not retry (SDKs batch by time, so a
batch more or less is the clock's). The stories fail
where an SDK tells its host an error, a page logs one, anything planted reaches the vendor, or anything at all does while it is cut. \`CORDON_TABLE=1 node --test test/stories/sdks-*.test.ts\` makes this page.
`

export type Mode = 'standard' | 'cut' | 'down'

export interface Run {
  readonly vendor: string
  readonly sdk: string
  readonly requests: Partial<Record<Mode, number>>
}

/** Version of an installed package. */
export function versionOf(name: string): string {
  const path = join(import.meta.dirname, '..', 'node_modules', name, 'package.json')
  return `${name} ${(JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version}`
}

/** Puts the section of one story into the page, where asked for by the environment. */
export function writeTable(section: string, runs: readonly Run[]): void {
  if (process.env.CORDON_TABLE !== '1') return
  const cell = (count: number | undefined): string => (count === undefined ? '' : String(count))
  const rows = runs.map(
    ({ vendor, sdk, requests }) =>
      `| ${vendor} | ${sdk} | ${cell(requests.standard)} | ${cell(requests.cut)} | ${cell(requests.down)} | none | 0 |`,
  )
  const text = `## ${section}\n\n| vendor | SDK | requests, standard policy | while cut | while the vendor is down | errors told | planted values at the vendor |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`
  const sections = new Map(existing().map((one) => [one.split('\n')[0], one]))
  sections.set(`## ${section}`, text)
  writeFileSync(
    PAGE,
    `${HEAD}\n${[...sections.keys()]
      .sort()
      .map((key) => sections.get(key))
      .join('\n')}`,
  )
}

function existing(): string[] {
  try {
    return readFileSync(PAGE, 'utf8')
      .split(/^(?=## )/m)
      .slice(1)
      .map((one) => `${one.trimEnd()}\n`)
  } catch {
    return []
  }
}
