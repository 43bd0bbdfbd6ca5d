// What the search for vendors gives: findings to be weighed, and calls to be followed.
import type { Card } from '../../catalog/card.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Call, Proxied } from './ir.ts'
import type { Source } from './names/source.ts'
import type { Signal } from './result.ts'

/** How much a finding proves. `weak` only supports others. */
export type Strength = 'strong' | 'medium' | 'weak'

export interface Finding {
  /** Card id, or the registrable domain where there is no card. */
  readonly vendor: string
  readonly card: Card | null
  readonly signal: Signal
  readonly strength: Strength
  readonly path: string
  readonly line: number
  readonly ecosystem: string
  /** Package module, for the surface. */
  readonly module?: string
  /** Of a reverse proxy: what of a visitor's request it copies. */
  readonly passes?: Proxied['passes']
}

/** A call that hands data to a vendor; `member` is the method with its module, dotted. */
export interface VendorCall {
  readonly vendor: string
  readonly card: Card | null
  readonly source: Source
  readonly call: Call
  readonly module: string
  readonly member: string
  readonly rest: boolean
  /** Is it called on what another call of the library gave? */
  readonly ofInstance?: boolean
  /** Where a request goes, below the host. */
  readonly place?: string
}

export interface Signals {
  readonly findings: Finding[]
  readonly calls: VendorCall[]
  readonly code: { vendor: string; url: string; integrity: string | null; path: string; line: number }[]
  readonly envs: { vendor: string; name: string; path: string; line: number }[]
}

export interface Known {
  readonly catalog: Catalog
  /** Is a registrable domain the company's own? */
  readonly own: (domain: string) => boolean
  /** Packages that manifests declare, with ecosystem. */
  readonly declared: ReadonlySet<string>
  /** Whose library a module is. */
  readonly cardOf: (module: string) => Card | null
}

/** Adds a finding of one file. */
export type Find = (card: Card | null, vendor: string, signal: Signal, strength: Strength, line: number, more?: Partial<Finding>) => void

/** How a file that is no package's user (settings, framework set-up) adds what it finds. */
export function finder(source: Source, out: Signals): Find {
  return (card, vendor, signal, strength, line, more = {}) =>
    void out.findings.push({ vendor, card, signal, strength, path: source.path, line, ecosystem: '', ...more })
}
