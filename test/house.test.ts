// The rules of the house, read from the source (test/house/ has one file a rule). Each rule is also shown trees that break it, so that none can pass while seeing nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ALL } from './house/all.ts'
import { invented, repository } from './house/tree.ts'

const house = repository(fileURLToPath(new URL('..', import.meta.url)))

test('the house has files to read', () => {
  assert.ok(house.paths.length > 50)
  assert.ok(house.paths.includes('src/core/errors.ts'))
})

for (const rule of ALL) {
  test(rule.name, () => {
    const breaches = rule.check(house)
    if (breaches.length > 0) assert.fail(`${breaches.length} to mend:\n${breaches.map((one) => `  ${one}`).join('\n')}`)
  })
  test(`${rule.name}: a breach is seen`, () => {
    assert.ok(rule.breaks.length > 0)
    for (const { files, says } of rule.breaks) assert.match(rule.check(invented(files)).join('\n'), says, JSON.stringify(files))
    for (const files of rule.holds ?? []) assert.deepEqual(rule.check(invented(files)), [])
  })
}
