// OpenTelemetry's attributes, lists of { key, value: { stringValue } }, as plain objects, so that `attributes.user.email` is one place with one value; and back.
// Only what the tree shows is written: keys that AnyValue and KeyValue do not have are not carried along unseen.
import type { Json } from '../../core/words.ts'
import { isObject, isRawNumber } from './json.ts'

/** How a value was typed, so that it can be written alike. `below`: of the elements of a list or object. */
interface Hint {
  readonly was: string
  readonly text: boolean
  readonly below: readonly Hint[] | ReadonlyMap<string, Hint>
}

const LISTS = new Set(['attributes', 'filteredAttributes', 'metadata'])
const SCALARS = ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'bytesValue'] as const
const PLAIN: Hint = { was: '', text: false, below: [] }

export interface Unwrapped {
  readonly tree: Json
  /** The value in OpenTelemetry's form, from what `tree` (changed in place or not) now holds. */
  wrap(tree: Json): Json
}

/** Unwraps every attribute list and every `body` below `value`. */
export function unwrapAttributes(value: Json): Unwrapped {
  const lists = new WeakMap<object, ReadonlyMap<string, Hint>>()
  const bodies = new WeakMap<object, Hint>()
  const open = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(open)
    if (!isObject(node)) return node
    const out: { [key: string]: Json } = Object.fromEntries(
      Object.entries(node).map(([key, one]) => {
        if (LISTS.has(key) && isKeyValues(one)) {
          const [object, hints] = fromPairs(one)
          lists.set(object, hints)
          return [key, object]
        }
        if (key === 'body' && isAny(one)) {
          const [inner, hint] = fromAny(one)
          bodies.set(node, hint)
          return [key, inner]
        }
        return [key, open(one)]
      }),
    )
    const body = bodies.get(node)
    if (body !== undefined) bodies.set(out, body)
    return out
  }
  const close = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(close)
    if (!isObject(node)) return node
    const body = bodies.get(node)
    return Object.fromEntries(
      Object.entries(node).map(([key, one]) => {
        const hints = typeof one === 'object' && one !== null ? lists.get(one) : undefined
        if (hints !== undefined && isObject(one)) return [key, toPairs(one, hints)]
        if (key === 'body' && body !== undefined) return [key, toAny(one, body)]
        return [key, close(one)]
      }),
    )
  }
  return { tree: open(value), wrap: close }
}

function isKeyValues(value: Json): value is { key: string; value?: Json }[] {
  return (
    Array.isArray(value) &&
    value.every((one) => isObject(one) && typeof one.key === 'string' && (one.value === undefined || isAny(one.value)))
  )
}

function isAny(value: Json | undefined): value is { [key: string]: Json } {
  if (!isObject(value)) return false
  const keys = Object.keys(value)
  if (keys.length === 0) return true
  const key = keys[0] as string
  if (keys.length > 1) return false
  const inner = value[key]
  if ((SCALARS as readonly string[]).includes(key)) return typeof inner !== 'object' || isRawNumber(inner)
  if (!isObject(inner) || (inner.values !== undefined && !Array.isArray(inner.values))) return false
  const values = inner.values ?? []
  return key === 'arrayValue' ? (values as Json[]).every(isAny) : key === 'kvlistValue' && isKeyValues(values)
}

function fromAny(value: { [key: string]: Json }): [Json, Hint] {
  const was = Object.keys(value)[0] ?? ''
  const inner = value[was] as Json
  if (was === '') return [null, { ...PLAIN, was: 'empty' }]
  if (was === 'arrayValue') {
    const items = ((inner as { values?: Json[] }).values ?? []).map((one) => fromAny(one as { [key: string]: Json }))
    return [items.map(([one]) => one), { was, text: false, below: items.map(([, hint]) => hint) }]
  }
  if (was === 'kvlistValue') {
    const [object, below] = fromPairs(((inner as { values?: Json[] }).values ?? []) as { key: string; value?: Json }[])
    return [object, { was, text: false, below }]
  }
  const text = was === 'intValue' && typeof inner === 'string'
  const safe = text && Number.isSafeInteger(Number(inner)) && String(Number(inner)) === inner
  return [safe ? Number(inner) : inner, { was, text, below: [] }]
}

function toAny(value: Json, hint: Hint): Json {
  if (value === null) return {}
  if (typeof value === 'string') {
    if (hint.was === 'bytesValue') return { bytesValue: value }
    if (hint.was === 'intValue' && /^-?\d+$/.test(value)) return { intValue: value }
    if (hint.was === 'doubleValue' && /^(?:NaN|-?Infinity)$/.test(value)) return { doubleValue: value }
    return { stringValue: value }
  }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number' || isRawNumber(value)) {
    if (hint.was === 'intValue') return { intValue: hint.text ? String(value) : value }
    return hint.was !== 'doubleValue' && Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  }
  if (Array.isArray(value)) {
    const below = Array.isArray(hint.below) ? (hint.below as readonly Hint[]) : []
    return { arrayValue: { values: value.map((one, i) => toAny(one, below[i] ?? PLAIN)) } }
  }
  return { kvlistValue: { values: toPairs(value, hint.below instanceof Map ? hint.below : new Map()) } }
}

function fromPairs(pairs: readonly { key: string; value?: Json }[]): [{ [key: string]: Json }, ReadonlyMap<string, Hint>] {
  const hints = new Map<string, Hint>()
  const entries = pairs.map(({ key, value }) => {
    const [inner, hint] = value === undefined ? [null, { ...PLAIN, was: 'none' }] : fromAny(value as { [key: string]: Json })
    hints.set(key, hint)
    return [key, inner] as const
  })
  return [Object.fromEntries(entries), hints]
}

function toPairs(object: { [key: string]: Json }, hints: ReadonlyMap<string, Hint>): Json[] {
  return Object.entries(object).map(([key, value]) => {
    const hint = hints.get(key) ?? PLAIN
    return hint.was === 'none' && value === null ? { key } : { key, value: toAny(value, hint) }
  })
}
