// Datadog browser RUM, logs and session replay: lines of JSON, or multipart with zlib segments; through the SDK's `proxy` option the real path stands in `ddforward`.
// Facts: @datadog/browser-rum 7.16 as captured; docs.datadoghq.com/real_user_monitoring/guide/proxy-rum-data.
import { CordonError } from '../../core/errors.ts'
import type { Endpoint, Wire, WireRequest } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { type Body, readText, textOf } from '../codec/body.ts'
import { readMessage } from '../codec/message.ts'
import { readMultipart } from '../codec/multipart.ts'
import { readQuery } from '../codec/query.ts'
import { endpoint } from '../endpoint.ts'
import { digitsLike, hexLike } from '../ids.ts'
import { intakeKinds } from './kinds.ts'

/** `ddforward` comes from the page, so anybody can write it: only these paths are followed. */
const TARGET = /^\/api\/v2\/(?:rum|logs|replay|profile|spans|exposures|webmetrics)$/

function readIntake(plain: Uint8Array): Body {
  return plain[0] === 0x2d && plain[1] === 0x2d ? readMultipart(plain) : readText(textOf(plain))
}

/** The request as it would stand at Datadog's own intake. */
function forwarded(request: WireRequest): WireRequest {
  if (TARGET.test(request.path)) return request
  const target = readQuery(request.query).ddforward
  if (typeof target !== 'string') throw new CordonError('wire.unreadable', 'The request names no path of the intake.')
  const cut = target.indexOf('?')
  const path = cut < 0 ? target : target.slice(0, cut)
  if (!TARGET.test(path)) throw new CordonError('wire.unreadable', 'The request names a path that is none of the intake.')
  return { ...request, path, query: cut < 0 ? '' : target.slice(cut + 1) }
}

const intake: Endpoint = {
  ...endpoint({
    name: 'intake',
    path: /^\/(?:api\/v2\/[a-z]+|(?!api\/)[\w.-]*(?:\/[\w.-]+){0,4})\/?$/,
    kinds: intakeKinds,
    parcels: ['body[]'],
    // 202 counts as delivered; 408, 429 and 5xx are retried for minutes.
    quiet: () => jsonAnswer({}, 202),
  }),
  read: (request) => readMessage(forwarded(request), { body: readIntake, alwaysArray: !isMultipart(request.body) }),
}

function isMultipart(bytes: Uint8Array): boolean {
  return bytes[0] === 0x2d && bytes[1] === 0x2d
}

export const datadog: Wire = {
  vendor: 'datadog',
  upstream: 'https://browser-intake-datadoghq.com',
  headers: ['dd-api-key'],
  endpoints: [intake],
  sdk(_request, message) {
    const query = message.doc.query as { [key: string]: unknown }
    const version = query['dd-evp-origin-version']
    return typeof version === 'string' ? `browser-sdk ${version}` : ''
  },
  // Trace and span ids are decimal or hex numbers.
  shapeId: (type, original, hash) => (type === 'event' ? (digitsLike(original, hash) ?? hexLike(original, hash)) : null),
}
