// Code of others in build pipelines: which keys it is handed, and whether it can be swapped under its version. It makes no vendor of the product.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { report } from '../../src/discover/code/answer/report.ts'
import { ids, scanFiles, vendor, why } from './scan-tree.ts'

const catalog = await readCatalog()
const HASH = '0123456789abcdef0123456789abcdef01234567'

test('GitHub: keys by with, env, a job’s env, inheritance; pinned by hash or not', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop","dependencies":{"@sentry/node":"8"}}',
      'src/index.ts': "import * as Sentry from '@sentry/node'\nSentry.init({})\n",
      '.github/workflows/ci.yml': `on: push
env:
  WIDE: \${{ secrets.WIDE_KEY }}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { token: "\${{ secrets.OWN }}" }
      - name: coverage
        uses: codecov/codecov-action@v4
        with:
          token: \${{ secrets.CODECOV_TOKEN }} # never in clear
          fail: true
      - uses: ./.github/actions/own
      - uses: getsentry/action-release@${HASH}
        env:
          SENTRY_AUTH_TOKEN: \${{ secrets['SENTRY_AUTH_TOKEN'] }}
      - run: |
          uses: not/a-step@v1
          echo "\${{ secrets.OTHER }}"
      - uses: acme/notify@main
        with: { url: "\${{ github.token }}", flags: x }
  reuse:
    uses: acme/flows/.github/workflows/deploy.yml@v2
    secrets: inherit
`,
    },
    catalog,
  )
  assert.deepEqual(
    done.build.map((one) => [one.action, one.version, one.pinned, one.keys.map((key) => `${key.name}:${key.line}`), one.evidence[0]?.line]),
    [
      ['acme/flows', 'v2', false, ['*:26'], 25],
      ['acme/notify', 'main', false, ['GITHUB_TOKEN:23', 'WIDE_KEY:22'], 22],
      ['codecov/codecov-action', 'v4', false, ['CODECOV_TOKEN:13', 'WIDE_KEY:11'], 11],
      ['getsentry/action-release', HASH, true, ['SENTRY_AUTH_TOKEN:18', 'WIDE_KEY:16'], 16],
    ],
  )
  assert.deepEqual(ids(done), ['sentry'])
  assert.ok(vendor(done, 'sentry').keys.some((one) => one.name === 'SENTRY_AUTH_TOKEN' && one.path === '.github/workflows/ci.yml'))
  assert.equal(why(done, 'codecov'), 'only used while building or deploying')
  assert.deepEqual(
    done.leftOut.find((one) => one.id === 'codecov')?.keys?.map((one) => one.name),
    ['CODECOV_TOKEN', 'WIDE_KEY'],
  )
  const text = report(done.result, null, false, done.build)
  assert.match(text, /codecov\/codecov-action@v4 {2}not pinned by hash {2}CODECOV_TOKEN, WIDE_KEY {2}\.github\/workflows\/ci\.yml:11/)
  assert.match(text, /acme\/flows@v2 {2}not pinned by hash {2}all secrets/)
  assert.doesNotMatch(text, /getsentry.*not pinned/)
})

test('CircleCI orbs, GitLab includes, Bitbucket pipes', async () => {
  const done = await scanFiles(
    {
      '.circleci/config.yml': `version: 2.1
orbs:
  codecov: codecov/codecov@4.0.1
  moving: acme/upload@2
  node: circleci/node@5
jobs:
  build:
    steps:
      - checkout
      - codecov/upload:
          token: CODECOV_TOKEN
      - moving/send:
          key: \${ACME_API_KEY}
`,
      '.gitlab-ci.yml': `include:
  - local: ci/own.yml
  - remote: 'https://ci.acme-flows.io/scan.yml'
  - component: gitlab.com/acme/scan@${HASH}
    inputs:
      token: $SCAN_TOKEN
build:
  script: [make]
`,
      'bitbucket-pipelines.yml': `pipelines:
  default:
    - step:
        script:
          - pipe: acme/upload:1.0
            variables:
              API_KEY: $ACME_API_KEY
`,
    },
    catalog,
  )
  assert.deepEqual(
    done.build.map((one) => [one.action, one.version, one.pinned, one.keys.map((key) => key.name)]),
    [
      ['gitlab.com/acme/scan', HASH, true, ['SCAN_TOKEN']],
      ['https://ci.acme-flows.io/scan.yml', '', false, []],
      ['orb:acme/upload', '2', false, ['ACME_API_KEY']],
      ['orb:codecov/codecov', '4.0.1', true, ['CODECOV_TOKEN']],
      ['pipe:acme/upload', '1.0', false, ['ACME_API_KEY']],
    ],
  )
  assert.deepEqual(ids(done), [])
})

test('an example’s workflow is not the company’s', async () => {
  const done = await scanFiles(
    {
      'examples/a/.github/workflows/ci.yml': `jobs:\n  a:\n    steps:\n      - uses: acme/x@v1\n        with: { t: "\${{ secrets.A }}" }\n`,
    },
    catalog,
  )
  assert.deepEqual(done.build, [])
})
