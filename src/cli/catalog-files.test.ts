// The shipped cards are sound and name the vendors that the SDKs we ran really talk to; a company's own cards come first; the kept copy never lies.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { CordonError } from '../core/errors.ts'
import { cardFiles, checkFolder, ownCardsIn, readCatalog, SHIPPED } from './catalog-files.ts'

const own = `id: panelco
name: Panel Co
company: Panel Co Ltd
domain: panelco.example
role: product analytics
hosts: [api.panelco.example]
sources: [{ facts: [hosts], from: https://docs.panelco.example/ }]
`

test('all shipped cards are sound', async () => {
  const { cards, flaws } = await checkFolder(SHIPPED)
  assert.deepEqual(flaws, [])
  assert.ok(cards >= 400, `${cards} cards`)
})

test('at least 60 vendors have calls, and properties mapped to fields', async () => {
  const { cards } = await readCatalog()
  const full = cards.filter((card) => card.calls.length > 0 && Object.keys(card.properties).length > 0)
  assert.ok(full.length >= 60, `${full.length} vendors`)
  assert.ok(cards.every((card) => card.sources.length > 0))
})

test('the hosts to which SDKs were seen to speak belong to their vendors', async () => {
  const catalog = await readCatalog()
  const seen: Record<string, string> = {
    'api-js.mixpanel.com': 'mixpanel',
    'cdn.segment.com': 'segment',
    'api.segment.io': 'segment',
    'us.i.posthog.com': 'posthog',
    'us-assets.i.posthog.com': 'posthog',
    'api2.amplitude.com': 'amplitude',
    'sr-client-cfg.amplitude.com': 'amplitude',
    'o4501.ingest.us.sentry.io': 'sentry',
    'browser-intake-datadoghq.com': 'datadog',
    'app.launchdarkly.com': 'launchdarkly',
    'events.launchdarkly.com': 'launchdarkly',
    'api.rudderstack.com': 'rudderstack',
    'featureassets.org': 'statsig',
    'prodregistryv2.org': 'statsig',
    'sessions.bugsnag.com': 'bugsnag',
    'notify.bugsnag.com': 'bugsnag',
    'api.rollbar.com': 'rollbar',
    'api.openai.com': 'openai',
    'api.stripe.com': 'stripe',
    'api.hubapi.com': 'hubspot',
    'track.customer.io': 'customer-io',
  }
  for (const [host, vendor] of Object.entries(seen)) {
    assert.equal(catalog.hostMatch(host)?.card.id, vendor, host)
    assert.equal(catalog.hostMatch(host)?.by, 'host', host)
  }
  assert.equal(catalog.byPackage('npm:@sentry/cli')?.surface['npm:@sentry/cli'], 'build')
  assert.equal(catalog.byDns('cname', 'acme.data.adobedc.net')?.id, 'adobe-analytics')
  assert.equal(catalog.byHost('fonts.gstatic.com')?.id, 'google-fonts')
  assert.equal(catalog.byHost('www.google.com')?.id, 'google')
})

test('own cards stand before shipped ones, and an unsound one is refused with its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-catalog-'))
  try {
    const cards = join(folder, '.cordon', 'catalog')
    await mkdir(cards, { recursive: true })
    assert.deepEqual(await ownCardsIn(folder), [])
    await writeFile(join(cards, 'panelco.yaml'), own)
    await writeFile(join(cards, 'mixpanel.yaml'), own.replaceAll('panelco', 'mixpanel').replace('Panel Co Ltd', 'Ours'))
    await writeFile(join(folder, 'elsewhere.yaml'), own)
    await symlink(join(folder, 'elsewhere.yaml'), join(cards, 'link.yaml'))
    const paths = await ownCardsIn(folder)
    assert.deepEqual(paths, [join(cards, 'mixpanel.yaml'), join(cards, 'panelco.yaml')])
    const catalog = await readCatalog(paths)
    assert.equal(catalog.byHost('api.panelco.example')?.id, 'panelco')
    assert.equal(catalog.byId('mixpanel')?.company, 'Ours')
    assert.equal(catalog.byId('segment')?.id, 'segment')

    await writeFile(join(cards, 'panelco.yaml'), own.replace('role:', 'rule:'))
    await assert.rejects(
      readCatalog(paths),
      (error: unknown) => error instanceof CordonError && error.code === 'catalog.invalid' && error.place?.line === 5,
    )
    const { flaws } = await checkFolder(cards)
    assert.equal(flaws.length, 1)
    assert.equal(flaws[0]?.line, 5)
    await assert.rejects(
      readCatalog([join(cards, 'absent.yaml')]),
      (error: unknown) => error instanceof CordonError && error.code === 'input.unreadable',
    )
    await assert.rejects(
      checkFolder(join(folder, 'nothing')),
      (error: unknown) => error instanceof CordonError && error.code === 'input.unreadable',
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the command says flaws with exit code 1, and finds a vendor by host and package', async () => {
  const run = promisify(execFile)
  const main = new URL('./main.ts', import.meta.url).pathname
  const folder = await mkdtemp(join(tmpdir(), 'cordon-catalog-'))
  try {
    await writeFile(join(folder, 'other.yaml'), own)
    const failed = await run(process.execPath, [main, 'catalog', 'check', folder, '--json']).then(
      () => null,
      (error: { code: number; stdout: string }) => error,
    )
    assert.equal(failed?.code, 1)
    assert.match(JSON.parse(failed?.stdout ?? '{}').flaws[0].says, /file is called other/)
    const shown = await run(process.execPath, [main, 'catalog', 'show', 'api-js.mixpanel.com', '--json'])
    assert.equal(JSON.parse(shown.stdout).id, 'mixpanel')
    const listed = await run(process.execPath, [main, 'catalog', 'list', '--field', 'user.contact.email', '--json'])
    assert.ok(JSON.parse(listed.stdout).vendors.some((vendor: { id: string }) => vendor.id === 'mixpanel'))
    await assert.rejects(run(process.execPath, [main, 'catalog', 'show', 'nobody']), (error: { code?: number }) => error.code === 2)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('every file in the catalogue is a card', async () => {
  const files = await cardFiles(SHIPPED)
  assert.equal(new Set(files.map((file) => file.toLowerCase())).size, files.length)
})
