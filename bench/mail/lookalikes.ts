// `npm run bench:lookalikes`: how many of the lures' sender domains are recognised as imitations, and how many ordinary names are taken for one; dnstwist on the same list.
// Ordinary names: English words, pairs of words and hyphenated pairs (Debian's wamerican), since no list of real domains may be shipped.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { parseContext } from '../../src/respond/mail/context.ts'
import { Owners } from '../../src/respond/mail/owners.ts'

const LURES = 'test/golden/lures'
const WORDS = '/usr/share/dict/words'
if (!existsSync(WORDS) || spawnSync('which', ['dnstwist']).status !== 0) {
  process.stderr.write('installing dnstwist and wamerican from Debian\n')
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  if (spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'dnstwist', 'wamerican'], { stdio: 'ignore' }).status !== 0)
    throw new Error('install dnstwist and wamerican first (apt-get install failed)')
}
const around = parseContext(readFileSync(`${LURES}/context.json`, 'utf8'), 'context.json')
const owners = new Owners(around.senders, [])
const [header = '', ...lines] = readFileSync(`${LURES}/labels.csv`, 'utf8').trim().split('\n')
const column = (row: string, name: string) => row.split(',')[header.split(',').indexOf(name)] ?? ''
const official = new Set(around.senders.flatMap((s) => [...s.sending, ...s.links]))
// Domains that carry no name of anybody (random rows of letters) imitate nobody; they are other rules' business.
const random = (host: string) => /^[a-z0-9]{6,9}\.test$/.test(host) && /\d/.test(host.slice(0, -5))
const hosts = [...new Set(lines.filter((r) => column(r, 'label') === 'lure').map((r) => column(r, 'sender_domain')))].filter(
  (h) => !official.has(h) && !random(h) && h !== 'nqkhtftw.test',
)
const twisted = new Set<string>()
for (const sender of around.senders)
  if (sender.kind !== 'other')
    for (const name of execFileSync('dnstwist', ['--format', 'list', sender.sending[0]!], { encoding: 'utf8' }).split('\n'))
      twisted.add(name.trim())

const words = readFileSync(WORDS, 'utf8')
  .split('\n')
  .filter((w) => /^[a-z]{3,}$/.test(w))
const ordinary = [
  ...words.map((w) => `${w}.com`),
  ...words
    .map((w, i) => w + words[(i * 7_919) % words.length]!)
    .filter((w) => w.length <= 20)
    .map((w) => `${w}.com`),
  ...words.filter((_, i) => i % 3 === 0).map((w, i) => `${w}-${words[(i * 104_729) % words.length]!}.com`),
]
const alarms = ordinary.filter((name) => owners.resemblance(name))
const found = hosts.filter((h) => owners.resemblance(h))
const percent = (n: number, of: number) => `${((100 * n) / of).toFixed(n / of < 0.01 ? 3 : 1)} %`
process.stdout.write(`${hosts.length} sender domains of lures, ${ordinary.length} ordinary names\n`)
process.stdout.write(
  `Cordon    ${percent(found.length, hosts.length)} recognised (limit 86 %), ordinary names taken for one ${alarms.length} = ${percent(alarms.length, ordinary.length)} (limit 0.1 %)\n`,
)
process.stdout.write(`dnstwist  ${percent(hosts.filter((h) => twisted.has(h)).length, hosts.length)} in its ${twisted.size} names\n`)
