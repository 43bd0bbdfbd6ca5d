// `npm run bench:wires`: CPU time of the steps for every wire over its golden requests under the standard policy, beside decoding and encoding the same bytes without judging anything.
import { judgeOf, modeOf } from '../src/decide/action.ts'
import { parsePolicy } from '../src/decide/policy.ts'
import { makeLane } from '../src/guard/lane.ts'
import { Pseudonyms } from '../src/guard/pseudonym.ts'
import { pass } from '../src/guard/steps.ts'
import { wires } from '../src/wires/all.ts'
import { captures, written } from '../test/contracts/captures.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 30)

function micros(work: () => void): number {
  work()
  const before = process.cpuUsage()
  for (let round = 0; round < ROUNDS; round++) work()
  const spent = process.cpuUsage(before)
  return (spent.user + spent.system) / ROUNDS
}

console.log('wire                 requests   bytes a request   steps µs a request   decode and encode alone   ratio')
for (const wire of wires) {
  const policy = parsePolicy(
    `version: 1\ncompany: { name: Bench, domains: [engines.example] }\nvendors:\n  ${wire.vendor}:\n    mode: enforce\n    decision: { owner: ada@engines.example, reason: bench }\n`,
    'bench',
  )
  const lane = makeLane(wire, policy, { judge: judgeOf, modeOf }, new Pseudonyms(Buffer.alloc(32, 1), wire), 0, () => {})
  const requests = [...captures(wire.vendor), ...written(wire.vendor)].map((one) => one.request)
  const taken = requests.filter((request) => wire.endpoints.some((endpoint) => endpoint.matches(request.method, request.path)))
  if (taken.length === 0) throw new Error(`no golden request for ${wire.vendor}`)
  const steps = micros(() => {
    for (const request of taken) pass(lane, request)
  })
  const codec = micros(() => {
    for (const request of taken) {
      try {
        wire.endpoints
          .find((endpoint) => endpoint.matches(request.method, request.path))
          ?.read(request)
          .write()
      } catch {}
    }
  })
  const bytes = taken.reduce((sum, request) => sum + request.body.length + request.query.length, 0) / taken.length
  console.log(
    `${wire.vendor.padEnd(20)} ${String(taken.length).padStart(8)} ${bytes.toFixed(0).padStart(17)} ${(steps / taken.length).toFixed(0).padStart(20)} ${(codec / taken.length).toFixed(0).padStart(25)} ${(steps / codec).toFixed(1).padStart(7)}`,
  )
}
