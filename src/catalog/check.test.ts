// Each kind of flaw is found; a sound set has none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkCards, mapsField } from './check.ts'
import { parseCard } from './load.ts'

const base = (id: string, more: string) => ({
  path: `${id}.yaml`,
  card: parseCard(`id: ${id}\nname: X\ncompany: X Ltd\ndomain: ${id}.example\nrole: r\n${more}`, `${id}.yaml`),
})
const sources = 'sources: [{ facts: [hosts, packages.npm], from: test }]\n'

test('a sound card has no flaw', () => {
  const one = base(
    'one',
    `hosts: [api.one.example]\npackages: { npm: ['@one/*'] }\nproperties: { a: user.contact.email }\nsurface: { 'npm:@one/cli': build }\n${sources}`,
  )
  assert.deepEqual(checkCards([one]), [])
  assert.equal(mapsField(one.card, 'user.contact'), true)
  assert.equal(mapsField(one.card, 'user.name'), false)
})

test('each flaw is said', () => {
  const cases: [string, RegExp][] = [
    [`properties: { a: user.nonsense }\n${sources}`, /a: there is no field user\.nonsense/],
    [`calls: [{ package: npm:other, method: m }]\n${sources}`, /npm:other, which is not among the packages/],
    [
      `packages: { npm: [one] }\ncalls: [{ package: npm:one, method: m, args: { '0': nonsense } }]\n${sources}`,
      /"nonsense" is no kind of argument/,
    ],
    [
      `packages: { npm: [one] }\ncalls: [{ package: npm:one, method: m, args: { '0': 'field:user.nope' } }]\n${sources}`,
      /no field user\.nope/,
    ],
    [`modules: { one: x }\n${sources}`, /name the ecosystem first/],
    [`surface: { npm:two: browser }\n${sources}`, /npm:two is not among the packages/],
    [`defaults: [{ package: npm:two, surface: browser, fields: {} }]\n${sources}`, /defaults are of npm:two/],
    [`hosts: [api.one.example]\nsources: [{ facts: [role], from: test }]\n`, /no source for hosts/],
    [`hosts: [api.one.example, api.one.example]\n${sources}`, /stands here twice/],
  ]
  for (const [more, says] of cases) assert.match(checkCards([base('one', more)])[0]?.says ?? '', says)
})

test('two cards may not claim the same id, host or package, and a file is called as its card', () => {
  const one = base('one', `hosts: [api.one.example]\npackages: { pypi: [one_sdk], npm: [x] }\n${sources}`)
  const two = base(
    'two',
    `hosts: [api.one.example]\npackages: { pypi: [One-SDK] }\nsources: [{ facts: [hosts, packages.pypi], from: test }]\n`,
  )
  const says = checkCards([one, two]).map((flaw) => flaw.says)
  assert.deepEqual(says, ['the host api.one.example is also claimed by one.yaml', 'the package pypi:one-sdk is also claimed by one.yaml'])
  const renamed = checkCards([{ ...one, path: 'catalog/uno.yaml' }])
  assert.match(renamed[0]?.says ?? '', /file is called uno but the card's id is one/)
})
