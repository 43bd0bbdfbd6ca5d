// The real SDKs for Node against the guard: under the standard policy nothing planted arrives and the SDK is content; while its vendor is cut nothing arrives at
// all, and the SDK is as content as before; with everything allowed the vendor receives what the SDK would have sent it directly.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as amplitude from '@amplitude/analytics-node'
import RudderStack from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import * as Sentry from '@sentry/node'
import { PostHog } from 'posthog-node'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { countingFront } from '../counting-front.ts'
import { allowAllYaml, standardYaml, startGuard, type TestGuard, until } from '../guard-in-test.ts'
import { assertNothingLeaks } from '../leaks.ts'
import { type Mode, type Run, versionOf, writeTable } from '../sdk-table.ts'

const person = {
  id: 'u_1042',
  email: 'ada.lovelace@example.com',
  name: 'Ada Lovelace',
  phone: '+44 20 7946 0018',
  ip: '203.0.113.77',
  org: 'org_77',
}
const traits = { email: person.email, name: person.name, phone: person.phone }

/** Drives one SDK at an origin; resolves when it has flushed, rejects with what it would have told its host. */
type Drive = (origin: string) => Promise<void>

const DRIVES: Readonly<Record<string, Drive>> = {
  async segment(origin) {
    const errors: unknown[] = []
    // The SDK resolves its `path` against `host`, so a prefix of the host is lost and stands in the path instead.
    const { origin: host, pathname } = new URL(origin)
    const client = new Analytics({ writeKey: 'WRITEKEY', host, path: `${pathname}/v1/batch`, maxRetries: 0 })
    client.on('error', (error) => errors.push(error))
    client.identify({ userId: person.id, traits, context: { ip: person.ip } })
    client.track({ userId: person.id, event: 'Signed Up', properties: { plan: 'pro', email: person.email } })
    client.group({ userId: person.id, groupId: person.org, traits: { name: 'Analytical Engines Ltd' } })
    client.alias({ userId: person.id, previousId: 'anon-1' })
    await client.closeAndFlush({ timeout: 5_000 })
    assert.deepEqual(errors, [])
  },
  async rudderstack(origin) {
    const client = new RudderStack('WRITEKEY', { dataPlaneUrl: origin, flushAt: 20, flushInterval: 20 } as never)
    const told = new Promise<void>((done, failed) => {
      client.identify({ userId: person.id, traits, context: { ip: person.ip } } as never)
      client.track(
        { userId: person.id, event: 'Signed Up', properties: { plan: 'pro' } } as never,
        ((error: unknown) => (error ? failed(error) : done())) as never,
      )
    })
    await client.flush()
    await told
  },
  async amplitude(origin) {
    const client = amplitude.createInstance()
    await client.init('API_KEY', { serverUrl: `${origin}/2/httpapi`, flushIntervalMillis: 20, flushQueueSize: 50 }).promise
    const results = [
      client.track('Signed Up', { plan: 'pro' }, { user_id: person.id, device_id: 'device-1', ip: person.ip }),
      client.identify(new amplitude.Identify().set('email', person.email).set('name', person.name), {
        user_id: person.id,
        device_id: 'device-1',
      }),
      client.setGroup('company', person.org, { user_id: person.id }),
    ]
    await client.flush().promise
    for (const result of await Promise.all(results.map((one) => one.promise))) assert.equal(result.code, 200, result.message)
  },
  async posthog(origin) {
    const client = new PostHog('phc_PROJECT', { host: origin, flushAt: 20 })
    const errors: unknown[] = []
    client.on('error', (error: unknown) => errors.push(error))
    client.identify({ distinctId: person.id, properties: { ...traits } })
    client.capture({
      distinctId: person.id,
      event: 'Signed Up',
      properties: { plan: 'pro', $ip: person.ip },
      groups: { company: person.org },
    })
    client.captureException(new Error(`no mail to ${person.email}`), person.id)
    assert.deepEqual(await client.getAllFlags(person.id, { personProperties: { email: person.email } }), {})
    await client.shutdown(5_000)
    assert.deepEqual(errors, [])
  },
  async sentry(origin) {
    const client = Sentry.init({
      dsn: origin.replace('//', '//PUBLICKEY@').concat('/4242'),
      tracesSampleRate: 1,
      enableLogs: true,
      registerEsmLoaderHooks: false,
    } as never)
    Sentry.setUser({ id: person.id, email: person.email, ip_address: person.ip })
    Sentry.captureException(new Error(`payment failed for ${person.email}`))
    Sentry.startSpan({ name: 'job' }, () => Sentry.logger.info(`user ${person.email} logged in`))
    assert.equal(await Sentry.flush(5_000), true)
    await client?.close(100)
  },
}
const planted = Object.values(person)
const PACKAGES: Readonly<Record<string, string>> = {
  segment: '@segment/analytics-node',
  rudderstack: '@rudderstack/rudder-sdk-node',
  amplitude: '@amplitude/analytics-node',
  posthog: 'posthog-node',
  sentry: '@sentry/node',
}
const runs: Run[] = []
after(() => writeTable('Node', runs))

for (const [vendor, drive] of Object.entries(DRIVES))
  describe(`${vendor} in Node through the guard`, () => {
    let standIn: StandIn
    let guard: TestGuard | undefined
    before(async () => {
      standIn = await startStandIn()
    })
    after(async () => {
      await guard?.close()
      await standIn.close()
    })
    const requests: Partial<Record<Mode, number>> = {}
    runs.push({ vendor, sdk: versionOf(PACKAGES[vendor] as string), requests })
    const through = async (yaml: string, mode?: Mode): Promise<void> => {
      await guard?.close()
      guard = await startGuard(yaml)
      standIn.requests.length = 0
      const front = await countingFront(guard.origin)
      await drive(`${front.origin}/${vendor}`)
      if (mode !== undefined) requests[mode] = front.count()
      await front.close()
    }

    it('standard policy: nothing planted arrives, and the SDK is content', async () => {
      await through(standardYaml(vendor, standIn.origin), 'standard')
      await until('something at the vendor', () => standIn.requests.length > 0)
      assertNothingLeaks(standIn.requests, planted)
    })

    it('cut: nothing arrives, and the SDK is content', async () => {
      await through(standardYaml(vendor, standIn.origin).replace('mode: enforce', 'mode: cut'), 'cut')
      assert.equal(standIn.requests.length, 0)
      assert.ok((requests.cut ?? 0) <= (requests.standard ?? 0), 'it did not retry')
    })

    it('vendor down: the SDK is content, and nothing is lost', async () => {
      standIn.failing = 503
      await through(standardYaml(vendor, standIn.origin), 'down')
      standIn.failing = null
      assert.ok((requests.down ?? 0) <= (requests.standard ?? 0), 'it did not retry')
      await until('the spool at the vendor', () => standIn.requests.length > 0)
      assertNothingLeaks(standIn.requests, planted)
    })

    it('everything allowed: the vendor receives what was sent', async () => {
      await through(allowAllYaml(vendor, standIn.origin))
      await until('something at the vendor', () => standIn.requests.some(({ body }) => body.length > 0))
      assert.ok(standIn.requests.every((request) => request.headers.cookie === undefined))
    })
  })
