// Patterns that could be made slow are refused; those that issuers' keys need are not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLinear } from './pattern.ts'

test('patterns of keys are linear', () => {
  for (const pattern of [
    'sk_live_[A-Za-z0-9]{24,200}',
    'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}',
    '(?:AKIA|ASIA)[A-Z0-9]{16}',
    'x[a-z]+',
    'a\\+b\\+c\\+',
  ]) {
    assert.equal(isLinear(pattern), true, pattern)
  }
})

test('patterns that repeat what repeats, look around or refer back are not', () => {
  for (const pattern of ['(a+)+', '(a|b)*', 'a*b*', '(?=a)b', '(a)\\1', '[', 'a{1,100000}', '(?<n>a)\\k<n>'])
    assert.equal(isLinear(pattern), false, pattern)
})
