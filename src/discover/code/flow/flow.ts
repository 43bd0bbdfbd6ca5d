// Which fields a vendor is handed: follows what stands in a vendor's call back to names, objects, types and, through the company's own wrappers, to their callers.
import type { Card } from '../../../catalog/card.ts'
import type { Call, Expr, Fn } from '../ir.ts'
import { alike, telling } from '../names/callers.ts'
import { constructorKeys } from '../names/constructor-keys.ts'
import { argumentFor, isSetting, keysRenamed, namedValue, onlyOf, partOf, putsTogether, queryKey, shapedBy } from '../names/parts.ts'
import { checkedKeys } from '../names/php-forms.ts'
import type { Program, Source } from '../names/program.ts'
import { ofClass } from '../names/receivers.ts'
import { madeWithArgument, methodOfNamed } from '../names/ruby-classes.ts'
import { lastName, split, within } from '../names/source.ts'
import type { VendorCall } from '../vendors/signals.ts'
import type { LeafField } from './argument.ts'
import { besides } from './besides.ts'
import { argumentsOf } from './calls.ts'
import {
  ABOUT_SOMEBODY,
  CLEANS,
  CONSTANT,
  COUNTS,
  GIVES_ITSELF,
  GO_MAKES,
  GROUP_NAME,
  HASHES,
  MAKES_BODY,
  PICKS,
  RESHAPES,
  RUBY_FORMS,
  SKIP_KEYS,
  THINGS,
  TRANSPARENT,
  tellsEvent,
  WHERE_TO,
} from './flow-words.ts'
import type { Handed, Sink } from './handed.ts'
import { type Among, amongOthers, companyOf, fieldOfLeaf, textTells, whose } from './leaf.ts'
import { putTogether } from './put-together.ts'
import { namesBeside } from './recipient-names.ts'
import type { Sinks } from './sinks.ts'
import { builderSteps, chainPath, stepOf, textsIn } from './steps.ts'

interface Context {
  readonly source: Source
  readonly fn: number
  readonly sink: Omit<Sink, 'path'>
  readonly line: number
  /** The name whose later values are being looked at, lest it be asked for them again. */
  readonly again?: string
  /** What the keys beside a value are about: a postal address, or where a request came from. */
  readonly among?: Among | undefined
  /** The call by which an own function was entered to look at what it returns: its parameters are that call's arguments, nobody else's. */
  readonly frame?: { readonly call: Call; readonly target: { source: Source; fn: number }; readonly outer: Context }
}

/** What is added to a map as a whole stands under the map's own name. */
const OF_ALL = /(?:^|\.)\*$/
const MAX_WRAPPERS = 4
const MAX_EXPAND = 14
/** Values looked at for one call: code that builds on itself in many ways would have no end. */
const MAX_LOOKS = 4_000

export class Flow {
  readonly handed: Handed[] = []
  /** Calls of wrappers, as evidence. */
  readonly wrapped: { vendor: string; card: Card | null; path: string; line: number }[] = []
  readonly #program: Program
  readonly #sinks: Sinks
  #looks = 0

  constructor(program: Program, sinks: Sinks) {
    this.#program = program
    this.#sinks = sinks
  }

  /** Fields of one call to a vendor's own function or address. */
  vendorCall(one: VendorCall): void {
    this.#looks = 0
    const { call, source } = one
    const how = one.rest ? (call.kind === 'element' ? 'url of a page element' : 'request') : one.member || call.callee || 'call'
    for (const { expr, meaning, property } of argumentsOf(one)) {
      if (meaning === 'event')
        this.#event(
          {
            source,
            fn: call.fn,
            line: call.line,
            sink: { vendor: one.vendor, card: one.card, how, meaning, property, depth: 0, trail: [] },
          },
          'event',
        )
      const sink = { vendor: one.vendor, card: one.card, how, meaning, property, depth: 0, trail: [] }
      this.#expand(expr, { source, fn: call.fn, sink, line: call.line }, property, 0)
    }
    for (const { expr, source: elsewhere, fn, line, meaning, property, how: other } of besides(this.#program, one)) {
      const sink = { vendor: one.vendor, card: one.card, how: other ?? how, meaning, property, depth: 0, trail: [] }
      const at = { source: elsewhere ?? source, fn, sink, line }
      if (expr === null) this.#members(property, { ...at, sink: { ...sink, property: '' } }, '', 1)
      else this.#expand(expr, at, property, 0)
    }
    // A builder or setter chain on the way to the call counts too: `Email.to(x).subject(y).send()`.
    let on = call.on
    for (let i = 0; on?.t === 'call' && i < 12; i++) {
      const before: Call = source.unit.calls[on.call]!
      const step = one.rest || before.on ? stepOf(before) : null
      const property = step?.key || before.callee.slice(before.callee.lastIndexOf('.') + 1)
      const sink = { vendor: one.vendor, card: one.card, how, meaning: 'any' as const, property, depth: 0, trail: [] }
      for (const value of step?.values ?? []) this.#expand(value, { source, fn: call.fn, sink, line: before.line }, property, 0)
      on = before.on
    }
  }

