// Keys and tokens never leave, in no kind of place and under no policy that reduces, and each is reported with the property, whose it is and where in the code it was sent.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startStandIn } from '../../examples/company/stand-in.ts'
import type { LogEvents } from '../../src/core/log.ts'
import { codePlace } from '../../src/guard/code-place.ts'
import { allowAllYaml, startGuard, until } from '../guard-in-test.ts'
import { runCordon } from '../run-cordon.ts'

// Put together here, so that no scanner takes this file for a leak.
const STRIPE = ['sk', 'live', '51HxInventedInvented0000'].join('_')
const GITHUB = `ghp${'_'}InventedInvented0123456789abcdefABCD`
const RANDOM = ['q7Rk2Zp9Lw4Xv8', 'Tn6Bd3Hs1Jf5Gm0', 'Yc8Ua2Qe7'].join('')
const PEM = `-----BEGIN ${'PRIVATE'} KEY-----\nMIIinvented\n-----END ${'PRIVATE'} KEY-----`

describe('secrets', () => {
  let vendor: Awaited<ReturnType<typeof startStandIn>>
  let guard: Awaited<ReturnType<typeof startGuard>>
  const logged: LogEvents['guard.secret'][] = []
  const sent = async (to: string, path: string, body: unknown, type = 'application/json'): Promise<string> => {
    const before = vendor.requests.length
    const answer = await fetch(`${guard.origin}/${to}${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    assert.equal(answer.status, 200)
    await until('the message', () => vendor.requests.length > before)
    return vendor.requests
      .slice(before)
      .map((one) => `${one.url} ${one.body.toString('utf8')}`)
      .join('\n')
  }
  const track = (properties: Record<string, unknown>, path = '/track/') =>
    sent('mixpanel', path, [
      { event: 'Paid', properties: { token: 'project-1', distinct_id: 'cus-1', time: 1_773_000_000, ...properties } },
    ])

  before(async () => {
    vendor = await startStandIn({ keepBytes: true })
    const allowAll = allowAllYaml('mixpanel', vendor.origin)
    const sentry = allowAllYaml('sentry', vendor.origin).split('vendors:\n')[1]
    const log = (name: string, facts: unknown): void => {
      if (name === 'guard.secret') logged.push(facts as LogEvents['guard.secret'])
    }
    guard = await startGuard(`${allowAll}${sentry}`, { log: log as never })
  })
  after(async () => {
    await guard.close()
    await vendor.close()
  })

  for (const [what, secret] of Object.entries({
    'stripe-key': STRIPE,
    'github-token': GITHUB,
    'random-secret': RANDOM,
    'private-key': PEM,
  }))
    for (const property of ['note', '$email', '$current_url', 'context'])
      it(`${what} in ${property}, which the policy allows`, async () => {
        const value =
          property === '$current_url'
            ? `https://app.engines.example/pay?k=${encodeURIComponent(secret)}`
            : property === 'context'
              ? { deep: [`pay with ${secret} now`] }
              : secret
        const arrived = await track({ [property]: value })
        for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) assert.ok(!arrived.includes(form))
        const found = logged.at(-1)
        assert.equal(found?.vendor, 'mixpanel')
        assert.equal(found?.what, what)
        assert.ok(found?.property.startsWith(property === 'context' ? 'properties.context' : `properties.${property}`), found?.property)
      })

  it('in an id and in a word of the protocol; the vendor’s own project key stays', async () => {
    const arrived = await track({ distinct_id: STRIPE, mp_lib: GITHUB, token: RANDOM })
    assert.ok(!arrived.includes(STRIPE) && !arrived.includes(GITHUB) && arrived.includes(RANDOM))
  })

  it('an error tells where in the code it was sent', async () => {
    const event = {
      event_id: '9ec79c33ec9942ab8353589fcb2e04dc',
      exception: {
        values: [
          {
            type: 'Error',
            value: `charge failed with ${STRIPE}`,
            stacktrace: {
              frames: [
                { filename: 'node:internal/run', lineno: 7, in_app: false },
                { filename: 'src/pay.ts', lineno: 42, in_app: true },
              ],
            },
          },
        ],
      },
    }
    const arrived = await sent(
      'sentry',
      '/api/1/envelope/',
      `{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc"}\n{"type":"event"}\n${JSON.stringify(event)}\n`,
      'text/plain',
    )
    assert.ok(!arrived.includes(STRIPE))
    const found = logged.find((one) => one.vendor === 'sentry')
    assert.equal(found?.place, 'src/pay.ts:42')
    assert.equal(found?.what, 'stripe-key')
  })

  it('is logged once a place, never with the secret, and listed by `cordon findings` after a restart', async () => {
    const times = logged.length
    await track({ note: STRIPE })
    assert.equal(logged.length, times)
    await guard.guard.settledFindings()
    const ran = await runCordon(['findings', '--json', '--data', guard.dir])
    assert.equal(ran.code, 1)
    const { secrets, properties } = JSON.parse(ran.stdout)
    assert.equal(secrets.length, logged.length)
    assert.ok(secrets.some(({ place }: { place: string | null }) => place === 'src/pay.ts:42') && properties.length > 0)
    for (const secret of [STRIPE, GITHUB, RANDOM, 'MIIinvented'])
      assert.ok(!ran.stdout.includes(secret) && !JSON.stringify(logged).includes(secret))
    const other = await runCordon(['findings', 'posthog', '--data', guard.dir])
    assert.equal(other.code, 0)
    assert.match(other.stdout, /No findings/)
  })
})

describe('place in the code', () => {
  it('the innermost frame of the company’s own, whichever end the list has it at', () => {
    assert.equal(
      codePlace({
        frames: [
          { filename: 'a.js', lineno: 1 },
          { filename: 'b.js', lineno: 2 },
        ],
      }),
      'b.js:2',
    )
    assert.equal(
      codePlace({
        stacktrace: [
          { file: 'c.js', lineNumber: 3, inProject: true },
          { file: 'd.js', lineNumber: 4 },
        ],
      }),
      'c.js:3',
    )
    assert.equal(codePlace({ frames: [{ filename: 'https://a.example/x.js?v=1', lineno: 9 }] }), 'https://a.example/x.js:9')
    assert.equal(codePlace({ properties: { lineno: 3 } }), null)
  })
})
