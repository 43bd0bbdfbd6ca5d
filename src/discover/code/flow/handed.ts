// What the flow of values says: a field that reaches a vendor, and what a parameter of our own ends in.
import type { Card } from '../../../catalog/card.ts'
import type { HandedField } from '../result.ts'
import type { Meaning } from './argument.ts'

export interface Place {
  readonly path: string
  readonly line: number
}

/** A field handed to a vendor; `trail`: the calls from the place of the value to the vendor's own call, last one first. */
export interface Handed extends HandedField {
  readonly vendor: string
  readonly trail: readonly Place[]
}

/** What a parameter of an own function ends in. */
export interface Sink {
  readonly vendor: string
  readonly card: Card | null
  readonly how: string
  readonly meaning: Meaning
  readonly property: string
  /** Part of the parameter that is handed over. */
  readonly path: string
  readonly depth: number
  readonly trail: readonly Place[]
}
