// Reads JSON text value by value with positions, without building it: unlike JSON.parse it gives both values of a doubled key, every digit of a
// number, what stood before the place where a broken text breaks, and it does not recurse, so depth is a limit and not a crash.
import { LIMITS } from '../core/limits.ts'

/** One scalar or key. `start`–`end` is its place in the text (quotes included); `text` is its value with escapes undone. */
export interface JsonPiece {
  /** `a.b[].c`; array indexes as `[]`; '' at the root. For a key: the path of the object it is in. */
  readonly path: string
  readonly kind: 'key' | 'string' | 'number' | 'boolean' | 'null'
  readonly text: string
  readonly start: number
  readonly end: number
}

export interface Walked {
  /** Where reading stopped. */
  readonly end: number
  /** null: one whole value was read. */
  readonly broken: string | null
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

export function skipSpace(text: string, i: number): number {
  while (isSpace(text.charCodeAt(i))) i++
  return i
}

/** `base` and a key; arrays add `[]`. */
export function below(base: string, key: string): string {
  return base === '' ? key : `${base}.${key}`
}

interface Level {
  readonly array: boolean
  readonly path: string
  /** Path of the value that comes next. */
  next: string
}

/**
 * Reads the value that begins at `from`; `visit` returns false to stop. `named` may change how a key is written in paths. Linear, never throws.
 */
export function walkJson(
  text: string,
  from: number,
  base: string,
  visit: (piece: JsonPiece) => boolean,
  named: (key: string) => string = (key) => key,
): Walked {
  const levels: Level[] = []
  let i = skipSpace(text, from)
  let path = base
  for (;;) {
    // Here a value is expected, at `i`, called `path`.
    const c = text[i]
    if (c === '{' || c === '[') {
      if (levels.length >= LIMITS.jsonDepth) return { end: i, broken: 'nested too deeply' }
      const level: Level = { array: c === '[', path, next: c === '[' ? `${path}[]` : path }
      levels.push(level)
      i = skipSpace(text, i + 1)
      if (text[i] !== (level.array ? ']' : '}')) {
        const next = level.array ? i : key(level)
        if (next < 0) return { end: i, broken: 'not JSON' }
        i = next
        path = level.next
        continue
      }
    } else {
      const end = c === '"' ? stringEnd(text, i) : bareEnd(text, i)
      if (end <= i) return { end: i, broken: i >= text.length ? 'cut off' : 'not JSON' }
      const bare = c === '"' ? '' : text.slice(i, end)
      const kind = c === '"' ? 'string' : bare === 'null' ? 'null' : bare === 'true' || bare === 'false' ? 'boolean' : 'number'
      if (kind === 'number' && !/^-?\d/.test(bare)) return { end: i, broken: 'not JSON' }
      const whole = c !== '"' || closed(text, i, end)
      if (!visit({ path, kind, text: c === '"' ? unquoted(text, i, end) : bare, start: i, end })) return { end, broken: 'stopped' }
      if (!whole) return { end, broken: 'cut off' }
      i = end
      if (levels.length === 0) return { end: i, broken: null }
      i = skipSpace(text, i)
    }
    // Here a value has ended, or an empty object or array stands open: close what closes.
    for (;;) {
      const level = levels.at(-1)
      if (!level) return { end: i, broken: null }
      const mark = text[i]
      if (mark === (level.array ? ']' : '}')) {
        levels.pop()
        i++
        if (levels.length === 0) return { end: i, broken: null }
        i = skipSpace(text, i)
        continue
      }
      if (mark !== ',') return { end: i, broken: i >= text.length ? 'cut off' : 'not JSON' }
      i = skipSpace(text, i + 1)
      const next = level.array ? i : key(level)
      if (next < 0) return { end: i, broken: i >= text.length ? 'cut off' : 'not JSON' }
      i = next
      path = level.next
      break
    }
  }

  /** Reads `"key" :` at `i`; where the value begins, or -1. */
  function key(level: Level): number {
    if (text[i] !== '"') return -1
    const end = stringEnd(text, i)
    if (!closed(text, i, end)) return -1
    const name = unquoted(text, i, end)
    if (!visit({ path: level.path, kind: 'key', text: name, start: i, end })) return -1
    const colon = skipSpace(text, end)
    if (text[colon] !== ':') return -1
    level.next = below(level.path, named(name))
    return skipSpace(text, colon + 1)
  }
}

/** Behind the closing quote, or the text's end where there is none. */
function stringEnd(text: string, start: number): number {
  let i = start + 1
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 34) return i + 1
    i += code === 92 ? 2 : 1
  }
  return text.length
}

function closed(text: string, start: number, end: number): boolean {
  if (end - start < 2 || text.charCodeAt(end - 1) !== 34) return false
  let slashes = 0
  for (let i = end - 2; i > start && text.charCodeAt(i) === 92; i--) slashes++
  return slashes % 2 === 0
}

/** End of a number or word. */
function bareEnd(text: string, start: number): number {
  let i = start
  while (i < text.length && /[-+.\w]/.test(text[i]!)) i++
  return i
}

/** The value of a string literal; what is no valid escape stays as it stands. */
function unquoted(text: string, start: number, end: number): string {
  const whole = closed(text, start, end)
  const raw = text.slice(start, end)
  if (whole && !raw.includes('\\')) return raw.slice(1, -1)
  try {
    return JSON.parse(whole ? raw : `${raw.replace(/\\[^"\\/bfnrtu]?$/, '')}"`) as string
  } catch {
    // Control characters are refused by JSON.parse and accepted by many servers.
    try {
      return JSON.parse(raw.replace(/[\x00-\x1f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)) as string
    } catch {
      return whole ? raw.slice(1, -1) : raw.slice(1)
    }
  }
}
