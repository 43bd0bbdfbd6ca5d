// OpenTelemetry over HTTP to any back end: /v1/logs, /v1/traces, /v1/metrics, in JSON and in protocol buffers.
// Facts: opentelemetry.io/docs/specs/otlp (OTLP/HTTP), opentelemetry-proto 1.9.
import type { Wire } from '../../core/wire.ts'
import { isObject } from '../codec/json.ts'
import { hexLike } from '../ids.ts'
import { otlpEndpoint } from './endpoints.ts'

export const otlp: Wire = {
  vendor: 'otlp',
  upstream: 'http://localhost:4318',
  headers: ['authorization', 'x-api-key', 'api-key', 'dd-api-key', 'x-honeycomb-team', 'x-honeycomb-dataset', 'x-scope-orgid'],
  endpoints: [
    otlpEndpoint('logs', /(?:^|\/)v1\/logs\/?$/),
    otlpEndpoint('traces', /(?:^|\/)v1\/traces\/?$/),
    otlpEndpoint('metrics', /(?:^|\/)v1\/metrics\/?$/),
  ],
  sdk(_request, message) {
    const body = message.doc.body
    const list = isObject(body) ? (body.resourceLogs ?? body.resourceSpans ?? body.resourceMetrics) : undefined
    const first = Array.isArray(list) ? list[0] : undefined
    const told = isObject(first) && isObject(first.resource) ? first.resource.attributes : undefined
    if (!isObject(told)) return ''
    return ['name', 'language', 'version']
      .map((part) => told[`telemetry.sdk.${part}`])
      .filter((part) => typeof part === 'string')
      .join(' ')
  },
  shapeId: (type, original, hash) => (type === 'event' ? hexLike(original, hash) : null),
}
