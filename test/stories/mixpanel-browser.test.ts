// The real mixpanel-browser in Chromium, its whole public API, against the guard and a stand-in vendor.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { openPage } from '../browser.ts'
import { allowAllYaml, standardYaml, startGuard, type TestGuard, until } from '../guard-in-test.ts'
import { assertNothingLeaks } from '../leaks.ts'

const planted = [
  'u_1042',
  'ada.lovelace@example.com',
  'Ada Lovelace',
  '+44 20 7946 0018',
  'org_77',
  'SECRET-token-1',
  'private+search',
  'private search',
  'G1-click',
  'app-session-secret',
]

const source = (apiHost: string): string => `
import mixpanel from 'mixpanel-browser'
export const finished = (async () => {
  mixpanel.init('PROJECT_TOKEN', { api_host: '${apiHost}', track_pageview: true, batch_flush_interval_ms: 200, persistence: 'localStorage', flags: true, autocapture: false, record_sessions_percent: 0 })
  mixpanel.register({ plan: 'pro' }); mixpanel.register_once({ first: 'x' }); mixpanel.unregister('first')
  mixpanel.identify('u_1042')
  mixpanel.people.set({ $email: 'ada.lovelace@example.com', $name: 'Ada Lovelace', $phone: '+44 20 7946 0018' })
  mixpanel.people.set_once('first_login', '2025-01-01'); mixpanel.people.increment('logins'); mixpanel.people.append('pages', '/billing')
  mixpanel.people.union('tags', ['a']); mixpanel.people.remove('tags', 'a'); mixpanel.people.unset('tags'); mixpanel.people.track_charge(20)
  mixpanel.set_group('company', ['org_77']); mixpanel.add_group('company', 'org_78'); mixpanel.remove_group('company', 'org_78')
  mixpanel.get_group('company', 'org_77').set({ $name: 'Analytical Engines Ltd' })
  mixpanel.time_event('Signed Up')
  mixpanel.track('Signed Up', { plan: 'pro', seats: 3, email: 'ada.lovelace@example.com', note: 'hello Ada Lovelace' })
  mixpanel.track_links('a', 'Link'); mixpanel.track_with_groups('With groups', { x: 1 }, { company: 'org_77' })
  mixpanel.track('sync', {}, { send_immediately: true })
  mixpanel.track('beacon', {}, { transport: 'sendBeacon' })
  mixpanel.alias('alias-1', 'u_1042')
  mixpanel.opt_in_tracking()
  try { await mixpanel.flags?.get_variant_value?.('new-checkout', 'fallback') } catch {}
  await new Promise((r) => setTimeout(r, 1200))
  return true
})()
`

/** Runs the page to its end and leaves it. */
async function drive(apiHost: string): Promise<string[]> {
  const page = await openPage(source(apiHost), {
    path: '/reset/u_1042?token=SECRET-token-1&email=ada.lovelace%40example.com&utm_source=mail&gclid=G1-click#frag',
    title: 'Account of ada.lovelace@example.com',
  })
  await page.page.evaluate('app.finished')
  await page.close()
  return page.errors
}

describe('mixpanel-browser in Chromium through the guard', () => {
  let vendor: StandIn
  let guard: TestGuard
  before(async () => {
    vendor = await startStandIn({
      flags: { flags: { 'new-checkout': { variant_key: 'on', variant_value: true, injected: '<script>' } }, extra: 1 },
    })
  })
  after(async () => {
    await guard?.close()
    await vendor.close()
  })

  it('with a policy that allows everything, events, profiles and groups arrive in clear and no cookie does', async () => {
    guard = await startGuard(allowAllYaml('mixpanel', vendor.origin))
    assert.deepEqual(await drive(`${guard.origin}/mixpanel`), [])
    await until('the beacon at the vendor', () => vendor.held().some((one) => one.value.event === 'beacon'))
    await guard.close()
    const held = vendor.held()
    const events = new Set(held.filter((one) => one.kind === 'event').map((one) => one.value.event))
    for (const name of ['$mp_web_page_view', '$identify', 'Signed Up', 'With groups', 'sync', 'beacon', '$create_alias'])
      assert.ok(events.has(name), `no ${name} among ${[...events]}`)
    assert.ok(
      held.some(
        (one) => one.kind === 'profile' && (one.value.$set as Record<string, unknown> | undefined)?.$email === 'ada.lovelace@example.com',
      ),
    )
    assert.ok(held.some((one) => one.kind === 'group' && one.value.$group_id === 'org_77'))
    assert.ok(vendor.requests.every((request) => request.headers.cookie === undefined && request.headers.referer === undefined))
  })

  it('with the standard policy, nothing planted arrives and one person stays one', async () => {
    vendor.requests.length = 0
    guard = await startGuard(standardYaml('mixpanel', vendor.origin))
    assert.deepEqual(await drive(`${guard.origin}/mixpanel`), [])
    await until('the beacon at the vendor', () => vendor.held().some((one) => one.value.event === 'beacon'))
    await guard.close()
    assertNothingLeaks(vendor.requests, planted)
    const signedUp = vendor.held().find((one) => one.value.event === 'Signed Up')?.value.properties as Record<string, unknown>
    // The alias is identified too, and messages of different ids arrive in any order.
    const identified = vendor.held().filter((one) => one.value.event === '$identify')
    const identify = identified
      .map((one) => one.value.properties as Record<string, string>)
      .find((one) => one.distinct_id === signedUp.distinct_id)
    assert.ok(identify !== undefined, 'the person who signed up is one identified')
    assert.match(String(identify.$anon_distinct_id), /^\$device:[0-9a-f-]{36}$/, 'the anonymous id keeps the shape the merge needs')
    assert.equal(String(identify.$anon_distinct_id).slice(8), identify.$device_id, 'and stays the device it was')
    const url = new URL(String(signedUp.$current_url))
    assert.equal(url.pathname, '/reset/:id')
    assert.equal(url.search, '')
  })
})
