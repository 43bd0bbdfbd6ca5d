// What manifests, lock files and native project files add: the version of what is used, never a vendor that another package brought.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { cyclonedx } from '../../src/discover/code/answer/cyclonedx.ts'
import { report } from '../../src/discover/code/answer/report.ts'
import { ids, scanFiles, vendor, why } from './scan-tree.ts'

const catalog = await readCatalog()

test('the locked version of a used package is evidence; what only a lock file holds is no vendor', async () => {
  const done = await scanFiles(
    {
      'package.json': JSON.stringify({ name: 'shop', dependencies: { 'posthog-js': '^1' } }),
      'pnpm-lock.yaml': `packages:

  '@sentry/core@8.1.0':
    resolution: {integrity: sha512-x}

  mixpanel@0.18.0:
    resolution: {integrity: sha512-x}

  posthog-js@1.2.3:
    resolution: {integrity: sha512-x}
`,
      'src/index.ts': `import posthog from 'posthog-js'\nposthog.capture('seen')`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['posthog'])
  assert.deepEqual(
    vendor(done, 'posthog').evidence.filter((one) => one.version),
    [{ path: 'pnpm-lock.yaml', line: 9, signal: 'manifest', package: 'npm:posthog-js', version: '1.2.3' }],
  )
  assert.equal(why(done, 'sentry'), undefined)
  assert.match(report(done.result, null, false), /package {2}posthog-js 1\.2\.3 {2}pnpm-lock\.yaml:9/)
  assert.match(JSON.stringify(cyclonedx(done.result, '1.7', '0', () => [])), /"cordon:package","value":"npm:posthog-js@1\.2\.3"/)
})

test('a gem that code uses and only the lock file names counts as declared', async () => {
  const files = {
    Gemfile: "gem 'rails'\n",
    'app/services/pay.rb':
      'class Pay\n  def call(user)\n    Plaid::ApiClient.new(access_token: user.token).create(email: user.email)\n  end\nend\n',
  }
  assert.deepEqual(ids(await scanFiles(files, catalog)), [])
  const done = await scanFiles({ ...files, 'Gemfile.lock': 'GEM\n  specs:\n    plaid (20.0.0)\n' }, catalog)
  assert.equal(vendor(done, 'plaid').evidence.find((one) => one.version)?.version, '20.0.0')
})

test('Android: keys and parts in the manifest, groups in a version catalogue', async () => {
  const done = await scanFiles(
    {
      'gradle/libs.versions.toml': '[libraries]\nbraze = { group = "com.braze", name = "android-sdk-ui", version.ref = "braze" }\n',
      'app/src/main/AndroidManifest.xml': `<manifest>
  <application>
    <!-- <meta-data android:name="com.mixpanel.android.x" android:value="y" /> -->
    <meta-data android:name="com.google.android.gms.version" android:value="1" />
    <meta-data
      android:name="io.sentry.dsn"
      android:value="https://a@o1.ingest.sentry.io/1" />
    <service android:name="com.braze.push.BrazeFirebaseMessagingService" />
    <activity android:name=".MainActivity" />
  </application>
</manifest>`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['braze', 'sentry'])
  assert.deepEqual(vendor(done, 'sentry').evidence, [{ path: 'app/src/main/AndroidManifest.xml', line: 6, signal: 'native' }])
  assert.deepEqual(vendor(done, 'sentry').surface, ['mobile'])
  assert.deepEqual(vendor(done, 'sentry').keys, [{ name: 'io.sentry.dsn', path: 'app/src/main/AndroidManifest.xml', line: 6 }])
  assert.ok(vendor(done, 'braze').evidence.some((one) => one.signal === 'manifest'))
})

test('Xcode: packages of a project file, with the version that Package.resolved holds', async () => {
  const done = await scanFiles(
    {
      'App.xcodeproj/project.pbxproj': `isa = XCRemoteSwiftPackageReference;\n\t\t\trepositoryURL = "https://github.com/PostHog/posthog-ios.git";\n`,
      'App.xcworkspace/xcshareddata/swiftpm/Package.resolved': `{ "pins" : [ { "location" : "https://github.com/PostHog/posthog-ios", "state" : { "version" : "3.1.0" } } ] }`,
    },
    catalog,
  )
  assert.deepEqual(ids(done), ['posthog'])
  assert.deepEqual(vendor(done, 'posthog').surface, ['mobile'])
  assert.equal(vendor(done, 'posthog').evidence.find((one) => one.version)?.version, '3.1.0')
})
