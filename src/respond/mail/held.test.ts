import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonAnswer } from '../../core/record.ts'
import { answerTo } from './answer.ts'
import { addresseeOf, type Held } from './held.ts'
import { inWords, type Listed } from './known-details.ts'

type Disclosure = PersonAnswer['disclosures'][number]
const ANN: Listed = { id: 'u-100', email: 'Ann@x.example', name: 'Ann Example', org: 'org-7kq2m9xw4t', country: 'GB' }
const disclosed = (day: string, field: string, form = 'clear', vendor = 'mixpanel'): Disclosure => ({
  vendor,
  day,
  first: `${day}T09:00:00Z`,
  last: `${day}T17:00:00Z`,
  count: 2,
  source: 'gateway',
  properties: [{ property: 'x', field, form }],
})
const incident = (scope: Partial<Held['scope']> = {}, notFields: string[] = []): Held => ({
  id: 'INC-1',
  scope: { vendor: 'mixpanel', from: null, to: null, ...scope },
  notFields,
})
const fieldsOf = (disclosures: Disclosure[], held = incident()) => addresseeOf(ANN, disclosures, [held]).leaks.flatMap((one) => one.fields)
const at = (day: string, time = '00:00:00Z') => Date.parse(`${day}T${time}`)
const ORG = 'user.organization_id'

test('a field leaked where it went to that vendor in clear and its value is known', () => {
  assert.deepEqual(fieldsOf([disclosed('2025-11-03', ORG), disclosed('2025-11-04', 'user.unique_id')]), [ORG, 'user.unique_id'])
  for (const not of [
    disclosed('2025-11-03', ORG, 'pseudonym'),
    disclosed('2025-11-03', ORG, 'generalised'),
    disclosed('2025-11-03', ORG, 'hashed'),
    disclosed('2025-11-03', ORG, 'clear', 'segment'),
    disclosed('2025-11-03', 'user.contact.address.city'),
  ])
    assert.deepEqual(fieldsOf([not]), [])
})

test('only disclosures the records taken may hold, and fields they are said to have', () => {
  const one = [disclosed('2025-11-03', ORG)]
  assert.deepEqual(fieldsOf(one, incident({ to: at('2025-11-03', '08:59:59Z') })), [])
  assert.deepEqual(fieldsOf(one, incident({ to: at('2025-11-03', '09:00:00Z') })), [ORG])
  assert.deepEqual(fieldsOf(one, incident({ from: at('2025-11-04') })), [])
  assert.deepEqual(fieldsOf(one, incident({ fields: ['user.contact'] })), [])
  assert.deepEqual(fieldsOf(one, incident({ fields: ['user'] })), [ORG])
  assert.deepEqual(fieldsOf(one, incident({}, [ORG])), [])
})

test('a letter counts from the day the records taken end, else from the first disclosure', () => {
  const two = [disclosed('2025-11-03', ORG), disclosed('2025-11-01', ORG)]
  const from = (held: Held) => addresseeOf(ANN, two, [held]).leaks[0]?.from
  assert.equal(from(incident()), at('2025-11-01', '09:00:00Z'))
  assert.equal(from(incident({ to: at('2025-11-09', '23:59:59Z') })), at('2025-11-09'))
})

test('an id that is the address says nothing; fields have names a recipient reads', () => {
  const { values, email } = addresseeOf({ ...ANN, id: 'ann@x.example', org: null }, [], [])
  assert.deepEqual([values['user.unique_id'], values[ORG], email], [undefined, undefined, 'ann@x.example'])
  assert.deepEqual([inWords(ORG), inWords('ticket_no')], ["organisation's id", 'ticket no'])
})

test('the reporter is told in the same words', () => {
  const judged = { verdict: 'phish', score: 0.99, reasons: [], canary: null, notice: 'none', inner: false } as const
  const { text } = answerTo({ ...judged, incident: 'INC-1', vendor: 'mixpanel', leaked: [ORG, 'ticket_no'] }, 'Data incident', 'Fernhill')
  assert.match(text, /\(INC-1\): organisation's id, ticket no\./)
})
