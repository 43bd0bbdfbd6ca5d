// Google Tag Manager's server container: the same collect addresses as Google Analytics, and the scripts, which are code of the vendor and come from the pinned copy.
// Facts: developers.google.com/tag-platform/tag-manager/server-side (clients of the server container).
import type { Wire } from '../../core/wire.ts'
import { endpoint } from '../endpoint.ts'
import { clientIdLike, collect, googleAnalytics, measurement } from '../google-analytics/wire.ts'
import { all, kind } from '../kinds.ts'

const scripts = endpoint({
  name: 'scripts',
  path: /^\/(?:gtm\.js|gtag\/js|gtag\/destination|ns\.html|_\/service_worker\/.+|static\/service_worker\/.+)$/,
  methods: ['GET'],
  handling: 'pinned',
  kinds: all('query.id query.l query.cx query.gtm query.tag_exp', kind.structure),
  quiet: () => ({ status: 200, headers: [['content-type', 'application/javascript']], body: new Uint8Array() }),
})

export const googleTagManager: Wire = {
  vendor: 'google-tag-manager',
  times: 'order',
  upstream: 'https://www.googletagmanager.com',
  headers: ['x-gtm-server-preview'],
  endpoints: [collect, measurement, scripts],
  sdk: googleAnalytics.sdk,
  shapeId: (type, original, hash) => (type === 'device' ? clientIdLike(original, hash) : null),
}
