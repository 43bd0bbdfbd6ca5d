// How values and clients come to the call that hands them over: handed in, kept for later, known by their type, picked from others; and what only looks so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, ids, scanFiles, vendor } from './scan-tree.ts'

const catalog = await readCatalog()
const pkg = (...names: string[]): string =>
  JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) })

test('neighbours say what a value is: a state beside a street, a city beside an IP address', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/server.ts': `export const ship = (to) => fetch('https://api.invented-ship.io/v1/rates', { method: 'POST', body: JSON.stringify({ street1: to.a, zip: to.b, state: to.c }) })
export const seen = (req) => fetch('https://api.invented-seen.io/v1/hits', { method: 'POST', body: JSON.stringify({ ip: req.ip, referer: req.r, city: req.c }) })
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'invented-ship.io').includes('user.contact.address.state'))
  assert.ok(fields(done, 'invented-seen.io').includes('user.location.imprecise'))
  assert.ok(!fields(done, 'invented-seen.io').includes('user.contact.address.city'))
})

test('Python: a client that is None until it is set up', async () => {
  const done = await scanFiles(
    {
      'requirements.txt': 'posthog\n',
      'shop/analytics.py': `from posthog import Posthog
class Analytics:
    client: Posthog | None = None
    def configure(self):
        self.client = Posthog(settings.POSTHOG_KEY)
    def seen(self, member):
        self.client.capture("seen", distinct_id=member.id, properties={"mail": member.email})
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'posthog'), ['user.behavior.event', 'user.contact.email', 'user.unique_id'])
})

test('an object where the card knows one value says by its keys what it holds', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('loops'),
      'src/server.ts': `import { LoopsClient } from 'loops'
let loops: LoopsClient | undefined
function client() {
  if (!loops) loops = new LoopsClient(process.env.LOOPS_API_SECRET)
  return loops
}
export const add = (mail, first) => {
  const properties: Record<string, string> = {}
  if (first) properties.firstName = first
  return client().createContact({ email: mail, properties })
}
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'loops'), ['user.contact.email', 'user.name.first'])
})

test('folders have parents and places have names that are nobody’s', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('@microsoft/microsoft-graph-client'),
      'src/server.ts': `import { Client } from '@microsoft/microsoft-graph-client'
const client = Client.init({ authProvider })
export const add = (event, parentId) =>
  client.api('/me/events').post({ parentId, location: { displayName: event.place }, attachments: [{ path: event.file }] })
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'microsoft'), [])
})

test('Ruby: agents start by themselves, classes of our own in a library’s module are ours', async () => {
  const done = await scanFiles(
    {
      Gemfile: "gem 'newrelic_rpm'\ngem 'stripe'\ngem 'geocoder'\n",
      'config/initializers/geocoder.rb': "Geocoder.configure(lookup: :nominatim, api_key: ENV['GEOCODER_API_KEY'])\n",
      'lib/stripe/card_remover.rb': `module Stripe
  class CardRemover
    def call(email)
      log(email)
    end
  end
end
`,
      'app/models/card.rb': `class Card
  def remove(member)
    Stripe::CardRemover.new.call(member.email)
    Stripe::Customer.retrieve(member.stripe_id)
  end
end
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['new-relic', 'stripe'])
  assert.ok(!fields(done, 'stripe').includes('user.contact.email'))
})

test('of what a chain gives only the member that is asked for', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('mixpanel'),
      'src/server.ts': `import Mixpanel from 'mixpanel'
const mixpanel = Mixpanel.init(process.env.MIXPANEL_TOKEN)
const rows = (list) => list.map((one) => ({ mail: one.email, plan: one.plan })).sort(byPlan)
export const seen = (list) => mixpanel.track('seen', { plan: rows(list).plan })
`,
    },
    catalog,
  )
  assert.deepEqual(
    vendor(done, 'mixpanel').fields.filter((one) => one.field === 'user.contact.email'),
    [],
  )
})

test('services and clients that are known by their declared type', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('stripe', '@nestjs/common'),
      'src/billing.module.ts': `import Stripe from 'stripe'
export const provider = { provide: 'STRIPE', useFactory: () => new Stripe(process.env.STRIPE_SECRET_KEY) }
`,
      'src/billing.service.ts': `import type Stripe from 'stripe'
export class Billing {
  constructor(@Inject('STRIPE') private readonly client: Stripe) {}
  async join(who: string, called: string) { return this.client.customers.create({ email: who, name: called }) }
}
`,
      'src/join.service.ts': `import { Billing } from './billing.service'
export class Joining {
  constructor(private readonly b: Billing) {}
  async done(member) { await this.b.join(member.mail, member.fullName) }
}
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'stripe'), ['user.contact.email', 'user.name'])
  assert.ok(vendor(done, 'stripe').fields.some((one) => one.path === 'src/join.service.ts'))
})

test('Sentry without personal data still sends pages and browsers, not addresses', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('@sentry/browser'),
      'src/index.ts': `import * as Sentry from '@sentry/browser'\nSentry.init({ dsn: 'https://abc@o1.ingest.sentry.io/2', sendDefaultPii: false })\n`,
    },
    catalog,
  )
  assert.ok(fields(done, 'sentry').includes('user.device.user_agent'))
  assert.ok(!fields(done, 'sentry').includes('user.device.ip_address'))
})

test('keys of one’s own, short forms and questions to an answer are no fields', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('stripe'),
      'src/server.ts': `import Stripe from 'stripe'
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY)
export async function add(member, from) {
  await stripe.customers.create({ metadata: { source: from, alias: from } })
  const found = await stripe.customers.list({ limit: 3 })
  return found.data.some(member.email)
}
export const post = (community) => fetch('https://api.invented-forum.io/v1/posts', { method: 'POST', body: JSON.stringify({ sr: community }) })
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'stripe'), [])
  assert.deepEqual(fields(done, 'invented-forum.io'), [])
})

