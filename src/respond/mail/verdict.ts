// Evidence → score → verdict. One sum, two bounds and one curve, so that everybody can follow how a letter was judged.
import type { Evidence } from './evidence.ts'

export type Word = 'phish' | 'suspicious' | 'clean'

/** Log-odds before any evidence, chosen so that a sum of 0 is where false alarms reach one in a hundred (cross-validated, docs/reference/performance-mail.md). */
const PRIOR = -3.55
/** From here a letter is worth a second look. */
const SUSPICIOUS = -1.3
/** Platt's curve: turns the sum into the share of phish among letters with that sum, where half of all letters are phish, as in a report mailbox. */
const SLOPE = 1.1
const OFFSET = 1.45

export interface Weight {
  readonly word: Word
  /** 0 to 1. */
  readonly score: number
}

export function weighUp(evidence: readonly Evidence[]): Weight {
  let sum = PRIOR
  for (const one of evidence) sum += one.weight
  const score = 1 / (1 + Math.exp(-(SLOPE * sum + OFFSET)))
  return { word: sum >= 0 ? 'phish' : sum >= SUSPICIOUS ? 'suspicious' : 'clean', score: Math.round(score * 10_000) / 10_000 }
}
