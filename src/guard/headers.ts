// Headers are denied by default in both directions: a vendor gets what its protocol needs, an SDK gets what its answer needs, and nothing else passes.
import type { Wire, WireAnswer, WireRequest } from '../core/wire.ts'
import { agentFamily } from './generalise.ts'

/** Describe the body and nothing about a person. */
const ABOUT_BODY = new Set(['content-type', 'content-encoding'])
/** RFC 9110 §7.6.1 and what Node sets itself. */
const KEPT_BACK = new Set(['content-type', 'retry-after', 'x-sentry-rate-limits'])

/** What goes on to the vendor: the wire's own headers, the body's, and a user agent cut to its family (or Cordon's own). */
export function headersOut(wire: Wire, headers: WireRequest['headers']): [string, string][] {
  const out: [string, string][] = []
  let agent = 'cordon'
  for (const [name, value] of headers) {
    if (name === 'user-agent') agent = agentFamily(value) ?? agent
    else if (ABOUT_BODY.has(name) || wire.headers.includes(name)) out.push([name, value])
  }
  out.push(['user-agent', agent])
  return out
}

/** What comes back from a vendor to an SDK: no cookies, no redirects, no reporting; `Retry-After` only as a small number. */
export function headersBack(headers: WireAnswer['headers']): [string, string][] {
  return headers.filter(([name, value]) => KEPT_BACK.has(name) && (name !== 'retry-after' || /^\d{1,4}$/.test(value))) as [string, string][]
}

/**
 * CORS for browser SDKs. The origin is echoed, never `*`: SDKs send with credentials, and `*` would then be refused (Fetch standard, CORS check).
 * Gives nothing to requests without Origin.
 */
export function corsHeaders(origin: string | undefined): [string, string][] {
  if (origin === undefined) return []
  return [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
    ['access-control-expose-headers', 'Retry-After, X-Sentry-Rate-Limits, Date'],
    ['vary', 'Origin'],
  ]
}

/** The answer to a preflight. Header names asked for are allowed back when they are plain tokens: the browser checks them, the guard drops them. */
export function preflight(origin: string | undefined, asked: string | undefined): WireAnswer {
  const names = (asked ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => /^[a-z0-9-]{1,64}$/.test(name))
    .slice(0, 40)
  return {
    status: 204,
    headers: [
      ...corsHeaders(origin),
      ['access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS'],
      ['access-control-allow-headers', names.join(', ')],
      ['access-control-max-age', '7200'],
    ],
    body: new Uint8Array(),
  }
}
