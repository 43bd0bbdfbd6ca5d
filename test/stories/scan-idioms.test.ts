// What the scan must follow in Java, Kotlin, Go and PHP: one idiom, one small program. Written as such programs are written, not after any one repository.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { covers } from '../../src/fields/taxonomy.ts'
import { go } from './idioms/go.ts'
import { java } from './idioms/java.ts'
import { kotlin } from './idioms/kotlin.ts'
import { php } from './idioms/php.ts'
import { fields, scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()

for (const [language, idioms] of Object.entries({ java, kotlin, go, php }))
  for (const [name, [files, vendor, wanted]] of Object.entries(idioms))
    test(`${language}: ${name}`, async () => {
      const found = fields(await scanFiles(files, catalog), vendor)
      const missing = wanted.filter((field) => !found.some((one) => one === field || covers(one, field) || covers(field, one)))
      assert.deepEqual(missing, [], `found: ${found.join(', ') || 'no field'}`)
    })
