// The real mixpanel package in Node, every call of its API, against the guard and a stand-in vendor.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import Mixpanel from 'mixpanel'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { allowAllYaml, standardYaml, startGuard, type TestGuard, until } from '../guard-in-test.ts'
import { assertNothingLeaks } from '../leaks.ts'

const person = {
  id: 'u_1042',
  email: 'ada.lovelace@example.com',
  name: 'Ada Lovelace',
  phone: '+44 20 7946 0018',
  ip: '203.0.113.77',
  org: 'org_77',
}

/** Every call of the package's public API; resolves when each has called back, rejects with the first error it told. */
async function everyCall(port: number, path: string): Promise<number> {
  const mixpanel = Mixpanel.init('PROJECT_TOKEN', {
    host: `127.0.0.1:${port}`,
    protocol: 'http',
    path,
    keepAlive: false,
    geolocate: true,
  } as never)
  const importing = Mixpanel.init('PROJECT_TOKEN', {
    host: `127.0.0.1:${port}`,
    protocol: 'http',
    path,
    key: 'KEY',
    keepAlive: false,
  } as never)
  const calls: ((done: (error?: unknown) => void) => void)[] = [
    (done) =>
      mixpanel.track(
        'Signed Up',
        {
          distinct_id: person.id,
          email: person.email,
          $ip: person.ip,
          plan: 'pro',
          referrer: 'https://mail.example.com/?q=reset+token',
          page: `/users/${person.id}?email=${encodeURIComponent(person.email)}`,
        },
        done as never,
      ),
    (done) =>
      mixpanel.track_batch(
        [
          { event: 'A', properties: { distinct_id: person.id, ip: person.ip, note: '>>>???~~~ÿÿÿ' } },
          { event: 'B', properties: { distinct_id: person.id, time: 1730000000 } },
        ],
        done as never,
      ),
    (done) =>
      mixpanel.people.set(
        person.id,
        { $email: person.email, $name: person.name, $phone: person.phone, $created: '2025-01-01T00:00:00' },
        { $ip: person.ip } as never,
        done as never,
      ),
    (done) => mixpanel.people.set_once(person.id, 'first_seen', '2025-01-01', done as never),
    (done) => mixpanel.people.increment(person.id, 'visits', 2, done as never),
    (done) => mixpanel.people.append(person.id, 'pages', '/billing', done as never),
    (done) => mixpanel.people.union(person.id, { mails: [person.email] }, done as never),
    (done) => mixpanel.people.remove(person.id, { pages: '/billing' }, done as never),
    (done) => mixpanel.people.track_charge(person.id, 25.5, {}, done as never),
    (done) => mixpanel.people.clear_charges(person.id, done as never),
    (done) => mixpanel.people.unset(person.id, 'visits', done as never),
    (done) => mixpanel.people.delete_user(person.id, done as never),
    (done) => mixpanel.groups.set('company', person.org, { $name: 'Analytical Engines Ltd', contact: person.email }, done as never),
    (done) => mixpanel.groups.delete_group('company', person.org, done as never),
    (done) => mixpanel.alias(person.id, person.email, done as never),
    (done) => importing.import('Old', 1700000000, { distinct_id: person.id, $insert_id: 'ins-1' }, done as never),
    (done) => importing.import_batch([{ event: 'Old', properties: { time: 1700000000, distinct_id: person.id } }], done as never),
  ]
  for (const call of calls) await new Promise<void>((done, failed) => call((error) => (error ? failed(error) : done())))
  return calls.length
}

describe('mixpanel in Node through the guard', () => {
  let vendor: StandIn
  let direct: StandIn
  let guard: TestGuard
  before(async () => {
    vendor = await startStandIn()
    direct = await startStandIn()
  })
  after(async () => {
    await guard?.close()
    await vendor.close()
    await direct.close()
  })

  it('with a policy that allows everything, the vendor receives the same', async () => {
    guard = await startGuard(allowAllYaml('mixpanel', vendor.origin))
    const count = await everyCall(guard.port, '/mixpanel')
    await until('all requests at the vendor', () => vendor.requests.length === count)
    await everyCall(Number(new URL(direct.origin).port), '')
    const seen = (one: StandIn) =>
      one.requests
        .map((request) => [request.method, request.url.replace(/^\/mixpanel/, ''), request.body.toString('latin1')].join(' '))
        .sort()
    assert.deepEqual(seen(vendor), seen(direct))
    assert.ok(vendor.requests.every((request) => request.headers.cookie === undefined))
  })

  it('with the standard policy, nothing planted arrives, and events and ids still do', async () => {
    vendor.requests.length = 0
    await guard.close()
    guard = await startGuard(standardYaml('mixpanel', vendor.origin))
    const count = await everyCall(guard.port, '/mixpanel')
    await until('all requests at the vendor', () => vendor.requests.length === count)
    assertNothingLeaks(vendor.requests, [person.id, person.email, person.name, person.phone, person.ip, person.org])
    const events = vendor.held().filter((one) => one.kind === 'event')
    assert.deepEqual(events.map((one) => one.value.event).sort(), ['$create_alias', 'A', 'B', 'Old', 'Old', 'Signed Up'])
    const ids = new Set(
      vendor
        .held()
        .flatMap((one) =>
          [(one.value.properties as Record<string, unknown>)?.distinct_id, one.value.$distinct_id].filter((id) => id !== undefined),
        ),
    )
    assert.equal(ids.size, 1, 'one person stays one person in events and profiles')
    assert.match(String([...ids][0]), /^u_[a-z2-7]{26}$/)
  })

  it('records who was disclosed, with the form in which it left', () => {
    assert.ok(guard.ledger.entries.length > 0)
    assert.equal(new Set(guard.ledger.entries.map((entry) => entry.identity)).size, 1)
    const forms = new Map(
      [...guard.ledger.shapes.values()].flatMap((shape) => shape.items.map((item) => [item.property, item.form] as const)),
    )
    assert.equal(forms.get('properties.distinct_id'), 'pseudonym')
    assert.equal(forms.get('properties.email'), undefined, 'what was dropped was not disclosed')
  })
})
