// intercom over the wire contract.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import type { Json } from '../../core/words.ts'
import { intercom, signAgain } from './wire.ts'

wireContract({ wire: intercom, requests: written('intercom') })

describe('intercom identity verification', () => {
  const boot = (data: Json) => ({ body: { app_id: 'a', user_data: data } })
  it('is signed again over what now stands there, with the secret', () => {
    const doc = boot({ user_id: 'u_pseudonym', user_hash: 'old' })
    signAgain(doc, 'secret')
    assert.deepEqual(doc.body.user_data, {
      user_id: 'u_pseudonym',
      user_hash: createHmac('sha256', 'secret').update('u_pseudonym').digest('hex'),
    })
    const byMail = boot({ email: 'a-b@person.invalid', user_hash: 'old' })
    signAgain(byMail, 'secret')
    assert.equal(
      (byMail.body.user_data as { user_hash: string }).user_hash,
      createHmac('sha256', 'secret').update('a-b@person.invalid').digest('hex'),
    )
  })
  it('goes without a secret or an id, and is never invented', () => {
    for (const [data, secret] of [
      [{ user_id: 'u', user_hash: 'old' }, null],
      [{ user_hash: 'old' }, 'secret'],
    ] as const) {
      const doc = boot({ ...data })
      signAgain(doc, secret)
      assert.ok(!('user_hash' in (doc.body.user_data as object)))
    }
    const none = boot({ user_id: 'u' })
    signAgain(none, 'secret')
    assert.deepEqual(none.body.user_data, { user_id: 'u' })
  })
})
