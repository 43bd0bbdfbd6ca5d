// What operators said about campaigns. An opinion is shown with its author and answers for the same campaign again; it changes no weight and trains nothing.
import { type Print, SAME, similarity } from './campaigns.ts'
import { clip } from './evidence.ts'
import type { Judgement } from './judge.ts'

export interface Opinion {
  readonly print: Print
  readonly verdict: 'phish' | 'clean'
  /** Who said so; an operator's sign-in name, never a recipient's. */
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  readonly note: string
}

/** Where opinions are kept; the control store of an installation, a file on a machine without one. */
export interface Opinions {
  all(): Iterable<Opinion>
  keep(opinion: Opinion): Promise<void>
}

/** The latest opinion on letters like this one, or null. */
export function opinionOn(print: Print, opinions: Iterable<Opinion>): Opinion | null {
  let best: Opinion | null = null
  for (const opinion of opinions)
    if (similarity(print, opinion.print) >= Math.max(SAME, 0.7) && (!best || opinion.at >= best.at)) best = opinion
  return best
}

/**
 * The judgement as an operator's opinion leaves it. The score stays what the rules gave, so that everybody sees where the two differ.
 * A canary hit or a forged notice is a fact, not an estimate: no opinion makes it clean.
 */
export function withOpinion(judgement: Judgement, opinion: Opinion | null): Judgement {
  if (!opinion) return judgement
  const fact = judgement.canary !== null || judgement.notice === 'forged' || judgement.notice === 'replayed'
  const verdict = opinion.verdict === 'clean' && fact ? judgement.verdict : opinion.verdict
  const says = `${opinion.by} judged this campaign ${opinion.verdict} on ${opinion.at.slice(0, 10)}${opinion.note ? `: ${clip(opinion.note)}` : ''}.`
  return { ...judgement, verdict, reasons: [{ code: 'operator.opinion', where: 'operator', quote: '', says }, ...judgement.reasons] }
}
