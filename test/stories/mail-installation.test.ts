// A letter after a breach, held against a real data folder: the ledger's disclosures, the directory of people, the incident and a canary, as somebody would have them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openCanaries } from '../../src/record/canaries.ts'
import { openKeys } from '../../src/record/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-mail-data-'))
after(() => rmSync(folder, { recursive: true }))
const dir = join(folder, 'data')
const bin = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))

function cordon(...args: string[]): { out: string; err: string; code: number | null } {
  const ran = spawnSync(process.execPath, [bin, ...args, '--data', dir], { cwd: folder, encoding: 'utf8' })
  return { out: ran.stdout, err: ran.stderr, code: ran.status }
}

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}

const DISCLOSED = Date.UTC(2025, 10, 3, 9) / 1000
const event = (person: string, properties: Record<string, unknown>, at = DISCLOSED) =>
  `${JSON.stringify({ event: 'Visit', properties: { time: at, distinct_id: person, $insert_id: `i${person}${at}`, ...properties } })}\n`

const letter = (name: string, to: string, options: { date?: string; text?: string } = {}): string =>
  file(
    name,
    `From: Mixpanel Security <notice@mixpanel-incident.test>\r\nTo: <${to}>\r\nSubject: Data incident at Mixpanel: verify your account\r\n` +
      `Date: ${options.date ?? 'Thu, 27 Nov 2025 10:00:00 +0000'}\r\n\r\n` +
      `${options.text ?? 'Your organisation org-7kq2m9xw4t is among those whose data was copied.'}\r\n` +
      'Verify your account within 24 hours or it will be suspended: https://fernhill.mixpanel-incident.test/login\r\n',
  )

interface Line {
  readonly verdict: string
  readonly incident: string | null
  readonly vendor: string | null
  readonly leaked: string[]
  readonly canary: string | null
  readonly reasons: { code: string; says: string }[]
}

function check(...files: string[]): { lines: Line[]; err: string } {
  const ran = cordon('mail', 'check', ...files, '--json')
  const lines = ran.out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
  assert.equal(lines.length, files.length, ran.err)
  return { lines, err: ran.err }
}

before(() => {
  openKeys(dir, { create: true })
  file('cordon.yaml', 'version: 1\ncompany: { name: Fernhill, domains: [fernhill.example] }\nvendors:\n  mixpanel: {}\n')
  file(
    'people.csv',
    'id,email,name,org,locale,country\nu1,ann@x.example,Ann Example,org-7kq2m9xw4t,en,US\nu2,bob@y.example,Bob Invented,org-7kq2m9xw4t,en,GB\n' +
      'u3,cleo@z.example,Cleo Late,org-7kq2m9xw4t,en,GB\n',
  )
  // Bob's organisation was never disclosed; Cleo's was, but after the records taken end.
  file(
    'export.jsonl',
    event('u1', { org_id: 'org-7kq2m9xw4t', $email: 'ann@x.example', country: 'US' }) +
      event('u2', { $email: 'bob@y.example' }) +
      event('u3', { org_id: 'org-7kq2m9xw4t' }, Date.UTC(2025, 10, 20) / 1000),
  )
  assert.equal(cordon('people', 'import', 'people.csv').code, 0)
})

test('without an incident no record is asked: the engine never starts', () => {
  assert.equal(cordon('import', 'mixpanel', 'export.jsonl').code, 0)
  const had = existsSync(join(dir, 'engine'))
  const { lines, err } = check(letter('early.eml', 'ann@x.example'))
  assert.deepEqual([lines[0]?.incident, existsSync(join(dir, 'engine')), err], [null, had, ''])
})

test('a letter that quotes what leaked is laid to the incident, and only where it leaked from there', () => {
  const opened = cordon('incident', 'open', '--vendor', 'mixpanel', '--held-until', '2025-11-09', '--by', 'vendor', '--json')
  assert.equal(opened.code, 0, opened.err)
  const { lines, err } = check(
    letter('ann.eml', 'Ann@x.example'),
    letter('bob.eml', 'bob@y.example'),
    letter('cleo.eml', 'cleo@z.example'),
    letter('stranger.eml', 'dora@nobody.example'),
    letter('before.eml', 'ann@x.example', { date: 'Sat, 8 Nov 2025 10:00:00 +0000' }),
    letter('country.eml', 'ann@x.example', { text: 'Customers in the United States work with us.' }),
  )
  assert.equal(err, '')
  const ann = lines[0]!
  assert.deepEqual([ann.verdict, ann.incident, ann.vendor, ann.leaked], ['phish', 'INC-1', 'mixpanel', ['user.organization_id']])
  assert.ok(ann.reasons.some((one) => one.says.includes("your organisation's id, which Mixpanel held")))
  for (const other of lines.slice(1)) assert.deepEqual([other.incident, other.vendor, other.leaked], [null, null, []])
})

test('what the incident is said not to hold, and an incident that was none, claim nothing', () => {
  assert.equal(cordon('incident', 'add', 'INC-1', '--field', 'user.contact', '--by', 'vendor').code, 0)
  assert.equal(check('ann.eml').lines[0]?.incident, null)
  assert.equal(cordon('incident', 'add', 'INC-1', '--field', 'user.organization_id', '--by', 'vendor').code, 0)
  assert.equal(check('ann.eml').lines[0]?.incident, 'INC-1')
  assert.equal(cordon('incident', 'add', 'INC-1', '--state', 'dismissed').code, 0)
  assert.equal(check('ann.eml').lines[0]?.incident, null)
  assert.equal(cordon('incident', 'add', 'INC-1', '--state', 'confirmed').code, 0)
})

test('a letter to a canary names the vendor, unless that vendor wrote', () => {
  const store = openCanaries(dir)
  const device = '00000000-0000-4000-8000-000000000001'
  store.plant('mixpanel', { id: 'cus-1', name: 'Nora Invented', email: 'nora.i@fernhill.example', device }, 0, 0)
  store.close()
  const own = file(
    'own.eml',
    'From: Mixpanel <news@mixpanel.com>\r\nTo: nora.i@fernhill.example\r\nSubject: What is new\r\nDate: Thu, 27 Nov 2025 10:00:00 +0000\r\n\r\nNew charts.\r\n',
  )
  const { lines } = check(letter('canary.eml', 'nora.i@fernhill.example'), own, 'bob.eml')
  assert.deepEqual(
    lines.map((one) => one.canary),
    ['mixpanel', null, null],
  )
  assert.equal(lines[0]?.verdict, 'phish')
})

test('a data folder that cannot be asked costs the incident, never the verdict', () => {
  rmSync(join(dir, 'engine'), { recursive: true })
  writeFileSync(join(dir, 'engine'), 'no folder')
  const { lines, err } = check('ann.eml', 'canary.eml')
  assert.deepEqual([lines[0]?.verdict, lines[0]?.incident, lines[1]?.canary], ['phish', null, 'mixpanel'])
  assert.match(err, /^cordon: what was disclosed about the recipients is not known to triage\. .*\n$/)
  rmSync(join(dir, 'engine'))
})

test('a context file is asked instead of the installation', () => {
  file('context.json', '{"company": {"name": "Fernhill", "dom": "fernhill.example"}}')
  const ran = cordon('mail', 'check', 'ann.eml', 'canary.eml', '--context', 'context.json', '--json')
  for (const line of ran.out.trim().split('\n')) assert.deepEqual([JSON.parse(line).incident, JSON.parse(line).canary], [null, null])
})
