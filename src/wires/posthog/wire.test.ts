// PostHog over the wire contract.
import { gunzipSync } from 'node:zlib'
import { captures, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { posthog } from './wire.ts'

wireContract({
  wire: posthog,
  requests: [...captures('posthog'), ...written('posthog')],
  // The captures show replay data as it stands in the JSON, still packed.
  asCapture: (message, golden) =>
    golden.request.path === '/s/' ? JSON.parse(gunzipSync(message.write().body).toString()) : message.doc.body,
})
