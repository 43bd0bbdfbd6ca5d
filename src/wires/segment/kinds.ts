// The event model of Segment's spec, which RudderStack and Jitsu share: identify, track, page, screen, group, alias with a context.
// Facts: segment.com/docs/connections/spec (common fields, reserved traits); analytics-next 1.84 and analytics-node 3.1 as captured.
import type { Kind } from '../../core/wire.ts'
import { all, at, is, kind } from '../kinds.ts'

/** A page, as `context.page` and again as the properties of a page call. */
const page: Record<string, Kind> = {
  ...all('url path search hash tab_url initial_url canonical', is.url),
  ...all('referrer referring_domain initial_referrer initial_referring_domain', is.referrer),
  title: is.title,
  ...all('host encoding', kind.plain),
}

/** Reserved traits of a person (Segment spec: identify). */
export const traits: Record<string, Kind> = {
  ...all('email', is.email),
  ...all('name firstName lastName first_name last_name', is.name),
  phone: is.phone,
  id: is.person,
  username: { is: 'field', field: 'user.account.username' },
  address: { is: 'field', field: 'user.contact.address' },
  'address.country': is.country,
  age: { is: 'field', field: 'user.demographic.age_range' },
  avatar: { is: 'field', field: 'user.content.self_image' },
  birthday: { is: 'field', field: 'user.demographic.date_of_birth' },
  gender: { is: 'field', field: 'user.demographic.gender' },
  company: is.organization,
  title: { is: 'field', field: 'user.job_title' },
  website: { is: 'field', field: 'user.contact.url' },
  createdAt: is.account,
}

const context: Record<string, Kind> = {
  ...at('page', page),
  ...at('traits', traits),
  ip: is.ip,
  userAgent: is.agent,
  userAgentData: is.deviceFacts,
  'userAgentData.mobile': kind.plain,
  'userAgentData.platform': kind.plain,
  locale: is.language,
  timezone: is.place,
  location: is.place,
  'location.country': is.country,
  ...all('location.latitude location.longitude', is.point),
  screen: is.screen,
  device: is.deviceFacts,
  ...all('device.id device.advertisingId device.token', is.device),
  ...all('device.type device.manufacturer', kind.plain),
  os: is.deviceFacts,
  'os.name': kind.plain,
  network: is.deviceFacts,
  library: kind.structure,
  app: kind.structure,
  active: kind.structure,
  campaign: kind.plain,
  referrer: is.referrer,
  'referrer.id': is.clickId,
  ...all('sessionId', is.ms),
  sessionStart: kind.structure,
  groupId: is.group,
  'externalIds[].id': is.person,
  'externalIds[].collection': kind.structure,
  'externalIds[].encoding': kind.structure,
  'amp.id': is.device,
  clientIds: is.clickId,
  direct: kind.structure,
  protocols: kind.structure,
  consent: { is: 'field', field: 'user.privacy_preferences' },
}

/** One event. */
export const eventKinds: Record<string, Kind> = {
  type: kind.structure,
  event: kind.event,
  ...all('name category', kind.event),
  ...all('userId previousId from to', is.person),
  anonymousId: is.anonymous,
  groupId: is.group,
  messageId: kind.eventId,
  ...all('timestamp originalTimestamp sentAt receivedAt', is.iso),
  ...all('writeKey channel version integrations _metadata', kind.structure),
  ...at('context', context),
  ...at('traits', traits),
  ...at('properties', page),
  'properties.name': kind.event,
  'properties.category': kind.event,
  ...all('properties.width properties.height', is.screen),
  ...all('properties.revenue properties.value properties.price properties.quantity properties.total properties.currency', kind.plain),
}

/** An envelope of events. */
export const batchKinds: Record<string, Kind> = {
  ...at('body.batch[]', eventKinds),
  ...all('body.writeKey body.context.library body.integrations', kind.structure),
  ...all('body.sentAt body.timestamp body.receivedAt', is.iso),
}
