// Where a request goes when the call itself does not say: to the address of the class it stands in, of the client it is called on, or of the builder that made the client.

import { type Address, addressOf } from '../hosts.ts'
import type { Call, Expr } from '../ir.ts'
import { BARE_HOST, literals } from '../names/literal.ts'
import { scopedClients } from '../names/php-names.ts'
import type { Program, Source } from '../names/program.ts'
import { within } from '../names/source.ts'
import { READS, shownInBrowser } from './signal-rules.ts'

/** Hosts and paths of texts that are addresses. */
export function placesOf(texts: readonly string[], bare = false): Address[] {
  return texts.flatMap((text) => addressOf(text, bare) ?? [])
}

/** Members and methods of a class that hold the address its requests go to. */
const HOLDS =
  /^_?(?:get_?|resolve_?)?(?:base|api|root|service|host|endpoint|server)_?(?:ur[il]|uri_?path|endpoint|host|address|base|root)?$/i
const BUILDS =
  /^(?:base_?ur[il]|prefix_?ur[il]|ur[il]|root_?ur[il]|endpoint|host|target|server|(?:with|set)_?(?:base_?|host_?|api_?)?(?:ur[il]|endpoint))$/i

const RUBY_SENDS = /^(?:get|post|put|patch|delete|head|request|options)$/

/** `this.post("/contacts", data)` of an inherited method: the addresses that its class holds for the class it inherits. Ruby's mixins are called on the class, or by name alone. */
export function inherited(program: Program, source: Source, call: Call): string[] {
  const scoped = source.lang === 'php' ? /^(?:this\.)?(\w+)\.request$/.exec(call.callee)?.[1] : undefined
  if (scoped) {
    const to = scopedClients(program).get(scoped)
    if (to) return [to]
  }
  const method = (source.lang === 'ruby' ? /^(?:this\.(?:class\.)?)?(\w+)$/ : /^this\.(\w+)$/).exec(call.callee)?.[1]
  if (source.lang === 'ruby' && !(method && RUBY_SENDS.test(method))) return []
  const { owner } = source.unit.fns[call.fn]!
  if (!method || owner === '' || source.fns.get(method)?.some((fn) => source.unit.fns[fn]!.owner === owner)) return []
  const last = owner.slice(Math.max(owner.lastIndexOf(':'), owner.lastIndexOf('.')) + 1)
  if (!source.assigns.has(`${last}.super`)) return []
  const found: string[] = []
  for (const one of source.unit.assigns)
    if (one.owner === owner && one.target.startsWith('this.') && HOLDS.test(one.target.slice(5)))
      found.push(...literals(program, source, one.fn, one.value))
  // `super("https://…", token)`: told to the class above where it is built.
  for (const one of source.unit.calls)
    if (one.callee === 'super' && source.unit.fns[one.fn]!.owner === owner)
      for (const arg of one.args.slice(0, 3))
        for (const value of arg.t === 'object'
          ? arg.entries.filter((entry) => BUILDS.test(entry.key ?? '')).map((entry) => entry.value)
          : [arg])
          found.push(...literals(program, source, one.fn, value).filter((text) => text.includes('//')))
  for (const [i, fn] of source.unit.fns.entries())
    if (fn.owner === owner && HOLDS.test(fn.name)) for (const value of fn.returns) found.push(...literals(program, source, i, value))
  return found.slice(0, 4)
}

/** Addresses in the steps by which a client was built: `Client.builder().baseUrl("https://…").build()`. */
export function built(program: Program, source: Source, call: Call): string[] {
  const found: string[] = []
  let at: Call | undefined = call
  for (let i = 0; at && i < 12; i++) {
    const step = at.callee.slice(at.callee.lastIndexOf('.') + 1)
    if (BUILDS.test(step)) for (const arg of at.args.slice(0, 2)) found.push(...literals(program, source, at.fn, arg))
    for (const arg of at.args) if (arg.t === 'fn' && source.lang === 'kotlin') found.push(...setInside(program, source, arg.fn))
    const on: Expr | null = at.on
    at = on?.t === 'call' ? source.unit.calls[on.call] : undefined
  }
  return found.slice(0, 4)
}

/** Addresses that the lambda of a client sets, however deep: `HttpClient { defaultRequest { url("https://…") } }`, `url { host = "…" }`. */
function setInside(program: Program, source: Source, fn: number): string[] {
  const found: string[] = []
  for (const call of source.unit.calls) {
    const step = call.callee.slice(call.callee.lastIndexOf('.') + 1)
    if (BUILDS.test(step) && call.args[0] && call.args[0].t !== 'fn' && within(source, call.fn, fn))
      found.push(...literals(program, source, call.fn, call.args[0]))
  }
  for (const one of source.unit.assigns)
    if (/(?:^|\.)(?:host|baseUrl)$/.test(one.target) && within(source, one.fn, fn))
      found.push(...literals(program, source, one.fn, one.value))
  return found.map((text) => (BARE_HOST.test(text) ? `https://${text}` : text))
}

