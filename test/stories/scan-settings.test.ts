// What settings files and framework set-up say about vendors: each tree is a few lines, and each rule has one that must not fire.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import type { Signal } from '../../src/discover/code/result.ts'
import { fields, ids, scanFiles, vendor, why } from './scan-tree.ts'

const catalog = await readCatalog()
type Done = Awaited<ReturnType<typeof scanFiles>>
const keys = (done: Done, id: string): string[] => vendor(done, id).keys.map((one) => one.name)
const signals = (done: Done, id: string): Signal[] => [...new Set(vendor(done, id).evidence.map((one) => one.signal))].sort()

test('Terraform: a resource that a vendor runs is use; a provider alone, or a role in a cloud, is not', async () => {
  const done = await scanFiles(
    {
      'infra/main.tf': `terraform {
  required_providers {
    datadog = { source = "DataDog/datadog" }
    newrelic = { source = "newrelic/newrelic" }
  }
}
provider "newrelic" { api_key = var.key }
resource "datadog_monitor" "slow" { name = "slow" }
resource "aws_ses_domain_identity" "mail" { domain = "shop.example" }
resource "google_project_iam_member" "x" { role = "roles/viewer" }
resource "github_repository" "shop" {}
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['aws', 'datadog'])
  assert.deepEqual(
    vendor(done, 'datadog').evidence.map((one) => [one.line, one.signal]),
    [
      [3, 'manifest'],
      [8, 'init_call'],
    ],
  )
  assert.equal(why(done, 'new-relic'), 'declared, but nothing imports it')
})

test('Spring: the mail host behind a default, a sign-in registration, a key, a DSN', async () => {
  const done = await scanFiles(
    {
      'pom.xml':
        '<project><dependency><groupId>io.micrometer</groupId><artifactId>micrometer-registry-datadog</artifactId></dependency></project>',
      'src/main/resources/application.yml': `spring:
  mail:
    host: \${SMTP_HOST:smtp.sendgrid.net}
    password: \${SENDGRID_API_KEY}
  security:
    oauth2:
      client:
        registration:
          okta:
            client-id: shop
management:
  datadog:
    metrics:
      export:
        api-key: \${METRICS_KEY}
sentry:
  dsn: https://abc@o1.ingest.sentry.io/1
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['datadog', 'okta', 'sendgrid', 'sentry'])
  assert.deepEqual(fields(done, 'sendgrid'), ['user.contact.email', 'user.content'])
  assert.deepEqual(keys(done, 'sendgrid'), ['SENDGRID_API_KEY'])
  assert.deepEqual(keys(done, 'datadog'), ['management.datadog.metrics.export.api-key'])
})

test('Spring: an address that @Value looks up, in a field and in a constructor', async () => {
  const java = (place: string): string => `import org.springframework.web.client.RestTemplate;
class Scorer {
  private final RestTemplate rest = new RestTemplate();
  ${place}
  void score(Customer customer) { rest.postForObject(url + "/people", new Body(customer.getEmail()), String.class); }
}
`
  for (const place of [
    `@Value("\${scorer.url}") private String url;`,
    `private final String url;\n  Scorer(@Value("\${scorer.url}") String url) { this.url = url; }`,
  ]) {
    const done = await scanFiles(
      {
        'src/main/resources/application.properties': 'scorer.url=https://api.invented-scorer.io/v1',
        'src/main/java/Scorer.java': java(place),
      },
      catalog,
    )
    assert.deepEqual(fields(done, 'invented-scorer.io'), ['user.contact.email'], place)
  }
})

test('Spring in Kotlin: @Value of a constructor and of a property', async () => {
  const kotlin = (head: string, body: string): string => `import org.springframework.web.client.RestTemplate
class Scorer(${head}private val rest: RestTemplate) {
  ${body}
  fun score(customer: Customer) { rest.postForObject(url + "/people", Body(customer.email), String::class.java) }
}
`
  for (const text of [
    kotlin(`@Value("\\\${scorer.url}") private val url: String, `, ''),
    kotlin('', `@Value("\\\${scorer.url:https://api.invented-other.io}")\n  lateinit var url: String`),
  ]) {
    const done = await scanFiles(
      { 'src/main/resources/application.yml': 'scorer:\n  url: https://api.invented-scorer.io/v1\n', 'src/main/kotlin/Scorer.kt': text },
      catalog,
    )
    assert.deepEqual(fields(done, 'invented-scorer.io'), ['user.contact.email'], text)
  }
})

test('node-config: get() and members, one step; keys by their environment names', async () => {
  for (const url of ["config.get('scorer.url')", 'config.scorer.url']) {
    const done = await scanFiles(
      {
        'package.json': JSON.stringify({ name: 'shop', dependencies: { config: '3' } }),
        'config/default.json': '{ "mail": { "host": "smtp.mailgun.org" }, "scorer": { "url": "https://api.invented-scorer.io/v1" } }',
        'config/custom-environment-variables.json': '{ "mail": { "password": "MAILGUN_API_KEY" } }',
        'src/index.js': `const config = require('config')
const axios = require('axios')
module.exports = (customer) => axios.post(${url}, { email: customer.email })
`,
      },
      catalog,
    )
    assert.deepEqual(ids(done), ['invented-scorer.io', 'mailgun'], url)
    assert.deepEqual(fields(done, 'invented-scorer.io'), ['user.contact.email'])
    assert.deepEqual(keys(done, 'mailgun'), ['MAILGUN_API_KEY'])
  }
})

test('Rails and Django: where mail goes, keys from sealed credentials, a library set up by assignment', async () => {
  const done = await scanFiles(
    {
      Gemfile: "gem 'stripe'\n",
      'config/environments/production.rb': `Rails.application.configure do
  config.action_mailer.smtp_settings = { address: 'smtp.postmarkapp.com', user_name: ENV['POSTMARK_TOKEN'] }
end
`,
      'config/initializers/stripe.rb': 'Stripe.api_key = Rails.application.credentials.dig(:stripe, :secret_key)\n',
      'shop/settings.py': `EMAIL_HOST = os.environ.get('EMAIL_HOST', 'smtp.mailgun.org')\n`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['mailgun', 'postmark', 'stripe'])
  assert.deepEqual(keys(done, 'stripe'), ['credentials.stripe.secret_key'])
  assert.ok(signals(done, 'stripe').includes('init_call'))
  assert.deepEqual(fields(done, 'mailgun'), ['user.contact.email', 'user.content'])
})

test('Rails: an address in config.x that code reads elsewhere', async () => {
  for (const where of ['Rails.configuration', 'Rails.application.config']) {
    const done = await scanFiles(
      {
        'config/application.rb':
          "module Shop\n  class Application < Rails::Application\n    config.x.scorer.url = 'https://api.invented-scorer.io/v1'\n  end\nend\n",
        'app/services/scorer.rb': `class Scorer\n  def call(user)\n    HTTParty.post(${where}.x.scorer.url, body: { email: user.email })\n  end\nend\n`,
      },
      catalog,
    )
    assert.deepEqual(fields(done, 'invented-scorer.io'), ['user.contact.email'], where)
  }
})

test('a list of mail servers to choose from is no choice', async () => {
  const done = await scanFiles(
    {
      'src/presets.py': ['smtp.mailgun.org', 'smtp.sendgrid.net', 'smtp.postmarkapp.com']
        .map((host, i) => `HOST_${i} = 'x'\nPRESET_${i} = {'host': '${host}'}`)
        .join('\n'),
    },
    catalog,
  )
  assert.deepEqual(ids(done), [])
})

test('compose and Dockerfile: a DSN, an agent that holds the vendor’s key, several ENV in a line', async () => {
  const done = await scanFiles(
    {
      'docker-compose.yml': `services:
  web:
    image: shop/web
    environment:
      - SENTRY_DSN=https://a@o1.ingest.sentry.io/1
      - MIXPANEL_TOKEN
  agent:
    image: datadog/agent:7
    environment: { DD_API_KEY: x }
  other:
    image: newrelic/infrastructure
`,
      Dockerfile: 'FROM node:24\nENV A=b SMTP_HOST=smtp.sendgrid.net\n',
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['datadog', 'sendgrid', 'sentry'])
  assert.deepEqual(keys(done, 'datadog'), ['DD_API_KEY'])
  assert.equal(why(done, 'mixpanel'), 'only a setting names it')
})

test('a policy supports, and makes browsers report', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop"}',
      'next.config.mjs': `const csp = "script-src 'self' https://js.stripe.com; report-uri https://o1.ingest.sentry.io/api/1/security/"
export default { headers: () => [{ source: '/', headers: [{ key: 'Content-Security-Policy', value: csp }] }] }
`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['sentry'])
  assert.ok(fields(done, 'sentry').includes('user.behavior.page_url'))
  assert.equal(why(done, 'stripe'), 'only a content security policy names it')
})

const COOKIE = 'user.authorization.credentials'
const IP = 'user.device.ip_address'
const AGENT = 'user.device.user_agent'

test('reverse proxies and rewrites, each with the headers that it copies', async () => {
  const cases: [path: string, text: string, passes: string[]][] = [
    [
      'nginx/default.conf',
      'server {\n  location /t/ {\n    proxy_set_header X-Real-IP $remote_addr;\n    proxy_set_header Cookie "";\n    proxy_pass https://api.invented-track.io/;\n  }\n}\n',
      [IP, AGENT],
    ],
    [
      'nginx.conf',
      'upstream t { server api.invented-track.io:443; }\nserver { location /t { set $up https://t; proxy_pass $up; } }\n',
      [COOKIE, AGENT],
    ],
    [
      'Caddyfile',
      'shop.example {\n  reverse_proxy /t/* https://api.invented-track.io {\n    header_up -Cookie\n  }\n  reverse_proxy web:3000\n}\n',
      [IP, AGENT],
    ],
    ['vercel.json', '{ "rewrites": [{ "source": "/t/:p*", "destination": "https://api.invented-track.io/:p*" }] }', [COOKIE, IP, AGENT]],
    ['public/_redirects', '/t/* https://api.invented-track.io/:splat 200\n/old https://www.invented-blog.io/ 301\n', [COOKIE, IP, AGENT]],
    [
      'netlify.toml',
      '[[redirects]]\nfrom = "/t/*"\nto = "https://api.invented-track.io/:splat"\nstatus = 200\n[[redirects]]\nfrom = "/old"\nto = "https://www.invented-blog.io"\nstatus = 301\n',
      [COOKIE, IP, AGENT],
    ],
    ['src/server.js', "app.use('/t', createProxyMiddleware({ target: 'https://api.invented-track.io' }))\n", [COOKIE, AGENT]],
    ['src/server.js', "fastify.register(proxy, { upstream: 'https://api.invented-track.io', prefix: '/t' })\n", [COOKIE, AGENT]],
    ['apache/site.conf', 'ProxyPass "/t/" "https://api.invented-track.io/"\nRequestHeader unset Cookie\n', [IP, AGENT]],
    ['public/.htaccess', 'RewriteRule ^t/(.*)$ https://api.invented-track.io/$1 [P,L]\n', [COOKIE, IP, AGENT]],
    [
      'traefik.yml',
      'http:\n  services:\n    t:\n      loadBalancer:\n        servers:\n          - url: "https://api.invented-track.io"\n',
      [COOKIE, IP, AGENT],
    ],
    ['k8s/t.yaml', 'kind: Service\nspec:\n  type: ExternalName\n  externalName: api.invented-track.io\n', [COOKIE, AGENT]],
    ['nuxt.config.ts', "export default { routeRules: { '/t/**': { proxy: 'https://api.invented-track.io/**' } } }\n", [COOKIE, IP, AGENT]],
    [
      'src/middleware.ts',
      "export const middleware = () => NextResponse.rewrite(new URL('/e', 'https://api.invented-track.io'))\n",
      [COOKIE, IP, AGENT],
    ],
    [
      'src/app/t/route.ts',
      "export async function POST(request) {\n  const headers = new Headers(request.headers)\n  headers.delete('cookie')\n  return fetch('https://api.invented-track.io/e', { method: 'POST', headers })\n}\n",
      [IP, AGENT],
    ],
    [
      'src/worker.js',
      "const HOST = 'https://api.invented-track.io'\nexport default { fetch(request) { const copy = new Request(request); return fetch(HOST + '/e', copy) } }\n",
      [COOKIE, IP, AGENT],
    ],
    [
      'src/server.js',
      "app.post('/t', (req) => axios.post('https://api.invented-track.io/e', {}, { headers: { ...req.headers, host: 'x' } }))\n",
      [COOKIE, IP, AGENT],
    ],
    [
      'app.py',
      "@app.route('/t')\ndef t():\n    return requests.post('https://api.invented-track.io/e', headers=request.headers)\n",
      [COOKIE, IP, AGENT],
    ],
    [
      'cmd/main.go',
      'package main\nfunc main() {\n  u, _ := url.Parse("https://api.invented-track.io")\n  http.Handle("/t", httputil.NewSingleHostReverseProxy(u))\n}\n',
      [COOKIE, IP, AGENT],
    ],
  ]
  for (const [path, text, passes] of cases) {
    const done = await scanFiles({ 'package.json': '{"name":"shop"}', [path]: text }, catalog)
    assert.deepEqual(ids(done), ['invented-track.io'], `${path}\n${text}`)
    assert.deepEqual(fields(done, 'invented-track.io'), [...passes].sort(), `${path}\n${text}`)
    assert.deepEqual(vendor(done, 'invented-track.io').surface.includes('browser'), true, path)
    assert.ok(signals(done, 'invented-track.io').includes('proxy'), path)
  }
})

test('a middleware that gives a copy of the visitor’s address another host', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop"}',
      'src/middleware.ts': `export function middleware(request) {
  const url = request.nextUrl.clone()
  url.hostname = url.pathname.startsWith('/t/static') ? 'us-assets.i.posthog.com' : 'us.i.posthog.com'
  return NextResponse.rewrite(url, { headers: request.headers })
}
`,
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'posthog'), [COOKIE, IP, AGENT].sort())
})

