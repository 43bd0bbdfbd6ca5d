// Takes one request apart into the places where a value can stand: path, query, headers, cookies, body, each undone down to plain text.
import type { Leaf } from '../../fields/unwrap.ts'
import { unwrap } from '../../fields/unwrap.ts'
import { type Exchange, header } from './exchange.ts'
import { TRAFFIC_LIMITS } from './limits.ts'

/** Where in a request (contract of `har --json`). */
export type Where = 'url' | 'path' | 'query' | 'header' | 'cookie' | 'body'

export interface PlacedValue {
  readonly where: Where
  /** Dotted path inside that part, array indexes as `[]`: `email`, `batch[].traits.email`. */
  readonly path: string
  readonly text: string
}

/** Headers the browser or HTTP itself writes to every host alike; they name no property of a vendor. Referer, Cookie and Authorization are looked at apart. */
const PLAIN_HEADERS =
  /^(accept|accept-.*|host|connection|content-.*|sec-.*|user-agent|upgrade.*|cache-control|pragma|dnt|te|origin|range|if-.*|expect|transfer-encoding|proxy-.*|priority|keep-alive|access-control-.*|referer|cookie|authorization|x-requested-with|purpose|save-data|via|traceparent|tracestate|baggage|sentry-trace|x-client-data)$/

/** What of a host's requests was taken apart already: headers, cookies and parameters repeat in most of them. */
export interface RawSeen {
  isNew(raw: string): boolean
}

/** Every place of a request with its text. `before`: leaves out what was given before. `stopped` is told why something was not read. Bounded by the limits of `unwrap` and the URL limit; never throws for what the request holds. */
export function placesOf(exchange: Exchange, stopped?: (why: string) => void, before?: RawSeen): PlacedValue[] {
  const values: PlacedValue[] = []
  const isNew = (raw: string): boolean => before === undefined || before.isNew(raw)
  const put = (where: Where, path: string, text: string): void => {
    if (text !== '') values.push({ where, path, text })
  }
  const open = (where: Where, name: string, text: string): void => {
    for (const leaf of leavesOf(text)) put(where, join(name, leaf.path), leaf.text)
  }

  const url = split(exchange.url.slice(0, TRAFFIC_LIMITS.url))
  if (url.userinfo) put('url', 'userinfo', url.userinfo)
  readPath(url.path, open)
  readPairs(url.query, (name, value, raw) => {
    if (isNew(raw)) open('query', name, value)
  })
  for (const [name, value] of exchange.headers) {
    if (PLAIN_HEADERS.test(name) && name !== 'cookie' && name !== 'referer' && name !== 'authorization') continue
    if (name !== 'cookie' && !isNew(`${name}:${value}`)) continue
    if (name === 'cookie') readCookies(value, isNew, open)
    else if (name === 'referer') put('header', 'referer', decode(value))
    else if (name === 'authorization') open('header', 'authorization', value.replace(/^(basic|bearer)\s+/i, ''))
    else open('header', name, value)
  }
  for (const [name, value] of exchange.params) open('body', name, value)
  if (exchange.body !== null && exchange.body.length > 0) {
    for (const leaf of unwrapBody(exchange)) {
      const stop = leaf.steps.at(-1)
      if (stop?.startsWith('stopped: ')) stopped?.(`its body: ${stop.slice(9)}`)
      put('body', leaf.path === '' ? 'body' : leaf.path, leaf.text)
    }
  }
  return values
}

function unwrapBody(exchange: Exchange): Leaf[] {
  try {
    const encoding = header(exchange.headers, 'content-encoding')
    return unwrap(exchange.body!, encoding ? { contentEncoding: encoding } : {})
  } catch {
    // A bomb or a broken encoding: what stands in the clear is still looked at.
    const text = typeof exchange.body === 'string' ? exchange.body : Buffer.from(exchange.body!).toString('latin1')
    return [{ path: '', text: text.slice(0, 1 << 20), steps: [] }]
  }
}

/** A value of a URL, header or cookie: most are short and plain, so the ladder is only climbed where something may be folded in. */
function leavesOf(text: string): readonly Leaf[] {
  const plain = decode(text)
  // An address is taken apart by whoever asks for its query; as a form its first key would be half an address.
  if (plain.length < 8 || /^[\d.,:-]+$/.test(plain) || /^(?:https?:)?\/\//i.test(plain)) return [{ path: '', text: plain, steps: [] }]
  try {
    const leaves = unwrap(plain)
    return leaves.length > 0 ? leaves : [{ path: '', text: plain, steps: [] }]
  } catch {
    return [{ path: '', text: plain, steps: [] }]
  }
}

function split(url: string): { userinfo: string; path: string; query: string } {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:([^/?#@]*)@)?[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url)
  return { userinfo: match?.[1] ?? '', path: match?.[2] ?? '', query: match?.[3] ?? '' }
}

/** Path segments, named after the segment before; `;a=b` parameters (ad servers) under their own names. */
function readPath(path: string, open: (where: Where, name: string, text: string) => void): void {
  let before = 'path'
  for (const segment of path.split('/')) {
    if (segment === '') continue
    const [head, ...parameters] = segment.split(';')
    if (head) open('path', before, head)
    for (const parameter of parameters) {
      const at = parameter.indexOf('=')
      if (at > 0) open('path', decode(parameter.slice(0, at)), parameter.slice(at + 1))
    }
    before = /^[a-z][a-z0-9_-]{1,40}$/i.test(head ?? '') ? head! : 'path'
  }
}

function readPairs(query: string, put: (name: string, value: string, raw: string) => void): void {
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    if (at < 0) put('query', pair, pair)
    else put(decode(pair.slice(0, at)) || 'query', plusAsSpace(pair.slice(at + 1)), pair)
  }
}

function readCookies(value: string, isNew: (raw: string) => boolean, open: (where: Where, name: string, text: string) => void): void {
  for (const part of value.split(/;\s*/)) {
    const at = part.indexOf('=')
    if (at > 0 && isNew(part)) open('cookie', part.slice(0, at).trim(), part.slice(at + 1))
  }
}

/** `+` is a space in a form, but a plus in a phone number and in base64 that nobody percent-encoded. */
function plusAsSpace(value: string): string {
  if (!value.includes('+') || /^\+\d/.test(value) || /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(value)) return value
  return value.replaceAll('+', ' ')
}

/** Percent-decoded; as it is where the escapes are broken. */
export function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function join(name: string, path: string): string {
  if (path === '') return name
  return path.startsWith('[') ? name + path : `${name}.${path}`
}
