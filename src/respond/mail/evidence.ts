// One thing that speaks for or against a letter, with its weight in log-odds and the words in which the recipient is told.

export interface Evidence {
  /** Stable, from docs/reference/mail.md. */
  readonly code: string
  /** Log-odds: above 0 speaks for a phish, below 0 against. */
  readonly weight: number
  /** `header:from`, `link`, `body`, `attachment:NAME` … */
  readonly where: string
  readonly quote: string
  /** A sentence that the recipient understands. */
  readonly says: string
}

export function evidence(code: string, weight: number, where: string, quote: string, says: string): Evidence {
  return { code, weight, where, quote: clip(quote), says }
}

/** One line of at most 160 characters, without control characters. */
export function clip(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}
