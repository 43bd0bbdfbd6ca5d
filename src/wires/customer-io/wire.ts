// Customer.io: the Track API (customers and their events, with the id in the path; v2 entities and batches) and its pipelines, which take Segment's events.
// Facts: docs.customer.io/integrations/api (Track v1 and v2, Pipelines); not captured by us.
import type { Kind, Wire } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'
import { batchKinds, eventKinds, traits } from '../segment/kinds.ts'
import { libraryOf } from '../segment/wire.ts'

const quiet = (): ReturnType<typeof jsonAnswer> => jsonAnswer({})

const identifiers: Record<string, Kind> = { ...all('id cio_id anonymous_id', is.person), email: is.email }
const attributes: Record<string, Kind> = {
  ...traits,
  ...all('created_at cio_subscription_preferences unsubscribed', is.account),
  timezone: is.place,
  anonymous_id: is.person,
  _update: kind.structure,
  'cio_relationships.relationships[].identifiers.object_id': is.group,
}
const event: Record<string, Kind> = {
  name: kind.event,
  type: kind.structure,
  timestamp: is.s,
  id: kind.eventId,
  anonymous_id: is.person,
  ...all('data.page data.url data.referrer', is.url),
}
const device: Record<string, Kind> = {
  ...all('device.id device.token', is.device),
  'device.platform': kind.plain,
  'device.last_used': is.s,
}

const CUSTOMER = /^\/api\/v1\/customers\/(?<id>[^/]+)\/?$/
const customer = endpoint({
  name: 'customer',
  path: CUSTOMER,
  methods: ['PUT', 'POST', 'DELETE'],
  layout: { path: CUSTOMER },
  kinds: { 'path.id': is.person, ...at('body', attributes) },
  quiet,
})

const OF_CUSTOMER = /^\/api\/v1\/customers\/(?<id>[^/]+)\/(?:events|devices|suppress|unsuppress)(?:\/(?<device>[^/]+))?\/?$/
const customerEvent = endpoint({
  name: 'customer-event',
  path: OF_CUSTOMER,
  methods: ['POST', 'PUT', 'DELETE'],
  layout: { path: OF_CUSTOMER },
  kinds: { 'path.id': is.person, 'path.device': is.device, ...at('body', { ...event, ...device }) },
  quiet,
})

const anonymous = endpoint({
  name: 'event',
  path: /^\/api\/v1\/(?:events|push\/events|metrics)\/?$/,
  kinds: at('body', { ...event, delivery_id: kind.eventId, recipient: is.email }),
  quiet,
})

const merge = endpoint({
  name: 'merge',
  path: /^\/api\/v1\/merge_customers\/?$/,
  kinds: at('body.primary body.secondary', identifiers),
  quiet,
})

const entity: Record<string, Kind> = {
  ...all('type action', kind.structure),
  ...at('identifiers primary secondary cio_relationships[].identifiers', {
    ...identifiers,
    object_id: is.group,
    object_type_id: kind.structure,
  }),
  ...at('attributes', attributes),
  name: kind.event,
  timestamp: is.s,
  id: kind.eventId,
  ...at('device', { token: is.device, id: is.device, platform: kind.plain, last_used: is.s }),
}
const entities = endpoint({
  name: 'entities',
  path: /^\/api\/v2\/(?:entity|batch)\/?$/,
  kinds: { ...at('body', entity), ...at('body.batch[]', entity) },
  parcels: ['body.batch[]'],
  quiet,
})

const pipelines = endpoint({
  name: 'pipelines',
  path: /^\/v1\/(?:t|i|p|s|g|a|track|identify|page|screen|group|alias)\/?$/,
  kinds: at('body', eventKinds),
  quiet,
  upstream: 'https://cdp.customer.io',
})
const pipelineBatch = endpoint({
  name: 'pipelines-batch',
  path: /^\/v1\/(?:b|batch)\/?$/,
  kinds: batchKinds,
  parcels: ['body.batch[]'],
  quiet,
  upstream: 'https://cdp.customer.io',
})

const API = 'https://api.customer.io'
/** Mail, pushes and texts to one person, made from the company's templates. The address has to leave for it to arrive: that is the policy's to allow. */
const transactional = endpoint({
  name: 'transactional',
  path: /^\/v1\/(?:send\/(?:email|push|sms|inbox_message|in_app)|campaigns\/\d+\/triggers)\/?$/,
  handling: 'ask',
  upstream: API,
  kinds: {
    ...at('body', { ...all('to cc bcc from reply_to email', is.email), emails: is.email, ids: is.person }),
    ...at('body.identifiers', identifiers),
    ...all(
      'body.transactional_message_id body.tracked body.disable_message_retention body.queue_draft body.send_to_unsubscribed',
      kind.structure,
    ),
    ...all(
      'body.subject body.body body.body_plain body.plaintext_body body.preheader body.attachments body.message_data body.data',
      is.content,
    ),
    'body.send_at': is.s,
  },
  passesAnswer: true,
  quiet: () => jsonAnswer({ delivery_id: '', queued_at: 0 }),
})
const lookup = endpoint({
  name: 'lookup',
  path: /^\/v1\/customers\/?$/,
  methods: ['GET'],
  handling: 'ask',
  upstream: API,
  kinds: { 'query.email': is.email },
  passesAnswer: true,
  quiet: () => jsonAnswer({ results: [] }),
})

export const customerIo: Wire = {
  vendor: 'customer-io',
  times: 'order',
  upstream: 'https://track.customer.io',
  headers: ['authorization'],
  endpoints: [customer, customerEvent, anonymous, merge, entities, pipelines, pipelineBatch, transactional, lookup],
  sdk: libraryOf,
}
