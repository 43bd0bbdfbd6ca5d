import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sender } from './context.ts'
import { Owners } from './owners.ts'

const senders: Sender[] = [
  {
    id: 'company',
    name: 'Northgale Works',
    kind: 'company',
    sending: ['northgale.example', 'mail.northgale.example'],
    links: ['northgale.example'],
  },
  { id: 'chartwise', name: 'Chartwise', kind: 'vendor', sending: ['chartwise.test'], links: ['chartwise.test'] },
]
const owners = new Owners(senders, [
  {
    name: 'Ledger',
    names: [
      { text: 'Ledger', ordinary: true },
      { text: 'Ledger Live', ordinary: false },
    ],
    domains: ['ledger.com'],
  },
])

const IMITATIONS = [
  'northga1e.example',
  'n0rthgale.example',
  'nortghale.example',
  'northgalle.example',
  'northgle.example',
  'northgale.test',
  'northgale-security.test',
  'secure-northgale.test',
  'northgalesupport.test',
  'northgale-chartwise.test',
  'northgale.example.account-check.test',
  'northgale-example.login.q8x.test',
  'northgale.q8x.test',
  'xn--nrthgale-q4g.example',
  'chartwlse.test',
  'chartwise-incident.example',
  'getnorthgale.test',
  'northgale.example-billing.test',
]
const ORDINARY = [
  'northgale.example',
  'a.mail.northgale.example',
  'chartwise.test',
  'north.example',
  'gale.test',
  'northgrove.example',
  'weather.example',
  'chart.test',
  'wise.test',
  'nightingale.example',
  'ledgerdomain.example',
]

for (const host of IMITATIONS) test(`${host} imitates`, () => assert.ok(owners.resemblance(host)))
for (const host of ORDINARY) test(`${host} imitates nobody`, () => assert.equal(owners.resemblance(host), null))

test('names are found in what a sender shows, also grown together, spaced out or in disguise', () => {
  const named = (text: string) => owners.claimsIn(text, false).map((c) => c.owner.id)
  assert.deepEqual(named('Northgale Billing'), ['company'])
  assert.deepEqual(named('N o r t h g a l e'), ['company'])
  assert.deepEqual(named('NorthgaleSupport'), ['company'])
  assert.deepEqual(named('Bashir (Chartwise)'), ['chartwise'])
  assert.ok(owners.claimsIn('Nоrthgаle', false)[0]!.disguised)
})

test('an ordinary word is a name only where it stands as one', () => {
  assert.equal(owners.claimsIn('Ledger Support', false).length, 1)
  assert.equal(owners.claimsIn('Anya from Ledger', false).length, 1)
  assert.equal(owners.claimsIn('Daily Ledger of Springfield', false).length, 0)
})
