// Where a vendor's client, or the address it calls, stands in another place than the call: made in one file and imported by others, held by a class for the one it inherits, given to a constructor.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, ids, scanFiles, vendor } from './scan-tree.ts'

const catalog = await readCatalog()

test('a client that one file makes and another, which names no vendor, imports', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop","dependencies":{"stripe":"1"}}',
      'src/server/billing.ts': "import Stripe from 'stripe'\nexport const payments = new Stripe(process.env.KEY)\n",
      'src/server/index.ts': `import { payments } from './billing'
export const join = (user: User) =>
  payments.customers.create({ email: user.email, success_url: user.returnUrl })
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'stripe'), ['user.contact.email'])
})

test('a library that is loaded when it is needed', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop","dependencies":{"posthog-js":"1"}}',
      'src/app/index.ts': `export const track = (user: User) => {
  import('posthog-js').then(({ default: posthog }) => posthog.identify(user.id, { email: user.email }))
}
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'posthog').includes('user.contact.email'))
})

test('an address that a class holds for the class it inherits, and one given to a constructor', async () => {
  const done = await scanFiles(
    {
      'app/base.py': `import requests

class Base:
    def send_to(self, path, payload):
        return requests.post(self.base_url + path, json=payload)
`,
      'app/letters.py': `from .base import Base

class Letters(Base):
    base_url = "https://api.invented-mail.io/v1"

    def join(self, user):
        return self.send_to("/contacts", {"email": user.email})
`,
      'app/calls.py': `import requests

class Calls:
    def __init__(self, base):
        self.root = base

    def ring(self, user):
        requests.post(self.root + "/ring", json={"phone": user.phone})

calls = Calls("https://api.invented-calls.io")
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'invented-mail.io'), ['user.contact.email'])
  assert.deepEqual(fields(done, 'invented-calls.io'), ['user.contact.phone_number'])
})

test('a host with a path behind it, a struct that holds the address, a mail backend named by its class', async () => {
  const done = await scanFiles(
    {
      'src/server/api.ts': `export class Api {
  constructor(private readonly base = 'https://api.invented-crm.io') {}
  create(user: User) {
    return fetch(\`\${this.base}\${this.path}\`, { method: 'POST', body: JSON.stringify({ email: user.email }) })
  }
}
`,
      'main.go': `package main

import "net/http"

type Client struct { base string }

func New() *Client { return &Client{base: "https://api.invented-geo.io/v1"} }

func (c *Client) Find(ipAddress string) { http.Get(c.base + "/" + ipAddress) }
`,
      'shop/settings.py': 'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"\nAPI_URL = "https://api.invented-crm.io/v1"\n',
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'invented-crm.io'), ['user.contact.email'])
  assert.deepEqual(fields(done, 'invented-geo.io'), ['user.device.ip_address'])
  assert.equal(vendor(done, 'mailgun').evidence[0]?.signal, 'init_call')
  assert.ok(fields(done, 'mailgun').includes('user.contact.email'))
})

test('a link with campaign marks is for people, and what a model gives to the search index is handed over', async () => {
  const done = await scanFiles(
    {
      'composer.json': '{"name":"shop/app","require":{"algolia/algoliasearch-client-php":"4"}}',
      'config/site.php': "<?php return ['sponsors' => [['url' => 'https://invented-ads.io/api?utm_source=shop']]];\n",
      'app/Models/User.php': `<?php
namespace App\\Models;
use Laravel\\Scout\\Searchable;
class User {
  use Searchable;
  public function toSearchableArray(): array { return ['id' => $this->id(), 'name' => $this->name()]; }
}
`,
    },
    catalog,
  )
  assert.ok(fields(done, 'algolia').includes('user.name'))
  assert.equal(
    done.result.vendors.some((one) => one.id === 'invented-ads.io'),
    false,
  )
})

test('a gem that is handed a token is a vendor when a client is made of it, not when it writes the token down', async () => {
  const files = (callee: string) => ({
    Gemfile: "gem 'acmepay'\ngem 'json'\n",
    'app/models/charge.rb': `class Charge
  def go
    Net::HTTP.post(URI('https://api.invented-crm.io/v1'), '')
    ${callee}(access_token: token)
  end
end
`,
  })
  assert.deepEqual(ids(await scanFiles(files('Acmepay::Client.new'), catalog)), ['acmepay', 'invented-crm.io'])
  assert.deepEqual(ids(await scanFiles(files('JSON.generate'), catalog)), ['invented-crm.io'])
})
