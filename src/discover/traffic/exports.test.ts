import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cyclonedxOf } from './cyclonedx.ts'
import { htmlOf } from './html.ts'
import { joinStaticWithWire } from './join.ts'
import type { TrafficDetails, TrafficReport } from './report.ts'
import { sarifOf } from './sarif.ts'
import { changesSince, changeText, keptOf } from './watch.ts'
import { cnamesOfZone } from './zone.ts'

const field = (field: string, property = 'p', entry = 1) => ({ field, property, entry, where: 'body' as const })
const vendor = (id: string, fields: TrafficReport['vendors'][number]['fields'], hosts = [`api.${id}.example`]) => ({
  id,
  name: id,
  company: `${id} Inc.`,
  domain: `${id}.example`,
  role: 'analytics',
  hosts,
  requests: 1,
  alias: false,
  fields,
})
const report = (...vendors: TrafficReport['vendors'][number][]): TrafficReport => ({
  version: 1,
  page: 'https://shop.example/?token=secret',
  firstParty: ['shop.example'],
  vendors,
  unknown: [],
})
const details: TrafficDetails = { aliases: [], passed: [], group: [], scripts: [], volumes: [], entries: 1, notRead: [], notReadMore: 0 }

test('a watch tells what is new, once', () => {
  const last = report(vendor('one', [field('user.name')]))
  const now = report(
    vendor(
      'one',
      [field('user.name'), field('user.contact.email'), field('user.contact.email', 'q')],
      ['api.one.example', 'eu.one.example'],
    ),
    vendor('two', [field('user.name')]),
  )
  assert.deepEqual(changesSince(last, now, details).map(changeText), [
    'new host: eu.one.example (one)',
    'new field: user.contact.email (one)',
    'new vendor: two',
  ])
  assert.deepEqual(changesSince(now, now, details), [])
  const script = { vendor: 'one', url: 'https://api.one.example/a.js', sha256: 'aa' }
  assert.deepEqual(
    changesSince({ ...last, details: { scripts: [script] } }, last, { ...details, scripts: [{ ...script, sha256: 'bb' }] }).map(changeText),
    ['new script: https://api.one.example/a.js (one)'],
  )
  assert.equal(keptOf({ version: 2 }), null)
  assert.ok(keptOf(last))
})

test('code joined with wire: confirmed, by default, unexplained, never seen', () => {
  const scan = {
    vendors: [
      {
        id: 'one',
        name: 'One',
        fields: [
          { field: 'user.name', property: 'name', path: 'a.ts', line: 3, how: 'trait' },
          { field: 'user.contact.phone_number', property: 'phone', path: 'a.ts', line: 4, how: 'trait' },
        ],
      },
      { id: 'three', name: 'Three', fields: [] },
    ],
  }
  const wire = report(
    vendor('one', [field('user.name.first', 'first_name', 7), field('user.contact.email'), field('user.device.user_agent')]),
    vendor('two', []),
  )
  const catalog = { byId: (id: string) => (id === 'one' ? { defaults: [{ fields: { ua: 'user.device.user_agent' } }] } : null) } as never
  const joined = joinStaticWithWire(scan, wire, catalog)
  assert.deepEqual(
    joined.confirmed.map((pair) => [pair.vendor, pair.field, pair.code, pair.entry]),
    [['one', 'user.name.first', ['a.ts:3'], 7]],
  )
  assert.deepEqual(
    joined.defaults.map((pair) => pair.field),
    ['user.device.user_agent'],
  )
  assert.deepEqual(
    joined.unexplained.map((pair) => pair.field),
    ['user.contact.email'],
  )
  assert.deepEqual(
    joined.unseen.map((pair) => pair.field),
    ['user.contact.phone_number'],
  )
  assert.deepEqual(joined.vendors, { wireOnly: ['two'], codeOnly: ['three'] })
})

test('CycloneDX: each vendor a service beyond the boundary, data inbound, the same bytes each time', () => {
  const bom = cyclonedxOf(report(vendor('one', [field('user.name', 'a'), field('user.name', 'b')])), '0') as {
    services: { data: unknown[]; endpoints: string[] }[]
    serialNumber: string
  }
  assert.deepEqual(bom.services[0]?.data, [
    { flow: 'inbound', classification: 'user.name', name: 'Name of a person', description: 'Seen as a, b' },
  ])
  assert.deepEqual(bom.services[0]?.endpoints, ['https://api.one.example'])
  assert.match(bom.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.doesNotMatch(JSON.stringify(bom), /secret/)
})

test('SARIF: one result a vendor and field, with a fingerprint that stays', () => {
  const of = (entry: number) =>
    (
      sarifOf(report(vendor('one', [field('user.name', 'a', entry)])), 'x.har', '0') as {
        runs: { results: { partialFingerprints: object; ruleId: string }[] }[]
      }
    ).runs[0]!.results
  assert.equal(of(1).length, 1)
  assert.deepEqual(of(1)[0]?.partialFingerprints, of(9)[0]?.partialFingerprints)
})

test('HTML: opens without network, runs nothing, and whatever a capture holds stays text', () => {
  const html = htmlOf(
    report(vendor('one', [field('user.name', '<script>alert(1)</script>')])),
    { ...details, notRead: [{ entry: 3, why: '<b>' }] },
    'today',
  )
  assert.doesNotMatch(html, /<script|src=|href=|@import|url\(|secret/)
  assert.match(html, /&#60;script&#62;/)
})

test('a zone file tells aliases of aliases', () => {
  const chains = cnamesOfZone(
    '$ORIGIN shop.example.\nmetrics 300 IN CNAME data.shop.example.\ndata CNAME shop.com.hit.vendor.example. ; note\nwww A 203.0.113.1\n',
  )
  assert.deepEqual(
    [...chains],
    [
      ['metrics.shop.example', ['data.shop.example', 'shop.com.hit.vendor.example']],
      ['data.shop.example', ['shop.com.hit.vendor.example']],
    ],
  )
})
