// Server SDKs of the wire bench. Each runs in a process of its own behind `cordon capture -- node …`; `P` is the planted person.
import type { Sdk } from './browser-sdks.ts'

export const SERVER: readonly Sdk[] = [
  {
    package: 'mixpanel',
    to: 'mixpanel.com',
    code: `import M from 'mixpanel'; const m = M.init('tok'); m.track('Signed Up', { distinct_id: P.id, email: P.email }); m.people.set(P.id, { $email: P.email, $name: P.name, $phone: P.phone }); m.groups.set('company', P.org, { name: 'Acme' })`,
  },
  {
    package: '@segment/analytics-node',
    to: 'segment.io',
    code: `import { Analytics } from '@segment/analytics-node'; const a = new Analytics({ writeKey: 'wk' }); a.identify({ userId: P.id, traits: { email: P.email, name: P.name, phone: P.phone } }); a.group({ userId: P.id, groupId: P.org }); await a.closeAndFlush()`,
  },
  {
    package: 'posthog-node',
    to: 'posthog.com',
    code: `import { PostHog } from 'posthog-node'; const p = new PostHog('phc_x', { host: 'https://us.i.posthog.com' }); p.identify({ distinctId: P.id, properties: { email: P.email, name: P.name, phone: P.phone } }); p.groupIdentify({ groupType: 'company', groupKey: P.org, properties: { name: 'Acme' } }); await p.shutdown()`,
  },
  {
    package: '@amplitude/analytics-node',
    to: 'amplitude.com',
    code: `import * as a from '@amplitude/analytics-node'; await a.init('key').promise; const i = new a.Identify(); i.set('email', P.email); i.set('name', P.name); i.set('phone', P.phone); a.identify(i, { user_id: P.id }); a.track('Signed Up', { org_id: P.org }, { user_id: P.id }); await a.flush().promise`,
  },
  {
    package: '@sentry/node',
    to: 'sentry.io',
    code: `import * as s from '@sentry/node'; s.init({ dsn: 'https://abc@o123456.ingest.us.sentry.io/4502' }); s.setUser({ id: P.id, email: P.email, username: P.name }); s.setContext('account', { org_id: P.org, phone: P.phone }); s.captureException(new Error('order failed')); await s.flush(3000)`,
  },
  {
    package: '@rudderstack/rudder-sdk-node',
    to: 'rudderstack.com',
    code: `import R from '@rudderstack/rudder-sdk-node'; const r = new R('wk', { dataPlaneUrl: 'https://acme.dataplane.rudderstack.com' }); r.identify({ userId: P.id, traits: { email: P.email, name: P.name, phone: P.phone } }); r.group({ userId: P.id, groupId: P.org }); await r.flush()`,
  },
  {
    package: 'customerio-node',
    to: 'customer.io',
    code: `import { TrackClient } from 'customerio-node'; const c = new TrackClient('site', 'key'); await c.identify(P.id, { email: P.email, name: P.name, phone: P.phone, org_id: P.org })`,
  },
  {
    package: 'statsig-node',
    to: 'statsig.com',
    heldOut: true,
    code: `import s from 'statsig-node'; await s.initialize('secret-x'); s.logEvent({ userID: P.id, email: P.email, custom: { name: P.name, orgId: P.org } }, 'signed up'); s.shutdown()`,
  },
  {
    package: '@launchdarkly/node-server-sdk',
    to: 'launchdarkly.com',
    heldOut: true,
    code: `import { init } from '@launchdarkly/node-server-sdk'; const l = init('sdk-x', { stream: false }); l.identify({ kind: 'user', key: P.id, email: P.email, name: P.name, org_id: P.org }); l.track('signed up', { kind: 'user', key: P.id, email: P.email }); await l.flush(); setTimeout(() => l.close(), 500)`,
  },
  {
    package: 'intercom-client',
    to: 'intercom.io',
    code: `import { IntercomClient } from 'intercom-client'; const c = new IntercomClient({ token: 't' }); await c.contacts.create({ external_id: P.id, email: P.email, name: P.name, phone: P.phone, custom_attributes: { org_id: P.org } })`,
  },
  {
    package: 'stripe',
    to: 'stripe.com',
    code: `import S from 'stripe'; const s = new S('sk_test_x'); await s.customers.create({ email: P.email, name: P.name, phone: P.phone, metadata: { user_id: P.id, org_id: P.org } })`,
  },
  {
    package: 'openai',
    to: 'openai.com',
    code: `import O from 'openai'; const o = new O({ apiKey: 'k' }); await o.chat.completions.create({ model: 'gpt-x', user: P.id, messages: [{ role: 'user', content: 'Write to ' + P.name + ' at ' + P.email + ', phone ' + P.phone }] })`,
  },
  {
    package: '@anthropic-ai/sdk',
    to: 'anthropic.com',
    heldOut: true,
    code: `import A from '@anthropic-ai/sdk'; const a = new A({ apiKey: 'k' }); await a.messages.create({ model: 'm', max_tokens: 10, metadata: { user_id: P.id }, messages: [{ role: 'user', content: 'Write to ' + P.name + ' at ' + P.email }] })`,
  },
  {
    package: '@sendgrid/mail',
    to: 'sendgrid.com',
    code: `import s from '@sendgrid/mail'; s.setApiKey('SG.x'); await s.send({ to: { email: P.email, name: P.name }, from: 'shop@shop.example', subject: 'Your order', text: 'Hello', customArgs: { user_id: P.id, org_id: P.org } })`,
  },
  {
    package: 'twilio',
    to: 'twilio.com',
    code: `import T from 'twilio'; const t = T('AC00000000000000000000000000000000', 'x'); await t.messages.create({ to: P.phone.replaceAll(' ', ''), from: '+15550100', body: 'Hello ' + P.name })`,
  },
  {
    package: 'postmark',
    to: 'postmarkapp.com',
    heldOut: true,
    code: `import { ServerClient } from 'postmark'; const c = new ServerClient('k'); await c.sendEmail({ From: 'shop@shop.example', To: P.name + ' <' + P.email + '>', Subject: 'Your order', TextBody: 'Hello', Metadata: { user_id: P.id, org_id: P.org } })`,
  },
  {
    package: 'resend',
    to: 'resend.com',
    heldOut: true,
    code: `import { Resend } from 'resend'; const r = new Resend('re_x'); await r.emails.send({ from: 'shop@shop.example', to: [P.email], subject: 'Hello ' + P.name, html: '<p>hi</p>', tags: [{ name: 'user_id', value: P.id }] })`,
  },
  {
    package: '@hubspot/api-client',
    to: 'hubapi.com',
    code: `import { Client } from '@hubspot/api-client'; const h = new Client({ accessToken: 't' }); await h.crm.contacts.basicApi.create({ properties: { email: P.email, firstname: P.first, lastname: P.last, phone: P.phone, user_id: P.id } })`,
  },
  {
    package: 'algoliasearch',
    to: 'algolia.net',
    heldOut: true,
    code: `import { algoliasearch } from 'algoliasearch'; const a = algoliasearch('APPID', 'key'); await a.saveObject({ indexName: 'customers', body: { objectID: P.id, email: P.email, name: P.name, orgId: P.org } })`,
  },
  {
    package: '@mailchimp/mailchimp_transactional',
    to: 'mandrillapp.com',
    heldOut: true,
    code: `import M from '@mailchimp/mailchimp_transactional'; const m = M('md-x'); await m.messages.send({ message: { to: [{ email: P.email, name: P.name }], subject: 'Hello', metadata: { user_id: P.id } } })`,
  },
  {
    package: 'klaviyo-api',
    to: 'klaviyo.com',
    heldOut: true,
    code: `import { ApiKeySession, ProfilesApi } from 'klaviyo-api'; const p = new ProfilesApi(new ApiKeySession('pk_x')); await p.createProfile({ data: { type: 'profile', attributes: { email: P.email, firstName: P.first, lastName: P.last, phoneNumber: P.phone.replaceAll(' ', ''), externalId: P.id, properties: { org_id: P.org } } } })`,
  },
]
