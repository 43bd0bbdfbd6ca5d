import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = await mkdtemp(join(tmpdir(), 'cordon-har-'))
after(() => rm(folder, { recursive: true }))
const file = (name: string): string => join(folder, name)

function cordon(...args: string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, ['bin/cordon.js', ...args], { encoding: 'utf8' })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}

const entry = (url: string, text: string): object => ({
  request: { method: 'POST', url, headers: [], postData: { text } },
  response: { status: 200, headers: [] },
})
const page = {
  request: { method: 'GET', url: 'https://www.shop.example/', headers: [] },
  response: { status: 200, headers: [], content: { mimeType: 'text/html' } },
}
const har = (...entries: object[]): string => JSON.stringify({ log: { entries: [page, ...entries] } })
await writeFile(
  file('a.har'),
  har(entry('https://api.mixpanel.com/track', JSON.stringify({ properties: { $email: 'ada@planted.example' } }))),
)
await writeFile(
  file('b.har'),
  har(
    entry('https://api.mixpanel.com/track', JSON.stringify({ properties: { $email: 'ada@planted.example', z: 'Ada Quillfeather' } })),
    entry('https://new.example/', '{}'),
  ),
)

test('har --json is the contract, and nothing but it stands on stdout', () => {
  const { code, out } = cordon('har', file('a.har'), '--json')
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out), {
    version: 1,
    page: 'https://www.shop.example/',
    firstParty: ['shop.example'],
    vendors: [
      {
        id: 'mixpanel',
        name: 'Mixpanel',
        company: 'Mixpanel, Inc.',
        domain: 'mixpanel.com',
        role: JSON.parse(out).vendors[0].role,
        hosts: ['api.mixpanel.com'],
        requests: 1,
        alias: false,
        fields: [{ field: 'user.contact.email', property: '$email', entry: 1, where: 'body' }],
      },
    ],
    unknown: [],
  })
})

test('har --against: 0 where nothing is new, 1 and what is new otherwise', async () => {
  await writeFile(file('last.json'), cordon('har', file('a.har'), '--json').out)
  assert.equal(cordon('har', file('a.har'), '--against', file('last.json')).code, 0)
  const { code, err } = cordon('har', file('b.har'), '--against', file('last.json'), '--planted', 'name=Ada Quillfeather')
  assert.equal(code, 1)
  assert.match(err, /new field: user.name \(mixpanel\)\nnew host: new.example/)
  assert.equal(cordon('har', file('a.har'), '--against', file('a.har')).code, 2)
})

test('har: what is broken is told with its place, the rest is done, exit 2', async () => {
  await writeFile(file('broken.har'), har(entry('https://api.mixpanel.com/track', '{"$email":"ada@planted.example"}')).slice(0, -30))
  const { code, out, err } = cordon('har', file('broken.har'), file('absent.har'), '--json')
  assert.equal(code, 2)
  assert.match(err, /broken\.har:1:\d+: The capture is broken/)
  assert.match(err, /absent\.har: Cannot read/)
  assert.equal(JSON.parse(out).version, 1)
})

test('har --code joins with what the code says', async () => {
  const fields = [
    { field: 'user.contact.email', property: 'email', path: 'track.ts', line: 3, how: 'trait' },
    { field: 'user.contact.phone_number', property: 'phone', path: 'track.ts', line: 4, how: 'trait' },
  ]
  await writeFile(file('scan.json'), JSON.stringify({ version: 1, vendors: [{ id: 'mixpanel', name: 'Mixpanel', fields }] }))
  const { code, out } = cordon('har', file('a.har'), '--code', file('scan.json'), '--json', '--details')
  assert.equal(code, 0)
  const { joined } = JSON.parse(out)
  assert.deepEqual(
    joined.confirmed.map((pair: { field: string; code: string[] }) => [pair.field, pair.code]),
    [['user.contact.email', ['track.ts:3']]],
  )
  assert.deepEqual(
    joined.unseen.map((pair: { field: string }) => pair.field),
    ['user.contact.phone_number'],
  )
  assert.match(cordon('har', file('a.har'), '--code', file('scan.json')).out, /In the code, never seen leaving \(1\)/)
  assert.equal(cordon('har', file('a.har'), '--code', file('a.har')).code, 2)
})

test('scan --with joins the same the other way round; a broken capture joins nothing', async () => {
  const { mkdir } = await import('node:fs/promises')
  await mkdir(file('src'), { recursive: true })
  await writeFile(
    file('src/track.ts'),
    "import mixpanel from 'mixpanel-browser'\nmixpanel.init('x')\nexport const on = (u: { email: string; phone: string }) => mixpanel.people.set({ $email: u.email, $phone: u.phone })\n",
  )
  const { code, out } = cordon('scan', file('src'), '--no-cache', '--json', '--with', file('a.har'))
  assert.equal(code, 0)
  const { wire } = JSON.parse(out)
  const pairs = (list: { vendor: string; field: string }[]): string[] => list.map((pair) => `${pair.vendor} ${pair.field}`)
  assert.ok(pairs(wire.confirmed).includes('mixpanel user.contact.email'))
  assert.ok(pairs(wire.unseen).includes('mixpanel user.contact.phone_number'))
  await writeFile(file('cut.har'), '{"log":{"entries":[')
  assert.equal(cordon('scan', file('src'), '--no-cache', '--with', file('cut.har')).code, 2)
})

test('har writes every form it is asked for', async () => {
  const { code } = cordon('har', file('a.har'), '--html', file('r.html'), '--sarif', file('r.sarif'), '--cyclonedx', file('r.cdx.json'))
  assert.equal(code, 0)
  const { readFile } = await import('node:fs/promises')
  assert.equal(JSON.parse(await readFile(file('r.cdx.json'), 'utf8')).specVersion, '1.7')
  assert.equal(JSON.parse(await readFile(file('r.sarif'), 'utf8')).runs[0].results.length, 1)
  assert.match(await readFile(file('r.html'), 'utf8'), /^<!doctype html>/)
})

test('wrong use is told: planted nonsense, a page that is none, steps that are none', async () => {
  await writeFile(file('steps.yaml'), '- fly: away\n')
  for (const args of [
    ['har', file('a.har'), '--planted', 'zzz=1'],
    ['capture', 'ftp://shop.example'],
    ['capture', 'https://a.example', 'https://b.example'],
    ['capture', 'https://a.example', '--consent', 'maybe'],
    ['capture', 'https://a.example', '--steps', file('steps.yaml')],
    ['capture', 'https://a.example', '--dwell', 'long'],
  ]) {
    const { code, err } = cordon(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(err, /\[(usage\.wrong|input\.invalid)\]/)
  }
})

test('capture -- COMMAND: the report of what a program sends', () => {
  const { code, out } = cordon(
    'capture',
    '--json',
    '--for',
    '20',
    '--',
    process.execPath,
    '-e',
    'fetch("http://vendor.invalid/?email=ada%40planted.example").catch(() => {})',
  )
  assert.equal(code, 0)
  const [vendor] = JSON.parse(out).vendors
  assert.deepEqual([vendor.hosts, vendor.fields[0].field], [['vendor.invalid'], 'user.contact.email'])
})
