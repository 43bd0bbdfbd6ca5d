// Canaries as the rooms hand them to one another: invented persons, each known to exactly one vendor. The record keeps them, the guard weaves them in.
import type { VendorId } from './words.ts'

/** What is told of an invented person. No such person exists; the address must be one the company receives mail for. */
export interface Invented {
  readonly id: string
  readonly name: string
  readonly email: string
  /** A UUID, for vendors that tell devices from persons. */
  readonly device: string
}

export interface Canary extends Invented {
  /** Number in the store, from 1. */
  readonly number: number
  readonly vendor: VendorId
  /** ms since 1970. */
  readonly planted: number
  /** When it is to be active next, ms since 1970. */
  readonly due: number
  /** Messages sent so far, and when the last one was; null where none was. */
  readonly sent: number
  readonly last: number | null
  /** Its name and address were among them. */
  readonly told: boolean
}

/** Where canaries are kept. */
export interface CanaryBook {
  /** Canaries of one vendor, or all, oldest first. */
  list(vendor?: VendorId): Canary[]
  /** Notes activity; durable when it returns. */
  active(number: number, change: { readonly due?: number; readonly sent?: number; readonly at?: number; readonly told?: boolean }): void
}
