import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { NOTHING } from './exchange.ts'
import { canBe, fieldsOf, peopleIn } from './fields-of.ts'
import { placesOf } from './places.ts'
import { propertyOf } from './property-name.ts'

/** `where property field` of one request. */
function found(exchange: Partial<typeof NOTHING>): string[] {
  return placesOf({ ...NOTHING, ...exchange })
    .flatMap((place) => fieldsOf(place, null, null).map(({ field, property }) => `${place.where} ${property} ${field}`))
    .sort()
}

test('every part of a request is looked at, whatever it is wrapped in', () => {
  const person = JSON.stringify({ traits: { email: 'ada@planted.example' } })
  const base64 = Buffer.from(person).toString('base64')
  for (const exchange of [
    { url: 'https://a.test/', body: person },
    { url: 'https://a.test/', body: gzipSync(person) },
    { url: 'https://a.test/', body: `data=${encodeURIComponent(base64)}` },
    { url: 'https://a.test/', body: `data=${base64}` },
    { url: 'https://a.test/', body: [...base64].reverse().join('') },
    { url: 'https://a.test/', body: `${JSON.stringify({ type: 'x' })}\n${person}` },
    { url: 'https://a.test/', body: JSON.stringify({ inner: person }) },
    { url: 'https://a.test/', params: [['email', 'ada@planted.example']] as const },
  ]) {
    assert.deepEqual(found(exchange), ['body email user.contact.email'], JSON.stringify(exchange))
  }
  assert.deepEqual(found({ url: `https://a.test/track?data=${encodeURIComponent(base64)}` }), ['query email user.contact.email'])
  assert.deepEqual(
    found({ url: `https://a.test/contexts/${Buffer.from(JSON.stringify({ email: 'ada@planted.example' })).toString('base64url')}` }),
    ['path email user.contact.email'],
  )
  assert.deepEqual(found({ url: 'https://a.test/activity;src=1;email=ada%40planted.example' }), ['path email user.contact.email'])
  assert.deepEqual(found({ url: 'https://a.test/', headers: [['x-user-email', 'ada@planted.example']] }), [
    'header x-user-email user.contact.email',
  ])
  assert.deepEqual(found({ url: 'https://ada:secret@a.test/' }), ['url userinfo user.authorization.credentials'])
})

test('cookies: an id is an id whatever its name; a flag is nothing', () => {
  assert.deepEqual(
    found({ url: 'https://a.test/', headers: [['cookie', '_x=8f14e45fceea167a5a36dedd4bea2543; lang=en; seen=1']] }),
    ['_x'].map((name) => `cookie ${name} user.device.cookie_id`).concat(['cookie lang user.demographic.language']),
  )
})

test('the page address that goes along: full ones, and what their query gives away', () => {
  assert.deepEqual(found({ url: 'https://a.test/', headers: [['referer', 'https://shop.example/']] }), [])
  assert.deepEqual(found({ url: 'https://a.test/', headers: [['referer', 'https://shop.example/cart?email=ada%40planted.example']] }), [
    'header referer user.behavior.page_url',
    'header referer user.contact.email',
  ])
  const page = encodeURIComponent('https://shop.example/reset?token=abc&customer_id=77')
  assert.deepEqual(found({ url: `https://a.test/c?dl=${page}` }), [
    'query dl user.authorization.credentials',
    'query dl user.behavior.page_url',
    'query dl user.unique_id',
  ])
})

test('a name is not enough: switches, empty values, project keys, versions and counters are no disclosures', () => {
  assert.deepEqual(found({ url: 'https://a.test/?email=true&phone=0&user_id=&name=&ip=1&token=abc&api_key=k1234567' }), [])
  assert.deepEqual(
    found({ url: 'https://a.test/?v=1.2.3.4&browser_version=126.0.0.0&t=1767225600000' }).filter((row) => !row.endsWith('user.device')),
    [],
  )
  assert.equal(canBe('user.contact.email', 'true'), false)
  assert.equal(canBe('user.contact.email', 'a'.repeat(64)), true)
  assert.equal(canBe('user.contact.phone_number', '12'), false)
})

test('a bare name beside an e-mail address is a person’s', () => {
  const places = placesOf({
    ...NOTHING,
    url: 'https://a.test/',
    body: JSON.stringify({ user: { mail: 'ada@planted.example', custom: { name: 'Ada Quillfeather' } }, item: { name: 'Blue Lamp' } }),
  })
  const names = places.flatMap((place) =>
    fieldsOf(place, null, null, peopleIn(places))
      .filter(({ field }) => field === 'user.name')
      .map(() => place.path),
  )
  assert.deepEqual(names, ['user.custom.name'])
})

test('a long number is a card only where something says so', () => {
  const card = (body: object): boolean =>
    found({ url: 'https://a.test/', body: JSON.stringify(body) }).some((row) => row.endsWith('credit_card'))
  assert.ok(
    card({ a: '4242 4242 4242 4242' }) && card({ cardNumber: '4242424242424242' }) && card({ text: 'my card is 4242424242424242 thanks' }),
  )
  assert.ok(!card({ u: '4242424242424242' }) && !card({ u: 'https://a.test/4242424242424242/x' }))
})

test('a location that is an address of the web is a page', () => {
  assert.deepEqual(found({ url: 'https://a.test/', body: JSON.stringify({ location: 'https://shop.example/cart' }) }), [
    'body location user.behavior.page_url',
  ])
})

test('properties are named so that a person finds them', () => {
  assert.equal(propertyOf('data[].$set.$email'), '$email')
  assert.equal(propertyOf('batch[].traits.email'), 'email')
  assert.equal(propertyOf('[].usr.id'), 'usr.id')
  assert.equal(propertyOf('properties.name'), 'name')
  assert.equal(propertyOf('email'), 'email')
})

test('a bomb in a body is told and costs nothing', () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
  const why: string[] = []
  const places = placesOf({ ...NOTHING, url: 'https://a.test/', body: bomb }, (reason) => why.push(reason))
  assert.match(why.join(), /expands beyond the limit/)
  assert.ok(places.every((place) => place.text.length < 70 * 1024 * 1024))
})

test('binary protocols: what stands in them in the clear is found', () => {
  // A protobuf message: field 1, length-delimited, the address; and the same as MessagePack.
  const mail = Buffer.from('ada@planted.example')
  const protobuf = Buffer.concat([Buffer.from([0x08, 0x96, 0x01, 0x0a, mail.length]), mail, Buffer.from([0x18, 0x01])])
  const msgpack = Buffer.concat([
    Buffer.from([0x82, 0xa5]),
    Buffer.from('email'),
    Buffer.from([0xa0 | mail.length]),
    mail,
    Buffer.from([0xa1, 0x6e, 0x01]),
  ])
  for (const body of [protobuf, msgpack, gzipSync(protobuf)]) {
    assert.ok(
      found({ url: 'https://a.test/', body }).some((row) => row.endsWith('user.contact.email')),
      body.toString('hex'),
    )
  }
})
