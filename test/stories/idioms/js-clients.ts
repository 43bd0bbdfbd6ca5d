// Ways to send a request in JavaScript and TypeScript, as applications write them by the vendors’ own documentation.
import type { HandingIdioms } from './idioms.ts'

export const jsClients: HandingIdioms = {
  'slack webhook by url env and discord constant': [
    {
      'src/notify.ts': `
import axios from 'axios'
import { request } from 'undici'
const SLACK_WEBHOOK_URL = process.env.SLACK_WEBHOOK_URL!
const ENDPOINTS = { discord: 'https://discord.com/api/webhooks/1/x', telegram: 'https://api.telegram.org' } as const
export async function slack(user) {
  await axios.post(SLACK_WEBHOOK_URL, { text: \`New signup: \${user.name} <\${user.email}>\` })
}
export async function discord(user, feedback: string) {
  await request(ENDPOINTS.discord, { method: 'POST', body: JSON.stringify({ content: \`\${user.name}: \${feedback}\` }) })
}
export async function telegram(lead) {
  const text = ['New lead', lead.name, lead.phone].join('\\n')
  await fetch(\`\${ENDPOINTS.telegram}/bot\${process.env.TG_TOKEN}/sendMessage\`, { method: 'POST', body: JSON.stringify({ chat_id: process.env.TG_CHAT, text }) })
}
`,
      'src/index.ts': `
import * as n from './notify'
import express from 'express'
express().post('/', async (req, res) => { await n.slack(req.user); await n.discord(req.user, req.body.feedback); await n.telegram(req.body); res.end() }).listen(1)
`,
    },
    {
      slack: ['user.contact.email', 'user.name'],
      discord: ['user.name', 'user.content'],
      telegram: ['user.contact.phone_number', 'user.name'],
    },
  ],
  'slack web api with blocks': [
    {
      'src/slack.ts': `
import { WebClient } from '@slack/web-api'
const web = new WebClient(process.env.SLACK_TOKEN)
export async function announce(ticket: { requester: { name: string; email: string }; message: string }) {
  await web.chat.postMessage({ channel: '#support', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: \`*\${ticket.requester.name}* (\${ticket.requester.email})\\n\${ticket.message}\` } }] })
}
`,
      'src/index.ts': `
import { announce } from './slack'
bus.on('ticket', announce)
`,
    },
    { slack: ['user.contact.email', 'user.name', 'user.content'] },
  ],
  'graphql clients': [
    {
      'src/gql.ts': `
import { GraphQLClient, gql, request } from 'graphql-request'
import { LinearClient } from '@linear/sdk'
const client = new GraphQLClient('https://api.gql-vendor.com/graphql', { headers: { 'x-key': process.env.K! } })
const CREATE = gql\`mutation Create($email: String!, $name: String!) { createPerson(email: $email, name: $name) { id } }\`
export const create = (user) => client.request(CREATE, { email: user.email, name: user.name })
const linear = new LinearClient({ apiKey: process.env.LINEAR })
export const bug = (report) => linear.createIssue({ teamId: 't', title: report.title, description: report.description })
`,
      'src/index.ts': `
import { bug, create } from './gql'
bus.on('u', create); bus.on('bug', bug)
`,
    },
    { linear: ['user.content'] },
  ],
  'next rewrites and nitro proxy': [
    {
      'next.config.mjs': `
export default {
  async rewrites() {
    return [
      { source: '/ingest/:path*', destination: 'https://eu.i.posthog.com/:path*' },
      { source: '/js/script.js', destination: 'https://plausible.io/js/script.js' },
      { source: '/api/event', destination: 'https://plausible.io/api/event' },
    ]
  },
}
`,
      'app/posthog.ts': `
import posthog from 'posthog-js'
posthog.init('phc_1', { api_host: '/ingest' })
posthog.capture('boot')
`,
      'app/page.tsx': `
import './posthog'
export default () => null
`,
    },
    { posthog: ['user.behavior.event'] },
  ],
  'gravatar and avatars': [
    {
      'src/avatar.ts': `
import { createHash } from 'node:crypto'
export const gravatar = (email: string) => \`https://www.gravatar.com/avatar/\${createHash('md5').update(email.trim().toLowerCase()).digest('hex')}?d=mp\`
export const initials = (name: string) => \`https://ui-avatars.com/api/?name=\${encodeURIComponent(name)}\`
export const robot = (username: string) => \`https://api.dicebear.com/7.x/bottts/svg?seed=\${username}\`
`,
      'src/User.tsx': `
import { gravatar, initials, robot } from './avatar'
export const User = ({ user }) => <><img src={gravatar(user.email)} /><img src={initials(user.name)} /><img src={robot(user.username)} /></>
`,
    },
    { gravatar: ['user.contact.email'], 'ui-avatars': ['user.name'], dicebear: ['user.account.username'] },
  ],
  'iframes and scripts with templates in svelte and vue': [
    {
      'src/Book.svelte': `
<script>
  export let user
  $: src = \`https://calendly.com/shop/demo?email=\${encodeURIComponent(user.email)}&name=\${user.name}\`
</script>
<iframe title="Book" {src}></iframe>
<iframe title="v" src="https://www.youtube-nocookie.com/embed/{user.video}"></iframe>
`,
      'src/Survey.vue': `
<template><iframe :src="\`https://form.typeform.com/to/abc#user_id=\${user.id}\`" /></template>
<script setup>
defineProps(['user'])
</script>
`,
    },
    { calendly: ['user.contact.email', 'user.name'], typeform: ['user.unique_id'] },
  ],
  'formspree and web3forms': [
    {
      'src/Contact.jsx': `
import { useForm, ValidationError } from '@formspree/react'
export function Contact() {
  const [state, handleSubmit] = useForm('xyz')
  return <form onSubmit={handleSubmit}><input name="email" type="email" /><textarea name="message" /></form>
}
`,
      'public/contact.html': `
<form action="https://api.web3forms.com/submit" method="POST"><input type="hidden" name="access_key" value="x"><input name="name"><input name="email"><textarea name="message"></textarea></form>
`,
    },
    { formspree: ['user.contact.email', 'user.content'], web3forms: ['user.contact.email', 'user.name', 'user.content'] },
  ],
  'currency rates and client names are nobody': [
    {
      'src/rates.ts': `
import axios from 'axios'
export async function rates(base: string, description = 'Daily rates') {
  return axios.get('https://openexchangerates.org/api/latest.json', { params: { app_id: process.env.OXR, base, description } })
}
export async function meeting(topic: string, token: string) {
  return axios.post('https://api.zoom.us/v2/users/me/meetings', { topic, type: 2, settings: { client_name: 'Shop', ssn: false } }, { headers: { Authorization: \`Bearer \${token}\` } })
}
`,
      'src/index.ts': `
import { meeting, rates } from './rates'
import express from 'express'
express().post('/', async (req, res) => { await rates('EUR'); await meeting(req.body.topic, req.user.zoomToken); res.end() }).listen(1)
`,
    },
    { zoom: ['user.content'] },
  ],
  'react native segment and onesignal and revenuecat': [
    {
      'src/tracking.ts': `
import { createClient } from '@segment/analytics-react-native'
import Purchases from 'react-native-purchases'
import * as Sentry from '@sentry/react-native'
Sentry.init({ dsn: 'https://x@o1.ingest.sentry.io/1' })
export const segment = createClient({ writeKey: 'x' })
export async function login(user) {
  await segment.identify(user.id, { email: user.email })
  await Purchases.logIn(user.id)
  await Purchases.setEmail(user.email)
  Sentry.setUser({ id: user.id })
}
`,
      'App.tsx': `
import { login, segment } from './src/tracking'
import { useAnalytics } from '@segment/analytics-react-native'
export default function App() {
  const { track } = useAnalytics()
  login(global.user)
  track('App Opened')
  return null
}
`,
    },
    {
      segment: ['user.unique_id', 'user.contact.email', 'user.behavior.event'],
      revenuecat: ['user.unique_id', 'user.contact.email'],
      sentry: ['user.unique_id'],
    },
  ],
  'nuxt plugin provides analytics': [
    {
      'plugins/posthog.client.ts': `
import posthog from 'posthog-js'
export default defineNuxtPlugin(() => {
  const config = useRuntimeConfig()
  const client = posthog.init(config.public.posthogKey, { api_host: 'https://us.i.posthog.com' })
  return { provide: { posthog: () => client } }
})
`,
      'composables/useTracking.ts': `
export const useTracking = () => {
  const { $posthog } = useNuxtApp()
  const identify = (user) => $posthog()?.identify(user.id, { email: user.email })
  const capture = (name: string) => $posthog()?.capture(name)
  return { identify, capture }
}
`,
      'pages/index.vue': `
<script setup lang="ts">
const { identify, capture } = useTracking()
const user = useUser()
onMounted(() => { identify(user.value); capture('home') })
</script>
<template><div /></template>
`,
      'nuxt.config.ts': `
export default defineNuxtConfig({ runtimeConfig: { public: { posthogKey: '' } } })
`,
    },
    { posthog: ['user.unique_id', 'user.contact.email', 'user.behavior.event'] },
  ],
  'monorepo package wrapper used by apps': [
    {
      'packages/analytics/package.json': `
{ "name": "@shop/analytics", "main": "src/index.ts", "dependencies": { "@openpanel/sdk": "1.0.0", "dub": "1.0.0" } }
`,
      'packages/analytics/src/index.ts': `
import { OpenPanel } from '@openpanel/sdk'
import { Dub } from 'dub'
const op = new OpenPanel({ clientId: process.env.OP_ID!, clientSecret: process.env.OP_SECRET })
const dub = new Dub()
export const setupAnalytics = async (user?: { id: string; email: string; firstName: string }) => {
  if (user) op.identify({ profileId: user.id, email: user.email, firstName: user.firstName })
  return { track: (options: { event: string } & Record<string, unknown>) => { const { event, ...rest } = options; return op.track(event, rest) } }
}
export const lead = (user) => dub.track.lead({ clickId: 'c', eventName: 'Sign up', externalId: user.id, customerName: user.name, customerEmail: user.email })
`,
      'apps/web/.env.example': `
DUB_API_KEY=
`,
      'apps/web/package.json': `
{ "name": "@shop/web", "dependencies": { "@shop/analytics": "workspace:*" } }
`,
      'apps/web/app/actions.ts': `
'use server'
import { lead, setupAnalytics } from '@shop/analytics'
import { getUser } from '../lib/user'
export async function signup() {
  const user = await getUser()
  const analytics = await setupAnalytics(user)
  analytics.track({ event: 'signup' })
  await lead(user)
}
`,
    },
    {
      openpanel: ['user.unique_id', 'user.contact.email', 'user.name.first', 'user.behavior.event'],
      dub: ['user.contact.email', 'user.name', 'user.unique_id'],
    },
  ],
  'tinybird ingestion and clickhouse cloud, vercel log drain': [
    {
      'src/tb.ts': `
import { Tinybird } from '@chronark/zod-bird'
import { z } from 'zod'
const tb = new Tinybird({ token: process.env.TINYBIRD_TOKEN! })
export const publishClick = tb.buildIngestEndpoint({ datasource: 'clicks', event: z.object({ userId: z.string(), ip: z.string(), ua: z.string(), url: z.string() }) })
`,
      'src/index.ts': `
import { publishClick } from './tb'
import { Hono } from 'hono'
export default new Hono().get('/', async (c) => { await publishClick({ userId: c.get('user').id, ip: c.req.header('x-real-ip'), ua: c.req.header('user-agent'), url: c.req.url }); return c.text('') })
`,
    },
    { tinybird: ['user.unique_id', 'user.device.ip_address', 'user.device.user_agent'] },
  ],
  'google calendar and drive by googleapis': [
    {
      'src/calendar.ts': `
import { google } from 'googleapis'
export async function book(tokens, booking) {
  const auth = new google.auth.OAuth2(process.env.GID, process.env.GSECRET)
  auth.setCredentials(tokens)
  const calendar = google.calendar({ version: 'v3', auth })
  await calendar.events.insert({ calendarId: 'primary', requestBody: { summary: booking.title, location: booking.location, description: booking.notes, attendees: [{ email: booking.attendee.email }] } })
}
`,
      'src/index.ts': `
import { book } from './calendar'
import express from 'express'
express().post('/', async (req, res) => { await book(req.user.tokens, req.body); res.end() }).listen(1)
`,
    },
    { 'google-workspace': ['user.contact.email', 'user.content'] },
  ],
  'remix action to convertkit and clearbit logo': [
    {
      'app/routes/newsletter.tsx': `
import { json, type ActionFunctionArgs } from '@remix-run/node'
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const email = form.get('email')
  const res = await fetch(\`https://api.convertkit.com/v3/forms/\${process.env.CK_FORM}/subscribe\`, {
    method: 'post',
    body: JSON.stringify({ email, first_name: form.get('firstName'), api_key: process.env.CK_KEY }),
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  })
  return json(await res.json())
}
export const Logo = ({ company }) => <img src={\`https://logo.clearbit.com/\${company.domain}\`} alt="" />
export default function N() { return <Logo company={{}} /> }
`,
    },
    { convertkit: ['user.contact.email', 'user.name.first'] },
  ],
  'a client made once, by another package, asked for from a third file': [
    {
      'packages/billing/package.json': `
{ "name": "@shop/billing", "exports": { ".": "./src/index.ts" }, "dependencies": { "stripe": "1" } }
`,
      'packages/billing/src/index.ts': `
export * from './lib/stripe'
`,
      'packages/billing/src/lib/stripe.ts': `
import Stripe from 'stripe'
export type { Stripe } from 'stripe'
export function createStripeClient({ secretKey }: { secretKey: string }) {
  return new Stripe(secretKey)
}
`,
      'apps/web/package.json': `
{ "name": "web", "dependencies": { "@shop/billing": "*" } }
`,
      'apps/web/src/billing/service.ts': `
import type { Stripe } from '@shop/billing'
import { createStripeClient } from '@shop/billing'
let client: Stripe | undefined
export function getStripe() {
  if (!client) {
    const secretKey = process.env.STRIPE_SECRET_KEY
    client = createStripeClient({ secretKey })
  }
  return client
}
`,
      'apps/web/src/billing/actions.ts': `
import { getStripe } from './service'
export async function act(ctx) {
  const stripe = getStripe()
  return stripe.customers.create({ email: ctx.user.email, name: ctx.user.name })
}
`,
      'apps/web/src/app/route.ts': `
import { act } from '../billing/actions'
export const POST = act
`,
    },
    { stripe: ['user.contact.email', 'user.name'] },
  ],
  'a client handed on beside all of its library, and a key with an address': [
    {
      'packages/upstash/package.json': `
{ "name": "@shop/upstash", "main": "./src/index.ts", "dependencies": { "@upstash/redis": "1" } }
`,
      'packages/upstash/src/index.ts': `
export * from './redis/client'
export * from '@upstash/redis'
`,
      'packages/upstash/src/redis/client.ts': `
import { Redis } from '@upstash/redis'
export const redis = Redis.fromEnv()
`,
      'apps/web/src/lib/rate.ts': `
import { redis } from '@shop/upstash'
export async function limit(ip: string) {
  return redis.eval<[number], number>(SCRIPT, [\`ratelimit:sso:\${ip}\`], [10])
}
`,
      'apps/web/src/app/route.ts': `
import { limit } from '../lib/rate'
export const POST = (req) => limit(req.headers.get('x-forwarded-for'))
`,
    },
    { upstash: ['user.device.ip_address'] },
  ],
}
