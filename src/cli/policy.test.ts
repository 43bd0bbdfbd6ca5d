import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cordon-policy-cli-'))
after(() => rmSync(folder, { recursive: true }))

function cordon(...args: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, [BIN, 'policy', ...args], { cwd: folder, encoding: 'utf8' })
  return { code: run.status, out: run.stdout, err: run.stderr }
}
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const HEAD = 'version: 1\ncompany: { name: Fernhill, domains: [fernhill.example] }\nvendors:\n'

test('init writes a sound policy once and never over another', () => {
  assert.equal(cordon('init', '--company', 'Fern "hill"', '--domain', 'fernhill.example').code, 0)
  const before = readFileSync(join(folder, 'cordon.yaml'), 'utf8')
  assert.equal(cordon('check').code, 0)
  const again = cordon('init')
  assert.equal(again.code, 2)
  assert.match(again.err, /usage\.wrong/)
  assert.equal(readFileSync(join(folder, 'cordon.yaml'), 'utf8'), before)
  assert.equal(cordon('init', 'other.yaml', '--domain', 'Not A Domain').code, 2)
})

test('check: exit 1 and a finding where something is to be decided', () => {
  write('open.yaml', `${HEAD}  mixpanel: {}\n  old: { decision: { owner: ada, reason: reports, expires: 2020-01-01 } }\n`)
  const run = cordon('check', 'open.yaml', '--json')
  assert.equal(run.code, 1)
  const answer = JSON.parse(run.out)
  assert.deepEqual(
    answer.findings
      .filter((f: { code: string }) => f.code.startsWith('decision'))
      .map((f: { vendor: string; code: string }) => [f.vendor, f.code]),
    [
      ['mixpanel', 'decision.missing'],
      ['old', 'decision.ended'],
    ],
  )
  assert.deepEqual(answer.vendors[1], { id: 'old', mode: 'enforce', holds: 'enforce', decided: false, owner: 'ada', expires: '2020-01-01' })
})

test('check: exit 2 with line, column and hint where the file is wrong', () => {
  write('wrong.yaml', `${HEAD}  mixpanel: { mod: cut }\n`)
  const run = cordon('check', 'wrong.yaml', '--json')
  assert.equal(run.code, 2)
  assert.match(run.err, /wrong\.yaml:4:15: unknown key mod .*policy\.invalid/)
  assert.deepEqual(JSON.parse(run.out).problem, {
    path: 'wrong.yaml',
    line: 4,
    column: 15,
    says: 'unknown key mod in vendors.mixpanel',
    hint: 'Did you mean mode?',
  })
  assert.match(cordon('check', 'missing.yaml').err, /input\.unreadable/)
})

test('explain: what happens to a property and why', () => {
  write(
    'p.yaml',
    `${HEAD}  mixpanel: { decision: { owner: ada, reason: reports }, fields: { user.contact: pseudonym }, properties: { plan: allow } }\n`,
  )
  const ask = (...args: string[]) => JSON.parse(cordon('explain', 'mixpanel', ...args, '--policy', 'p.yaml', '--json').out)
  const { field, action, rule, key } = ask('traits.email')
  assert.deepEqual([field, action, rule, key], ['user.contact.email', 'pseudonym', 'vendor-field', 'user.contact'])
  assert.equal(ask('properties.plan').rule, 'name')
  assert.equal(ask('colour').action, 'drop')
  assert.deepEqual([ask('distinct_id').field, ask('distinct_id').action], ['user.unique_id', 'pseudonym'])
  assert.equal(ask('token').rule, 'protocol')
  assert.equal(ask('x', '--field', 'user.device.user_agent').action, 'generalise: family')
  assert.ok(ask().fields.some((f: { field: string; action: string }) => f.field === 'user' && f.action === 'drop'))
  assert.match(
    cordon('explain', 'mixpanel', 'plan', '--policy', 'p.yaml').out,
    /action {2}allow\n {2}because the policy names properties of this name/,
  )
  assert.equal(cordon('explain', 'mixpanel', 'x', '--field', 'user.nonsense', '--policy', 'p.yaml').code, 2)
})
