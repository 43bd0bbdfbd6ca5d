// What the SDK stories share: one stand-in for all vendors, one guard a case, and the questions asked of what was received and what arrived.
import assert from 'node:assert/strict'
import { CordonError } from '../../../src/core/errors.ts'
import type { Endpoint, Wire, WireRequest } from '../../../src/core/wire.ts'
import { Pseudonyms } from '../../../src/guard/pseudonym.ts'
import { wireOf, wires } from '../../../src/wires/all.ts'
import { ROOT, startGuard, type TestGuard, until } from '../../guard-in-test.ts'
import { leaksIn } from '../../leaks.ts'
import { type StandInVendor, startStandInVendor, type VendorRequest } from '../../stand-in-vendor.ts'
import { person, planted } from './person.ts'

/**
 * allow: the policy allows everything · standard: the standard policy · cut: the vendor is cut · dropped: the guard can read no message · down: nobody listens at
 * the vendor · refusing, failing: the vendor answers 403, 503.
 */
export const CASES = ['allow', 'standard', 'cut', 'dropped', 'down', 'refusing', 'failing'] as const
export type Case = (typeof CASES)[number]

/** A request as the guard got it from an SDK. */
export interface Received extends WireRequest {
  readonly vendor: string
  readonly goesOn: boolean
}

export interface Rig {
  readonly standIn: StandInVendor
  /** Where an SDK finds its vendor in this case. */
  origin(name: Case, vendor: string): string
  received(name: Case, vendor: string): readonly Received[]
  /** Waits until what the guard took in this case has arrived at the vendor, and gives it; the guard's own questions about pinned answers are not among it. */
  arrived(name: Case, vendor: string): Promise<readonly VendorRequest[]>
  /** Waits until the SDK has sent an event and then nothing more for a while: a slow machine is no reason to leave a page early. Gives up in the end. */
  settled(name: Case, vendor: string): Promise<void>
  close(): Promise<void>
}

/** An SDK that has sent nothing for so long has flushed: the drives set their intervals below. ms */
const STILL = 800
/** ms */
const PATIENCE = 20_000

const VENDORS = ['mixpanel', 'segment', 'rudderstack', 'jitsu', 'amplitude', 'posthog', 'sentry', 'datadog'] as const

/** Starts everything. Cases of the rig's own making need no SDK to be told apart: each has a port. */
export async function startRig(): Promise<Rig> {
  const standIn = await startStandInVendor({ refusing: 403, failing: 503 })
  const guards = new Map<Case, { guard: TestGuard; received: Received[] }>()
  for (const name of CASES) {
    const guard = await startGuard(policyOf(name, standIn.origin), {
      backoff: 300,
      wires: name === 'dropped' ? wires.map(unreadable) : wires,
    })
    guards.set(name, { guard, received: recording(guard) })
  }
  const at = (name: Case) => guards.get(name) as { guard: TestGuard; received: Received[] }
  return {
    standIn,
    origin: (name, vendor) => `${at(name).guard.origin}/${vendor}`,
    received: (name, vendor) => at(name).received.filter((one) => one.vendor === vendor),
    async arrived(name, vendor) {
      const expected = (): number => at(name).received.filter((one) => one.vendor === vendor && one.goesOn).length
      await until(`${vendor} in case ${name}: what was accepted`, () => sent(standIn, name, vendor).length >= expected(), 20_000)
      return sent(standIn, name, vendor)
    },
    async settled(name, vendor) {
      const count = (): number => at(name).received.filter((one) => one.vendor === vendor && one.goesOn).length
      const end = performance.now() + PATIENCE
      for (let [seen, since] = [0, performance.now()]; performance.now() < end; ) {
        await new Promise((turn) => setTimeout(turn, 25))
        if (count() !== seen) [seen, since] = [count(), performance.now()]
        else if (seen > 0 && performance.now() - since > STILL) return
      }
    },
    async close() {
      for (const { guard } of guards.values()) await guard.close()
      await standIn.close()
    },
  }
}

