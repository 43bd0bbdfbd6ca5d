// The real SDKs for Node through the guard, unchanged but for their host, each in a process of its own: the same bytes where all is allowed, nothing of the person
// under the standard policy, and whatever befalls the vendor, an SDK that is as content as before.
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { wireOf } from '../../../src/wires/all.ts'
import type { Driven } from './node-child.ts'
import { NODE_DRIVES } from './node-drives.ts'
import { resultsOf } from './results.ts'
import { assertNoStorm, assertNothingOfThePerson, assertSameBytes, CASES, type Rig, sent, startRig } from './rig.ts'

const CHILD = fileURLToPath(new URL('node-child.ts', import.meta.url))

describe('SDKs for Node', { concurrency: 2 }, () => {
  let rig: Rig
  const results = resultsOf('node', Object.fromEntries(Object.entries(NODE_DRIVES).map(([sdk, one]) => [sdk, one.package])))
  before(async () => {
    rig = await startRig()
  })
  after(async () => {
    await rig.close()
    await results.write()
  })

  for (const [sdk, { vendor, package: name }] of Object.entries(NODE_DRIVES))
    describe(name, () => {
      let child: ChildProcess
      const driven = new Map<string, Driven>()
      before(async () => {
        child = fork(CHILD, { env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
        await once(child, 'message')
        for (const one of CASES) {
          child.send({ sdk, origin: rig.origin(one, vendor) })
          const [answer] = await Promise.race([
            once(child, 'message'),
            once(child, 'exit').then(([code]) => [{ problems: [`exit ${code}`] }]),
          ])
          driven.set(one, answer as Driven)
        }
      })
      after(() => void child.kill())

      it('with everything allowed, the vendor receives the very bytes', async () => {
        results.note(sdk, { same: await assertSameBytes(rig, vendor) })
      })
      it('under the standard policy nothing of the person arrives, and one person stays one', async () => {
        results.note(sdk, { reduced: await assertNothingOfThePerson(rig, vendor) })
      })
      it('whatever befalls the vendor, the SDK tells its host nothing, logs no error and tries no more often', () => {
        for (const one of CASES) {
          assert.deepEqual(driven.get(one)?.problems, [], one)
          results.note(sdk, { [one]: assertNoStorm(rig, one, vendor) })
        }
        for (const one of ['cut', 'dropped'] as const) assert.equal(sent(rig.standIn, one, vendor).length, 0, `${one}: nothing arrives`)
      })
      if (sdk === 'sentry-node')
        it('a cut silences it at the source', () => {
          assert.ok(wireOf(vendor)?.endpoints.some((one) => one.silence !== undefined))
          const [cut, usual] = [rig.received('cut', vendor).length, rig.received('standard', vendor).length]
          assert.ok(cut < usual, `${cut} requests while cut, ${usual} where all is well`)
          results.note(sdk, { silenced: true })
        })
    })
})
