// Cordon scans itself: a product that asks what a company hands to its vendors answers it about itself.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('../..', import.meta.url))

interface Found {
  readonly path: string
}
interface Vendor {
  readonly id: string
  readonly evidence: readonly Found[]
  readonly fields: readonly Found[]
  readonly keys: readonly Found[]
  readonly code: readonly Found[]
}

/** Where a vendor's name stands for a reason: its card and its wire know its address, a table knows its traffic, the example company and the bench run its SDK. */
const SPEAKS_OF_VENDORS = /^(catalog|src\/wires|src\/discover|examples|bench)\//

/** A card's list of hosts reads like a configuration that sends there; the example and the bench really do. */
const MAY_HAND_OVER = /^(catalog|examples|bench)\//

test('Cordon hands nobody anything: no field, no key, no code of a vendor outside its example and its bench', () => {
  const run = spawnSync(process.execPath, ['bin/cordon.js', 'scan', '.', '--json'], { cwd: home, encoding: 'utf8', maxBuffer: 1 << 26 })
  // 1: something found.
  assert.ok(run.status === 0 || run.status === 1, run.stderr)
  const { vendors, files } = JSON.parse(run.stdout) as { vendors: Vendor[]; files: { seen: number } }
  assert.ok(files.seen > 100)
  assert.ok(
    vendors.some((vendor) => vendor.id === 'mixpanel'),
    'the scan sees at least the address in the wire',
  )
  const stray = vendors.flatMap((vendor) => {
    const { evidence, fields, keys, code } = vendor
    const named = evidence.filter(({ path }) => !SPEAKS_OF_VENDORS.test(path))
    const handed = [...fields, ...keys, ...code].filter(({ path }) => !MAY_HAND_OVER.test(path))
    return [...named, ...handed].map(({ path }) => `${vendor.id}: ${path}`)
  })
  assert.deepEqual(stray, [])
})
