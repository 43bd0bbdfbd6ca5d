// What a Laravel request holds once it is checked: the keys of its rules, written in the call (`validate([...])`) or in the class of the request (`rules()`).
import type { Call, Expr } from '../ir.ts'
import type { Program } from './program.ts'
import { classOf } from './receivers.ts'
import type { Source } from './source.ts'

/** Keys of what a call gives of a checked request; none where it is no such call. */
export function checkedKeys(program: Program, source: Source, call: Call): string[] {
  if (source.lang !== 'php') return []
  const dot = call.callee.lastIndexOf('.')
  const method = call.callee.slice(dot + 1)
  if (/^(?:validate|validateWithBag)$/.test(method)) return call.args.flatMap(keysOf)
  if (!/^(?:validated|all|safe|input|post)$/.test(method) || call.args.length > 0 || dot < 0) return []
  const type = classOf(program, source, call.fn, call.callee.slice(0, dot))
  if (!type) return []
  // Brings in the file of the class.
  program.origin(source, call.fn, `${type}.rules`)
  const rules = program.ofClass(source, type, 'rules', 0)
  return rules?.k === 'fn' ? rules.source.unit.fns[rules.fn]!.returns.flatMap(keysOf) : []
}

function keysOf(expr: Expr): string[] {
  return expr.t === 'object'
    ? expr.entries.flatMap((one) => (one.key === null || one.key === '[]' ? [] : [one.key.replace(/\.?\*/g, '')]))
    : []
}
