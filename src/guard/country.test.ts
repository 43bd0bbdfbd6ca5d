import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Crowds, countryOf, readCountryTable } from './country.ts'

// 192.0.2.0–192.0.2.255 → DE, 198.51.100.0–198.51.100.255 → FR, 2001:db8::/32 → NL
const table = await readCountryTable(
  '3221225984,3221226239,DE\nnot a line\n3325256704,3325256959,FR\n',
  `${0x20010db8n << 96n},${(0x20010db9n << 96n) - 1n},NL\n`,
)

it('finds the country of an address, mapped ones too, and nothing elsewhere', () => {
  assert.equal(countryOf(table, '192.0.2.0'), 'DE')
  assert.equal(countryOf(table, '198.51.100.255'), 'FR')
  assert.equal(countryOf(table, '::ffff:192.0.2.7'), 'DE')
  assert.equal(countryOf(table, '2001:db8:1::5'), 'NL')
  for (const none of ['192.0.3.0', '10.0.0.1', '300.1.1.1', 'fe80::1', '', 'x', '::1']) assert.equal(countryOf(table, none), null)
})

it('says a country only once a crowd shares it', () => {
  const crowds = new Crowds(table, 3)
  assert.equal(crowds.of('192.0.2.1'), null)
  assert.equal(crowds.of('192.0.2.1'), null)
  assert.equal(crowds.of('192.0.2.2'), null)
  assert.equal(crowds.of('198.51.100.1'), null)
  assert.equal(crowds.of('192.0.2.3'), 'DE')
})
