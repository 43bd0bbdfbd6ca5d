// What the constructor of a class of our own is given where the class is built: the address of a client is often only said there.
import type { Expr } from '../ir.ts'
import type { Program } from './program.ts'
import { lastName, type Source } from './source.ts'

const CONSTRUCTOR = /^(?:constructor|initialize|__init__|__construct)$/
/** Go has functions in the place of constructors, and options that are one. */
export const MAKES = /^(?:[Nn]ew|With)[A-Z]\w*$|^New$/
const MOST_BUILT = 32

/** The values that parameter `param` of a constructor is given; none for any other function. */
export function madeWith(program: Program, source: Source, fn: number, param: number): { source: Source; fn: number; expr: Expr }[] {
  const { name, owner, params } = source.unit.fns[fn]!
  const maker = source.lang === 'go' && owner === '' && MAKES.test(name)
  if (!maker && (owner === '' || !(CONSTRUCTOR.test(name) || name === owner))) return []
  const local = params[param]?.names[0]?.[1]
  const calls = program.said('built', maker ? name : lastName(owner)).slice(0, MOST_BUILT)
  return calls.flatMap(({ source: at, value: call }) => {
    const last = call.args.at(-1)
    const keyed = call.named && last?.t === 'object' ? last.entries.find((entry) => entry.key === local)?.value : undefined
    const expr = keyed ?? call.args[param]
    return expr && at.lang === source.lang ? [{ source: at, fn: call.fn, expr }] : []
  })
}
