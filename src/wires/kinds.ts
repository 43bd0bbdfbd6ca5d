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
  mp_country_code: field('user.location.country'),
  $timezone: field('user.device.timezone'),
}
