// Evidence → score → verdict. One sum and three thresholds, so that everybody can follow how a letter was judged.
import type { Evidence } from './evidence.ts'

export type Word = 'phish' | 'suspicious' | 'clean'

/** Log-odds before any evidence: what share of reported mail is a phish is not known, so the bar stands where false alarms stay below one in a hundred. */
const PRIOR = -4.4
/** Steepness that makes the score a probability on mail the weights were not chosen on (docs/reference/mail.md). */
const STEEP = 1
export const PHISH = 0.5
export const SUSPICIOUS = 0.2

export function scoreOf(evidence: readonly Evidence[]): number {
  let sum = PRIOR
  for (const one of evidence) sum += one.weight
  return 1 / (1 + Math.exp(-STEEP * sum))
}

export function wordOf(score: number): Word {
  return score >= PHISH ? 'phish' : score >= SUSPICIOUS ? 'suspicious' : 'clean'
}
