// What the rooms need of the record, as types. `record/` implements them; `guard`, `respond` and the doors get them handed in.
import type { Identity, Shape, Source, VendorId } from './words.ts'

/** Every source, in the order in which the ledger numbers them; new ones are added at the end. */
export const SOURCES: readonly Source[] = ['gateway', 'proxy', 'import', 'scan']

/** One disclosure, or several equal ones of the same day. `at`: ms since 1970; `last` ≥ `at` where `count` > 1. */
export interface Entry {
  readonly identity: Identity
  readonly vendor: VendorId
  /** Shape id; the shape itself must have been given with the same or an earlier append. */
  readonly shape: string
  readonly at: number
  readonly last?: number
  readonly count: number
  readonly source: Source
}

/** Two identities that were seen together and therefore are one person. */
export type Link = readonly [Identity, Identity]

/** How far a spool lane has been recorded: frames up to and including `upTo` are in the ledger, counted once. */
export interface Mark {
  readonly lane: string
  readonly upTo: number
}

/** From `from` to `to` (ms since 1970) the path to this vendor was watched by this source. A heartbeat has `from` = `to`. */
export interface CoverageNote {
  readonly vendor: VendorId
  readonly source: Source
  readonly from: number
  readonly to: number
}

export interface Batch {
  readonly entries: readonly Entry[]
  readonly links?: readonly Link[]
  /** Shapes that may be new. Giving one again changes nothing. */
  readonly shapes?: readonly Shape[]
  /** Heartbeats and watched spans; see CoverageNote. */
  readonly coverage?: readonly CoverageNote[]
  /**
   * Kept in the same commit as the entries, and survives sealing and crashes. A batch whose mark is not above the lane's mark so far
   * is ignored whole: the sender may hand the same frames over again after a crash, and nothing counts twice.
   */
  readonly mark?: Mark
}

/** The writing side of the ledger. One writer a folder. */
export interface Ledger {
  /** Durable (fdatasync) once it resolves; batches that wait together share one commit. Rejects with `ledger.*` when the disk refuses. */
  append(batch: Batch): Promise<void>
  /** Up to which frame this lane is recorded; 0 where nothing is. Holds right after opening, too. */
  markOf(lane: string): number
  /** Seals what was appended so far into a segment now (it also happens by itself every few seconds). */
  seal(): Promise<void>
  /** Heartbeats: a guard calls this about once a minute for every vendor whose path it holds; a longer silence is a gap in the coverage. */
  readonly coverage: { note(vendor: VendorId, source: Source, at: number): Promise<void> }
  close(): Promise<void>
}

/** Since when, and by which method, the ledger sees a path to a vendor. Times are ISO 8601. */
export interface Coverage {
  readonly source: Source
  readonly from: string
  readonly to: string
  readonly gaps: readonly { readonly from: string; readonly to: string }[]
}

/** Which part of the ledger a question is about. Times in ms since 1970, both ends included. */
export interface Scope {
  readonly vendor: VendorId
  readonly from?: number | null
  readonly to?: number | null
  /** Only people of whom at least one of these fields was disclosed. A key covers the keys below it. */
  readonly fields?: readonly string[]
}

/** `cordon who --json` (contract, version 1). */
export interface WhoAnswer {
  readonly version: 1
  readonly vendor: VendorId
  readonly from: string | null
  readonly to: string | null
  readonly people: number
  readonly byField: Readonly<Record<string, number>>
  readonly byForm: Readonly<Record<'clear' | 'pseudonym' | 'generalised', number>>
  readonly coverage: readonly Coverage[]
  readonly complete: true
}

/** One row of `who --out`: one person. */
export interface AffectedRow {
  readonly person: string
  readonly email: string | null
  readonly name: string | null
  readonly org: string | null
  readonly fields: readonly string[]
  readonly properties: readonly string[]
  readonly first: string
  readonly last: string
  readonly count: number
}

/** Everything disclosed about one person. */
export interface PersonAnswer {
  readonly version: 1
  readonly person: string
  readonly email: string | null
  readonly name: string | null
  readonly org: string | null
  readonly disclosures: readonly {
    readonly vendor: VendorId
    readonly day: string
    readonly first: string
    readonly last: string
    readonly count: number
    readonly source: Source
    readonly properties: readonly { readonly property: string; readonly field: string | null; readonly form: string }[]
  }[]
}

/** The reading side: questions over ledger, people and vault. Every method rejects rather than give a partial answer. */
export interface RecordReader {
  who(scope: Scope): Promise<WhoAnswer>
  affected(scope: Scope): AsyncIterable<AffectedRow>
  /** People a vendor holds, by organisation (from the directory). `org` null: not in the directory. */
  byOrganisation(scope: Scope): Promise<readonly { readonly org: string | null; readonly people: number }[]>
  /** null: nobody by that id or e-mail is known. */
  person(idOrEmail: string): Promise<PersonAnswer | null>
  coverage(vendor: VendorId): Promise<readonly Coverage[]>
  /** Vendors in the ledger with people and last moment, for the console. */
  vendors(): Promise<readonly { readonly vendor: VendorId; readonly people: number; readonly disclosures: number; readonly last: string }[]>
  close(): Promise<void>
}