  /** Calls of one own function whose parameters end at a vendor. */
  callOfOwn(source: Source, call: Call, target: { source: Source; fn: number }): void {
    const fn = target.source.unit.fns[target.fn]!
    for (let i = 0; i < fn.params.length; i++) {
      for (const sink of this.#sinks.of(target.source, target.fn, i)) {
        if (sink.depth >= MAX_WRAPPERS) continue
        const key = `${call.line}:${call.callee}>${sink.vendor}:${sink.property}:${sink.path}:${i}:${sink.how}`
        if (!this.#sinks.first(source.path, key)) continue
        this.#looks = 0
        const given = argumentFor(fn, i, call)
        if (!given) continue
        this.wrapped.push({ vendor: sink.vendor, card: sink.card, path: source.path, line: call.line })
        const trail = [{ path: source.path, line: call.line }, ...sink.trail].slice(0, 8)
        const inner = { ...sink, depth: sink.depth + 1, trail }
        this.#expand(partOf(given, sink.path), { source, fn: call.fn, sink: inner, line: call.line }, sink.property, 0)
      }
    }
  }

  #expand(expr: Expr, at: Context, property: string, depth: number): void {
    if (depth > MAX_EXPAND || ++this.#looks > MAX_LOOKS) return
    switch (expr.t) {
      case 'object': {
        const pair = namedValue(expr.entries)
        if (pair) return this.#expand(pair.value, { ...at, line: pair.line }, property ? `${property}.${pair.key}` : pair.key, depth + 1)
        const renamed = keysRenamed(expr.entries)
        if (renamed) {
          for (const [key, name] of renamed) this.#leaf(key, at, property ? `${property}.${name}` : name)
          return
        }
        const among = companyOf(expr.entries) ?? (at.among === 'person' ? undefined : at.among)
        // An object where the card knows one value, as another version of the library takes it: its keys say more.
        const scalar = /^field:user\.(?:contact|name|unique_id|account)/.test(at.sink.meaning)
        const sink = scalar ? { ...at.sink, meaning: 'traits' as const } : at.sink
        for (const entry of expr.entries) {
          // RestClient takes the query among the headers.
          const skipped = entry.key !== null && SKIP_KEYS.test(entry.key)
          if (skipped && entry.key === 'headers' && at.source.lang === 'ruby')
            this.#expand(partOf(entry.value, 'params'), at, property, depth + 1)
          if (skipped) continue
          const inner = entry.key === null ? property : property ? `${property}.${entry.key}` : entry.key
          const about = sink.meaning === 'options' && entry.key !== null && ABOUT_SOMEBODY.test(entry.key)
          this.#expand(
            entry.value,
            { ...at, sink: about ? { ...sink, meaning: 'traits' } : sink, line: entry.line, among },
            inner,
            depth + 1,
          )
        }
        return
      }
      case 'list':
        for (const one of expr.items) this.#expand(one, at, property, depth + 1)
        return
      case 'either':
        for (const one of expr.items) this.#expand(one, at, property, depth + 1)
        return
      case 'join':
        expr.parts.forEach((one, i) => {
          if (one.t !== 'text') this.#expand(one, at, queryKey(expr.parts[i - 1]) ?? property, depth + 1)
        })
        return
      case 'call':
        return this.#call(expr, at, property, depth)
      case 'ref':
        return this.#ref(expr.path, at, property, depth)
      case 'fn': {
        if (at.sink.meaning === 'any' && property === '') return
        // A config lambda or callback: what it returns is handed over.
        for (const one of at.source.unit.fns[expr.fn]!.returns) this.#expand(one, { ...at, fn: expr.fn }, property, depth + 2)
        return
      }
      case 'text':
        // What somebody did, told to who counts it: `{ event: "signed up" }`.
        if (tellsEvent(property, at.sink.card?.role ?? '')) this.#event(at, property)
        return
      case 'none':
        this.#leaf(null, at, property)
    }
  }

