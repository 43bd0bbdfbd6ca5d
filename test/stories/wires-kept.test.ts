// What reports are made of and is about no person stays under the standard policy: dropping it protects nobody and costs the company what it has the vendor for.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { posthog } from '../../src/wires/posthog/wire.ts'
import { type Golden, written } from '../contracts/captures.ts'
import { standardYaml } from '../guard-in-test.ts'

it('posthog: which variant of a flag the person of an event saw', () => {
  const policy = parsePolicy(standardYaml('posthog', 'https://vendor.example'), 'cordon.yaml')
  const lane = makeLane(posthog, policy, { judge: judgeOf, modeOf }, new Pseudonyms(Buffer.alloc(32, 7), posthog), 0, () => {})
  const { request } = written('posthog').find(({ request }) => Buffer.from(request.body).includes('$feature_flag_called')) as Golden
  const { outgoing } = pass(lane, request)
  const { distinct_id, properties } = JSON.parse(Buffer.from(outgoing?.body ?? '').toString()) as Record<string, unknown>
  assert.match(String(distinct_id), /^u_[a-z2-7]{26}$/)
  assert.deepEqual(properties, {
    $feature_flag: 'new-flow',
    $feature_flag_response: 'variant-b',
    '$feature/new-flow': 'variant-b',
    '$feature/beta': true,
    $active_feature_flags: ['new-flow', 'beta'],
    $feature_flag_id: 7,
    locally_evaluated: false,
  })
})
