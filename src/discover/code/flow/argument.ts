// What an argument of a vendor's call is taken for.
import type { Expr } from '../ir.ts'

/** `field:KEY`: the value itself. `any`: names decide. */
export type Meaning = 'traits' | 'properties' | 'options' | 'event' | 'any' | `field:${string}`

export interface Argument {
  readonly expr: Expr
  readonly meaning: Meaning
  readonly property: string
}
