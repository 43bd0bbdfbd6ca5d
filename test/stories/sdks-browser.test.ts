// The real SDKs for browsers in Chromium against the guard: under the standard policy nothing planted arrives (page address, referrer, title, cookie, replay included),
// and the page logs no error; while the vendor is cut nothing arrives at all, and the page logs no error either.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { openPage } from '../browser.ts'
import { countingFront } from '../counting-front.ts'
import { standardYaml, startGuard, type TestGuard, until } from '../guard-in-test.ts'
import { assertNothingLeaks } from '../leaks.ts'
import { type Mode, type Run, versionOf, writeTable } from '../sdk-table.ts'

const planted = [
  'u_1042',
  'ada.lovelace@example.com',
  'Ada Lovelace',
  '+44 20 7946 0018',
  'org_77',
  'SECRET-token-1',
  'private+search',
  'G1-click',
  'app-session-secret',
]
const rest = 'await new Promise((done) => setTimeout(done, 1500))'

/** What a page does with an SDK at an origin (`http://127.0.0.1:PORT/VENDOR`). */
const SCRIPTS: Readonly<Record<string, (origin: string) => string>> = {
  segment: (origin) => `
import { AnalyticsBrowser } from '@segment/analytics-next'
const a = AnalyticsBrowser.load({ writeKey: 'WRITEKEY', cdnURL: '${origin}/cdn' }, { integrations: { 'Segment.io': { apiHost: '${origin.replace('http://', '')}/v1', protocol: 'http' } } })
export const finished = (async () => {
  await a.page('Home'); await a.identify('u_1042', { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' })
  await a.track('Signed Up', { plan: 'pro' }); await a.group('org_77', { name: 'Analytical Engines Ltd' }); await a.alias('alias-1'); ${rest}
})()`,
  rudderstack: (origin) => `
import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
const r = new RudderAnalytics()
export const finished = (async () => {
  r.load('WRITEKEY', '${origin}', { configUrl: '${origin}', useBeacon: false, plugins: [] })
  r.page('Home'); r.identify('u_1042', { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' }); r.track('Signed Up', { plan: 'pro' }); r.group('org_77', { name: 'AE' }); ${rest}; ${rest}
})()`,
  jitsu: (origin) => `
import { jitsuAnalytics } from '@jitsu/js'
const j = jitsuAnalytics({ host: '${origin}', writeKey: 'W:K' })
export const finished = (async () => {
  await j.page(); await j.identify('u_1042', { email: 'ada.lovelace@example.com' }); await j.track('Signed Up', { plan: 'pro' }); ${rest}
})()`,
  amplitude: (origin) => `
import * as amp from '@amplitude/analytics-browser'
export const finished = (async () => {
  amp.init('API_KEY', 'u_1042', { serverUrl: '${origin}/2/httpapi', autocapture: true, fetchRemoteConfig: true, remoteConfig: { serverUrl: '${origin}/config' } })
  const id = new amp.Identify(); id.set('email', 'ada.lovelace@example.com'); amp.identify(id)
  amp.track('Signed Up', { plan: 'pro' }); amp.setGroup('company', 'org_77'); document.querySelector('#b').click(); ${rest}
  amp.setTransport('beacon'); amp.track('on exit'); await amp.flush().promise
})()`,
  posthog: (origin) => `
import posthog from 'posthog-js/dist/module.full.no-external.js'
export const finished = (async () => {
  posthog.init('phc_PROJECT', { opt_out_useragent_filter: true, api_host: '${origin}', person_profiles: 'always', request_queue_config: { flush_interval_ms: 300 } })
  ${rest}; posthog.identify('u_1042', { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' }); posthog.group('company', 'org_77', { name: 'Analytical Engines Ltd' })
  posthog.capture('Signed Up', { plan: 'pro' }); document.querySelector('#b').click(); posthog.captureException(new Error('boom ada.lovelace@example.com')); ${rest}
  posthog.capture('beacon', {}, { transport: 'sendBeacon' }); ${rest}
})()`,
  sentry: (origin) => `
import * as Sentry from '@sentry/browser'
export const finished = (async () => {
  Sentry.init({ dsn: '${origin.replace('//', '//PUBLICKEY@')}/4242', tracesSampleRate: 1, replaysSessionSampleRate: 1, enableLogs: true, integrations: [Sentry.browserTracingIntegration(), Sentry.replayIntegration()] })
  Sentry.setUser({ id: 'u_1042', email: 'ada.lovelace@example.com' }); document.querySelector('#b').click()
  Sentry.captureException(new Error('boom ada.lovelace@example.com')); Sentry.logger.info('log ada.lovelace@example.com'); await Sentry.flush(2000); ${rest}
})()`,
  datadog: (origin) => `
import { datadogRum } from '@datadog/browser-rum'
export const finished = (async () => {
  datadogRum.init({ applicationId: '00000000-0000-0000-0000-000000000001', clientToken: 'pubTOKEN', site: 'datadoghq.com', proxy: '${origin}/ddproxy', service: 'web', sessionSampleRate: 100, sessionReplaySampleRate: 100, trackUserInteractions: true, trackResources: true, trackLongTasks: true })
  datadogRum.setUser({ id: 'u_1042', email: 'ada.lovelace@example.com', name: 'Ada Lovelace' }); datadogRum.addAction('Signed Up', { plan: 'pro' })
  document.querySelector('#b').click(); datadogRum.addError(new Error('boom ada.lovelace@example.com')); ${rest}
})()`,
}

