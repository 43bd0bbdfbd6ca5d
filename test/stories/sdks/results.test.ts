// The table of SDKs in the reference speaks of the SDKs that are installed here: whoever upgrades one measures again.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { it } from 'node:test'
import { BROWSER_DRIVES } from './browser-drives.ts'
import { NODE_DRIVES } from './node-drives.ts'
import { RESULTS, type SdkResult } from './results.ts'

it('the measured results are of every SDK that is driven, in the version installed', async () => {
  const results = JSON.parse(await readFile(RESULTS, 'utf8')) as SdkResult[]
  const wanted = [...Object.values(NODE_DRIVES), ...Object.values(BROWSER_DRIVES)].map((one) => one.package).sort()
  assert.deepEqual(
    results.map((one) => one.package),
    wanted,
  )
  for (const one of results) {
    const url = new URL(`../../../node_modules/${one.package}/package.json`, import.meta.url)
    assert.equal(
      one.version,
      JSON.parse(await readFile(url, 'utf8')).version,
      `${one.package}: measure again with CORDON_UPDATE=1 CORDON_LONG=1`,
    )
    for (const name of ['same', 'reduced', 'allow', 'standard', 'cut', 'dropped', 'down', 'refusing', 'failing'])
      assert.ok((one.counts[name] ?? 0) > 0, `${one.package} in case ${name}`)
  }
})
