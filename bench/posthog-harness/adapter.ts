// The adapter that PostHog's compliance harness asks of an SDK: posthog-node behind the harness's small HTTP interface. It changes nothing of what the SDK sends.
import { createServer, type IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { PostHog } from 'posthog-node'

type Body = Record<string, unknown>

interface Made {
  readonly timestamp_ms: number
  readonly status_code: number
  readonly retry_attempt: number
  readonly event_count: number
  readonly uuid_list: string[]
}

/** One SDK instance with the count of what it did; after `gone` it can send no more, so that a late retry never lands in the next contract. */
interface Run {
  readonly client: PostHog
  readonly made: Made[]
  captured: number
  error: string | null
  gone: boolean
  told: string[]
}

/** Event options of capture v1 travel as these properties in posthog-node's public API. */
const OPTIONS: Readonly<Record<string, string>> = {
  cookieless_mode: '$cookieless_mode',
  disable_skew_correction: '$ignore_sent_at',
  process_person_profile: '$process_person_profile',
  product_tour_id: '$product_tour_id',
}

/** Starts the adapter on a free port. `capabilities` choose the suites that the harness runs. */
export async function startAdapter(capabilities: readonly string[]): Promise<{ origin: string; close(): void }> {
  let run: Run | null = null
  const calls: Readonly<Record<string, (body: Body) => Promise<unknown> | unknown>> = {
    '/health': () => ({ sdk_name: 'posthog-node', sdk_version: '5.70.0', adapter_version: '1.0.0', capabilities }),
    '/init'(body) {
      if (run !== null) run.gone = true
      run = begin(body)
      return { success: true }
    },
    '/capture': (body) => capture(started(run), body, false),
    '/capture_ai': (body) => capture(started(run), body, true),
    async '/flush'() {
      const one = started(run)
      const before = sent(one)
      await one.client.flush().catch((error: unknown) => (one.error = String(error)))
      return { success: true, events_flushed: sent(one) - before }
    },
    '/state'() {
      const one = started(run)
      return {
        pending_events: one.captured - sent(one),
        total_events_captured: one.captured,
        total_events_sent: sent(one),
        total_retries: one.made.filter((request) => request.retry_attempt > 0).length,
        last_error: one.error,
        requests_made: one.made,
      }
    },
    async '/get_feature_flag'(body) {
      const value = await started(run).client.getFeatureFlag(String(body.key), String(body.distinct_id), {
        ...(body.groups === undefined ? {} : { groups: body.groups as never }),
        ...(body.person_properties === undefined ? {} : { personProperties: body.person_properties as never }),
        ...(body.group_properties === undefined ? {} : { groupProperties: body.group_properties as never }),
        // The SDK for servers leaves the place out unless told otherwise; the harness asks for the protocol's default.
        disableGeoip: body.disable_geoip === true,
      })
      return { success: true, value: value ?? null }
    },
    '/reset'() {
      if (run !== null) run.gone = true
      run = null
      return { success: true }
    },
  }
  const server = createServer(async (request, response) => {
    const call = calls[(request.url ?? '').split('?')[0] ?? '']
    try {
      const answer = await call?.(await bodyOf(request))
      response.writeHead(call === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}))
    } catch (error) {
      response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: String(error) }))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    close: () => void server.close().closeAllConnections(),
  }
}

function begin(body: Body): Run {
  const run: { -readonly [key in keyof Run]: Run[key] } = {
    client: null as unknown as PostHog,
    made: [],
    captured: 0,
    error: null,
    gone: false,
    told: [],
  }
  run.client = new PostHog(String(body.api_key), {
    host: String(body.host),
    flushAt: Number(body.flush_at ?? 100),
    flushInterval: Number(body.flush_interval_ms ?? 500),
    fetchRetryCount: Number(body.max_retries ?? 3),
    disableCompression: body.enable_compression !== true,
    ...(body.disable_geoip === undefined ? {} : { disableGeoip: body.disable_geoip as boolean }),
    ...(body.historical_migration === undefined ? {} : { historicalMigration: body.historical_migration as boolean }),
    fetch: (url: string, options: RequestInit) => send(run, url, options),
  } as never)
  run.client.on('capture', (message: { uuid: string }) => run.told.push(message.uuid))
  run.client.on('error', (error: unknown) => (run.error = String(error)))
  return run
}

async function send(run: Run, url: string, options: RequestInit): Promise<never> {
  if (run.gone) return new Response('{}', { status: 200 }) as never
  const uuids = await uuidsOf(options)
  const before = run.made.filter((one) => one.uuid_list.join() === uuids.join()).length
  try {
    const answer = await fetch(url, options)
    if (uuids.length > 0)
      run.made.push({
        timestamp_ms: Date.now(),
        status_code: answer.status,
        retry_attempt: before,
        event_count: uuids.length,
        uuid_list: uuids,
      })
    if (answer.status >= 400) run.error = `HTTP ${answer.status}`
    return answer as never
  } catch (error) {
    run.error = String(error)
    throw error
  }
}

async function uuidsOf(options: RequestInit): Promise<string[]> {
  if (options.body === undefined || options.body === null) return []
  const raw = Buffer.from(await new Response(options.body).arrayBuffer())
  const text = (raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw).toString('utf8')
  const batch = (JSON.parse(text) as { batch?: { uuid?: string }[] }).batch ?? []
  return batch.map((event) => event.uuid ?? '')
}

async function capture(run: Run, body: Body, ai: boolean): Promise<unknown> {
  if (!body.distinct_id || !body.event) throw new Error('distinct_id and event are required')
  const properties: Body = { ...(body.properties as Body | null) }
  for (const [name, value] of Object.entries((body.options as Body | undefined) ?? {})) properties[OPTIONS[name] ?? name] = value
  const event = {
    distinctId: String(body.distinct_id),
    event: String(body.event),
    properties,
    ...(body.timestamp ? { timestamp: new Date(String(body.timestamp)) } : {}),
    ...(body.uuid ? { uuid: String(body.uuid) } : {}),
  }
  run.captured++
  const seen = run.told.length
  if (ai) return { success: true, uuid: run.client.captureAi(event as never) }
  run.client.capture(event as never)
  for (let turns = 0; run.told.length === seen && turns < 400; turns++) await new Promise((turn) => setTimeout(turn, 5))
  return { success: true, uuid: run.told.at(-1) ?? '' }
}

function sent(run: Run): number {
  return run.made.filter((one) => one.status_code < 300).reduce((sum, one) => sum + one.event_count, 0)
}

function started(run: Run | null): Run {
  if (run === null) throw new Error('SDK not initialized')
  return run
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body)
}
