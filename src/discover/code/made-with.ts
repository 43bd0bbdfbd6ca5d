// What the constructor of a class of our own is given where the class is built: the address of a client is often only said there.
import type { Call, Expr } from './ir.ts'
import type { Program } from './program.ts'
import { lastName, push, type Source } from './source.ts'

const CONSTRUCTOR = /^(?:constructor|initialize|__init__|__construct)$/
/** Go has functions in the place of constructors, and options that are one. */
const MAKES = /^(?:[Nn]ew|With)[A-Z]\w*$|^New$/
const MOST_BUILT = 32

/** Calls that build an instance, by class; gathered again when files were added. */
const known = new WeakMap<Program, { size: number; built: Map<string, { source: Source; call: Call }[]> }>()

/** The values that parameter `param` of a constructor is given; none for any other function. */
export function madeWith(program: Program, source: Source, fn: number, param: number): { source: Source; fn: number; expr: Expr }[] {
  const { name, owner, params } = source.unit.fns[fn]!
  const maker = source.lang === 'go' && owner === '' && MAKES.test(name)
  if (!maker && (owner === '' || !(CONSTRUCTOR.test(name) || name === owner))) return []
  const local = params[param]?.names[0]?.[1]
  return (builtIn(program).get(maker ? name : lastName(owner)) ?? []).slice(0, MOST_BUILT).flatMap((one) => {
    const last = one.call.args.at(-1)
    const keyed = one.call.named && last?.t === 'object' ? last.entries.find((entry) => entry.key === local)?.value : undefined
    const expr = keyed ?? one.call.args[param]
    return expr && one.source.lang === source.lang ? [{ source: one.source, fn: one.call.fn, expr }] : []
  })
}

/** Every call that builds something, by the class it builds. */
export function builtIn(program: Program): Map<string, { source: Source; call: Call }[]> {
  const before = known.get(program)
  if (before?.size === program.sources.size) return before.built
  const built = new Map<string, { source: Source; call: Call }[]>()
  for (const one of program.sources.values())
    for (const call of one.unit.calls) {
      const callee = call.callee.slice(Math.max(call.callee.lastIndexOf('.'), call.callee.lastIndexOf('\\')) + 1)
      if (call.args.length === 0) continue
      const makes = (one.lang === 'python' && /^[A-Z]/.test(callee)) || (one.lang === 'go' && MAKES.test(callee))
      if (call.kind === 'new' || makes) push(built, callee, { source: one, call })
      // `cls(base)` in a method of the class itself.
      else if (call.callee === 'this' && one.unit.fns[call.fn]!.owner !== '')
        push(built, lastName(one.unit.fns[call.fn]!.owner), { source: one, call })
    }
  known.set(program, { size: program.sources.size, built })
  return built
}