function policyOf(name: Case, origin: string): string {
  const upstream = name === 'down' ? 'http://127.0.0.1:9' : origin
  const vendors = VENDORS.map(
    (vendor) => `
  ${vendor}:
    mode: ${name === 'cut' ? 'cut' : 'enforce'}
    decision: { owner: ada@engines.example, reason: what the product needs }
    upstream: ${upstream}/${name}/${vendor}${name === 'allow' ? '\n    fields: { user: allow, system: allow }\n    properties: { "*": allow }' : ''}`,
  )
  return `version: 1\ncompany: { name: Analytical Engines, domains: [engines.example] }\nvendors:${vendors.join('')}\n`
}

/** A wire that can read nothing: what a new SDK in a form nobody knows would be. */
function unreadable(wire: Wire): Wire {
  const refuse = (): never => {
    throw new CordonError('wire.unreadable', 'The message is in no known form.')
  }
  return { ...wire, endpoints: wire.endpoints.map((one) => (one.handling === 'pinned' ? one : { ...one, read: refuse })) }
}

/** What came from an SDK. Configurations and scripts are asked for by the guard itself, for their pins. */
export function sent(standIn: StandInVendor, name: Case, vendor: string): VendorRequest[] {
  return standIn.of(name, vendor).filter((one) => endpointOf(vendor, one)?.handling !== 'pinned')
}

function endpointOf(vendor: string, request: { method: string; path: string }): Endpoint | undefined {
  return wireOf(vendor)?.endpoints.find((one) => one.matches(request.method, request.path))
}

/** Writes down every request before the guard sees it. */
function recording(test: TestGuard): Received[] {
  const received: Received[] = []
  const handle = test.guard.handle.bind(test.guard)
  test.guard.handle = (vendor, request) => {
    const endpoint = endpointOf(vendor, request)
    received.push({ ...request, vendor, goesOn: endpoint !== undefined && endpoint.handling !== 'pinned' })
    return handle(vendor, request)
  }
  return received
}

/** Method, address and body of each, sorted: the same list on both sides of the guard means that nothing was changed. */
export function bytesOf(requests: readonly { method: string; path: string; query: string; body: Uint8Array }[]): string[] {
  return requests.map((one) => `${one.method} ${one.path}?${one.query} ${Buffer.from(one.body).toString('latin1')}`).sort()
}

/** What the guard took in under the policy that allows everything, and what arrived, are the same bytes. */
export async function assertSameBytes(rig: Rig, vendor: string): Promise<number> {
  const arrived = await rig.arrived('allow', vendor)
  const received = rig.received('allow', vendor).filter((one) => one.goesOn)
  assert.ok(received.length > 0, 'the SDK sent something')
  assert.deepEqual(bytesOf(arrived), bytesOf(received))
  assert.ok(arrived.every(({ headers }) => headers.cookie === undefined && headers.referer === undefined && headers.origin === undefined))
  return arrived.length
}

/** Under the standard policy: nothing planted arrives, and wherever the SDK named the person, the same pseudonym does. */
export async function assertNothingOfThePerson(rig: Rig, vendor: string): Promise<number> {
  const arrived = await rig.arrived('standard', vendor)
  assert.ok(arrived.length > 0, 'events still arrive')
  const leaks = rig.standIn.of('standard', vendor).flatMap((one) => leaksIn(one, planted).map((found) => `${one.path}: ${found}`))
  assert.deepEqual(leaks, [])
  const pseudonym = new Pseudonyms(ROOT, wireOf(vendor) as Wire).of('user', person.id)
  const named = arrived.filter((one) => leaksIn(one, [pseudonym]).length > 0).length
  assert.ok(named > 0, 'the person is there, under one pseudonym')
  return arrived.length
}

/**
 * Not more requests than where all is well: a refusal must not make an SDK try again and again. How a browser cuts its batches is a
 * matter of timing; what SDKs do where they are refused is four to twelve times as many (measured without a guard).
 */
export function assertNoStorm(rig: Rig, name: Case, vendor: string): number {
  const [count, usual] = [rig.received(name, vendor).length, rig.received('standard', vendor).length]
  assert.ok(count <= 2 * usual + 2, `${count} requests, ${usual} where all is well`)
  return count
}
