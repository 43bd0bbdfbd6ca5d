// Damaged requests of every wire through all of the guard's steps: whatever comes in, a request is sent reduced or stopped with a reason; nothing is thrown.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { wires } from '../../src/wires/all.ts'
import { compressionOf, decompress } from '../../src/wires/codec/compress.ts'
import { genericWire } from '../../src/wires/generic/wire.ts'
import { captures, genericCard, written } from '../contracts/captures.ts'
import { standardYaml } from '../guard-in-test.ts'

const RUNS = process.env.CORDON_LONG === '1' ? 50_000 : 300
const PIECES =
  '{ [ } ] " \\ & = % null true 1e999 - "" {} [] , : 0 123456789012345678901234567890 "__proto__":1, "constructor":{"a":1}, "toString":"a", \u0000 \n'.split(
    ' ',
  )
const cuts = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...PIECES), fc.nat(6)), {
  minLength: 1,
  maxLength: 4,
})

describe('damaged requests through the steps of the guard', () => {
  for (const wire of [...wires, genericWire(genericCard)])
    it(wire.vendor, () => {
      const policy = parsePolicy(standardYaml(wire.vendor, 'https://vendor.example'), 'cordon.yaml')
      const lane = makeLane(wire, policy, { judge: judgeOf, modeOf }, new Pseudonyms(Buffer.alloc(32, 7), wire), 0, () => {})
      const seeds = [...captures(wire.vendor), ...written(wire.vendor)].map(({ request }) => {
        const kind = compressionOf(request.body)
        return { request, kind, plain: Buffer.from(kind === 'none' ? request.body : decompress(request.body, kind)) }
      })
      fc.assert(
        fc.property(fc.nat(seeds.length - 1), cuts, (seed, places) => {
          const { request, kind, plain } = seeds[seed] as (typeof seeds)[number]
          let body = plain
          for (const [where, put, over] of places) {
            const at = Math.floor(where * body.length)
            body = Buffer.concat([body.subarray(0, at), Buffer.from(put), body.subarray(Math.min(body.length, at + over))])
          }
          const passage = pass(lane, { ...request, body: kind === 'gzip' ? gzipSync(body, { level: 1 }) : body })
          assert.ok(passage.outgoing !== null || passage.stopped !== null)
        }),
        { numRuns: RUNS, seed: 5 },
      )
    })
})
