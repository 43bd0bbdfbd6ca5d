// Shapes of pseudonyms that vendors check.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { digitsLike, hexLike, uuid7Like } from './ids.ts'

const hash = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 11) % 256))

it('hex ids keep length and case, digits their number, UUIDv7 its version and day; other texts are not theirs', () => {
  assert.match(hexLike('700421a0874c01fa12f8d3d4a271353f', hash) ?? '', /^[0-9a-f]{32}$/)
  assert.match(hexLike('EEE19B7EC3C1B174', hash) ?? '', /^[0-9A-F]{16}$/)
  assert.equal(hexLike('u_1042', hash), null)
  assert.match(digitsLike('1234567890', hash) ?? '', /^[1-9]\d{9}$/)
  assert.equal(digitsLike('12a4567', hash), null)
  const original = '01a20877-65b1-78e5-a73a-ce14b76a1726'
  const made = uuid7Like(original, hash) ?? ''
  assert.match(made, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const time = (uuid: string): number => Number.parseInt(uuid.replace('-', '').slice(0, 12), 16)
  assert.equal(Math.floor(time(made) / 86_400_000), Math.floor(time(original) / 86_400_000))
  assert.notEqual(made, original)
  assert.equal(uuid7Like('9ec79c33-ec99-42ab-8353-589fcb2e04dc', hash), null)
})
