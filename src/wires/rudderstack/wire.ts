// RudderStack: Segment's event model with an anonymous id in a header, gzip under a form's content type, and a source configuration that names further vendors.
// Facts: @rudderstack/analytics-js 3.34, @rudderstack/rudder-sdk-node 3.0 as captured; rudderstack.com/docs/api/http-api.
import type { Kind, Wire } from '../../core/wire.ts'
import { jsonAnswer, textAnswer } from '../answers.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'
import { batchKinds, eventKinds } from '../segment/kinds.ts'
import { libraryOf } from '../segment/wire.ts'

/** The Node SDK ends its process on any 4xx, so nothing but 200 may ever be answered. */
const quiet = (): ReturnType<typeof textAnswer> => textAnswer('OK')

const headers = { 'header.anonymousid': is.anonymous, 'header.sentat': is.iso } as const satisfies Record<string, Kind>
const layout = { headers: ['anonymousid', 'sentat'], base64: ['anonymousid'] }
const names = 'identify|track|page|screen|group|alias|merge'

const single = endpoint({
  name: 'event',
  path: new RegExp(`^/v1/(?:${names})/?$`),
  layout,
  kinds: { ...headers, ...at('body', eventKinds) },
  quiet,
})

const batch = endpoint({
  name: 'batch',
  path: /^(?:\/beacon)?\/v1\/(?:batch|import)\/?$/,
  layout,
  kinds: { ...headers, 'query.writeKey': kind.structure, ...batchKinds },
  parcels: ['body.batch[]'],
  quiet,
})

/** Events as query parameters, with the event model's names. */
const pixel = endpoint({
  name: 'pixel',
  path: new RegExp(`^/pixel/v1/(?:${names})/?$`),
  methods: ['GET'],
  kinds: at('query', eventKinds),
  quiet: () => ({ status: 200, headers: [['content-type', 'image/gif']], body: Buffer.from(PIXEL, 'base64') }),
})
const PIXEL = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

const query = all('query.p query.v query.build query.writeKey query.lockIntegrationsVersion query.lockPluginsVersion', kind.structure)
const source = (enabled: boolean): ReturnType<typeof jsonAnswer> =>
  jsonAnswer({
    source: {
      id: 'cordon',
      name: 'cordon',
      writeKey: '',
      enabled,
      workspaceId: 'cordon',
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      destinations: [],
      connections: [],
      dataplanes: {},
    },
    updatedAt: '1970-01-01T00:00:00.000Z',
  })

/**
 * Decides which further vendors the browser loads: pinned, with none. A source that is not enabled makes the SDK stop by itself, but it logs an error in the page as it
 * does (3.34), so a cut goes on answering as if all were well unless the policy says otherwise.
 */
const configuration = endpoint({
  name: 'source-config',
  path: /\/sourceConfig\/?$/,
  methods: ['GET'],
  handling: 'pinned',
  upstream: 'https://api.rudderstack.com',
  kinds: query,
  quiet: () => source(true),
  silence: () => source(false),
  silenceIsLogged: true,
})

export const rudderstack: Wire = {
  vendor: 'rudderstack',
  times: 'order',
  upstream: 'https://hosted.rudderlabs.com',
  headers: ['authorization', 'anonymousid', 'sentat'],
  endpoints: [single, batch, pixel, configuration],
  sdk: libraryOf,
}
