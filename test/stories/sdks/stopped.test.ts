// RudderStack's SDK for browsers stops by itself where its source is disabled, and says so in the page's console. A cut does that only where the policy asks for it.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Guard } from '../../../src/guard/guard.ts'
import { startGuard, type TestGuard, until } from '../../guard-in-test.ts'
import { BROWSER_DRIVES } from './browser-drives.ts'
import { openPages, type Pages } from './pages.ts'

const sdk = 'rudderstack-browser'
let pages: Pages
let guard: TestGuard
before(async () => {
  pages = await openPages({ [sdk]: BROWSER_DRIVES[sdk]?.source ?? '' })
})
after(async () => {
  await pages.close()
  await guard.close()
})

it('told to stop, it sends nothing of the person, not even to the guard, and logs that one line', async () => {
  guard = await startGuard(`version: 1
company: { name: Analytical Engines, domains: [engines.example] }
vendors:
  rudderstack: { mode: cut, decision: { owner: ada@engines.example, reason: r }, upstream: "http://127.0.0.1:9", whenCut: stop }
`)
  const received: string[] = []
  const handle = guard.guard.handle.bind(guard.guard)
  guard.guard.handle = (...[vendor, request]: Parameters<Guard['handle']>) => {
    received.push(`${request.method} ${request.path}`)
    return handle(vendor, request)
  }
  const errors = await pages.visit(sdk, `${guard.origin}/rudderstack`, () => until('the configuration', () => received.length > 0))
  assert.deepEqual(received, ['GET /sourceConfig/'])
  assert.equal(errors.length, 1)
  assert.match(errors[0] ?? '', /source is disabled/i)
})
