// OTLP/HTTP requests, JSON or protocol buffers, told by the first byte: a JSON message begins with a brace, a protocol buffer with the tag of field 1.
import type { Endpoint, Kind, WireRequest } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { unwrapAttributes } from '../codec/attributes.ts'
import { type Body, readText, textOf } from '../codec/body.ts'
import { headerOf } from '../codec/message.ts'
import { readProto, writeProto } from '../codec/protobuf.ts'
import { endpoint } from '../endpoint.ts'
import { logKinds, metricKinds, traceKinds } from './kinds.ts'
import { OTLP } from './schema.ts'

const SIGNALS = {
  logs: { message: 'LogsRequest', kinds: logKinds, parcel: 'body.resourceLogs[].scopeLogs[].logRecords[]' },
  traces: { message: 'TraceRequest', kinds: traceKinds, parcel: 'body.resourceSpans[].scopeSpans[].spans[]' },
  metrics: { message: 'MetricsRequest', kinds: metricKinds, parcel: 'body.resourceMetrics[].scopeMetrics[].metrics[]' },
} as const

function readOtlp(plain: Uint8Array, message: string): Body {
  const isJson = plain[0] === 0x7b || plain[0] === 0x20
  const json = isJson ? readText(textOf(plain)) : null
  const { tree, wrap } = unwrapAttributes(json === null ? readProto(plain, OTLP, message) : json.value)
  return {
    value: tree,
    form: {},
    lines: false,
    write: (now) => (json === null ? writeProto(wrap(now), OTLP, message) : json.write(wrap(now), {})),
  }
}

/** One signal. `more`: kinds of the vendor's own query or headers. */
export function otlpEndpoint(signal: keyof typeof SIGNALS, path: RegExp, more: Readonly<Record<string, Kind>> = {}): Endpoint {
  const { message, kinds, parcel } = SIGNALS[signal]
  return endpoint({
    name: `otlp-${signal}`,
    path,
    layout: { body: (plain) => readOtlp(plain, message) },
    kinds: { ...kinds, ...more },
    parcels: [parcel],
    quiet: accepted,
  })
}

/** Success in the encoding of the request: `{}`, or an empty protocol buffer (OTLP specification, "Full Success"). */
function accepted(request: WireRequest): ReturnType<typeof jsonAnswer> {
  const type = headerOf(request, 'content-type')
  return type.includes('protobuf')
    ? { status: 200, headers: [['content-type', 'application/x-protobuf']], body: new Uint8Array() }
    : jsonAnswer({})
}
