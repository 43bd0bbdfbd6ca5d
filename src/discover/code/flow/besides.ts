// What a vendor's call is handed besides its arguments: later steps of its chain, what is set on the name it was given, and what the functions handed to it set.

import type { Call, Expr } from '../ir.ts'
import { callsOn, lambdasIn } from '../names/parts.ts'
import type { Program, Source } from '../names/program.ts'
import { within } from '../names/source.ts'
import type { VendorCall } from '../vendors/signals.ts'
import type { Meaning } from './argument.ts'
import { callbacksOf } from './callbacks.ts'
import { agreedArguments } from './calls.ts'
import { ADDS, SENDS_ON, SKIP_KEYS } from './flow-words.ts'
import { namesGiven, stepOf } from './steps.ts'

/** `expr` null: every member that is set on the name `property`. `how`: the method that hands it over, where it is not the call's own. */
export interface Besides {
  readonly expr: Expr | null
  /** Where it stands, if not in the file of the call. */
  readonly source?: Source
  readonly fn: number
  readonly line: number
  readonly meaning: Meaning
  readonly property: string
  readonly how?: string
}

export function besides(program: Program, one: VendorCall): Besides[] {
  return [...inLambdas(one), ...inHooks(program, one), ...(one.rest ? after(one) : [])]
}

/** A request that is put together in steps: later calls of its chain, and what is set on the name it was given. */
function after(one: VendorCall): Besides[] {
  const { unit } = one.source
  const index = unit.calls.indexOf(one.call)
  if (index < 0) return []
  const found: Besides[] = []
  const hand = (later: Call): void => {
    const step = stepOf(later)
    for (const expr of step?.values ?? []) found.push({ expr, fn: later.fn, line: later.line, meaning: 'any', property: step?.key ?? '' })
  }
  const chain = new Set([index])
  unit.calls.forEach((later, i) => {
    if (later.on?.t !== 'call' || !chain.has(later.on.call)) return
    chain.add(i)
    hand(later)
  })
  // A request that is handed to who sends it, with what it carries: `post(client.target(url).request(), body)`.
  for (const later of unit.calls) {
    const part = later.args.findIndex((arg) => arg.t === 'call' && chain.has(arg.call))
    if (part < 0 || chain.has(unit.calls.indexOf(later)) || !SENDS_ON.test(later.callee)) continue
    later.args.forEach((expr, i) => {
      if (i !== part && expr.t !== 'fn') found.push({ expr, fn: later.fn, line: later.line, meaning: 'any', property: '' })
    })
  }
  const names = namesGiven(unit, one.call, chain)
  // A request that is opened before it is sent: `xhr.open("POST", url); xhr.send(body)`.
  const opened = /^([\w$.]+)\.open$/.exec(one.call.callee)?.[1]
  if (opened) names.add(opened)
  for (const name of names) {
    found.push({ expr: null, fn: one.call.fn, line: one.call.line, meaning: 'any', property: name })
    for (const later of unit.calls)
      if (later.fn === one.call.fn && later !== one.call && later.callee.startsWith(`${name}.`) && ADDS.test(later.callee)) hand(later)
  }
  return found
}

/** What a config lambda sets (`config do |c| c.user.email = … end`) is handed over, the company's own keys apart. */
function inLambdas(one: VendorCall): Besides[] {
  const { unit, lang } = one.source
  const found: Besides[] = []
  for (const arg of lambdasIn(one.call.args)) {
    const name = unit.fns[arg.fn]!.params[0]?.names[0]?.[1]
    if (!name || (arg.nested && (one.rest || lang !== 'js'))) continue
    for (const given of unit.assigns) {
      if (given.fn !== arg.fn || !given.target.startsWith(`${name}.`)) continue
      const property = given.target.slice(name.length + 1)
      if (!mayTell(property)) continue
      found.push({ expr: given.value, fn: given.fn, line: given.line, meaning: 'traits', property })
    }
    found.push(...(arg.nested ? methodsOf(one, arg.fn, name) : stepsOf(one.source, arg.fn, name)))
  }
  return found
}

/** What functions of our own set that the library is told to call: `before_send`, an error handler, a processor of events. */
function inHooks(program: Program, one: VendorCall): Besides[] {
  const inline = new Set(lambdasIn(one.call.args).map((arg) => arg.fn))
  return callbacksOf(program, one.source, one.call).flatMap(({ source, fn, name }): Besides[] => {
    const { unit } = source
    const set = unit.assigns.flatMap((given): Besides[] => {
      if (given.fn !== fn || !given.target.startsWith(`${name}.`) || given.value.t === 'fn') return []
      const property = given.target.slice(name.length + 1)
      // A setting that names the method which tells who somebody is.
      const method = given.value.t === 'text' && /_method$/.test(property) ? given.value.text : null
      if (source === one.source && inline.has(fn) && method === null) return []
      if (!mayTell(property)) return []
      return [{ expr: method ? { t: 'ref', path: method } : given.value, source, fn, line: given.line, meaning: 'traits', property }]
    })
    const steps = source === one.source && inline.has(fn) ? [] : stepsOf(source, fn, name)
    return [...set, ...steps.map((step) => ({ ...step, source }))]
  })
}

/** Is a property not one of the company's own keys and settings? */
function mayTell(property: string): boolean {
  return !SKIP_KEYS.test(property.slice(property.lastIndexOf('.') + 1)) && !/key|secret|token|dsn|url|host/i.test(property)
}

/** The vendor's methods on what a function in its options is handed: `init({ onError(event) { event.setUser(id, email) } })`. */
function methodsOf(one: VendorCall, fn: number, name: string): Besides[] {
  return callsOn(one.source.unit, fn, name).flatMap((call) => {
    const member = call.callee.slice(name.length + 1)
    return agreedArguments({ ...one, call, member }).map((arg) => ({ ...arg, fn, line: call.line, how: member }))
  })
}

/** Steps of a builder that a lambda is handed: `send(r -> r.to(address).text(x))`. */
function stepsOf(source: Source, fn: number, name: string): Besides[] {
  const { unit, lang } = source
  // In a block of the lambda too: `payload.add_metadata(name, data)` for each of them.
  const inBlocks = lang === 'kotlin' || lang === 'ruby'
  const found: Besides[] = []
  for (const call of unit.calls) {
    if (inBlocks ? !within(source, call.fn, fn) : call.fn !== fn) continue
    let first: Call = call
    for (let i = 0; first.on?.t === 'call' && i < 12; i++) first = unit.calls[first.on.call]!
    // In Kotlin the lambda may be one of the builder itself: `post(url) { setBody(x) }`.
    const ofBuilder =
      first.callee.startsWith(`${name}.`) || (lang === 'kotlin' && /^(?:[a-z]\w*|(?:url\.)?parameters\.append)$/.test(first.callee))
    const step = first.on || !ofBuilder ? null : stepOf(call)
    const property = step?.key || call.callee.slice(call.callee.lastIndexOf('.') + 1)
    if (!step || SKIP_KEYS.test(property)) continue
    for (const expr of step.values) if (expr.t !== 'fn') found.push({ expr, fn: call.fn, line: call.line, meaning: 'any', property })
  }
  return found
}