test('a request that sets its own headers forwards nothing of the visitor’s', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop"}',
      'src/app/t/route.ts':
        "export async function POST(request) {\n  const headers = { 'x-key': request.headers.get('x-key') }\n  return fetch('https://api.invented-track.io/e', { headers })\n}\n",
    },
    catalog,
  )
  assert.ok(!signals(done, 'invented-track.io').includes('proxy'))
  assert.deepEqual(fields(done, 'invented-track.io'), [])
})

test('a request that the program makes itself, or is asked for in a word of its own, is no visitor’s', async () => {
  const service = (body: string) => ({
    'src/main/java/shop/Translator.java': `package shop;
class Translator {
  private final RestTemplate rest;
${body}
}
`,
  })
  const forwards = async (body: string) => signals(await scanFiles(service(body), catalog), 'invented-words.io').includes('proxy')
  const send = 'rest.postForObject("https://api.invented-words.io/v1", request, String.class);'
  assert.equal(await forwards(`  void own(HttpHeaders headers) { var request = new HttpEntity<>(text, headers); ${send} }`), false)
  assert.equal(await forwards(`  void own(TranslateRequest request) { ${send} }`), false)
  assert.equal(await forwards(`  void whole(HttpServletRequest request) { ${send} }`), true)
})

test('an Apple property list is read like other settings', async () => {
  const done = await scanFiles(
    { 'ios/App/Info.plist': '<plist><dict>\n<key>SentryDSN</key>\n<string>https://a@o1.ingest.sentry.io/1</string>\n</dict></plist>' },
    catalog,
  )
  assert.deepEqual(
    vendor(done, 'sentry').evidence.map((one) => one.line),
    [2],
  )
})

