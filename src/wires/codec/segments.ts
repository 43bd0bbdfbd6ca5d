// Data in the path of a request (LaunchDarkly's contexts, Statsig's ids) and in header values, some of it base64: read into the tree by named groups, and back.
import type { Json } from '../../core/words.ts'
import { readJson, writeJson } from './json.ts'
import { type Fields, percentDecode } from './query.ts'

/** Base64 of text or of JSON. What is no base64 of UTF-8 stays as it is; unchanged values come back letter by letter. */
export const base64Segment = {
  read(packed: string): Json {
    if (!/^[A-Za-z0-9+/_-]{4,}={0,2}$/.test(packed)) return packed
    const text = Buffer.from(packed, 'base64').toString('utf8')
    if (text.includes('\ufffd')) return packed
    if (!/^\s*[{[]/.test(text)) return text
    try {
      return readJson(text)
    } catch {
      return text
    }
  },
  write(value: Json, before: string): string {
    if (same(base64Segment.read(before), value)) return before
    const text = typeof value === 'string' ? value : writeJson(value)
    return Buffer.from(text, 'utf8').toString(/[-_]/.test(before) || !/[+/=]/.test(before) ? 'base64url' : 'base64')
  },
}

/** Named groups of `pattern` in a path, percent-decoded; those named in `base64` unpacked. */
export function readPath(path: string, pattern: RegExp, base64: readonly string[]): Fields {
  const out: Fields = {}
  for (const [name, raw] of Object.entries(pattern.exec(path)?.groups ?? {})) {
    if (raw === undefined) continue
    const text = percentDecode(raw, false)
    out[name] = base64.includes(name) ? base64Segment.read(text) : text
  }
  return out
}

/** The path with its groups as the tree has them now. A group that was removed becomes `-`, so that the path keeps its form. */
export function writePath(path: string, pattern: RegExp, base64: readonly string[], now: Fields): string {
  const groups = pattern.exec(path)?.groups ?? {}
  let out = ''
  let from = 0
  for (const [name, raw] of Object.entries(groups)) {
    if (raw === undefined || raw === '') continue
    const at = path.indexOf(raw, from)
    if (at < 0) continue
    out += path.slice(from, at) + segment(raw, now[name], base64.includes(name))
    from = at + raw.length
  }
  return out + path.slice(from)
}

function segment(raw: string, value: Json | undefined, packed: boolean): string {
  if (value === undefined) return '-'
  const text = percentDecode(raw, false)
  const now = packed ? base64Segment.write(value, text) : typeof value === 'string' ? value : writeJson(value)
  return now === text ? raw : encodeURIComponent(now)
}

function same(a: Json, b: Json): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : writeJson(a) === writeJson(b)
}
