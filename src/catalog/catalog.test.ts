// A vendor is found by each thing that names it, and by nothing that merely looks like it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Card } from './card.ts'
import { Catalog } from './catalog.ts'
import { parseCard } from './load.ts'

function card(text: string): Card {
  return parseCard(`name: X\ncompany: X Ltd\nrole: r\nsources: [{ facts: [hosts], from: test }]\n${text}`, 'x.yaml')
}

const catalog = new Catalog([
  card(`id: panelco
domain: panelco.example
group: [panelcdn.example]
hosts: [api.panelco.example, '*.in.panelco.example', d1.shared.example]
packages: { npm: ['@panelco/*', panelco], pypi: [panel-co], gem: [panelco], go: [github.com/panelco/go], composer: [panelco/sdk], maven: ['io.panelco:*'] }
modules: { pypi:panel-co: panel, gem:panelco: PanelCo, composer:panelco/sdk: 'PanelCo\\Sdk', maven:io.panelco:core: io.panelco }
env: [PANELCO_*, PCO_KEY]
globals: [panelco]
scripts: [cdn.shared.example/panelco/*.js]
dns: { spf: [_spf.panelco.example], txt: [panelco-verify=], cname: ['*.edge.panelcdn.example'], mx: [mx.panelco.example] }
mail: { sending: [panelmail.example], links: ['*.click.example'] }`),
  card(`id: shared\ndomain: shared.example\nhosts: ['*.shared.example']\nenv: [PANELCO_OTHER_*]`),
])
const id = (one: Card | null) => one?.id ?? null

test('hosts: exact before wildcard, wildcard before domain, whole labels only', () => {
  assert.equal(id(catalog.byHost('API.panelco.example.')), 'panelco')
  assert.equal(id(catalog.byHost('api.panelco.example:8443')), 'panelco')
  assert.equal(id(catalog.byHost('eu.in.panelco.example')), 'panelco')
  assert.equal(id(catalog.byHost('d1.shared.example')), 'panelco')
  assert.equal(id(catalog.byHost('d2.shared.example')), 'shared')
  assert.deepEqual(catalog.hostMatch('www.panelco.example')?.by, 'domain')
  assert.deepEqual(catalog.hostMatch('x.panelcdn.example')?.by, 'domain')
  assert.equal(catalog.hostMatch('in.panelco.example')?.by, 'domain')
  for (const other of ['notpanelco.example', 'panelco.example.org', 'example', '', 'co.example'])
    assert.equal(catalog.byHost(other), null, other)
})

test('packages and modules, in the manner of each ecosystem', () => {
  for (const name of [
    'npm:@panelco/new-sdk',
    'npm:panelco',
    'pypi:Panel_Co',
    'gem:panelco',
    'go:github.com/panelco/go/v3',
    'composer:PanelCo/SDK',
    'maven:io.panelco:anything',
  ]) {
    assert.equal(id(catalog.byPackage(name)), 'panelco', name)
  }
  for (const name of ['npm:panelco-theme', 'npm:@panelcon/x', 'go:github.com/panelco/gopher', 'maven:io.panelcon:x'])
    assert.equal(catalog.byPackage(name), null, name)
  for (const name of [
    'npm:@panelco/browser/esm',
    'pypi:panel.deep.er',
    'gem:PanelCo::Client',
    'composer:PanelCo\\Sdk\\Client',
    'maven:io.panelco.Client',
    'go:github.com/panelco/go/sub',
  ]) {
    assert.equal(id(catalog.byModule(name)), 'panelco', name)
  }
  for (const name of ['pypi:panelist', 'gem:PanelCoX', 'maven:io.panelcon.X', 'npm:./panelco'])
    assert.equal(catalog.byModule(name), null, name)
})

test('names of settings: the longest prefix, without what a framework puts before it', () => {
  assert.equal(id(catalog.byEnv('PANELCO_TOKEN')), 'panelco')
  assert.equal(id(catalog.byEnv('NEXT_PUBLIC_PANELCO_TOKEN')), 'panelco')
  assert.equal(id(catalog.byEnv('PANELCO_OTHER_KEY')), 'shared')
  assert.equal(id(catalog.byEnv('PCO_KEY')), 'panelco')
  assert.equal(catalog.byEnv('PCO_KEYS'), null)
})

test('scripts, globals, mail and DNS', () => {
  assert.equal(id(catalog.byScript('https://cdn.shared.example/panelco/v1/a.js?x=1')), 'panelco')
  assert.equal(id(catalog.byScript('//cdn.shared.example/other.js')), 'shared')
  assert.equal(catalog.byScript('https://www.panelco.example/about'), null)
  assert.equal(id(catalog.byGlobal('panelco')), 'panelco')
  assert.equal(id(catalog.byMailDomain('bounce.panelmail.example')), 'panelco')
  assert.equal(id(catalog.byMailDomain('x.click.example')), 'panelco')
  assert.equal(id(catalog.byMailDomain('news.panelco.example')), 'panelco')
  assert.equal(catalog.byMailDomain('panelmail.example.org'), null)
  assert.equal(id(catalog.byDns('spf', '_spf.panelco.example')), 'panelco')
  assert.equal(id(catalog.byDns('txt', 'panelco-verify=abc')), 'panelco')
  assert.equal(id(catalog.byDns('cname', 'acme.edge.panelcdn.example.')), 'panelco')
  assert.equal(id(catalog.byDns('mx', 'mx.panelco.example')), 'panelco')
})

test('the card given first wins, and replaces a later one with the same id', () => {
  const own = card(`id: panelco\ndomain: own.example\nhosts: [api.own.example]`)
  const both = new Catalog([own, ...catalog.cards])
  assert.equal(both.cards.length, 2)
  assert.equal(both.byId('panelco')?.domain, 'own.example')
  assert.equal(both.byHost('api.panelco.example'), null)
})
