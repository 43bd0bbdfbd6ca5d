// What the scan must follow in Go, as small programs in text: idioms/go/*.txt. `=== name` begins one, `@ vendor: fields` says what it hands to whom, `! vendor: fields` what it does not, `--- path` begins a file.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { covers } from '../../src/fields/taxonomy.ts'
import { fields, ids, scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()
const folder = join(import.meta.dirname, 'idioms', 'go')

for (const name of readdirSync(folder).sort())
  for (const text of readFileSync(join(folder, name), 'utf8').split(/^=== /m).slice(1)) {
    const [head, ...parts] = text.split(/^--- /m)
    const [title, ...said] = head!.trim().split('\n')
    test(`Go: ${title}`, async () => {
      const done = await scanFiles(
        Object.fromEntries(parts.map((part) => [part.split('\n', 1)[0]!, part.slice(part.indexOf('\n') + 1)])),
        catalog,
      )
      for (const line of said) {
        const [, sign, vendor, list] = /^([@!]) ([\w.-]+): ?(.*)$/.exec(line)!
        const named = list!.split(' ').filter(Boolean)
        if (sign === '!' && named.length === 0) {
          assert.ok(!ids(done).includes(vendor!), `${vendor} is not handed anything`)
          continue
        }
        const found = fields(done, vendor!)
        const told = named.filter((field) => found.some((one) => one === field || covers(one, field) || covers(field, one)))
        assert.deepEqual(told, sign === '@' ? named : [], `${vendor}, found: ${found.join(', ') || 'no field'}`)
      }
    })
  }
