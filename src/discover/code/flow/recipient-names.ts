// Names that are written beside an address: `"Ada" <ada@acme.example>`, put together by a method of our own. The property says only that an address stands there.

import type { Expr } from '../ir.ts'
import type { Program, Source } from '../names/program.ts'
import { classOf, ofClass } from '../names/receivers.ts'
import type { LeafField } from './argument.ts'
import { textTells } from './leaf.ts'

export interface Beside {
  readonly found: LeafField
  readonly path: string
  readonly source: Source
  readonly fn: number
}

const DEEPEST = 6

/** Names of persons in what a call of an own function gives. */
export function namesBeside(program: Program, source: Source, fn: number, expr: Expr, depth = 0): Beside[] {
  if (depth > DEEPEST) return []
  const again = (one: Expr, from = source, at = fn): Beside[] => namesBeside(program, from, at, one, depth + 1)
  switch (expr.t) {
    case 'ref': {
      const found = textTells(ofClass(program, source, fn, expr.path))
      if (found) return found.field.startsWith('user.name') ? [{ found, path: expr.path, source, fn }] : []
      const value = expr.path.includes('.') ? undefined : source.assigns.get(expr.path)?.find((one) => one.fn === fn)?.value
      return value && value.t !== 'ref' ? again(value) : []
    }
    case 'object':
      return expr.entries.flatMap((one) => again(one.value))
    case 'join':
      return expr.parts.flatMap((one) => again(one))
    case 'call': {
      const call = source.unit.calls[expr.call]!
      const known = program.ofCall(source, call)
      const origin = known?.k === 'fn' ? known : methodOf(program, source, fn, call.callee)
      if (origin) return origin.source.unit.fns[origin.fn]!.returns.flatMap((one) => again(one, origin.source, origin.fn))
      const dot = call.callee.lastIndexOf('.')
      const on: Expr[] = call.on ? [call.on] : dot > 0 ? [{ t: 'ref', path: call.callee.slice(0, dot) }] : []
      return [...on, ...call.args].flatMap((one) => again(one))
    }
    default:
      return []
  }
}

/** A method of the class that a name is declared as. */
function methodOf(program: Program, source: Source, fn: number, callee: string): { source: Source; fn: number } | null {
  const dot = callee.lastIndexOf('.')
  const type = dot > 0 ? classOf(program, source, fn, callee.slice(0, dot)) : null
  if (!type) return null
  return program.methodsNamed(callee.slice(dot + 1), type).find((one) => one.source.lang === source.lang) ?? null
}
