// Static joined with wire: which pairs (vendor, field) the code promises were seen leaving, which left without any call site or SDK default that explains them,
// and which never appeared. Pure, over the two JSON answers, so that any two runs can be joined later.
import type { Catalog } from '../../catalog/catalog.ts'
import type { Field } from '../../core/words.ts'
import { covers } from '../../fields/taxonomy.ts'
import type { TrafficReport } from './report.ts'

/** The parts of `cordon scan --json` (contract, version 1) that are joined. */
export interface ScanAnswer {
  readonly vendors: readonly {
    readonly id: string
    readonly name: string
    readonly fields: readonly {
      readonly field: Field
      readonly property: string
      readonly path: string
      readonly line: number
      readonly how: string
    }[]
  }[]
}

export interface JoinedPair {
  readonly vendor: string
  readonly field: Field
  /** Places in the code, `path:line`, first few. */
  readonly code: readonly string[]
  /** Entry of the capture where it was first seen; null: never. */
  readonly entry: number | null
  readonly property: string
}

export interface Joined {
  readonly version: 1
  /** In the code and on the wire. */
  readonly confirmed: readonly JoinedPair[]
  /** On the wire, and an SDK of the vendor is known to send it unasked (`defaults` of its card). */
  readonly defaults: readonly JoinedPair[]
  /** On the wire, and nothing in the code or the card explains it. */
  readonly unexplained: readonly JoinedPair[]
  /** In the code, never seen on the wire. */
  readonly unseen: readonly JoinedPair[]
  /** Vendors on the wire only, and in the code only. */
  readonly vendors: { readonly wireOnly: readonly string[]; readonly codeOnly: readonly string[] }
}

/** A key and a key below it explain one another: code says `user.name`, the wire shows `user.name.first`. */
const fits = (a: Field, b: Field): boolean => covers(a, b) || covers(b, a)

/** Pairs sorted by vendor and field. `catalog`: for what SDKs send unasked; null leaves those unexplained. */
export function joinStaticWithWire(scan: ScanAnswer, wire: TrafficReport, catalog: Catalog | null): Joined {
  const confirmed: JoinedPair[] = []
  const defaults: JoinedPair[] = []
  const unexplained: JoinedPair[] = []
  const unseen: JoinedPair[] = []
  const code = new Map(scan.vendors.map((vendor) => [vendor.id, vendor]))
  const seen = new Map(wire.vendors.map((vendor) => [vendor.id, vendor]))
  for (const id of [...new Set([...code.keys(), ...seen.keys()])].sort()) {
    const inCode = placesByField(code.get(id))
    const onWire = firstByField(seen.get(id))
    const unasked = catalog?.byId(id)?.defaults.flatMap((sdk) => Object.values(sdk.fields)) ?? []
    for (const [field, at] of onWire) {
      const places = [...new Set([...inCode].filter(([key]) => fits(key, field)).flatMap(([, found]) => found))]
      const pair = { vendor: id, field, code: places.slice(0, 5), entry: at.entry, property: at.property }
      if (places.length > 0) confirmed.push(pair)
      else if (unasked.some((key) => fits(key, field))) defaults.push(pair)
      else unexplained.push(pair)
    }
    for (const [field, places] of inCode) {
      if (![...onWire.keys()].some((key) => fits(key, field)))
        unseen.push({ vendor: id, field, code: [...new Set(places)].slice(0, 5), entry: null, property: '' })
    }
  }
  return {
    version: 1,
    confirmed,
    defaults,
    unexplained,
    unseen,
    vendors: {
      wireOnly: [...seen.keys()].filter((id) => !code.has(id)).sort(),
      codeOnly: [...code.keys()].filter((id) => !seen.has(id)).sort(),
    },
  }
}

function placesByField(vendor: ScanAnswer['vendors'][number] | undefined): Map<Field, string[]> {
  const places = new Map<Field, string[]>()
  for (const { field, path, line } of vendor?.fields ?? []) places.set(field, [...(places.get(field) ?? []), `${path}:${line}`])
  return new Map([...places].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function firstByField(vendor: TrafficReport['vendors'][number] | undefined): Map<Field, { entry: number; property: string }> {
  const first = new Map<Field, { entry: number; property: string }>()
  for (const { field, entry, property } of vendor?.fields ?? []) if (!first.has(field)) first.set(field, { entry, property })
  return first
}
