// Hostile trees: the walk ends, reads nothing outside, and says what it left out.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { langOf, roleOf } from '../../src/discover/code/kinds.ts'
import { loadGrammars } from '../../src/discover/code/lower/grammars.ts'
import { scan } from '../../src/discover/code/scan.ts'
import { machineMade, readText, walk } from '../../src/discover/code/tree/collect.ts'
import { ignored, ignoreRules } from '../../src/discover/code/tree/ignore.ts'
import { scanFiles } from './scan-tree.ts'

test('links, huge files, minified code, deep nesting, bytes that are no text, and a parser’s limits', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'cordon-scan-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const outside = await mkdtemp(join(tmpdir(), 'cordon-outside-'))
  t.after(() => rm(outside, { recursive: true, force: true }))
  await writeFile(join(outside, 'secret.ts'), `fetch('https://api.invented-outside.io/v1', { body: user.email })`)
  await symlink(outside, join(root, 'linked'))
  await symlink(join(outside, 'secret.ts'), join(root, 'linked.ts'))
  await symlink('.', join(root, 'loop'))
  await writeFile(join(root, 'huge.js'), '')
  await truncate(join(root, 'huge.js'), 1024 ** 3)
  await writeFile(join(root, 'app.min-like.js'), `x(${'"a",'.repeat(5000)}1)`)
  await writeFile(join(root, 'binary.py'), Buffer.from([0, 1, 2, 255]))
  await writeFile(join(root, 'invalid.rb'), Buffer.concat([Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from('\nputs 1\n')]))
  const nest = `${'['.repeat(20_000)}\n${']\n'.repeat(20_000)}`
  await writeFile(join(root, 'nested.js'), `fetch("https://api.invented-nested.io/v1");\nconst x = ${nest}`)
  await writeFile(join(root, 'nested.py'), `requests.get("https://api.invented-nested.io/v1")\nx = ${nest.slice(0, 30_000)}`)
  let folder = root
  for (let i = 0; i < 70; i++) folder = join(folder, 'd')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'x.ts'), '1')
  await writeFile(join(root, 'index.ts'), `fetch('https://api.invented-score.io/v1', { body: user.email })`)
  const tree = walk(root, [''])
  await loadGrammars(tree.files.map((one) => one.lang))
  const read = (path: string): string | { skipped: string } | null => {
    const text = readText(root, path)
    const why = text === null ? null : machineMade(text)
    return why ? { skipped: why } : text
  }
  const { result } = scan({
    root: '.',
    seen: tree.seen,
    files: tree.files,
    skipped: tree.skipped,
    read,
    catalog: await readCatalog(),
    domains: [],
    names: ['shop'],
  })
  const why = new Map(result.files.skipped.map((one) => [one.path, one.why]))
  for (const path of ['linked', 'linked.ts', 'loop']) assert.equal(why.get(path), 'a link is not followed')
  assert.match(why.get('huge.js') ?? '', /larger than/)
  assert.equal(why.get('app.min-like.js'), 'minified or generated')
  assert.equal(why.get('binary.py'), 'binary or unreadable')
  assert.equal(why.get('nested.js'), 'nested too deeply')
  assert.ok([...why.values()].some((one) => /deeper than/.test(one)))
  assert.ok(result.vendors.some((one) => one.id === 'invented-score.io'))
  assert.ok(!result.vendors.some((one) => one.id === 'invented-outside.io'))
  assert.equal(readText(root, 'linked.ts'), null)
})

test('.gitignore as git reads it', () => {
  const rules = ignoreRules('# c\n*.log\n/build\nout/\n!keep.log\ndocs/**/tmp\n[ab].txt\nbroken[\n', '')
  const is = (path: string, folder = false): boolean => ignored(rules, path, folder)
  assert.deepEqual(
    [
      is('a.log'),
      is('x/a.log'),
      is('keep.log'),
      is('build'),
      is('x/build'),
      is('out', true),
      is('out'),
      is('docs/a/b/tmp'),
      is('b.txt'),
      is('c.txt'),
    ],
    [true, true, false, true, false, true, false, true, true, false],
  )
  assert.ok(ignored(ignoreRules('/only-here', 'sub/'), 'sub/only-here', false))
})

test('language and part of a file from its path', () => {
  assert.deepEqual(
    ['src/a.tsx', 'app/b.blade.php', 'requirements/base.txt', '.env.example', 'a.d.ts', 'config.ru', 'go.mod', 'x.png'].map(langOf),
    ['js', 'markup', 'manifest', 'env', 'none', 'ruby', 'manifest', 'none'],
  )
  const parts = {
    'src/a.test.ts': 'test',
    'app/models/user.rb': 'run',
    'spec/models/user_spec.rb': 'test',
    'playwright_tests/pages/login.py': 'test',
    'app/url/test.ts': 'test',
    'app/ab_tests/plan.py': 'run',
    'src/x.stories.tsx': 'story',
    'examples/a.ts': 'example',
    'vendor/x/y.php': 'copy',
    '.github/workflows/ci.yml': 'build',
    'scripts/sync.py': 'build',
    'resources/scripts/app.js': 'run',
    'src/main/java/A.java': 'run',
  }
  for (const [path, part] of Object.entries(parts)) assert.equal(roleOf(path), part, path)
})

test('a chain whose receiver is made by itself is followed to an end', async () => {
  const loop =
    'export function a() { const q = b().x().y(q)\n  const r = q.z(r).w(q)\n  return r.v(q) }\nexport function b() { const s = a().x(s)\n  return s.y(a().z(s)) }\n'
  const python =
    'def a():\n    q = b().x(q).y(q)\n    r = q.z(r).w(q)\n    return r.v(q)\ndef b():\n    s = a().x(s)\n    return s.y(a().z(s))\n'
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop","dependencies":{"mixpanel":"1.0.0"}}',
      'src/server.ts': `import mixpanel from 'mixpanel'\n${loop}mixpanel.track('seen', a().b(b()))\n`,
      'shop/loop.py': `import posthog\n${python}posthog.capture(a().b(b()), "seen")\n`,
    },
    await readCatalog(),
  )
  assert.ok(done.result.vendors.some((one) => one.id === 'mixpanel'))
})
