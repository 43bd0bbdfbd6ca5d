// The beginning of a new wire, made from captured requests: which endpoints there are and which places their messages have, each with the kind its name suggests.
// What no name explains is left out of the table as a comment: such a place stays denied until somebody who knows the vendor says what it is.
import type { WireRequest } from '../core/wire.ts'
import type { Json } from '../core/words.ts'
import { fieldOfName } from '../fields/names.ts'
import { isObject, isRawNumber } from './codec/json.ts'
import { readGeneric } from './generic/wire.ts'

export interface SkeletonFile {
  /** Relative to the project's root. */
  readonly path: string
  readonly text: string
}

interface Found {
  readonly method: string
  readonly path: string
  /** Place → what its values look like, never the values. */
  readonly places: Map<string, string>
}

const MAX_PLACES = 2_000

/** `vendor`: catalogue id. `source`: where the requests come from, for the golden file. Requests no generic reading understands are named in `unread`. */
export function skeleton(vendor: string, requests: readonly WireRequest[], source: string): { files: SkeletonFile[]; unread: string[] } {
  const found = new Map<string, Found>()
  const unread: string[] = []
  for (const request of requests) {
    if (request.method === 'OPTIONS') continue
    const path = templateOf(request.path)
    const key = `${request.method} ${path}`
    const one = found.get(key) ?? { method: request.method, path, places: new Map<string, string>() }
    found.set(key, one)
    try {
      const { doc } = readGeneric(request)
      for (const part of ['query', 'body']) collect(doc[part] as Json, part, one.places)
    } catch {
      unread.push(key)
    }
  }
  const name = vendor.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return {
    files: [
      { path: `src/wires/${vendor}/wire.ts`, text: wireText(vendor, name, [...found.values()]) },
      { path: `src/wires/${vendor}/wire.test.ts`, text: testText(vendor, name) },
      { path: `test/golden/wires/${vendor}.json`, text: goldenText(requests, source) },
    ],
    unread,
  }
}

/** `/v1/users/1042/events` → `/v1/users/:id/events`; short numbers are versions. */
function templateOf(path: string): string {
  return path
    .split('/')
    .map((segment) => (/^(?:\d{4,}|[0-9a-f-]{16,}|.*(?:%40|@).*)$/i.test(segment) ? ':id' : segment))
    .join('/')
}

function collect(node: Json | undefined, path: string, places: Map<string, string>): void {
  if (node === undefined || places.size >= MAX_PLACES) return
  if (Array.isArray(node)) for (const one of node) collect(one, `${path}[]`, places)
  else if (isObject(node)) for (const [key, one] of Object.entries(node)) collect(one, `${path}.${key}`, places)
  else if (path !== 'body' && !places.has(path)) places.set(path, lookOf(node))
}

function lookOf(value: Json): string {
  if (typeof value === 'number' || isRawNumber(value))
    return Number(value) > 1e9 && Number(value) < 1e11 ? 's' : Number(value) > 1e12 && Number(value) < 1e14 ? 'ms' : 'number'
  if (typeof value !== 'string') return value === null ? 'null' : typeof value
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return 'iso'
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return 'uuid'
  return 'text'
}

/** The line of a table for one place; null where nobody can tell from name and look. */
function kindOf(place: string, look: string): string | null {
  const last = place.slice(place.lastIndexOf('.') + 1).replaceAll('[]', '')
  const field = fieldOfName(place.replace(/^(?:query|body)(?:\[\])?\./, ''))?.field
  if (/^(?:event|event_?name|event_?type)$/i.test(last)) return 'kind.event'
  if (/^(?:uuid|.*(?:message|insert|event|request)_?id)$/i.test(last)) return 'kind.eventId'
  if ((look === 's' || look === 'ms' || look === 'iso') && /time|date|_at$|At$|^ts$|^_$/i.test(last)) return `is.${look}`
  if (/^(?:api_?key|write_?key|token|project_?id|lib|library|version|sdk|lib_version|library_version|sdk_version)$/i.test(last))
    return 'kind.structure'
  if (field === undefined) return null
  if (field === 'user.unique_id' || field.startsWith('user.unique_id.')) return /session/i.test(last) ? 'is.session' : 'is.person'
  if (field === 'user.device.device_id' || field === 'user.device.cookie_id') return 'is.device'
  if (field === 'user.organization_id') return 'is.group'
  return `field('${field}')`
}

function wireText(vendor: string, name: string, found: readonly Found[]): string {
  const endpoints = found.map((one, i) => {
    const lines = [...one.places]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([place, look]) => {
        const known = kindOf(place, look)
        return known === null ? `    // '${escaped(place)}': ?, ${look}` : `    '${escaped(place)}': ${known},`
      })
    const batch = [...one.places.keys()].map((place) => /^(body(?:\.\w+)?\[\])/.exec(place)?.[1]).find((place) => place !== undefined)
    return `const endpoint${i + 1} = endpoint({
  name: '${nameOf(one)}',
  path: ${patternOf(one.path)},
  methods: ['${one.method}'],
  kinds: {
${lines.join('\n')}
  },
  parcels: [${batch === undefined ? '' : `'${batch}'`}],
  // What does the SDK take for success? See docs/guide/add-a-wire.md, "The quiet answer".
  quiet: () => jsonAnswer({}),
})`
  })
  return `// ${name}: say here which requests there are, and where each fact comes from.
import type { Wire } from '../../core/wire.ts'
import { jsonAnswer } from '../answers.ts'
import { endpoint } from '../endpoint.ts'
import { field, is, kind } from '../kinds.ts'

${endpoints.join('\n\n')}

export const ${name}: Wire = {
  vendor: '${vendor}',
  upstream: 'https://${vendor}.invalid',
  headers: ['authorization'],
  endpoints: [${found.map((_, i) => `endpoint${i + 1}`).join(', ')}],
  sdk: () => '',
}
`
}

function testText(vendor: string, name: string): string {
  return `// ${vendor} over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { ${name} } from './wire.ts'

wireContract({ wire: ${name}, requests: written('${vendor}') })
`
}

function goldenText(requests: readonly WireRequest[], source: string): string {
  const rows = requests
    .filter((request) => request.method !== 'OPTIONS')
    .map((request) => ({
      method: request.method,
      path: request.path,
      query: request.query,
      headers: Object.fromEntries(request.headers.filter(([header]) => header.startsWith('content-') && header !== 'content-length')),
      ...(request.body.length === 0 ? {} : { body_base64: Buffer.from(request.body).toString('base64') }),
    }))
  return `${JSON.stringify({ source, requests: rows }, null, 2)}\n`
}

const escaped = (place: string): string => place.replace(/[\\'\n\r]/g, '_')
const nameOf = (one: Found): string =>
  one.path
    .split('/')
    .filter((part) => part !== '' && part !== ':id')
    .join('-')
    .replace(/[^\w-]/g, '') || 'root'
const patternOf = (path: string): string =>
  `/^${path
    .replace(/\/$/, '')
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replaceAll(':id', '[^/]+')}\\/?$/`
