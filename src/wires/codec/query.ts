// Query strings and urlencoded forms as a tree part: `a=1&b=2&b=3` → { a: '1', b: ['2', '3'] }, and back in the same style.
import type { Json } from '../../core/words.ts'

export type Fields = { [key: string]: Json }

/** `encodeURIComponent` of base64 text. */
export function percentEncodeBase64(text: string): string {
  return text.replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D')
}

/** Undoes percent encoding; broken sequences stay as they are. `plus`: whether `+` means a space (forms written by browsers, not base64 values). */
export function percentDecode(text: string, plus = true): string {
  const spaced = plus && text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  // Long texts are base64 nearly always, of which only three letters are ever escaped; undoing those alone is three times as fast.
  if (spaced.length > 256) {
    const quick = spaced.replaceAll('%2B', '+').replaceAll('%2F', '/').replaceAll('%3D', '=')
    if (!quick.includes('%')) return quick
  }
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
  }
}

/** Raw text → values; a repeated key becomes an array. Keys without `=` get an empty text. Never throws. */
export function readQuery(query: string, plus = true): Fields {
  const fields: Fields = {}
  if (query === '') return fields
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const key = percentDecode(cut < 0 ? pair : pair.slice(0, cut), plus)
    const value = cut < 0 ? '' : percentDecode(pair.slice(cut + 1), plus)
    const before = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (before === undefined) Object.defineProperty(fields, key, { value, writable: true, enumerable: true, configurable: true })
    else if (Array.isArray(before)) before.push(value)
    else fields[key] = [before, value]
  }
  return fields
}

/** Values → raw text, everything percent-encoded as encodeURIComponent does. Objects are written as JSON text. */
export function writeQuery(fields: Fields): string {
  const pairs: string[] = []
  for (const key of Object.keys(fields)) {
    const value = fields[key] as Json
    for (const one of Array.isArray(value) ? value : [value]) pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(asText(one))}`)
  }
  return pairs.join('&')
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}
