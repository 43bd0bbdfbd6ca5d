// One HAR entry → one exchange, for the dialects people have: Chrome and Edge, Firefox, Safari, WebPageTest, Charles, mitmproxy, Playwright, Puppeteer.
// They differ in where they put bodies, pages, initiators and addresses; none keeps binary bodies exactly except by base64.
import { type Exchange, NOTHING, type Pairs } from './exchange.ts'

/** What was parsed of an entry; every part may be missing or of the wrong type. */
export interface Raw {
  readonly request?: Any
  readonly response?: Any
  readonly serverIPAddress?: unknown
  readonly pageref?: unknown
  readonly startedDateTime?: unknown
  readonly [extra: `_${string}`]: unknown
}
type Any = { readonly [key: string]: unknown }

/** null: there is no request or no URL. */
export function exchangeOf(raw: Raw, index: number): Exchange | null {
  const request = object(raw.request)
  const url = text(request.url) || text(raw._full_url)
  if (!url) return null
  const response = object(raw.response)
  const headers = headersOf(request)
  const { body, params } = bodyOf(request, raw)
  return {
    ...NOTHING,
    index,
    method: text(request.method).toUpperCase() || 'GET',
    url,
    headers,
    body,
    params,
    status: number(response.status),
    answerHeaders: pairsOf(response.headers, true),
    answerType: text(object(response.content).mimeType),
    address: (text(raw.serverIPAddress) || text(raw._ip_addr)).replace(/^\[|\]$/g, ''),
    cname: names(raw._cname ?? raw._cnames),
    certificate: certificateOf(raw),
    page: text(raw._documentURL) || text(raw.pageref),
    from: initiatorOf(raw._initiator) || text(raw._initiator_url),
    kind: (text(raw._resourceType) || text(raw._request_type) || text(raw._type)).toLowerCase(),
    hash: text(raw._sha256),
    at: text(raw.startedDateTime),
    bytesOut: Math.max(0, number(request.headersSize)) + Math.max(0, number(request.bodySize)),
  }
}

/** Cookies that a tool lists without the header they came from (Safari, Charles) become one again. */
function headersOf(request: Any): Pairs {
  const headers = pairsOf(request.headers, true)
  if (headers.some(([name]) => name === 'cookie')) return headers
  const cookies = pairsOf(request.cookies, false)
  if (cookies.length === 0) return headers
  return [...headers, ['cookie', cookies.map(([name, value]) => `${name}=${value}`).join('; ')]]
}

function bodyOf(request: Any, raw: Raw): { body: Uint8Array | string | null; params: Pairs } {
  const post = object(request.postData)
  const params = pairsOf(post.params, false)
  const written = text(post.text) || text(request._postData) || text(raw._body)
  if (written) {
    const encoding = text(post.encoding) || text(post._encoding)
    return { body: encoding === 'base64' ? Buffer.from(written, 'base64') : written, params: [] }
  }
  const sent = list(raw._webSocketMessages).filter((m) => text(object(m).type) === 'send')
  if (sent.length > 0) return { body: sent.map((m) => text(object(m).data)).join('\n'), params: [] }
  return { body: null, params }
}

/** Chrome and WebPageTest: an object with a stack; others: text. */
function initiatorOf(value: unknown): string {
  if (typeof value === 'string') return /^https?:/.test(value) ? value : ''
  const initiator = object(value)
  if (text(initiator.url)) return text(initiator.url)
  for (let stack = object(initiator.stack); stack; stack = object(stack.parent)) {
    const url = list(stack.callFrames)
      .map((frame) => text(object(frame).url))
      .find(Boolean)
    if (url) return url
    if (!stack.parent) return ''
  }
  return ''
}

function certificateOf(raw: Raw): string[] {
  const details = object(raw._securityDetails ?? raw._security_details)
  return [...names(details.sanList), ...names(details.subjectName)].map((name) => name.toLowerCase())
}

function names(value: unknown): string[] {
  const all = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,\s]+/) : []
  return all.filter((name) => typeof name === 'string' && name !== '').map((name: string) => name.toLowerCase().replace(/\.$/, ''))
}

function pairsOf(value: unknown, lower: boolean): [string, string][] {
  const pairs: [string, string][] = []
  for (const item of list(value)) {
    const pair = object(item)
    const name = text(pair.name)
    if (!name || (lower && name.startsWith(':'))) continue
    pairs.push([lower ? name.toLowerCase() : name, text(pair.value)])
  }
  return pairs
}

function object(value: unknown): Any {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Any) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

function number(value: unknown): number {
  const n = Number(value)
  return Number.isFinite(n) ? n : 0
}
