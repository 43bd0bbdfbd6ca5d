// An address or a phone number in the place of any one text of a golden request, protocol words included: under the standard policy it does not leave, whatever the place is
// meant for. The long mode takes every place, the usual one a sample of each request.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Endpoint, Wire } from '../../src/core/wire.ts'
import type { Json } from '../../src/core/words.ts'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { wires } from '../../src/wires/all.ts'
import { isRawNumber } from '../../src/wires/codec/json.ts'
import { captures, type Golden, written } from '../contracts/captures.ts'
import { standardYaml } from '../guard-in-test.ts'

const VALUES = ['grace.hopper@example.com', '+442079460019']
const MOST = process.env.CORDON_LONG === '1' ? Number.POSITIVE_INFINITY : 12

interface Text {
  readonly holder: { [key: string]: Json }
  readonly key: string
  readonly path: string
}

function texts(node: { [key: string]: Json }, path = ''): Text[] {
  return Object.keys(node).flatMap((key) => {
    const value = node[key] as Json
    const below = Array.isArray(node) ? `${path}[]` : `${path}.${key}`
    if (typeof value === 'string') return [{ holder: node, key, path: below }]
    return typeof value === 'object' && value !== null && !isRawNumber(value) ? texts(value as { [key: string]: Json }, below) : []
  })
}

/** The golden request with `value` in place of its n-th text; null where its form cannot be written so. */
function withValue(endpoint: Endpoint, { request }: Golden, n: number, value: string): { request: Golden['request']; path: string } | null {
  try {
    const message = endpoint.read(request)
    const { holder, key, path } = texts(message.doc)[n] as Text
    holder[key] = value
    return { request: { ...request, ...message.write() }, path }
  } catch {
    return null
  }
}

function lookAt(wire: Wire): { looked: number; left: string[] } {
  const policy = parsePolicy(standardYaml(wire.vendor, 'https://vendor.example'), 'cordon.yaml')
  const lane = makeLane(
    wire,
    policy,
    { judge: judgeOf, modeOf },
    new Pseudonyms(Buffer.alloc(32, 7), wire),
    Date.UTC(2026, 10, 23),
    () => {},
  )
  const left = new Set<string>()
  let looked = 0
  for (const golden of [...captures(wire.vendor), ...written(wire.vendor)]) {
    const endpoint = wire.endpoints.find((one) => one.matches(golden.request.method, golden.request.path))
    if (endpoint === undefined || endpoint.handling === 'pinned') continue
    const count = readable(endpoint, golden)
    for (let n = 0; n < count; n += Math.max(1, Math.ceil(count / MOST)))
      for (const value of VALUES) {
        const made = withValue(endpoint, golden, n, value)
        const outgoing = made === null ? null : pass(lane, made.request).outgoing
        if (made === null || outgoing === null) continue
        looked++
        // Read as the vendor would; every encoding is looked through by the leak stories.
        const arrived = `${outgoing.path} ${outgoing.query} ${JSON.stringify(endpoint.read({ ...made.request, ...outgoing }).doc)}`
        if (arrived.toLowerCase().includes(value)) left.add(`${endpoint.name} ${made.path}`)
      }
  }
  return { looked, left: [...left] }
}

function readable(endpoint: Endpoint, { request }: Golden): number {
  try {
    return texts(endpoint.read(request).doc).length
  } catch {
    return 0
  }
}

describe('an address or number in the place of any text', () => {
  for (const wire of wires)
    it(`${wire.vendor}: does not leave`, () => {
      const { looked, left } = lookAt(wire)
      assert.ok(looked > 10, `${looked} looked at`)
      assert.deepEqual(left, [])
    })
})
