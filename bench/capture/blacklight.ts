// The peer beside it: @themarkup/blacklight-collector on the very page of the wire bench. It is GPL and no part of Cordon: where it stands is told by
// CORDON_BLACKLIGHT (a folder in which it was installed), and it runs as a program of its own. What it names and what can be found in its dump by hand are counted.
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findChromium } from '../../src/discover/traffic/live/browser.ts'
import { PAGE } from './planted.ts'
import { fieldsIn } from './truth.ts'

export interface Beside {
  /** Hosts it reports as third parties. */
  readonly hosts: readonly string[]
  /** Pairs "host field" it names in its report. */
  readonly named: number
  /** Pairs found by searching everything it wrote down, with the bench's own decoder. */
  readonly dumped: ReadonlyMap<string, ReadonlySet<string>>
}

/** null: CORDON_BLACKLIGHT is not set. `port`: of the stub that stands for every host. */
export async function blacklight(port: number, markers: readonly (readonly [string, readonly string[]])[]): Promise<Beside | null> {
  const home = process.env.CORDON_BLACKLIGHT
  if (!home) return null
  const out = await mkdtemp(join(tmpdir(), 'blacklight-'))
  const script = join(home, 'run-beside.cjs')
  await writeFile(
    script,
    `const { collect } = require('@themarkup/blacklight-collector')
collect(${JSON.stringify(PAGE)}, { outDir: ${JSON.stringify(out)}, headless: true, numPages: 0, saveScreenshots: false, captureHar: true, puppeteerExecutablePath: ${JSON.stringify(findChromium())}, title: 'bench', extraChromiumArgs: ['--no-sandbox', '--ignore-certificate-errors', '--host-resolver-rules=MAP * 127.0.0.1:${port}'] }).then(() => process.exit(0), (e) => { console.error(e); process.exit(1) })`,
  )
  // The stub answers from this process, so it must not be held up.
  const ran = await promisify(execFile)('node', [script], { cwd: home, timeout: 180_000 }).catch((error: { stderr?: string }) => ({
    stderr: String(error.stderr),
  }))
  const dumped = new Map<string, Set<string>>()
  let hosts: string[] = []
  try {
    const names = await readdir(out)
    if (!names.includes('inspection.json')) throw new Error(ran.stderr.slice(0, 400))
    const report = JSON.parse(await readFile(join(out, 'inspection.json'), 'utf8'))
    hosts = report.hosts?.requests?.third_party ?? []
    for (const name of names.filter((name) => name.endsWith('.har'))) {
      for (const { request } of JSON.parse(await readFile(join(out, name), 'utf8')).log.entries) {
        const { host, pathname, search } = new URL(request.url)
        const found = fieldsIn(
          { host, method: request.method, url: pathname + search, headers: [], body: Buffer.from(request.postData?.text ?? '') },
          markers,
        )
        dumped.set(host, new Set([...(dumped.get(host) ?? []), ...found]))
      }
    }
  } finally {
    await rm(out, { recursive: true, force: true })
    await rm(script, { force: true })
  }
  // Its report tells hosts, scripts and cookies; it has no place for a field that went to one.
  return { hosts, named: 0, dumped }
}