/** The call that made the object a method is called on: `client = Http.new("https://…"); client.post(body)`. */
export function makerOf(program: Program, source: Source, call: Call): { source: Source; call: Call } | null {
  const dot = call.callee.lastIndexOf('.')
  if (dot < 0 || call.on) return null
  const name = call.callee.slice(0, dot)
  // A field of Java or Kotlin is declared with its type and made in the constructor.
  const typed = source.lang === 'java' || source.lang === 'kotlin' || source.lang === 'php'
  const field = typed ? fieldMade(program, source, call.fn, name) : source.lang === 'go' ? handedIn(program, source, call.fn, name) : null
  const value = field ?? program.valueOf(source, call.fn, name)
  const given = value && callIn(value.expr)
  if (!value || given === null) return null
  const made = value.source.unit.calls[given]!
  for (let at = made, i = 0; i < 12; i++) {
    if (at.kind === 'new' || MAKES.test(at.callee)) return { source: value.source, call: made }
    if (at.on?.t !== 'call') break
    at = value.source.unit.calls[at.on.call]!
  }
  return null
}

/** How a field was made: in the file itself, or in a class that inherits this one or uses it as a trait. */
function fieldMade(program: Program, source: Source, fn: number, name: string): { source: Source; expr: Expr } | null {
  const field = `this.${name.replace(/^this\./, '')}`
  const madeIn = (home: Source, owner: string | null): { source: Source; expr: Expr } | null => {
    const given = home.assigns.get(field)?.findLast((one) => callIn(one.value) !== null && (owner === null || one.owner === owner))
    return given ? { source: home, expr: given.value } : null
  }
  const own = madeIn(source, null)
  if (own || source.lang !== 'php') return own
  for (const heir of program.heirsOf(source.unit.fns[fn]!.owner).slice(0, 4))
    for (const home of program.homesOf(heir).slice(0, 2)) {
      const found = madeIn(home, heir)
      if (found) return found
    }
  return null
}

/** What a field of a Go struct is given where it is built, rather than that it is declared as an instance. */
function handedIn(program: Program, source: Source, fn: number, name: string): { source: Source; expr: Expr } | null {
  const { owner } = source.unit.fns[fn]!
  for (const home of name.startsWith('this.') ? [source, ...program.homesOf(owner)] : []) {
    const given = home.assigns
      .get(name)
      ?.find((one) => one.owner === owner && !(one.value.t === 'call' && home.unit.calls[one.value.call]!.kind === 'new'))
    if (given?.value.t === 'ref') return program.valueOf(home, given.fn, given.value.path)
    if (given) return { source: home, expr: given.value }
  }
  return null
}

/** The call that gives a value, also where another may be given instead: `$http ?? new Client(…)`. */
function callIn(expr: Expr): number | null {
  if (expr.t === 'call') return expr.call
  const one = expr.t === 'either' ? expr.items.find((item) => item.t === 'call') : undefined
  return one?.t === 'call' ? one.call : null
}

/** What a chain that makes a client has in one of its names. */
const MAKES = /create|new|client|connect|build|session|^Http\./i

/** The fixed address that a server only reads: it tells nobody anything about a person (lists of rates, release notes, keys to check with). Null for any other call. */
export function onlyRead(program: Program, source: Source, call: Call, expr: Expr): Address | null {
  if (call.args.length !== 1 || expr !== call.args[0] || !READS.test(call.callee) || shownInBrowser(source)) return null
  const origin = expr.t === 'ref' ? program.origin(source, call.fn, expr.path) : null
  const value = origin?.k === 'value' && origin.rest === '' ? origin.expr : expr
  const place = value.t === 'text' ? addressOf(value.text) : null
  return place && !place.path.includes('?') ? place : null
}

/** A call with options that were put into a variable before, as if they were written in it. */
export function withOptions(program: Program, source: Source, call: Call): Call {
  if (!call.args.some((one) => one.t === 'ref')) return call
  const args = call.args.map((one) => {
    const value = one.t === 'ref' && /option|config|param|opts/i.test(one.path) ? program.valueOf(source, call.fn, one.path)?.expr : null
    return value?.t === 'object' ? value : one
  })
  return { ...call, args }
}
