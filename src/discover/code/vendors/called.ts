// Vendors' calls as they are kept between two scans: by their place in the file, with the options that say what the vendor's code sends unasked.
import type { Catalog } from '../../../catalog/catalog.ts'
import type { VendorCall } from '../finding.ts'
import type { Call, Expr } from '../ir.ts'
import type { Source } from '../names/source.ts'

export type Option = readonly [name: string, value: string]

export interface Called extends Omit<VendorCall, 'source' | 'call'> {
  readonly path: string
  /** As the call names it. */
  readonly callee: string
  /** Its place among the calls of the file; one that a rule made up is there itself. */
  readonly call: number | Call
  /** Options set in the call or in its file, values in small letters. */
  readonly options: readonly Option[]
}

const PERSONAL = ['sendDefaultPii', 'send_default_pii', 'SendDefaultPII']

/** Names of options that any card knows. Written in a card as `ip: false, autocapture: false`. */
export function optionNames(catalog: Catalog): RegExp {
  const names = catalog.cards.flatMap((card) =>
    card.defaults.flatMap((one) => [...(one.off ?? '').matchAll(/([\w.]+):/g)].map((hit) => hit[1]!)),
  )
  return new RegExp(`^(?:${[...new Set([...PERSONAL, ...names])].join('|')})$`)
}

/** `set`: options that the file sets, as `optionsSet` finds them. */
export function calledOf(one: VendorCall, names: RegExp, set: () => readonly Option[]): Called {
  const { source, call, ...rest } = one
  const at = source.unit.calls.indexOf(call)
  const options = one.rest ? [] : [...call.args.flatMap((arg) => optionsIn(arg, names)), ...set()]
  return { ...rest, path: source.path, callee: call.callee, call: at < 0 ? call : at, options }
}

/** The call as rules see it. */
export function vendorCallOf(one: Called, source: Source): VendorCall {
  const { path: _path, callee: _callee, options: _options, call, ...rest } = one
  return { ...rest, source, call: typeof call === 'number' ? source.unit.calls[call]! : call }
}

/** Options among the assignments of a file. */
export function optionsSet(source: Source, names: RegExp): Option[] {
  return source.unit.assigns.flatMap((one) => option(one.target.slice(one.target.lastIndexOf('.') + 1), one.value, names))
}

function optionsIn(expr: Expr, names: RegExp): Option[] {
  if (expr.t !== 'object') return []
  return expr.entries.flatMap(({ key, value }) => [...(key === null ? [] : option(key, value, names)), ...optionsIn(value, names)])
}

function option(name: string, value: Expr, names: RegExp): Option[] {
  return value.t === 'text' && names.test(name) ? [[name, value.text.toLowerCase()]] : []
}
