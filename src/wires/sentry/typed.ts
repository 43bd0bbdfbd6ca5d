// Sentry's typed attributes, { name: { value, type } }, as { name: value }, so that `attributes.user.email` is one place; and back.
import type { Json } from '../../core/words.ts'
import { isObject } from '../codec/json.ts'

interface Typed {
  readonly type: Json
  readonly valueFirst: boolean
}

/** Unwraps `attributes` of every element of `items`. Attributes with further keys (a unit) stay as they are, so that the guard sees all of them. */
export function unwrapTyped(value: Json): { tree: Json; wrap(tree: Json): Json } {
  if (!isObject(value) || !Array.isArray(value.items)) return { tree: value, wrap: (tree) => tree }
  const memory = new WeakMap<object, ReadonlyMap<string, Typed>>()
  const items = value.items.map((item) => {
    if (!isObject(item) || !isObject(item.attributes)) return item
    const types = new Map<string, Typed>()
    const attributes = Object.fromEntries(Object.entries(item.attributes).map(([name, one]) => [name, open(name, one, types)]))
    memory.set(attributes, types)
    return { ...item, attributes }
  })
  const wrap = (tree: Json): Json => {
    if (!isObject(tree) || !Array.isArray(tree.items)) return tree
    return { ...tree, items: tree.items.map((item) => close(item, memory)) }
  }
  return { tree: { ...value, items }, wrap }
}

function open(name: string, one: Json, types: Map<string, Typed>): Json {
  if (!isObject(one) || one.value === undefined || one.type === undefined || Object.keys(one).length !== 2) return one
  if (typeof one.type !== 'string' || !/^[a-z_[\]]{1,20}$/.test(one.type)) return one
  types.set(name, { type: one.type, valueFirst: Object.keys(one)[0] === 'value' })
  return one.value
}

function close(item: Json, memory: WeakMap<object, ReadonlyMap<string, Typed>>): Json {
  if (!isObject(item) || !isObject(item.attributes)) return item
  const types = memory.get(item.attributes)
  if (types === undefined) return item
  const attributes = Object.fromEntries(
    Object.entries(item.attributes).map(([name, value]) => {
      const typed = types.get(name)
      if (typed === undefined) return [name, value]
      const type = fits(value, typed.type) ? typed.type : typeOf(value)
      return [name, typed.valueFirst ? { value, type } : { type, value }]
    }),
  )
  return { ...item, attributes }
}

function fits(value: Json, type: Json): boolean {
  if (typeof value === 'string') return type === 'string'
  if (typeof value === 'boolean') return type === 'boolean'
  if (Array.isArray(value)) return type === 'array' || String(type).endsWith('[]')
  return true
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'double'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}
