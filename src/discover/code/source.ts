// One parsed file with its names indexed, and the questions that it alone can answer. What names mean across files is program.ts's work.
import type { Assign, Export, Fn, Import, Unit } from './ir.ts'
import type { Lang, Role } from './kinds.ts'

export interface Source {
  readonly path: string
  readonly lang: Lang
  readonly role: Role
  readonly unit: Unit
  readonly assigns: ReadonlyMap<string, readonly Assign[]>
  readonly imports: ReadonlyMap<string, Import>
  readonly fns: ReadonlyMap<string, readonly number[]>
  readonly exports: ReadonlyMap<string, Export>
  /** Imports already resolved. */
  readonly resolved: Map<string, readonly string[]>
}

export function sourceOf(path: string, lang: Lang, role: Role, unit: Unit): Source {
  const assigns = new Map<string, Assign[]>()
  for (const one of unit.assigns) {
    const list = assigns.get(one.target)
    if (list) list.push(one)
    else assigns.set(one.target, [one])
  }
  const fns = new Map<string, number[]>()
  unit.fns.forEach((one, i) => {
    if (one.name === '') return
    const list = fns.get(one.name)
    if (list) list.push(i)
    else fns.set(one.name, [i])
  })
  return {
    path,
    lang,
    role,
    unit,
    assigns,
    imports: new Map(unit.imports.map((one) => [one.local, one])),
    fns,
    exports: new Map(unit.exports.map((one) => [one.name, one])),
    resolved: new Map(),
  }
}

/** The last part of a name: `a.b.C`, `A::C`, `A\\C` → C. */
export function lastName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':'), path.lastIndexOf('\\')) + 1)
}

/** Does a class name another as one it inherits or implements? */
export function inherits(source: Source, owner: string, base: string): boolean {
  return (
    source.assigns.get(`${lastName(owner)}.super`)?.some((one) => one.value.t === 'ref' && lastName(one.value.path) === lastName(base)) ??
    false
  )
}

export function dotted(name: string, rest: string): string {
  return rest === '' ? name : name === '' ? rest : `${name}.${rest}`
}

/** `a.b.c` → ['a.b.c',''], ['a.b','c'], ['a','b.c']. */
export function prefixes(path: string): [string, string][] {
  const found: [string, string][] = [[path, '']]
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) found.push([path.slice(0, dot), path.slice(dot + 1)])
  return found
}

export function split(path: string): [string, string] {
  const dot = path.indexOf('.')
  return dot < 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)]
}

/** The assignment that is in force: one in the same function or one around it; members of `this` from anywhere in the file. */
export function nearest(source: Source, given: readonly Assign[], fn: number, head: string): Assign | null {
  if (head.startsWith('this.')) {
    const owner = source.unit.fns[fn]!.owner
    return given.find((one) => one.owner === owner) ?? given[0]!
  }
  for (let at = fn; at >= 0; at = source.unit.fns[at]!.outer) {
    const own = given.find((one) => one.fn === at)
    if (own) return own
    if (at === 0) break
  }
  // Set in one function, used in another: a module-level variable without a first value.
  return source.lang === 'js' && given.every((one) => one.fn !== 0) && given.length === 1 && source.unit.fns[given[0]!.fn]!.outer === 0
    ? given[0]!
    : null
}

export function paramNamed(fn: Fn, name: string): { param: number; path: string } | null {
  for (let i = 0; i < fn.params.length; i++) {
    for (const [path, local] of fn.params[i]!.names) if (local === name) return { param: i, path }
  }
  return null
}

export function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
