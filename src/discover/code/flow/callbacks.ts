// Functions of the company that a vendor's library is handed to call: a configuration block, `before_send`, an event processor. What they set on their first parameter, the library sends.
import type { Call, Expr } from '../ir.ts'
import type { Program, Source } from '../names/program.ts'

export interface Callback {
  readonly source: Source
  readonly fn: number
  /** Local name of what the library hands over. */
  readonly name: string
}

const HOOK = /^(?:before|after|on|enrich|process|transform|add)(?:[A-Z_]|$)|callback|hook|processor|notify|filter$/
const MAKES = /^(?:proc|lambda|Proc|Proc\.new)$/
const DEEPEST = 3

/** The callbacks that one call hands over, and those that a configuration block among them sets. */
export function callbacksOf(program: Program, source: Source, call: Call): Callback[] {
  const found: Callback[] = []
  const open = (at: Source, fn: number, depth: number): void => {
    const name = at.unit.fns[fn]!.params[0]?.names[0]?.[1]
    if (!name || depth > DEEPEST || found.some((one) => one.source === at && one.fn === fn)) return
    found.push({ source: at, fn, name })
    for (const given of at.unit.assigns)
      if (given.fn === fn && given.target.startsWith(`${name}.`)) take(at, fn, given.target.slice(name.length + 1), given.value, depth + 1)
    for (const inner of at.unit.calls)
      if (inner.fn === fn && inner.callee.startsWith(`${name}.`))
        for (const arg of inner.args) take(at, fn, inner.callee.slice(name.length + 1), arg, depth + 1)
  }
  const take = (at: Source, fn: number, key: string, value: Expr, depth: number): void => {
    if (value.t === 'fn') return open(at, value.fn, depth)
    if (!HOOK.test(key.slice(key.lastIndexOf('.') + 1))) return
    if (value.t === 'list') for (const one of value.items.slice(0, 8)) take(at, fn, key, one, depth)
    if (value.t === 'call') {
      const made = at.unit.calls[value.call]!
      if (MAKES.test(made.callee) && made.args[0]?.t === 'fn') open(at, made.args[0].fn, depth)
    }
    // A symbol that names a method of the same class.
    const own = value.t === 'text' && at.lang === 'ruby' ? at.fns.get(value.text)?.[0] : undefined
    if (own !== undefined) return open(at, own, depth)
    const origin = value.t === 'ref' ? program.origin(at, fn, value.path) : null
    if (origin?.k === 'fn') open(origin.source, origin.fn, depth)
    else if (origin?.k === 'value' && origin.rest === '') take(origin.source, origin.fn, key, origin.expr, depth + 1)
  }
  const method = call.callee.slice(call.callee.lastIndexOf('.') + 1)
  for (const arg of call.args) {
    if (arg.t !== 'object') take(source, call.fn, method, arg, 0)
    else for (const entry of arg.entries) if (entry.key !== null && HOOK.test(entry.key)) take(source, call.fn, entry.key, entry.value, 0)
  }
  return found
}
