// PostHog over the wire contract.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { captures, type Golden, written } from '../../../test/contracts/captures.ts'
import { endpointOf, wireContract } from '../../../test/contracts/wire.ts'
import type { Json } from '../../core/words.ts'
import { posthog } from './wire.ts'

/** Group ids stand under a name of their own in the tree. */
function apart(decoded: Json): Json {
  const { batch, ...rest } = decoded as { batch?: { [key: string]: Json }[] }
  if (batch === undefined) return decoded
  const renamed = batch.map((event) => {
    const { distinct_id, ...others } = event
    return event.event === '$groupidentify' && String(distinct_id).startsWith('$')
      ? { ...others, $group_distinct_id: distinct_id as Json }
      : event
  })
  return { ...rest, batch: renamed }
}

wireContract({
  wire: posthog,
  requests: [...captures('posthog'), ...written('posthog')],
  // The captures show replay data as it stands in the JSON, still packed.
  ofCapture: apart,
  asCapture: (message, golden) =>
    golden.request.path === '/s/' ? JSON.parse(gunzipSync(message.write().body).toString()) : message.doc.body,
})

it('posthog: a server’s $groupidentify names a group and no person, and is written as it came', () => {
  const golden = captures('posthog-node.json').find(({ request }) => request.path === '/batch/') as Golden
  const message = endpointOf(posthog, golden).read(golden.request)
  const events = (message.doc.body as { batch: { [key: string]: unknown }[] }).batch
  const group = events.find((event) => event.event === '$groupidentify') as { [key: string]: unknown }
  assert.equal(group.distinct_id, undefined)
  assert.equal(group.$group_distinct_id, '$company_org_77')
  group.$group_distinct_id = 'g_other'
  const out = JSON.parse(gunzipSync(message.write().body).toString()) as { batch: { [key: string]: unknown }[] }
  assert.equal(out.batch.find((event) => event.event === '$groupidentify')?.distinct_id, 'g_other')
  assert.equal(group.$group_distinct_id, 'g_other', 'the tree stays')
})