test('a library without a card and its host are one vendor', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('@inventedcast/sdk'),
      'src/server.ts': `import { Client } from '@inventedcast/sdk'
export const client = new Client({ apiKey: process.env.INVENTEDCAST_API_KEY })
export const look = (id) => fetch(\`https://api.inventedcast.io/v1/\${id}\`)
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['inventedcast.io'])
})

test('Ruby: globals hold clients, dashes of a gem are its modules, a message tells what is written into it', async () => {
  const done = await scanFiles(
    {
      Gemfile: "gem 'customerio'\ngem 'line-bot-api'\ngem 'slack-notifier'\n",
      'config/initializers/customerio.rb': '$customerio = Customerio::Client.new(ENV["CIO_SITE"], ENV["CIO_KEY"])\n',
      'app/models/joined.rb': `class Joined
  def call(member)
    $customerio.identify(id: member.id, email: member.email)
    Slack::Notifier.new(ENV["SLACK_WEBHOOK_URL"]).ping("New: #{member.email}")
    Line::Bot::Client.new { |config| config.channel_id = channel }
  end
end
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['customer-io', 'line', 'slack'])
  assert.ok(fields(done, 'customer-io').includes('user.contact.email'))
  assert.deepEqual(fields(done, 'slack'), ['user.contact.email', 'user.content'])
})

test('clients handed in by their type, spread into another object, and the events they count', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('mixpanel'),
      'src/client.ts': `import Mixpanel from 'mixpanel'
let client: Counting | undefined = undefined
export function initialize() {
  const made = Mixpanel.init(process.env.MIXPANEL_TOKEN)
  client = { ...made, track: (event) => made.track(event) }
}
export const getCounting = () => client
`,
      'src/profile.ts': `import type { getCounting } from './client'
export const profileFactory = (deps: { getCounting: typeof getCounting }) => async (member) => {
  const counting = deps.getCounting()
  counting.people.set(member.id, { $email: member.mail })
}
`,
    },
    catalog,
  )
  const found = fields(done, 'mixpanel')
  assert.ok(found.includes('user.contact.email'), found.join())
  assert.ok(found.includes('user.behavior.event'), found.join())
})

test('sign-in by others, named by the key their settings stand under', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('better-auth'),
      'src/auth.ts': `import { betterAuth } from 'better-auth'
export const auth = betterAuth({
  socialProviders: { microsoft: on ? { clientId: env.MS_CLIENT_ID, clientSecret: env.MS_CLIENT_SECRET } : undefined },
})
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['microsoft'])
})

test('Ruby: mail by a delivery method, a consumer made of options, picked members, what somebody wrote', async () => {
  const done = await scanFiles(
    {
      Gemfile: "gem 'postmark-rails'\ngem 'oauth'\ngem 'httparty'\n",
      'config/application.rb': 'class Application\n  config.action_mailer.delivery_method = :postmark\nend\n',
      'app/models/reader.rb': `class Reader
  URL = "https://www.invented-reader.io"
  def consumer
    options = { site: URL, access_token_path: "/token" }
    OAuth::Consumer.new(ENV["READER_KEY"], ENV["READER_SECRET"], options)
  end
  def sign_in(username, password)
    consumer.get_access_token(nil, {}, { x_username: username, x_password: password })
  end
end
`,
      'app/models/pins.rb': `class Pins
  include HTTParty
  base_uri "https://api.invented-pins.io/v1"
  def add(params)
    self.class.post("/add", body: params.slice(:email, :description))
  end
end
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'postmark'), ['user.contact.email', 'user.content'])
  assert.deepEqual(fields(done, 'invented-reader.io'), ['user.account.username', 'user.authorization.credentials'])
  assert.deepEqual(fields(done, 'invented-pins.io'), ['user.contact.email', 'user.content'])
})

test('mail through Amazon’s service by nodemailer', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('nodemailer', '@aws-sdk/client-sesv2'),
      'src/mail.ts': `import { createTransport } from 'nodemailer'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
export const transport = createTransport({ SES: { sesClient: new SESv2Client({}), SendEmailCommand } })
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'aws'), ['user.contact.email', 'user.content'])
})
