// `npm run bench:mail [FOLDER] [--no-peers]`: messages a second on one core, p95 and memory of mail triage, beside SpamAssassin and rspamd on the same files.
// Without a folder: the lures and honest letters of test/golden/lures, whose labels tell what each found.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseContext } from '../src/respond/mail/context.ts'
import { Triage } from '../src/respond/mail/judge.ts'
import { knownBrands } from '../src/respond/mail/known-brands.ts'
import { noSurroundings } from '../src/respond/mail/nobody.ts'
import { havePeers, type Peer, rspamd, spamAssassin } from './mail/peers.ts'

const LURES = 'test/golden/lures'
const ROUNDS = 5
const args = process.argv.slice(2)
const folder = args.find((a) => !a.startsWith('--')) ?? join(LURES, 'eml')
const own = folder === join(LURES, 'eml')
const files = readdirSync(folder)
  .filter((f) => f.endsWith('.eml'))
  .sort()
  .map((f) => join(folder, f))
const bytes = new Map(files.map((f) => [f, readFileSync(f)]))
const labels = new Map(
  own
    ? readFileSync(`${LURES}/labels.csv`, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((l) => [join(LURES, l.split(',')[0]!), l.split(',')[1]!] as const)
    : [],
)

const around = own ? parseContext(readFileSync(`${LURES}/context.json`, 'utf8'), 'context.json') : noSurroundings
const triage = new Triage(around, knownBrands())
const found = new Set<string>()
const ms: number[] = []
let cpu = 0
for (let round = 0; round <= ROUNDS; round++) {
  const before = process.cpuUsage()
  for (const file of files) {
    const start = performance.now()
    if ((await triage.judge(bytes.get(file)!)).verdict === 'phish') found.add(file)
    if (round > 0) ms.push(performance.now() - start)
  }
  // The first round warms up and is not counted.
  const used = process.cpuUsage(before)
  if (round > 0) cpu += (used.user + used.system) / 1e3
}

const line = (name: string, times: readonly number[], hits: ReadonlySet<string>, core?: number) => {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!
  const rate = core ?? times.length / (times.reduce((n, t) => n + t, 0) / 1e3)
  const lures = [...labels].filter(([, label]) => label !== 'genuine').map(([f]) => f)
  const honest = [...labels].filter(([, label]) => label === 'genuine').map(([f]) => f)
  const told = own
    ? `  lures ${lures.filter((f) => hits.has(f)).length}/${lures.length}, false alarms ${honest.filter((f) => hits.has(f)).length}/${honest.length}`
    : `  flagged ${files.filter((f) => hits.has(f)).length}/${files.length}`
  process.stdout.write(
    `${name.padEnd(14)} ${rate.toFixed(0).padStart(6)} messages/s  p50 ${at(0.5).toFixed(2)} ms  p95 ${at(0.95).toFixed(2)} ms${told}\n`,
  )
  return rate
}

process.stdout.write(`${files.length} messages, one process, one core\n`)
const rate = line('Cordon', ms, found, (files.length * ROUNDS) / (cpu / 1e3))
process.stdout.write(
  `               peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB (limit 150), limit 600 messages/s, p95 10 ms\n`,
)
if (!args.includes('--no-peers')) {
  havePeers()
  const temporary = mkdtempSync(join(tmpdir(), 'cordon-bench-mail-'))
  try {
    const peers: Peer[] = [spamAssassin(files), await rspamd(files, (f) => bytes.get(f)!, temporary)]
    for (const peer of peers) {
      const theirs = line(peer.name, peer.ms, peer.found)
      process.stdout.write(`               Cordon is ${(rate / theirs).toFixed(1)} × as fast\n`)
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}
