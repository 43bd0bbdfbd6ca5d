// One parsed file with its names indexed, and the questions that it alone can answer. What names mean across files is program.ts's work.
import type { Assign, Call, Export, Expr, Fn, Import, Unit } from '../ir.ts'
import type { Lang, Role } from '../kinds.ts'
import { type Asked, hashed, type Reads } from './reads.ts'

export class Source {
  readonly path: string
  readonly lang: Lang
  readonly role: Role
  /** Imports already resolved. */
  readonly resolved = new Map<string, readonly string[]>()
  /** When it joined the program. */
  readonly place: number
  readonly #reads: Reads
  readonly #content: Asked
  readonly #named = new Map<string, Asked>()
  #unit: Unit | (() => Unit)
  #indexed: Indexed | null = null
  #page: boolean | null = null
  #exports: ReadonlyMap<string, Export> | null = null

  /** `unit`: may be asked for when it is needed. */
  constructor(path: string, lang: Lang, role: Role, unit: Unit | (() => Unit), reads: Reads, place: number) {
    this.path = path
    this.lang = lang
    this.role = role
    this.place = place
    this.#reads = reads
    this.#content = { hash: contentHash(path), stamp: 0 }
    this.#unit = unit
  }

  get unit(): Unit {
    if (this.#content.stamp !== this.#reads.stamp) this.#reads.note(this.#content)
    return this.#read()
  }

  #read(): Unit {
    if (typeof this.#unit === 'function') this.#unit = this.#unit()
    return this.#unit
  }

  get #names(): Indexed {
    const { unit } = this
    this.#indexed ??= indexed(unit)
    return this.#indexed
  }

  /** All of it, without its being noted as asked for. */
  content(): Content {
    const unit = this.#read()
    this.#indexed ??= indexed(unit)
    const { path, lang, role } = this
    return { path, lang, role, unit, ...this.#indexed }
  }

  /** Does it hold code that runs in a page? */
  get page(): boolean {
    const { unit } = this
    this.#page ??= this.lang === 'js' || this.lang === 'markup' || unit.calls.some((one) => one.kind === 'element')
    return this.#page
  }

  get assigns(): ReadonlyMap<string, readonly Assign[]> {
    return this.#names.assigns
  }

  /** First parts of all names that are given a value or are a parameter: any other is neither, wherever it stands. */
  get heads(): ReadonlySet<string> {
    return this.#names.heads
  }

  get imports(): ReadonlyMap<string, Import> {
    return this.#names.imports
  }

  get fns(): ReadonlyMap<string, readonly number[]> {
    return this.#names.fns
  }

  /** What the file hands on under a name. Asked for by itself: who imports one name does not care for the rest of the file. */
  exported(name: string): Export | undefined {
    this.#ask(name)
    this.#exports ??= new Map(this.#read().exports.map((one) => [one.name, one]))
    return this.#exports.get(name)
  }

  /** Modules of which the file hands on everything. */
  handsOn(): string[] {
    this.#ask('*')
    return this.#read().exports.flatMap((one) => (one.name === '*' && one.from !== null ? [one.from] : []))
  }

  #ask(name: string): void {
    let asked = this.#named.get(name)
    if (!asked) {
      asked = { hash: exportHash(this.path, name), stamp: 0 }
      this.#named.set(name, asked)
    }
    this.#reads.note(asked)
  }
}

/** By what a question for the content of a file is known, and one for what it hands on. */
export function contentHash(path: string): number {
  return hashed('content', path)
}
export function exportHash(path: string, name: string): number {
  return hashed(name, path)
}

export interface Content extends Indexed {
  readonly path: string
  readonly lang: Lang
  readonly role: Role
  readonly unit: Unit
}

interface Indexed {
  readonly assigns: ReadonlyMap<string, readonly Assign[]>
  readonly heads: ReadonlySet<string>
  readonly imports: ReadonlyMap<string, Import>
  readonly fns: ReadonlyMap<string, readonly number[]>
}

