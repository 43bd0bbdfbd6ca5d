// Which hosts, imports and settings are a vendor and which are not: forms that scans of applications never looked at before got wrong. Each tree is a few lines.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { evidenceOf } from '../../src/discover/code/vendors/weigh.ts'
import { fields, ids, scanFiles, vendor, why } from './scan-tree.ts'

const catalog = await readCatalog()
const pkg = (...names: string[]): string =>
  JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) })

test('an address out of a table of addresses, chosen by a key in any place', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/quote.ts': `const urls = { api: { prod: 'https://api.invented-quote.io', test: 'https://test.invented-quote.io' } }
const table = { eu: { base: 'https://eu.invented-rate.io' }, us: { base: 'https://us.invented-rate.io' } }
export const quote = (email) => fetch(\`\${urls.api[MODE]}/v1/quotes\`, { method: 'POST', body: JSON.stringify({ email }) })
export const rate = (phone) => fetch(table[REGION].base + '/v1', { method: 'POST', body: JSON.stringify({ phone }) })
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'invented-quote.io'), ['user.contact.email'])
  assert.deepEqual(fields(done, 'invented-rate.io'), ['user.contact.phone_number'])
})

test('the default of a setting has the setting’s name, whatever gives it', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/types.ts': `export const asOptions = asObject({ apiUrl: asOptional(asString, 'https://widget-api.invented-pay.io'), siteUrl: asOptional(asString, 'https://invented-site.io') })
export const schema = z.object({ apiUrl: z.string().default('https://api.invented-schema.io') })
export const convictSchema = { apiUrl: { format: 'url', default: 'https://api.invented-convict.io' } }
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-convict.io', 'invented-pay.io', 'invented-schema.io'])
})

test('servers listed by host and port are called; a host alone, or of the company, is not', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/nodes.ts': `export const peers = [{ host: 'node.invented-node.io', ssl: 50002 }, { host: 'node.shop.example', ssl: 443 }]
export const shown = [{ host: 'partner.invented-partner.io', name: 'Partner' }]
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-node.io'])
})

test('what a server answers is sent to nobody else; an object written down is no address', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/api/manifest.ts': `const payload = { schema: 'https://static.invented-standard.io/schema.json', name: 'shop' }
export default (req, res) => {
  res.status(200).send(JSON.stringify(payload))
  res.json({ url: 'https://api.invented-answer.io/v1' })
}
export const note = () => fetch(own, { body: JSON.stringify(payload) })
`,
      'src/embed.ts': `export const hashOf = (url) => new URL(url, 'https://vimeo.com').searchParams.get('h')`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), [])
})

test('an application on a hosting platform is not the platform; shops and help pages are for people', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/demo.ts': `export const load = () => fetch('https://invented-demo.netlify.app/data')
export const theme = { playStore: 'https://play.google.com/store/apps/details?id=example.shop', knowledgeBaseUri: 'https://shop.zendesk.com/hc/en-us/articles/1' }
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), [])
})

test('React Native’s own native code is of no vendor; Meta’s SDK is', async () => {
  const main = (extra: string): string => `package io.shop
import com.facebook.react.ReactActivity
import com.facebook.soloader.SoLoader
${extra}
class MainActivity : ReactActivity() {
  fun voip(name: String) { val map = com.facebook.react.bridge.Arguments.createMap(); map.putString("username", name); SoLoader.init(this, false) }
}
`
  const path = 'android/app/src/main/java/io/shop/MainActivity.kt'
  assert.deepEqual(ids(await scanFiles({ 'package.json': pkg('react-native'), [path]: main('') }, catalog)), [])
  const done = await scanFiles(
    { [path]: main('import com.facebook.appevents.AppEventsLogger\nfun bought() { AppEventsLogger.newLogger(ctx).logEvent("bought") }') },
    catalog,
  )
  assert.deepEqual(ids(done), ['meta'])
})

