// A stand-in for every vendor at once on loopback: any path, answers in the vendor's own shape, every byte remembered. The first two segments of the
// path are the case and the vendor (`/allow/posthog/batch/`), so that one server serves a whole test run.
import { createServer, type IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** One request as it arrived; `path` and `query` without case and vendor. */
export interface VendorRequest {
  readonly scenario: string
  readonly vendor: string
  readonly method: string
  readonly url: string
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export interface StandInVendor {
  readonly origin: string
  readonly requests: VendorRequest[]
  of(scenario: string, vendor: string): VendorRequest[]
  close(): Promise<void>
}

type Shape = (request: VendorRequest) => { status?: number; body: string }

/** Success as each vendor says it. */
const ANSWERS: Readonly<Record<string, Shape>> = {
  mixpanel: ({ path, query }) =>
    path.startsWith('/flags')
      ? json({ flags: {}, pending_first_time_events: [] })
      : path.startsWith('/record') || /(?:^|&)verbose=1/.test(query)
        ? json({ status: 1, error: null })
        : { body: '1' },
  segment: () => json({ success: true }),
  rudderstack: () => ({ body: 'OK' }),
  jitsu: () => json({ ok: true }),
  amplitude: () => json({ code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1 }),
  posthog: (request) =>
    request.path.startsWith('/flags')
      ? json({ flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false })
      : request.path.startsWith('/i/v1')
        ? json({ results: Object.fromEntries(uuids(request.body).map((uuid) => [uuid, { result: 'ok' }])) })
        : json({ status: 1 }),
  sentry: () => json({ id: '0'.repeat(32) }),
  datadog: () => ({ status: 202, body: '{}' }),
}

/** `statuses`: cases in which every request is answered with that status instead. */
export async function startStandInVendor(statuses: Readonly<Record<string, number>> = {}): Promise<StandInVendor> {
  const requests: VendorRequest[] = []
  const server = createServer(async (incoming, response) => {
    const request = await remembered(incoming)
    requests.push(request)
    // What the guard must not let through to a page.
    response.setHeader('set-cookie', 'vendor=1; Path=/')
    response.setHeader('content-type', 'application/json')
    const status = statuses[request.scenario]
    if (status !== undefined) return void response.writeHead(status).end('refused')
    const answer = ANSWERS[request.vendor]?.(request) ?? json({})
    response.writeHead(answer.status ?? 200).end(answer.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    requests,
    of: (scenario, vendor) => requests.filter((one) => one.scenario === scenario && one.vendor === vendor),
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function remembered(incoming: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const whole = incoming.url ?? '/'
  const [, scenario = '', vendor = ''] = whole.split('/')
  const url = whole.slice(scenario.length + vendor.length + 2) || '/'
  const cut = url.indexOf('?')
  return {
    scenario,
    vendor,
    method: incoming.method ?? '',
    url,
    path: cut < 0 ? url : url.slice(0, cut),
    query: cut < 0 ? '' : url.slice(cut + 1),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  }
}

function json(value: unknown): ReturnType<Shape> {
  return { body: JSON.stringify(value) }
}

function uuids(body: Buffer): string[] {
  const text = (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString('utf8')
  return ((JSON.parse(text) as { batch?: { uuid?: string }[] }).batch ?? []).flatMap((event) => event.uuid ?? [])
}
