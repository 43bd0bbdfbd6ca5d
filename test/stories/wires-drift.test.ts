// One SDK's major version, same application, same options: @sentry/node 10 then 11 through one lane. What is new is blocked and reported on its first request,
// naming what it is; the same traffic again reports nothing.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { sentry } from '../../src/wires/sentry/wire.ts'
import { captures } from '../contracts/captures.ts'
import { standardYaml } from '../guard-in-test.ts'
import { leaksIn } from '../leaks.ts'

it('@sentry/node 10 → 11: the IP address, x-forwarded-for and client.address are new, named and blocked', () => {
  const seen: { sdk: string; property: string; field: string | null; action: string }[] = []
  const lane = makeLane(
    sentry,
    parsePolicy(standardYaml('sentry', 'https://vendor.example'), 'cordon.yaml'),
    { judge: judgeOf, modeOf },
    new Pseudonyms(Buffer.alloc(32, 7), sentry),
    0,
    (sdk, place) => seen.push({ sdk, property: place.property, field: place.field, action: place.action.do }),
  )
  const replay = (file: string): void => {
    for (const { name, request } of captures(file)) {
      const { outgoing } = pass(lane, request)
      assert.ok(outgoing, name)
      const found = leaksIn(
        { url: `${outgoing.path}?${outgoing.query}`, headers: Object.fromEntries(outgoing.headers), body: Buffer.from(outgoing.body) },
        ['203.0.113.77', 'ada.lovelace@example.com'],
      )
      assert.deepEqual(found, [], name)
    }
  }

  replay('sentry-node-v10-http-server.json')
  assert.ok(seen.length > 100)
  assert.deepEqual([...new Set(seen.map(({ sdk }) => sdk))], ['sentry.javascript.node 10.78.0'])

  const before = seen.splice(0).map(({ property }) => property)
  replay('sentry-node-http-server.json')
  for (const property of ['user.ip_address', 'request.headers.x-forwarded-for', 'client.address']) {
    const found = seen.filter((one) => one.property.endsWith(property))
    assert.ok(found.length > 0, `${property} was not reported`)
    for (const one of found) {
      assert.equal(one.field, 'user.device.ip_address')
      assert.equal(one.action, 'drop')
      assert.ok(!before.includes(one.property))
    }
  }

  seen.length = 0
  for (let day = 0; day < 7; day++) replay('sentry-node-http-server.json')
  assert.deepEqual(seen, [])
})
