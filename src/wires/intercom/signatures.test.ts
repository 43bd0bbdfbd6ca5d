// Identity verification: what was right is right again over pseudonyms, what was not stays wrong, and the guard signs nobody's claim.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { type Golden, written } from '../../../test/contracts/captures.ts'
import { endpointOf } from '../../../test/contracts/wire.ts'
import type { Json } from '../../core/words.ts'
import { signAgain } from './signatures.ts'
import { intercom } from './wire.ts'

const SECRET = 'identity-verification-secret'
type Fields = { [key: string]: Json }
const sign = (id: string): string => createHmac('sha256', SECRET).update(id).digest('hex')
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function token(claims: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }, secret = SECRET): string {
  const text = `${base64(header)}.${base64(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

describe('user_hash', () => {
  /** What stands there after `changed` took the place of what did, and why a signature went. */
  function after(data: Fields, changed: Fields, secret: string | null = SECRET, ours = false): [Fields, string | null] {
    const doc = { body: { app_id: 'a', user_data: data } }
    const again = signAgain(doc, secret, ours)
    Object.assign(data, changed)
    for (const [key, value] of Object.entries(changed)) if (value === null) delete data[key]
    const why = again()
    return [data, why]
  }

  it('is signed again over the pseudonym of the id, or of the e-mail where there is no id', () => {
    assert.deepEqual(after({ user_id: 'u_1', email: 'a@b.example', user_hash: sign('u_1') }, { user_id: 'u_x' }), [
      { user_id: 'u_x', email: 'a@b.example', user_hash: sign('u_x') },
      null,
    ])
    assert.deepEqual(
      after({ email: 'a@b.example', user_hash: sign('a@b.example') }, { email: 'x@y.invalid' })[0].user_hash,
      sign('x@y.invalid'),
    )
  })
  it('goes where it was wrong, where there is no secret, or where the id went', () => {
    const gone = (data: Fields, changed: Fields, secret: string | null = SECRET): string | null => {
      const [left, why] = after(data, changed, secret)
      assert.ok(!('user_hash' in left))
      return why
    }
    assert.equal(gone({ user_id: 'u_1', user_hash: sign('u_2') }, { user_id: 'u_x' }), 'not right')
    assert.equal(gone({ user_id: 'u_1', user_hash: '0'.repeat(64) }, { user_id: 'u_x' }), 'not right')
    assert.equal(gone({ user_id: 'u_1', user_hash: sign('u_1') }, { user_id: 'u_x' }, null), 'no secret')
    assert.equal(gone({ user_id: 'u_1', email: 'a@b.example', user_hash: sign('u_1') }, { user_id: null }), 'not right')
  })
  it('stays where the id does, is never invented, and is given to Cordon’s own persons', () => {
    assert.deepEqual(after({ user_id: 'u_1', user_hash: 'any' }, {}), [{ user_id: 'u_1', user_hash: 'any' }, null])
    assert.deepEqual(after({ user_id: 'u_1' }, { user_id: 'u_x' }), [{ user_id: 'u_x' }, null])
    assert.equal(after({ user_id: 'u_9', user_hash: 'of a template' }, {}, SECRET, true)[0].user_hash, sign('u_9'))
  })
})

describe('intercom_user_jwt', () => {
  const golden = written('intercom').find(({ request }) => Buffer.from(request.body).includes('intercom_user_jwt')) as Golden
  const endpoint = endpointOf(intercom, golden)
  /** What leaves of a token when its id and e-mail become others. */
  function left(jwt: string, secret: string | null): Json | undefined {
    const body = Buffer.from(new URLSearchParams({ app_id: 'a', user_data: JSON.stringify({ intercom_user_jwt: jwt }) }).toString())
    const message = endpoint.read({ ...golden.request, body })
    const again = endpoint.resign?.(message.doc, secret, false)
    const claims = (message.doc.body as { user_data: { intercom_user_jwt: Json } }).user_data.intercom_user_jwt
    if (typeof claims === 'object') Object.assign(claims as object, { user_id: 'u_x' })
    again?.()
    const out = new URLSearchParams(Buffer.from(message.write().body).toString())
    return (JSON.parse(out.get('user_data') ?? '{}') as Fields).intercom_user_jwt
  }

  it('its claims stand in the tree, and go back letter by letter where nothing changed', () => {
    const message = endpoint.read(golden.request)
    const { user_data } = message.doc.body as { user_data: { intercom_user_jwt: Fields } }
    assert.equal(user_data.intercom_user_jwt.user_id, 'u_1042')
    assert.deepEqual(Buffer.from(message.write().body), Buffer.from(golden.request.body))
  })
  it('is signed again over changed claims', () => {
    assert.equal(left(token({ user_id: 'u_1', exp: 99 }), SECRET), token({ user_id: 'u_x', exp: 99 }))
  })
  it('goes without a secret, and where it was signed with another, by another algorithm, not at all, or is none', () => {
    assert.equal(left(token({ user_id: 'u_1' }), null), undefined)
    for (const wrong of [
      token({ user_id: 'u_1' }, undefined, 'another secret'),
      token({ user_id: 'u_1' }, { alg: 'none' }),
      token({ user_id: 'u_1' }, { alg: 'HS512' }),
      `${base64({ alg: 'none' })}.${base64({ user_id: 'u_1' })}.`,
      `${base64({ alg: 'HS256' })}.${base64({ user_id: 'u_1' })}.`,
      'no token',
    ])
      assert.equal(left(wrong, SECRET), undefined)
  })
})
