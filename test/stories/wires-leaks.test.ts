// The captures of the real SDKs, and requests written after vendors' documentation, through the guard's steps under the standard policy: nothing planted
// is left in what would be sent, in any encoding. The scanner is first shown to see every planted position in the raw requests.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Wire, WireRequest } from '../../src/core/wire.ts'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { type Passage, pass } from '../../src/guard/steps.ts'
import { wireOf, wires } from '../../src/wires/all.ts'
import { genericWire } from '../../src/wires/generic/wire.ts'
import { captures, genericCard, written } from '../contracts/captures.ts'
import { allowAllYaml, standardYaml } from '../guard-in-test.ts'
import { leaksIn } from '../leaks.ts'

const golden = join(import.meta.dirname, '..', 'golden')
const PLANTED: Readonly<Record<string, readonly string[]>> = {
  'user id': ['u_1042'],
  'org id': ['org_77'],
  'e-mail': ['ada.lovelace@example.com'],
  name: ['Ada Lovelace'],
  phone: ['+44 20 7946 0018', '+442079460018'],
  ip: ['203.0.113.77'],
  'reset token': ['token=SECRET', 'token=abc'],
  'api key': ['SECRET123'],
  'referrer search': ['private+search', 'private search'],
  'click id': ['gclid=G1', '"G1"'],
  card: ['4242424242424242'],
}
const NEEDLES = Object.values(PLANTED).flat()

/** Which wire reads a capture, by the start of its file name. */
const VENDOR_OF: Readonly<Record<string, string>> = {
  amplitude: 'amplitude',
  datadog: 'datadog',
  jitsu: 'jitsu',
  mixpanel: 'mixpanel',
  posthog: 'posthog',
  rudderstack: 'rudderstack',
  segment: 'segment',
  sentry: 'sentry',
}

function laneFor(wire: Wire, yaml = standardYaml, onNew: Parameters<typeof makeLane>[5] = () => {}): ReturnType<typeof makeLane> {
  const policy = parsePolicy(yaml(wire.vendor, 'https://vendor.example'), 'cordon.yaml')
  return makeLane(wire, policy, { judge: judgeOf, modeOf }, new Pseudonyms(Buffer.alloc(32, 7), wire), Date.UTC(2026, 10, 23), onNew)
}

function scan(request: Pick<WireRequest, 'path' | 'query' | 'headers' | 'body'>): string[] {
  return leaksIn(
    { url: `${request.path}?${request.query}`, headers: Object.fromEntries(request.headers), body: Buffer.from(request.body) },
    NEEDLES,
  )
}

function guarded(wire: Wire, request: WireRequest): Passage {
  return pass(laneFor(wire), request)
}

describe('planted positions of the captures', () => {
  const positions = JSON.parse(readFileSync(join(golden, 'captures', 'identity-positions.json'), 'utf8')).positions as Record<
    string,
    Record<string, Record<string, string[]>>
  >
  let looked = 0
  for (const [file, kinds] of Object.entries(positions)) {
    const vendor = VENDOR_OF[file.split('-')[0] as string] as string
    it(`${file}: none reaches the vendor`, () => {
      const wire = wireOf(vendor)
      assert.ok(wire, `no wire for ${vendor}`)
      const requests = captures(`${file}.json`)
      for (const [kind, markers] of Object.entries(kinds)) {
        const ofKind = requests.filter(({ request }) => kind === `${request.method} ${request.path}`)
        assert.ok(ofKind.length > 0, kind)
        const raw = ofKind.flatMap(({ request }) => scan(request)).join('\n')
        for (const [marker, paths] of Object.entries(markers)) {
          looked += paths.length
          if (PLANTED[marker] !== undefined)
            assert.ok(
              PLANTED[marker].some((value) => raw.includes('the value') || raw.includes(value)),
              `${marker} is not seen in the raw ${kind}`,
            )
        }
      }
      for (const { name, request } of requests) {
        const passage = guarded(wire, request)
        if (passage.outgoing !== null) assert.deepEqual(scan(passage.outgoing), [], name)
        else assert.ok(passage.stopped === 'pinned', `${name} stopped: ${passage.stopped}`)
      }
    })
  }
  it('all 495 positions were looked at', () => assert.equal(looked, 495))
})

describe('planted positions of the written requests', () => {
  const names = [...new Set(readdirSync(join(golden, 'wires')).map((name) => name.replace('.json', '').split('@')[0] as string))]
  for (const name of names)
    it(`${name}: none reaches the vendor`, () => {
      const wire = name === 'generic' ? genericWire(genericCard) : wireOf(name)
      assert.ok(wire, `no wire for ${name}`)
      for (const one of written(name)) {
        const { outgoing, stopped } = guarded(wire, one.request)
        if (outgoing !== null) assert.deepEqual(scan(outgoing), [], one.name)
        else assert.ok(stopped === 'pinned' || one.request.path.includes('minidump'), `${one.name} stopped: ${stopped}`)
      }
    })
  it('every wire has them', () =>
    assert.deepEqual(
      wires.map((wire) => wire.vendor).filter((vendor) => !names.includes(vendor) && vendor !== 'mixpanel'),
      [],
    ))
})

describe('with a policy that allows everything', () => {
  const lost: string[] = []
  for (const wire of wires)
    it(`${wire.vendor}: the same bytes go on, but for credentials, which no policy lets leave`, () => {
      const dropped: (string | null)[] = []
      const lane = laneFor(wire, allowAllYaml, (_sdk, place) => {
        if (place.action.do === 'drop') dropped.push(place.field)
      })
      for (const { name, request } of [...captures(wire.vendor), ...written(wire.vendor)]) {
        const { outgoing, reduced } = pass(lane, request)
        if (outgoing === null || Buffer.from(outgoing.body).equals(Buffer.from(request.body))) continue
        assert.ok((reduced?.removed ?? 0) > 0, name)
        lost.push(name)
      }
      assert.deepEqual(
        dropped.filter((field) => !field?.startsWith('user.authorization')),
        [],
      )
    }) // docs/reference/wires.md names them.
  it('three golden requests lose anything at all: a bearer token that the application itself was sent', () =>
    assert.deepEqual(lost, [
      'sentry-node-http-server#0 POST /api/4242/envelope/',
      'sentry-node-v10-http-server#1 POST /api/4242/envelope/',
      'sentry-node-v10-http-server#2 POST /api/4242/envelope/',
    ]))
})
