import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import { canonicalId, deriveKey, hmac, hmacKey, identityOf } from './keys.ts'

it('hmac is HMAC-SHA-256', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.string({ unit: 'binary' }), (key, text) => {
      assert.deepEqual(hmac(hmacKey(key), text), createHmac('sha256', key).update(text).digest())
    }),
  )
})

it('derives different keys for labels that run together alike', () => {
  const root = Buffer.alloc(32, 1)
  assert.notDeepEqual(deriveKey(root, 'ab', 'c'), deriveKey(root, 'a', 'bc'))
  assert.throws(() => deriveKey(Buffer.alloc(31), 'a'), RangeError)
})

it('an e-mail is the same person in any case, and another key makes another identity', () => {
  const key = Buffer.alloc(32, 2)
  assert.equal(identityOf(key, ' Ada@Example.com'), identityOf(key, 'ada@example.com'))
  assert.notEqual(identityOf(key, 'u_1'), identityOf(Buffer.alloc(32, 3), 'u_1'))
  assert.equal(canonicalId(' U_1 '), 'U_1')
  assert.equal(identityOf(key, 'u_1').length, 22)
})
