// HubSpot: page tracking (pixels with everything in the query), form submissions, behavioural events and contacts.
// Facts: developers.hubspot.com/docs/api (tracking code, forms, custom events, CRM); parameters of __ptq.gif as recorded by public documentation, not captured by us.
import type { Kind, Wire } from '../../core/wire.ts'
import { emptyAnswer, jsonAnswer } from '../answers.ts'
import { readFormBody } from '../codec/form.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const pixel = endpoint({
  name: 'pixel',
  path: /^\/__pt(?:q|be|o|c|t|mt)\.gif$/,
  methods: ['GET'],
  layout: { jsonInQuery: ['i'] },
  kinds: at('query', {
    ...all('k v a ct cs cd nc cc rcu cpi lpi lvi lvc pi ccu fi fci ft hstc rdy', kind.structure),
    ...all('sd', is.screen),
    ln: is.language,
    bfp: is.device,
    ...all('pu rcu po', is.url),
    r: is.referrer,
    t: is.title,
    cts: is.ms,
    ...all('vi u', is.device),
    ...all('b', is.session),
    id: is.person,
    email: is.email,
    ...at('i', { email: is.email, id: is.person }),
    n: kind.event,
  }),
  quiet: () => ({ status: 200, headers: [['content-type', 'image/gif']], body: PIXEL }),
})

/** Fields of a form are a list of names and values; which is which only the form knows, so the values count as content. */
const submission: Record<string, Kind> = {
  ...all('fields[].name fields[].objectTypeId', kind.structure),
  'fields[].value': is.content,
  submittedAt: is.ms,
  'context.hutk': is.device,
  'context.ipAddress': is.ip,
  'context.pageUri': is.url,
  'context.pageName': is.title,
  'context.pageId': kind.structure,
  'context.sfdcCampaignId': kind.plain,
  legalConsentOptions: { is: 'field', field: 'user.privacy_preferences' },
  skipValidation: kind.structure,
}

const forms = endpoint({
  name: 'form',
  path: /^\/(?:uploads\/form\/v2|submissions\/v3\/(?:integration\/)?(?:secure\/)?submit|form-integrations\/v1\/submit)\/[\w-]+\/[\w-]+\/?$/,
  layout: { body: readFormBody, nested: [{ at: 'body.hs_context', packed: 'json' }] },
  upstream: 'https://api.hsforms.com',
  kinds: {
    ...at('body', submission),
    ...at('body.hs_context', {
      hutk: is.device,
      ipAddress: is.ip,
      pageUrl: is.url,
      pageName: is.title,
      source: kind.structure,
      timestamp: is.ms,
    }),
    'body.email': is.email,
  },
  quiet: () => jsonAnswer({ inlineMessage: '', errors: [] }),
})

const events = endpoint({
  name: 'events',
  path: /^\/(?:events\/v3\/send|behavioral-events\/v3\/send|collected-forms\/submit\/form)\/?(?:batch\/?)?$/,
  upstream: 'https://api.hubapi.com',
  kinds: at('body body.inputs[]', {
    eventName: kind.event,
    ...all('objectId', is.person),
    email: is.email,
    utk: is.device,
    uuid: kind.eventId,
    occurredAt: is.iso,
    'properties.hs_page_url': is.url,
  }),
  parcels: ['body.inputs[]'],
  // The vendor's client throws on any other status than the vendor's own.
  quiet: ({ path }) => (path.startsWith('/collected-forms') ? jsonAnswer({}) : emptyAnswer(204)),
})

const OBJECTS = /^\/crm\/v[34]\/objects\/(?:contacts|companies|0-1|0-2)(?:\/(?<id>[^/]+))?(?:\/[\w-]+){0,2}\/?$/
/** Makes objects, and does not look for or change them. */
const MAKES = /\/objects\/[^/]+(?:\/batch\/create)?\/?$/
const contacts = endpoint({
  name: 'contacts',
  path: OBJECTS,
  methods: ['POST', 'PATCH', 'GET', 'DELETE'],
  handling: 'ask',
  layout: { path: OBJECTS },
  upstream: 'https://api.hubapi.com',
  kinds: {
    'path.id': kind.plain,
    ...all('query.properties query.limit query.after query.archived query.idProperty', kind.structure),
    ...at('body.properties body.inputs[].properties', {
      email: is.email,
      ...all('firstname lastname', is.name),
      ...all('phone mobilephone', is.phone),
      company: is.organization,
      website: { is: 'field', field: 'user.contact.url' },
      ...all('address city state zip', { is: 'field', field: 'user.contact.address' }),
      country: is.country,
      ...all('lifecyclestage hs_lead_status', is.account),
      jobtitle: { is: 'field', field: 'user.job_title' },
    }),
    // The vendor's own ids, or whatever property `idProperty` names: an address too.
    'body.inputs[].id': kind.plain,
    'body.inputs[].idProperty': kind.structure,
  },
  parcels: ['body.inputs[]'],
  passesAnswer: true,
  // The vendor's client throws where what was made is not answered with 201.
  quiet: ({ method, path }) =>
    method === 'DELETE'
      ? emptyAnswer(204)
      : jsonAnswer({ properties: {}, results: [], total: 0 }, method === 'POST' && MAKES.test(path) ? 201 : 200),
})

export const hubspot: Wire = {
  vendor: 'hubspot',
  times: 'order',
  upstream: 'https://track.hubspot.com',
  headers: ['authorization'],
  endpoints: [pixel, forms, events, contacts],
  sdk: () => '',
}
