// Maps by e-mail, phone or id: a person's values as names of properties, in every object of every golden request, under the standard policy. None reaches a vendor, and none is
// written down as the name of a new property.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Wire, WireRequest } from '../../src/core/wire.ts'
import type { Json } from '../../src/core/words.ts'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { wires } from '../../src/wires/all.ts'
import { isObject } from '../../src/wires/codec/json.ts'
import { genericWire } from '../../src/wires/generic/wire.ts'
import { captures, type Golden, genericCard, written } from '../contracts/captures.ts'
import { standardYaml } from '../guard-in-test.ts'
import { leaksIn } from '../leaks.ts'

const KEYS = ['grace.hopper@example.com', '+442079460019', '203.0.113.99', 'mail of grace.hopper@example.com']

/** Puts each of KEYS into every object, with values that tell nothing. */
function plant(node: Json): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, one) => sum + plant(one), 0)
  if (!isObject(node)) return 0
  const below = Object.values(node).reduce<number>((sum, one) => sum + plant(one), 0)
  for (const [i, key] of KEYS.entries()) node[key] = i % 2 === 0 ? true : { n: 1 }
  return below + 1
}

/** The request with keys planted; null where its form has no place for them. */
function withKeys(wire: Wire, { request }: Golden): WireRequest | null {
  const endpoint = wire.endpoints.find((one) => one.matches(request.method, request.path))
  if (endpoint === undefined) return null
  try {
    const message = endpoint.read(request)
    return plant(message.doc.body as Json) === 0 ? null : { ...request, ...message.write() }
  } catch {
    return null
  }
}

describe('personal values as keys', () => {
  let looked = 0
  for (const wire of [...wires, genericWire(genericCard)])
    it(`${wire.vendor}: none reaches the vendor, none is written down`, () => {
      const policy = parsePolicy(standardYaml(wire.vendor, 'https://vendor.example'), 'cordon.yaml')
      const told: string[] = []
      const pseudonyms = new Pseudonyms(Buffer.alloc(32, 7), wire)
      const lane = makeLane(wire, policy, { judge: judgeOf, modeOf }, pseudonyms, Date.UTC(2026, 10, 23), (_sdk, place) =>
        told.push(place.property),
      )
      for (const golden of [...captures(wire.vendor), ...written(wire.vendor)]) {
        const request = withKeys(wire, golden)
        if (request === null) continue
        looked++
        const { outgoing } = pass(lane, request)
        if (outgoing === null) continue
        const sent = {
          url: `${outgoing.path}?${outgoing.query}`,
          headers: Object.fromEntries(outgoing.headers),
          body: Buffer.from(outgoing.body),
        }
        assert.deepEqual(leaksIn(sent, KEYS), [], golden.name)
      }
      assert.deepEqual(
        told.filter((property) => /grace|9460019|203\.0\.113\.99/.test(property)),
        [],
      )
    })
  it('requests of most forms were looked at', () => assert.ok(looked > 150, `${looked}`))
})
