// The real SDKs for Node, once straight to their vendor and once through a guard that allows everything, with a clock that stands and chance that repeats: the vendor cannot
// tell the two apart by a single byte of method, address or body, nor by a header of its protocol.
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { wireOf } from '../../../src/wires/all.ts'
import { compressionOf, decompress } from '../../../src/wires/codec/compress.ts'
import { allowAllYaml, startGuard, until } from '../../guard-in-test.ts'
import { type StandInVendor, startStandInVendor, type VendorRequest } from '../../stand-in-vendor.ts'
import type { Driven } from './node-child.ts'
import { NODE_DRIVES } from './node-drives.ts'

const CHILD = fileURLToPath(new URL('node-child.ts', import.meta.url))
const STILL = new URL('still.ts', import.meta.url).href

/** A process of its own, so that chance begins anew. */
async function driven(sdk: string, origin: string): Promise<Driven> {
  const child = fork(CHILD, {
    execArgv: ['--import', STILL],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  child.send({ sdk, origin })
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => [{ problems: [`exit ${code}`] }])])
  child.kill()
  return answer as Driven
}

/** What a vendor can see; ports are the test's own, and which of two requests under way at once comes first is nobody's. */
function seen(vendor: string, requests: readonly VendorRequest[]): string[] {
  const headers = ['content-type', 'content-encoding', ...(wireOf(vendor)?.headers ?? [])]
  const told = requests.map((one) => {
    const kind = compressionOf(one.body)
    const body = Buffer.from(kind === 'none' ? one.body : decompress(one.body, kind)).toString('latin1')
    return JSON.stringify([one.method, one.url, headers.map((name) => one.headers[name] ?? null), kind, body])
  })
  return told.map((text) => text.replace(/(?:127\.0\.0\.1|localhost):\d+/g, 'HOST')).sort()
}

describe('SDKs for Node, straight and through the guard', { concurrency: 2 }, () => {
  let standIn: StandInVendor
  before(async () => {
    standIn = await startStandInVendor()
  })
  after(() => standIn.close())

  for (const [sdk, { vendor, package: name }] of Object.entries(NODE_DRIVES))
    it(`${name}: byte for byte the same to its vendor`, async () => {
      const straight = await driven(sdk, `${standIn.origin}/straight/${vendor}`)
      const guard = await startGuard(allowAllYaml(vendor, `${standIn.origin}/guarded/${vendor}`))
      try {
        const guarded = await driven(sdk, `${guard.origin}/${vendor}`)
        const [before, count] = [standIn.of('straight', vendor), standIn.of('straight', vendor).length]
        await until(`${count} requests of ${name}`, () => standIn.of('guarded', vendor).length >= count)
        assert.ok(count > 0)
        assert.deepEqual([straight.problems, guarded.problems], [[], []])
        assert.deepEqual(seen(vendor, standIn.of('guarded', vendor)), seen(vendor, before))
      } finally {
        await guard.close()
      }
    })
})
