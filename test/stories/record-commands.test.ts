// The record's commands as somebody types them, against one data folder: import, directory, questions, erasure, proof.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parquetReadObjects } from 'hyparquet'
import { csvLine } from '../../src/cli/people-file.ts'
import { openKeys } from '../../src/record/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-commands-'))
after(() => rmSync(folder, { recursive: true }))
const dir = join(folder, 'data')
const home = fileURLToPath(new URL('../..', import.meta.url))

function cordon(...args: string[]): { out: string; err: string; code: number | null } {
  const ran = spawnSync(process.execPath, [join(home, 'bin/cordon.js'), ...args, ...(args[0] === 'verify' ? [] : ['--data', dir])], {
    encoding: 'utf8',
  })
  return { out: ran.stdout, err: ran.stderr, code: ran.status }
}

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const T = Date.UTC(2025, 10, 9, 9) / 1000
const event = (n: number, person: string, properties: Record<string, unknown>) =>
  `${JSON.stringify({ event: 'Visit', properties: { time: T + n * 86_400, distinct_id: person, $insert_id: `i${n}${person}`, ...properties } })}\n`
const EXPORT =
  event(0, 'u1', { $email: 'ann@x.example', $city: 'London' }) +
  event(1, 'u1', { $city: 'London' }) +
  event(1, 'u2', { $city: 'Paris' }) +
  event(2, 'u3', {})
const PEOPLE = 'id,email,name,org,locale,country\nu1,ann@x.example,Ann Example,Acme,en,GB\nu2,bob@x.example,=Bob,Beta,de,DE\n'

test('without an installation every question says what to do, and makes nothing', () => {
  const asked = cordon('who', 'mixpanel')
  assert.equal(asked.code, 2)
  assert.match(asked.err, /keys\.missing/)
  assert.deepEqual(readdirSync(folder), [])
})

test('nobody affected and not looked are two answers', () => {
  openKeys(dir, { create: true })
  const asked = cordon('who', 'mixpanel', '--json')
  assert.equal(asked.code, 0)
  assert.deepEqual(JSON.parse(asked.out), {
    version: 1,
    vendor: 'mixpanel',
    from: null,
    to: null,
    people: 0,
    byField: {},
    byForm: { clear: 0, pseudonym: 0, generalised: 0 },
    coverage: [],
    complete: true,
  })
  assert.match(asked.err, /did not look/)
  assert.match(cordon('who', 'mixpanel').out, /none: no path/)
})

test('an export and a directory answer who, from when, with which fields', () => {
  const imported = cordon('import', 'mixpanel', file('export.jsonl', EXPORT))
  assert.equal(imported.code, 0, imported.err)
  assert.match(imported.out, /4 events read: 4 imported, 0 known before/)
  assert.match(cordon('people', 'import', file('people.csv', PEOPLE)).out, /2 new, 0 changed, 0 as before/)
  const asked = cordon('who', 'mixpanel', '--json')
  const answer = JSON.parse(asked.out)
  assert.equal(asked.err, '')
  assert.deepEqual(
    { people: answer.people, email: answer.byField['user.contact.email'], clear: answer.byForm.clear },
    { people: 3, email: 1, clear: 3 },
  )
  assert.deepEqual(answer.coverage, [{ source: 'import', from: '2025-11-09T00:00:00Z', to: '2025-11-11T23:59:59.999Z', gaps: [] }])
  assert.equal(JSON.parse(cordon('who', 'mixpanel', '--json', '--to', '2025-11-09').out).people, 1)
  assert.equal(JSON.parse(cordon('who', 'mixpanel', '--json', '--from', '2025-11-11T00:00:00Z').out).people, 1)
  assert.equal(JSON.parse(cordon('who', 'mixpanel', '--json', '--field', 'user.contact').out).people, 1)
  assert.equal(cordon('who', 'mixpanel', '--to', 'yesterday').code, 2)
})

