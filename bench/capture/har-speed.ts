// How fast a HAR is taken apart, and in how much memory: a made-up capture of the given size (MB) shaped like a shop's page, read by `cordon har`'s own parts
// in a process of its own. Beside it, in the same run, JSON.parse of the same file: the least any other tool does with it. `npm run bench:har -- 200`; or a file of your own: `npm run bench:har -- FILE.har`.
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { Inventory } from '../../src/discover/traffic/inventory.ts'
import { openCapture } from '../../src/discover/traffic/read-capture.ts'
import { reportOf } from '../../src/discover/traffic/report.ts'

const [what = '200', file = ''] = process.argv.slice(2)

/** Same numbers every time (a linear congruential generator), so that runs compare. */
function numbers(): () => number {
  let state = 20260101
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
}

async function make(path: string, megabytes: number): Promise<void> {
  const random = numbers()
  const out = createWriteStream(path)
  const write = (text: string): Promise<void> => new Promise((done) => (out.write(text) ? done() : out.once('drain', () => done())))
  const script = 'function t(e){return "a\\n"+e.split(\'\\t\').join("")};var m={"a":1,"b":[1,2,3]};\n'.repeat(40)
  const hosts = [
    'api-js.mixpanel.com',
    'www.google-analytics.com',
    'shop.example',
    'cdn.shop.example',
    'us.i.posthog.com',
    'px.stranger.example',
  ]
  await write('{"log":{"version":"1.2","pages":[{"id":"p1","title":"https://shop.example/"}],"entries":[')
  let size = 0
  for (let n = 0; size < megabytes * 1024 * 1024; n++) {
    const event = {
      event: 'view',
      properties: {
        distinct_id: `u_${n}`,
        $email: `p${n}@planted.example`,
        $current_url: `https://shop.example/p/${n}?q=1`,
        $os: 'Linux',
        $screen_height: 800,
        price: 12.5,
        items: [1, 2, 3],
        mp_lib: 'web',
      },
    }
    const entry = {
      startedDateTime: '2026-01-01T00:00:00.000Z',
      request: {
        method: 'POST',
        url: `https://${hosts[Math.floor(random() * hosts.length)]}/track/?_=${n}&cid=${Math.floor(random() * 1e9)}.${n}&dl=https%3A%2F%2Fshop.example%2Fp%2F${n}`,
        headers: [
          ['user-agent', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0'],
          ['accept', '*/*'],
          ['cookie', `_ga=GA1.2.${Math.floor(random() * 1e9)}.1; sid=${Math.floor(random() * 1e15).toString(36)}`],
          ['referer', 'https://shop.example/'],
        ].map(([name, value]) => ({ name, value })),
        postData: { mimeType: 'application/json', text: JSON.stringify(random() < 0.5 ? event : [event, event, event]) },
      },
      response: {
        status: 200,
        headers: [{ name: 'server', value: 'x' }],
        content: { mimeType: 'text/javascript', text: script.repeat(1 + Math.floor(random() * 8)) },
      },
      timings: { send: 0, wait: 1, receive: 2 },
    }
    const text = `${n > 0 ? ',' : ''}${JSON.stringify(entry, null, n % 2 ? 2 : 0)}`
    size += text.length
    await write(text)
  }
  await write(']}}')
  await new Promise<void>((done) => out.end(() => done()))
}

/** Of the process so far, all its threads, less what starting it took. */
const begun = process.cpuUsage()
const cpu = (): number => {
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}

if (what === 'read') {
  const catalog = await readCatalog()
  const inventory = new Inventory({ catalog, planted: null })
  const started = performance.now()
  let entries = 0
  for await (const event of (await openCapture(file)).events) {
    if ('exchange' in event) {
      inventory.add(event.exchange)
      entries++
    }
  }
  const vendors = reportOf(inventory, { catalog, firstParty: [], titles: new Map() }).report.vendors.length
  process.stdout.write(
    JSON.stringify({
      ms: performance.now() - started,
      cpuMs: process.cpuUsage().user / 1000,
      mb: process.resourceUsage().maxRSS / 1024,
      entries,
      vendors,
    }),
  )
} else if (what === 'parse') {
  const started = performance.now()
  const entries = JSON.parse(await readFile(file, 'utf8')).log.entries.length
  process.stdout.write(
    JSON.stringify({ ms: performance.now() - started, cpuMs: cpu(), mb: process.resourceUsage().maxRSS / 1024, entries }),
  )
} else {
  const own = what.endsWith('.har')
  const path = own ? what : join(tmpdir(), `cordon-speed-${process.pid}.har`)
  if (!own) await make(path, Number(what))
  const bytes = (await stat(path)).size
  const run = (mode: string): { ms: number; cpuMs: number; mb: number; entries: number; vendors?: number } =>
    JSON.parse(spawnSync(process.execPath, [process.argv[1]!, mode, path], { encoding: 'utf8' }).stdout)
  const best = (mode: string) => [run(mode), run(mode), run(mode)].sort((a, b) => a.cpuMs - b.cpuMs)[0]!
  const [read, parse] = [best('read'), best('parse')]
  // By CPU time, so that other work on the machine does not count; by the clock beside it.
  const speed = (one: { ms: number; cpuMs: number }): string =>
    `${(bytes / 1e6 / (one.cpuMs / 1000)).toFixed(0)} MB per CPU second (${(bytes / 1e6 / (one.ms / 1000)).toFixed(0)} by the clock)`
  process.stdout.write(
    `${(bytes / 1e6).toFixed(0)} MB, ${read.entries} entries, best of 3\ncordon har: everything decoded, ${read.vendors} vendors   ${speed(read)}, ${read.mb.toFixed(0)} MB of memory\nJSON.parse alone, nothing decoded          ${speed(parse)}, ${parse.mb.toFixed(0)} MB of memory\n`,
  )
  if (!own) await rm(path)
}
