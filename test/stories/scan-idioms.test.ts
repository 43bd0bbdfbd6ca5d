// What the scan must follow in JavaScript, Java, Kotlin, Go, PHP, Python and Ruby: one idiom, one small program. Written as such programs are written, not after any one repository.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { covers } from '../../src/fields/taxonomy.ts'
import { android } from './idioms/android.ts'
import { android2 } from './idioms/android-2.ts'
import { go } from './idioms/go.ts'
import { java } from './idioms/java.ts'
import { javaRequests } from './idioms/java-requests.ts'
import { javaRequests2 } from './idioms/java-requests-2.ts'
import { javaVendors } from './idioms/java-vendors.ts'
import { javaVendors2 } from './idioms/java-vendors-2.ts'
import { javaVendors3 } from './idioms/java-vendors-3.ts'
import { jsAnalytics } from './idioms/js-analytics.ts'
import { jsClients } from './idioms/js-clients.ts'
import { jsMailAndPayment } from './idioms/js-mail-and-payment.ts'
import { jsMessages } from './idioms/js-messages.ts'
import { jsPlatforms } from './idioms/js-platforms.ts'
import { jsSupport } from './idioms/js-support.ts'
import { kotlin } from './idioms/kotlin.ts'
import { kotlinMore } from './idioms/kotlin-more.ts'
import { php } from './idioms/php.ts'
import { python } from './idioms/python.ts'
import { pythonMore } from './idioms/python-more.ts'
import { rails } from './idioms/rails.ts'
import { railsMore } from './idioms/rails-more.ts'
import { ruby } from './idioms/ruby.ts'
import { rubyMore } from './idioms/ruby-more.ts'
import { fields, scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()

for (const [language, idioms] of Object.entries({
  java,
  javaVendors: { ...javaVendors, ...javaVendors2, ...javaVendors3 },
  javaRequests: { ...javaRequests, ...javaRequests2 },
  kotlin,
  kotlinMore,
  android: { ...android, ...android2 },
  go,
  php,
  python,
  pythonMore,
  ruby,
  rubyMore,
  rails,
  railsMore,
}))
  for (const [name, [files, vendor, wanted]] of Object.entries(idioms))
    test(`${language}: ${name}`, async () => {
      const found = fields(await scanFiles(files, catalog), vendor)
      const missing = wanted.filter((field) => !found.some((one) => one === field || covers(one, field) || covers(field, one)))
      assert.deepEqual(missing, [], `found: ${found.join(', ') || 'no field'}`)
    })

for (const idioms of [jsAnalytics, jsSupport, jsMailAndPayment, jsPlatforms, jsMessages, jsClients])
  for (const [name, [files, handed]] of Object.entries(idioms))
    test(`JavaScript: ${name}`, async () => {
      const done = await scanFiles(files, catalog)
      for (const [vendor, wanted] of Object.entries(handed)) {
        const found = fields(done, vendor)
        const missing = wanted.filter((field) => !found.some((one) => one === field || covers(one, field) || covers(field, one)))
        assert.deepEqual(missing, [], `${vendor}, found: ${found.join(', ') || 'no field'}`)
      }
    })
