// The words of Cordon as types (docs: ARCHITECTURE.md, "The words"). One word for one thing, everywhere: code, CLI, console, docs.

/** A category of data: a dotted fideslang key or one of our few, e.g. `user.contact.email` (the list: src/fields/taxonomy.ts). */
export type Field = string

/** How a value left the company. `hashed` is an unkeyed hash, which anybody with a list of candidates can undo. */
export type Form = 'clear' | 'pseudonym' | 'generalised' | 'hashed'

/** How Cordon came to know of a disclosure. */
export type Source = 'gateway' | 'proxy' | 'import' | 'scan'

/** Catalogue id of a vendor, e.g. `mixpanel`. */
export type VendorId = string

/** One place in a message and what left there. `property` is the path inside the message, array indexes as `[]`. */
export interface ShapeItem {
  readonly property: string
  /** null: a property that is about no person (a library version, a plan name the company declared so). */
  readonly field: Field | null
  readonly form: Form
}

/** The exact set of (property, field, form) that one message carries. `id`: 16 hex digits, from the content (see shapes.ts). */
export interface Shape {
  readonly id: string
  readonly items: readonly ShapeItem[]
}

/** Keyed hash of an identifier as seen, 22 base64url characters = 128 bits (see keys.ts). Never the identifier itself. */
export type Identity = string

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Where something was found in a file a person wrote: 1-based line and column. */
export interface Place {
  readonly path: string
  readonly line?: number
  readonly column?: number
}
