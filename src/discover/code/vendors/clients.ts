// The calls that made what a request is sent through, wherever they stand: the client a chain begins with, the own function that gives one, the builder that turned an interface into one.

import type { Call } from '../ir.ts'
import { literals } from '../names/literal.ts'
import { madeWith } from '../names/made-with.ts'
import { macroOf } from '../names/php-names.ts'
import type { Program, Source } from '../names/program.ts'
import { lastName } from '../names/source.ts'
import { built, makerOf } from './addresses.ts'

interface Made {
  readonly source: Source
  readonly call: Call
}

/** What may have made the client of a call, nearest first. */
export function makers(program: Program, source: Source, call: Call, made: Made | null): Made[] {
  const root = rootOf(source, call)
  const found: Made[] = made ? [made] : []
  const maker = makerOf(program, source, root)
  if (maker) found.push(maker, ...givenBy(program, maker.source, maker.call))
  if (call.on || maker) found.push(...givenBy(program, source, root))
  if (source.lang === 'php') found.push(...handedIn(program, source, root))
  const macro = source.lang === 'php' ? macroOf(program, root) : null
  if (macro) found.push(...callsGiven(macro.source, macro.fn))
  return found.flatMap((one) => chainOf(one)).filter((one) => one.call !== call)
}

/** A call and those that it is chained to: `Http.persistent(base).headers(x)`. */
function chainOf(one: Made): Made[] {
  const found = [one]
  for (let { on } = one.call; on?.t === 'call' && found.length < 12; on = found.at(-1)!.call.on)
    found.push({ source: one.source, call: one.source.unit.calls[on.call]! })
  return found
}

function rootOf(source: Source, call: Call): Call {
  let at = call
  for (let i = 0; at.on?.t === 'call' && i < 40; i++) at = source.unit.calls[at.on.call]!
  return at
}

/** `this.client().post(x)`: the calls that an own function gives. */
function givenBy(program: Program, source: Source, root: Call): Made[] {
  const origin = program.ofCall(source, root)
  return origin?.k === 'fn' ? callsGiven(origin.source, origin.fn) : []
}

/** The client that a class of our own is handed where it is built: `new Crm(new Client(["base_uri" => …]))`. */
function handedIn(program: Program, source: Source, call: Call): Made[] {
  const name = /^this\.(\w+)\.\w+$/.exec(call.callee)?.[1]
  const { owner } = source.unit.fns[call.fn]!
  const made = name && owner ? (source.fns.get('__construct') ?? []).find((fn) => source.unit.fns[fn]!.owner === owner) : undefined
  if (made === undefined) return []
  const given = source.assigns.get(`this.${name}`)?.find((one) => one.fn === made && one.value.t === 'ref')?.value
  const local = given?.t === 'ref' ? given.path : name
  const param = source.unit.fns[made]!.params.findIndex((one) => one.names[0]?.[1] === local)
  if (param < 0) return []
  return madeWith(program, source, made, param).flatMap((one) =>
    one.expr.t === 'call' ? [{ source: one.source, call: one.source.unit.calls[one.expr.call]! }] : [],
  )
}

function callsGiven(source: Source, fn: number): Made[] {
  return source.unit.fns[fn]!.returns.slice(0, 3).flatMap((value) =>
    value.t === 'call' ? [{ source, call: source.unit.calls[value.call]! }] : [],
  )
}

/** The addresses of an interface that a library turns into a client: in the builder that made it, else in another one of the same file, else in the only one there is. */
export function interfaceAddresses(program: Program, source: Source, call: Call): string[] {
  if (call.callee !== 'http.request') return []
  const own = call.args.slice(0, 1).flatMap((arg) => literals(program, source, call.fn, arg))
  if (own.some((text) => text.includes('//'))) return own
  const { owner } = source.unit.fns[call.fn]!
  const made = (list: readonly { source: Source; value: Call }[]): Made[] => list.map((one) => ({ source: one.source, call: one.value }))
  const bases = made(program.said('base', ''))
  for (const one of made(program.said('turned', lastName(owner)))) {
    const chains = [one, ...makers(program, one.source, one.call, null)]
    for (const near of [chains, bases.filter((base) => base.source === one.source), bases]) {
      const found = new Set(near.flatMap((base) => built(program, base.source, base.call)))
      if (found.size > 0 && (near !== bases || found.size === 1)) return [...found].slice(0, 4)
    }
  }
  return []
}
