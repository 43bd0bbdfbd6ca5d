import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import * as v from 'valibot'
import { Card } from '../../catalog/card.ts'
import { Catalog } from '../../catalog/catalog.ts'
import { type Exchange, NOTHING } from './exchange.ts'
import { Inventory } from './inventory.ts'
import { phasesOf, phaseText } from './phases.ts'
import { knownOf } from './planted.ts'
import { reportOf } from './report.ts'
import { chainsOf, textOf } from './text.ts'

const card = (id: string, more: object = {}): Card =>
  v.parse(Card, {
    id,
    name: id,
    company: `${id} Inc.`,
    domain: `${id}.example`,
    role: 'analytics',
    hosts: [`*.${id}.example`],
    sources: [{ facts: ['hosts'], from: 'measured' }],
    ...more,
  })

const catalog = new Catalog([
  card('trackpanel', { properties: { tp_mail: 'user.contact.email' } }),
  card('adobe', { domain: 'adobe.com', hosts: ['*.omtrdc.net'], dns: { cname: ['data.adobedc.net'] } }),
  card('sentry', { domain: 'sentry.io', hosts: ['*.sentry.io'], selfHosted: true }),
  card('shopgroup', { domain: 'shop-owner.example', group: ['shop.example', 'other-brand.example'] }),
])

const visit: Exchange = { ...NOTHING, url: 'https://www.shop.example/', kind: 'document', status: 200, answerType: 'text/html' }

function reported(
  exchanges: readonly Partial<Exchange>[],
  options: Partial<Parameters<typeof reportOf>[1]> = {},
  planted: readonly (readonly [string, string])[] = [],
) {
  const inventory = new Inventory({ catalog, planted: planted.length > 0 ? knownOf(new Map(planted), true) : null })
  for (const [index, exchange] of [visit, ...exchanges].entries()) inventory.add({ ...NOTHING, ...exchange, index })
  return reportOf(inventory, { catalog, firstParty: [], titles: new Map(), ...options })
}

const json = (value: unknown): string => JSON.stringify(value)

test('the contract: vendors by card with hosts, requests and fields; hosts without a card under unknown', () => {
  const { report } = reported([
    {
      url: 'https://api.trackpanel.example/t',
      method: 'POST',
      body: json({ traits: { email: 'ada@planted.example', tp_mail: 'ada@planted.example' } }),
    },
    { url: 'https://eu.trackpanel.example/t?uid=u_1', method: 'GET' },
    { url: 'https://static.nobody.example/a.css' },
  ])
  assert.deepEqual(Object.keys(report), ['version', 'page', 'firstParty', 'vendors', 'unknown'])
  assert.equal(report.page, 'https://www.shop.example/')
  assert.deepEqual(report.firstParty, ['shop.example'])
  const [vendor] = report.vendors
  assert.deepEqual(Object.keys(vendor!), ['id', 'name', 'company', 'domain', 'role', 'hosts', 'requests', 'alias', 'fields'])
  assert.deepEqual(
    [vendor?.id, vendor?.hosts, vendor?.requests, vendor?.alias],
    ['trackpanel', ['api.trackpanel.example', 'eu.trackpanel.example'], 2, false],
  )
  assert.deepEqual(vendor?.fields[0], { field: 'user.contact.email', property: 'email', entry: 1, where: 'body' })
  assert.ok(vendor?.fields.some((row) => row.property === 'tp_mail'))
  assert.deepEqual(report.unknown, [{ host: 'static.nobody.example', requests: 1 }])
})

test('a receiver without a card that is sent fields is a vendor by its registrable domain, and unknown too', () => {
  const { report } = reported([{ url: 'https://in.stranger.example/', method: 'POST', body: json({ email: 'ada@planted.example' }) }])
  assert.deepEqual(
    report.vendors.map(({ id, company }) => [id, company]),
    [['stranger.example', '']],
  )
  assert.deepEqual(report.unknown, [{ host: 'in.stranger.example', requests: 1 }])
})

test('aliases: by the form of the protocol, by DNS, by what the message says of its receiver', () => {
  const { report, details } = reported(
    [
      { url: 'https://metrics.shop.example/b/ss/shopprod/1/JS-2.22.0/s123?v1=ada%40planted.example' },
      { url: 'https://stats.shop.example/x', method: 'POST', body: json({ email: 'a@planted.example' }) },
      {
        url: 'https://www.shop.example/tunnel',
        method: 'POST',
        body: `${json({ dsn: 'https://k@o1.ingest.sentry.io/2' })}\n{"type":"event"}\n${json({ user: { email: 'b@planted.example' } })}`,
      },
      { url: 'https://www.shop.example/own?email=c@planted.example' },
    ],
    { cnames: new Map([['stats.shop.example', ['shop.eu.trackpanel.example']]]) },
  )
  assert.deepEqual(
    report.vendors.map(({ id, alias, hosts }) => [id, alias, hosts]),
    [
      ['adobe', true, ['metrics.shop.example']],
      ['sentry', true, ['www.shop.example']],
      ['trackpanel', true, ['stats.shop.example']],
    ],
  )
  // Of a host that is the site's own only the proxied request counts.
  assert.equal(report.vendors[1]?.requests, 1)
  assert.deepEqual(
    details.aliases.map(({ vendor, entry }) => [vendor, entry]),
    [
      ['adobe', 1],
      ['trackpanel', 2],
      ['sentry', 3],
    ],
  )
})

