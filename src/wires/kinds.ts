// Words with which wires write their tables of kinds, and what every browser SDK sends about page and browser.
import type { IdType, Kind } from '../core/wire.ts'
import type { Field } from '../core/words.ts'

/** A value of a field; the policy decides. */
export function field(key: Field): Kind {
  return { is: 'field', field: key }
}

/** An identifier. */
export function id(type: IdType, key: Field): Kind {
  return { is: 'id', type, field: key }
}

/** Free text that may quote anybody. */
export function text(key: Field): Kind {
  return { is: 'text', field: key }
}

export const kind = {
  structure: { is: 'structure' },
  plain: { is: 'plain' },
  /** A flag, its variant, a reason code: short words of the company's own making. */
  word: { is: 'plain', word: true },
  event: { is: 'event' },
  eventId: { is: 'event-id' },
} as const satisfies Record<string, Kind>

/** The same table one level deeper: `prefixed('body[]', { time: … })` → `body[].time`. */
export function prefixed(path: string, kinds: Readonly<Record<string, Kind>>): Record<string, Kind> {
  return Object.fromEntries(Object.entries(kinds).map(([key, value]) => [`${path}.${key}`, value]))
}

/** Click identifiers of advertisers: each names a person at that network. */
export const clickIds = [
  'gclid',
  'dclid',
  'gbraid',
  'wbraid',
  'gad_source',
  'fbclid',
  'msclkid',
  'li_fat_id',
  'ttclid',
  'twclid',
  'sccid',
  'ko_click_id',
  'epik',
  'igshid',
  'mc_cid',
  'mc_eid',
  'rdt_cid',
  'irclid',
  '_kx',
  'srsltid',
] as const

const campaign = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'utm_id',
  'utm_source_platform',
  'utm_campaign_id',
  'utm_creative_format',
  'utm_marketing_tactic',
] as const

const both = (names: readonly string[], value: Kind): Record<string, Kind> =>
  Object.fromEntries(names.flatMap((name) => [name, `initial_${name}`, `$initial_${name}`].map((key) => [key, value] as const)))

/** Page and browser, under the names the browser SDKs share (`$`-prefixed as Mixpanel and PostHog write them). */
export const browserContext: Readonly<Record<string, Kind>> = {
  ...both(clickIds, field('user.device.cookie_id')),
  ...both(campaign, kind.plain),
  $os: kind.plain,
  $os_version: kind.plain,
  $browser: kind.plain,
  $browser_version: kind.plain,
  $device: kind.plain,
  $device_type: kind.plain,
  $screen_height: field('user.device.screen'),
  $screen_width: field('user.device.screen'),
  $screen_dpi: field('user.device.screen'),
  $current_url: field('user.behavior.page_url'),
  $referrer: field('user.behavior.referrer'),
  $referring_domain: field('user.behavior.referrer'),
  $initial_referrer: field('user.behavior.referrer'),
  $initial_referring_domain: field('user.behavior.referrer'),
  $search_engine: kind.plain,
  mp_keyword: field('user.behavior.search_history'),
  $user_agent: field('user.device.user_agent'),
  $ip: field('user.device.ip_address'),
  ip: field('user.device.ip_address'),
  $city: field('user.location.imprecise'),
  $region: field('user.location.imprecise'),
  mp_country_code: field('user.location.imprecise'),
  $timezone: field('user.location.imprecise'),
}

/** Places that nearly every vendor has, under whatever name. Ids that name one person at a vendor are of one type, so that they come out alike everywhere. */
export const is = {
  person: id('user', 'user.unique_id'),
  device: id('device', 'user.device.device_id'),
  /** A device's id where the vendor merges it with person ids by equality: the same key as `person`, lest merges break. */
  anonymous: id('user', 'user.device.device_id'),
  session: id('session', 'user.unique_id.pseudonymous'),
  group: id('group', 'user.organization_id'),
  url: field('user.behavior.page_url'),
  referrer: field('user.behavior.referrer'),
  title: field('user.behavior.browsing_history'),
  agent: field('user.device.user_agent'),
  ip: field('user.device.ip_address'),
  screen: field('user.device.screen'),
  deviceFacts: field('user.device'),
  language: field('user.demographic.language'),
  place: field('user.location.imprecise'),
  country: field('user.contact.address.country'),
  point: field('user.location.precise'),
  clickId: field('user.device.cookie_id'),
  email: field('user.contact.email'),
  phone: field('user.contact.phone_number'),
  name: field('user.name'),
  account: field('user.account'),
  organization: field('user.contact.organization'),
  secret: field('user.authorization.credentials'),
  cookie: field('user.device.cookie'),
  /** What a page, form, attachment or recording shows: dropped unless the policy allows it, and cleaned even then of what the policy does not. */
  content: text('user.content.private'),
  /** Errors and log lines: about the system, but they quote anybody, so they leave only cleaned. */
  log: text('system.operations'),
  iso: { is: 'time', unit: 'iso' },
  s: { is: 'time', unit: 's' },
  ms: { is: 'time', unit: 'ms' },
  us: { is: 'time', unit: 'us' },
  ns: { is: 'time', unit: 'ns' },
} as const satisfies Record<string, Kind>

/** The same kind for many names: `all('$a $b', kind.plain)`. */
export function all(names: string, value: Kind): Record<string, Kind> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, value]))
}

/**
 * The same kind for names and all that stands below them. For keys that hold dots themselves (attributes), where `telemetry.sdk.name` is one key
 * and not a place below `telemetry.sdk`.
 */
export function under(names: string, value: Kind): Record<string, Kind> {
  return all(
    names
      .split(/\s+/)
      .flatMap((name) => [name, `${name}.*`, `${name}.*.*`, `${name}.*.*.*`])
      .join(' '),
    value,
  )
}

/** The same table below several places. */
export function at(paths: string, kinds: Readonly<Record<string, Kind>>): Record<string, Kind> {
  return Object.assign({}, ...paths.split(/\s+/).map((path) => prefixed(path, kinds)))
}
