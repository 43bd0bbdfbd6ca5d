// A person's values must be found however they are written, and not where only chance makes letters agree.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { KnownValues } from './known.ts'

const ada = new KnownValues()
ada.add('ada.lovelace@example.com', 'user.contact.email')
ada.add('Ada Lovelace', 'user.name')
ada.add('+44 20 7946 0018', 'user.contact.phone_number')
ada.add('u_1042', 'user.unique_id')
ada.add('203.0.113.77', 'user.device.ip_address')

const kinds = (text: string): string[] => ada.find(text).map((f) => `${f.what}:${text.slice(f.start, f.end)}`)

test('an e-mail address in any spelling', () => {
  for (const spelling of [
    'ada.lovelace@example.com',
    'ADA.LOVELACE@EXAMPLE.COM',
    'ada%2Elovelace%40example%2Ecom',
    'ada.lovelace&#64;example.com',
    '\\u0061da.lovelace@example.com',
    'ada.lovelace @ example.com',
    'ada_lovelace_example_com',
    'ada.love\u200blace@example.com',
  ]) {
    assert.deepEqual(
      ada.find(`to ${spelling}.`).map((f) => [f.field, f.start, f.end]),
      [['user.contact.email', 3, 3 + spelling.length]],
      spelling,
    )
  }
})

test('a name, turned round and in parts', () => {
  assert.deepEqual(kinds('Lovelace, Ada'), ['known-name:Lovelace, Ada'])
  assert.deepEqual(kinds('hello ada!'), ['known-name-part:ada'])
  assert.deepEqual(kinds('user.LOVELACE-profile'), ['known-name-part:LOVELACE'])
  assert.deepEqual(kinds('Canada, an adapter, lovelaces'), [])
})

test('a phone number in any punctuation, also as at home', () => {
  for (const spelling of [
    '+442079460018',
    '442079460018',
    '0044 20 7946 0018',
    '+44 (0)20-7946-0018',
    '020 7946 0018',
    '(020) 7946.0018',
  ]) {
    assert.equal(ada.find(`call ${spelling} now`).length, 1, spelling)
  }
  assert.deepEqual(kinds('417946001'), [])
})

test('an id as a word, and not inside another', () => {
  assert.deepEqual(kinds('/users/u_1042/edit'), ['known:u_1042'])
  assert.deepEqual(kinds('menu_1042 u_10423'), [])
  assert.deepEqual(kinds('u 1042'), ['known:u 1042'])
})

test('unkeyed hashes, in hexadecimal and base64', () => {
  const inputs = [
    'ada.lovelace@example.com',
    'adalovelace@example.com',
    'ada lovelace',
    'ada',
    '+442079460018',
    '442079460018',
    'u_1042',
    'ADA.LOVELACE@EXAMPLE.COM',
  ]
  for (const how of ['md5', 'sha1', 'sha256', 'sha512']) {
    for (const input of inputs) {
      const digest = createHash(how).update(input).digest()
      for (const text of [
        digest.toString('hex'),
        digest.toString('hex').toUpperCase(),
        digest.toString('base64'),
        digest.toString('base64url'),
      ]) {
        assert.deepEqual(
          ada.find(`h=${text};`).map((f) => f.what),
          ['hash'],
          `${how} ${input}`,
        )
      }
    }
  }
  assert.deepEqual(kinds(createHash('sha256').update('somebody@example.com').digest('hex')), [])
})

test('base64 of a value inside other base64', () => {
  for (const before of ['', 'a', 'ab']) {
    const text = Buffer.from(`${before}ada.lovelace@example.com\u0000\u0001`).toString('base64')
    assert.deepEqual(
      ada.find(text).map((f) => f.what),
      ['base64'],
    )
  }
})

test('a name in a script without blanks', () => {
  const ming = new KnownValues()
  ming.add('李明', 'user.name')
  assert.deepEqual(
    ming.find('你好李明先生').map((f) => [f.start, f.end]),
    [[2, 4]],
  )
})

test('values that stand everywhere are refused', () => {
  const none = new KnownValues()
  none.add('a', 'user.name')
  none.add('  ', 'user.unique_id')
  assert.equal(none.size, 0)
  assert.deepEqual(none.find('a b c'), [])
})

test('many values are found as few are', () => {
  const many = new KnownValues()
  for (let i = 0; i < 500; i++) many.add(`person${i}@example.com`, 'user.contact.email')
  assert.deepEqual(
    many.find('x person499@example.com y').map((f) => [f.start, f.end]),
    [[2, 23]],
  )
  assert.deepEqual(many.find('nobody@example.com'), [])
})
