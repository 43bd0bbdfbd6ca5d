// An incident from the first word to the export: statements supersede and never overwrite, the answer follows them, a false exclusion is named.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { openKeys } from '../../src/record/index.ts'
import { runCordon } from '../run-cordon.ts'

let dir: string
let data: string
const cordon = (...args: string[]) => runCordon([...args, '--data', data])
const json = async (...args: string[]): Promise<Record<string, unknown>> => JSON.parse((await cordon(...args, '--json')).stdout)

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-incident-'))
  data = join(dir, 'data')
  openKeys(data, { create: true })
  const event = (id: string, day: number, more: object) =>
    JSON.stringify({
      event: 'Opened',
      properties: { time: Date.UTC(2025, 9, day) / 1000, distinct_id: id, $insert_id: `${id}-${day}`, ...more },
    })
  await writeFile(
    join(dir, 'export.jsonl'),
    `${[event('u_1', 1, { $email: 'ada@org1.example' }), event('u_2', 20, { $email: 'bob@org1.example' }), event('u_3', 30, { plan: 'pro' })].join('\n')}\n`,
  )
  await writeFile(
    join(dir, 'people.csv'),
    'id,email,name,org,locale,country\nu_1,ada@org1.example,Ada Example,org_1,en,GB\nu_2,bob@org1.example,Bob Example,org_1,en,GB\n',
  )
  await cordon('import', 'mixpanel', join(dir, 'export.jsonl'))
  await cordon('people', 'import', join(dir, 'people.csv'))
})
after(() => rm(dir, { recursive: true, force: true }))

it('opens with everybody up to the moment said, by field and organisation', async () => {
  const answer = await json(
    'incident',
    'open',
    '--vendor',
    'mixpanel',
    '--held-until',
    '2025-10-25',
    '--by',
    'vendor',
    '--title',
    'Export of October',
  )
  assert.equal(answer.incident, 'INC-1')
  assert.equal(answer.people, 2)
  assert.equal((answer.byField as Record<string, number>)['user.contact.email'], 2)
  assert.deepEqual(answer.organisations, [{ org: 'org_1', people: 2 }])
  assert.match(String(answer.first), /^2025-10-01/)
  assert.match(String(answer.last), /^2025-10-20/)
})

it('a later statement widens the window, a field narrows it, and a false exclusion is named', async () => {
  assert.equal((await json('incident', 'add', 'INC-1', '--held-until', '2025-11-09', '--by', 'vendor')).people, 3)
  const narrowed = await json(
    'incident',
    'add',
    'INC-1',
    '--field',
    'user.contact.email',
    '--not-field',
    'user.contact',
    '--state',
    'confirmed',
    '--by',
    'vendor',
  )
  assert.equal(narrowed.people, 2)
  assert.deepEqual(narrowed.contradicted, ['user.contact'])
  const shown = (await json('incident', 'show', 'INC-1')) as unknown as { statements: unknown[]; standing: { state: string } }
  assert.equal(shown.statements.length, 3)
  assert.equal(shown.standing.state, 'confirmed')
  assert.match((await cordon('incident', 'list')).stdout, /INC-1 {2}mixpanel {2}confirmed {2}Export of October/)
})

it('exports statements, answer and people; never into a folder that exists', async () => {
  const out = join(dir, 'evidence')
  await cordon('incident', 'export', 'INC-1', '--out', out)
  assert.deepEqual((await readdir(out)).sort(), ['answer.json', 'incident.json', 'ledger-checkpoint', 'people.csv'])
  const people = (await readFile(join(out, 'people.csv'), 'utf8')).trim().split('\n')
  assert.equal(people.length, 3)
  assert.match(people.join('\n'), /ada@org1\.example/)
  await assert.rejects(cordon('incident', 'export', 'INC-1', '--out', out), /input\.unreadable/)
})

it('refuses what it does not understand and says how to write it', async () => {
  await assert.rejects(cordon('incident', 'open', '--vendor', 'mixpanel', '--held-until', 'yesterday'), /2025-11-09/)
  await assert.rejects(cordon('incident', 'open', '--vendor', 'mixpanel', '--field', 'user.nonsense'), /usage\.wrong/)
  await assert.rejects(cordon('incident', 'add', 'INC-1', '--by', 'somebody', '--note', 'x'), /sub-vendor/)
  await assert.rejects(cordon('incident', 'add', 'INC-1'), /says nothing/)
  await assert.rejects(cordon('incident', 'show', 'INC-7'), /incident list/)
})
