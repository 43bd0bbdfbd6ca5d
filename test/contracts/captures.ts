// Golden requests as a wire sees them: captures of the real SDKs (test/golden/captures) and requests written after vendors' documentation (test/golden/wires).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { Card } from '../../src/catalog/card.ts'
import type { WireRequest } from '../../src/core/wire.ts'
import type { Json } from '../../src/core/words.ts'
import { writeQuery } from '../../src/wires/codec/query.ts'

const golden = join(import.meta.dirname, '..', 'golden')

export interface Golden {
  /** `segment-analytics-node#0 POST /v1/batch` */
  readonly name: string
  readonly request: WireRequest
  /** What the capture says the body decodes to; undefined where it does not say. */
  readonly decoded: Json | undefined
}

interface Row {
  readonly method: string
  readonly path: string
  readonly query?: string | Record<string, Json>
  readonly headers?: Record<string, string>
  readonly body?: Json
  readonly body_base64?: string | null
  /** Requests written by hand: the body as text, or as JSON to be written as an SDK would. */
  readonly text?: string
}

/** Captures whose file name begins with one of the prefixes, preflights left out. */
export function captures(...prefixes: readonly string[]): Golden[] {
  const names = readdirSync(join(golden, 'captures')).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)))
  return names.sort().flatMap((name) => rows(join(golden, 'captures', name), name.replace('.json', ''), true))
}

/** Requests of `test/golden/wires`: `VENDOR.json`, written after the vendor's documentation, and `VENDOR@SDK-VERSION.json`, captured. */
export function written(vendor: string): Golden[] {
  const names = readdirSync(join(golden, 'wires')).filter((name) => name === `${vendor}.json` || name.startsWith(`${vendor}@`))
  return names.sort().flatMap((name) => rows(join(golden, 'wires', name), name.replace('.json', ''), false))
}

function rows(path: string, name: string, captured: boolean): Golden[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as { requests: Row[] }
  return file.requests.flatMap((row, i) => {
    if (row.method === 'OPTIONS') return []
    const request: WireRequest = {
      method: row.method,
      path: row.path,
      query: queryOf(row.query),
      headers: Object.entries(row.headers ?? {}),
      body: bodyOf(row),
    }
    return [{ name: `${name}#${i} ${row.method} ${row.path}`, request, decoded: captured && row.body !== null ? row.body : undefined }]
  })
}

function queryOf(query: Row['query']): string {
  if (query === undefined) return ''
  if (typeof query === 'string') return query
  return writeQuery(Object.fromEntries(Object.entries(query).filter(([key]) => !key.endsWith('(decoded)'))))
}

function bodyOf(row: Row): Uint8Array {
  if (typeof row.body_base64 === 'string') return Buffer.from(row.body_base64, 'base64')
  if (row.text !== undefined) return Buffer.from(row.text, 'utf8')
  return row.body === undefined || row.body === null ? new Uint8Array() : Buffer.from(JSON.stringify(row.body), 'utf8')
}

/** A card of nobody's, for the generic wire. */
export const genericCard = v.parse(Card, {
  id: 'generic',
  name: 'Any API',
  company: 'Any Ltd',
  domain: 'any.example',
  role: 'test',
  hosts: ['*.any.example', 'api.any.example'],
  properties: { mail_to: 'user.contact.email', member_no: 'user.unique_id' },
  sources: [{ facts: ['hosts'], from: 'invented' }],
})
