// Names for what is put together where they stand: an object, a hash, a new message. Such a name says less than what it is put together of.

import { putsTogether } from '../names/parts.ts'
import type { Origin } from '../names/program.ts'
import { type Source, within } from '../names/source.ts'
import { HASHES } from './flow-words.ts'
import { madeNew } from './steps.ts'

/** Is the name of a value only a name for what is put together: in an own function, here as an object, a hash or a new instance, or member by member? */
export function putTogether(at: { readonly source: Source; readonly fn: number }, path: string, origin: Origin | null): boolean {
  if (origin?.k === 'fn' && putsTogether(origin.source.unit.fns[origin.fn]!)) return true
  if (path.includes('.')) return false
  if (origin?.k === 'value' && origin.rest === '' && origin.expr.t === 'object') return true
  if (
    origin?.k === 'value' &&
    origin.rest === '' &&
    origin.expr.t === 'call' &&
    HASHES.test(origin.source.unit.calls[origin.expr.call]!.callee)
  )
    return true
  if (
    origin?.k === 'package' &&
    origin.member === '' &&
    origin.made?.source === at.source &&
    at.source.lang === 'php' &&
    madeNew(at.source.unit, origin.made.call)
  )
    return true
  return at.source.unit.assigns.some((one) => one.target.startsWith(`${path}.`) && within(at.source, one.fn, at.fn))
}
