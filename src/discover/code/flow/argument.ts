// What an argument of a vendor's call is taken for, and what a value in it turns out to be.
import type { Field } from '../../../core/words.ts'
import type { Expr } from '../ir.ts'
import type { Confidence } from '../result.ts'

/** `field:KEY`: the value itself. `any`: names decide. */
export type Meaning = 'traits' | 'properties' | 'options' | 'event' | 'any' | `field:${string}`

export interface Argument {
  readonly expr: Expr
  readonly meaning: Meaning
  readonly property: string
}

export interface LeafField {
  readonly field: Field
  readonly confidence: Confidence
}
