// The names under which the arguments of a constructor of our own stand in what it makes: `new Lead(a, b)` of `record Lead(String email, String name)` sends an `email` and a `name`.
import type { Call } from '../ir.ts'
import type { Program, Source } from './program.ts'
import { DECLARES } from './receivers.ts'
import { lastName } from './source.ts'

/** One name an argument, or null where no class of our own with as many parameters is built. */
export function constructorKeys(program: Program, source: Source, call: Call): readonly string[] | null {
  if (call.kind !== 'new' || call.named || call.args.length === 0 || !DECLARES.test(source.lang)) return null
  const name = lastName(call.callee)
  const members = program.typeNamed(name, source)
  for (const home of program.homesOf(name).slice(0, 3)) {
    if (home.lang !== source.lang) continue
    for (const index of home.fns.get('constructor') ?? []) {
      const fn = home.unit.fns[index]!
      if (lastName(fn.owner) === name && fn.params.length === call.args.length) return fn.params.map((one) => one.names[0]?.[1] ?? '')
    }
  }
  return members.length === call.args.length ? members.map(([member]) => member) : null
}
