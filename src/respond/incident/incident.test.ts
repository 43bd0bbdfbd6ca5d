import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contradicted, type Incident, momentOf, nextId, standing } from './incident.ts'

const incident: Incident = {
  id: 'INC-1',
  vendor: 'mixpanel',
  statements: [
    {
      number: 1,
      by: 'vendor',
      said: '2025-11-25T00:00:00Z',
      received: '2025-11-25T10:00:00Z',
      facts: { heldUntil: Date.UTC(2025, 10, 9), fields: ['user.name'] },
    },
    {
      number: 2,
      by: 'vendor',
      said: '2025-12-19T00:00:00Z',
      received: '2025-12-19T10:00:00Z',
      facts: { fields: ['user.name', 'user.contact.email'], notFields: ['user.contact.phone_number'], state: 'confirmed' },
    },
  ],
}

it('a later statement supersedes what it speaks about and leaves the rest', () => {
  assert.deepEqual(standing(incident, 1).scope, { vendor: 'mixpanel', from: null, to: Date.UTC(2025, 10, 9), fields: ['user.name'] })
  const now = standing(incident)
  assert.deepEqual(now.scope.fields, ['user.name', 'user.contact.email'])
  assert.equal(now.scope.to, Date.UTC(2025, 10, 9))
  assert.equal(now.state, 'confirmed')
})

it('an empty list of fields widens the scope again', () => {
  const widened = {
    ...incident,
    statements: [...incident.statements, { number: 3, by: 'us' as const, said: '', received: '', facts: { fields: [] } }],
  }
  assert.equal('fields' in standing(widened).scope, false)
})

it("names an exclusion of the vendor's that the ledger contradicts", () => {
  assert.deepEqual(contradicted(['user.contact', 'user.payment'], { 'user.contact.email': 3, 'user.payment': 0 }), ['user.contact'])
})

it('reads days to their last millisecond and refuses what is no date', () => {
  assert.equal(momentOf('2025-11-09', true), Date.parse('2025-11-09T23:59:59.999Z'))
  assert.equal(momentOf('2025-11-09', false), Date.parse('2025-11-09T00:00:00Z'))
  assert.equal(momentOf('9 November', true), null)
  assert.equal(nextId(['INC-2', 'INC-10']), 'INC-11')
})
