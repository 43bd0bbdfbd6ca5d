// A forward proxy on loopback that stands in the path of a captured browser or program and sees every byte that leaves, also the beacons on leaving that the
// browser's own debugging interface misses. It changes nothing on the way, and never connects to the inside of a network for a page of the outside.
import { createServer, request as httpRequest, type IncomingMessage, Agent as PlainAgent, type ServerResponse } from 'node:http'
import { request as httpsRequest, Agent as TlsAgent } from 'node:https'
import { type AddressInfo, connect, createServer as createPlainServer, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket, connect as tlsConnect } from 'node:tls'
import type { Clock } from '../../../core/clock.ts'
import type { Exchange, NotRead } from '../exchange.ts'
import { type Authority, newAuthority } from './authority.ts'
import { lookupOutside, type Reach } from './reach.ts'
import { Recorder } from './recorder.ts'
import { SentFrames } from './websocket.ts'

export interface WirePathOptions {
  readonly clock: Clock
  readonly reach: Reach
  /** Certificates upstream servers are checked against besides the usual ones, PEM. */
  readonly trust?: readonly string[]
  /** Keeps the bytes of delivered scripts: called once per hash. */
  readonly keepScript?: (hash: string, bytes: Uint8Array) => void
}

export interface WirePath {
  readonly port: number
  readonly authority: Authority
  /** What was sent so far, in order. */
  exchanges(): Exchange[]
  readonly notRead: readonly NotRead[]
  /** Requests begun so far, and moment of the last one (ms since 1970). */
  activity(): { count: number; last: number; open: number }
  close(): Promise<void>
}

