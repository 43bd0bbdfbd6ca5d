// What the rooms need of the record, as types. `record/` implements them; `guard`, `respond` and the doors get them handed in.
import type { Identity, Shape, Source, VendorId } from './words.ts'

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

export interface Batch {
  readonly entries: readonly Entry[]
  readonly links?: readonly Link[]
  /** Shapes that may be new. Giving one again changes nothing. */
  readonly shapes?: readonly Shape[]
}

/** The writing side of the ledger. One writer a folder. */
export interface Ledger {
  /** Durable (fdatasync) once it resolves; batches that wait together share one commit. Rejects with `ledger.*` when the disk refuses. */
  append(batch: Batch): Promise<void>
  /** Seals what was appended so far into a segment now (it also happens by itself every few seconds). */
  seal(): Promise<void>
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
