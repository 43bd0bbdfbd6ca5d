// Further threads give the very units that the scan's own thread would make.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deep, FILES } from '../../../../test/many-files.ts'
import { Ahead, type Told } from './ahead.ts'
import { loadGrammars } from './grammars.ts'
import { lower } from './index.ts'

await loadGrammars(['python'])

test('threads give the units that are made here', { timeout: 120_000 }, async () => {
  const ahead = new Ahead(2, () => ['python'])
  // The 240th starts the threads, and they begin with it.
  for (const one of [...FILES.slice(0, 239), deep, ...FILES.slice(239)]) ahead.ask(one)
  // Without an end of its own: a thread that never answers fails by the time limit of the test.
  while (ahead.ready() === 0) await new Promise((soon) => setTimeout(soon, 10))
  const given = new Map<string, Told>()
  for (const { path } of [...FILES, deep]) {
    const told = ahead.take(path)
    if (told) given.set(path, told)
  }
  ahead.close()
  assert.ok(given.size > 0, 'the threads gave nothing')
  for (const { path, lang, text } of FILES) {
    const told = given.get(path)
    if (told) assert.equal(told.unit, JSON.stringify(lower(lang, path, text)))
  }
  assert.deepEqual(given.get(deep.path) ?? null, given.has(deep.path) ? { path: deep.path, unit: null, deep: true, failed: false } : null)
  assert.equal(ahead.take('src/never-asked.ts'), null)
})

test('a few files start no thread', () => {
  const ahead = new Ahead(2, () => [])
  for (const one of FILES.slice(0, 10)) ahead.ask(one)
  for (const one of FILES.slice(0, 10)) assert.equal(ahead.take(one.path), null)
})