test('one row a person into a file of each kind', async () => {
  assert.equal(cordon('who', 'mixpanel', '--out', join(folder, 'people.ndjson')).code, 0)
  const rows = readFileSync(join(folder, 'people.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    rows.map(({ person, org, count }) => [person, org, count]),
    [
      ['u1', 'Acme', 2],
      ['u2', 'Beta', 1],
      ['p3', null, 1],
    ],
  )
  assert.equal(cordon('who', 'mixpanel', '--out', join(folder, 'out.csv')).code, 0)
  assert.equal(readFileSync(join(folder, 'out.csv'), 'utf8').split('\r\n').length, 5)
  assert.match(csvLine({ ...rows[1], name: '=cmd()' }), /,'=cmd\(\),/)
  assert.equal(cordon('who', 'mixpanel', '--out', join(folder, 'out.parquet')).code, 0)
  const bytes = readFileSync(join(folder, 'out.parquet'))
  const read = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer })
  assert.deepEqual(
    read.map(({ person, email, count }) => [person, email ?? null, Number(count)]),
    [
      ['u1', 'ann@x.example', 2],
      ['u2', 'bob@x.example', 1],
      ['p3', null, 1],
    ],
  )
  assert.equal(cordon('who', 'mixpanel', '--out', join(folder, 'out.xls')).code, 2)
})

test('a person is found by id and by e-mail, and can be forgotten', () => {
  assert.equal(JSON.parse(cordon('person', 'BOB@x.example', '--json').out).person, 'u2')
  assert.match(cordon('person', 'u1').out, /mixpanel: 2 messages/)
  assert.equal(cordon('person', 'erase', 'u1').code, 2)
  assert.match(cordon('person', 'erase', 'u1', '--yes').out, /Forgotten: 2 identities and the contact data/)
  assert.equal(JSON.parse(cordon('person', 'ann@x.example', '--json').out), null)
  assert.match(cordon('person', 'u1').err, /was erased on/)
  assert.match(cordon('import', 'mixpanel', join(folder, 'export.jsonl')).out, /0 imported, 2 known before, 2 of erased people/)
  assert.match(cordon('people', 'import', join(folder, 'people.csv')).out, /1 not taken in again/)
  const rows = cordon('who', 'mixpanel', '--out', join(folder, 'after.ndjson'))
  assert.match(rows.out, /^3 people/)
  assert.ok(!/u1|ann@|Ann/.test(readFileSync(join(folder, 'after.ndjson'), 'utf8')))
})

test('broken input is named by its line, and the rest is taken in', () => {
  const csv = cordon(
    'people',
    'import',
    file('broken.csv', `${PEOPLE.split('\n')[0]}\n,x@x.example,,,,\nu9,u9@x.example,Nine,Acme,en,GB\nu8\n`),
  )
  assert.equal(csv.code, 2)
  assert.match(csv.err, /broken\.csv:2: the id is empty\n.*broken\.csv:4: 1 cells/)
  assert.match(csv.out, /1 new/)
  assert.equal(cordon('people', 'import', file('head.csv', 'email\nx@x.example\n')).code, 2)
  assert.equal(cordon('people', 'import', join(folder, 'none.csv')).code, 2)
  const cut = cordon('import', 'mixpanel', file('cut.jsonl', `${event(3, 'u4', {})}{"event":"Vis`))
  assert.equal(cut.code, 2)
  assert.match(cut.err, /cut\.jsonl:2: not a whole JSON object/)
})

test('the proof fits, with Cordon and without it, until a byte is changed', () => {
  assert.equal(cordon('verify', 'ledger', dir).code, 0)
  const alone = (...args: string[]) =>
    spawnSync(process.execPath, [join(home, 'verify/bin/cordon-verify.js'), ...args], { encoding: 'utf8' })
  const key = readFileSync(join(dir, 'ledger', 'key.pub'), 'utf8').trim()
  assert.equal(alone('ledger', join(dir, 'ledger'), '--key', key).status, 0)
  assert.equal(alone('ledger').status, 2)
  appendFileSync(join(dir, 'ledger', 'segments', '000', '00000000.seg'), 'x')
  const found = cordon('verify', 'ledger', dir, '--json')
  assert.equal(found.code, 1)
  assert.match(JSON.parse(found.out).findings[0].path, /00000000\.seg/)
  assert.equal(alone('ledger', join(dir, 'ledger')).status, 1)
  assert.equal(cordon('verify', 'ledger', folder).code, 2)
})
