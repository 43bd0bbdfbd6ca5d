// Each lock file's own form, as its tool writes it: name, version, line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { langOf } from '../kinds.ts'
import { isLockFile, lockedIn } from './lock-file.ts'

const CASES: readonly [path: string, text: string, found: string][] = [
  [
    'package-lock.json',
    `{ "lockfileVersion": 3, "packages": {
    "": { "name": "shop", "dependencies": { "posthog-js": "^1" } },
    "node_modules/@sentry/node": {
      "version": "8.1.0",
      "dependencies": {}
    },
    "node_modules/@sentry/node/node_modules/posthog-js": {
      "version": "0.1.0"
    },
    "node_modules/posthog-js": {
      "version": "1.2.3"
    } } }`,
    'npm:@sentry/node 8.1.0 3, npm:posthog-js 1.2.3 10',
  ],
  [
    'package-lock.json',
    `{\n  "lockfileVersion": 1,\n  "dependencies": {\n    "posthog-js": {\n      "version": "1.2.3",\n      "dependencies": {\n        "x": {\n          "version": "1.0.0"\n        }\n      }\n    }\n  }\n}`,
    'npm:posthog-js 1.2.3 4',
  ],
  [
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      posthog-js:
        specifier: ^1
        version: 1.2.3(react@18.0.0)
packages:

  '@sentry/node@8.1.0':
    resolution: {integrity: sha512-x}

  posthog-js@1.2.3:
    resolution: {integrity: sha512-x}
`,
    'npm:@sentry/node 8.1.0 10, npm:posthog-js 1.2.3 13',
  ],
  [
    'yarn.lock',
    `# yarn lockfile v1

"@sentry/node@^8.0.0", "@sentry/node@^8.1.0":
  version "8.1.0"
  resolved "https://packages.example/x"

posthog-js@^1:
  version "1.2.3"
`,
    'npm:@sentry/node 8.1.0 3, npm:posthog-js 1.2.3 7',
  ],
  ['yarn.lock', `"posthog-js@npm:^1":\n  version: 1.2.3\n  resolution: "posthog-js@npm:1.2.3"\n`, 'npm:posthog-js 1.2.3 1'],
  ['bun.lock', `{\n  "packages": {\n    "posthog-js": ["posthog-js@1.2.3", "", {}, "sha512-x"],\n  }\n}\n`, 'npm:posthog-js 1.2.3 3'],
  ['poetry.lock', `[[package]]\nname = "sentry-sdk"\nversion = "2.0.0"\ndescription = ""\n`, 'pypi:sentry-sdk 2.0.0 1'],
  ['uv.lock', `version = 1\n\n[[package]]\nname = "posthog"\nversion = "3.0.0"\nsource = {}\n`, 'pypi:posthog 3.0.0 3'],
  [
    'Pipfile.lock',
    `{
    "_meta": {
        "hash": {
            "sha256": "x"
        }
    },
    "default": {
        "sentry-sdk": {
            "hashes": [
                "sha256:x"
            ],
            "index": "pypi",
            "version": "==2.0.0"
        }
    }
}`,
    'pypi:sentry-sdk 2.0.0 8',
  ],
  [
    'Gemfile.lock',
    `GEM\n  specs:\n    sentry-ruby (5.0.0)\n      concurrent-ruby (~> 1.0)\n    stripe (10.1.0)\n`,
    'gem:sentry-ruby 5.0.0 3, gem:stripe 10.1.0 5',
  ],
  [
    'go.sum',
    `github.com/getsentry/sentry-go v0.28.0 h1:x=\ngithub.com/getsentry/sentry-go v0.28.0/go.mod h1:x=\n`,
    'go:github.com/getsentry/sentry-go v0.28.0 1',
  ],
  [
    'composer.lock',
    `{
    "packages": [
        {
            "name": "stripe/stripe-php",
            "version": "v13.0.0",
            "require": {}
        }
    ]
}`,
    'composer:stripe/stripe-php v13.0.0 4',
  ],
  [
    'gradle.lockfile',
    `# This is a Gradle generated file\nio.sentry:sentry:7.0.0=compileClasspath,runtimeClasspath\nempty=\n`,
    'maven:io.sentry:sentry 7.0.0 2',
  ],
  [
    'Podfile.lock',
    `PODS:\n  - Sentry (8.0.0):\n    - Sentry/Core (= 8.0.0)\n  - "Mixpanel-swift (4.0.0)"\n\nDEPENDENCIES:\n  - Sentry\n`,
    'pods:Sentry 8.0.0 2, pods:Mixpanel-swift 4.0.0 4',
  ],
  [
    'Package.resolved',
    `{ "pins": [
    {
      "identity" : "posthog-ios",
      "kind" : "remoteSourceControl",
      "location" : "https://github.com/PostHog/posthog-ios.git",
      "state" : {
        "revision" : "abc",
        "version" : "3.1.0"
      }
    } ], "version" : 2 }`,
    'swift:github.com/PostHog/posthog-ios 3.1.0 5',
  ],
  [
    'pubspec.lock',
    `packages:\n  sentry_flutter:\n    dependency: "direct main"\n    description:\n      name: sentry_flutter\n    source: hosted\n    version: "8.0.0"\n  x:\n    version: "1.0.0"\n`,
    'pub:sentry_flutter 8.0.0 2, pub:x 1.0.0 8',
  ],
]

for (const [path, text, found] of CASES) {
  test(`${path} (${text.length} characters)`, () => {
    assert.equal(langOf(path), 'manifest')
    assert.ok(isLockFile(`apps/web/${path}`))
    assert.equal(
      lockedIn(path, text, () => true)
        .map((one) => `${one.name} ${one.version} ${one.line}`)
        .join(', '),
      found,
    )
  })
}

test('only what is asked for, and nothing of other files', () => {
  assert.deepEqual(lockedIn('Gemfile.lock', '    stripe (10.1.0)\n    rails (7.0.0)\n', (name) => name === 'gem:stripe').length, 1)
  assert.deepEqual(
    lockedIn('package.json', '{}', () => true),
    [],
  )
})

test('a large or hostile lock file costs linear time', () => {
  const long = `${'    "a": {\n'.repeat(20_000)}${'"node_modules/'.repeat(20_000)}${'[[package]]\nname = "'.repeat(10_000)}${'  x:\n    y\n'.repeat(10_000)}`
  const began = performance.now()
  for (const [path] of CASES) lockedIn(path, long, () => true)
  assert.ok(performance.now() - began < 2_000)
})
