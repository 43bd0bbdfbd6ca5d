// Google Analytics 4: /g/collect (query, with further events as lines of the body that share it) and the Measurement Protocol (/mp/collect).
// Facts: developers.google.com/analytics/devguides/collection/protocol/ga4; parameter names of /g/collect as recorded by public documentation, not captured by us.
import type { Endpoint, Kind, Wire } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { emptyAnswer } from '../answers.ts'
import { type Body, textOf } from '../codec/body.ts'
import { readPairs } from '../codec/form.ts'
import { isObject } from '../codec/json.ts'
import type { Fields } from '../codec/query.ts'
import { day, endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'

/** One event a line, each a query string; the parameters of the address hold for all of them. */
export function readLines(plain: Uint8Array): Body {
  const text = textOf(plain)
  const rows = text.split(/\r?\n/).filter((row) => row !== '')
  const pairs = rows.map(readPairs)
  const writers = new WeakMap<object, (now: Fields) => string>(pairs.map(({ fields, write }) => [fields, write]))
  const end = /(\r?\n)$/.exec(text)?.[1] ?? ''
  return {
    value: pairs.map(({ fields }) => fields),
    form: {},
    lines: true,
    write(now) {
      const lines = (Array.isArray(now) ? now : []).map((one: Json) => (isObject(one) ? (writers.get(one)?.(one) ?? '') : ''))
      return Buffer.from(lines.join(text.includes('\r\n') ? '\r\n' : '\n') + end, 'utf8')
    },
  }
}

/** Parameters of /g/collect. Event parameters (`ep.`, `epn.`) and user properties (`up.`, `upn.`) are judged by their names. */
const parameters: Record<string, Kind> = {
  ...all(
    'v tid gtm _p _s _ee _z _eu _et _fv _ss _nsi _dbg seg sct frm are ngs npa pscdl tag_exp tfd tcfd gcs gcd dma dma_cps gdid ec_mode _tu rcb ur',
    kind.structure,
  ),
  ...all('en', kind.event),
  cid: is.device,
  uid: is.person,
  sid: is.s,
  _gid: is.device,
  ecid: is.device,
  'ep.user_id': is.person,
  ...all('dl dp', is.url),
  dr: is.referrer,
  dt: is.title,
  ul: is.language,
  ...all('sr vp', is.screen),
  ...all('uaa uamb uap uaw sd de', kind.plain),
  ...all('uab uafvl uam uapv', is.deviceFacts),
  ua: is.agent,
  ...all('_uip uip', is.ip),
  ...all('em', is.email),
  ...all('gclid dclid gclaw gac _gac aip auid', is.clickId),
  ...all('cs cm cn cc ck ci cu', kind.plain),
  ...all('ep.currency epn.value epn.tax epn.shipping epn.engagement_time_msec epn.percent_scrolled ep.debug_mode', kind.plain),
  'ep.transaction_id': kind.eventId,
  ...all('ep.page_location ep.page_path ep.link_url', is.url),
  'ep.page_referrer': is.referrer,
  'ep.page_title': is.title,
  ...all('ep.link_domain ep.outbound ep.link_classes ep.link_id ep.video_provider ep.file_extension', kind.plain),
  'ep.search_term': { is: 'field', field: 'user.behavior.search_history' },
  ...all('ep.campaign ep.source ep.medium ep.term ep.content', kind.plain),
}

export const collect: Endpoint = endpoint({
  name: 'collect',
  path: /^\/(?:[gsj]|ccm|g\/s)\/collect\/?$/,
  methods: ['POST', 'GET'],
  layout: { body: readLines },
  kinds: { ...at('query', parameters), ...at('body[]', parameters) },
  parcels: ['body[]'],
  quiet: () => emptyAnswer(204),
})

const item = all(
  'item_id item_name affiliation coupon discount index item_brand item_category item_variant price quantity currency',
  kind.plain,
)

export const measurement: Endpoint = endpoint({
  name: 'measurement-protocol',
  path: /^\/(?:debug\/)?mp\/collect\/?$/,
  kinds: {
    ...all('query.api_secret query.measurement_id query.firebase_app_id query.v query.tid', kind.structure),
    ...at('body', {
      ...all('client_id app_instance_id', is.device),
      user_id: is.person,
      timestamp_micros: is.us,
      ...all('non_personalized_ads validation_behavior consent', kind.structure),
      // SHA-256 of a low-entropy value is that value: user_data counts as clear.
      user_data: { is: 'field', field: 'user.contact' },
      ip_override: is.ip,
      user_agent: is.agent,
      user_location: is.place,
      'user_location.country_id': is.country,
      device: is.deviceFacts,
      'device.category': kind.plain,
      'device.language': is.language,
      'user_properties.*.set_timestamp_micros': is.us,
      ...at('events[]', {
        name: kind.event,
        timestamp_micros: is.us,
        'params.session_id': is.s,
        'params.transaction_id': kind.eventId,
        ...all(
          'params.engagement_time_msec params.currency params.value params.tax params.shipping params.coupon params.debug_mode',
          kind.plain,
        ),
        ...all('params.page_location', is.url),
        'params.page_referrer': is.referrer,
        'params.page_title': is.title,
        ...at('params.items[]', item),
      }),
    }),
  },
  parcels: ['body.events[]'],
  quiet: () => emptyAnswer(204),
  maxAge: 3 * day,
})

/** `1234567890.1700000000`, as gtag makes client ids. */
export function clientIdLike(original: string, hash: Uint8Array): string | null {
  if (!/^\d{4,12}\.\d{4,12}$/.test(original)) return null
  const bytes = Buffer.from(hash)
  return `${1_000_000_000 + (bytes.readUInt32BE(0) % 1_147_483_647)}.${1_000_000_000 + (bytes.readUInt32BE(4) % 900_000_000)}`
}

export const googleAnalytics: Wire = {
  vendor: 'google-analytics',
  times: 'order',
  upstream: 'https://www.google-analytics.com',
  headers: [],
  endpoints: [collect, measurement],
  sdk: (_request, message) =>
    isObject(message.doc.query) && typeof message.doc.query.gtm === 'string' ? `gtag ${message.doc.query.gtm.slice(0, 4)}` : '',
  shapeId: (type, original, hash) => (type === 'device' ? clientIdLike(original, hash) : null),
}
