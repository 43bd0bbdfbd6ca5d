// Whose data a field is, where names or the vendor's work tell; null otherwise.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Surface } from '../result.ts'
import { type Whose, whose } from './whose.ts'

const told = (role: string, property: string, how: string, field = 'user.contact.email', surface: Surface[] = ['server']): Whose | null =>
  whose(role, { field, property, how, path: 'a.ts', line: 1, confidence: 'certain' }, surface)

test('the recipient of a message', () => {
  assert.equal(told('e-mail delivery', 'to', 'emails.send'), 'recipient')
  assert.equal(told('e-mail delivery', 'body.personalizations.cc', 'request'), 'recipient')
  assert.equal(told('SMS, voice and messaging', 'phone', 'messages.create', 'user.contact.phone_number'), 'recipient')
  assert.equal(told('product analytics', 'invitee.email', 'track'), 'recipient')
  assert.equal(told('e-mail delivery', 'body.from.email', 'request'), null)
  assert.equal(told('e-mail delivery', 'subject', 'emails.send', 'user.content'), null)
})

test('a contact that the company keeps', () => {
  assert.equal(told('CRM', 'properties.email', 'contacts.create'), 'contact')
  assert.equal(told('e-mail marketing', 'email', 'request'), 'contact')
  assert.equal(told('product analytics', 'lead_email', 'track'), 'contact')
  assert.equal(told('CRM', 'amount', 'deals.create', 'user.financial'), null)
})

test('the account holder', () => {
  assert.equal(told('error tracking', 'email', 'setUser, through 1 of our own calls'), 'account holder')
  assert.equal(told('product analytics', '$email', 'people.set trait'), 'account holder')
  assert.equal(told('payments', 'email', 'customers.create'), 'account holder')
  assert.equal(told('payments', 'customer_details.customer_phone', 'request', 'user.contact.phone_number'), 'account holder')
})

test('a visitor', () => {
  assert.equal(told('product analytics', '$ip', 'sent by npm:posthog-js unasked', 'user.device.ip_address', ['browser']), 'visitor')
  assert.equal(told('product analytics', 'Cookie', 'passed on by our own proxy', 'user.authorization.credentials'), 'visitor')
  assert.equal(told('payments', 'guest.email', 'request'), 'visitor')
  assert.equal(told('product analytics', '$ip', 'sent by npm:posthog-node unasked', 'user.device.ip_address'), null)
})

test('silent where nothing tells', () => {
  assert.equal(told('product analytics', 'email', 'track'), null)
  assert.equal(told('AI models', 'messages.content', 'request', 'user.content'), null)
  // A word inside another word names nobody.
  assert.equal(told('product analytics', 'tokens.total', 'track'), null)
})
