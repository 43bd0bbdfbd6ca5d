// Browser SDKs of the wire bench: a few lines each, as a developer would write them after reading the vendor's first page. `P` is the planted person.

export interface Sdk {
  readonly package: string
  /** Registrable domain of who receives; `*` for what a company's own configuration names. */
  readonly to: string
  /** Kept out while rules were written: judged, never looked at. */
  readonly heldOut?: true
  readonly code: string
}

export const BROWSER: readonly Sdk[] = [
  {
    package: 'mixpanel-browser',
    to: 'mixpanel.com',
    code: `import m from 'mixpanel-browser'; m.init('tok', { track_pageview: true }); m.identify(P.id); m.people.set({ $email: P.email, $name: P.name, $phone: P.phone }); m.set_group('company', P.org); m.track('Signed Up', { plan: 'pro' })`,
  },
  {
    package: '@segment/analytics-next',
    to: 'segment.io',
    code: `import { AnalyticsBrowser } from '@segment/analytics-next'; const a = AnalyticsBrowser.load({ writeKey: 'wk' }); a.page(); a.identify(P.id, { email: P.email, name: P.name, phone: P.phone }); a.group(P.org, { name: 'Acme' }); a.track('Signed Up')`,
  },
  {
    package: 'posthog-js',
    to: 'posthog.com',
    code: `import p from 'posthog-js'; p.init('phc_test', { api_host: 'https://us.i.posthog.com', person_profiles: 'always', disable_session_recording: true }); p.identify(P.id, { email: P.email, name: P.name, phone: P.phone }); p.group('company', P.org); p.capture('signed up')`,
  },
  {
    package: '@amplitude/analytics-browser',
    to: 'amplitude.com',
    code: `import * as a from '@amplitude/analytics-browser'; a.init('key', P.id, { defaultTracking: true, fetchRemoteConfig: false }); const i = new a.Identify(); i.set('email', P.email).set('name', P.name).set('phone', P.phone); a.identify(i); a.setGroup('company', P.org); a.track('Signed Up')`,
  },
  {
    package: '@sentry/browser',
    to: 'sentry.io',
    code: `import * as s from '@sentry/browser'; s.init({ dsn: 'https://abc@o123456.ingest.us.sentry.io/4501', tracesSampleRate: 1 }); s.setUser({ id: P.id, email: P.email, username: P.name, phone: P.phone }); s.setTag('org', P.org); s.captureException(new Error('order failed'))`,
  },
  {
    package: '@datadog/browser-rum',
    to: 'datadoghq.com',
    code: `import { datadogRum as d } from '@datadog/browser-rum'; d.init({ applicationId: '00000000-aaaa-4000-8000-000000000001', clientToken: 'pub1', site: 'datadoghq.com', service: 'shop', sessionSampleRate: 100, trackUserInteractions: true }); d.setUser({ id: P.id, email: P.email, name: P.name, phone: P.phone }); d.setAccount?.({ id: P.org, name: 'Acme' }); d.addAction('signed up')`,
  },
  {
    package: '@datadog/browser-logs',
    to: 'datadoghq.com',
    heldOut: true,
    code: `import { datadogLogs as d } from '@datadog/browser-logs'; d.init({ clientToken: 'pub2', site: 'datadoghq.com', sessionSampleRate: 100 }); d.setUser({ id: P.id, email: P.email, name: P.name }); d.logger.error('checkout failed', { org_id: P.org })`,
  },
  {
    package: '@rudderstack/analytics-js',
    to: 'rudderstack.com',
    code: `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'; const r = new RudderAnalytics(); r.load('wk', 'https://acme.dataplane.rudderstack.com', { configUrl: 'https://api.rudderstack.com' }); r.page(); r.identify(P.id, { email: P.email, name: P.name, phone: P.phone }); r.group(P.org); r.track('Signed Up')`,
  },
  {
    package: '@jitsu/js',
    to: 'jitsu.com',
    code: `import { jitsuAnalytics } from '@jitsu/js'; const j = jitsuAnalytics({ host: 'https://data.d.jitsu.com', writeKey: 'a:b' }); j.page(); j.identify(P.id, { email: P.email, name: P.name, phone: P.phone }); j.group(P.org); j.track('Signed Up')`,
  },
  {
    package: 'launchdarkly-js-client-sdk',
    to: 'launchdarkly.com',
    code: `import * as l from 'launchdarkly-js-client-sdk'; const c = l.initialize('0123456789abcdef01234567', { kind: 'user', key: P.id, email: P.email, name: P.name, phone: P.phone, org_id: P.org }); c.track('signed up')`,
  },
  {
    package: 'statsig-js',
    to: 'statsig.com',
    code: `import s from 'statsig-js'; s.initialize('client-key', { userID: P.id, email: P.email, custom: { name: P.name, phone: P.phone, orgId: P.org } }).then(() => s.logEvent('signed up'))`,
  },
  {
    package: '@bugsnag/js',
    to: 'bugsnag.com',
    code: `import b from '@bugsnag/js'; b.start({ apiKey: '0123456789abcdef0123456789abcdef' }); b.setUser(P.id, P.email, P.name); b.addMetadata('account', { org_id: P.org, phone: P.phone }); b.notify(new Error('order failed'))`,
  },
  {
    package: 'rollbar',
    to: 'rollbar.com',
    code: `import R from 'rollbar'; const r = new R({ accessToken: 'tok', captureUncaught: true, payload: { person: { id: P.id, email: P.email, username: P.name }, custom: { orgId: P.org, phone: P.phone } } }); r.error('order failed')`,
  },
  {
    package: '@snowplow/browser-tracker',
    to: 'snowplow-collector.example',
    heldOut: true,
    code: `import { newTracker, trackPageView, setUserId, trackSelfDescribingEvent } from '@snowplow/browser-tracker'; newTracker('sp', 'https://c.snowplow-collector.example', { appId: 'shop' }); setUserId(P.id); trackPageView(); trackSelfDescribingEvent({ event: { schema: 'iglu:com.acme/signup/jsonschema/1-0-0', data: { email: P.email, name: P.name, phone: P.phone, org_id: P.org } } })`,
  },
  {
    package: '@honeybadger-io/js',
    to: 'honeybadger.io',
    heldOut: true,
    code: `import H from '@honeybadger-io/js'; H.configure({ apiKey: 'k', environment: 'production' }); H.setContext({ user_id: P.id, user_email: P.email, user_name: P.name, phone: P.phone, org_id: P.org }); H.notify(new Error('order failed'))`,
  },
  {
    package: '@airbrake/browser',
    to: 'airbrake.io',
    heldOut: true,
    code: `import { Notifier } from '@airbrake/browser'; const a = new Notifier({ projectId: 1, projectKey: 'k', environment: 'production', remoteConfig: false }); a.addFilter((n) => { n.context.user = { id: P.id, email: P.email, name: P.name }; n.params.org_id = P.org; return n }); a.notify(new Error('order failed'))`,
  },
  {
    package: '@braze/web-sdk',
    to: 'braze.com',
    heldOut: true,
    code: `import * as b from '@braze/web-sdk'; b.initialize('00000000-0000-4000-8000-00000000abcd', { baseUrl: 'sdk.iad-01.braze.com', allowUserSuppliedJavascript: false }); b.changeUser(P.id); const u = b.getUser(); u.setEmail(P.email); u.setFirstName(P.first); u.setLastName(P.last); u.setPhoneNumber(P.phone); u.setCustomUserAttribute('org_id', P.org); b.openSession(); b.logCustomEvent('signed up'); b.requestImmediateDataFlush()`,
  },
  {
    package: 'countly-sdk-web',
    to: 'count.ly',
    heldOut: true,
    code: `import C from 'countly-sdk-web'; C.init({ app_key: 'k', url: 'https://acme.count.ly', device_id: P.id }); C.user_details({ name: P.name, email: P.email, phone: P.phone, custom: { org_id: P.org } }); C.add_event({ key: 'signed up', count: 1 }); C.track_sessions(); C.track_pageview()`,
  },
  {
    package: 'keen-tracking',
    to: 'keen.io',
    heldOut: true,
    code: `import K from 'keen-tracking'; const k = new K({ projectId: 'p', writeKey: 'w' }); k.recordEvent('signups', { user: { id: P.id, email: P.email, name: P.name }, org_id: P.org, phone: P.phone, page_url: location.href })`,
  },
  {
    package: 'raygun4js',
    to: 'raygun.io',
    heldOut: true,
    code: `import rg4js from 'raygun4js'; rg4js('apiKey', 'k'); rg4js('enableCrashReporting', true); rg4js('setUser', { identifier: P.id, isAnonymous: false, email: P.email, firstName: P.first, fullName: P.name }); rg4js('send', { error: new Error('order failed'), customData: { org_id: P.org, phone: P.phone } })`,
  },
  {
    package: '@grafana/faro-web-sdk',
    to: 'grafana.net',
    heldOut: true,
    code: `import { initializeFaro } from '@grafana/faro-web-sdk'; const f = initializeFaro({ url: 'https://faro-collector-prod-us-east-0.grafana.net/collect/abc', app: { name: 'shop' }, user: { id: P.id, email: P.email, username: P.name, attributes: { org_id: P.org, phone: P.phone } } }); f.api.pushEvent('signed_up')`,
  },
  {
    package: 'flagsmith',
    to: 'flagsmith.com',
    code: `import f from 'flagsmith'; f.init({ environmentID: 'e', identity: P.id, traits: { email: P.email, name: P.name, phone: P.phone, org_id: P.org } }).catch(() => {})`,
  },
]
