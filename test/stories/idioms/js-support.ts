// Error trackers and support chats in JavaScript and TypeScript, as applications write them by the vendors’ own documentation.
import type { HandingIdioms } from './idioms.ts'

export const jsSupport: HandingIdioms = {
  'sentry next init and setUser in component': [
    {
      'sentry.client.config.ts': `
import * as Sentry from '@sentry/nextjs'
Sentry.init({ dsn: process.env.NEXT_PUBLIC_SENTRY_DSN, tracesSampleRate: 0.1 })
`,
      'components/sentry-user.tsx': `
'use client'
import { setUser } from '@sentry/nextjs'
import { useEffect } from 'react'
import { useMe } from '../hooks/use-me'
export function SentryUser() {
  const me = useMe()
  useEffect(() => {
    setUser(me ? { id: me.id, email: me.email, username: me.username } : null)
  }, [me])
  return null
}
`,
      'app/layout.tsx': `
import { SentryUser } from '../components/sentry-user'
export default function L({ children }) { return <><SentryUser />{children}</> }
`,
    },
    { sentry: ['user.unique_id', 'user.contact.email', 'user.account.username'] },
  ],
  'sentry in express with context tags and scope': [
    {
      'src/instrument.js': `
const Sentry = require('@sentry/node')
Sentry.init({ dsn: process.env.SENTRY_DSN, sendDefaultPii: false })
`,
      'src/app.js': `
require('./instrument')
const express = require('express')
const Sentry = require('@sentry/node')
const app = express()
app.use((req, res, next) => {
  Sentry.getCurrentScope().setUser({ id: req.user?.id, ip_address: req.ip })
  Sentry.setTag('workspaceId', req.user?.workspaceId)
  next()
})
app.post('/notes', async (req, res) => {
  try { await save(req.body) } catch (err) {
    Sentry.withScope((scope) => {
      scope.setExtra('note', req.body.text)
      Sentry.captureException(err)
    })
    res.sendStatus(500)
  }
})
app.listen(3000)
`,
    },
    { sentry: ['user.unique_id', 'user.device.ip_address', 'user.organization_id', 'user.content'] },
  ],
  'sentry with captureException hints': [
    {
      'src/jobs/report.ts': `
import * as Sentry from '@sentry/bun'
Sentry.init({ dsn: Bun.env.SENTRY_DSN })
export async function run(user: { id: string; email: string }) {
  try { await build(user) } catch (error) {
    Sentry.captureException(error, { extra: { userId: user.id }, user: { email: user.email }, tags: { job: 'report' } })
  }
}
`,
      'src/index.ts': `
import { run } from './jobs/report'
await run(await load())
`,
    },
    { sentry: ['user.unique_id', 'user.contact.email'] },
  ],
  'sentry vue and pinia store': [
    {
      'src/main.ts': `
import { createApp } from 'vue'
import * as Sentry from '@sentry/vue'
import App from './App.vue'
const app = createApp(App)
Sentry.init({ app, dsn: import.meta.env.VITE_SENTRY_DSN, integrations: [Sentry.browserTracingIntegration()] })
app.mount('#app')
`,
      'src/stores/auth.ts': `
import { defineStore } from 'pinia'
import * as Sentry from '@sentry/vue'
export const useAuth = defineStore('auth', {
  state: () => ({ user: null }),
  actions: {
    async fetchUser() {
      const { data } = await api.get('/me')
      this.user = data
      Sentry.setUser({ id: this.user.id, email: this.user.email })
    },
  },
})
`,
      'src/App.vue': `
<script setup>
import { useAuth } from './stores/auth'
useAuth().fetchUser()
</script>
<template><div /></template>
`,
    },
    { sentry: ['user.unique_id', 'user.contact.email'] },
  ],
  'sentry browser code inside a django repository': [
    {
      'manage.py': `
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
`,
      'shop/templates/base.html': `
{% load static %}
<html><head>
<script src="https://browser.sentry-cdn.com/8.0.0/bundle.min.js" crossorigin="anonymous"></script>
<script>
  Sentry.init({ dsn: "{{ SENTRY_DSN }}" });
  {% if user.is_authenticated %}
  Sentry.setUser({ id: "{{ user.id }}", email: "{{ user.email }}" });
  {% endif %}
</script>
</head><body>{% block content %}{% endblock %}</body></html>
`,
    },
    { sentry: ['user.unique_id', 'user.contact.email'] },
  ],
  'bugsnag start with user and setUser': [
    {
      'src/bugsnag.ts': `
import Bugsnag from '@bugsnag/js'
import BugsnagPluginReact from '@bugsnag/plugin-react'
Bugsnag.start({
  apiKey: process.env.BUGSNAG_KEY!,
  plugins: [new BugsnagPluginReact()],
  onError(event) {
    const user = store.getState().user
    event.setUser(user.id, user.email, user.name)
    event.addMetadata('account', { plan: user.plan })
  },
})
`,
      'src/index.tsx': `
import './bugsnag'
`,
    },
    { bugsnag: ['user.unique_id', 'user.contact.email', 'user.name'] },
  ],
  'rollbar config payload person': [
    {
      'src/rollbar.ts': `
import Rollbar from 'rollbar'
export const rollbar = new Rollbar({ accessToken: 'x', captureUncaught: true, payload: { environment: 'production' } })
`,
      'src/session.ts': `
import { rollbar } from './rollbar'
export function signedIn(user) {
  rollbar.configure({ payload: { person: { id: user.id, username: user.username, email: user.email } } })
}
`,
      'src/main.ts': `
import { signedIn } from './session'
signedIn(window.user)
`,
    },
    { rollbar: ['user.unique_id', 'user.contact.email', 'user.account.username'] },
  ],
  'honeybadger setContext': [
    {
      'src/app.ts': `
import Honeybadger from '@honeybadger-io/js'
Honeybadger.configure({ apiKey: process.env.HONEYBADGER_API_KEY })
export function withUser(user) {
  Honeybadger.setContext({ user_id: user.id, user_email: user.email })
}
withUser(globalThis.user)
`,
    },
    { honeybadger: ['user.unique_id', 'user.contact.email'] },
  ],
  'datadog rum and logs': [
    {
      'src/datadog.ts': `
import { datadogRum } from '@datadog/browser-rum'
import { datadogLogs } from '@datadog/browser-logs'
export function init() {
  datadogRum.init({ applicationId: 'a', clientToken: 'b', site: 'datadoghq.eu', trackUserInteractions: true })
  datadogLogs.init({ clientToken: 'b', forwardErrorsToLogs: true })
}
export function user(u) {
  datadogRum.setUser({ id: u.id, name: u.name, email: u.email })
  datadogRum.setGlobalContextProperty('tenantId', u.tenantId)
  datadogLogs.logger.info('login', { email: u.email })
}
`,
      'src/main.ts': `
import { init, user } from './datadog'
init(); user(window.u)
`,
    },
    { datadog: ['user.unique_id', 'user.contact.email', 'user.name', 'user.organization_id'] },
  ],
  'new relic attributes': [
    {
      'src/index.js': `
require('newrelic')
const express = require('express')
const app = express()
app.use(require('./nr'))
app.listen(1)
`,
      'src/nr.js': `
const newrelic = require('newrelic')
module.exports = (req, res, next) => {
  newrelic.setUserID(req.user.id)
  newrelic.addCustomAttribute('email', req.user.email)
  newrelic.addCustomAttributes({ plan: req.user.plan })
  next()
}
`,
    },
    { 'new-relic': ['user.unique_id', 'user.contact.email'] },
  ],
  'intercom settings and update': [
    {
      'src/intercom.tsx': `
'use client'
import Intercom from '@intercom/messenger-js-sdk'
export default function IntercomBoot({ user, company }) {
  Intercom({ app_id: process.env.NEXT_PUBLIC_INTERCOM_APP_ID, user_id: user.id, name: user.name, email: user.email, created_at: user.createdAt, user_hash: user.intercomHash, company: { company_id: company.id, name: company.name } })
  return null
}
`,
      'src/page.tsx': `
import IntercomBoot from './intercom'
export default (p) => <IntercomBoot user={p.user} company={p.company} />
`,
    },
    { intercom: ['user.unique_id', 'user.name', 'user.contact.email', 'user.contact.organization', 'user.organization_id'] },
  ],
  'react-use-intercom hook': [
    {
      'src/App.tsx': `
import { IntercomProvider, useIntercom } from 'react-use-intercom'
import { useEffect } from 'react'
const Inner = ({ user }) => {
  const { boot, trackEvent } = useIntercom()
  useEffect(() => { boot({ name: user.name, email: user.email, userId: user.id }) }, [])
  return <button onClick={() => trackEvent('help-opened')} />
}
export const App = (p) => <IntercomProvider appId="x"><Inner user={p.user} /></IntercomProvider>
`,
    },
    { intercom: ['user.name', 'user.contact.email', 'user.unique_id', 'user.behavior.event'] },
  ],
  'crisp push': [
    {
      'src/crisp.js': `
window.$crisp = []
window.CRISP_WEBSITE_ID = 'x'
const s = document.createElement('script')
s.src = 'https://client.crisp.chat/l.js'
document.head.appendChild(s)
export function setCrispUser(user) {
  window.$crisp.push(['set', 'user:email', [user.email]])
  window.$crisp.push(['set', 'user:nickname', [user.name]])
  window.$crisp.push(['set', 'user:phone', user.phone])
  window.$crisp.push(['set', 'session:data', [[['user_id', user.id]]]])
}
`,
      'src/main.js': `
import { setCrispUser } from './crisp'
setCrispUser(window.user)
`,
    },
    { crisp: ['user.contact.email', 'user.name', 'user.contact.phone_number', 'user.unique_id'] },
  ],
  'crisp sdk web': [
    {
      'src/chat.ts': `
import { Crisp } from 'crisp-sdk-web'
Crisp.configure('x')
export function chatUser(user) {
  Crisp.user.setEmail(user.email, user.emailHmac)
  Crisp.user.setNickname(user.fullName)
  Crisp.user.setCompany(user.companyName, {})
}
chatUser(window.user)
`,
    },
    { crisp: ['user.contact.email', 'user.name', 'user.contact.organization'] },
  ],
  'helpscout beacon and zendesk messenger': [
    {
      'public/index.html': `
<html><body>
<script type="text/javascript">!function(e,t,n){function a(){var e=t.getElementsByTagName("script")[0],n=t.createElement("script");n.type="text/javascript",n.async=!0,n.src="https://beacon-v2.helpscout.net",e.parentNode.insertBefore(n,e)}}(window,document,window.Beacon||function(){});</script>
<script id="ze-snippet" src="https://static.zdassets.com/ekr/snippet.js?key=1"></script>
<script type="module" src="/src/main.ts"></script>
</body></html>
`,
      'src/main.ts': `
import { user } from './user'
window.Beacon('init', 'abc')
window.Beacon('identify', { name: user.name, email: user.email, signature: user.signature })
window.zE('webWidget', 'identify', { name: user.name, email: user.email })
`,
      'src/user.ts': `
export const user = JSON.parse(document.getElementById('user')!.textContent!)
`,
    },
    { helpscout: ['user.name', 'user.contact.email'], zendesk: ['user.name', 'user.contact.email'] },
  ],
  'chatwoot widget cloud': [
    {
      'components/Chatwoot.vue': `
<template><div /></template>
<script>
export default {
  props: { user: Object },
  mounted() {
    const BASE_URL = 'https://app.chatwoot.com'
    const g = document.createElement('script')
    g.src = BASE_URL + '/packs/js/sdk.js'
    document.body.appendChild(g)
    g.onload = () => window.chatwootSDK.run({ websiteToken: 'x', baseUrl: BASE_URL })
    window.addEventListener('chatwoot:ready', () => {
      window.$chatwoot.setUser(this.user.id, { email: this.user.email, name: this.user.name, avatar_url: this.user.avatarUrl })
    })
  },
}
</script>
`,
    },
    { chatwoot: ['user.unique_id', 'user.contact.email', 'user.name'] },
  ],
  'plain customer upsert and thread': [
    {
      'app/api/support/route.ts': `
import { PlainClient, ComponentDividerSpacingSize } from '@team-plain/typescript-sdk'
import { auth } from '@/lib/auth'
const client = new PlainClient({ apiKey: process.env.PLAIN_API_KEY! })
export async function POST(req: Request) {
  const session = await auth()
  const { message } = await req.json()
  const customer = await client.upsertCustomer({
    identifier: { emailAddress: session.user.email },
    onCreate: { fullName: session.user.name, externalId: session.user.id, email: { email: session.user.email, isVerified: true } },
    onUpdate: {},
  })
  await client.createThread({ customerIdentifier: { customerId: customer.data.customer.id }, title: 'Question', components: [{ componentText: { text: message } }] })
  return Response.json({ ok: true })
}
`,
    },
    { plain: ['user.contact.email', 'user.name', 'user.unique_id', 'user.content'] },
  ],
  'freshchat drift and tawk': [
    {
      'index.html': `
<script src="https://wchat.freshchat.com/js/widget.js"></script>
<script src="https://js.driftt.com/include/1/x.js"></script>
<script src="https://embed.tawk.to/abc/default" async></script>
<script type="module" src="./main.js"></script>
`,
      'main.js': `
const me = window.me
window.fcWidget.init({ token: 't', host: 'https://wchat.freshchat.com', externalId: me.id, firstName: me.firstName, email: me.email })
window.drift.identify(me.id, { email: me.email })
window.Tawk_API.setAttributes({ name: me.name, email: me.email }, () => {})
`,
    },
    {
      freshworks: ['user.unique_id', 'user.name.first', 'user.contact.email'],
      drift: ['user.unique_id', 'user.contact.email'],
      'tawk-to': ['user.name', 'user.contact.email'],
    },
  ],
}