/** Runs the page to its end and leaves it, so that beacons go out; the errors it threw or logged. */
async function drive(script: string): Promise<string[]> {
  const page = await openPage(script, {
    path: '/reset/u_1042?token=SECRET-token-1&email=ada.lovelace%40example.com&utm_source=mail&gclid=G1-click#frag',
    title: 'Account of ada.lovelace@example.com',
    html: '<p>Hello Ada Lovelace</p><form onsubmit="return false"><input name="email" value="ada.lovelace@example.com"></form><button id="b">Sign out Ada Lovelace</button>',
  })
  await page.page.evaluate('app.finished')
  await page.close()
  return page.errors
}

const PACKAGES: Readonly<Record<string, string>> = {
  segment: '@segment/analytics-next',
  rudderstack: '@rudderstack/analytics-js',
  jitsu: '@jitsu/js',
  amplitude: '@amplitude/analytics-browser',
  posthog: 'posthog-js',
  sentry: '@sentry/browser',
  datadog: '@datadog/browser-rum',
}
const runs: Run[] = []
after(() => writeTable('Chromium', runs))

for (const [vendor, script] of Object.entries(SCRIPTS))
  describe(`${vendor} in Chromium through the guard`, () => {
    let standIn: StandIn
    let guard: TestGuard | undefined
    before(async () => {
      standIn = await startStandIn()
    })
    after(async () => {
      await guard?.close()
      await standIn.close()
    })

    const requests: Partial<Record<Mode, number>> = {}
    runs.push({ vendor, sdk: versionOf(PACKAGES[vendor] as string), requests })
    const through = async (yaml: string, mode: Mode): Promise<string[]> => {
      await guard?.close()
      standIn.requests.length = 0
      guard = await startGuard(yaml)
      const front = await countingFront(guard.origin)
      const errors = await drive(script(`${front.origin}/${vendor}`))
      requests[mode] = front.count()
      await front.close()
      return errors
    }

    it('standard policy: nothing planted arrives, and the page logs no error', async () => {
      assert.deepEqual(await through(standardYaml(vendor, standIn.origin), 'standard'), [])
      await until('something at the vendor', () => standIn.requests.length > 0)
      assertNothingLeaks(standIn.requests, planted)
    })

    it('cut: nothing arrives, and the page logs no error', async () => {
      assert.deepEqual(await through(standardYaml(vendor, standIn.origin).replace('mode: enforce', 'mode: cut'), 'cut'), [])
      assert.equal(standIn.requests.length, 0)
    })

    it('vendor down: the page logs no error, and what it sent arrives later', async () => {
      standIn.failing = 503
      assert.deepEqual(await through(standardYaml(vendor, standIn.origin), 'down'), [])
      standIn.failing = null
      await until('the spool at the vendor', () => standIn.requests.length > 0)
      assertNothingLeaks(standIn.requests, planted)
    })
  })
