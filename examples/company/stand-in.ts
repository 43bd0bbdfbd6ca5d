// A stand-in for Mixpanel on loopback: takes what the real SDKs send, remembers every byte, and decodes with code of its own, so that what it says it holds is independent of Cordon's wire.
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** One request as it arrived. */
export interface Arrived {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  readonly at: number
}

/** An event or profile update as the vendor would store it. */
export interface Held {
  readonly kind: 'event' | 'profile' | 'group'
  readonly value: Record<string, unknown>
}

export interface StandIn {
  readonly origin: string
  readonly requests: Arrived[]
  /** Everything decoded, in order of arrival. Events doubled by a retry are there twice; `deduplicated` is what the vendor would count. */
  held(): Held[]
  deduplicated(): Held[]
  /** While set, every request is answered with this status and nothing is kept. 0: the connection is reset. */
  failing: number | null
  close(): Promise<void>
}

/** Starts it on a free port, or on `port`. `flags`: what /flags answers. */
export async function startStandIn(options: { port?: number; flags?: unknown; keepBytes?: boolean } = {}): Promise<StandIn> {
  const requests: Arrived[] = []
  const state = { failing: null as number | null }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (state.failing === 0) return void request.socket.destroy()
    if (state.failing !== null) return void response.writeHead(state.failing).end('no')
    requests.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
      at: Date.now(),
    })
    const path = (request.url ?? '').split('?')[0] ?? ''
    // A vendor that tries what the guard must not let through: a cookie, a redirect target, a remote setting.
    response.setHeader('set-cookie', 'vendor=1; Path=/')
    response.setHeader('content-type', 'application/json')
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-credentials', 'true')
    response.setHeader('access-control-allow-headers', 'authorization, content-type, traceparent')
    if (path.startsWith('/flags')) return void response.end(JSON.stringify(options.flags ?? { flags: {} }))
    if (path.startsWith('/settings')) return void response.end(JSON.stringify({ sdk_config: { config: { record_sessions_percent: 100 } } }))
    response.end(/[?&]verbose=1/.test(request.url ?? '') || path.startsWith('/record') ? '{"status":1,"error":null}' : '1')
  })
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done))
  const port = (server.address() as { port: number }).port
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    held: () => requests.flatMap(decode),
    deduplicated: () => deduplicate(requests.flatMap(decode)),
    get failing() {
      return state.failing
    },
    set failing(value) {
      state.failing = value
    },
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function decode(request: Arrived): Held[] {
  const [path = '', query = ''] = request.url.split('?')
  const kind = path.startsWith('/engage')
    ? 'profile'
    : path.startsWith('/groups')
      ? 'group'
      : path.startsWith('/track') || path.startsWith('/import')
        ? 'event'
        : null
  if (kind === null) return []
  const raw = request.body[0] === 0x1f && request.body[1] === 0x8b ? gunzipSync(request.body) : request.body
  const text = raw.length > 0 ? raw.toString('utf8') : query
  const data = /(?:^|&)data=([^&]*)/.exec(text)?.[1]
  const packed = data === undefined ? text : data.includes('%') ? decodeURIComponent(data) : data
  const json =
    packed.trimStart().startsWith('[') || packed.trimStart().startsWith('{') ? packed : Buffer.from(packed, 'base64').toString('utf8')
  const value = JSON.parse(json) as Record<string, unknown> | Record<string, unknown>[]
  const objects = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'object' && one !== null)
  return objects.map((one) => ({ kind, value: one }))
}

/** docs.mixpanel.com, event deduplication: event, distinct_id, time and $insert_id all equal. */
function deduplicate(held: readonly Held[]): Held[] {
  const seen = new Set<string>()
  return held.filter((one) => {
    const properties = one.value.properties as Record<string, unknown> | undefined
    if (one.kind !== 'event' || properties?.$insert_id === undefined) return true
    const key = JSON.stringify([one.value.event, properties.distinct_id, properties.time, properties.$insert_id])
    return !seen.has(key) && seen.add(key) !== undefined
  })
}
