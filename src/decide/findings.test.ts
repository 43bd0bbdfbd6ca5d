import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeOf, nextChange } from './action.ts'
import { findingsOf } from './findings.ts'
import { parsePolicy } from './policy.ts'

const NOW = Date.UTC(2026, 5, 1)
const policy = parsePolicy(
  `version: 1
company: { name: Fernhill, domains: [] }
vendors:
  mixpanal: { decision: { owner: ada, reason: r } }
  soon: { decision: { owner: ada, reason: r, expires: 2026-06-20 }, fields: { user.name: allow } }
  late: { decision: { owner: ada, reason: r, expires: 2026-01-01 } }
  cut: { mode: cut }
  none: {}
`,
  'cordon.yaml',
)

test('what is worth attention, in the order of the file', () => {
  const found = findingsOf(policy, ['mixpanel', 'soon', 'late', 'cut', 'none'], NOW)
  assert.deepEqual(
    found.map((f) => [f.vendor, f.code]),
    [
      ['mixpanal', 'vendor.unknown'],
      ['soon', 'decision.ends-soon'],
      ['late', 'decision.ended'],
      ['none', 'decision.missing'],
    ],
  )
  assert.match(found[0]?.says ?? '', /Did you mean mixpanel/)
  assert.equal(findingsOf(policy, null, NOW).length, 3)
})

test('the policy says when it next changes by itself, and says another thing from then on', () => {
  const end = Date.UTC(2026, 5, 20)
  assert.equal(nextChange(policy, NOW), end)
  assert.equal(nextChange(policy, end), null)
  assert.deepEqual(judgeOf(policy, end - 1)('soon', 'x', 'user.name'), { do: 'allow' })
  assert.deepEqual(judgeOf(policy, end)('soon', 'x', 'user.name'), { do: 'drop' })
})