test('the company’s own back end behind a proxy is nobody else', async () => {
  const done = await scanFiles(
    { 'nginx.conf': 'server { location / { proxy_pass https://api.shop.example; } location /x { proxy_pass http://backend:3000; } }' },
    catalog,
  )
  assert.deepEqual(ids(done), [])
})

test('Laravel: those who sign people in, by keys in the settings of its library; storage and mail by the driver that is declared', async () => {
  const services = `<?php
return [
  'github' => ['client_id' => env('GITHUB_APP_ID'), 'client_secret' => env('GITHUB_APP_SECRET'), 'redirect' => '/x'],
  'azure' => ['client_id' => env('AZURE_APP_ID'), 'client_secret' => env('AZURE_APP_SECRET'), 'redirect' => '/x'],
  'gitlab' => ['client_id' => env('GITLAB_APP_ID'), 'client_secret' => env('GITLAB_APP_SECRET'), 'redirect' => '/x'],
  'postmark' => ['token' => env('POSTMARK_TOKEN')],
];
`
  const mail = `<?php return ['host' => env('MAIL_HOST', 'smtp.mailgun.org')];`
  const composer = (...names: string[]): string =>
    JSON.stringify({ name: 'shop/shop', require: Object.fromEntries(names.map((one) => [one, '*'])) })
  const done = await scanFiles(
    {
      'composer.json': composer(
        'laravel/socialite',
        'socialiteproviders/microsoft-azure',
        'league/flysystem-aws-s3-v3',
        'symfony/brevo-mailer',
      ),
      'app/Config/services.php': services,
      'app/Config/mail.php': mail,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['aws', 'brevo', 'github', 'gitlab', 'microsoft'])
  assert.deepEqual(ids(await scanFiles({ 'composer.json': composer(), 'app/Config/services.php': services }, catalog)), [])
})

test('sign-in by a section of the settings that holds the application’s id; an empty one is off', async () => {
  const done = await scanFiles(
    {
      'config/auth.toml':
        '[auth.external.discord]\nenabled = true\nclient_id = "abc"\n[auth.external.twitch]\nenabled = false\nclient_id = ""\n',
      'config/packages/knpu.yaml':
        'knpu_oauth2_client:\n  clients:\n    github:\n      type: github\n      client_id: "%env(GITHUB_ID)%"\n',
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['discord', 'github'])
})
