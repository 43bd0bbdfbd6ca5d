// Which values a scan follows to a vendor and which it leaves alone: names of things, counts, settings, typed messages, clients whose class nobody says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, ids, scanFiles, vendor } from './scan-tree.ts'

const catalog = await readCatalog()
const pkg = (...names: string[]): string =>
  JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) })

test('a package of the company called after the vendor it wraps is not the vendor', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'packages/resend/package.json': JSON.stringify({ name: '@shop/resend', main: 'src/index.ts', dependencies: { resend: '1.0.0' } }),
      'packages/resend/src/index.ts': `import { Resend } from 'resend'
const resend = new Resend(process.env.RESEND_API_KEY)
export const welcome = (member) => resend.emails.send({ to: member.email, subject: 'Welcome' })
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'resend').includes('user.contact.email'))
})

test('names of things and counts are nobody’s', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('posthog-js'),
      'src/index.ts': `import posthog from 'posthog-js'
posthog.capture('invited', { invites: emails.length, plan: { name: plan.name }, name: tier.name, gaId: settings.gaId, model: answer.model })
`,
    },
    catalog,
  )
  const told = vendor(done, 'posthog').fields.filter((one) => one.line === 2 && !one.how.includes('unasked') && one.property !== 'event')
  assert.deepEqual(told, [])
})

test('the name of a company is the company’s', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('stripe'),
      'src/server.ts': `import Stripe from 'stripe'
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY)
export const add = (organization) => stripe.customers.create({ name: organization.name })
`,
    },
    catalog,
  )
  assert.deepEqual(
    fields(done, 'stripe').filter((one) => one.startsWith('user.name') || one.includes('organization')),
    ['user.contact.organization'],
  )
})

test('what a browser library sends unasked is not told of a package that is only declared', async () => {
  const server = `import Stripe from 'stripe'
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY)
export const add = (member) => stripe.customers.create({ email: member.email })
`
  const declared = await scanFiles({ 'package.json': pkg('stripe', '@stripe/stripe-js'), 'src/server.ts': server }, catalog)
  assert.deepEqual(fields(declared, 'stripe'), ['user.contact.email'])
  const used = await scanFiles(
    {
      'package.json': pkg('stripe', '@stripe/stripe-js'),
      'src/server.ts': server,
      'src/pages/pay.tsx': `import { loadStripe } from '@stripe/stripe-js'\nexport const stripe = loadStripe('pk_live_x')\n`,
    },
    catalog,
  )
  assert.ok(fields(used, 'stripe').includes('user.device.user_agent'))
})

test('a model of a cloud platform is handed the prompt', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('@ai-sdk/amazon-bedrock'),
      'src/server.ts': `import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
export const model = createAmazonBedrock({ region: process.env.BEDROCK_REGION })('some-model')
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'aws'), ['user.content'])
})

test('a server that reads a fixed address hands nothing over; one that asks with a value does', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/jobs/factors.ts': `export const factors = () => fetch('https://api.invented-factors.org/v2/all.json')
export const score = (member) => fetch(\`https://api.invented-score.io/v1/\${member.email}\`)
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-score.io'])
})

test('redirects lead people away, rewrites pass on', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('next'),
      'next.config.js': `module.exports = {
  async redirects() { return [{ source: '/app', destination: 'https://apps.invented-store.io/api/:path*', permanent: true }] },
  async rewrites() { return [{ source: '/in/:path*', destination: 'https://us.i.posthog.com/:path*' }] },
}
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['posthog'])
})

test('settings that a vendor’s script reads from a name of its own', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/index.ts': `const s = document.createElement('script')
s.src = 'https://widget.intercom.io/widget/abc'
window.intercomSettings = { app_id: 'abc', email: member.email }
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'intercom').includes('user.contact.email'))
})

