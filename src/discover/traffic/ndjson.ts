// Our own lossless form of a capture: one JSON object a line, bodies in base64, so that no byte of a compressed or binary message is lost as in a HAR.
import { type Exchange, NOTHING, type Pairs } from './exchange.ts'

/** First line of a file in this form. */
export const NDJSON_HEAD = '{"cordon":"capture","version":1}'

/** One exchange as a line, without the line end. */
export function toLine(exchange: Exchange): string {
  const body = exchange.body === null ? null : Buffer.from(exchange.body as Uint8Array).toString('base64')
  const { index: _index, ...rest } = exchange
  return JSON.stringify({ ...rest, body })
}

/** null: the line is no exchange. Unknown members are passed over, missing ones are empty. */
export function fromLine(value: unknown, index: number): Exchange | null {
  if (typeof value !== 'object' || value === null) return null
  const line = value as Record<string, unknown>
  if (typeof line.url !== 'string' || typeof line.method !== 'string') return null
  return {
    ...NOTHING,
    index,
    method: line.method.toUpperCase(),
    url: line.url,
    headers: pairs(line.headers, true),
    body: typeof line.body === 'string' && line.body !== '' ? Buffer.from(line.body, 'base64') : null,
    params: pairs(line.params, false),
    status: number(line.status),
    answerHeaders: pairs(line.answerHeaders, true),
    answerType: text(line.answerType),
    address: text(line.address),
    cname: texts(line.cname),
    certificate: texts(line.certificate),
    page: text(line.page),
    from: text(line.from),
    kind: text(line.kind),
    hash: text(line.hash),
    at: text(line.at),
    bytesOut: number(line.bytesOut),
  }
}

function pairs(value: unknown, lower: boolean): Pairs {
  if (!Array.isArray(value)) return []
  return value
    .filter((pair) => Array.isArray(pair) && pair.length === 2)
    .map(([name, text]) => [lower ? String(name).toLowerCase() : String(name), String(text)])
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