export async function openWirePath(options: WirePathOptions): Promise<WirePath> {
  const authority = newAuthority(options.clock())
  const recorder = new Recorder(options.clock, options.keepScript)
  const sockets = new Set<Socket | Duplex>()
  const plain = new PlainAgent({ keepAlive: true, timeout: 30_000 })
  const secure = new TlsAgent({ keepAlive: true, timeout: 30_000, ...(options.trust ? { ca: [...options.trust] } : {}) })
  const keep = (socket: Socket | Duplex): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  /** One request, from the proxy itself (absolute URL) or from inside a tunnel (`origin`). */
  const pass = (message: IncomingMessage, answer: ServerResponse, origin: string): void => {
    const url = origin === '' ? (message.url ?? '') : `${origin}${message.url ?? '/'}`
    const record = recorder.begin(message, url)
    let target: URL
    try {
      target = new URL(url)
    } catch {
      answer.writeHead(400).end()
      recorder.refuse(record, 'its address is not a URL')
      message.resume()
      return
    }
    const problem = options.reach.refuses(target.hostname)
    if (problem || !/^https?:$/.test(target.protocol)) {
      answer.writeHead(502).end()
      recorder.refuse(record, problem ?? 'not HTTP')
      message.resume()
      return
    }
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest
    const to = options.reach.route(target)
    const upstream = send({
      method: message.method,
      host: to.host,
      port: to.port,
      path: `${target.pathname}${target.search}`,
      headers: withoutHops(message.rawHeaders),
      setHost: false,
      agent: target.protocol === 'https:' ? secure : plain,
      servername: isIP(target.hostname) ? '' : target.hostname,
      lookup: lookupOutside(options.reach) as never,
    })
    upstream.on('response', (reply) => {
      recorder.answered(record, reply)
      answer.writeHead(reply.statusCode ?? 502, reply.statusMessage, withoutHops(reply.rawHeaders))
      reply.on('data', (piece: Buffer) => recorder.answerBytes(record, piece))
      reply.on('end', () => recorder.answerEnd(record))
      reply.on('error', () => answer.destroy())
      reply.pipe(answer)
    })
    upstream.on('error', (error: NodeJS.ErrnoException) => {
      recorder.refuse(record, `the receiver was not reached (${error.code ?? 'error'})`)
      if (answer.headersSent) answer.destroy()
      else answer.writeHead(502).end()
    })
    message.on('data', (piece: Buffer) => recorder.bodyBytes(record, piece))
    message.on('end', () => recorder.bodyEnd(record))
    message.on('aborted', () => recorder.bodyEnd(record))
    message.on('error', () => upstream.destroy())
    answer.on('close', () => {
      if (!answer.writableFinished) upstream.destroy()
    })
    message.pipe(upstream)
  }

  /** WebSockets: compression is not offered, so that the frames can be read as they pass. */
  const upgrade = (message: IncomingMessage, socket: Duplex, head: Buffer, origin: string): void => {
    keep(socket)
    const url = (origin === '' ? (message.url ?? '') : `${origin}${message.url ?? '/'}`).replace(/^http/, 'ws')
    const record = recorder.begin(message, url)
    recorder.bodyEnd(record)
    let target: URL
    try {
      target = new URL(url)
    } catch {
      socket.destroy()
      return
    }
    const problem = options.reach.refuses(target.hostname)
    if (problem) {
      recorder.refuse(record, problem)
      socket.destroy()
      return
    }
    const to = options.reach.route(target)
    const lookup = lookupOutside(options.reach) as never
    const start = (): void => {
      const lines = [`${message.method} ${target.pathname}${target.search} HTTP/1.1`]
      const raw = message.rawHeaders
      for (let i = 0; i < raw.length; i += 2)
        if (!/^(sec-websocket-extensions|proxy-.*)$/i.test(raw[i]!)) lines.push(`${raw[i]}: ${raw[i + 1]}`)
      upstream.write(`${lines.join('\r\n')}\r\n\r\n`)
      if (head.length > 0) upstream.write(head)
      const frames = new SentFrames((bytes) => recorder.frame(record, bytes))
      socket.on('data', (piece: Buffer) => frames.push(piece))
      socket.pipe(upstream)
      upstream.pipe(socket)
    }
    const upstream: Socket =
      target.protocol === 'wss:'
        ? tlsConnect(
            {
              host: to.host,
              port: to.port,
              servername: isIP(target.hostname) ? '' : target.hostname,
              lookup,
              ...(options.trust ? { ca: [...options.trust] } : {}),
            },
            start,
          )
        : connect({ host: to.host, port: to.port, lookup }, start)
    keep(upstream)
    upstream.on('close', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
  }

  // Requests inside tunnels are served by a server of their own, which never listens: each socket is handed to it.
  const originOf = (message: IncomingMessage): string => origins.get(message.socket) ?? ''
  const origins = new WeakMap<object, string>()
  const inner = createServer({ maxHeaderSize: 1 << 20 }, (message, answer) => pass(message, answer, originOf(message)))
  inner.on('upgrade', (message, socket, head) => upgrade(message, socket, head, originOf(message)))
  const outer = createServer({ maxHeaderSize: 1 << 20 }, (message, answer) => pass(message, answer, ledOrigin(message)))
  for (const server of [inner, outer]) {
    server.keepAliveTimeout = 60_000
    server.requestTimeout = 0
    server.on('clientError', (_error, socket) => socket.destroy())
  }
  outer.on('upgrade', (message, socket, head) => upgrade(message, socket, head, ledOrigin(message)))
  outer.on('connect', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    const [host = '', port = '443'] = splitAuthority(message.url ?? '')
    const problem = options.reach.refuses(host)
    if (problem) {
      recorder.tunnelRefused(host, problem)
      socket.end('HTTP/1.1 502 Refused\r\n\r\n')
      return
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    const where = (scheme: string, usual: string): string => `${scheme}://${bracket(host)}${port === usual ? '' : `:${port}`}`
    peek(socket, (tls) => {
      if (tls) secured(socket, host, () => where('https', '443'))
      else {
        origins.set(socket, where('http', '80'))
        inner.emit('connection', socket)
      }
    })
  })
  /** Ends the TLS of a connection; `origin` is asked once the name it was made for is known. */
  const secured = (socket: Socket, host: string, origin: (name: string) => string): void => {
    const tls = new TLSSocket(socket, {
      isServer: true,
      secureContext: authority.contextFor(host),
      SNICallback: (name, done) => done(null, authority.contextFor(name)),
      ALPNProtocols: ['http/1.1'],
    })
    keep(tls)
    tls.on('secure', () => {
      origins.set(tls, origin((tls as unknown as { servername?: string }).servername || host))
      inner.emit('connection', tls)
    })
  }
  // Connections that were led here (node-preload.ts) begin with TLS at once; everything else is a proxy's client.
  const front = createPlainServer((socket) => {
    keep(socket)
    peek(socket, (tls) => {
      if (tls) secured(socket, 'unnamed.invalid', (name) => `https://${bracket(name)}`)
      else outer.emit('connection', socket)
    })
  })
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done))
  return {
    port: (front.address() as AddressInfo).port,
    authority,
    exchanges: () => recorder.exchanges(),
    notRead: recorder.notRead,
    activity: () => recorder.activity(),
    async close() {
      const closed = new Promise<void>((done) => front.close(() => done()))
      for (const socket of sockets) socket.destroy()
      plain.destroy()
      secure.destroy()
      await closed
    },
  }
}

/** Plain requests that were led here name their receiver in the Host header alone. */
function ledOrigin(message: IncomingMessage): string {
  return message.url?.startsWith('/') ? `http://${message.headers.host ?? ''}` : ''
}

/** Does a connection begin with TLS? Asked without taking the byte away. */
function peek(socket: Socket, told: (tls: boolean) => void): void {
  socket.once('readable', () => {
    const first = socket.read(1) as Buffer | null
    if (first === null) return
    socket.unshift(first)
    told(first[0] === 0x16)
  })
}

/** Headers in order without those that belong to one hop (RFC 9110, 7.6.1). */
function withoutHops(raw: readonly string[]): string[] {
  const kept: string[] = []
  for (let i = 0; i < raw.length; i += 2) {
    if (!/^(connection|proxy-.*|keep-alive|transfer-encoding|te|trailer|upgrade)$/i.test(raw[i]!)) kept.push(raw[i]!, raw[i + 1]!)
    else if (/^transfer-encoding$/i.test(raw[i]!)) kept.push(raw[i]!, raw[i + 1]!)
  }
  return kept
}

function splitAuthority(authority: string): [string, string] {
  const match = /^\[([^\]]+)\](?::(\d+))?$|^([^:]*)(?::(\d+))?$/.exec(authority)
  return [match?.[1] ?? match?.[3] ?? '', match?.[2] ?? match?.[4] ?? '443']
}

const bracket = (host: string): string => (host.includes(':') ? `[${host}]` : host)
