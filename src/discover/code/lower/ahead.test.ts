// Further threads give the very units that the scan's own thread would, and the scan says the same with and without them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../../cli/catalog-files.ts'
import { begin, type Input } from '../scan.ts'
import { Ahead } from './ahead.ts'
import { loadGrammars } from './grammars.ts'
import { lower } from './index.ts'

const FILES = Array.from({ length: 90 }, (_, i) =>
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

test('threads give the units that are made here', () => {
  const ahead = new Ahead(2, () => ['python'])
  // The sixtieth starts the threads, and they begin with it.
  for (const one of [...FILES.slice(0, 59), deep, ...FILES.slice(59)]) ahead.ask(one)
  assert.deepEqual(ahead.take(deep.path), { path: deep.path, unit: null, deep: true, failed: false })
  let given = 0
  for (const { path, lang, text } of [...FILES].reverse()) {
    const told = ahead.take(path)
    if (!told) continue
    given++
    assert.equal(told.unit, JSON.stringify(lower(lang, path, text)))
  }
  assert.ok(given > 0, 'the threads gave nothing')
  assert.equal(ahead.take('src/never-asked.ts'), null)
  ahead.close()
})

test('a few files start no thread', () => {
  const ahead = new Ahead(2, () => [])
  for (const one of FILES.slice(0, 10)) ahead.ask(one)
  for (const one of FILES.slice(0, 10)) assert.equal(ahead.take(one.path), null)
})

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
