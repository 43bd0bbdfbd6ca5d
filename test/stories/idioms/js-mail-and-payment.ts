// Mail and payment in JavaScript and TypeScript, as applications write them by the vendors’ own documentation.
import type { HandingIdioms } from './idioms.ts'

export const jsMailAndPayment: HandingIdioms = {
  'resend with react email and tags': [
    {
      'lib/email.ts': `
import { Resend } from 'resend'
import { WelcomeEmail } from '../emails/welcome'
const resend = new Resend(process.env.RESEND_API_KEY)
export async function sendWelcome(to: string, name: string) {
  return resend.emails.send({ from: 'Shop <hi@shop.example>', to, subject: \`Welcome, \${name}\`, react: WelcomeEmail({ name }) })
}
`,
      'emails/welcome.tsx': `
export const WelcomeEmail = ({ name }) => <p>Hi {name}</p>
`,
      'app/actions.ts': `
'use server'
import { sendWelcome } from '@/lib/email'
export async function register(form: FormData) {
  const email = form.get('email') as string
  await sendWelcome(email, form.get('name') as string)
}
`,
    },
    { resend: ['user.contact.email', 'user.content'] },
  ],
  'sendgrid mail dynamic template': [
    {
      'src/mailer.js': `
const sgMail = require('@sendgrid/mail')
sgMail.setApiKey(process.env.SENDGRID_API_KEY)
exports.sendReset = async (user, token) => {
  const msg = {
    to: user.email,
    from: 'no-reply@shop.example',
    templateId: 'd-1',
    dynamic_template_data: { first_name: user.first_name, reset_url: \`https://shop.example/reset?token=\${token}\` },
  }
  await sgMail.send(msg)
}
`,
      'src/index.js': `
const express = require('express')
const { sendReset } = require('./mailer')
const app = express()
app.post('/reset', async (req, res) => { await sendReset(await find(req.body.email), 't'); res.end() })
app.listen(1)
`,
    },
    { sendgrid: ['user.contact.email', 'user.name.first'] },
  ],
  'postmark template': [
    {
      'src/mail/postmark.ts': `
import { ServerClient } from 'postmark'
const client = new ServerClient(process.env.POSTMARK_TOKEN!)
export function sendInvite(invitee: Invitee, inviter: User) {
  return client.sendEmailWithTemplate({ From: 'a@shop.example', To: invitee.email, TemplateAlias: 'invite', TemplateModel: { inviter_name: inviter.name, action_url: 'https://shop.example' } })
}
`,
      'src/main.ts': `
import { sendInvite } from './mail/postmark'
export default { fetch: async (r) => { const b = await r.json(); await sendInvite(b.invitee, b.user) } }
`,
    },
    { postmark: ['user.contact.email', 'user.name'] },
  ],
  'mailgun messages create': [
    {
      'src/mailgun.ts': `
import formData from 'form-data'
import Mailgun from 'mailgun.js'
const mg = new Mailgun(formData).client({ username: 'api', key: process.env.MAILGUN_API_KEY! })
export const send = (to: string[], subject: string, html: string) => mg.messages.create('mg.shop.example', { from: 'x@shop.example', to, subject, html })
`,
      'src/index.ts': `
import { send } from './mailgun'
import { comments } from './comments'
comments.on('new', (c) => send([c.author.email], 'New reply', \`<p>\${c.body}</p>\`))
`,
    },
    { mailgun: ['user.contact.email', 'user.content'] },
  ],
  'ses v3 send email command': [
    {
      'src/ses.ts': `
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
const ses = new SESv2Client({ region: process.env.AWS_REGION })
export async function sendMail({ to, subject, text }: { to: string; subject: string; text: string }) {
  await ses.send(new SendEmailCommand({
    FromEmailAddress: 'x@shop.example',
    Destination: { ToAddresses: [to] },
    Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
  }))
}
`,
      'src/handler.ts': `
import { sendMail } from './ses'
export const handler = async (event) => {
  const { customer, message } = JSON.parse(event.body)
  await sendMail({ to: customer.email, subject: 'Your message', text: message })
}
`,
    },
    { aws: ['user.contact.email', 'user.content'] },
  ],
  'loops by fetch and sdk': [
    {
      'lib/loops.ts': `
import { LoopsClient } from 'loops'
const loops = new LoopsClient(process.env.LOOPS_API_KEY!)
export const addContact = (u) => loops.updateContact(u.email, { firstName: u.firstName, userId: u.id })
export const onboard = (u) => loops.sendEvent({ email: u.email, eventName: 'signup' })
`,
      'index.ts': `
import { addContact, onboard } from './lib/loops'
Bun.serve({ async fetch(r) { const u = await r.json(); await addContact(u); await onboard(u); return new Response() } })
`,
    },
    { loops: ['user.contact.email', 'user.name.first', 'user.unique_id'] },
  ],
  'brevo by axios': [
    {
      'src/email/brevo.js': `
import axios from 'axios'
const api = axios.create({ baseURL: 'https://api.brevo.com/v3', headers: { 'api-key': process.env.BREVO_API_KEY } })
export async function sendTransactional(user, html) {
  await api.post('/smtp/email', { sender: { email: 'x@shop.example' }, to: [{ email: user.email, name: user.name }], subject: 'Hi', htmlContent: html })
}
export async function subscribe(email, attributes) {
  await api.post('/contacts', { email, attributes, listIds: [2] })
}
`,
      'src/index.js': `
import { sendTransactional, subscribe } from './email/brevo.js'
import http from 'http'
http.createServer(async (req) => { await sendTransactional(req.user, req.html); await subscribe(req.user.email, { FIRSTNAME: req.user.firstName }) }).listen(1)
`,
    },
    { brevo: ['user.contact.email', 'user.name', 'user.content'] },
  ],
  'mailchimp marketing addListMember': [
    {
      'src/newsletter.ts': `
import mailchimp from '@mailchimp/mailchimp_marketing'
mailchimp.setConfig({ apiKey: process.env.MAILCHIMP_KEY, server: 'us1' })
export async function subscribe(req, res) {
  const { email, firstName, lastName } = req.body
  await mailchimp.lists.addListMember(process.env.LIST_ID, { email_address: email, status: 'subscribed', merge_fields: { FNAME: firstName, LNAME: lastName } })
  res.end()
}
`,
      'src/server.ts': `
import express from 'express'
import { subscribe } from './newsletter'
express().post('/newsletter', subscribe).listen(1)
`,
    },
    { mailchimp: ['user.contact.email', 'user.name.first', 'user.name.last'] },
  ],
  'nodemailer over a vendor host': [
    {
      'src/transport.ts': `
import nodemailer from 'nodemailer'
export const transporter = nodemailer.createTransport({
  host: process.env.SMTP_HOST ?? 'smtp.sendgrid.net',
  port: 587,
  auth: { user: 'apikey', pass: process.env.SMTP_PASS },
})
`,
      'src/notify.ts': `
import { transporter } from './transport'
export async function notify(user: { email: string }, comment: { body: string }) {
  await transporter.sendMail({ from: 'x@shop.example', to: user.email, subject: 'New comment', html: comment.body })
}
`,
      'src/index.ts': `
import { notify } from './notify'
process.on('message', (m) => notify(m.user, m.comment))
`,
    },
    { sendgrid: ['user.contact.email', 'user.content'] },
  ],
  'stripe customer checkout and portal': [
    {
      'lib/stripe.ts': `
import Stripe from 'stripe'
export const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!, { apiVersion: '2024-06-20' })
`,
      'lib/billing.ts': `
import { stripe } from './stripe'
import { db } from './db'
export async function getOrCreateCustomer(user, org) {
  const customer = await stripe.customers.create({
    email: user.email,
    name: user.name,
    address: { line1: org.billingAddress.line1, country: org.billingAddress.country },
    metadata: { userId: user.id, organizationId: org.id },
  })
  return customer.id
}
export async function checkout(user, org, priceId) {
  return stripe.checkout.sessions.create({ customer: await getOrCreateCustomer(user, org), mode: 'subscription', line_items: [{ price: priceId, quantity: 1 }], client_reference_id: user.id, success_url: 'https://shop.example' })
}
`,
      'app/api/checkout/route.ts': `
import { checkout } from '@/lib/billing'
import { auth } from '@/auth'
export async function POST(req) { const s = await auth(); return Response.json(await checkout(s.user, s.org, (await req.json()).priceId)) }
`,
    },
    { stripe: ['user.contact.email', 'user.name', 'user.unique_id', 'user.organization_id', 'user.contact.address'] },
  ],
  'stripe elements confirm with billing details': [
    {
      'src/Checkout.jsx': `
import { loadStripe } from '@stripe/stripe-js'
import { Elements, CardElement, useElements, useStripe } from '@stripe/react-stripe-js'
const promise = loadStripe(process.env.REACT_APP_STRIPE_KEY)
function Form({ user, clientSecret }) {
  const stripe = useStripe()
  const elements = useElements()
  const pay = async () => {
    await stripe.confirmCardPayment(clientSecret, { payment_method: { card: elements.getElement(CardElement), billing_details: { name: user.name, email: user.email, address: { postal_code: user.zip } } } })
  }
  return <form onSubmit={pay}><CardElement /></form>
}
export default (p) => <Elements stripe={promise}><Form {...p} /></Elements>
`,
    },
    { stripe: ['user.name', 'user.contact.email', 'user.contact.address.postal_code'] },
  ],
  'paypal orders by fetch': [
    {
      'src/paypal.js': `
const base = process.env.NODE_ENV === 'production' ? 'https://api-m.paypal.com' : 'https://api-m.sandbox.paypal.com'
async function token() {
  const r = await fetch(base + '/v1/oauth2/token', { method: 'post', body: 'grant_type=client_credentials', headers: { Authorization: 'Basic ' + Buffer.from(process.env.PP_ID + ':' + process.env.PP_SECRET).toString('base64') } })
  return (await r.json()).access_token
}
export async function createOrder(cart, buyer) {
  return fetch(\`\${base}/v2/checkout/orders\`, {
    method: 'post',
    headers: { 'Content-Type': 'application/json', Authorization: \`Bearer \${await token()}\` },
    body: JSON.stringify({ intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'EUR', value: cart.total } }], payer: { email_address: buyer.email, name: { given_name: buyer.firstName } } }),
  })
}
`,
      'src/index.js': `
import { createOrder } from './paypal.js'
import express from 'express'
express().post('/pay', async (req, res) => res.json(await createOrder(req.body.cart, req.user))).listen(1)
`,
    },
    { paypal: ['user.contact.email', 'user.name'] },
  ],
  'paddle.js checkout open': [
    {
      'src/Pay.tsx': `
import { initializePaddle, type Paddle } from '@paddle/paddle-js'
import { useEffect, useState } from 'react'
export function Pay({ user }) {
  const [paddle, setPaddle] = useState<Paddle>()
  useEffect(() => { initializePaddle({ environment: 'production', token: 'live_x' }).then((p) => setPaddle(p)) }, [])
  return <button onClick={() => paddle?.Checkout.open({ items: [{ priceId: 'pri_1', quantity: 1 }], customer: { email: user.email }, customData: { userId: user.id } })} />
}
`,
      'src/main.tsx': `
import { Pay } from './Pay'
export default (p) => <Pay user={p.user} />
`,
    },
    { paddle: ['user.contact.email', 'user.unique_id'] },
  ],
  'lemon squeezy checkout': [
    {
      'lib/lemon.ts': `
import { createCheckout, lemonSqueezySetup } from '@lemonsqueezy/lemonsqueezy.js'
export async function checkoutUrl(user: { id: string; email: string; name: string }, variantId: number) {
  lemonSqueezySetup({ apiKey: process.env.LEMONSQUEEZY_API_KEY })
  const c = await createCheckout(process.env.LEMONSQUEEZY_STORE_ID!, variantId, { checkoutData: { email: user.email, name: user.name, custom: { user_id: user.id } } })
  return c.data?.data.attributes.url
}
`,
      'app/page.tsx': `
import { checkoutUrl } from '../lib/lemon'
import { currentUser } from '../auth'
export default async () => <a href={await checkoutUrl(await currentUser(), 1)}>Buy</a>
`,
    },
    { 'lemon-squeezy': ['user.contact.email', 'user.name', 'user.unique_id'] },
  ],
  'polar sdk': [
    {
      'src/polar.ts': `
import { Polar } from '@polar-sh/sdk'
const polar = new Polar({ accessToken: process.env.POLAR_ACCESS_TOKEN! })
export const createCustomer = (user) => polar.customers.create({ email: user.email, name: user.name, externalId: user.id })
export const ingest = (userId: string, tokens: number) => polar.events.ingest({ events: [{ name: 'tokens', externalCustomerId: userId, metadata: { tokens } }] })
`,
      'src/index.ts': `
import { createCustomer, ingest } from './polar'
export default { async fetch(r) { const u = await r.json(); await createCustomer(u); await ingest(u.id, 1); return new Response() } }
`,
    },
    { polar: ['user.contact.email', 'user.name', 'user.unique_id'] },
  ],
  'razorpay order and checkout prefill': [
    {
      'server/pay.js': `
const Razorpay = require('razorpay')
const instance = new Razorpay({ key_id: process.env.RZP_ID, key_secret: process.env.RZP_SECRET })
exports.order = (user, amount) => instance.orders.create({ amount, currency: 'INR', notes: { userId: user.id } })
`,
      'client/src/Pay.jsx': `
export function Pay({ order, user }) {
  const open = () => {
    const options = { key: 'rzp_1', order_id: order.id, prefill: { name: user.name, email: user.email, contact: user.phone } }
    const rzp = new window.Razorpay(options)
    rzp.open()
  }
  return <><script src="https://checkout.razorpay.com/v1/checkout.js" /><button onClick={open}>Pay</button></>
}
`,
      'client/src/main.jsx': `
import { Pay } from './Pay'
import { createRoot } from 'react-dom/client'
createRoot(document.body).render(<Pay order={window.order} user={window.user} />)
`,
      'server/index.js': `
const app = require('express')()
const { order } = require('./pay')
app.post('/o', async (req, res) => res.json(await order(req.user, 1)))
app.listen(1)
`,
    },
    { razorpay: ['user.name', 'user.contact.email', 'user.contact.phone_number', 'user.unique_id'] },
  ],
  'mollie payments and braintree sale': [
    {
      'src/payments/mollie.ts': `
import { createMollieClient } from '@mollie/api-client'
const mollie = createMollieClient({ apiKey: process.env.MOLLIE_API_KEY! })
export async function pay(user, amount) {
  const customer = await mollie.customers.create({ name: user.name, email: user.email })
  return mollie.payments.create({ amount: { value: amount, currency: 'EUR' }, description: 'Order', customerId: customer.id, metadata: { user_id: user.id } })
}
`,
      'src/payments/braintree.ts': `
import braintree from 'braintree'
const gateway = new braintree.BraintreeGateway({ environment: braintree.Environment.Production, merchantId: 'm', publicKey: 'p', privateKey: process.env.BT! })
export const sale = (nonce: string, user: User, amount: string) =>
  gateway.transaction.sale({ amount, paymentMethodNonce: nonce, customer: { firstName: user.firstName, email: user.email }, billing: { postalCode: user.address.postalCode }, options: { submitForSettlement: true } })
`,
      'src/index.ts': `
import { pay } from './payments/mollie'
import { sale } from './payments/braintree'
import { Hono } from 'hono'
const app = new Hono()
app.post('/m', async (c) => c.json(await pay(c.get('user'), '1')))
app.post('/b', async (c) => c.json(await sale((await c.req.json()).nonce, c.get('user'), '1')))
export default app
`,
    },
    {
      mollie: ['user.contact.email', 'user.name', 'user.unique_id'],
      braintree: ['user.contact.email', 'user.name.first', 'user.contact.address.postal_code'],
    },
  ],
  'company api classes with a base class request': [
    {
      'src/payouts/http-api.ts': `
import axios, { type AxiosInstance } from 'axios'
export abstract class HttpApi {
  protected http: AxiosInstance
  constructor(baseURL: string, token: string) {
    this.http = axios.create({ baseURL, headers: { Authorization: \`Bearer \${token}\` } })
  }
  protected async request<T>(method: string, path: string, data?: object): Promise<T> {
    const res = await this.http.request<T>({ method, url: path, data })
    return res.data
  }
}
`,
      'src/payouts/wise-api.ts': `
import { HttpApi } from './http-api'
export class WiseApi extends HttpApi {
  constructor(token: string) { super('https://api.wise.com', token) }
  createRecipient(payee: Payee) {
    return this.request('post', '/v1/accounts', { currency: payee.currency, type: 'iban', accountHolderName: payee.legalName, details: { email: payee.email, IBAN: payee.iban } })
  }
}
`,
      'src/payouts/pay.ts': `
import { WiseApi } from './wise-api'
const wise = new WiseApi(process.env.WISE_TOKEN!)
export const payout = (payee) => wise.createRecipient(payee)
`,
      'src/index.ts': `
import { payout } from './payouts/pay'
setInterval(async () => { for (const p of await due()) await payout(p) }, 1000)
`,
    },
    { wise: ['user.name', 'user.financial.bank_account', 'user.contact.email'] },
  ],
}
