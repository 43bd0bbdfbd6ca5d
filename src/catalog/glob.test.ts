// `*` stands for any characters, also none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { glob } from './glob.ts'

test('a pattern fits as a whole', () => {
  assert.ok(glob('cdn.panelco.example/*/sdk.js', 'cdn.panelco.example/v1.2/sdk.js'))
  assert.ok(glob('cdn.panelco.example/*', 'cdn.panelco.example/'))
  assert.ok(!glob('cdn.panelco.example/sdk.js', 'cdn.panelco.example/sdk.js/more'))
  assert.ok(!glob('a*b', 'acbc'))
})

test('a pattern of many stars stays quick', () => {
  const started = performance.now()
  assert.ok(!glob(`${'a*'.repeat(200)}b`, 'a'.repeat(20_000)))
  assert.ok(performance.now() - started < 2_000)
})
