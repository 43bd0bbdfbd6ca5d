// A step of the scan that may go round in code that refers to itself.

/** Code that refers to itself in a way no limit foresaw ends its own step, never the scan. */
export function bounded(step: () => void): void {
  try {
    step()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}