function indexed(unit: Unit): Indexed {
  const heads = new Set<string>()
  const assigns = new Map<string, Assign[]>()
  for (const one of unit.assigns) {
    heads.add(split(one.target)[0])
    push(assigns, one.target, one)
  }
  const fns = new Map<string, number[]>()
  unit.fns.forEach((one, i) => {
    for (const param of one.params) for (const [, local] of param.names) heads.add(local)
    if (one.name !== '') push(fns, one.name, i)
  })
  return { assigns, heads, imports: new Map(unit.imports.map((one) => [one.local, one])), fns }
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

interface InForce {
  readonly given: readonly Assign[]
  /** The first of each function. */
  readonly byFn: ReadonlyMap<number, Assign>
}

const known = new WeakMap<readonly Assign[], InForce>()

/** Assignments of one name that count. Asked again and again, and some names are set a hundred times in a file, hence remembered. */
function inForce(all: readonly Assign[]): InForce {
  const before = known.get(all)
  if (before) return before
  // `client = None` only says that it is to be set later.
  const set = all.filter((one) => !isNothing(one.value))
  const given = set.length > 0 ? set : all
  const byFn = new Map<number, Assign>()
  for (const one of given) if (!byFn.has(one.fn)) byFn.set(one.fn, one)
  const found = { given, byFn }
  known.set(all, found)
  return found
}

/** The assignment that is in force: one in the same function or one around it; members of `this` from anywhere in the file. */
export function nearest(source: Source, all: readonly Assign[], fn: number, head: string): Assign | null {
  const { given, byFn } = inForce(all)
  if (head.startsWith('this.')) {
    const owner = source.unit.fns[fn]!.owner
    return given.find((one) => one.owner === owner) ?? given[0]!
  }
  for (let at = fn; at >= 0; at = source.unit.fns[at]!.outer) {
    const own = byFn.get(at)
    if (own) return own
    if (at === 0) break
  }
  const [only] = given
  if (given.length !== 1 || !only) return null
  // Set in one function, used in another: a module-level variable without a first value, or a member of what a function around both made.
  const declared = all.length > 1 && all.some((one) => one.fn === 0)
  if (source.unit.fns[only.fn]!.outer === 0 && (source.lang === 'js' || declared)) return only
  const dot = head.indexOf('.')
  const made = dot < 0 ? [] : (source.assigns.get(head.slice(0, dot)) ?? [])
  return made.some((one) => one.fn !== 0 && around(source, one.fn, fn) && around(source, one.fn, only.fn)) ? only : null
}

function isNothing(value: Expr): boolean {
  return value.t === 'ref'
    ? value.path === '' || value.path === 'undefined'
    : value.t === 'text' && /^(?:null|none|nil|undefined)$/i.test(value.text)
}

/** Is a function the other one, or around it? */
function around(source: Source, outer: number, inner: number): boolean {
  for (let at = inner; at > 0; at = source.unit.fns[at]!.outer) if (at === outer) return true
  return outer === 0
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

/** Heads of all names that are called, built, passed on or read: an import that is in none of them is not used as a value. */
export function namesUsed(unit: Unit): Set<string> {
  const used = new Set<string>()
  const head = (path: string): void => void used.add(path.split('.', 1)[0]!)
  const visit = (expr: Expr): void => {
    if (expr.t === 'ref') head(expr.path)
    else if (expr.t === 'join') expr.parts.forEach(visit)
    else if (expr.t === 'either' || expr.t === 'list') expr.items.forEach(visit)
    else if (expr.t === 'object') for (const entry of expr.entries) visit(entry.value)
  }
  for (const call of unit.calls) {
    head(call.callee)
    if (call.on) visit(call.on)
    call.args.forEach(visit)
  }
  for (const one of unit.assigns) visit(one.value)
  for (const one of unit.fns) one.returns.forEach(visit)
  for (const one of unit.exports) head(one.local)
  return used
}

const GLOBALS = ['window.', 'globalThis.', 'self.']

/** A name of JavaScript without the global object before it. */
export function withoutGlobal(path: string): string {
  for (const global of GLOBALS) if (path.startsWith(global)) return path.slice(global.length)
  return path
}

/** Is a function the other, or does it stand in it? */
export function within(source: Source, inner: number, outer: number): boolean {
  if (outer === 0) return inner === 0
  for (let at = inner; at >= 0; at = source.unit.fns[at]!.outer) {
    if (at === outer) return true
    if (at === 0) break
  }
  return false
}

/** The call that a chain of more than three begins with, and the one before the last: what is called on is whose the beginning is, however long the chain. */
export function longChain(unit: Unit, call: Call): { root: Call; before: Call } | null {
  let root = call
  let steps = 0
  for (; root.on?.t === 'call' && !root.on.rest && steps < 40; steps++) root = unit.calls[root.on.call]!
  return steps > 3 && root.on === null && call.on?.t === 'call' ? { root, before: unit.calls[call.on.call]! } : null
}
