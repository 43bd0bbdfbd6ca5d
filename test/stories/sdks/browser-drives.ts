// One page a vendor, with the real SDK for browsers: what a shop would do, with nothing changed but the host, which the page finds in `window.vendorOrigin`.
// Each is the source of a module whose export `finished` resolves when the SDK has had its time.
const REST = 'await new Promise((done) => setTimeout(done, 700))'
const ORIGIN = 'const origin = (window as any).vendorOrigin as string'

interface BrowserDrive {
  readonly package: string
  readonly vendor: string
  readonly source: string
}

export const BROWSER_DRIVES: Readonly<Record<string, BrowserDrive>> = {
  'mixpanel-browser': {
    package: 'mixpanel-browser',
    vendor: 'mixpanel',
    source: `
import mixpanel from 'mixpanel-browser'
${ORIGIN}
export const finished = (async () => {
  mixpanel.init('PROJECT_TOKEN', { api_host: origin, track_pageview: true, batch_flush_interval_ms: 200, persistence: 'localStorage', flags: true, autocapture: true } as any)
  mixpanel.identify('u_1042'); mixpanel.people.set({ $email: 'ada.lovelace@example.com', $name: 'Ada Lovelace', $phone: '+44 20 7946 0018' })
  mixpanel.set_group('company', ['org_77']); mixpanel.track('Signed Up', { plan: 'pro', email: 'ada.lovelace@example.com', note: 'hello Ada Lovelace' })
  mixpanel.track('beacon', {}, { transport: 'sendBeacon' }); ${REST}
})()`,
  },
  'segment-browser': {
    package: '@segment/analytics-next',
    vendor: 'segment',
    source: `
import { AnalyticsBrowser } from '@segment/analytics-next'
${ORIGIN}
const a = AnalyticsBrowser.load({ writeKey: 'WRITEKEY', cdnURL: origin + '/cdn' }, { integrations: { 'Segment.io': { apiHost: origin.replace('http://', '') + '/v1', protocol: 'http' } } } as any)
export const finished = (async () => {
  await a.page('Home'); await a.identify('u_1042', { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' })
  await a.track('Signed Up', { plan: 'pro' }); await a.group('org_77', { name: 'Analytical Engines Ltd' }); await a.alias('alias-1'); ${REST}
})()`,
  },
  'rudderstack-browser': {
    package: '@rudderstack/analytics-js',
    vendor: 'rudderstack',
    source: `
import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
${ORIGIN}
const r = new RudderAnalytics()
export const finished = (async () => {
  r.load('WRITEKEY', origin, { configUrl: origin, useBeacon: false, plugins: [] } as any)
  r.page('Home'); r.identify('u_1042', { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' }); r.track('Signed Up', { plan: 'pro' }); r.group('org_77', { name: 'AE' }); ${REST}
})()`,
  },
  'jitsu-browser': {
    package: '@jitsu/js',
    vendor: 'jitsu',
    source: `
import { jitsuAnalytics } from '@jitsu/js'
${ORIGIN}
const j = jitsuAnalytics({ host: origin, writeKey: 'W:K' })
export const finished = (async () => {
  await j.page(); await j.identify('u_1042', { email: 'ada.lovelace@example.com' }); await j.track('Signed Up', { plan: 'pro' }); ${REST}
})()`,
  },
  'amplitude-browser': {
    package: '@amplitude/analytics-browser',
    vendor: 'amplitude',
    source: `
import * as amp from '@amplitude/analytics-browser'
${ORIGIN}
export const finished = (async () => {
  amp.init('API_KEY', 'u_1042', { serverUrl: origin + '/2/httpapi', autocapture: true, fetchRemoteConfig: true, remoteConfig: { serverUrl: origin + '/config' } } as any)
  const id = new amp.Identify(); id.set('email', 'ada.lovelace@example.com'); amp.identify(id)
  amp.track('Signed Up', { plan: 'pro' }); amp.setGroup('company', 'org_77'); (document.querySelector('#b') as any).click(); ${REST}
  amp.setTransport('beacon' as any); amp.track('on exit'); await amp.flush().promise
})()`,
  },
  'posthog-js': {
    package: 'posthog-js',
    vendor: 'posthog',
    source: `
import posthog from 'posthog-js/dist/module.full.no-external.js'
${ORIGIN}
export const finished = (async () => {
  posthog.init('phc_PROJECT', { opt_out_useragent_filter: true, api_host: origin, person_profiles: 'always', request_queue_config: { flush_interval_ms: 300 } } as any)
  ${REST}; posthog.identify('u_1042', { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' }); posthog.group('company', 'org_77', { name: 'Analytical Engines Ltd' })
  posthog.capture('Signed Up', { plan: 'pro' }); (document.querySelector('#b') as any).click(); posthog.captureException(new Error('boom ada.lovelace@example.com')); ${REST}
  posthog.capture('later'); ${REST}
})()`,
  },
  'sentry-browser': {
    package: '@sentry/browser',
    vendor: 'sentry',
    source: `
import * as Sentry from '@sentry/browser'
${ORIGIN}
export const finished = (async () => {
  Sentry.init({ dsn: origin.replace('//', '//PUBLICKEY@') + '/4242', tracesSampleRate: 1, replaysSessionSampleRate: 1, enableLogs: true, integrations: [Sentry.browserTracingIntegration(), Sentry.replayIntegration()] } as any)
  Sentry.setUser({ id: 'u_1042', email: 'ada.lovelace@example.com' }); (document.querySelector('#b') as any).click()
  Sentry.captureException(new Error('boom ada.lovelace@example.com')); Sentry.logger.info('log ada.lovelace@example.com'); await Sentry.flush(2000); ${REST}
  for (let i = 0; i < 3; i++) Sentry.captureMessage('again Ada Lovelace ' + i); await Sentry.flush(2000); ${REST}
})()`,
  },
  'datadog-rum': {
    package: '@datadog/browser-rum',
    vendor: 'datadog',
    source: `
import { datadogRum } from '@datadog/browser-rum'
${ORIGIN}
export const finished = (async () => {
  datadogRum.init({ applicationId: '00000000-0000-0000-0000-000000000001', clientToken: 'pubTOKEN', site: 'datadoghq.com', proxy: origin + '/ddproxy', service: 'web', sessionSampleRate: 100, sessionReplaySampleRate: 100, trackUserInteractions: true, trackResources: true, trackLongTasks: true } as any)
  datadogRum.setUser({ id: 'u_1042', email: 'ada.lovelace@example.com', name: 'Ada Lovelace' }); datadogRum.addAction('Signed Up', { plan: 'pro' });
  (document.querySelector('#b') as any).click(); datadogRum.addError(new Error('boom ada.lovelace@example.com')); ${REST}
})()`,
  },
}
