// Time as an argument: rooms never read the clock themselves, doors and stores hand them one. Tests hand in their own.

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => number

/** The machine's clock, for the doors. */
export const systemClock: Clock = () => Date.now()

/** The UTC day of a moment as days since 1970-01-01. */
export function dayOf(ms: number): number {
  return Math.floor(ms / 86_400_000)
}

/** `2025-11-09` of a day number. */
export function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
