// What reports are made of and is about no person stays under the standard policy: dropping it protects nobody and costs the company what it has the vendor for.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Wire, WireRequest } from '../../src/core/wire.ts'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { anthropic } from '../../src/wires/anthropic/wire.ts'
import { hubspot } from '../../src/wires/hubspot/wire.ts'
import { openai } from '../../src/wires/openai/wire.ts'
import { posthog } from '../../src/wires/posthog/wire.ts'
import { type Golden, written } from '../contracts/captures.ts'
import { standardYaml } from '../guard-in-test.ts'

/** The JSON that leaves of a request under the standard policy. */
function left(wire: Wire, request: WireRequest): Record<string, unknown> {
  const policy = parsePolicy(standardYaml(wire.vendor, 'https://vendor.example'), 'cordon.yaml')
  const lane = makeLane(wire, policy, { judge: judgeOf, modeOf }, new Pseudonyms(Buffer.alloc(32, 7), wire), 0, () => {})
  return JSON.parse(Buffer.from(pass(lane, request).outgoing?.body ?? '').toString()) as Record<string, unknown>
}

it('posthog: which variant of a flag the person of an event saw', () => {
  const { request } = written('posthog').find(({ request }) => Buffer.from(request.body).includes('$feature_flag_called')) as Golden
  const { distinct_id, properties } = left(posthog, request)
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

const posted = (path: string, body: unknown): WireRequest => ({
  method: 'POST',
  path,
  query: '',
  headers: [],
  body: Buffer.from(JSON.stringify(body)),
})
/** A tool that has to do with addresses, described by somebody who quotes one. */
const parameters = {
  type: 'object',
  properties: { email: { type: 'string', description: 'not ada.lovelace@example.com' }, city: {} },
  required: ['email'],
}
const cleaned = /^not \[email(?:-\w+)?\]$/

it('openai: the parameters of tools and the schema of the answer, whatever they are called; addresses in them do not', () => {
  const schema = { type: 'object', properties: { phone: { type: 'string' } } }
  const tool = { name: 'mail', description: 'writes to ada.lovelace@example.com', parameters }
  const chat = left(
    openai,
    posted('/v1/chat/completions', {
      model: 'm',
      messages: [],
      tools: [{ type: 'function', function: tool }],
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
    }),
  ) as { tools: { function: { description: string; parameters: typeof parameters } }[]; response_format: unknown }
  const told = chat.tools[0]?.function
  assert.match(told?.description ?? '', /^writes to \[email/)
  assert.match(told?.parameters.properties.email.description ?? '', cleaned)
  assert.deepEqual([Object.keys(told?.parameters.properties ?? {}), told?.parameters.required], [['email', 'city'], ['email']])
  assert.deepEqual(chat.response_format, { type: 'json_schema', json_schema: { name: 'n', schema } })
  const responses = left(openai, posted('/v1/responses', { model: 'm', tools: [{ type: 'function', ...tool }] })) as {
    tools: (typeof tool)[]
  }
  assert.match(responses.tools[0]?.parameters.properties.email.description ?? '', cleaned)
  assert.match(responses.tools[0]?.description ?? '', /\[email/)
})

it('anthropic: the same', () => {
  const tools = [{ name: 'mail', description: 'writes to ada.lovelace@example.com', input_schema: parameters }]
  const message = left(anthropic, posted('/v1/messages', { model: 'm', max_tokens: 1, messages: [], tools })) as { tools: typeof tools }
  assert.match(message.tools[0]?.description ?? '', /\[email/)
  assert.match(message.tools[0]?.input_schema.properties.email.description ?? '', cleaned)
  assert.deepEqual(message.tools[0]?.input_schema.required, ['email'])
})

it('hubspot: the vendor’s own ids, and no address where one is given in their place', () => {
  const inputs = [
    { id: '123', properties: {} },
    { id: 'ada.lovelace@example.com', idProperty: 'email', properties: {} },
  ]
  const body = left(hubspot, posted('/crm/v3/objects/contacts/batch/update', { inputs })) as { inputs: { id?: string }[] }
  assert.equal(body.inputs[0]?.id, '123')
  assert.ok(!JSON.stringify(body).includes('ada.lovelace'))
})
