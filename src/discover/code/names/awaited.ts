// What a promise gives: the parameter of the callback that is handed to its `then`.
import type { Call } from '../ir.ts'
import type { Origin, Program } from './program.ts'
import { dotted, type Source } from './source.ts'

const CALLBACKS = new WeakMap<Source, Map<number, Call>>()

/** The parameter of a callback is what its promise gives: `import("m").then(({ default: m }) => …)`. Null where no library's promise calls the function. */
export function awaited(program: Program, source: Source, fn: number, path: string, depth: number): Origin | null {
  let known = CALLBACKS.get(source)
  if (!known) {
    known = new Map()
    for (const call of source.unit.calls)
      if (/(?:^|\.)then$/.test(call.callee) && call.args[0]?.t === 'fn') known.set(call.args[0].fn, call)
    CALLBACKS.set(source, known)
  }
  const call = known.get(fn)
  if (!call) return null
  const found = call.on
    ? program.ofExpr(source, call.fn, call.on, path, depth + 1)
    : program.origin(source, call.fn, dotted(call.callee.replace(/\.?then$/, ''), path), depth + 1)
  return found?.k === 'package' ? { ...found, member: found.member.replace(/^default\.?/, '') } : null
}
