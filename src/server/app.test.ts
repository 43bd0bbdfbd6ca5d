import assert from 'node:assert/strict'
import { it } from 'node:test'
import { CordonError } from '../core/errors.ts'
import { LIMITS } from '../core/limits.ts'
import { consoleApp } from './app.ts'

const app = consoleApp({
  record: {
    vendors: async () => [{ vendor: 'mixpanel', people: 3, disclosures: 9, last: '2025-11-09T00:00:00Z' }],
    who: async (scope) => ({
      version: 1,
      vendor: scope.vendor,
      from: null,
      to: null,
      people: 3,
      byField: { 'user.name': 3 },
      byForm: { clear: 3, pseudonym: 0, generalised: 0 },
      coverage: [],
      complete: true,
    }),
    coverage: async () => [],
    byOrganisation: async () => [],
  },
  guardState: async () => ({ vendors: ['mixpanel'], places: [], cuts: [{ vendor: 'mixpanel', at: '2025-11-26T00:00:00Z' }] }),
  decisions: async () => null,
  incidents: () => [],
  mail: async ({ method, path, type, body }) => {
    if (path === '/broken') throw new CordonError('policy.invalid', 'There is no policy.')
    return { status: path === '/check' ? 200 : 404, body: { method, path, type, bytes: body.length } }
  },
  page: async (path) => (path === '/index.html' ? { body: Buffer.from('<p>'), type: 'text/html' } : null),
})
const ask = (path: string, host = '127.0.0.1:4182') => app.request(path, { headers: { host } })

it('answers on loopback names only: a page that rebinds its name reads nothing', async () => {
  for (const host of ['evil.example', 'localhost.evil.example', '10.0.0.1:4182', ''])
    assert.equal((await ask('/api/vendors', host)).status, 403)
  for (const host of ['localhost', 'localhost:4182', '127.0.0.1:4182', '[::1]:4182'])
    assert.equal((await ask('/api/vendors', host)).status, 200)
})

it('says who holds what, and that a vendor is cut', async () => {
  const { vendors } = (await (await ask('/api/vendors')).json()) as { vendors: { people: number; byField: object; cut: string }[] }
  assert.deepEqual([vendors[0]?.people, vendors[0]?.byField, vendors[0]?.cut], [3, { 'user.name': 3 }, '2025-11-26T00:00:00Z'])
})

it('gives the page a policy without inline scripts, and nothing that is not there', async () => {
  const page = await ask('/')
  assert.equal(page.status, 200)
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/)
  assert.equal((await ask('/../package.json')).status, 404)
  assert.equal((await ask('/api/decisions')).status, 503)
})

it('takes a letter, from this machine only and of a bounded size', async () => {
  const post = (path: string, headers: Record<string, string> = {}, body: string | Uint8Array<ArrayBuffer> = 'letter') =>
    app.request(path, { method: 'POST', body, headers: { host: 'localhost:4182', ...headers } })
  const taken = await post('/api/mail/check', { 'content-type': 'Message/RFC822; x=y', origin: 'http://localhost:4182' })
  assert.deepEqual([taken.status, await taken.json()], [200, { method: 'POST', path: '/check', type: 'message/rfc822', bytes: 6 }])
  assert.equal((await post('/api/mail/other')).status, 404)
  for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null'])
    assert.equal((await post('/api/mail/check', { origin })).status, 403)
  assert.equal((await post('/api/mail/check', { host: 'evil.example' })).status, 403)
  assert.equal((await post('/api/mail/check', {}, new Uint8Array(LIMITS.mailBytes + 1))).status, 413)
  const broken = await post('/api/mail/broken')
  assert.deepEqual([broken.status, await broken.json()], [500, { error: 'There is no policy.', code: 'policy.invalid' }])
})
