// Jitsu: Segment's event model at /api/s/{type} (browser) and /api/s/s2s/{type} (server), the write key in a header and masked in the body.
// Facts: @jitsu/js 1.11 as captured; docs.jitsu.com/sending-data/http.
import type { Wire } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, kind } from '../kinds.ts'
import { batchKinds, eventKinds } from '../segment/kinds.ts'
import { libraryOf } from '../segment/wire.ts'

const quiet = (): ReturnType<typeof jsonAnswer> => jsonAnswer({ ok: true })

const single = endpoint({
  name: 'event',
  path: /^\/api\/s\/(?:s2s\/)?(?:identify|track|page|screen|group|alias|event)\/?$/,
  kinds: { ...at('body', eventKinds), ...all('query.writeKey query.jitsu', kind.structure) },
  quiet,
})

const batch = endpoint({
  name: 'batch',
  path: /^(?:\/api\/s\/(?:s2s\/)?batch|\/v1\/batch)\/?$/,
  kinds: batchKinds,
  parcels: ['body.batch[]'],
  quiet,
})

export const jitsu: Wire = {
  vendor: 'jitsu',
  times: 'order',
  upstream: 'https://ingest.g.jitsu.com',
  headers: ['authorization', 'x-write-key'],
  endpoints: [single, batch],
  sdk: libraryOf,
}