test('Ruby: a class that mixes an HTTP client in, with its address, and forms of a value', async () => {
  const done = await scanFiles(
    {
      Gemfile: "gem 'httparty'",
      'app/services/circle_client.rb': `class CircleClient
  include HTTParty
  base_uri "https://app.invented-circle.io/api/v1"
  def add(member)
    body = { email: member.email.downcase }
    self.class.post("/members", body: body.to_json)
  end
end
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'invented-circle.io'), ['user.contact.email'])
})

test('Python: settings classes hold addresses and keys, models say what a message carries', async () => {
  const done = await scanFiles(
    {
      'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["httpx", "pydantic-settings"]',
      'shop/config.py': `from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    RESEND_API_KEY: str = ""
    RESEND_API_BASE_URL: str = "https://api.resend.com"
settings = Settings()
`,
      'shop/schemas.py': `class Contact(BaseModel):
    email: str
    first_name: str
`,
      'shop/sender.py': `import httpx
from shop.config import settings
from shop.schemas import Contact
async def add(contact: Contact) -> None:
    async with httpx.AsyncClient(base_url=settings.RESEND_API_BASE_URL) as client:
        await client.post("/contacts", json=contact.model_dump())
`,
    },
    catalog,
  )
  assert.deepEqual(
    fields(done, 'resend').filter((one) => one !== 'user.content'),
    ['user.contact.email', 'user.name.first'],
  )
  assert.ok(vendor(done, 'resend').keys.some((one) => one.name === 'RESEND_API_KEY'))
})

test('a method that one class alone has is that one’s, whatever the variable is called', async () => {
  const done = await scanFiles(
    {
      'requirements.txt': 'requests\n',
      'shop/base.py': `class Base:
    def identify_member_later(self, data):
        self._identify(data)
`,
      'shop/acme.py': `import requests
from shop.base import Base
class AcmeWrapper(Base):
    def __init__(self):
        self.url = "https://api.invented-acme.io/people"
    def _identify(self, member_data):
        requests.post(self.url, json=member_data)
    def generate_member_data(self, member):
        return {"mail": member.email}
`,
      'shop/registry.py': 'from shop.acme import AcmeWrapper\nwrappers = [AcmeWrapper()]\n',
      'shop/tasks.py': `from shop.registry import wrappers
def identify(member):
    for wrapper in wrappers:
        data = wrapper.generate_member_data(member)
        wrapper.identify_member_later(data=data)
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'invented-acme.io'), ['user.contact.email'])
})

test('Ruby: an avatar by e-mail address is told the address, whatever calls it', async () => {
  const done = await scanFiles(
    { Gemfile: "gem 'gravtastic'", 'app/models/user.rb': 'class User\n  include Gravtastic\n  is_gravtastic\nend\n' },
    catalog,
  )
  assert.deepEqual(fields(done, 'gravatar'), ['user.contact.email'])
})

test('what is called on a variable that holds a vendor’s global, with options kept in a ref', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('react'),
      'src/pages/chat.tsx': `const getChat = () => (globalThis as unknown as { Intercom?: Chat }).Intercom ?? null
export const Chat = ({ appId, member }) => {
  const options = useRef({ appId })
  useEffect(() => { options.current = { appId, email: member.mail } })
  useEffect(() => {
    const script = document.createElement('script')
    script.src = 'https://widget.intercom.io/widget/abc'
    script.onload = () => {
      const chat = getChat()
      chat.update(options.current)
    }
  })
}
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'intercom').includes('user.contact.email'))
})

test('a value in a query is called what the query calls it; the body of a request is no mail', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/server.ts': `const BASE = 'https://api.brevo.com/v3'
export const check = (value) => fetch(\`https://api.invented-check.io/v1?mail=\${value}&page=\${page}\`)
export const add = (member) => fetch(\`\${BASE}/contacts\`, { method: 'POST', body: JSON.stringify({ updateEnabled: true, ext_id: member.id }) })
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'invented-check.io'), ['user.contact.email'])
  assert.ok(!fields(done, 'brevo').includes('user.content'))
})
