// A card is refused where it is wrong, and the place said is the place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CordonError } from '../core/errors.ts'
import { parseCard } from './load.ts'

const good = `id: panelco
name: Panel Co
company: Panel Co Ltd
domain: panelco.example
role: product analytics
hosts: [api.panelco.example, '*.in.panelco.example']
packages:
  npm: ['@panelco/browser']
modules:
  npm:@panelco/browser: panel
calls:
  - { package: npm:@panelco/browser, method: identify, args: { '0': field:user.unique_id, '1': traits } }
properties:
  mail: user.contact.email
keys:
  - { name: secret, pattern: 'pco_[a-z0-9]{32}', opens: everything }
sources:
  - facts: [hosts]
    from: https://docs.panelco.example/
`

function refusal(text: string): CordonError {
  try {
    parseCard(text, 'panelco.yaml')
  } catch (error) {
    assert.ok(error instanceof CordonError)
    return error
  }
  throw new assert.AssertionError({ message: 'the card was accepted' })
}

test('a sound card is read, with empty lists where it says nothing', () => {
  const card = parseCard(good, 'panelco.yaml')
  assert.equal(card.id, 'panelco')
  assert.deepEqual(card.modules['npm:@panelco/browser'], ['panel'])
  assert.deepEqual(card.env, [])
  assert.equal(card.selfHosted, false)
})

test('what is wrong is named with line and column', () => {
  const cases: [string, string, number, number, RegExp][] = [
    ['hosts: [api.panelco.example', 'hosts: [API.panelco.example', 6, 9, /hosts\.0: a host name in lower case/],
    ['role: product', 'colour: red\nrole: product', 5, 9, /colour: unknown key/],
    ['mail: user.contact.email', 'mail: e-mail', 14, 9, /properties\.mail: a field key/],
    ["'pco_[a-z0-9]{32}'", "'(a+)+'", 16, 30, /keys\.0\.pattern: a linear regular expression/],
    ['sources:\n  - facts: [hosts]\n    from: https://docs.panelco.example/\n', 'sources: []\n', 17, 10, /sources/],
  ]
  for (const [from, to, line, column, says] of cases) {
    assert.ok(good.includes(from), from)
    const error = refusal(good.replace(from, to))
    assert.equal(error.code, 'catalog.invalid')
    assert.match(error.message, says)
    assert.deepEqual(error.place, { path: 'panelco.yaml', line, column }, to)
  }
})

test('a missing key is said, at the card or the map it is missing from', () => {
  const error = refusal(good.replace('role: product analytics\n', ''))
  assert.equal(error.message, 'role: missing')
  assert.deepEqual(error.place, { path: 'panelco.yaml', line: 1, column: 1 })
})

test('broken YAML, aliases and a text that is no card are refused', () => {
  assert.equal(refusal('id: [\nname: x').place?.path, 'panelco.yaml')
  assert.match(refusal('a: &a [1]\nb: *a\n').message, /aliases/)
  assert.equal(refusal('just words').code, 'catalog.invalid')
  assert.match(refusal(`# ${'x'.repeat(300 * 1024)}\n`).message, /longer than/)
})