test('embeds and pictures by a template with a value in it, in code that only writes the address down', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/embeds.ts': `export const boards = { getEmbedUrl: (match) => \`https://invented-board.io/live-embed/\${match[2]}\` }`,
      'app/Uploads/Avatars.php': `<?php
class Avatars { public function url(): string { $url = 'https://www.gravatar.com/avatar/\${hash}?s=\${size}&d=identicon'; return $url; } }
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['gravatar', 'invented-board.io'])
})

test('copies of libraries, mock servers, documentation’s settings and API definitions are left out', async () => {
  const script = '<script src="https://js.invented-copy.io/v1.js"></script>'
  const done = await scanFiles(
    {
      'src/main/webapp/js/jquery.watermark/demo.htm': script,
      'src/main/webapp/js/bootstrap-datepicker-1.3.0/index.html': script,
      'app/mirage/config.js': `export const load = () => fetch('https://api.invented-mock.io/v1', { method: 'POST' })`,
      'mkdocs.yml': 'extra:\n  analytics:\n    provider: google\n',
      'fern/apis/server/commons.yml': 'examples:\n  - value:\n      provider: openai\n',
    },
    catalog,
  )
  assert.deepEqual(ids(done), [])
  assert.equal(why(done, 'invented-copy.io'), 'only in a copy of somebody else’s or generated code')
  assert.equal(why(done, 'invented-mock.io'), 'only in tests and fixtures')
})

test('pages of Grails and Razor are templates; an address behind a default in a hole is loaded', async () => {
  const done = await scanFiles(
    {
      'grails-app/views/common/_menu.gsp': '<script src="https://beacon.invented-help.io/v2.js"></script>',
      'Views/Shared/_Layout.cshtml': '<script src="https://js.invented-razor.io/v2.js"></script>',
      'resources/views/editor.blade.php': `<iframe src="{{ config('services.draw') ?: 'https://embed.invented-draw.io/?embed=1' }}"></iframe>`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-draw.io', 'invented-help.io', 'invented-razor.io'])
})

test('evidence that names the vendor stays where there are more than fit', () => {
  const far = Array.from({ length: 60 }, (_, i) => ({ path: `app/${i}.ts`, line: 1, signal: 'wrapper_flow' as const }))
  const all = [...far, { path: 'lib/vendor.ts', line: 3, signal: 'sdk_call' as const }].map((one) => ({
    ...one,
    vendor: 'x',
    card: null,
    strength: 'weak' as const,
    ecosystem: '',
  }))
  const kept = evidenceOf(all, [])
  assert.equal(kept.length, 50)
  assert.ok(kept.some((one) => one.path === 'lib/vendor.ts'))
})

test('a script’s address is no policy’s entry', async () => {
  const done = await scanFiles({ 'public/page.html': '<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>' }, catalog)
  assert.ok(!done.result.vendors.some((one) => one.evidence.some((given) => given.signal === 'csp')))
  assert.ok(vendor(done, 'google-analytics').evidence.length > 0)
})

test('what stylesheets load: other stylesheets and fonts, in files and in pages; pictures and comments are not', async () => {
  const done = await scanFiles(
    {
      'resources/sass/app.scss': `@import "variables";
// @import url('https://fonts.invented-old.io/a.css');
@import url('https://fonts.invented-face.io/inter.css');
.hero { background: url(https://img.invented-picture.io/a.png) }
@font-face { font-family: X; src: url("https://cdn.invented-type.io/x.woff2") format("woff2") }
`,
      'templates/home.html': `<style>@import url("https://invented-style.io/inter/inter.css");</style>`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-face.io', 'invented-style.io', 'invented-type.io'])
})

test('modules that a page imports by address are fetched from there; a prefix or address of a registry is the package', async () => {
  const done = await scanFiles(
    {
      'static/login.html': `<script type="module">import { get } from 'https://cdn.invented-modules.io/npm/x/+esm'; get()</script>
<script type="importmap">{ "imports": { "y": "https://ga.invented-map.io/y.js" } }</script>`,
      'supabase/functions/pay/index.ts': `import Stripe from 'https://esm.sh/stripe@14.1.0?target=deno'
import { Resend } from 'npm:resend@2'
const stripe = new Stripe(Deno.env.get('STRIPE_KEY'))
await stripe.customers.create({ email: user.email })
const resend = new Resend(key)
await resend.emails.send({ to: user.email, subject: 'x' })
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-map.io', 'invented-modules.io', 'resend', 'stripe'])
  assert.ok(fields(done, 'stripe').includes('user.contact.email'))
})

test('a module is found from the base of tsconfig, by a package’s own imports, from src without being told', async () => {
  const client = (host: string): string => `export const send = (email) => fetch('https://api.${host}/v1', { method: 'POST', body: email })`
  const done = await scanFiles(
    {
      'web/tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }',
      'web/src/area/index.tsx': `import { send } from 'core/utils/based'\nimport { other } from '#lib/named'\nsend(user.email); other(user.email)`,
      'web/src/core/utils/based.ts': client('invented-based.io'),
      'web/package.json': '{ "name": "web", "imports": { "#lib/*": { "default": "./source/*.ts" } } }',
      'web/source/named.ts': client('invented-named.io'),
      'mobile/src/index.tsx': `import { send } from '@network/told'\nsend(user.email)`,
      'mobile/src/network/told.ts': client('invented-told.io'),
      'mobile/src/network/never.ts': client('invented-never.io'),
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-based.io', 'invented-named.io', 'invented-told.io'])
  assert.equal(why(done, 'invented-never.io'), 'only in files that no entry point reaches')
})

test('a folder for third parties in our own code is ours; an address with a machine’s path is called whatever its setting is named', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg(),
      'src/services/thirdParty/guides/index.ts': `export const load = () => { const script = document.createElement('script'); script.src = 'https://js.invented-guides.io/v1.js' }`,
      'composer.json': '{ "name": "shop/shop" }',
      'config/captcha.php': `<?php return ['domain' => env('CAPTCHA_DOMAIN', 'https://www.google.com/recaptcha/api/siteverify')];`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['invented-guides.io', 'recaptcha'])
})

test('pages of licences, parcels’ tracking pages, one picture and an id of noughts are no use; a geocoder chosen by the name of its class is', async () => {
  const done = await scanFiles(
    {
      'package.json': pkg('leaflet-geosearch'),
      'app/src/main/res/raw/licenses.html': '<link rel="stylesheet" href="https://css.invented-licence.io/a.css">',
      'src/main/kotlin/Carriers.kt':
        'enum class Carriers(val trackingUrl: String) { ONE("https://www.invented-parcel.io/track?number=%s") }',
      'src/seed-people.ts': `user.setAvatar('https://www.gravatar.com/avatar/00000000000000000000000000000000?d=monsterid')
export const face = { avatar: 'https://secure.gravatar.com/userimage/1/a.jpg' }`,
      'src/map.ts': `import { OpenStreetMapProvider } from 'leaflet-geosearch'
export const find = (street) => new OpenStreetMapProvider().search({ query: street })`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['openstreetmap'])
})
