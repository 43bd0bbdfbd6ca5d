// What names mean by the ways of PHP's frameworks: methods added to a client (`Http::macro("crm", …)`), facades that stand for a class, instances that a container or the class itself gives.
import type { Card } from '../../../catalog/card.ts'
import type { Known } from '../finding.ts'
import type { Call, Expr } from '../ir.ts'
import type { Mention } from './callers.ts'
import type { Origin, Program } from './program.ts'
import { type Content, lastName, type Source } from './source.ts'

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
  const given = hit && program.said('macro', hit[1]!).at(-1)
  return given ? { source: given.source, fn: given.value } : null
}

/** What files must be looked through for because of packages that are declared: they name no vendor. */
export function phpNames({ catalog, declared }: Known): string[] {
  const packages = [...declared].filter((one) => one.startsWith('composer:'))
  if (packages.length === 0) return []
  const held = packages.flatMap((one) => catalog.byPackage(one)?.id ?? [])
  return [
    'getFacadeAccessor',
    ...held.flatMap((id) => [`app('${id}')`, `app("${id}")`]),
    ...(declared.has('composer:laravel/socialite') ? ["'client_secret'"] : []),
    ...(packages.some((one) => /flysystem|cloud-storage|azure-storage/.test(one)) ? ["'disks'"] : []),
  ]
}

/** What they must be looked through for because of a file: methods that it gives a client, clients that it names or holds. */
export function phpMentions(program: Program, source: Source, { declared, cardOf }: Known): Mention[] {
  if (![...declared].some((one) => one.startsWith('composer:'))) return []
  const found: Mention[] = source.unit.settings ? scopedIn(source).map(([name]) => ({ name: `$${name}`, owner: '' })) : []
  if (source.lang !== 'php') return found
  namesSaid({ ...source.content(), unit: source.unit }, (table, name) => {
    if (table === 'macro') found.push({ name: `::${name}(`, owner: '' })
  })
  return [...found, ...clientsHeld(program, source, cardOf)]
}

/** Members and methods of our own classes that are a vendor's client: `$this->acme->gateway->customers`. Files that use them name no vendor. */
function clientsHeld(program: Program, source: Source, cardOf: (module: string) => Card | null): Mention[] {
  const found: Mention[] = []
  if (source.role !== 'run') return found
  const theirs = (origin: Origin | null): boolean => origin?.k === 'package' && cardOf(origin.module) !== null
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
  return found
}

const SCOPED = /(?:^|\.)http_client\.scoped_clients\.(.+)\.base_uri$/

/** Addresses of Symfony's scoped clients, by the name of the variable that each is injected under: `crm.client` → `crmClient`. */
export function scopedClients(program: Program): ReadonlyMap<string, string> {
  return new Map(program.said('scoped', '').map((one) => one.value))
}

/** Those that a settings file names. */
export function scopedIn({ unit }: Pick<Source, 'unit'>): [name: string, address: string][] {
  return (unit.settings ?? []).flatMap((one): [string, string][] => {
    const name = SCOPED.exec(one.path.join('.'))?.[1]
    return name ? [[name.replace(/[._-]+(\w)/g, (_, letter: string) => letter.toUpperCase()), one.value]] : []
  })
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
export function facadesOf(program: Program, owner: string): string[] {
  return program
    .said('facade', '')
    .flatMap(({ value: [name, facade] }) =>
      (program.said('bound', name).at(-1)?.value ?? lastName(name)) === lastName(owner) ? [facade] : [],
    )
}

type SayName = ((table: 'macro', name: string, fn: number) => void) &
  ((table: 'facade', name: string, value: readonly [string, string]) => void) &
  ((table: 'bound', name: string, type: string) => void)

/** The names that a file of PHP gives. */
export function namesSaid(source: Content, say: SayName): void {
  const { unit, fns } = source
  for (const fn of fns.get('getFacadeAccessor') ?? []) {
    const { owner, returns } = unit.fns[fn]!
    const name = textOf(returns[0]) ?? classNamed(returns[0])
    if (name) say('facade', '', [name, lastName(owner)])
  }
  for (const call of unit.calls) {
    const [name, given] = call.args
    if (/(?:^|\.)macro$/.test(call.callee) && name?.t === 'text' && given?.t === 'fn') say('macro', name.text, given.fn)
    const key = textOf(name) ?? classNamed(name)
    if (!key || !given || !BINDS.test(call.callee)) continue
    const made = given.t === 'fn' ? unit.fns[given.fn]!.returns[0] : given
    const maker = made?.t === 'call' ? unit.calls[made.call]! : null
    const type = maker?.kind === 'new' ? maker.callee : maker ? givenClass(maker) : classNamed(made)
    if (type) say('bound', key, lastName(type))
  }
}

/** `Mailer::class` → Mailer. */
function classNamed(expr: Expr | undefined): string | null {
  return expr?.t === 'ref' && expr.path.endsWith('.class') ? lastName(expr.path.slice(0, -'.class'.length)) : null
}

function textOf(expr: Expr | undefined): string | null {
  return expr?.t === 'text' ? expr.text : null
}