test('a route of the site’s own that passes everything on hands over its cookies too, also those seen before', () => {
  const cookie: [string, string][] = [['cookie', 'session=8f14e45fceea167a5a36dedd4bea2543']]
  const { report } = reported([
    { url: 'https://www.shop.example/cart', headers: cookie },
    { url: 'https://www.shop.example/stats/b/ss/shop/1/JS-2/s1', headers: cookie },
    { url: 'https://www.shop.example/b/ss/shop/1/JS-2/s1', headers: cookie },
  ])
  assert.deepEqual(
    report.vendors[0]?.fields.map(({ property, where, entry }) => [property, where, entry]),
    [['session', 'cookie', 3]],
  )
})

test('the own group is no vendor: by card, by certificate, by name; a vendor of the same kind of name still is', () => {
  const { report, details } = reported([
    { url: 'https://www.shop.example/a', certificate: ['*.shop.example', 'shopping-static.example'] },
    { url: 'https://img.other-brand.example/?email=a@planted.example' },
    { url: 'https://shopping-static.example/' },
    { url: 'https://www.shop.co.uk/' },
    { url: 'https://api.trackpanel.example/' },
  ])
  assert.deepEqual(
    report.vendors.map(({ id }) => id),
    ['trackpanel'],
  )
  assert.deepEqual(details.group, ['other-brand.example', 'shop.co.uk', 'shopping-static.example'])
  assert.deepEqual(report.unknown, [])
})

test('a planted person is found under any name, also hashed', () => {
  // SHA-256 of the lower-cased address.
  const digest = createHash('sha256').update('ada.quillfeather@planted.example').digest('hex')
  const { report } = reported(
    [
      {
        url: 'https://api.trackpanel.example/',
        method: 'POST',
        body: json({ zz: 'Ada Quillfeather', h: digest, k: 'U_7731904x', m: 'https://x.test/?m=ada.quillfeather%40planted.example' }),
      },
    ],
    {},
    [
      ['user.name', 'Ada Quillfeather'],
      ['user.contact.email', 'ada.quillfeather@planted.example'],
    ],
  )
  assert.deepEqual(
    report.vendors[0]?.fields.map(({ field, property }) => [field, property]),
    [
      ['user.contact.email', 'h'],
      ['user.contact.email', 'm'],
      ['user.name', 'zz'],
    ],
  )
})

test('ids that wander from vendor to vendor are followed', () => {
  const id = 'a81f0c9b2d7745e3'
  const { details } = reported([
    {
      url: 'https://sync.one.example/start',
      status: 302,
      answerHeaders: [
        ['set-cookie', `uid=${id}; Path=/`],
        ['location', `https://two.example/match?partner=one&puid=${id}`],
      ],
    },
    {
      url: `https://two.example/match?partner=one&puid=${id}`,
      status: 302,
      answerHeaders: [['location', `https://three.example/m?x=${id}`]],
    },
    { url: `https://three.example/m?x=${id}` },
    { url: 'https://three.example/m?x=20260101&t=1767225600000' },
  ])
  assert.deepEqual(
    details.passed.map(({ from, to, property, how }) => [from, to, property, how]),
    [
      ['one.example', 'two.example', 'puid', 'redirect'],
      ['one.example', 'three.example', 'x', 'request'],
    ],
  )
  assert.deepEqual(
    chainsOf([
      { from: 'a', to: 'b', property: 'p', entry: 1, how: 'redirect' },
      { from: 'b', to: 'c', property: 'p', entry: 2, how: 'redirect' },
    ]),
    ['a → b → c'],
  )
})

test('the same traffic gives the same bytes, and no personal value stands in the text', () => {
  const some = [
    {
      url: 'https://api.trackpanel.example/',
      method: 'POST',
      body: json({ email: 'ada@planted.example', user: { name: 'Ada Quillfeather' } }),
    },
  ]
  const [one, two] = [reported(some), reported(some)]
  assert.equal(json(one), json(two))
  assert.doesNotMatch(textOf(one.report, one.details) + json(one), /ada@planted|Quillfeather/)
})

test('before and after an answer to the banner, each part by itself', () => {
  const exchanges = [
    visit,
    { ...NOTHING, url: 'https://api.trackpanel.example/a' },
    { ...NOTHING, url: 'https://api.trackpanel.example/b?email=a%40planted.example' },
  ].map((exchange, index) => ({ ...exchange, index }))
  const phases = phasesOf(
    exchanges,
    [
      { name: 'before consent', from: 0 },
      { name: 'after rejecting', from: 2 },
    ],
    { catalog, planted: null },
    { catalog, firstParty: ['shop.example'], titles: new Map() },
  )
  assert.deepEqual(
    phases.map(({ name, vendors }) => [name, vendors]),
    [
      ['before consent', [{ id: 'trackpanel', requests: 1, fields: [] }]],
      ['after rejecting', [{ id: 'trackpanel', requests: 1, fields: ['user.contact.email'] }]],
    ],
  )
  assert.match(phaseText(phases), /After rejecting: 1 requests, 1 receivers\n {2}trackpanel {2}1 requests, user.contact.email/)
  assert.equal(phaseText(phases.slice(1)), '')
})
