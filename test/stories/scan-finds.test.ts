// What a scan finds and what it leaves out, on trees of a few lines each.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, ids, scanFiles, vendor, why } from './scan-tree.ts'

const catalog = await readCatalog()
const pkg = (...names: string[]): string =>
  JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) })

test('fields of a literal object, a variable, a spread and a template', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('mixpanel-browser'),
      'src/index.ts': `import mixpanel from 'mixpanel-browser'
mixpanel.init(process.env.MIXPANEL_TOKEN)
export function seen(user) {
  const traits = { $email: user.email, ...more(user) }
  mixpanel.people.set(traits)
  mixpanel.identify(user.id)
  mixpanel.track('seen', { greeting: \`Hello \${user.firstName}\` })
}
function more(user) { return { phone: user.phone } }
`,
    },
    catalog,
  )
  const found = fields(done, 'mixpanel')
  for (const one of ['user.contact.email', 'user.contact.phone_number', 'user.unique_id', 'user.name.first'])
    assert.ok(found.includes(one), `${one} in ${found}`)
  const mixpanel = vendor(done, 'mixpanel')
  assert.equal(mixpanel.confidence, 'certain')
  assert.deepEqual(mixpanel.keys, [{ name: 'MIXPANEL_TOKEN', path: 'src/index.ts', line: 2 }])
  assert.ok(mixpanel.evidence.some((one) => one.signal === 'sdk_call' && one.line === 5))
})

test('own wrappers, two calls deep, across files and through a re-export and a hook', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('posthog-js'),
      'src/lib/analytics.ts': `import posthog from 'posthog-js'
export function capture(event: string, properties: object) { posthog.capture(event, properties) }
export const useAnalytics = () => ({ capture })
`,
      'src/lib/index.ts': `export * from './analytics'`,
      'src/lib/events.ts': `import { capture } from './index'
export const signedUp = (person) => capture('signed up', { email: person.email })
`,
      'src/pages/join.tsx': `import { signedUp } from '../lib/events'
import { useAnalytics } from '../lib'
export default function Join({ account }) {
  const { capture } = useAnalytics()
  capture('opened', { city: account.city, ip: account.ipAddress })
  return <button onClick={() => signedUp(account)}>Join</button>
}
`,
    },
    catalog,
  )
  const found = vendor(done, 'posthog')
  const email = found.fields.find((one) => one.field === 'user.contact.email')
  assert.equal(email?.path, 'src/lib/events.ts')
  assert.match(email!.how, /through 1 of our own calls/)
  assert.ok(found.fields.some((one) => one.field === 'user.device.ip_address' && one.path === 'src/pages/join.tsx'))
  assert.ok(found.evidence.some((one) => one.signal === 'wrapper_flow'))
})

test('what a builder makes of its argument is that call, nobody else’s', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('mixpanel-browser'),
      'src/index.ts': `import mixpanel from 'mixpanel-browser'
import { label } from './label'
mixpanel.track('bought', { plan: label(order.plan) })
console.log(label(customer.email))
`,
      'src/label.ts': `export const label = (value) => \`<\${value}>\``,
    },
    catalog,
  )
  assert.ok(!fields(done, 'mixpanel').includes('user.contact.email'))
})

test('a request to a foreign host is a vendor without a card', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/server.ts': `const BASE = process.env.SCORE_URL ?? 'https://api.invented-score.io/v2'
export async function score(customer) {
  await fetch(\`\${BASE}/people\`, { method: 'POST', body: JSON.stringify({ email: customer.email, phone: customer.phone }) })
}
`,
    },
    catalog,
  )
  const found = vendor(done, 'invented-score.io')
  assert.equal(found.domain, 'invented-score.io')
  assert.deepEqual(fields(done, 'invented-score.io'), ['user.contact.email', 'user.contact.phone_number'])
  assert.equal(found.fields[0]?.property, 'body.email')
})

