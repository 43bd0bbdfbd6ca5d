// A scan says the same whether files are parsed on further threads or not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { Ahead } from '../../src/discover/code/lower/ahead.ts'
import { loadGrammars } from '../../src/discover/code/lower/grammars.ts'
import { begin, type Input } from '../../src/discover/code/scan.ts'

const FILES = Array.from({ length: 360 }, (_, i) =>
  i % 3 === 0
    ? {
        path: `app/view_${i}.py`,
        lang: 'python' as const,
        text: `import sentry_sdk\n\ndef hello_${i}(user):\n    sentry_sdk.set_user({'email': user.email})\n`,
      }
    : {
        path: `src/pages/p${i}.ts`,
        lang: 'js' as const,
        text: `import Mixpanel from 'mixpanel'\nconst panel = Mixpanel.init('x')\npanel.people.set(user.id, { $email: user.email, n: ${i} })\n`,
      },
)
const deep = { path: 'src/deep.ts', lang: 'js' as const, text: `import 'mixpanel'\n${'['.repeat(5000)}` }
await loadGrammars(['python'])

test('a scan says the same with threads and without', async () => {
  const catalog = await readCatalog()
  const all = [...FILES, deep].sort((a, b) => (a.path < b.path ? -1 : 1))
  const texts = new Map(all.map((one) => [one.path, one.text]))
  const input: Input = {
    root: '.',
    seen: all.length,
    files: all.map(({ path, lang }) => ({ path, lang, role: 'run' as const })),
    skipped: [],
    read: (path) => texts.get(path) ?? null,
    catalog,
    domains: [],
    names: ['shop'],
  }
  const ahead = new Ahead(2, () => ['python'])
  const with_ = begin({ ...input, ahead }).finish()
  ahead.close()
  assert.deepEqual(with_, begin(input).finish())
  assert.deepEqual(
    with_.result.vendors.map((one) => one.id),
    ['mixpanel', 'sentry'],
  )
  assert.deepEqual(with_.result.files.skipped, [{ path: 'src/deep.ts', why: 'nested too deeply' }])
})
