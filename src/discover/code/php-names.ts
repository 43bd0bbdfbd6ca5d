// What names mean by the ways of PHP's frameworks: methods added to a client (`Http::macro("crm", …)`), facades that stand for a class, instances that a container or the class itself gives.
import type { Card } from '../../catalog/card.ts'
import type { Mention } from './callers.ts'
import type { Known } from './finding.ts'
import type { Call, Expr } from './ir.ts'
import type { Origin, Program } from './program.ts'
import { lastName, push, type Source } from './source.ts'

interface Names {
  readonly size: number
  /** Functions by the name under which a client was given them. */
  readonly macros: ReadonlyMap<string, { source: Source; fn: number }>
  /** Facades by the class they stand for. */
  readonly facades: ReadonlyMap<string, readonly string[]>
}

const KNOWN = new WeakMap<Program, Names>()

const GIVES = /^(?:app|resolve|make|makeWith|get|service|instance)$/
/** A class's own methods that give an instance of it: singletons and named constructors. */
const OWN = /^([A-Z]\w*)\.(?:(?:get_?)?instance|getInstance|make|create|new|init|singleton|factory|fake)$/
const BINDS = /(?:^|\.)(?:singleton|bind|scoped|instance|bindIf|singletonIf|alias|set)$/

/** The class of the instance that a call gives: `app(Mailer::class)`, `$container->get(Mailer::class)`, `Api::instance()`; null where it does not say. */
export function givenClass(call: Call): string | null {
  const asked = classNamed(call.args[0])
  if (asked && GIVES.test(lastName(call.callee))) return asked
  return call.on === null ? (OWN.exec(call.callee)?.[1] ?? null) : null
}

/** The function that a client was given under the name of a call: `Http::crm()`. */
export function macroOf(program: Program, call: Call): { source: Source; fn: number } | null {
  const hit = /^[A-Z]\w*\.(\w+)$/.exec(call.callee)
  return hit ? (namesOf(program).macros.get(hit[1]!) ?? null) : null
}

/** What files must be looked through for, as they name no vendor: facades of our own, methods that a client was given. */
export function phpMentions(program: Program, { catalog, declared, cardOf }: Known): Mention[] {
  const packages = [...declared].filter((one) => one.startsWith('composer:'))
  if (packages.length === 0) return []
  const held = packages.flatMap((one) => catalog.byPackage(one)?.id ?? [])
  const scoped = scopedClients(program)
  const names = [
    'getFacadeAccessor',
    ...[...namesOf(program).macros.keys()].map((name) => `::${name}(`),
    ...held.flatMap((id) => [`app('${id}')`, `app("${id}")`]),
    ...[...scoped.keys()].map((name) => `$${name}`),
    ...(declared.has('composer:laravel/socialite') ? ["'client_secret'"] : []),
    ...(packages.some((one) => /flysystem|cloud-storage|azure-storage/.test(one)) ? ["'disks'"] : []),
  ]
  return [...names.map((name) => ({ name, owner: '' })), ...clientsHeld(program, cardOf)]
}

/** Members and methods of our own classes that are a vendor's client: `$this->acme->gateway->customers`. Files that use them name no vendor. */
function clientsHeld(program: Program, cardOf: (module: string) => Card | null): Mention[] {
  const found: Mention[] = []
  const theirs = (origin: Origin | null): boolean => origin?.k === 'package' && cardOf(origin.module) !== null
  for (const source of program.sources.values()) {
    if (source.lang !== 'php' || source.role !== 'run') continue
    for (const one of source.unit.assigns)
      if (one.owner && /^this\.\w+$/.test(one.target) && one.value.t === 'call' && theirs(program.ofExpr(source, one.fn, one.value, '')))
        found.push({ name: `->${one.target.slice(5)}`, owner: one.owner })
    source.unit.fns.forEach(({ owner, name, returns }, fn) => {
      const [value] = returns
      if (
        owner !== '' &&
        name !== '' &&
        returns.length === 1 &&
        value &&
        value.t !== 'object' &&
        theirs(program.ofExpr(source, fn, value, ''))
      )
        found.push({ name: `->${name}()`, owner })
    })
  }
  return found
}

const SCOPED = /(?:^|\.)http_client\.scoped_clients\.(.+)\.base_uri$/

/** Addresses of Symfony's scoped clients, by the name of the variable that each is injected under: `crm.client` → `crmClient`. */
export function scopedClients(program: Program): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const source of program.sources.values())
    for (const one of source.unit.settings ?? []) {
      const name = SCOPED.exec(one.path.join('.'))?.[1]
      if (name)
        found.set(
          name.replace(/[._-]+(\w)/g, (_, letter: string) => letter.toUpperCase()),
          one.value,
        )
    }
  return found
}

/** Brings in the classes of our own that a PHP file builds with a client which is told an address there. */
export function builtWithClients(program: Program, source: Source): void {
  if (source.lang !== 'php') return
  const told = (one: Expr): boolean => {
    if (one.t === 'object') return one.entries.some((entry) => told(entry.value))
    const call = one.t === 'call' ? source.unit.calls[one.call]! : null
    return (
      call?.kind === 'new' &&
      call.args.some((arg) => arg.t === 'object' && arg.entries.some((entry) => /^base_?ur[il]$/i.test(entry.key ?? '')))
    )
  }
  for (const call of source.unit.calls) if (call.kind === 'new' && call.args.some(told)) program.origin(source, call.fn, `${call.callee}.x`)
}

/** Facades that stand for a class of our own. */
export function facadesOf(program: Program, owner: string): readonly string[] {
  return namesOf(program).facades.get(lastName(owner)) ?? []
}

function namesOf(program: Program): Names {
  const known = KNOWN.get(program)
  if (known?.size === program.sources.size) return known
  const macros = new Map<string, { source: Source; fn: number }>()
  const accessors = new Map<string, string[]>()
  const bound = new Map<string, string>()
  for (const source of program.sources.values()) {
    if (source.lang !== 'php') continue
    for (const fn of source.fns.get('getFacadeAccessor') ?? []) {
      const { owner, returns } = source.unit.fns[fn]!
      const name = textOf(returns[0]) ?? classNamed(returns[0])
      if (name) push(accessors, name, lastName(owner))
    }
    for (const call of source.unit.calls) {
      const [name, given] = call.args
      if (/(?:^|\.)macro$/.test(call.callee) && name?.t === 'text' && given?.t === 'fn') macros.set(name.text, { source, fn: given.fn })
      const key = textOf(name) ?? classNamed(name)
      if (!key || !given || !BINDS.test(call.callee)) continue
      const made = given.t === 'fn' ? source.unit.fns[given.fn]!.returns[0] : given
      const maker = made?.t === 'call' ? source.unit.calls[made.call]! : null
      const type = maker?.kind === 'new' ? maker.callee : maker ? givenClass(maker) : classNamed(made)
      if (type) bound.set(key, lastName(type))
    }
  }
  const facades = new Map<string, string[]>()
  for (const [name, owners] of accessors) for (const owner of owners) push(facades, bound.get(name) ?? lastName(name), owner)
  const found = { size: program.sources.size, macros, facades }
  KNOWN.set(program, found)
  return found
}

/** `Mailer::class` → Mailer. */
function classNamed(expr: Expr | undefined): string | null {
  return expr?.t === 'ref' && expr.path.endsWith('.class') ? lastName(expr.path.slice(0, -'.class'.length)) : null
}

function textOf(expr: Expr | undefined): string | null {
  return expr?.t === 'text' ? expr.text : null
}
