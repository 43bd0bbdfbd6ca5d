// Requests that are classes of their own (Saloon): the class says where to and with what, another one sends it.
import type { Call } from '../ir.ts'
import { literals } from '../names/literal.ts'
import type { Program, Source } from '../names/program.ts'
import { lastName } from '../names/source.ts'

const CARRIES = /^(?:default)?(?:body|query|data|form|json|payload|params|multipart)$/i

/** The classes of a file that are requests: what they carry, as calls, and the addresses they go to. */
export function requestClasses(program: Program, source: Source): { call: Call; addresses: string[] }[] {
  if (source.lang !== 'php') return []
  return (source.fns.get('resolveEndpoint') ?? []).flatMap((endpoint) => {
    const { owner, returns } = source.unit.fns[endpoint]!
    if (!program.parentsOf(lastName(owner)).some((one) => /Request$/.test(one))) return []
    const own = returns.flatMap((value) => literals(program, source, endpoint, value))
    const addresses = own.some((text) => text.includes('//')) ? own : addressesAbove(program, source)
    return source.unit.fns.flatMap((fn, i) => {
      if (fn.owner !== owner || !(i === endpoint || CARRIES.test(fn.name)) || fn.returns.length === 0) return []
      const call: Call = { fn: i, kind: 'call', callee: fn.name, on: null, args: fn.returns, line: fn.line }
      return [{ call, addresses }]
    })
  })
}

/** The client that a request goes through: the nearest one above it, or the only one there is. */
function addressesAbove(program: Program, source: Source): string[] {
  const all = program.fnsNamed('resolveBaseUrl').filter((one) => one.source.lang === 'php')
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
  const above = all
    .filter((one) => source.path.startsWith(folder(one.source.path)))
    .sort((a, b) => b.source.path.split('/').length - a.source.path.split('/').length)
  const [only] = above.length > 0 ? above : all.length === 1 ? all : []
  if (!only) return []
  return only.source.unit.fns[only.fn]!.returns.flatMap((value) => literals(program, only.source, only.fn, value))
}
