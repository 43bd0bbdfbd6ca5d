// Parts of values as written: the argument for a parameter, a member of a value, the name a value has in a query.
import type { Call, Expr } from './ir.ts'
import { split } from './source.ts'

/** `https://x.example/check?mail=` before a value: its name in the query. */
export function queryKey(before: Expr | undefined): string | null {
  return before?.t === 'text' ? (/[?&]([\w.-]+)=$/.exec(before.text)?.[1] ?? null) : null
}

/** The argument that fills parameter `index`: by keyword, by position, or the props of an element. */
export function argumentFor(
  fn: { params: readonly { names: readonly (readonly [string, string])[] }[] },
  index: number,
  call: Call,
): Expr | null {
  if (call.named) {
    const last = call.args.at(-1)
    const name = fn.params[index]!.names[0]?.[1]
    const entry = last?.t === 'object' ? last.entries.find((one) => one.key === name) : undefined
    if (entry) return entry.value
  }
  return call.args[index] ?? null
}

/** The member `path` of a value; of an object literal its entry, of a name the longer name. */
export function partOf(expr: Expr, path: string): Expr {
  if (path === '') return expr
  const [head, rest] = split(path)
  switch (expr.t) {
    case 'ref':
      return { t: 'ref', path: `${expr.path}.${path}` }
    case 'object': {
      const entry = expr.entries.find((one) => one.key === head)
      if (entry) return partOf(entry.value, rest)
      const spread = expr.entries.find((one) => one.key === null)
      return spread ? partOf(spread.value, path) : { t: 'text', text: '' }
    }
    case 'call':
      return { ...expr, rest: expr.rest ? `${expr.rest}.${path}` : path }
    case 'either':
      return { t: 'either', items: expr.items.map((one) => partOf(one, path)) }
    default:
      return { t: 'text', text: '' }
  }
}
