import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import { parse } from 'yaml'

const schema = JSON.parse(readFileSync(new URL('../../docs/reference/cordon.schema.json', import.meta.url), 'utf8'))
const valid = new Ajv({ strict: false }).compile(schema)

const HEAD = 'version: 1\ncompany: { name: Fernhill, domains: [fernhill.example] }\n'

test('the schema published for editors accepts what Cordon reads', () => {
  const text = `${HEAD}queryKeys: [utm_source]
fields: { user.location: { generalise: country } }
vendors: { mixpanel: { mode: cut, listen: 1, decision: { owner: a, reason: b, expires: 2027-01-01 }, properties: { "*": drop } } }`
  assert.ok(valid(parse(text)), JSON.stringify(valid.errors))
})

test('and refuses what Cordon refuses for its shape', () => {
  for (const more of [
    'vendros: {}',
    'fields: { user.contact.emial: drop }',
    'fields: { user.name: alow }',
    'vendors: { mixpanel: { mode: watch } }',
    'vendors: { mixpanel: { decision: { owner: a } } }',
    'vendors: { mixpanel: { listen: 0 } }',
    'vendors: { mixpanel: { properties: { x: { generalise: fam } } } }',
  ])
    assert.ok(!valid(parse(HEAD + more)), more)
})

test('it is small enough for an editor', () => {
  assert.ok(JSON.stringify(schema).length < 60_000)
})
