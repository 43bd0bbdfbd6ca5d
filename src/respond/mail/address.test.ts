import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOf, isUnder, nameOf, targetOf } from './address.ts'

const ends = (href: string) => allOf(targetOf(href)!).map((t) => t.host)

test('a name is taken apart at the public suffix, hosting suffixes included', () => {
  assert.deepEqual(
    { ...nameOf('A.b.example.co.uk') },
    { host: 'a.b.example.co.uk', domain: 'example.co.uk', core: 'example', suffix: 'co.uk', ip: false, hosted: false },
  )
  assert.equal(nameOf('x.web.app').hosted, true)
  assert.equal(nameOf('203.0.113.7').ip, true)
  assert.equal(nameOf('xn--pypal-4ve.example').core, 'pаypal')
})

test('what a redirector or tracker hides is found in clear, percent, base64 and amp paths', () => {
  assert.deepEqual(ends('https://click.vendor.example/ls?u=aHR0cHM6Ly9sdXJlLnRlc3QvYQ'), ['click.vendor.example', 'lure.test'])
  assert.deepEqual(ends('https://a.example/?to=https%253A%252F%252Flure.test%252Fa&x=1'), ['a.example', 'lure.test'])
  assert.deepEqual(ends('https://search.example/amp/s/lure.test/x'), ['search.example', 'lure.test'])
  assert.deepEqual(ends('https://a.example/ordinary/path?id=12345678901234'), ['a.example'])
})

test('userinfo, backslashes, missing schemes and control characters do not hide the host', () => {
  assert.equal(targetOf('https://bank.example@lure.test/')!.host, 'lure.test')
  assert.equal(targetOf('https://bank.example@lure.test/')!.userinfo, 'bank.example')
  assert.equal(targetOf('http:\\\\lure.test\\a')!.host, 'lure.test')
  assert.equal(targetOf('//lure.test/a')!.host, 'lure.test')
  assert.equal(targetOf('ht\ntps://lu\tre.test/')!.host, 'lure.test')
  assert.equal(targetOf('http://0xcb007107/')!.host, '203.0.113.7')
  for (const nothing of ['mailto:a@b.test', '#top', 'javascript:x', '', 'https://']) assert.equal(targetOf(nothing), null)
})

test('a domain is under another only at a dot', () => {
  assert.ok(isUnder('mail.fernhill.example', ['fernhill.example']))
  assert.ok(!isUnder('notfernhill.example', ['fernhill.example']))
})