  #call(expr: Expr & { t: 'call' }, at: Context, property: string, depth: number): void {
    const call = at.source.unit.calls[expr.call]!
    const name = call.callee.slice(Math.max(call.callee.lastIndexOf('.'), call.callee.lastIndexOf(':')) + 1)
    if (CLEANS.test(name)) return
    const known = this.#program.ofCall(at.source, call)
    const made = known ? null : this.#madeFor(expr, call, at)
    const origin = made ?? (known && known.k !== 'value' ? known : (this.#sole(at, call, name) ?? known))
    // What an own function puts together says more than the name under which it is handed over.
    const puts = origin?.k === 'fn' && putsTogether(origin.source.unit.fns[origin.fn]!)
    const shaped = shapedBy(at.source.unit, call, expr.rest ?? '')
    if (!puts && !shaped && this.#leaf(GROUP_NAME.test(call.callee) ? 'organization.name' : null, at, property))
      return this.#beside(expr, at, property)
    if (shaped) return shaped.values.forEach((one) => void this.#expand(one, { ...at, fn: shaped.fn }, property, depth + 2))
    if (call.kind === 'new' && this.#written(call, at, property, depth)) return
    if (origin?.k === 'fn' && depth < MAX_EXPAND - 1) {
      const target = origin.source.unit.fns[origin.fn]!
      const before = this.handed.length
      if (target.returns.length === 0 && target.owner !== '') this.#overrides(target, call, at, property, depth)
      const frame = { call, target: origin, outer: at }
      const inner = { ...at, source: origin.source, fn: origin.fn, line: target.line, frame }
      for (const one of target.returns) this.#expand(expr.rest && !made ? partOf(one, expr.rest) : one, inner, property, depth + 2)
      if (this.handed.length === before && puts && this.#leaf(null, at, property)) return
      if (this.handed.length > before || !(HASHES.test(call.callee) || TRANSPARENT.test(name) || RESHAPES.test(name))) return
      if (RESHAPES.test(name)) for (const arg of call.args) this.#expand(arg, at, property, depth + 1)
    }
    const built = builderSteps(at.source.unit, call)
    if (built) {
      for (const { key, values, line } of built.steps)
        if (!SKIP_KEYS.test(key))
          for (const value of values)
            this.#expand(value, { ...at, line }, property && key ? `${property}.${key}` : property || key, depth + 1)
      if (
        built.root.args.length > 0 &&
        (built.root.kind === 'new' || GO_MAKES.test(built.root.callee)) &&
        !this.#program.isOwnClass(at.source, built.root.callee)
      )
        for (const value of built.root.args) this.#expand(value, at, property, depth + 1)
      else if (built.root.callee.includes('.'))
        this.#members(built.root.callee.slice(0, built.root.callee.lastIndexOf('.')), at, property, depth)
      return
    }
    for (const key of checkedKeys(this.#program, at.source, call)) this.#leaf(key, at, property ? `${property}.${key}` : key)
    const picked = PICKS.test(name) ? textsIn(call.args) : onlyOf(call)
    if (picked.length > 0) {
      const from = call.callee.includes('.') ? call.callee.slice(0, call.callee.lastIndexOf('.')) : ''
      for (const key of picked) this.#leaf(from ? `${from}.${key}` : key, at, property ? `${property}.${key}` : key)
      return
    }
    // `getEmail()`, `user.getEmail()`, `email.trim()`, `JSON.stringify(x)`, `md5(email)`: the name of the call, its receiver and its arguments.
    const getter = name.replace(/^(?:get|fetch|find|read|current)_?(?=[A-Z_a-z])/, '')
    const base = call.callee.includes('.') ? call.callee.slice(0, call.callee.lastIndexOf('.')) : chainPath(at.source.unit, call.on)
    if (call.args.length === 0 || TRANSPARENT.test(name)) {
      if (getter !== name || call.args.length === 0) if (this.#leaf(`${base ? `${base}.` : ''}${getter}`, at, property)) return
      const on: Expr | null = call.on ?? (base && TRANSPARENT.test(name) ? { t: 'ref', path: base } : null)
      if (on) this.#expand(partOf(on, expr.rest ?? ''), at, property, depth + 1)
    }
    if (call.on && HASHES.test(name)) this.#expand(call.on, at, property, depth + 1)
    if (call.args.length > 0 && (TRANSPARENT.test(name) || MAKES_BODY.test(call.callee) || call.kind === 'new' || HASHES.test(call.callee)))
      this.#arguments(call, expr.rest ?? '', at, property, depth + 1)
  }

  /** The arguments of a call that gives them on; of a constructor of our own each under the name it has there. */
  #arguments(call: Call, rest: string, at: Context, property: string, depth: number): void {
    const keys = constructorKeys(this.#program, at.source, call)
    const [head, tail] = split(rest)
    call.args.forEach((arg, i) => {
      const key = keys?.[i] ?? ''
      if (key === '') this.#argument(arg, rest, at, property, depth)
      else if (!SKIP_KEYS.test(key) && (rest === '' || head === key))
        this.#argument(arg, tail, at, property ? `${property}.${key}` : key, depth)
    })
  }

  /** An object of an own PHP class that says itself what is written of it: `new ContactResource($contact)`. */
  #written(call: Call, at: Context, property: string, depth: number): boolean {
    if (at.source.lang !== 'php' || depth > MAX_EXPAND - 2) return false
    const before = this.handed.length
    this.#program.origin(at.source, at.fn, call.callee)
    for (const name of ['toArray', 'jsonSerialize']) {
      const own = this.#program.ofClass(at.source, call.callee, name, 0)
      if (own?.k !== 'fn') continue
      const { returns, line } = own.source.unit.fns[own.fn]!
      const { frame: _, ...rest } = at
      for (const one of returns) this.#expand(one, { ...rest, source: own.source, fn: own.fn, line }, property, depth + 2)
      break
    }
    return this.handed.length > before
  }

  /** An address that a method of our own puts together may have a name beside it. */
  #beside(expr: Expr, at: Context, property: string): void {
    if (at.source.lang !== 'go' || this.handed.at(-1)?.field !== 'user.contact.email') return
    for (const { found, path, source, fn } of namesBeside(this.#program, at.source, at.fn, expr).slice(0, 4))
      this.#hand(found, path, { ...at, source, fn, line: source.unit.fns[fn]!.line }, property)
  }

  /** What a call is given, of which only a member is asked for: `members.map((one) => ({ id, mail })).id`. */
  #argument(arg: Expr, rest: string, at: Context, property: string, depth: number): void {
    if (rest === '' || arg.t === 'text') return this.#expand(arg, at, property, depth)
    if (arg.t !== 'fn') return this.#expand(partOf(arg, rest), at, property, depth)
    for (const one of at.source.unit.fns[arg.fn]!.returns) this.#expand(partOf(one, rest), { ...at, fn: arg.fn }, property, depth + 2)
  }

  /** What a class of our own is made for: `Form(user).data`. */
  #madeFor(expr: Expr & { t: 'call' }, call: Call, at: Context): { k: 'fn'; source: Source; fn: number } | null {
    if (!expr.rest || expr.rest.includes('.') || call.on || !/(?:^|[.:])[A-Z]\w*$/.test(call.callee)) return null
    const found = this.#program.ofClass(at.source, call.callee, expr.rest, 0)
    return found?.k === 'fn' ? found : null
  }

  /** A method of an object whose class nobody says, where one class has a method of that name, or one beside the vendor's call. */
  #sole(at: Context, call: Call, name: string): { k: 'fn'; source: Source; fn: number } | null {
    if (!call.callee.includes('.') || !(telling(name) || GIVES_ITSELF.test(name))) return null
    const receiver = lastName(call.callee.slice(0, call.callee.lastIndexOf('.')))
    const found = this.#program
      .fnsNamed(name)
      .filter((one) => one.source.lang === at.source.lang && one.source.unit.fns[one.fn]!.owner !== '')
      .filter((one) => telling(name) || alike(receiver, lastName(one.source.unit.fns[one.fn]!.owner)))
    const near = found.filter((one) => one.source.path === at.sink.trail.at(-1)?.path)
    const [only] = near.length === 1 ? near : found.length === 1 ? found : []
    return only ? { k: 'fn', source: only.source, fn: only.fn } : null
  }

  /** An abstract method: what the classes make of it that inherit it, those beside the vendor's call before others. */
  #overrides(base: Fn, call: Call, at: Context, property: string, depth: number): void {
    const near = at.sink.trail.at(-1)?.path
    const found = this.#program.overridesOf(base)
    const own = found.filter((one) => one.source.path === near)
    for (const target of (own.length > 0 ? own : found).slice(0, 4)) {
      const fn = target.source.unit.fns[target.fn]!
      const inner = { ...at, source: target.source, fn: target.fn, line: fn.line, frame: { call, target, outer: at } }
      for (const one of fn.returns) this.#expand(one, inner, property, depth + 2)
    }
  }

  #ref(written: string, at: Context, property: string, depth: number): void {
    const bare = at.source.lang === 'ruby' ? written.replace(RUBY_FORMS, '') : written
    const path = bare === 'this' ? written : bare
    if (/^env\.|^process\.env/.test(path) || COUNTS.test(path) || WHERE_TO.test(path)) return
    const told = this.#program.origin(at.source, at.fn, path)
    const open = at.source.lang === 'ruby' && (!told || (told.k === 'param' && told.path !== ''))
    const origin = open ? (methodOfNamed(this.#program, at.source, at.fn, path) ?? told) : told
    // What a setting holds is the company's own.
    const own = path.includes('.') ? null : this.#given(at, path)
    if (own && isSetting(at.source.unit, own.expr)) return
    // A name for something put together here says less than what it is put together of.
    const named = putTogether(at, path, origin) || (CONSTANT.test(path) && at.source.lang !== 'go') ? false : this.#leaf(path, at, property)
    if (origin?.k === 'param') {
      for (let { frame } = at; frame; frame = frame.outer.frame) {
        const own = frame.target.source === origin.source ? origin.source.unit.fns[origin.fn]! : null
        const entered = own && frame.target.fn === origin.fn
        const made = own?.name === 'initialize' && own.owner === frame.target.source.unit.fns[frame.target.fn]!.owner
        if (!own || !(entered || made)) continue
        const given = entered
          ? argumentFor(own, origin.param, frame.call)
          : madeWithArgument(frame.outer.source.unit, frame.call, own, origin.param)
        if (given && !named) this.#expand(partOf(given, origin.path), frame.outer, property, depth + 1)
        return
      }
      if (at.frame) return
      this.#sink(origin.source, origin.fn, origin.param, origin.path, at, property)
      if (!named) this.#type(origin.source, origin.fn, origin.param, origin.path, at, property)
      return
    }
    // Ruby calls a method, Python a property, by its bare name.
    if (origin?.k === 'fn' && !named && (at.source.lang === 'ruby' || at.source.lang === 'python')) {
      const target = origin.source.unit.fns[origin.fn]!
      const call: Call = { fn: at.fn, kind: 'call', callee: path, on: null, args: [], line: at.line }
      const inner = { ...at, source: origin.source, fn: origin.fn, line: target.line, frame: { call, target: origin, outer: at } }
      for (const one of target.returns) this.#expand(one, inner, property, depth + 2)
      return
    }
    // What a call of our own gives is looked for in the call, where members may be set on the way; not in what it was first made from.
    const given = named || origin?.k === 'fn' ? null : this.#given(at, path)
    const before = this.handed.length
    if (given?.expr.t === 'call') this.#expand(given.expr, { ...at, fn: given.fn }, property, depth + 1)
    if (this.handed.length > before) {
      // Found in the call.
    } else if (origin?.k === 'value' && !named) {
      const { expr, rest } = origin
      this.#expand(rest ? partOf(expr, rest) : expr, { ...at, source: origin.source, fn: origin.fn }, property, depth + 1)
    } else if (!named) {
      if (given && given.expr.t !== 'ref' && given.expr.t !== 'call') this.#expand(given.expr, { ...at, fn: given.fn }, property, depth + 1)
    }
    // Keys set one by one: `traits.email = …`, `params["email"] = …`.
    if (path.includes('.')) return
    this.#members(path, at, property, depth)
    if (!named && at.again !== path) this.#again(path, at, property, depth)
  }

  /** What a name was given after its first value, in the same function: another branch, or more of a text. */
  #again(path: string, at: Context, property: string, depth: number): void {
    const later = (at.source.assigns.get(path) ?? []).filter((one) => one.fn === at.fn).slice(1, 6)
    for (const one of later) this.#expand(one.value, { ...at, line: one.line, again: path }, property, depth + 1)
  }

  #given(at: Context, path: string): { expr: Expr; fn: number } | null {
    const [head, rest] = split(path)
    for (let fn = at.fn; fn >= 0; fn = at.source.unit.fns[fn]!.outer) {
      const own = at.source.assigns.get(head)?.find((one) => one.fn === fn)
      if (own) return { expr: rest ? partOf(own.value, rest) : own.value, fn }
    }
    return null
  }

  #members(path: string, at: Context, property: string, depth: number): void {
    const prefix = `${path}.`
    // An event that is an object of its own has more to it than its name.
    const sink = at.sink.meaning === 'event' ? { ...at.sink, meaning: 'properties' as const } : at.sink
    for (const one of at.source.unit.assigns) {
      if (!one.target.startsWith(prefix) || !within(at.source, one.fn, at.fn)) continue
      const key = one.target.slice(prefix.length).replace(OF_ALL, '')
      if (SKIP_KEYS.test(key.split('.', 1)[0]!)) continue
      const inner = key === '' ? property : property ? `${property}.${key}` : key
      this.#expand(one.value, { ...at, sink, fn: one.fn, line: one.line }, inner, depth + 1)
    }
  }

  /** A whole entity whose type is known is handed over with its members. */
  #type(source: Source, fn: number, param: number, path: string, at: Context, property: string): void {
    let type = source.unit.fns[fn]!.params[param]!.type
    for (const step of path === '' ? [] : path.split('.'))
      type = (type && this.#program.typeNamed(type, source).find(([name]) => name === step)?.[1]) || null
    if (!type) return
    const members = this.#program.typeNamed(type, source)
    // Where nothing says that the argument is about a person, only what is small enough to be a message.
    if (members.length > (at.sink.meaning === 'any' ? 25 : 40) || at.sink.meaning.startsWith('field:') || at.sink.meaning === 'event')
      return
    for (const [name] of members) if (!SKIP_KEYS.test(name)) this.#leaf(name, at, property ? `${property}.${name}` : name)
  }

  #sink(source: Source, fn: number, param: number, path: string, at: Context, property: string): void {
    if (this.#sinks.full || at.sink.depth >= MAX_WRAPPERS) return
    const trail = at.sink.depth === 0 && at.sink.trail.length === 0 ? [{ path: at.source.path, line: at.line }] : at.sink.trail
    this.#sinks.add(source, fn, param, { ...at.sink, property, path, trail })
  }

  #leaf(path: string | null, at: Context, property: string): boolean {
    // `fetch(url, { body })`: the body of a request, not of a mail.
    const place = at.sink.how === 'request' && /^(?:body|data|json|payload|form|params|content)$/.test(property) ? '' : property
    const said = path === null ? null : ofClass(this.#program, at.source, at.fn, path)
    const found = amongOthers(fieldOfLeaf(place, said, at.sink.meaning, at.sink.card), at.among ?? whose(at.sink), property, said)
    if (!found) return false
    // A member of what is handed over as a text, whose own name says more than that.
    const telling = at.sink.meaning === 'field:user.content' && property !== '' ? textTells(property) : null
    if (telling) {
      this.#hand(telling, path, at, property)
      return true
    }
    // The address that a request goes to is no page that somebody looked at.
    if (property === '' && found.field === 'user.behavior.page_url' && at.sink.how === 'request') return false
    // The name of a product, a channel or a file is nobody's name.
    if (found.field === 'user.name' && THINGS.test(at.sink.how) && !/user|customer|first|last|full|contact|person|display/i.test(property))
      return false
    // A message is content, and whose name or address is written into it is told besides.
    const more = at.sink.meaning === 'field:user.content' && said !== null ? textTells(said) : null
    if (more) this.#hand(more, path, at, property)
    this.#hand(found, path, at, property)
    // A text may hold more: whose name and address is written into it.
    return found.field !== 'user.content'
  }

  #event(at: Context, property: string): void {
    this.#hand({ field: 'user.behavior.event', confidence: 'certain' }, null, at, property)
  }

  #hand(found: LeafField, path: string | null, at: Context, property: string): void {
    this.handed.push({
      vendor: at.sink.vendor,
      field: found.field,
      property: property || path || at.sink.how,
      path: at.source.path,
      line: at.line,
      how: at.sink.depth > 0 ? `${at.sink.how}, through ${at.sink.depth} of our own calls` : at.sink.how,
      confidence: found.confidence,
      trail: at.sink.trail,
    })
  }
}
