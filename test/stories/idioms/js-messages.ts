// Queues, messages, customer lists, flags, logs in JavaScript and TypeScript, as applications write them by the vendors’ own documentation.
import type { HandingIdioms } from './idioms.ts'

export const jsMessages: HandingIdioms = {
  'inngest send and function to resend': [
    {
      'inngest/client.ts': `
import { Inngest } from 'inngest'
export const inngest = new Inngest({ id: 'shop' })
`,
      'inngest/functions.ts': `
import { Resend } from 'resend'
import { inngest } from './client'
const resend = new Resend(process.env.RESEND_API_KEY)
export const welcome = inngest.createFunction({ id: 'welcome' }, { event: 'user/created' }, async ({ event, step }) => {
  await step.run('send', () => resend.emails.send({ from: 'a@shop.example', to: event.data.email, subject: 'Hi', html: '<p>Hi</p>' }))
})
`,
      'app/api/inngest/route.ts': `
import { serve } from 'inngest/next'
import { inngest } from '@/inngest/client'
import { welcome } from '@/inngest/functions'
export const { GET, POST, PUT } = serve({ client: inngest, functions: [welcome] })
`,
      '.env.example': `
INNGEST_EVENT_KEY=
INNGEST_SIGNING_KEY=
`,
      'app/actions.ts': `
'use server'
import { inngest } from '@/inngest/client'
export async function created(user: { id: string; email: string }) {
  await inngest.send({ name: 'user/created', data: { userId: user.id, email: user.email } })
}
`,
    },
    { inngest: ['user.unique_id', 'user.contact.email'], resend: ['user.contact.email'] },
  ],
  'trigger.dev task': [
    {
      'trigger/welcome.ts': `
import { task } from '@trigger.dev/sdk/v3'
export const welcomeTask = task({ id: 'welcome', run: async (payload: { userId: string; email: string }) => { console.log(payload.userId) } })
`,
      '.env.example': `
TRIGGER_SECRET_KEY=
`,
      'app/actions.ts': `
'use server'
import { tasks } from '@trigger.dev/sdk/v3'
import type { welcomeTask } from '@/trigger/welcome'
export async function signup(user) { await tasks.trigger<typeof welcomeTask>('welcome', { userId: user.id, email: user.email }) }
`,
    },
    { 'trigger-dev': ['user.unique_id', 'user.contact.email'] },
  ],
  'qstash publish and upstash redis': [
    {
      'lib/queue.ts': `
import { Client } from '@upstash/qstash'
import { Redis } from '@upstash/redis'
const qstash = new Client({ token: process.env.QSTASH_TOKEN! })
const redis = Redis.fromEnv()
export const enqueue = (user) => qstash.publishJSON({ url: 'https://shop.example/api/job', body: { userId: user.id, email: user.email } })
export const remember = (user) => redis.set(\`user:\${user.id}\`, { email: user.email, plan: user.plan })
`,
      'app/api/x/route.ts': `
import { enqueue, remember } from '@/lib/queue'
export async function POST(req) { const u = await req.json(); await enqueue(u); await remember(u); return new Response() }
`,
    },
    { upstash: ['user.unique_id', 'user.contact.email'] },
  ],
  'twilio sms and verify': [
    {
      'src/sms.ts': `
import twilio from 'twilio'
const client = twilio(process.env.TWILIO_SID, process.env.TWILIO_TOKEN)
export const sms = (to: string, body: string) => client.messages.create({ to, from: '+15550100', body })
export const startVerify = (phone: string) => client.verify.v2.services('VA1').verifications.create({ to: phone, channel: 'sms' })
`,
      'src/index.ts': `
import { sms, startVerify } from './sms'
import express from 'express'
express().post('/', async (req, res) => { await sms(req.user.phone, \`Hi \${req.user.firstName}\`); await startVerify(req.user.phone); res.end() }).listen(1)
`,
    },
    { twilio: ['user.contact.phone_number', 'user.content'] },
  ],
  'vonage and messagebird': [
    {
      'src/vonage.js': `
const { Vonage } = require('@vonage/server-sdk')
const vonage = new Vonage({ apiKey: 'k', apiSecret: process.env.VONAGE_SECRET })
async function sendSMS(to, from, text) { await vonage.sms.send({ to, from, text }) }
module.exports = { sendSMS }
`,
      'src/index.js': `
const { sendSMS } = require('./vonage')
require('express')().post('/', (req, res) => sendSMS(req.body.phoneNumber, 'Shop', 'Code 1')).listen(1)
`,
    },
    { vonage: ['user.contact.phone_number'] },
  ],
  'onesignal by fetch and web login': [
    {
      'src/push.ts': `
export async function push(userIds: string[], message: string) {
  await fetch('https://api.onesignal.com/notifications', { method: 'POST', headers: { Authorization: \`Key \${process.env.OS_KEY}\` }, body: JSON.stringify({ app_id: 'x', include_aliases: { external_id: userIds }, contents: { en: message } }) })
}
`,
      'src/web.tsx': `
import OneSignal from 'react-onesignal'
export async function initPush(user) {
  await OneSignal.init({ appId: 'x' })
  await OneSignal.login(user.id)
  OneSignal.User.addEmail(user.email)
}
`,
      'src/index.ts': `
import { push } from './push'
import { initPush } from './web'
initPush(window.user)
bus.on('chat', (m) => push(m.recipientIds, m.text))
`,
    },
    { onesignal: ['user.unique_id', 'user.contact.email', 'user.content'] },
  ],
  'fcm and expo push': [
    {
      'functions/src/push.ts': `
import admin from 'firebase-admin'
import { Expo } from 'expo-server-sdk'
admin.initializeApp()
const expo = new Expo()
export async function notify(user: { fcmToken: string; expoPushToken: string }, message: { title: string; body: string }) {
  await admin.messaging().send({ token: user.fcmToken, notification: { title: message.title, body: message.body } })
  await expo.sendPushNotificationsAsync([{ to: user.expoPushToken, title: message.title, body: message.body }])
}
`,
      'functions/src/index.ts': `
import { notify } from './push'
export const onMessage = async (snap) => notify(snap.user, snap.message)
`,
    },
    { firebase: ['user.device.device_id', 'user.content'], 'expo-push': ['user.device.device_id', 'user.content'] },
  ],
  'knock novu courier workflows': [
    {
      'src/notify/knock.ts': `
import { Knock } from '@knocklabs/node'
const knock = new Knock(process.env.KNOCK_API_KEY)
export async function knockUser(user) {
  await knock.users.identify(user.id, { email: user.email, name: user.name })
  await knock.workflows.trigger('new-comment', { recipients: [user.id], data: { project: 'x' } })
}
`,
      'src/notify/novu.ts': `
import { Novu } from '@novu/node'
const novu = new Novu(process.env.NOVU_API_KEY!)
export const novuUser = async (u) => {
  await novu.subscribers.identify(u.id, { email: u.email, firstName: u.firstName })
  await novu.trigger('welcome', { to: { subscriberId: u.id, email: u.email }, payload: {} })
}
`,
      'src/notify/courier.ts': `
import { CourierClient } from '@trycourier/courier'
const courier = new CourierClient({ authorizationToken: process.env.COURIER })
export const courierSend = (u) => courier.send({ message: { to: { email: u.email, user_id: u.id }, template: 'T' } })
`,
      'src/index.ts': `
import { knockUser } from './notify/knock'
import { novuUser } from './notify/novu'
import { courierSend } from './notify/courier'
bus.on('user', async (u) => { await knockUser(u); await novuUser(u); await courierSend(u) })
`,
    },
    {
      knock: ['user.unique_id', 'user.contact.email', 'user.name'],
      novu: ['user.unique_id', 'user.contact.email', 'user.name.first'],
      courier: ['user.contact.email', 'user.unique_id'],
    },
  ],
  'pusher trigger ably publish': [
    {
      'src/realtime.ts': `
import Pusher from 'pusher'
import * as Ably from 'ably'
const pusher = new Pusher({ appId: 'a', key: 'k', secret: process.env.PUSHER!, cluster: 'eu' })
const ably = new Ably.Rest(process.env.ABLY!)
export async function broadcast(message: { text: string; senderId: string }, room: string) {
  await pusher.trigger(room, 'message', { text: message.text, senderId: message.senderId })
  await ably.channels.get(room).publish('message', { text: message.text })
}
`,
      'src/index.ts': `
import { broadcast } from './realtime'
import express from 'express'
express().post('/', async (req, res) => { await broadcast({ text: req.body.text, senderId: req.user.id }, 'r'); res.end() }).listen(1)
`,
    },
    { pusher: ['user.content', 'user.unique_id'], ably: ['user.content'] },
  ],
  'hubspot client and forms api': [
    {
      'src/crm/hubspot.ts': `
import { Client } from '@hubspot/api-client'
const hubspot = new Client({ accessToken: process.env.HUBSPOT_TOKEN })
export const upsertContact = (lead) => hubspot.crm.contacts.basicApi.create({ properties: { email: lead.email, firstname: lead.firstName, lastname: lead.lastName, phone: lead.phone } })
`,
      'src/crm/form.ts': `
const PORTAL = process.env.HUBSPOT_PORTAL_ID
export async function submitForm(formId: string, lead: Lead) {
  const url = \`https://api.hsforms.com/submissions/v3/integration/submit/\${PORTAL}/\${formId}\`
  await fetch(url, { method: 'POST', body: JSON.stringify({ fields: [{ name: 'email', value: lead.email }, { name: 'company', value: lead.company }], context: { pageUri: lead.page } }) })
}
`,
      'src/index.ts': `
import { upsertContact } from './crm/hubspot'
import { submitForm } from './crm/form'
import express from 'express'
express().post('/', async (req, res) => { await upsertContact(req.body); await submitForm('f', req.body); res.end() }).listen(1)
`,
    },
    { hubspot: ['user.contact.email', 'user.name.first', 'user.name.last', 'user.contact.phone_number', 'user.contact.organization'] },
  ],
  'jsforce attio pipedrive': [
    {
      'src/crm.ts': `
import jsforce from 'jsforce'
import ky from 'ky'
import axios from 'axios'
export async function salesforce(lead: Lead) {
  const conn = new jsforce.Connection({ loginUrl: 'https://login.salesforce.com' })
  await conn.login(process.env.SF_USER!, process.env.SF_PASS!)
  await conn.sobject('Lead').create({ Email: lead.email, LastName: lead.lastName, Company: lead.company })
}
const attio = ky.create({ prefixUrl: 'https://api.attio.com/v2', headers: { authorization: \`Bearer \${process.env.ATTIO}\` } })
export const attioPerson = (lead: Lead) => attio.put('objects/people/records', { json: { data: { values: { email_addresses: [lead.email], name: lead.name } } } })
export const pipedrive = (lead: Lead) => axios.post(\`https://api.pipedrive.com/v1/persons?api_token=\${process.env.PD}\`, { name: lead.name, email: [lead.email], phone: lead.phone })
`,
      'src/index.ts': `
import * as crm from './crm'
queue.process(async (job) => { await crm.salesforce(job.lead); await crm.attioPerson(job.lead); await crm.pipedrive(job.lead) })
`,
    },
    {
      salesforce: ['user.contact.email', 'user.name.last', 'user.contact.organization'],
      attio: ['user.contact.email', 'user.name'],
      pipedrive: ['user.name', 'user.contact.email', 'user.contact.phone_number'],
    },
  ],
  'launchdarkly statsig growthbook contexts': [
    {
      'src/flags.ts': `
import * as LaunchDarkly from '@launchdarkly/node-server-sdk'
import Statsig from 'statsig-node'
import { GrowthBook } from '@growthbook/growthbook'
const ld = LaunchDarkly.init(process.env.LD_SDK_KEY!)
export async function flag(user, key: string) {
  const context = { kind: 'multi', user: { key: user.id, email: user.email }, organization: { key: user.orgId } }
  return ld.variation(key, context, false)
}
export async function gate(user) {
  await Statsig.initialize(process.env.STATSIG!)
  return Statsig.checkGate({ userID: user.id, email: user.email }, 'new_ui')
}
export function gb(user) {
  return new GrowthBook({ apiHost: 'https://cdn.growthbook.io', clientKey: 'sdk-1', attributes: { id: user.id, country: user.country } })
}
`,
      'src/index.ts': `
import { flag, gate, gb } from './flags'
import express from 'express'
express().get('/', async (req, res) => { await flag(req.user, 'x'); await gate(req.user); gb(req.user); res.end() }).listen(1)
`,
    },
    {
      launchdarkly: ['user.unique_id', 'user.contact.email', 'user.organization_id'],
      statsig: ['user.unique_id', 'user.contact.email'],
      growthbook: ['user.unique_id'],
    },
  ],
  'launchdarkly react and statsig react': [
    {
      'src/App.tsx': `
import { withLDProvider, useLDClient } from 'launchdarkly-react-client-sdk'
import { StatsigProvider, useClientAsyncInit } from '@statsig/react-bindings'
import { useEffect } from 'react'
function App({ user }) {
  const ldClient = useLDClient()
  const { client } = useClientAsyncInit('client-key', { userID: user.id, email: user.email })
  useEffect(() => { ldClient?.identify({ kind: 'user', key: user.id, email: user.email }) }, [user])
  return <StatsigProvider client={client}><div /></StatsigProvider>
}
export default withLDProvider({ clientSideID: 'x' })(App)
`,
    },
    { launchdarkly: ['user.unique_id', 'user.contact.email'], statsig: ['user.unique_id', 'user.contact.email'] },
  ],
  'maps and geo': [
    {
      'src/geo.ts': `
import { Client } from '@googlemaps/google-maps-services-js'
import ofetch from 'ofetch'
const maps = new Client()
export const geocode = (address: string) => maps.geocode({ params: { address, key: process.env.GMAPS! } })
export const places = (query: string, lng: number, lat: number) => fetch(\`https://api.mapbox.com/geocoding/v5/mapbox.places/\${encodeURIComponent(query)}.json?proximity=\${lng},\${lat}&access_token=\${process.env.MAPBOX}\`)
export const where = (ip: string) => ofetch(\`https://ipinfo.io/\${ip}/json\`, { query: { token: process.env.IPINFO } })
export const reverse = (lat: number, lon: number) => {
  const url = new URL('/reverse', 'https://nominatim.openstreetmap.org')
  url.searchParams.set('lat', String(lat))
  url.searchParams.set('lon', String(lon))
  return fetch(url)
}
`,
      'src/index.ts': `
import * as geo from './geo'
import express from 'express'
express().get('/', async (req, res) => { await geo.geocode(req.user.address); await geo.places(req.query.q, req.user.lng, req.user.lat); await geo.where(req.ip); await geo.reverse(req.user.lat, req.user.lng); res.end() }).listen(1)
`,
    },
    {
      'google-maps': ['user.contact.address'],
      mapbox: ['user.location'],
      ipinfo: ['user.device.ip_address'],
      openstreetmap: ['user.location'],
    },
  ],
  'pino and winston transports to vendors': [
    {
      'src/log/pino.ts': `
import pino from 'pino'
const transport = pino.transport({ targets: [{ target: '@logtail/pino', options: { sourceToken: process.env.LOGTAIL } }, { target: 'pino/file' }] })
export const logger = pino(transport)
`,
      'src/log/winston.ts': `
import winston from 'winston'
export const audit = winston.createLogger({ transports: [new winston.transports.Http({ host: 'http-intake.logs.datadoghq.com', path: '/api/v2/logs?dd-api-key=x', ssl: true })] })
`,
      'src/log/axiom.ts': `
import { Axiom } from '@axiomhq/js'
const axiom = new Axiom({ token: process.env.AXIOM_TOKEN! })
export const ship = (entry: Record<string, unknown>) => axiom.ingest('shop', [entry])
`,
      'src/index.ts': `
import { logger } from './log/pino'
import { audit } from './log/winston'
import { ship } from './log/axiom'
import express from 'express'
express().post('/login', (req, res) => {
  logger.info({ userId: req.user.id, email: req.user.email }, 'logged in')
  audit.info('login', { userId: req.user.id, email: req.user.email })
  ship({ event: 'login', userId: req.user.id })
  res.end()
}).listen(1)
`,
    },
    { logtail: ['user.unique_id', 'user.contact.email'], datadog: ['user.unique_id', 'user.contact.email'], axiom: ['user.unique_id'] },
  ],
  'highlight identify': [
    {
      'src/main.tsx': `
import { H } from 'highlight.run'
H.init('p', { tracingOrigins: true, networkRecording: { enabled: true } })
export const identify = (u) => H.identify(u.email, { id: u.id, plan: u.plan })
identify(window.user)
`,
    },
    { highlight: ['user.contact.email', 'user.unique_id'] },
  ],
}
