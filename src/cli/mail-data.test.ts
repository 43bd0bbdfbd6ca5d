import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { CordonError } from '../core/errors.ts'
import { identityOf } from '../core/keys.ts'
import type { PersonAnswer } from '../core/record.ts'
import { openIncidents } from '../record/incidents.ts'
import { openKeys } from '../record/index.ts'
import { Vault } from '../record/people/vault.ts'
import { openMailData } from './mail-data.ts'

let dir = ''
const folders: string[] = []
const open: { close(): void }[] = []
after(() => {
  for (const one of open) one.close()
  for (const one of folders) rmSync(one, { recursive: true })
})
beforeEach(() => {
  folders.push((dir = mkdtempSync(join(tmpdir(), 'cordon-mail-data-'))))
})

const ANN = { id: 'u-100', email: 'ann@x.example', name: 'Ann Example', org: 'org-7kq2m9xw4t', locale: 'en', country: 'GB' }
const HELD: PersonAnswer = {
  version: 1,
  person: 'u-100',
  email: ANN.email,
  name: ANN.name,
  org: ANN.org,
  disclosures: [
    {
      vendor: 'mixpanel',
      day: '2025-11-03',
      first: '2025-11-03T09:00:00Z',
      last: '2025-11-03T09:00:00Z',
      count: 1,
      source: 'gateway',
      properties: [{ property: 'org_id', field: 'user.organization_id', form: 'clear' }],
    },
  ],
}

function openIncident(id: string): void {
  const store = openIncidents(dir)
  store.open(id, 'mixpanel', { by: 'us', said: '2025-11-26T00:00:00Z', received: '2025-11-26T00:00:00Z', facts: {} })
  store.close()
}

function withVault<T>(work: (vault: Vault, identity: string) => T): T {
  const keys = openKeys(dir, { create: true })
  const vault = new Vault(dir, keys)
  const value = work(vault, identityOf(keys.identity, ANN.email))
  vault.close()
  return value
}

async function opened(answer: () => PersonAnswer | null = () => HELD) {
  const asked: string[] = []
  const said: string[] = []
  let clock = 0
  const data = await openMailData(dir, {
    ask: async (emails) => {
      asked.push(...emails)
      return new Map(emails.map((one) => [one, answer()]))
    },
    now: () => clock,
    say: (line) => said.push(line),
  })
  open.push(data)
  return { data, asked, said, wait: (ms: number) => (clock += ms) }
}

test('the record is asked once for a person of the directory, and for nobody else', async () => {
  withVault((vault) => vault.put(ANN))
  openIncident('INC-1')
  const { data, asked, wait } = await opened()
  assert.equal(data.addressee(ANN.email), null)
  await data.meet(['ANN@x.example', 'stranger@y.example'])
  await data.meet([ANN.email])
  wait(60_000)
  await data.meet([ANN.email])
  assert.deepEqual(asked, [ANN.email])
  assert.deepEqual(
    data.addressee('Ann@x.example')?.leaks.map((one) => [one.incident, one.fields]),
    [['INC-1', ['user.organization_id']]],
  )
  wait(3_600_000)
  await data.meet([ANN.email])
  assert.equal(asked.length, 2)
})

test('an incident opened since is known, and a person erased since is not', async () => {
  withVault((vault) => vault.put(ANN))
  const { data, asked, wait } = await opened()
  await data.meet([ANN.email])
  assert.deepEqual([asked, data.addressee(ANN.email)], [[], null])
  openIncident('INC-1')
  wait(10_000)
  await data.meet([ANN.email])
  assert.equal(data.addressee(ANN.email)?.leaks[0]?.incident, 'INC-1')
  withVault((vault, identity) => vault.erase(vault.find(identity)!))
  wait(10_000)
  await data.meet([ANN.email])
  assert.equal(data.addressee(ANN.email), null)
})

test('what cannot be asked is said once, and tried again later', async () => {
  withVault((vault) => vault.put(ANN))
  openIncident('INC-1')
  let missing = true
  const { data, asked, said, wait } = await opened(() => {
    if (missing) throw new CordonError('engine.missing', 'The embedded engine is not installed.')
    return HELD
  })
  await data.meet([ANN.email])
  wait(60_000)
  await data.meet([ANN.email])
  assert.deepEqual([asked.length, data.addressee(ANN.email)?.leaks], [2, []])
  assert.deepEqual(said, [
    'cordon: what was disclosed about the recipients is not known to triage. The embedded engine is not installed. (engine.missing)',
  ])
  missing = false
  wait(60_000)
  await data.meet([ANN.email])
  assert.equal(data.addressee(ANN.email)?.leaks.length, 1)
})

test('a folder that is none, and stores that are damaged, cost what they hold', async () => {
  const empty = await opened()
  await empty.data.meet([ANN.email])
  assert.deepEqual([empty.data.vendors, empty.data.addressee(ANN.email), empty.said], [[], null, []])
  writeFileSync(join(dir, 'control.sqlite'), 'no database, and long enough to be seen as none '.repeat(40))
  const damaged = await opened()
  assert.deepEqual([damaged.data.vendors, damaged.said.length], [[], 1])
  assert.match(damaged.said[0]!, /which incidents there are is not known to triage/)
})
