// Invented persons whose events go to several vendors at once, as those vendors' SDKs write them, raw and through the guard: what an attacker with two data sets
// has, and what a report is made of.
import type { Wire, WireRequest } from '../../src/core/wire.ts'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { mixpanel } from '../../src/wires/mixpanel/wire.ts'
import { posthog } from '../../src/wires/posthog/wire.ts'
import { segment } from '../../src/wires/segment/wire.ts'
import { standardYaml } from '../guard-in-test.ts'

export const DAY = 86_400_000
export const START = Date.parse('2026-03-02T00:00:00Z')

/** mulberry32: [0, 1), the same for the same seed. */
export function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One thing that happened. `user` null: not signed in. */
export interface Happened {
  readonly at: number
  readonly event: string
  readonly user: string | null
  readonly device: string
  readonly group: string
  readonly eventId: string
  /** The moment at which device and user became one. */
  readonly signsIn: boolean
}

/** The same in a vendor's data set. */
export interface Row {
  readonly at: number
  readonly event: string
  readonly user: string | null
  readonly device: string | null
  readonly group: string | null
  readonly eventId: string
}

/** How one vendor's SDK writes events, and how its data set reads; written anew here, so that it does not depend on the wire it tests. */
export interface Vendor {
  readonly wire: Wire
  write(events: readonly Happened[]): { path: string; body: unknown }
  read(body: unknown): Row[]
}

type Fields = Record<string, unknown>
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const list = (value: unknown): Fields[] => value as Fields[]

export const VENDORS = {
  mixpanel: {
    wire: mixpanel,
    write: (events) => ({
      path: '/track/',
      body: events.map(({ at, event, user, device, group, eventId, signsIn }) => ({
        event: signsIn ? '$identify' : event,
        properties: {
          token: 'project-1',
          time: at / 1000,
          distinct_id: user ?? `$device:${device}`,
          $device_id: device,
          ...(user === null ? {} : { $user_id: user }),
          ...(signsIn ? { $anon_distinct_id: `$device:${device}`, $identified_id: user } : {}),
          organization_id: group,
          $insert_id: eventId,
        },
      })),
    }),
    read: (body) =>
      list(body).map((one) => {
        const p = one.properties as Fields
        return {
          at: Number(p.time) * 1000,
          event: String(one.event),
          user: text(p.$user_id),
          device: text(p.$device_id),
          group: text(p.organization_id),
          eventId: String(p.$insert_id),
        }
      }),
  },
  segment: {
    wire: segment,
    write: (events) => ({
      path: '/v1/batch',
      body: {
        batch: events.map(({ at, event, user, device, group, eventId, signsIn }) => ({
          ...(signsIn ? { type: 'identify' } : { type: 'track', event }),
          ...(user === null ? {} : { userId: user }),
          anonymousId: device,
          messageId: eventId,
          timestamp: new Date(at).toISOString(),
          context: { groupId: group, library: { name: '@segment/analytics-node', version: '3.1.0' } },
        })),
        writeKey: 'key-1',
        sentAt: new Date((events.at(-1) as Happened).at + 400).toISOString(),
      },
    }),
    read: (body) =>
      list((body as Fields).batch).map((one) => ({
        at: Date.parse(String(one.timestamp)),
        event: one.type === 'identify' ? '$identify' : String(one.event),
        user: text(one.userId),
        device: text(one.anonymousId),
        group: text((one.context as Fields).groupId),
        eventId: String(one.messageId),
      })),
  },
  posthog: {
    wire: posthog,
    write: (events) => ({
      path: '/batch/',
      body: {
        api_key: 'phc_project',
        batch: events.map(({ at, event, user, device, group, eventId, signsIn }) => ({
          event: signsIn ? '$identify' : event,
          distinct_id: user ?? device,
          uuid: eventId,
          timestamp: new Date(at).toISOString(),
          properties: {
            $device_id: device,
            ...(user === null ? {} : { $user_id: user }),
            ...(signsIn ? { $anon_distinct_id: device } : {}),
            $groups: { company: group },
            $lib: 'posthog-node',
          },
        })),
      },
    }),
    read: (body) =>
      list((body as Fields).batch).map((one) => {
        const p = one.properties as Fields
        return {
          at: Date.parse(String(one.timestamp)),
          event: String(one.event),
          user: text(p.$user_id),
          device: text(p.$device_id),
          group: text((p.$groups as Fields | undefined)?.company),
          eventId: String(one.uuid),
        }
      }),
  },
} as const satisfies Record<string, Vendor>

/** A vendor's complete data set, raw and as it leaves the guard under the standard policy; rows stand in the same order. */
export function dataSets(vendor: Vendor, events: readonly Happened[], batch: number): { raw: Row[]; guarded: Row[] } {
  const { wire } = vendor
  const policy = parsePolicy(standardYaml(wire.vendor, 'https://vendor.example'), 'cordon.yaml')
  const pseudonyms = new Pseudonyms(Buffer.alloc(32, 7), wire, START - DAY)
  const lane = makeLane(wire, policy, { judge: judgeOf, modeOf }, pseudonyms, START, () => {})
  const raw: Row[] = []
  const guarded: Row[] = []
  for (let i = 0; i < events.length; i += batch) {
    const { path, body } = vendor.write(events.slice(i, i + batch))
    const request: WireRequest = {
      method: 'POST',
      path,
      query: '',
      headers: [['content-type', 'application/json']],
      body: Buffer.from(JSON.stringify(body)),
    }
    const { outgoing } = pass(lane, request)
    if (outgoing === null) throw new Error(`${wire.vendor} did not pass`)
    for (const row of vendor.read(body)) raw.push(row)
    for (const row of vendor.read(JSON.parse(Buffer.from(outgoing.body).toString('utf8')))) guarded.push(row)
  }
  return { raw, guarded }
}

/** A UUIDv4 of chance. */
export function uuidOf(random: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16))
}
