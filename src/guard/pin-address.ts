// Under which address a pinned answer is kept and fetched: the vendor's own path and the query's project keys, never anything of the person who asked.
import { createHash } from 'node:crypto'
import type { Endpoint, WireRequest } from '../core/wire.ts'
import { detect } from '../fields/detect.ts'
import { readQuery } from '../wires/codec/query.ts'

/** Where one pinned answer stands at its vendor. */
export interface PinAddress {
  readonly endpoint: string
  readonly path: string
  /** Without `?`; its keys sorted, so that the same question has one address. */
  readonly query: string
}

const PATH = /^\/[A-Za-z0-9._~/-]{0,300}$/
const VALUE = /^[A-Za-z0-9._~:,-]{1,200}$/

/**
 * The address of a request to a pinned endpoint; null where its path could carry something of a person. Of the query, only keys that the wire calls
 * structure stay: the rest is a person's, or changes with every request.
 */
export function pinAddress(endpoint: Endpoint, request: WireRequest): PinAddress | null {
  if (!PATH.test(request.path) || request.path.includes('..') || detect(request.path).length > 0) return null
  const kept: [string, string][] = []
  for (const [key, value] of Object.entries(readQuery(request.query)))
    if (endpoint.kinds[`query.${key}`]?.is === 'structure' && typeof value === 'string' && VALUE.test(value) && detect(value).length === 0)
      kept.push([key, value])
  kept.sort(([a], [b]) => (a < b ? -1 : 1))
  return { endpoint: endpoint.name, path: request.path, query: new URLSearchParams(kept).toString() }
}

/** A short name that is the same for the same address: `settings-1a2b3c4d`. */
export function pinName(address: PinAddress): string {
  const hash = createHash('sha256').update(`${address.endpoint}\n${address.path}\n${address.query}`).digest('hex')
  return `${address.endpoint}-${hash.slice(0, 8)}`
}
