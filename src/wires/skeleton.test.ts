// The skeleton of a wire: a module that loads, matches and reads the requests it was made from, and holds none of their values.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { captures } from '../../test/contracts/captures.ts'
import type { Wire } from '../core/wire.ts'
import { skeleton } from './skeleton.ts'

const requests = captures('amplitude', 'segment-analytics-next').map(({ request }) => request)

describe('skeleton of a wire', () => {
  const { files, unread } = skeleton('new-comer', requests, 'a test')
  const [wire, contract, golden] = files.map(({ text }) => text) as [string, string, string]

  it('reads every request, and holds no value of any', () => {
    assert.deepEqual(unread, [])
    for (const value of ['ada.lovelace', 'Lovelace', 'u_1042', 'org_77', 'SECRET', '203.0.113'])
      assert.ok(!wire.includes(value) && !contract.includes(value), value)
    assert.deepEqual(
      files.map(({ path }) => path),
      ['src/wires/new-comer/wire.ts', 'src/wires/new-comer/wire.test.ts', 'test/golden/wires/new-comer.json'],
    )
    assert.equal(JSON.parse(golden).requests.length, requests.length)
  })

  it('names what the names tell, and leaves the rest to a person', () => {
    assert.ok(wire.includes("'body.events[].user_id': is.person,"))
    assert.ok(wire.includes("'body.events[].time': is.ms,"))
    assert.ok(wire.includes("'body.traits.email': field('user.contact.email'),"))
    assert.ok(wire.includes("// 'body.events[].event_properties.plan': ?, text"))
  })

  it('is a wire: it loads, matches and reads what it was made from', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'cordon-skeleton-'))
    try {
      const path = join(dir, 'wire.ts')
      const root = pathToFileURL(join(import.meta.dirname, '..')).href
      await writeFile(path, wire.replaceAll("'../../", `'${root}/`).replaceAll("'../", `'${root}/wires/`))
      const { newComer } = (await import(pathToFileURL(path).href)) as { newComer: Wire }
      for (const request of requests) {
        const endpoint = newComer.endpoints.find((one) => one.matches(request.method, request.path))
        assert.ok(endpoint, `${request.method} ${request.path}`)
        assert.deepEqual(Buffer.from(endpoint.read(request).write().body), Buffer.from(request.body))
      }
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})
