import assert from 'node:assert/strict'
import { test } from 'node:test'
import { disguisedWords, distance, isDisguised, letters, plain, skeleton, squash } from './look.ts'

test('plain takes accents, styles and invisible characters away, and leaves other alphabets', () => {
  assert.equal(plain('Ｖéri\u200bfiez 𝗩𝗢𝗧𝗥𝗘 Straße'), 'verifiez votre strasse')
  assert.equal(plain('Подтвердите'), 'подтвердите')
})

test('what looks alike has one skeleton', () => {
  for (const shown of ['раураl', 'paypaI', 'PayPa1', 'pаypal', 'ｐａｙｐａｌ']) assert.equal(skeleton(shown), skeleton('paypal'), shown)
  assert.equal(squash('C o i n b a s e'), squash('Coinbase'))
  assert.equal(squash('rnicrosoft'), squash('microsoft'))
  assert.notEqual(squash('mixpanel'), squash('mixpane'))
  assert.notEqual(letters('fernhill'), letters('femhill'))
})

test('disguise is looking the same and being written otherwise', () => {
  assert.ok(isDisguised('Iedger', 'Ledger'))
  assert.ok(isDisguised('Lеdger', 'Ledger'))
  assert.ok(!isDisguised('LEDGER', 'Ledger'))
  assert.ok(!isDisguised('Itau', 'Itaú'))
})

test('words of mixed alphabets are seen, words of one alphabet are not', () => {
  assert.deepEqual(disguisedWords('Yоur wallet'), ['Yоur'])
  assert.deepEqual(disguisedWords('𝖣𝗈𝗇t pay'), ['𝖣𝗈𝗇t'])
  assert.deepEqual(disguisedWords('Ваш счёт, Größe, naïve'), [])
})

test('distance counts a swap once and stops at its limit', () => {
  assert.equal(distance('fernhill', 'frenhill', 1), 1)
  assert.equal(distance('abc', 'abc', 1), 0)
  assert.equal(distance('abcdef', 'uvwxyz', 2), 3)
})
