// Intercom: the messenger's boot and events (forms), and the REST API (contacts, events, conversations). Identity verification is signed again over the pseudonym.
// Facts: developers.intercom.com/docs (identity verification, REST API); the messenger's own addresses as recorded by public documentation, not captured by us.
import type { Kind, Wire } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { readFormBody } from '../codec/form.ts'
import { isObject } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, field, is, kind } from '../kinds.ts'
import { claimsInTree, signAgain } from './signatures.ts'

const person: Record<string, Kind> = {
  ...all('user_id external_id id', is.person),
  email: is.email,
  name: is.name,
  phone: is.phone,
  ...all('created_at signed_up_at last_seen_at last_request_at remote_created_at', is.account),
  avatar: { is: 'field', field: 'user.content.self_image' },
  role: kind.structure,
  ...all('language_override', is.language),
  user_agent_data: is.agent,
  last_seen_ip: is.ip,
  // Signatures over the id: signed again (`resign`), or they go.
  user_hash: kind.structure,
  intercom_user_jwt: kind.structure,
  // Claims are attributes of the person, of the company's own making but for these.
  'intercom_user_jwt.*': field('user'),
  ...at('intercom_user_jwt', { user_id: is.person, email: is.email, name: is.name, phone: is.phone, exp: kind.structure }),
  'company.id': is.group,
  'company.company_id': is.group,
  'company.name': is.organization,
  'companies[].id': is.group,
  'companies[].company_id': is.group,
  'companies[].name': is.organization,
}

const messenger: Record<string, Kind> = {
  ...all('app_id v g s platform installation_type internal is_intersection_booted source sampling Idempotency-Key', kind.structure),
  ...all('r referer page_url', is.url),
  page_title: is.title,
  user_active_company_id: is.group,
  ...all('anonymous_session session_id', is.session),
  ...all('device_identifier anonymous_id', is.device),
  ...at('user_data', person),
  'user_data.anonymous_id': is.device,
  event_name: kind.event,
  created_at: is.s,
}

const form = {
  body: readFormBody,
  nested: ['user_data', 'metadata', 'anonymous_session'].map((name) => ({ at: `body.${name}`, packed: 'json' as const })),
}

/** Where the messenger's requests go; workspaces elsewhere say so by the policy's `upstream`. */
const MESSENGER = 'https://api-iam.intercom.io'

const boot = endpoint({
  upstream: MESSENGER,
  name: 'boot',
  path: /^\/messenger\/web\/(?:ping|boot|session)\/?$/,
  handling: 'ask',
  layout: form,
  kinds: at('body', messenger),
  passesAnswer: true,
  resign: signAgain,
  quiet: () => jsonAnswer({}),
})

const messengerEvents = endpoint({
  upstream: MESSENGER,
  name: 'messenger-events',
  path: /^\/messenger\/web\/(?:events|metrics|[\w/-]+\/(?:seen|read))\/?$/,
  layout: form,
  kinds: { ...at('body', messenger), 'body.metrics': kind.plain },
  resign: signAgain,
  quiet: () => jsonAnswer({}),
})

const CONTACT = /^\/(?:contacts|users)(?:\/(?<id>[^/]+))?(?:\/[a-z_]+)?\/?$/
const contacts = endpoint({
  name: 'contacts',
  path: CONTACT,
  methods: ['POST', 'PUT', 'GET', 'DELETE'],
  handling: 'ask',
  layout: { path: CONTACT },
  // Ids in the path are the vendor's own, made by it; ids of the company stand in the body.
  kinds: {
    'path.id': kind.plain,
    ...at('body', person),
    ...all('query.page query.per_page', kind.structure),
    'query.email': is.email,
    'query.user_id': is.person,
  },
  passesAnswer: true,
  quiet: () => jsonAnswer({}),
})

const events = endpoint({
  name: 'events',
  path: /^\/events\/?$/,
  kinds: at('body', { event_name: kind.event, created_at: is.s, user_id: is.person, id: is.person, email: is.email }),
  quiet: () => jsonAnswer({}, 202),
})

const conversations = endpoint({
  name: 'conversations',
  path: /^\/(?:conversations|messages|tickets)(?:\/[\w-]+){0,3}\/?$/,
  methods: ['POST', 'PUT', 'GET'],
  handling: 'ask',
  kinds: {
    ...all('body.message_type body.type body.from.type body.to.type body.template', kind.structure),
    ...all('body.from.id body.to.id body.admin_id body.from.user_id', is.person),
    ...all('body.from.email body.to.email', is.email),
    ...all('body.body body.subject body.attachment_urls', is.content),
  },
  passesAnswer: true,
  quiet: () => jsonAnswer({}),
})

export const intercom: Wire = {
  vendor: 'intercom',
  times: 'order',
  upstream: 'https://api.intercom.io',
  headers: ['authorization', 'intercom-version', 'accept'],
  endpoints: [claimsInTree(boot), claimsInTree(messengerEvents), contacts, events, conversations],
  sdk: (_request, message) =>
    isObject(message.doc.body) && typeof message.doc.body.v === 'string' ? `messenger ${message.doc.body.v}` : '',
}
