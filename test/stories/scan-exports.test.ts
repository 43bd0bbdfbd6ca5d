// What a scan is written as: CycloneDX against the official schemas, SARIF under GitHub's limits, the gate, SBOMs and DNS zones as input.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import addFormatsModule from 'ajv-formats'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import type { Policy, VendorPolicy } from '../../src/core/policy.ts'
import { cyclonedx } from '../../src/discover/code/answer/cyclonedx.ts'
import { undecided } from '../../src/discover/code/answer/gate.ts'
import { sarif } from '../../src/discover/code/answer/sarif.ts'
import { packageOf, sbomFindings } from '../../src/discover/code/declared/sbom.ts'
import { zoneFindings } from '../../src/discover/code/declared/zone.ts'
import type { ScanResult } from '../../src/discover/code/result.ts'
import { scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()
const schemas = join(dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema')
const json = async (name: string): Promise<object> => JSON.parse(await readFile(join(schemas, name), 'utf8'))

const done = await scanFiles(
  {
    'package.json': JSON.stringify({ name: 'shop', dependencies: { 'posthog-js': '1' } }),
    'src/index.ts': `import posthog from 'posthog-js'
const track = (name, traits) => posthog.capture(name, traits)
track('seen', { email: user.email, phone: user.phone })
fetch('https://api.invented-score.io/v1', { body: { ip: request.ip } })
posthog.init(process.env.POSTHOG_KEY)
`,
    'public/a.html': '<script src="https://js.invented-tag.io/v1.js"></script>',
  },
  catalog,
)

for (const version of ['1.6', '1.7'] as const) {
  test(`CycloneDX ${version} is valid and says what is handed over`, async () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
    ;(addFormatsModule as unknown as (ajv: Ajv) => void)(ajv)
    for (const format of ['iri-reference', 'idn-email']) ajv.addFormat(format, true)
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
      ajv.addSchema(await json(`${name}.SNAPSHOT.schema.json`), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
    const validate = ajv.compile(await json(`bom-${version}.SNAPSHOT.schema.json`))
    const bom = cyclonedx(done.result, version, '0.1.0', (id) => catalog.byId(id)?.hosts ?? []) as {
      services: { name: string; data?: { flow: string; classification: string }[] }[]
    }
    assert.ok(validate(bom), JSON.stringify(validate.errors))
    const posthog = bom.services.find((one) => one.name === 'PostHog')
    assert.ok(posthog?.data?.some((one) => one.flow === 'inbound' && one.classification === 'user.contact.email'))
    assert.ok(!validate({ ...bom, services: [{ name: 1 }] }))
  })
}

test('SARIF has a code flow from the value to the vendor’s call, and stays under 5,000 results', () => {
  const log = sarif(done.result, done.handed, new Set(['posthog']), '0.1.0') as SarifLog
  const flow = log.runs[0]!.results.find((one) => one.ruleId === 'vendor/posthog' && /email/.test(one.message.text))!
  assert.equal(flow.level, 'warning')
  const lines = flow.codeFlows![0]!.threadFlows[0]!.locations.map((one) => one.location.physicalLocation.region.startLine)
  assert.deepEqual(lines, [3, 2])
  assert.match(flow.partialFingerprints['cordon/v1'], /^[0-9a-f]{32}$/)
  const vendor = done.result.vendors[0]!
  const many: ScanResult = {
    ...done.result,
    vendors: [{ ...vendor, fields: Array.from({ length: 6000 }, (_, i) => ({ ...vendor.fields[0]!, line: i + 1 })) }],
  }
  assert.equal((sarif(many, [], new Set(), '0.1.0') as SarifLog).runs[0]!.results.length, 5000)
})

test('SARIF: places are addresses, fingerprints are unique, what is undecided is kept first', async () => {
  const odd = await scanFiles(
    {
      'package.json': JSON.stringify({ name: 'shop', dependencies: { 'posthog-js': '1' } }),
      'src/a b#ü?.ts':
        "import posthog from 'posthog-js'\nposthog.capture('a', { email: user.email })\nposthog.capture('b', { email: user.email })\n",
    },
    catalog,
  )
  const log = sarif(odd.result, odd.handed, new Set(['posthog user.contact.email']), '0.1.0') as SarifLog
  const { results } = log.runs[0]!
  const places = new Set(results.flatMap((one) => one.locations.map((two) => two.physicalLocation.artifactLocation.uri)))
  assert.deepEqual([...places], ['src/a%20b%23%C3%BC%3F.ts'])
  const prints = results.map((one) => one.partialFingerprints['cordon/v1'])
  assert.equal(new Set(prints).size, prints.length)
  assert.deepEqual(
    results.slice(0, 3).map((one) => one.level),
    ['warning', 'warning', 'note'],
  )
  for (const one of results) assert.match(one.message.text, /^user\.[\w.]+ \([^)]*\)(?: of the [\w ]+)? is handed to PostHog: /)
})

interface SarifLog {
  runs: {
    results: {
      ruleId: string
      level: string
      message: { text: string }
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
      partialFingerprints: { 'cordon/v1': string }
      codeFlows?: { threadFlows: { locations: { location: { physicalLocation: { region: { startLine: number } } } }[] }[] }[]
    }[]
  }[]
}

test('the gate names a vendor without a decision, one that ended, and a field nobody decided', () => {
  const vendor = (expires: number | null, fields: string[]): VendorPolicy => ({
    vendor: 'posthog',
    mode: 'enforce',
    decision: { owner: 'a', reason: 'b', expires },
    upstream: null,
    listen: null,
    secretEnv: null,
    answers: 'guard',
    fields: new Map(fields.map((one) => [one, { do: 'allow' }])),
    properties: new Map(),
  })
  const policy = (one: VendorPolicy | null): Policy => ({
    company: { name: 'shop', domains: [] },
    vendors: new Map(one ? [['posthog', one]] : []),
    queryKeys: new Set(),
    fields: new Map(),
  })
  const only: ScanResult = { ...done.result, vendors: done.result.vendors.filter((one) => one.id === 'posthog') }
  const said = (one: VendorPolicy | null): (string | null)[] => undecided(only, policy(one), 1000).map((item) => item.field)
  assert.deepEqual(said(null), [null])
  assert.deepEqual(said(vendor(999, ['user'])), [null])
  assert.deepEqual(said(vendor(1001, ['user'])), [])
  assert.ok(said(vendor(null, ['user.contact.phone_number'])).includes('user.contact.email'))
})

test('packages of an SBOM: those the company chose, not what they brought, nor what development needs', () => {
  assert.equal(packageOf('pkg:npm/%40sentry/node@8.0.0'), 'npm:@sentry/node')
  assert.equal(packageOf('pkg:maven/io.sentry/sentry@7'), 'maven:io.sentry:sentry')
  assert.equal(packageOf('pkg:npm/%E0%A4'), null)
  const said = (bom: object): string[] =>
    sbomFindings(JSON.stringify(bom, null, 1), 'bom.json', catalog).map((one) => `${one.vendor} ${one.strength} ${one.line}`)
  assert.deepEqual(
    said({
      bomFormat: 'CycloneDX',
      metadata: { component: { 'bom-ref': 'shop' } },
      components: [
        { 'bom-ref': 'a', purl: 'pkg:npm/mixpanel@0.18' },
        { 'bom-ref': 'b', purl: 'pkg:npm/%40sentry/node@8' },
        { 'bom-ref': 'c', purl: 'pkg:npm/posthog-node@5', properties: [{ name: 'cdx:npm:package:development', value: 'true' }] },
        { 'bom-ref': 'd', purl: 'pkg:npm/stripe@1', scope: 'excluded' },
      ],
      dependencies: [
        { ref: 'shop', dependsOn: ['a', 'c', 'd'] },
        { ref: 'a', dependsOn: ['b'] },
      ],
      services: [{ endpoints: ['https://api.stripe.com'], services: [{ name: 'x', provider: { url: ['https://api.segment.io'] } }] }],
    }),
    ['mixpanel medium 11', 'sentry weak 15', 'stripe strong 52', 'segment medium 59'],
  )
  // As npm writes SPDX 2.3.
  assert.deepEqual(
    said({
      spdxVersion: 'SPDX-2.3',
      documentDescribes: ['SPDXRef-shop'],
      packages: ['mixpanel', 'posthog-node', 'stripe'].map((name) => ({
        SPDXID: `SPDXRef-${name}`,
        externalRefs: [{ referenceType: 'purl', referenceLocator: `pkg:npm/${name}@1` }],
      })),
      relationships: [
        { spdxElementId: 'SPDXRef-mixpanel', relatedSpdxElement: 'SPDXRef-shop', relationshipType: 'DEPENDENCY_OF' },
        { spdxElementId: 'SPDXRef-posthog-node', relatedSpdxElement: 'SPDXRef-shop', relationshipType: 'DEV_DEPENDENCY_OF' },
        { spdxElementId: 'SPDXRef-stripe', relatedSpdxElement: 'SPDXRef-mixpanel', relationshipType: 'DEPENDENCY_OF' },
      ],
    }),
    ['mixpanel medium 12', 'stripe weak 30'],
  )
  assert.deepEqual(
    said({
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'SpdxDocument', spdxId: 'doc', rootElement: ['shop'] },
        { type: 'software_Package', spdxId: 'shop', name: 'shop' },
        { type: 'software_Package', spdxId: 'a', software_packageUrl: 'pkg:pypi/sentry-sdk@2' },
        {
          type: 'software_Package',
          spdxId: 'b',
          externalIdentifier: [{ externalIdentifierType: 'packageUrl', identifier: 'pkg:gem/stripe@1' }],
        },
        { type: 'software_Package', spdxId: 'c', software_packageUrl: 'pkg:npm/mixpanel@1' },
        { type: 'Relationship', relationshipType: 'dependsOn', from: 'shop', to: ['a', 'b'] },
        { type: 'LifecycleScopedRelationship', relationshipType: 'dependsOn', scope: 'development', from: 'shop', to: ['c'] },
      ],
    }),
    ['sentry medium 19', 'stripe medium 27'],
  )
  // No graph: every package counts.
  assert.deepEqual(said({ packages: [{ externalRefs: [{ referenceLocator: 'pkg:pypi/sentry-sdk@2' }] }] }), ['sentry medium 6'])
  assert.throws(() => sbomFindings('{', 'x', catalog), { code: 'input.invalid' })
  assert.throws(() => sbomFindings('{"a":1}', 'x', catalog), { code: 'input.invalid' })
  assert.throws(() => sbomFindings('null', 'x', catalog), { code: 'input.invalid' })
})

test('records of a zone: over several lines, with and without TTL, with names like types', () => {
  const zone = `$ORIGIN shop.example.
@ 3600 IN TXT ( "v=spf1 include:sendgrid.net " ; mail
   "include:_spf.google.com ~all" )
mx 300 IN CNAME shops.myshopify.com.
  IN MX 10 aspmx.l.google.com.
_dmarc TXT "v=DMARC1; p=none; rua=mailto:in@inbound.postmarkapp.com"
www IN A 203.0.113.7
; old IN CNAME x.sendgrid.net.
`
  const found = zoneFindings(zone, 'zone', catalog).map((one) => `${one.vendor} ${one.line} ${one.strength}`)
  assert.ok(found.includes('sendgrid 2 strong'), found.join())
  assert.ok(found.includes('shopify 4 strong'), found.join())
  assert.ok(found.includes('postmark 6 medium'), found.join())
  assert.ok(
    found.some((one) => /^google\S* 5 strong$/.test(one)),
    found.join(),
  )
  assert.ok(!found.some((one) => / [178] /.test(one)), found.join())
})
