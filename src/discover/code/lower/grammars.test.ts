// The compilers of WebAssembly are part of what a scan costs: one grammar's lexer would take 600 MB to optimize.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** Parses Kotlin until V8 has had every reason to optimize, and lists what it compiled. */
const PROGRAM = `
  const { loadGrammars, parserOf } = await import(${JSON.stringify(fileURLToPath(new URL('./grammars.ts', import.meta.url)))})
  await loadGrammars(['kotlin'])
  const text = 'fun of(person: Person): String = person.name.trim()\\n'.repeat(2000)
  for (let round = 0; round < 20; round++) parserOf('kotlin').parse(text).delete()
`

test("Kotlin's lexer stays as V8 first compiled it, and what all grammars share is optimized", () => {
  const run = spawnSync(process.execPath, ['--trace-wasm-compilation-times', '--wasm-sync-tier-up', '--input-type=module', '-e', PROGRAM], {
    encoding: 'utf8',
  })
  assert.equal(run.status, 0, run.stderr)
  const optimized = run.stdout.split('\n').filter((line) => line.includes('using TurboFan'))
  assert.ok(optimized.length > 0, 'nothing was optimized, so this test saw nothing')
  const sizes = optimized.map((line) => Number(/bodysize (\d+)/.exec(line)?.[1]))
  assert.ok(Math.max(...sizes) < 100_000, `a function of ${Math.max(...sizes)} bytes was optimized`)
})
