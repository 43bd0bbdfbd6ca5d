// Plays sixty days of the example company through the guard in under a minute: half of them observed, half enforced, against a stand-in vendor that remembers every byte.
import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guardSocket } from '../../src/cli/data.ts'
import { progress, say } from '../../src/cli/output.ts'
import { askSocket } from '../../src/cli/socket.ts'
import { startPage } from './page.ts'
import { directoryCsv, generator, type Person, people } from './people.ts'
import { analytics } from './server.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

/** The last day played is the day on which the vendor of November 2025 found out. */
const LAST_DAY = Date.UTC(2025, 10, 9)
const DAY = 86_400_000
const ENDPOINTS = ['/v1/chat', '/v1/embeddings', '/v1/images', '/v1/batches'] as const
const MODELS = ['small-2', 'large-3', 'vision-1'] as const

export interface Example {
  /** The policy file in the data folder. */
  readonly policy: string
  readonly vendor: StandIn
  play(stopped: AbortSignal): Promise<void>
  whatNext(where: { console: string; data: string }): string
  close(): Promise<void>
}

export async function startExample(options: { dir: string; guard: string; people?: number; days?: number }): Promise<Example> {
  const { dir, guard } = options
  const days = options.days ?? 60
  const all = people(options.people ?? 2000, days)
  const vendor = await startStandIn()
  const page = await startPage(guard).catch(() => null)
  const template = (await readFile(new URL('./cordon.yaml', import.meta.url), 'utf8')).replace(/(?<=upstream: )\S+/, vendor.origin)
  const policy = join(dir, 'cordon.yaml')
  await mkdir(dir, { recursive: true })
  await writeFile(policy, template)
  await writeFile(join(dir, 'people.csv'), directoryCsv(all))
  const bright = all[0] as Person
  return {
    policy,
    vendor,
    async play(stopped) {
      const began = performance.now()
      const shown = progress(`Playing ${days} days of ${all.length} people`)
      const api = analytics(guard)
      let events = 0
      for (let day = 0; day < days && !stopped.aborted; day++) {
        if (day === Math.floor(days / 2)) {
          await writeFile(policy, template.replace('mode: observe', 'mode: enforce'))
          await settled(vendor)
          await askSocket(guardSocket(dir), 'POST', '/policy', { look: true })
          await askSocket(guardSocket(dir), 'POST', '/policy', { look: true })
        }
        const midnight = LAST_DAY - (days - 1 - day) * DAY
        const fresh = all.filter((person) => person.since === day)
        for (let i = 0; i < fresh.length; i += 16)
          await Promise.all(fresh.slice(i, i + 16).map((person) => api.signUp(person, midnight + 9 * 3_600_000)))
        const batch = eventsOf(all, day, midnight)
        events += batch.length
        if (batch.length > 0) await api.track(batch)
        shown.at(day + 1, days)
      }
      await settled(vendor)
      await askSocket(guardSocket(dir), 'POST', '/coverage', {
        vendor: 'mixpanel',
        source: 'gateway',
        from: LAST_DAY - (days - 1) * DAY,
        to: LAST_DAY + DAY - 1,
      })
      shown.end()
      await run(['people', 'import', join(dir, 'people.csv'), '--data', dir])
      say(
        `Played ${days} days: ${all.length} people, ${events} events, ${((performance.now() - began) / 1000).toFixed(1)} s. The vendor holds ${vendor.requests.length} requests.`,
      )
    },
    whatNext: ({ console, data }) => `
Look at  ${console}${page === null ? '' : `\nVisit    ${page.origin} (the company's page, with mixpanel-browser; its visits go through the guard, too)`}

For ${Math.floor(days / 2)} days the company only observed, then it enforced. Ask, in another terminal:

${data === join(process.cwd(), 'cordon-data') ? '' : `  export CORDON_DATA=${data}\n`}  cordon who mixpanel
  cordon person ${bright.email}
  cordon incident open --vendor mixpanel --held-until 2025-11-09 --by vendor
  cordon cut mixpanel

(from a checkout: npx cordon … or node bin/cordon.js …; Ctrl-C here ends the example)
`,
    async close() {
      await page?.close()
      await vendor.close()
    },
  }
}

function eventsOf(all: readonly Person[], day: number, midnight: number): { event: string; properties: Record<string, unknown> }[] {
  const next = generator(day + 1)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  return all.flatMap((person, i) => {
    if (person.since > day || next() > person.pace) return []
    return Array.from({ length: 1 + Math.floor(next() * 4) }, (_, n) => ({
      event: n === 0 ? 'Console opened' : 'API called',
      properties: {
        distinct_id: person.id,
        time: Math.floor(midnight / 1000) + 28_800 + Math.floor(next() * 36_000),
        $insert_id: `${day}-${i}-${n}`,
        $browser: person.browser,
        $current_url: `https://platform.fernhill.example/orgs/${person.org}/keys?email=${encodeURIComponent(person.email)}&utm_source=docs`,
        $referrer: 'https://news.example/item?id=41',
        plan: person.plan,
        company: person.org,
        ...(n === 0
          ? { email: person.email }
          : { endpoint: pick(ENDPOINTS), model: pick(MODELS), tokens: Math.floor(next() * 4000), latency_ms: Math.floor(next() * 900) }),
      },
    }))
  })
}

/** Waits until nothing new has reached the vendor for a moment: what is under way belongs to the days before. */
async function settled(vendor: StandIn): Promise<void> {
  for (let before = -1; before !== vendor.requests.length; ) {
    before = vendor.requests.length
    await new Promise((turn) => setTimeout(turn, 150))
  }
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../bin/cordon.js', import.meta.url)), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await new Promise((done) => child.once('exit', done))
}
