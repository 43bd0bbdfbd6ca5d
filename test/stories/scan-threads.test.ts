// A scan says the same whether files are parsed on further threads or not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { Ahead } from '../../src/discover/code/lower/ahead.ts'
import { loadGrammars } from '../../src/discover/code/lower/grammars.ts'
import { begin, type Input } from '../../src/discover/code/scan.ts'
import { deep, FILES } from '../many-files.ts'

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
