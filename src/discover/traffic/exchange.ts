// One request as any capture tells of it, whatever its dialect: what was sent, to whom, from where. Answers are kept only as far as they tell who answered.

export type Pairs = readonly (readonly [string, string])[]

export interface Exchange {
  /** Index in its capture, from 0, counting entries that could not be read. */
  readonly index: number
  readonly method: string
  /** Absolute URL, still encoded, as captured. */
  readonly url: string
  /** Request headers in order; names in lower case, HTTP/2 pseudo headers left out. */
  readonly headers: Pairs
  /** Exact bytes where the capture kept them; text where it only kept text (HAR); null without a body. */
  readonly body: Uint8Array | string | null
  /** Form parameters, where a capture lists them instead of the body. */
  readonly params: Pairs
  /** 0: no answer. */
  readonly status: number
  readonly answerHeaders: Pairs
  readonly answerType: string
  /** Address that answered, '' where the capture does not say. */
  readonly address: string
  /** Names the host is an alias of, nearest first (`_cname`, our NDJSON). */
  readonly cname: readonly string[]
  /** Names of the certificate the host showed, where the capture kept them. */
  readonly certificate: readonly string[]
  /** URL of the page it belongs to, '' unknown. */
  readonly page: string
  /** URL of the script or page that caused it, '' unknown. */
  readonly from: string
  /** `document`, `script`, `xhr` …; '' unknown. */
  readonly kind: string
  /** SHA-256 of the answer's bytes where the capture kept it, hex. */
  readonly hash: string
  /** ISO 8601, '' unknown. */
  readonly at: string
  readonly bytesOut: number
}

/** What could not be read, and why; never holds content. `entry` null: the file as a whole. */
export interface NotRead {
  readonly entry: number | null
  readonly why: string
}

/** First value of a header, '' where absent. `name` in lower case. */
export function header(pairs: Pairs, name: string): string {
  for (const [key, value] of pairs) if (key === name) return value
  return ''
}

/** Host of a URL without port, lower case; '' where there is none. */
export function hostOf(url: string): string {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)
  return (match?.[1] ?? '').toLowerCase().replace(/\.$/, '')
}

/** An exchange with everything unknown, for readers to fill. */
export const NOTHING: Exchange = {
  index: 0,
  method: 'GET',
  url: '',
  headers: [],
  body: null,
  params: [],
  status: 0,
  answerHeaders: [],
  answerType: '',
  address: '',
  cname: [],
  certificate: [],
  page: '',
  from: '',
  kind: '',
  hash: '',
  at: '',
  bytesOut: 0,
}
