// Models that Laravel Scout sends to a hosted search: no call names the vendor, the method `toSearchableArray` gives what is sent.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Call } from '../ir.ts'
import type { Source } from '../names/program.ts'

/** What a file's models hand to the search that the application declares, as calls with the model's name before each property. */
export function indexedModels(source: Source, catalog: Catalog, declared: ReadonlySet<string>): { card: Card; call: Call }[] {
  const methods = source.lang === 'php' ? (source.fns.get('toSearchableArray') ?? []) : []
  if (methods.length === 0) return []
  const [card] = [...declared].filter((one) => one.startsWith('composer:algolia/')).flatMap((one) => catalog.byPackage(one) ?? [])
  if (!card) return []
  return methods.map((fn) => {
    const { returns, line, name, owner } = source.unit.fns[fn]!
    const model = owner.slice(owner.lastIndexOf('\\') + 1).toLowerCase()
    const entries = returns.map((value) => ({ key: model, value, line }))
    return { card, call: { fn, kind: 'call' as const, callee: name, on: null, args: [{ t: 'object' as const, entries }], line } }
  })
}
