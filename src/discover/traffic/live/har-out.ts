// A live capture as HAR 1.2, for the tools people have. Bodies that are no text are written in base64 and say so, as no other tool's are.
import { createHash } from 'node:crypto'
import type { Exchange, Pairs } from '../exchange.ts'

/** `version`: Cordon's. The document is plain data; JSON.stringify it. */
export function harOf(page: string, exchanges: readonly Exchange[], version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'cordon capture', version },
      pages: [{ id: 'page_1', title: page, startedDateTime: exchanges[0]?.at ?? '', pageTimings: {} }],
      entries: exchanges.map((exchange) => ({
        pageref: 'page_1',
        startedDateTime: exchange.at,
        time: 0,
        request: {
          method: exchange.method,
          url: exchange.url,
          httpVersion: 'HTTP/1.1',
          headers: listOf(exchange.headers),
          queryString: queryOf(exchange.url),
          cookies: [],
          headersSize: -1,
          bodySize: exchange.body === null ? 0 : exchange.body.length,
          ...(exchange.body === null || exchange.body.length === 0 ? {} : { postData: bodyOf(exchange) }),
        },
        response: {
          status: exchange.status,
          statusText: '',
          httpVersion: 'HTTP/1.1',
          headers: listOf(exchange.answerHeaders),
          cookies: [],
          content: { size: 0, mimeType: exchange.answerType },
          redirectURL: exchange.answerHeaders.find(([name]) => name === 'location')?.[1] ?? '',
          headersSize: -1,
          bodySize: -1,
        },
        cache: {},
        timings: { send: 0, wait: 0, receive: 0 },
        ...(exchange.address ? { serverIPAddress: exchange.address } : {}),
        ...(exchange.kind ? { _resourceType: exchange.kind } : {}),
        ...(exchange.hash ? { _sha256: exchange.hash } : {}),
        ...(exchange.cname.length > 0 ? { _cname: exchange.cname } : {}),
        ...(exchange.from ? { _initiator: { type: 'other', url: exchange.from } } : {}),
      })),
    },
  }
}

/** Lines `hash  name` as sha256sum writes and checks them. */
export function sumsOf(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files].map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('')
}

function bodyOf(exchange: Exchange): object {
  const mimeType = exchange.headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  if (typeof exchange.body === 'string') return { mimeType, text: exchange.body }
  const bytes = Buffer.from(exchange.body!)
  const text = bytes.toString('utf8')
  return Buffer.from(text, 'utf8').equals(bytes) ? { mimeType, text } : { mimeType, text: bytes.toString('base64'), encoding: 'base64' }
}

function listOf(pairs: Pairs): object[] {
  return pairs.map(([name, value]) => ({ name, value }))
}

function queryOf(url: string): object[] {
  try {
    return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }))
  } catch {
    return []
  }
}
