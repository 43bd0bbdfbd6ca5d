// SARIF against the schema of OASIS itself, as a package ships it.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import addFormatsModule from 'ajv-formats'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { sarif } from '../../src/discover/code/answer/sarif.ts'
import { scanFiles } from './scan-tree.ts'

const shipped = dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'))
// Draft 4, whose `id` today's validator knows as `$id`; one of its patterns is no Unicode pattern.
const { $schema: _, id: __, ...schema } = JSON.parse(await readFile(join(shipped, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, unicodeRegExp: false })
;(addFormatsModule as unknown as (ajv: Ajv) => void)(ajv)
const validate = ajv.compile(schema)

test('SARIF is valid by the schema of OASIS, with flows, odd paths and vendors without a field', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop","dependencies":{"posthog-js":"1"}}',
      'src/a b#ü.ts': `import posthog from 'posthog-js'
const track = (name, traits) => posthog.capture(name, traits)
track('seen', { email: user.email })
fetch('https://api.invented-score.io/v1')
`,
    },
    await readCatalog(),
  )
  const log = sarif(done.result, done.handed, new Set(['posthog']), '0.1.0') as {
    runs: { results: { level: string; codeFlows?: unknown }[] }[]
  }
  assert.ok(validate(log), JSON.stringify(validate.errors))
  assert.ok(log.runs[0]!.results.some((one) => one.codeFlows))
  log.runs[0]!.results[0]!.level = 'bad'
  assert.ok(!validate(log))
})
