// The parsed files of a tree together: whose name means what, across files. Every question is bounded in depth, so that code which refers to itself ends.

import type { Call, Expr, Fn } from '../ir.ts'
import { ecosystemOf } from '../kinds.ts'
import { awaited } from './awaited.ts'
import { ofPackage } from './go-package.ts'
import { JoinedFiles } from './joined-files.ts'
import { elsewhere, heldBy, loadPackage, strange } from './members.ts'
import type { Modules } from './modules.ts'
import { provided } from './provided.ts'
import type { Reads } from './reads.ts'
import { constantOf, inheritedMethod, typedCall } from './receivers.ts'
import { ownClass, rubyMethod } from './ruby-classes.ts'
import { saidBy } from './said.ts'
import { dotted, inherits, lastName, longChain, nearest, paramNamed, prefixes, type Source, split, withoutGlobal } from './source.ts'
import type { Sayers } from './tables.ts'
import { wholeImport } from './whole-imports.ts'

export type { Source } from './source.ts'

/** What a name stands for. `package`: a module of somebody else and the member reached in it; `made`: the call that made the instance. */
export type Origin =
  | { readonly k: 'package'; readonly module: string; readonly member: string; readonly made: { source: Source; call: Call } | null }
  | { readonly k: 'fn'; readonly source: Source; readonly fn: number }
  | { readonly k: 'param'; readonly source: Source; readonly fn: number; readonly param: number; readonly path: string }
  | { readonly k: 'value'; readonly source: Source; readonly fn: number; readonly expr: Expr; readonly rest: string }

const MAX_DEPTH = 12

export class Program extends JoinedFiles {
  readonly modules: Modules
  /** Constants of the class that an Android build writes. */
  built: ReadonlyMap<string, Expr> = new Map()
  /** Is a module of Java or Kotlin a vendor's library? */
  isVendors: (module: string) => boolean = () => false
  /** Names by which vendors' script tags are called in pages. */
  globals: ReadonlySet<string> = new Set()
  /** Does `load` now parse any file? */
  wide = false

  constructor(modules: Modules, reads: Reads, sayers?: Sayers) {
    super(reads, sayers)
    this.modules = modules
  }

  /** Is a class the company's own, by its name? */
  isOwnClass(source: Source, name: string): boolean {
    const own = lastName(name)
    if (this.said('home', own).length > 0) return true
    const modules = source.unit.imports.flatMap((one) =>
      one.local === own ? [one.imported === '*' ? one.module : `${one.module}.${own}`] : one.local === '*' ? [`${one.module}.${own}`] : [],
    )
    return modules.some((module) => this.#paths(source, module).length > 0)
  }

  /** Constants of a file that stand for an instance of somebody else's class: files that name one belong to the program. */
  instanceConstants(source: Source): string[] {
    const found: string[] = []
    if (source.lang === 'ruby')
      saidBy(source.content(), (table, name) => {
        const given = table === 'constant' ? this.said('constant', name).at(-1) : undefined
        if (given && this.ofExpr(given.source, given.value.fn, given.value.value, 'x')?.k === 'package') found.push(name)
      })
    return found
  }

  /** Methods of the same name in classes that inherit the owner of this one. */
  overridesOf(base: Fn): { source: Source; fn: number }[] {
    return this.fnsNamed(base.name).filter((one) => {
      const { owner } = one.source.unit.fns[one.fn]!
      return owner !== base.owner && inherits(one.source, owner, base.owner)
    })
  }

  /** Brings in the file of the class that another inherits: what it calls of its own may be filled here. */
  baseOf(source: Source, owner: string): void {
    for (const one of source.assigns.get(`${owner}.super`) ?? []) {
      if (one.value.t !== 'ref') continue
      this.origin(source, one.fn, one.value.path)
      this.#beside(source, one.value.path)
    }
    // In Go nothing says what a type implements; its interface most often stands in the same package.
    if (source.lang === 'go') for (const path of this.modules.beside(source.path)) this.find(path)
  }

  /** Members of a type, from the file itself before others; only where the name means one thing. */
  typeNamed(name: string, near: Source): readonly (readonly [string, string])[] {
    const missing = this.said('type', name).length === 0
    const imported = !missing ? undefined : (near.imports.get(name) ?? wholeImport(this, near, name))
    if (imported) this.#loadType(near, imported.module, imported.imported, 0)
    else if (missing) near.lang === 'go' ? loadPackage(this, near, name) : this.#beside(near, name)
    const list = this.said('type', name)
    const own = list.find((one) => one.source === near)
    return (own ?? (list.length <= 3 ? list[0] : undefined))?.value ?? []
  }

  /** Brings in the file that a type is imported from, through one that only hands it on. */
  #loadType(near: Source, module: string, imported: string, depth: number): void {
    const isJs = near.lang === 'js' || near.lang === 'markup'
    const inner = isJs ? [] : this.#paths(near, `${module}.${imported}`)
    for (const path of inner.length > 0 ? inner : this.#paths(near, module)) {
      const target = this.find(path)
      const from = target?.exported(imported)?.from ?? target?.imports.get(imported)?.module
      if (target && from && depth < 2) this.#loadType(target, from, imported, depth + 1)
    }
  }

