// Ruby's own classes across files: found by their names, as Rails itself finds their files, with what they inherit and mix in.

import type { Call, Expr } from '../ir.ts'
import { alike } from './callers.ts'
import { argumentFor } from './parts.ts'
import type { Program } from './program.ts'
import { lastName, type Source } from './source.ts'

interface Method {
  readonly k: 'fn'
  readonly source: Source
  readonly fn: number
}

const MAX_LEVELS = 5

/** A method of a class that is named where it stands: `Payload.build(x)`, `Payload.new(x)` then `.call`. What the class has by inheritance counts too. */
export function rubyMethod(program: Program, source: Source, fn: number, name: string, method: string): Method | null {
  if (!/^[a-z_]\w*[?!]?$/.test(method)) return null
  const full = ownClass(program, source, fn, name)
  if (full === null) return null
  const own = rubyMethods(program, lastName(full), method).find((one) => one.source.unit.fns[one.fn]!.owner === full)
  return own ? { k: 'fn', ...own } : inheritedRuby(program, source, full, full, method)
}

/** A method of what a variable, member or method is named after: `user.payload`, `current_user.payload`, `@user.payload` → User's. Rails programs name things so throughout. */
export function methodOfNamed(program: Program, source: Source, fn: number, path: string): Method | null {
  const hit = /^(?:this\.)?(?:current_)?([a-z][a-z0-9_]*)\.([a-z_]\w*[?!]?)$/.exec(path)
  if (!hit) return null
  const name = hit[1]!.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return rubyMethod(program, source, fn, name, hit[2]!)
}

/** The one method of that name in a class that what it is called on is called like: `acme_payment_provider.api_url` → AcmeProvider's. */
export function methodOfLikeNamed(program: Program, path: string): Method | null {
  const hit = /^(?:this\.)?([a-z][a-z0-9_]*)\.([a-z_]\w*)$/.exec(path)
  if (!hit) return null
  const found = program.fnsNamed(hit[2]!).filter(({ source, fn }) => {
    const { owner } = source.unit.fns[fn]!
    return source.lang === 'ruby' && owner !== '' && alike(hit[1]!, lastName(owner))
  })
  return found.length === 1 ? { k: 'fn', ...found[0]! } : null
}

/** The full name of a class of our own, by the name it has where it stands; null where it is somebody else's, or was not read. */
export function ownClass(program: Program, source: Source, fn: number, name: string): string | null {
  program.beside(source, name.replace(/^::/, ''))
  return lexical(program, name, source.unit.fns[fn]!.owner)
}

/** The full name of the class that Ruby finds under a name within a namespace, from the inside out; null where there is none. */
function lexical(program: Program, name: string, namespace: string): string | null {
  const is = (full: string): boolean => program.said('own', full).length > 0
  if (name.startsWith('::')) return is(name.slice(2)) ? name.slice(2) : null
  for (let space = namespace; space !== ''; space = space.slice(0, Math.max(0, space.lastIndexOf('::'))))
    if (is(`${space}::${name}`)) return `${space}::${name}`
  return is(name) ? name : null
}

/** Methods of this name in Ruby's classes of this name, whatever they stand in. */
function rubyMethods(program: Program, name: string, method: string): { source: Source; fn: number }[] {
  return program.methodsNamed(method, name).filter((one) => one.source.lang === 'ruby')
}

/** A method that a class has from one it inherits or mixes in. */
export function inheritedRuby(program: Program, source: Source, name: string, near: string, method: string): Method | null {
  const seen = new Set<string>()
  let level = [lastName(name)]
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    if (program.wide)
      for (const one of level) for (const home of depth === 0 ? [source] : program.homesOf(one).slice(0, 3)) program.baseOf(home, one)
    level = [...new Set(level.flatMap((one) => program.parentsOf(one)))].filter((one) => !seen.has(one)).slice(0, 16)
    for (const parent of level) {
      seen.add(parent)
      const found = nearestOf(rubyMethods(program, parent, method), parent, near)
      if (found) return found
    }
  }
  return null
}

/** Of methods whose classes end in the same name, the one of the class that is nearest to a namespace. */
function nearestOf(list: readonly { source: Source; fn: number }[], name: string, near: string): Method | null {
  let best: { rank: number; found: Method } | null = null
  for (const { source, fn } of list) {
    const { owner } = source.unit.fns[fn]!
    const rank = owner === name ? 100 : shared(owner, near)
    if (!best || rank > best.rank) best = { rank, found: { k: 'fn', source, fn } }
  }
  return best?.found ?? null
}

function shared(a: string, b: string): number {
  const others = b.split('::')
  const differs = a.split('::').findIndex((one, i) => one !== others[i])
  return differs < 0 ? others.length : differs
}

/** The argument that a class was made with: what its constructor was given before this method of it was called. `Payload.new(user).call`, and `Payload.call(user)`, which makes one itself. */
export function madeWithArgument(unit: Source['unit'], call: Call, maker: Parameters<typeof argumentFor>[0], param: number): Expr | null {
  const made = call.on?.t === 'call' ? unit.calls[call.on.call]! : call
  if (made !== call && made.kind !== 'new') return null
  if (made === call && !/(?:^|[.:])[A-Z]\w*\.\w+!?$/.test(call.callee)) return null
  return argumentFor(maker, param, made)
}
