// The real SDKs for browsers in Chromium through the guard, unchanged but for their host: page address, referrer, title, cookie and replay hold the person too.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { wireOf } from '../../../src/wires/all.ts'
import { BROWSER_DRIVES } from './browser-drives.ts'
import { openPages, type Pages } from './pages.ts'
import { resultsOf } from './results.ts'
import { assertNoStorm, assertNothingOfThePerson, assertSameBytes, CASES, type Case, type Rig, sent, startRig } from './rig.ts'

/** Pages open at once. */
const AT_ONCE = 8
/** To a page, a vendor that fails looks as one that refuses: the guard answers. Looked at in the long run all the same. */
const cases = CASES.filter((name) => name !== 'failing' || process.env.CORDON_LONG === '1')

describe('SDKs for browsers', () => {
  let rig: Rig
  let pages: Pages | undefined
  const errors = new Map<string, string[]>()
  const results = resultsOf('browser', Object.fromEntries(Object.entries(BROWSER_DRIVES).map(([sdk, one]) => [sdk, one.package])))
  before(async () => {
    rig = await startRig()
    pages = await openPages(Object.fromEntries(Object.entries(BROWSER_DRIVES).map(([sdk, one]) => [sdk, one.source])))
    const visits = cases.flatMap((name) => Object.keys(BROWSER_DRIVES).map((sdk): [Case, string] => [name, sdk]))
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = visits.shift(); next !== undefined; next = visits.shift()) {
          const [name, sdk] = next
          const vendor = BROWSER_DRIVES[sdk]?.vendor ?? ''
          const seen = await pages?.visit(sdk, rig.origin(name, vendor), () => rig.settled(name, vendor))
          errors.set(`${sdk} ${name}`, seen ?? ['no page'])
        }
      }),
    )
  })
  after(async () => {
    await pages?.close()
    await rig.close()
    await results.write()
  })

  for (const [sdk, { vendor, package: name }] of Object.entries(BROWSER_DRIVES))
    describe(name, () => {
      it('with everything allowed, the vendor receives the very bytes', async () => {
        results.note(sdk, { same: await assertSameBytes(rig, vendor) })
      })
      it('under the standard policy nothing of the person arrives, and one person stays one', async () => {
        results.note(sdk, { reduced: await assertNothingOfThePerson(rig, vendor) })
      })
      it('whatever befalls the vendor, the page logs no error and the SDK tries no more often', () => {
        for (const one of cases) {
          assert.deepEqual(errors.get(`${sdk} ${one}`), [], one)
          results.note(sdk, { [one]: assertNoStorm(rig, one, vendor) })
        }
        for (const one of ['cut', 'dropped'] as const) assert.equal(sent(rig.standIn, one, vendor).length, 0, `${one}: nothing arrives`)
      })
      // One that logs as it stops does so only where the policy asks for it: stopped.test.ts.
      if (wireOf(vendor)?.endpoints.some((one) => one.silence !== undefined && !one.silenceIsLogged))
        it('a cut silences it at the source', () => {
          const [cut, usual] = [rig.received('cut', vendor).length, rig.received('standard', vendor).length]
          assert.ok(cut < usual, `${cut} requests while cut, ${usual} where all is well`)
          results.note(sdk, { silenced: true })
        })
    })
})
