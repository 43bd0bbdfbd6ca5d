// One application a vendor, with the real SDK for Node: what it does there, with nothing changed but the host. Each resolves when the SDK has sent everything and rejects with what it tells its host.
import * as assert from 'node:assert/strict'
import { person } from './person.ts'

/** `origin`: where the vendor is, `http://HOST:PORT/PREFIX`. */
export type Drive = (origin: string) => Promise<void>

const traits = { email: person.email, name: person.name, phone: person.phone }

/** A drive loads its SDK itself: they patch globals, and each runs in a process of its own. */
export const NODE_DRIVES: Readonly<Record<string, { package: string; vendor: string; drive: Drive }>> = {
  mixpanel: { package: 'mixpanel', vendor: 'mixpanel', drive: mixpanel },
  'segment-node': { package: '@segment/analytics-node', vendor: 'segment', drive: segment },
  'rudderstack-node': { package: '@rudderstack/rudder-sdk-node', vendor: 'rudderstack', drive: rudderstack },
  'amplitude-node': { package: '@amplitude/analytics-node', vendor: 'amplitude', drive: amplitude },
  'posthog-node': { package: 'posthog-node', vendor: 'posthog', drive: posthog },
  'sentry-node': { package: '@sentry/node', vendor: 'sentry', drive: sentry },
}

async function mixpanel(origin: string): Promise<void> {
  const { default: Mixpanel } = await import('mixpanel')
  const { host, pathname } = new URL(origin)
  const client = Mixpanel.init('PROJECT_TOKEN', { host, protocol: 'http', path: pathname, keepAlive: false, geolocate: true } as never)
  const calls: ((done: never) => void)[] = [
    (done) =>
      client.track(
        'Signed Up',
        { distinct_id: person.id, email: person.email, $ip: person.ip, plan: 'pro', page: `/users/${person.id}?email=${person.email}` },
        done,
      ),
    (done) => client.track_batch([{ event: 'A', properties: { distinct_id: person.id, ip: person.ip } }], done),
    (done) =>
      client.people.set(person.id, { $email: person.email, $name: person.name, $phone: person.phone }, { $ip: person.ip } as never, done),
    (done) => client.groups.set('company', person.org, { $name: 'Analytical Engines Ltd', contact: person.email }, done),
    (done) => client.alias(person.id, person.email, done),
  ]
  for (const call of calls) await new Promise<void>((done, failed) => call(((error?: Error) => (error ? failed(error) : done())) as never))
}

async function segment(origin: string): Promise<void> {
  const { Analytics } = await import('@segment/analytics-node')
  const errors: unknown[] = []
  // The SDK resolves its `path` against `host`, so a prefix of the host is lost and stands in the path instead.
  const { origin: host, pathname } = new URL(origin)
  const client = new Analytics({ writeKey: 'WRITEKEY', host, path: `${pathname}/v1/batch` })
  client.on('error', (error) => errors.push(error))
  client.identify({ userId: person.id, traits, context: { ip: person.ip } })
  client.track({ userId: person.id, event: 'Signed Up', properties: { plan: 'pro', email: person.email, card: person.card } })
  client.group({ userId: person.id, groupId: person.org, traits: { name: 'Analytical Engines Ltd' } })
  client.alias({ userId: person.id, previousId: 'anon-1' })
  await client.closeAndFlush({ timeout: 5_000 })
  assert.deepEqual(errors, [])
}

async function rudderstack(origin: string): Promise<void> {
  const { default: RudderStack } = await import('@rudderstack/rudder-sdk-node')
  const client = new RudderStack('WRITEKEY', { dataPlaneUrl: origin, flushAt: 20, flushInterval: 20 } as never)
  const told = new Promise<void>((done, failed) => {
    client.identify({ userId: person.id, traits, context: { ip: person.ip } } as never)
    client.group({ userId: person.id, groupId: person.org, traits: { name: 'Analytical Engines Ltd' } } as never)
    client.track(
      { userId: person.id, event: 'Signed Up', properties: { plan: 'pro', card: person.card } } as never,
      ((error: unknown) => (error ? failed(error) : done())) as never,
    )
  })
  await client.flush()
  await told
}

async function amplitude(origin: string): Promise<void> {
  const sdk = await import('@amplitude/analytics-node')
  const client = sdk.createInstance()
  await client.init('API_KEY', { serverUrl: `${origin}/2/httpapi`, flushIntervalMillis: 20, flushQueueSize: 50 }).promise
  const results = [
    client.track('Signed Up', { plan: 'pro', note: `card ${person.card}` }, { user_id: person.id, device_id: 'device-1', ip: person.ip }),
    client.identify(new sdk.Identify().set('email', person.email).set('name', person.name), { user_id: person.id, device_id: 'device-1' }),
    client.setGroup('company', person.org, { user_id: person.id }),
  ]
  await client.flush().promise
  for (const result of await Promise.all(results.map((one) => one.promise))) assert.equal(result.code, 200, result.message)
}

async function posthog(origin: string): Promise<void> {
  const { PostHog } = await import('posthog-node')
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
}

async function sentry(origin: string): Promise<void> {
  const Sentry = await import('@sentry/node')
  const client = Sentry.init({
    dsn: `${origin.replace('//', '//PUBLICKEY@')}/4242`,
    tracesSampleRate: 1,
    enableLogs: true,
    registerEsmLoaderHooks: false,
  } as never)
  Sentry.setUser({ id: person.id, email: person.email, ip_address: person.ip })
  Sentry.captureException(new Error(`payment with ${person.card} failed for ${person.email}`))
  Sentry.startSpan({ name: 'job' }, () => Sentry.logger.info(`user ${person.email} logged in`))
  await Sentry.flush(5_000)
  // The second round shows whether the SDK heeds "stop sending".
  for (let i = 0; i < 3; i++) Sentry.captureMessage(`again ${person.name} ${i}`)
  await Sentry.flush(5_000)
  await client?.close(100)
}
