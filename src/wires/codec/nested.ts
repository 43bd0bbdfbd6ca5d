// Messages packed into texts of a message: JSON in strings, gzip as a Latin-1 string in JSON (PostHog replay). The guard must see what is inside, at the place where it stands.
import type { Json } from '../../core/words.ts'
import { compress, compressionOf, decompress } from './compress.ts'
import { isObject, readJson, writeJson } from './json.ts'

/**
 * A place, in the path form of the kinds, and how its text is packed. Texts in another form stay texts. `tree` is the other way round: an object that the guard is to see as
 * one text, because the names in it are the company's code and say nothing of persons (the schema of a tool's parameters, which has an `email`).
 */
export interface Nested {
  readonly at: string
  readonly packed: 'json' | 'gzip-latin1' | 'tree'
}

interface Origin {
  readonly packed: string
  readonly json: string
}

/** What was unpacked, by the object that now stands in the tree: unchanged ones go back letter by letter. */
export type Memory = WeakMap<object, Origin>

/** Unpacks every place in `tree`. Throws `wire.too-large` for a bomb; a text that does not unpack stays. */
export function unpack(tree: { [part: string]: Json }, nested: readonly Nested[]): Memory {
  const memory: Memory = new WeakMap()
  for (const place of nested)
    visit(tree, segmentsOf(place.at), 0, (value) => {
      if (place.packed === 'tree') return typeof value === 'object' && value !== null ? writeJson(value) : value
      if (typeof value !== 'string') return value
      const json = place.packed === 'json' ? jsonLike(value) : gunzipped(value)
      if (json === null) return value
      try {
        const inner = readJson(json)
        if (typeof inner !== 'object' || inner === null) return value
        memory.set(inner, { packed: value, json: writeJson(inner) })
        return inner
      } catch {
        return value
      }
    })
  return memory
}

/** The tree with the same places packed again; `tree` itself stays as it is. Innermost places come last in `nested` and are packed first. */
export function pack(tree: { [part: string]: Json }, nested: readonly Nested[], memory: Memory): { [part: string]: Json } {
  let out: Json = tree
  for (const place of [...nested].reverse())
    out = rebuilt(out, segmentsOf(place.at), 0, memory, (value) => {
      if (place.packed === 'tree') return asTree(value)
      const origin = typeof value === 'object' && value !== null ? memory.get(value) : undefined
      if (origin === undefined) return value
      const json = writeJson(value)
      return json === origin.json ? origin.packed : place.packed === 'json' ? json : zipped(json)
    })
  return out as { [part: string]: Json }
}

function asTree(value: Json): Json {
  if (typeof value !== 'string' || jsonLike(value) === null) return value
  try {
    return readJson(value)
  } catch {
    return value
  }
}

function jsonLike(text: string): string | null {
  return /^\s*[{[]/.test(text) ? text : null
}

function gunzipped(text: string): string | null {
  if (!text.startsWith('\u001f\u008b')) return null
  const bytes = Buffer.from(text, 'latin1')
  const kind = compressionOf(bytes)
  return kind === 'none' ? null : Buffer.from(decompress(bytes, kind)).toString('utf8')
}

function zipped(json: string): string {
  return Buffer.from(compress(Buffer.from(json, 'utf8'), 'gzip')).toString('latin1')
}

function segmentsOf(path: string): string[] {
  return path.replaceAll('[]', '.[]').split('.')
}

function visit(node: Json, path: readonly string[], at: number, change: (value: Json) => Json): void {
  const key = path[at] as string
  const last = at === path.length - 1
  if (key === '[]') {
    if (!Array.isArray(node)) return
    for (let i = 0; i < node.length; i++) {
      if (last) node[i] = change(node[i] as Json)
      else visit(node[i] as Json, path, at + 1, change)
    }
  } else if (isObject(node) && Object.hasOwn(node, key)) {
    if (last) node[key] = change(node[key] as Json)
    else visit(node[key] as Json, path, at + 1, change)
  }
}

/** A copy along the path only: what is not touched is shared. A copied object keeps what is remembered of it. */
function rebuilt(node: Json, path: readonly string[], at: number, memory: Memory, change: (value: Json) => Json): Json {
  if (at === path.length) return change(node)
  const key = path[at] as string
  let copy: Json
  if (key === '[]') {
    if (!Array.isArray(node)) return node
    copy = node.map((one) => rebuilt(one, path, at + 1, memory, change))
  } else {
    if (!isObject(node) || !Object.hasOwn(node, key)) return node
    copy = { ...node, [key]: rebuilt(node[key] as Json, path, at + 1, memory, change) }
  }
  const origin = memory.get(node)
  if (origin !== undefined) memory.set(copy, origin)
  return copy
}
