// Clients of HTTP that a container hands in: a bean, a provider or Koin's `single` makes one with its address, another class only declares the type or the name.

import type { Call } from '../ir.ts'
import type { Mention } from '../names/callers.ts'
import { CLIENT, rootType } from '../names/client-makers.ts'
import type { Program, Source } from '../names/program.ts'
import { classOf } from '../names/receivers.ts'
import { lastName } from '../names/source.ts'
import { built } from './addresses.ts'

const PROVIDES = /(?:^|\.)(?:single|factory|scoped|provides?|bind)$/

interface Provided {
  readonly type: string
  /** The bean's name: that of the function. */
  readonly name: string
  readonly addresses: readonly string[]
}

/** What a file makes for others. */
function provided(program: Program, source: Source): Provided[] {
  const all: Provided[] = []
  const inside = new Set(
    source.unit.calls.flatMap((call) => (PROVIDES.test(call.callee) ? call.args.flatMap((arg) => (arg.t === 'fn' ? [arg.fn] : [])) : [])),
  )
  source.unit.fns.forEach((fn, i) => {
    if (fn.returns.length === 0 || !(CLIENT.test(lastName(fn.gives ?? '')) || inside.has(i) || source.lang === 'kotlin')) return
    for (const value of fn.returns.slice(0, 2)) {
      if (value.t !== 'call') continue
      const call = source.unit.calls[value.call]!
      const type = CLIENT.test(lastName(fn.gives ?? '')) ? lastName(fn.gives!) : rootType(source.unit, call)
      const addresses = CLIENT.test(type) ? built(program, source, call).filter((text) => text.includes('//')) : []
      if (addresses.length > 0) all.push({ type, name: fn.name, addresses })
    }
  })
  return all
}

function allProvided(program: Program): readonly Provided[] {
  return program.once(allProvided, () => program.said('provides', '').flatMap(({ source }) => provided(program, source)))
}

/** What files are looked through for, since those that are handed a client name no vendor: the bean's name, or the class where there is one client of it. */
export function clientsProvided(program: Program): Mention[] {
  const all = allProvided(program)
  return all.flatMap(({ type, name }) => {
    const only = all.every((one) => one.type !== type || one.name === name)
    return [...(name.length >= 4 ? [{ name, owner: '' }] : []), ...(only && type !== '' ? [{ name: type, owner: '' }] : [])]
  })
}

/** Addresses of the client that a call's receiver was handed: of the bean of that name, else of the only client of its class. */
export function injectedAddresses(program: Program, source: Source, call: Call): string[] {
  if (source.lang !== 'java' && source.lang !== 'kotlin') return []
  let root = call
  for (let i = 0; root.on?.t === 'call' && i < 40; i++) root = source.unit.calls[root.on.call]!
  const dot = root.callee.lastIndexOf('.')
  if (root.on || dot < 1) return []
  const receiver = root.callee.slice(0, dot)
  const type = classOf(program, source, root.fn, receiver)
  if (!type || !CLIENT.test(type)) return []
  const all = allProvided(program).filter((one) => one.type === type)
  const named = all.filter((one) => one.name === receiver.replace(/^this\./, ''))
  const found = new Set((named.length > 0 ? named : all).flatMap((one) => one.addresses))
  return named.length > 0 || found.size === 1 ? [...found].slice(0, 4) : []
}
