import assert from 'node:assert/strict'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { LogEvents, LogName } from '../core/log.ts'
import type { Policy } from '../core/policy.ts'
import { readPolicy, watchPolicy } from './policy-file.ts'

const text = (name: string, more = '') => `version: 1\ncompany: { name: ${name}, domains: [] }\n${more}`

async function watched(first: string, work: (t: Watched) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-policy-'))
  const path = join(folder, 'cordon.yaml')
  await writeFile(path, first)
  const seen: Policy[] = []
  const logged: [LogName, LogEvents[LogName]][] = []
  const clock = { at: Date.UTC(2026, 0, 1) }
  const watch = await watchPolicy(path, {
    log: (name, facts) => logged.push([name, facts]),
    now: () => clock.at,
    changed: (policy) => seen.push(policy),
  })
  try {
    await work({ path, seen, logged, clock, look: watch.look, name: () => watch.current().company.name })
  } finally {
    watch.close()
    await rm(folder, { recursive: true })
  }
}
interface Watched {
  path: string
  seen: Policy[]
  logged: [LogName, LogEvents[LogName]][]
  clock: { at: number }
  look(): Promise<void>
  name(): string
}

test('a new text counts once it is seen twice; a wrong one leaves the last good policy in force', () =>
  watched(text('First'), async ({ path, seen, logged, look, name }) => {
    await writeFile(path, text('Second'))
    await look()
    await look()
    assert.equal(name(), 'Second')
    await writeFile(path, text('Third', 'vendros: {}\n'))
    await look()
    await look()
    await look()
    assert.equal(name(), 'Second')
    assert.deepEqual(logged.at(-1), ['policy.refused', { path, line: 3, column: 1, problem: 'unknown key vendros in the policy' }])
    const before = logged.length
    await look()
    assert.equal(logged.length, before, 'said once')
    await writeFile(`${path}.new`, text('Fourth'))
    await rename(`${path}.new`, path)
    await look()
    await look()
    assert.equal(name(), 'Fourth')
    assert.deepEqual(
      seen.map((p) => p.company.name),
      ['Second', 'Fourth'],
    )
  }))

test('a file that disappears leaves the last good policy in force, and is read again when it is back', () =>
  watched(text('First'), async ({ path, logged, look, name }) => {
    await rm(path)
    await look()
    await look()
    await look()
    assert.equal(logged.filter(([event]) => event === 'policy.refused').length, 1)
    assert.equal(name(), 'First')
    await writeFile(path, text('Back'))
    await look()
    await look()
    assert.equal(name(), 'Back')
  }))

test('when a decision ends, the policy is handed over again', () =>
  watched(text('F', 'vendors: { v: { decision: { owner: a, reason: b, expires: 2026-02-01 } } }\n'), async ({ seen, clock, look }) => {
    await look()
    assert.equal(seen.length, 0)
    clock.at = Date.UTC(2026, 1, 1)
    await look()
    await look()
    assert.equal(seen.length, 1)
  }))

test('it looks by itself within a second', () =>
  watched(text('First'), async ({ path, seen }) => {
    await writeFile(path, text('Second'))
    const start = performance.now()
    while (seen.length === 0 && performance.now() - start < 5_000) await new Promise((done) => setTimeout(done, 20))
    assert.equal(seen[0]?.company.name, 'Second')
  }))

test('no file at first: an error that says how to get one', async () => {
  await assert.rejects(readPolicy('/nonexistent/cordon.yaml'), { code: 'input.unreadable', hint: /policy init/ })
})
