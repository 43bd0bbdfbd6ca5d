import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base32, keyedNotices } from './notice.ts'

const scheme = keyedNotices(Buffer.from('00112233445566778899aabbccddeeff', 'hex'))

test('base32 gives the vectors of RFC 4648', () => {
  for (const [text, code] of [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const)
    assert.equal(base32(Buffer.from(text)), code)
})

test('a code is valid for its address, replayed for another, forged where one letter differs', () => {
  const code = scheme.codeFor('N-2026-0001', 'a@b.example')
  assert.match(code, /^[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}$/)
  assert.equal(scheme.check('N-2026-0001', code.toLowerCase(), 'a@b.example'), 'valid')
  assert.equal(scheme.check('N-2026-0001', code, 'c@b.example', ['a@b.example']), 'replayed')
  assert.equal(scheme.check('N-2026-0002', code, 'a@b.example', ['c@b.example']), 'forged')
  const other = code.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))
  assert.equal(scheme.check('N-2026-0001', other, 'a@b.example'), 'forged')
})

test('codes and notices are found as people write them, prose is not taken for one', () => {
  const found = scheme.find('Enter notice N-2026-8750 with code RGST-4SO6-KC6Y, or RGST 4SO6 KC6Y. THIS ONLY TEST.')
  assert.deepEqual(found, { notices: ['N-2026-8750'], codes: ['RGST-4SO6-KC6Y'] })
  assert.deepEqual(scheme.find('6294-7FMN-BUNG').codes, ['6294-7FMN-BUNG'])
  assert.deepEqual(scheme.find('call 1234-5678-9012 on 2026-03-04').codes, [])
})