test('script, frame and picture addresses in pages and DOM code', async () => {
  const done = await scanFiles(
    {
      'public/page.html': `<script src="https://js.invented-tag.io/v1.js" integrity="sha384-x"></script>
<iframe src="https://player.invented-video.io/embed/1"></iframe>
<img src="https://img.invented-logo.io/logo.png"><a href="https://invented-link.io">partner</a>
<!-- <script src="https://js.invented-old.io/v1.js"></script> -->`,
      'src/index.js': `const s = document.createElement('script')
s.async = true
s.src = 'https://cdn.invented-chat.io/widget.js'
export const Avatar = ({ user }) => <img src={\`https://faces.invented-faces.io/\${user.email}\`} />
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-chat.io', 'invented-faces.io', 'invented-tag.io', 'invented-video.io'])
  assert.deepEqual(vendor(done, 'invented-tag.io').code, [
    { url: 'https://js.invented-tag.io/v1.js', integrity: 'sha384-x', path: 'public/page.html', line: 1 },
  ])
  assert.equal(vendor(done, 'invented-chat.io').code[0]?.integrity, null)
  assert.deepEqual(fields(done, 'invented-faces.io'), ['user.contact.email'])
})

test('a vendor’s loader pasted as text into a page is its code', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/app/layout.tsx': `export default () => <Script>{\`(function(d,t){ const s = d.createElement(t); s.src = "https://js.invented-loader.io/tag/" + id; })(document, "script")\`}</Script>`,
    },
    catalog,
  )
  assert.deepEqual(
    vendor(done, 'invented-loader.io').code.map((one) => one.url),
    ['https://js.invented-loader.io/tag/'],
  )
})

test('mentioned, not used: each is left out with its reason', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('mixpanel', '@sentry/types', 'intercom-client'),
      'src/index.ts': `import type { Breadcrumb } from '@sentry/types'
// fetch('https://api.invented-comment.io/v1')
export const help = <a href="https://api.invented-link.io/docs">docs</a>
export const own = fetch('https://api.shop.example/v1')
export type X = Breadcrumb
`,
      'src/lib/unused.ts': `import { Client } from 'intercom-client'
export const client = new Client({ token: 'x' })
`,
      'src/pay.test.ts': `import Stripe from 'stripe'
new Stripe('k').customers.create({ email: user.email })
`,
      'docs/guide.md': 'https://api.invented-docs.io',
      'examples/demo.ts': `import posthog from 'posthog-js'\nposthog.capture('x')`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), [])
  assert.equal(why(done, 'mixpanel'), 'declared, but nothing imports it')
  assert.equal(why(done, 'intercom'), 'only in files that no entry point reaches')
  assert.equal(why(done, 'stripe'), 'only in tests and fixtures')
  assert.equal(why(done, 'posthog'), 'only in examples')
})

test('a vendor’s own repository does not hand data to itself', async () => {
  const done = await scanFiles(
    {
      'package.json': JSON.stringify({ name: '@posthog/app' }),
      'src/index.ts': `fetch('https://us.i.posthog.com/e/', { body: user.email })`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), [])
  assert.equal(why(done, 'posthog') ?? 'the company itself', 'the company itself')
})

test('the same bytes out for the same tree', async () => {
  const files = {
    'package.json': pkg('mixpanel'),
    'src/index.ts': `import M from 'mixpanel'\nM.init('t').track('x', { distinct_id: user.id, email: user.email })`,
  }
  const [a, b] = [await scanFiles(files, catalog), await scanFiles(files, catalog)]
  assert.equal(JSON.stringify(a.result), JSON.stringify(b.result))
})

test('an own-origin rewrite to a vendor is a proxy', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'next.config.js': `module.exports = { rewrites: () => [{ source: '/ingest/:path*', destination: 'https://us.i.posthog.com/:path*' }] }`,
    },
    catalog,
  )
  const found = vendor(done, 'posthog')
  assert.ok(found.evidence.some((one) => one.signal === 'proxy'))
  assert.ok(fields(done, 'posthog').includes('user.authorization.credentials'))
})

test('a file with the types of Flow is read as one with types', async () => {
  const files = {
    'package.json': '{"dependencies":{"posthog-js":"^1"}}',
    'src/index.js': `// @flow
import posthog from "posthog-js"

type User = {| id: string, email: ?string |}

export const identify = (user: ?User, more?: {| plan: string |}): void => {
  posthog.identify(user.id, { email: user.email })
}
`,
  }
  assert.deepEqual(
    fields(await scanFiles(files, catalog), 'posthog').filter((one) => /unique_id$|email/.test(one)),
    ['user.contact.email', 'user.unique_id'],
  )
})
