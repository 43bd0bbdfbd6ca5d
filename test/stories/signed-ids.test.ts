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
async function boot(
  yaml: string,
  options: { secret?: (name: string) => string | null; log?: Log },
  data: Record<string, string> = { user_id: 'u_1042', email: 'ada.lovelace@example.com', user_hash: sign('u_1042') },
): Promise<Record<string, string>> {
  await guard?.close()
  guard = await startGuard(yaml, options)
  vendor.requests.length = 0
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

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const parts = (token: string | undefined): string[] => (token ?? '').split('.')
function token(claims: unknown): string {
  const text = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(claims)}`
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`
}
const withSecret = { secret: (name: string) => (name === 'INTERCOM_SECRET' ? SECRET : null) }

it('a token of claims is made again over the pseudonym, with what the policy lets leave and its end', async () => {
  const yaml = `${standardYaml('intercom', vendor.origin)}    secretEnv: INTERCOM_SECRET\n`
  const claims = {
    user_id: 'u_1042',
    email: 'ada.lovelace@example.com',
    name: 'Ada Lovelace',
    plan: 'pro',
    iat: 1795438366,
    exp: 1795441966,
  }
  const data = await boot(yaml, withSecret, { user_id: 'u_1042', intercom_user_jwt: token(claims) })
  const [head, payload] = parts(data.intercom_user_jwt)
  const told = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>
  assert.deepEqual(told, { user_id: data.user_id, exp: 1795441966 })
  assert.match(String(told.user_id), /^u_[a-z2-7]{26}$/)
  assert.equal(parts(data.intercom_user_jwt)[2], createHmac('sha256', SECRET).update(`${head}.${payload}`).digest('base64url'))
})

it('who signed nothing gets nothing signed: another’s id with a wrong hash or token is not made good, and the log says so once', async () => {
  const said: unknown[] = []
  const yaml = `${standardYaml('intercom', vendor.origin)}    secretEnv: INTERCOM_SECRET\n`
  const log: Log = (name, facts) => void (name === 'guard.unsigned' && said.push(facts))
  const forged = { user_id: 'u_1042', user_hash: sign('u_7'), intercom_user_jwt: `${token({ user_id: 'u_1042' }).slice(0, -4)}AAAA` }
  const data = await boot(yaml, { ...withSecret, log }, forged)
  assert.ok(!('user_hash' in data) && !('intercom_user_jwt' in data))
  assert.deepEqual(said, [{ vendor: 'intercom', why: 'not right' }])
})
