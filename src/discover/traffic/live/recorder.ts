// Writes down what passes the wire path: one exchange a request, its exact body, who answered; and of delivered scripts the hash.
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import type { Clock } from '../../../core/clock.ts'
import { LIMITS } from '../../../core/limits.ts'
import { type Exchange, NOTHING, type NotRead, type Pairs } from '../exchange.ts'
import { isBrowsersOwn } from '../own-traffic.ts'

/** Requests written down of one capture: a page that never rests is cut here. */
const MOST_REQUESTS = 20_000
/** Bytes of one script that are kept. */
const MOST_SCRIPT = 16 * 1024 * 1024

export interface Recorded {
  readonly index: number
  exchange: Exchange
  body: Buffer[]
  bodyBytes: number
  script: Buffer[] | null
  scriptBytes: number
  encoding: string
  open: boolean
  /** The browser's own traffic: passed on, never reported. */
  own: boolean
}

export class Recorder {
  readonly notRead: NotRead[] = []
  readonly #all: Recorded[] = []
  readonly #clock: Clock
  readonly #keepScript: ((hash: string, bytes: Uint8Array) => void) | undefined
  readonly #hashes = new Set<string>()
  #count = 0
  #last: number
  #frames = 0

  constructor(clock: Clock, keepScript?: (hash: string, bytes: Uint8Array) => void) {
    this.#clock = clock
    this.#keepScript = keepScript
    this.#last = clock()
  }

  begin(message: IncomingMessage, url: string): Recorded {
    this.#count++
    this.#last = this.#clock()
    const headers = pairs(message.rawHeaders)
    const exchange: Exchange = {
      ...NOTHING,
      index: this.#all.length,
      method: message.method ?? 'GET',
      url,
      headers,
      at: new Date(this.#last).toISOString(),
      kind: kindOf(headers),
      from: '',
    }
    const record: Recorded = {
      index: this.#all.length,
      exchange,
      body: [],
      bodyBytes: 0,
      script: null,
      scriptBytes: 0,
      encoding: '',
      open: true,
      own: isBrowsersOwn(exchange),
    }
    if (this.#all.length < MOST_REQUESTS) {
      if (!record.own) this.#all.push(record)
    } else if (this.#count === MOST_REQUESTS + 1)
      this.notRead.push({ entry: null, why: `more than ${MOST_REQUESTS} requests; the rest was passed on but not read` })
    return record
  }

  bodyBytes(record: Recorded, piece: Buffer): void {
    record.bodyBytes += piece.length
    if (record.bodyBytes <= LIMITS.requestBody) record.body.push(piece)
  }

  bodyEnd(record: Recorded): void {
    if (record.bodyBytes > LIMITS.requestBody) {
      record.body = []
      this.notRead.push({ entry: record.index, why: `its body is longer than ${LIMITS.requestBody} bytes` })
    }
    const body = record.body.length > 0 ? Buffer.concat(record.body) : null
    record.exchange = { ...record.exchange, body, bytesOut: record.bodyBytes }
  }

  answered(record: Recorded, reply: IncomingMessage): void {
    const answerHeaders = pairs(reply.rawHeaders)
    const answerType = reply.headers['content-type'] ?? ''
    record.exchange = {
      ...record.exchange,
      status: reply.statusCode ?? 0,
      answerHeaders,
      answerType,
      address: reply.socket.remoteAddress ?? '',
    }
    record.encoding = String(reply.headers['content-encoding'] ?? '')
    if (record.exchange.kind === 'script' || /javascript|wasm/.test(answerType)) record.script = []
  }

  answerBytes(record: Recorded, piece: Buffer): void {
    if (!record.script) return
    record.scriptBytes += piece.length
    if (record.scriptBytes > MOST_SCRIPT) record.script = null
    else record.script.push(piece)
  }

  answerEnd(record: Recorded): void {
    record.open = false
    if (!record.script || record.scriptBytes === 0) return
    const bytes = decoded(Buffer.concat(record.script), record.encoding)
    record.script = null
    if (!bytes) return
    const hash = createHash('sha256').update(bytes).digest('hex')
    record.exchange = { ...record.exchange, hash }
    if (!this.#hashes.has(hash)) {
      this.#hashes.add(hash)
      this.#keepScript?.(hash, bytes)
    }
  }

  /** One message sent over a WebSocket, as an exchange of its own. */
  frame(record: Recorded, bytes: Buffer): void {
    this.#last = this.#clock()
    if (++this.#frames > MOST_REQUESTS || this.#all.length >= MOST_REQUESTS) return
    const exchange: Exchange = {
      ...record.exchange,
      index: this.#all.length,
      method: 'SEND',
      body: bytes,
      bytesOut: bytes.length,
      kind: 'websocket',
      headers: [],
    }
    this.#all.push({ ...record, index: this.#all.length, exchange, body: [], script: null, open: false })
  }

  refuse(record: Recorded, why: string): void {
    record.open = false
    if (record.own) return
    this.notRead.push({ entry: record.index, why: `${record.exchange.url.replace(/[?#].*$/s, '').slice(0, 200)}: ${why}` })
  }

  tunnelRefused(host: string, why: string): void {
    this.notRead.push({ entry: null, why: `${host.slice(0, 100)}: ${why}` })
  }

  activity(): { count: number; last: number; open: number } {
    return { count: this.#count, last: this.#last, open: this.#all.filter((record) => record.open).length }
  }

  exchanges(): Exchange[] {
    return this.#all.map((record) => record.exchange)
  }
}

function pairs(raw: readonly string[]): Pairs {
  const all: [string, string][] = []
  for (let i = 0; i < raw.length; i += 2) all.push([raw[i]!.toLowerCase(), raw[i + 1]!])
  return all
}

/** Chromium says what a request is for (W3C Fetch Metadata). */
function kindOf(headers: Pairs): string {
  const of = (name: string): string => headers.find(([key]) => key === name)?.[1] ?? ''
  const kind = of('sec-fetch-dest')
  if (kind === 'document' || kind === '') return kind
  return kind === 'empty' ? 'fetch' : kind
}

function decoded(bytes: Buffer, encoding: string): Buffer | null {
  const limit = { maxOutputLength: MOST_SCRIPT * 4 }
  try {
    switch (encoding.trim().toLowerCase()) {
      case 'gzip':
        return gunzipSync(bytes, limit)
      case 'br':
        return brotliDecompressSync(bytes, limit)
      case 'deflate':
        return inflateSync(bytes, limit)
      case 'zstd':
        return zstdDecompressSync(bytes, limit)
      default:
        return bytes
    }
  } catch {
    return null
  }
}
