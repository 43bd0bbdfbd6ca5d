// Further threads give the very units that the scan's own thread would make.
import assert from 'node:assert/strict'
import { test } from 'node:test'
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
