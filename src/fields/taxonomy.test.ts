// The taxonomy is data: these tests say what must hold of every row.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { covers, FIELDS, isField, labelOf } from './taxonomy.ts'

test('every key has a label, and the key above it is there', () => {
  for (const [key, facts] of Object.entries(FIELDS)) {
    assert.match(key, /^(?:user|system)(?:\.[a-z_]+)*$/)
    assert.notEqual(facts.label, '')
    if (facts.parent !== null) assert.ok(isField(facts.parent), `${key} hangs below nothing`)
  }
  assert.ok(Object.keys(FIELDS).length >= 80)
})

test('our own keys are marked as ours, all others as taken over', () => {
  const own = Object.keys(FIELDS).filter((key) => FIELDS[key]!.source === 'cordon')
  assert.deepEqual(own, [
    'user.behavior.event',
    'user.behavior.page_url',
    'user.behavior.referrer',
    'user.device.screen',
    'user.device.user_agent',
    'user.organization_id',
  ])
})

test('NOTICE attributes the taxonomy', () => {
  assert.match(readFileSync(new URL('../../NOTICE', import.meta.url), 'utf8'), /fideslang[\s\S]*Attribution 4\.0/)
})

test('a key covers itself and what is below it, and no key that only begins alike', () => {
  assert.ok(covers('user.contact', 'user.contact'))
  assert.ok(covers('user.contact', 'user.contact.email'))
  assert.ok(covers('user', 'user.contact.address.city'))
  assert.ok(!covers('user.contact.email', 'user.contact'))
  assert.ok(!covers('user.device', 'user.device_id'))
  assert.ok(!covers('user.name', 'user.names'))
})

test('labels', () => {
  assert.equal(labelOf('user.contact.email'), 'E-mail address')
  assert.equal(labelOf('constructor'), 'constructor')
  assert.ok(!isField('toString'))
})
