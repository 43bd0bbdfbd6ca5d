// A whole request as a tree { query, form, header, body } and back: the part of a wire that is the same for every vendor that takes JSON.
import type { Message, WireRequest } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { type Body, contentEncodingKept, readBody, readText } from './body.ts'
import { isObject } from './json.ts'
import { type Nested, pack, unpack } from './nested.ts'
import { type Fields, readQuery, writeQuery } from './query.ts'
import { base64Segment, readPath, writePath } from './segments.ts'

/** What a wire says about its requests. */
export interface Layout {
  /** Query key whose value is the body (`data` in Mixpanel's GET requests). */
  readonly bodyInQuery?: string
  /** Query keys whose value is JSON or base64 of JSON; read into the tree where they parse, left as text where not. */
  readonly jsonInQuery?: readonly string[]
  /** Request headers that hold data about persons; they appear under `header`. */
  readonly headers?: readonly string[]
  /** Put a lone object into an array, so that one event and a batch have the same paths. */
  readonly alwaysArray?: boolean
  /** A path that holds data: each named group becomes `path.NAME`. */
  readonly path?: RegExp
  /** Groups of `path` and names of `headers` whose text is base64, of text or of JSON. */
  readonly base64?: readonly string[]
  /** How the (decompressed) body is read where it has none of the usual forms. */
  readonly body?: (plain: Uint8Array, request: WireRequest) => Body
  /** Places whose text is itself packed: read into the tree, packed again on the way out. */
  readonly nested?: readonly Nested[]
}

/** Value of a request header, '' where absent. */
export function headerOf(request: WireRequest, name: string): string {
  for (const [key, value] of request.headers) if (key === name) return value
  return ''
}

/** Reads a request by its layout. Throws `wire.unreadable` or `wire.too-large`. */
export function readMessage(request: WireRequest, layout: Layout = {}): Message {
  const query = readQuery(request.query, true)
  const inQuery = new Map<string, Body>()
  let body: Body | null = null
  let bodyKey: string | null = null
  if (layout.bodyInQuery !== undefined && typeof query[layout.bodyInQuery] === 'string') {
    bodyKey = layout.bodyInQuery
    body = readText(readQuery(request.query, false)[bodyKey] as string)
    delete query[bodyKey]
  } else {
    const read = layout.body
    body = readBody(
      request.body,
      headerOf(request, 'content-encoding').trim().toLowerCase(),
      read === undefined ? undefined : (plain) => read(plain, request),
    )
  }
  for (const key of layout.jsonInQuery ?? []) {
    const text = query[key]
    if (typeof text !== 'string') continue
    const inner = tryText(text)
    if (inner === null) continue
    inQuery.set(key, inner)
    query[key] = inner.value
  }
  const single = layout.alwaysArray === true && isObject(body.value)
  const header: Fields = {}
  for (const name of layout.headers ?? []) {
    const value = headerOf(request, name)
    if (value !== '') header[name] = layout.base64?.includes(name) ? base64Segment.read(value) : value
  }
  const doc: { [part: string]: Json } = { query, form: body.form, header, body: single ? [body.value] : body.value }
  if (layout.path !== undefined) doc.path = readPath(request.path, layout.path, layout.base64 ?? [])
  const lone = body
  const empty = (): Json => (Array.isArray(body.value) ? [] : {})
  const memory = layout.nested === undefined ? null : unpack(doc, layout.nested)
  return {
    doc,
    write() {
      const packed = memory === null ? doc : pack(doc, layout.nested ?? [], memory)
      const bytes = lone.write(bodyOf(packed, single) ?? empty(), (doc.form ?? {}) as Fields)
      const out = { ...(doc.query as Fields) }
      for (const [key, inner] of inQuery) if (key in out) out[key] = Buffer.from(inner.write(out[key] as Json, {})).toString('utf8')
      if (bodyKey !== null) out[bodyKey] = Buffer.from(bytes).toString('utf8')
      return {
        path:
          layout.path === undefined ? request.path : writePath(request.path, layout.path, layout.base64 ?? [], (doc.path ?? {}) as Fields),
        query: writeQuery(out),
        headers: headersOut(request, (doc.header ?? {}) as Fields, layout, bodyKey === null),
        body: bodyKey === null ? bytes : new Uint8Array(),
      }
    },
  }
}

/** A lone object that lost everything stays an empty object. */
function bodyOf(doc: { [part: string]: Json }, single: boolean): Json | undefined {
  const value = doc.body
  return single ? ((value as Json[])?.[0] ?? {}) : value
}

/** Headers as received, with those of the layout as the tree has them now, and no encoding header that no longer holds. */
function headersOut(request: WireRequest, header: Fields, layout: Layout, hasBody: boolean): readonly (readonly [string, string])[] {
  const watched = new Set(layout.headers ?? [])
  const keepEncoding = hasBody && contentEncodingKept(request.body)
  return request.headers.flatMap(([name, value]) => {
    if (name === 'content-encoding' && !keepEncoding) return []
    if (!watched.has(name)) return [[name, value] as const]
    const now = header[name]
    if (layout.base64?.includes(name) && now !== undefined) return [[name, base64Segment.write(now, value)] as const]
    return typeof now === 'string' ? [[name, now] as const] : []
  })
}

function tryText(text: string): Body | null {
  try {
    return readText(text)
  } catch {
    return null
  }
}
