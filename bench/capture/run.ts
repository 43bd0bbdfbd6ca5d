// Runs the SDKs of the bench: browser ones together on one page in Chromium, server ones one after the other, all against the stub.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { getDomain } from 'tldts'
import type { Exchange } from '../../src/discover/traffic/exchange.ts'
import { capturePage } from '../../src/discover/traffic/live/browser.ts'
import { captureCommand } from '../../src/discover/traffic/live/command.ts'
import type { Sdk } from './browser-sdks.ts'
import { PAGE, PERSON } from './planted.ts'
import { openStub } from './stub.ts'
import type { Arrived } from './truth.ts'

const here = dirname(fileURLToPath(import.meta.url))
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

export interface Ran {
  readonly exchanges: readonly Exchange[]
  readonly arrived: readonly Arrived[]
}

/** The measured packages, where they are not there yet. */
export function install(): void {
  if (existsSync(join(here, 'sdks/node_modules'))) return
  say('installing the SDKs that are measured …')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: join(here, 'sdks'), stdio: ['ignore', 2, 2] })
}

/** One visit of a page that loads them all. `title`: of the page. `beside`: another tool that visits the same page afterwards. */
export async function runBrowser(sdks: readonly Sdk[], title: string, beside?: (port: number) => Promise<void>): Promise<Ran> {
  const scripts: string[] = []
  for (const sdk of sdks) {
    const bundled = await build({
      stdin: { contents: `const P = ${JSON.stringify(PERSON)};\n${sdk.code}`, resolveDir: join(here, 'sdks'), loader: 'js' },
      bundle: true,
      write: false,
      format: 'iife',
      minify: true,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    })
    scripts.push(`try{${bundled.outputFiles[0]!.text}}catch(e){console.error(${JSON.stringify(sdk.package)},e)}`)
  }
  const html = `<!doctype html><html><head><title>${title}</title></head><body><h1>Account</h1>${scripts.map((text) => `<script>${text.replaceAll('</script', '<\\/script')}</script>`).join('\n')}</body></html>`
  const stub = await openStub(html)
  try {
    const visit = await capturePage({
      url: PAGE,
      clock: Date.now,
      chromium: null,
      person: new Map(),
      fill: false,
      submit: false,
      consent: null,
      steps: [],
      state: null,
      dwell: 15_000,
      most: 120_000,
      routes: new Map([['*', `127.0.0.1:${stub.port}`]]),
      trust: [stub.pem],
    })
    for (const { why } of visit.notRead) say(`not read: ${why}`)
    const arrived = [...stub.arrived]
    await beside?.(stub.port)
    return { exchanges: visit.exchanges, arrived }
  } finally {
    stub.close()
  }
}

/** Each in a process of its own, behind the wire path. */
export async function runServer(sdks: readonly Sdk[]): Promise<Map<Sdk, Ran>> {
  const folder = await mkdtemp(join(here, 'sdks/.run-'))
  const stub = await openStub('')
  const results = new Map<Sdk, Ran>()
  try {
    for (const sdk of sdks) {
      const file = join(folder, 'app.mjs')
      await writeFile(file, `const P = ${JSON.stringify(PERSON)};\n${sdk.code}`)
      stub.arrived.length = 0
      const ran = await captureCommand({
        command: [process.execPath, file],
        clock: Date.now,
        most: 15_000,
        routes: new Map([['*', `127.0.0.1:${stub.port}`]]),
        trust: [stub.pem],
        output: process.env.BENCH_DEBUG ? 'inherit' : 'ignore',
      })
      if (ran.code !== 0) say(`${sdk.package} ended with ${ran.code}`)
      results.set(sdk, { exchanges: ran.exchanges, arrived: [...stub.arrived] })
    }
  } finally {
    stub.close()
    await rm(folder, { recursive: true, force: true })
  }
  return results
}

/** Domains by which one vendor is reached besides its own. */
const ALIASES: Readonly<Record<string, string>> = {
  'segment.com': 'segment.io',
  'browser-intake-datadoghq.com': 'datadoghq.com',
  'rudderlabs.com': 'rudderstack.com',
  'featureassets.org': 'statsig.com',
  'prodregistryv2.org': 'statsig.com',
  'statsigapi.net': 'statsig.com',
  'hubspot.com': 'hubapi.com',
  'algolianet.com': 'algolia.net',
}

/** The receiver a host belongs to, as the lists of SDKs name it. */
export function receiverOf(host: string): string {
  const site = getDomain(host) ?? host
  return ALIASES[site] ?? site
}