  /** The value a name was given where it is seen, without following it further. */
  override valueOf(source: Source, fn: number, path: string): { source: Source; fn: number; expr: Expr } | null {
    const names = source.lang === 'ruby' && /^[a-z_]\w*$/.test(path) ? [path, `this.${path}`] : [path]
    for (const name of names) {
      const given = source.assigns.get(name)
      const own = given ? nearest(source, given, fn, name) : null
      if (own) return { source, fn: own.fn, expr: own.value }
    }
    if (source.lang === 'ruby' && /^[a-z_]\w*$/.test(path)) {
      const getter = source.fns.get(path)?.[0]
      const value = getter === undefined ? undefined : source.unit.fns[getter]!.returns[0]
      if (getter !== undefined && value) return { source, fn: getter, expr: value }
    }
    const origin = this.origin(source, fn, path)
    return origin?.k === 'value' && origin.rest === '' ? { source: origin.source, fn: origin.fn, expr: origin.expr } : null
  }

  /** What a dotted name means where it stands. */
  origin(source: Source, fn: number, path: string, depth = 0): Origin | null {
    if (depth > MAX_DEPTH || path === '') return null
    const clean = source.lang === 'js' || source.lang === 'markup' ? withoutGlobal(path) : path
    return (
      (source.lang === 'js' || source.lang === 'markup' ? provided(this, clean) : null) ??
      this.#assigned(source, fn, clean, depth) ??
      elsewhere(this, source, fn, clean, depth) ??
      this.#ownMember(source, fn, clean, depth) ??
      this.#imported(source, fn, clean, depth) ??
      this.#declared(source, clean, depth) ??
      this.#constant(source, fn, clean, depth) ??
      this.#sibling(source, clean, depth) ??
      inheritedMethod(this, source, fn, clean) ??
      this.#global(source, clean)
    )
  }

