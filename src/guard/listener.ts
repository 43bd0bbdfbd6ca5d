// The guard's ears: HTTP in, HTTP out. A vendor is told by the first path segment (`/mixpanel/track`), by the Host name (`mixpanel.guard.example`)
// or by a port of its own, for SDKs that take only a host.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { CordonError } from '../core/errors.ts'
import { LIMITS } from '../core/limits.ts'
import type { WireAnswer } from '../core/wire.ts'
import type { Guard } from './guard.ts'
import { corsHeaders, preflight } from './headers.ts'

export interface Listening {
  readonly port: number
  /** Stops accepting, lets requests under way finish. */
  close(): Promise<void>
}

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** Everything on this port is for that vendor. */
  readonly vendor?: string
  /** Country of an address where a crowd shares it; null: do not say. */
  readonly countryOf?: (address: string) => string | null
  /** A proxy of ours stands before: its last X-Forwarded-For entry is the sender's address. */
  readonly behindProxy?: boolean
}

/** Listens on `host:port` (0: any free port). */
export async function listen(guard: Guard, options: ListenOptions): Promise<Listening> {
  const server = createServer(
    { maxHeaderSize: LIMITS.headerBytes, requestTimeout: LIMITS.requestTime, headersTimeout: 20_000, keepAliveTimeout: 65_000 },
    (request, response) => {
      serve(guard, request, response, options).catch(() => refuse(response))
    },
  )
  server.maxRequestsPerSocket = 0
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    else socket.destroy()
  })
  await new Promise<void>((done, failed) => {
    server.once('error', (cause) => failed(new CordonError('listen.taken', `Cannot listen on ${options.host}:${options.port}.`, { cause })))
    server.listen(options.port, options.host, () => done())
  })
  return { port: (server.address() as { port: number }).port, close: () => closed(server) }
}

async function serve(guard: Guard, request: IncomingMessage, response: ServerResponse, options: ListenOptions): Promise<void> {
  const origin = request.headers.origin
  if (request.method === 'OPTIONS')
    return respond(response, preflight(origin, request.headers['access-control-request-headers']), undefined)
  const target = addressOf(guard, request, options.vendor)
  if (target === null) return respond(response, notFound(guard), origin)
  const head = {
    method: request.method ?? 'GET',
    path: target.path,
    query: target.query,
    headers: lowerPairs(request.rawHeaders),
    ...countryOf(request, options),
  }
  const body = await bodyOf(request)
  const answer =
    body === null
      ? guard.declineLarge(target.vendor, { ...head, body: new Uint8Array() })
      : await guard.handle(target.vendor, { ...head, body })
  respond(response, answer ?? notFound(guard), origin)
}

/** Vendor, path and query of a request; null where it is for none. */
function addressOf(
  guard: Guard,
  request: IncomingMessage,
  fixed: string | undefined,
): { vendor: string; path: string; query: string } | null {
  const url = request.url ?? '/'
  const cut = url.indexOf('?')
  const path = cut < 0 ? url : url.slice(0, cut)
  const query = cut < 0 ? '' : url.slice(cut + 1)
  if (fixed !== undefined) return { vendor: fixed, path, query }
  const slash = path.indexOf('/', 1)
  const first = slash < 0 ? path.slice(1) : path.slice(1, slash)
  if (guard.vendors.includes(first)) return { vendor: first, path: slash < 0 ? '/' : path.slice(slash), query }
  const label = (request.headers.host ?? '').split('.')[0] ?? ''
  return guard.vendors.includes(label) ? { vendor: label, path, query } : null
}

function countryOf(request: IncomingMessage, options: ListenOptions): { country?: string } {
  if (options.countryOf === undefined) return {}
  const forwarded = options.behindProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : ''
  const country = options.countryOf(forwarded || (request.socket.remoteAddress ?? ''))
  return country === null ? {} : { country }
}

/** The body, or null where it is over the limit; then the rest is read and thrown away, so that the client sees an answer and not a broken pipe. */
function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced === 0 && request.headers['transfer-encoding'] === undefined) return Promise.resolve(new Uint8Array())
  return new Promise((done, failed) => {
    const chunks: Buffer[] = []
    let size = 0
    // Listened to directly: reading it as an async iterator costs as much again as all else that HTTP does here.
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= LIMITS.requestBody) chunks.push(chunk)
      else chunks.length = 0
    })
    request.on('end', () => done(size > LIMITS.requestBody ? null : chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.on('error', failed)
    request.on('close', () => {
      if (!request.complete) failed(new Error('The sender hung up.'))
    })
  })
}

function lowerPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([(raw[i] as string).toLowerCase(), raw[i + 1] as string])
  return pairs
}

function respond(response: ServerResponse, answer: WireAnswer, origin: string | undefined): void {
  if (response.destroyed) return
  if (answer.stream !== undefined) return void passOn(response, answer, answer.stream, origin)
  const flat: string[] = []
  for (const [name, value] of [...answer.headers, ...corsHeaders(origin)]) flat.push(name, value)
  flat.push('x-content-type-options', 'nosniff', 'cache-control', 'no-store', 'content-length', String(answer.body.length))
  response.writeHead(answer.status, flat)
  // As text of one byte a letter, Node writes it together with the head; as bytes it would be a second piece.
  response.end(Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.length).toString('latin1'), 'latin1')
}

/** An answer that is still coming. Whoever hangs up ends the vendor's side too. */
async function passOn(
  response: ServerResponse,
  answer: WireAnswer,
  stream: AsyncIterable<Uint8Array>,
  origin: string | undefined,
): Promise<void> {
  response.writeHead(
    answer.status,
    [...answer.headers, ...corsHeaders(origin), ['x-content-type-options', 'nosniff'], ['cache-control', 'no-store']].flat() as string[],
  )
  try {
    for await (const chunk of stream) {
      if (response.destroyed) return
      if (!response.write(chunk)) await new Promise<void>((turn) => response.once('drain', turn).once('close', turn))
    }
    response.end()
  } catch {
    // The vendor broke off: so does the answer, as it would without a guard.
    response.destroy()
  }
}

/** Only when nothing was promised: the spool's disk is full. 503 makes SDKs that can keep the event and come again. */
function refuse(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else response.writeHead(503, { 'retry-after': '5', 'content-length': '0' }).end()
}

function notFound(guard: Guard): WireAnswer {
  const text = JSON.stringify({ error: 'No such vendor here.', hint: `Point the SDK at /VENDOR, one of: ${guard.vendors.join(', ')}` })
  return { status: 404, headers: [['content-type', 'application/json']], body: Buffer.from(text) }
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done())
    server.closeIdleConnections()
  })
}
