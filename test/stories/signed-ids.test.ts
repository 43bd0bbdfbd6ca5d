// Signatures over ids: a vendor that checks who a visitor is (Intercom's identity verification) must still find its signature right once the id is a pseudonym.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, it } from 'node:test'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import type { Log } from '../../src/core/log.ts'
import { standardYaml, startGuard, type TestGuard } from '../guard-in-test.ts'

const SECRET = 'identity-verification-secret'
const sign = (id: string): string => createHmac('sha256', SECRET).update(id).digest('hex')

let vendor: StandIn
let guard: TestGuard | undefined
before(async () => {
  vendor = await startStandIn()
})
after(async () => {
  await guard?.close()
  await vendor.close()
})

/** Boots a messenger through a guard; what of `user_data` arrived. */
async function boot(yaml: string, options: { secret?: (name: string) => string | null; log?: Log }): Promise<Record<string, string>> {
  await guard?.close()
  guard = await startGuard(yaml, options)
  vendor.requests.length = 0
  const data = { user_id: 'u_1042', email: 'ada.lovelace@example.com', user_hash: sign('u_1042') }
  const body = new URLSearchParams({ app_id: 'abcd', user_data: JSON.stringify(data) })
  const answer = await fetch(`${guard.origin}/intercom/messenger/web/ping`, { method: 'POST', body })
  assert.equal(answer.status, 200)
  const arrived = new URLSearchParams(vendor.requests[0]?.body.toString('utf8'))
  return JSON.parse(arrived.get('user_data') ?? 'null') as Record<string, string>
}

it('with the secret named by the policy, user_hash is the signature of the pseudonym', async () => {
  const yaml = `${standardYaml('intercom', vendor.origin)}    secretEnv: INTERCOM_SECRET\n`
  const data = await boot(yaml, { secret: (name) => (name === 'INTERCOM_SECRET' ? SECRET : null) })
  assert.match(data.user_id ?? '', /^u_[a-z2-7]{26}$/)
  assert.equal(data.user_hash, sign(data.user_id ?? ''))
})

it('without the variable it goes, and the log names the variable', async () => {
  const said: unknown[] = []
  const yaml = `${standardYaml('intercom', vendor.origin)}    secretEnv: INTERCOM_SECRET\n`
  const log: Log = (name, facts) => void (name === 'guard.secret-missing' && said.push(facts))
  const data = await boot(yaml, { secret: () => null, log })
  assert.ok(!('user_hash' in data))
  assert.deepEqual(said, [{ vendor: 'intercom', variable: 'INTERCOM_SECRET' }])
})