  /** A name that nothing in the tree defines, but a vendor's script tag. */
  #global(source: Source, path: string): Origin | null {
    const [head, member] = split(path)
    const known = source.page && member !== '' && this.globals.has(head)
    return known ? { k: 'package', module: `global:${head}`, member, made: null } : null
  }

  /** Longest prefix of the name that was given a value, seen from the inside out; then parameters. */
  #assigned(source: Source, fn: number, path: string, depth: number): Origin | null {
    if (!source.heads.has(split(path)[0])) return null
    for (const [head, rest] of prefixes(path)) {
      const given = source.assigns.get(head)
      if (given) {
        const own = nearest(source, given, fn, head)
        // Declared with a type and given nothing here: the type says more.
        if (source.lang === 'js' && own?.value.t === 'ref' && own.value.path === '') return null
        if (own) return this.ofExpr(source, own.fn, own.value, rest, depth + 1) ?? { k: 'value', source, fn: own.fn, expr: own.value, rest }
      }
      if (head.includes('.')) continue
      for (let at = fn; at > 0; at = source.unit.fns[at]!.outer) {
        const found = paramNamed(source.unit.fns[at]!, head)
        if (found) {
          const path = dotted(found.path, rest)
          const given = source.lang === 'js' ? awaited(this, source, at, path, depth) : null
          if (given) return given
          const { type } = source.unit.fns[at]!.params[found.param]!
          const typed = path === '' ? null : (this.#ofType(source, type, path, depth) ?? heldBy(this, source, type, path, depth))
          return typed ?? { k: 'param', source, fn: at, param: found.param, path }
        }
      }
    }
    return null
  }

  /** Java and Kotlin name a member of their own class as such. */
  #ownMember(source: Source, fn: number, path: string, depth: number): Origin | null {
    if ((source.lang !== 'java' && source.lang !== 'kotlin') || path.startsWith('this.') || source.unit.fns[fn]!.owner === '') return null
    return source.assigns.has(`this.${split(path)[0]}`) ? this.#assigned(source, fn, `this.${path}`, depth + 1) : null
  }

  /** A parameter or member of a library's type is an instance of it. */
  instanceOf(source: Source, type: string, rest: string, depth: number): Origin | null {
    return depth > MAX_DEPTH ? null : this.#ofType(source, type, rest, depth)
  }

  #ofType(source: Source, type: string | null, rest: string, depth: number): Origin | null {
    if (!type) return null
    const [head, inner] = split(type)
    const found = source.imports.get(head) ?? wholeImport(this, source, head)
    const origin =
      found && found.local !== '' ? this.#fromModule(source, found.module, found.imported, dotted(inner, rest), depth + 1) : null
    if (origin?.k === 'package') return origin
    // A member of an own class, of which the parameter is an instance.
    const own = source.lang === 'php' && rest !== '' ? this.ofClass(source, type, rest, depth + 1) : null
    return own?.k === 'package' ? own : null
  }

  #imported(source: Source, _fn: number, path: string, depth: number): Origin | null {
    const [head, rest] = split(path)
    const built = head === 'BuildConfig' ? this.built.get(rest) : undefined
    if (built) return { k: 'value', source, fn: 0, expr: built, rest: '' }
    const found = source.imports.get(head) ?? (source.assigns.has(head) ? null : wholeImport(this, source, head))
    // What is imported as a type only is named as a value by `typeof` alone.
    if (!found) return null
    return this.#fromModule(source, found.module, found.imported, rest, depth)
  }

  /** A name that a module exports, followed through re-exports. */
  #fromModule(source: Source, module: string, imported: string, rest: string, depth: number): Origin | null {
    if (depth > MAX_DEPTH) return null
    const isJs = source.lang === 'js' || source.lang === 'markup'
    const paths = this.#paths(source, isJs || imported === '*' ? module : `${module}.${imported}`)
    const files = paths.length > 0 || isJs ? paths : this.#paths(source, module)
    if (files.length === 0) {
      if (module.startsWith('.') || this.modules.isWorkspace(module)) return null
      const name = imported === '*' || imported === 'default' ? rest : dotted(imported, rest)
      return { k: 'package', module: `${ecosystemOf(source.lang)}:${module}`, member: name, made: null }
    }
    if (source.lang === 'go') {
      for (const path of files) this.find(path)
      const [name, inner] = split(rest)
      return ofPackage(this, files, name, inner, depth + 1)
    }
    for (const path of files) {
      const target = this.find(path)
      if (!target) continue
      const [name, inner] = imported === '*' ? split(rest) : [imported, rest]
      const found = this.#exported(target, name, inner, depth + 1)
      if (found) return found
      // `const mailer = require("./mailer")`: what the file exports by name are members of what is asked for.
      const [member, below] = split(rest)
      const asked = imported === 'default' && isJs && member !== '' ? this.#exported(target, member, below, depth + 1) : null
      if (asked) return asked
    }
    return null
  }

  #paths(source: Source, module: string): readonly string[] {
    let found = source.resolved.get(module)
    if (!found) {
      found = this.modules.resolve(source.path, module, source.lang)
      source.resolved.set(module, found)
    }
    return found
  }

  /** Asked again and again for the same names of the same index files, hence remembered, for each way of loading. */
  #exported(target: Source, name: string, rest: string, depth: number): Origin | null {
    if (depth > MAX_DEPTH) return null
    // What was not followed to its end deep down may only have been too deep.
    return this.remembered(
      `${this.wide ? '+' : '-'}${target.path}\0${name}\0${rest}`,
      () => this.#lookUp(target, name, rest, depth),
      (found) => depth <= 2 || found?.k === 'package' || found?.k === 'fn',
    )
  }

  #lookUp(target: Source, name: string, rest: string, depth: number): Origin | null {
    if (target.lang !== 'js' && target.lang !== 'markup') return this.origin(target, 0, dotted(name, rest), depth + 1)
    const own = target.exported(name)
    if (own)
      return own.from !== null
        ? this.#fromModule(target, own.from, own.local, rest, depth + 1)
        : this.origin(target, 0, dotted(own.local, rest), depth + 1)
    const theirs: Origin[] = []
    for (const from of target.handsOn()) {
      const found = this.#fromModule(target, from, name, rest, depth + 1)
      // A client that our own file makes is told before all that a library gives.
      if (found && (found.k !== 'package' || this.#paths(target, from).length > 0)) return found
      if (found) theirs.push(found)
    }
    // All of one library handed on: what none of our own files exports is the library's.
    return theirs.length === 1 ? theirs[0]! : null
  }

  /** A function or a method of a class of the same file; with more after it, the member of what it returns. */
  #declared(source: Source, path: string, depth: number): Origin | null {
    const [head, rest] = split(path)
    const own = head === 'this' ? split(rest) : ([head, rest] as const)
    if (own[1] !== '') {
      const getter = source.fns.get(own[0])?.find((fn) => source.unit.fns[fn]!.params.length === 0)
      if (getter !== undefined) {
        for (const value of source.unit.fns[getter]!.returns) {
          const found = this.ofExpr(source, getter, value, own[1], depth + 1)
          if (found) return found
        }
      }
    }
    // Ruby's attr_reader: a bare name is the instance variable.
    if (source.lang === 'ruby' && head !== 'this' && /^[a-z_]/.test(head) && source.assigns.has(`this.${head}`)) {
      return this.#assigned(source, 0, `this.${path}`, depth + 1)
    }
    const constant = rest === '' ? null : constantOf(this, source, head, rest, depth)
    if (constant) return constant
    const name = rest === '' ? head : rest.slice(rest.lastIndexOf('.') + 1)
    const list = source.fns.get(name)
    if (!list) return null
    if (rest === '') {
      const own = list.find((fn) => source.unit.fns[fn]!.owner === '' || source.lang !== 'js') ?? list[0]!
      return { k: 'fn', source, fn: own }
    }
    if (head === 'this' && !rest.includes('.')) return { k: 'fn', source, fn: list[0]! }
    const member = list.find((fn) => source.unit.fns[fn]!.owner === head)
    return member === undefined ? null : { k: 'fn', source, fn: member }
  }

  /** Ruby and PHP name a library's constant without importing it; Java and Kotlin by full name. */
  #constant(source: Source, fn: number, path: string, depth: number): Origin | null {
    if (source.lang === 'ruby' && /^[A-Z$]/.test(path)) {
      const [head, rest] = split(path)
      const given = this.said('constant', head).at(-1) ?? this.said('constant', head.split('::').slice(-2).join('::')).at(-1)
      if (given && given.source !== source) {
        const { source: home, value: assign } = given
        return (
          this.ofExpr(home, assign.fn, assign.value, rest, depth + 3) ?? {
            k: 'value',
            source: home,
            fn: assign.fn,
            expr: assign.value,
            rest,
          }
        )
      }
      // A class of our own in the library's module: `Stripe::CardRemover`.
      const own = rest === '' ? null : rubyMethod(this, source, fn, head, rest)
      if (own) return own
      if (head.startsWith('$') || ownClass(this, source, fn, head)) return null
      return { k: 'package', module: `gem:${head}`, member: rest, made: null }
    }
    // Before namespaces, names of classes held them: `Google_Service_Sheets`.
    if (source.lang === 'php' && (path.includes('\\') || /^[A-Z][a-z]+_[A-Z]/.test(path))) {
      const [written, rest] = split(path)
      const head = written.includes('\\') ? written : written.replaceAll('_', '\\')
      return { k: 'package', module: `composer:${head.replace(/^\\/, '')}`, member: rest, made: null }
    }
    return null
  }

  /** Java and Kotlin see the classes of their own package without an import. */
  #sibling(source: Source, path: string, depth: number): Origin | null {
    const [head, rest] = split(path)
    if (source.lang === 'go') {
      const others = this.modules.beside(source.path).filter((one) => one !== source.path)
      return ofPackage(this, others, head, rest, depth + 1)
    }
    const target = rest === '' || (rest.includes('.') && !/^[A-Z]/.test(rest)) ? null : this.#beside(source, head)
    return target && target !== source ? this.#declared(target, path, depth + 1) : null
  }

  /** Brings in the files in which a class stands that Ruby finds by its name. */
  beside(source: Source, name: string): void {
    for (const path of this.#paths(source, name)) this.find(path)
  }

  #beside(source: Source, name: string): Source | null {
    if (source.lang === 'ruby') this.beside(source, name)
    if (source.lang === 'php') {
      const module = source.imports.get(name)?.module
      // A class of the same namespace stands in the same folder.
      const near = /^[A-Z]\w*$/.test(name) ? [`${source.path.slice(0, source.path.lastIndexOf('/') + 1)}${name}.php`] : []
      const found = (module ? this.#paths(source, module) : near).flatMap((path) => this.find(path) ?? [])
      return module ? null : (found[0] ?? null)
    }
    if ((source.lang !== 'java' && source.lang !== 'kotlin') || !/^[A-Z]\w*$/.test(name)) return null
    const file = `${source.path.slice(0, source.path.lastIndexOf('/') + 1)}${name}${source.lang === 'java' ? '.java' : '.kt'}`
    return this.find(file)
  }

  /** What an expression stands for, and the member `rest` of it. */
  ofExpr(source: Source, fn: number, expr: Expr, rest: string, depth = 0): Origin | null {
    if (depth > MAX_DEPTH) return null
    switch (expr.t) {
      case 'ref':
        return this.origin(source, fn, dotted(expr.path, rest), depth + 1)
      case 'fn':
        return rest === '' ? { k: 'fn', source, fn: expr.fn } : null
      case 'call': {
        const call = source.unit.calls[expr.call]!
        const module = call.callee === 'import' ? call.args[0] : undefined
        if (module?.t === 'text') return this.#fromModule(source, module.text, '*', dotted(expr.rest ?? '', rest), depth + 1)
        if (expr.rest) return this.ofExpr(source, fn, { t: 'call', call: expr.call }, dotted(expr.rest, rest), depth + 1)
        const made = this.ofCall(source, call, depth + 1)
        if (made?.k === 'package') return { k: 'package', module: made.module, member: rest, made: { source, call } }
        if (made?.k === 'fn') {
          for (const value of made.source.unit.fns[made.fn]!.returns) {
            const inner = this.ofExpr(made.source, made.fn, value, rest, depth + 1)
            if (inner) return inner
          }
          return null
        }
        // `new Client()` of an own class: its methods.
        if (call.kind === 'new' || /^[A-Z]/.test(call.callee)) return this.ofClass(source, call.callee, rest, depth + 1)
        return null
      }
      case 'either': {
        let param: Origin | null = null
        for (const one of expr.items) {
          const found = this.ofExpr(source, fn, one, rest, depth + 1)
          // A parameter or a text written here: the value as a whole says more.
          if (found?.k === 'param' && rest === '' && expr.items.some((item) => item.t === 'text')) return null
          // `client or Client()`: what stands in for a parameter says more than the parameter.
          if (found && found.k !== 'param') return found
          param ??= found
        }
        return param
      }
      // One of a list, as a loop hands it on.
      case 'list':
        for (const one of rest === '' ? [] : expr.items.slice(0, 8)) {
          const found = this.ofExpr(source, fn, one, rest, depth + 1)
          if (found) return found
        }
        return null
      case 'object': {
        const [head, inner] = split(rest)
        const entry = expr.entries.find((one) => one.key === head)
        if (entry) return this.ofExpr(source, fn, entry.value, inner, depth + 1)
        // `{ ...client, track }`: the rest is the client's.
        for (const spread of expr.entries) {
          const found = spread.key === null ? this.ofExpr(source, fn, spread.value, rest, depth + 1) : null
          if (found) return found
        }
        return null
      }
      default:
        return null
    }
  }

  /** A method or member of an own class, wherever it stands. */
  ofClass(source: Source, name: string, rest: string, depth: number): Origin | null {
    if (rest === '') return null
    if (source.lang === 'ruby') {
      const own = rubyMethod(this, source, 0, name, rest)
      if (own) return own
    }
    const owner = lastName(name)
    this.#beside(source, owner)
    const [found] = this.methodsNamed(rest, owner)
    if (found) return { k: 'fn', source: found.source, fn: found.fn }
    const [head, inner] = split(rest)
    const homes = [owner, ...this.parentsOf(owner)].flatMap((one) =>
      this.said('home', one)
        .slice(0, 3)
        .map((home) => ({ one, home: home.source })),
    )
    for (const { one, home } of homes) {
      if (home.lang !== source.lang || (one === owner && strange(this, source, name, home))) continue
      const own = (home.assigns.get(`this.${head}`) ?? []).filter(
        (given) => lastName(given.owner ?? '') === one && given.value.t !== 'none',
      )
      // What it is made with says more than what it is declared as.
      const given = own.findLast((each) => each.value.t === 'call' && home.unit.calls[each.value.call]!.args.length > 0) ?? own[0]
      if (!given) continue
      const value = this.ofExpr(home, given.fn, given.value, inner, depth + 1)
      return value ?? { k: 'value', source: home, fn: given.fn, expr: given.value, rest: inner }
    }
    return null
  }

  ofCall(source: Source, call: Call, depth = 0): Origin | null {
    if (call.on === null) {
      const found = this.origin(source, call.fn, call.callee, depth)
      return found && found.k !== 'param' ? found : ((depth < 3 ? typedCall(this, source, call, depth + 1) : null) ?? found)
    }
    const chain = longChain(source.unit, call)
    const begun = chain && this.ofCall(source, chain.root, depth)
    if (begun?.k === 'package') return { ...begun, member: call.callee, made: { source, call: chain!.before } }
    return this.ofExpr(source, call.fn, call.on, call.callee, depth)
  }
}
