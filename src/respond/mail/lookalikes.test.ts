import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sender } from './context.ts'
import { namesIn, proposeLookalikes } from './lookalikes.ts'
import { Owners } from './owners.ts'

const company: Sender = { id: 'company', name: 'Northgale', kind: 'company', sending: ['northgale.example'], links: ['northgale.example'] }
const vendor: Sender = { id: 'chartwise', name: 'Chartwise', kind: 'vendor', sending: ['chartwise.test'], links: [] }
const all = proposeLookalikes({ company, senders: [company, vendor] }, 5_000)

test('proposals: company with vendor and incident words lead, each name once, none of ours, best first', () => {
  const names = all.map((p) => p.name)
  for (const wanted of [
    'northgale-chartwise.com',
    'northgale-incident.com',
    'northga1e.example',
    'nortghale.example',
    'northgale.com',
    'northgale-chartwise-security.com',
    'chartwise-notice.com',
  ])
    assert.ok(names.includes(wanted), wanted)
  assert.equal(new Set(names).size, names.length)
  assert.ok(!names.includes('northgale.example') && !names.includes('chartwise.test'))
  assert.ok(all.every((p, i) => i === 0 || p.rank <= all[i - 1]!.rank))
  assert.ok(all.slice(0, 20).some((p) => p.how === 'company-and-vendor'))
})

test('what is proposed is also recognised when it turns up', () => {
  const owners = new Owners([company, vendor], [])
  const missed = all.filter((p) => !owners.resemblance(p.name))
  assert.ok(
    missed.length / all.length < 0.03,
    missed
      .slice(0, 10)
      .map((p) => p.name)
      .join(' '),
  )
})

test('names are taken out of zone files, certificate exports and lists', () => {
  assert.deepEqual(namesIn('Northga1e.Example. 86400 IN NS ns1.reg.test.'), ['northga1e.example', 'ns1.reg.test'])
  assert.deepEqual(namesIn('{"name_value":"*.northgale-login.test\\nwww.northgale-login.test"}'), [
    'northgale-login.test',
    'www.northgale-login.test',
  ])
  assert.deepEqual(namesIn('nothing here'), [])
})
