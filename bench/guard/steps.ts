// `node bench/guard/steps.ts`: CPU time of the steps alone (recognise … write), a request; CPU time, so that a busy machine tells the same.
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { mixpanel } from '../../src/wires/mixpanel/wire.ts'
import { mixpanelBody } from './bodies.ts'

const policy = parsePolicy(
  'version: 1\ncompany: { name: Bench, domains: [engines.example] }\nqueryKeys: [utm_source]\nvendors:\n  mixpanel:\n    mode: enforce\n    decision: { owner: ada@engines.example, reason: bench }\n    properties: { plan: allow, seats: allow }\n',
  'bench',
)
const lane = makeLane(mixpanel, policy, { judge: judgeOf, modeOf }, new Pseudonyms(Buffer.alloc(32, 1), mixpanel), 0, () => {})
for (const events of [1, 50]) {
  const requests = Array.from({ length: 500 }, (_, person) => ({
    method: 'POST',
    path: '/track/',
    query: 'verbose=1&ip=1',
    headers: [['content-type', 'application/x-www-form-urlencoded']] as [string, string][],
    body: Buffer.from(mixpanelBody(events, person)),
  }))
  for (const request of requests) pass(lane, request)
  const rounds = events === 1 ? 40 : 4
  const before = process.cpuUsage()
  for (let round = 0; round < rounds; round++) for (const request of requests) pass(lane, request)
  const spent = process.cpuUsage(before)
  const micros = (spent.user + spent.system) / (rounds * requests.length)
  console.log(`${events} event(s) a request: ${micros.toFixed(1)} µs a request, ${(micros / events).toFixed(1)} µs an event`)
}
