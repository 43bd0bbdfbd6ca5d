// Says whether a card's key pattern is surely matched in linear time. Cards come from repositories we do not know, so a pattern that can be made slow is refused.

/**
 * True for patterns of literals, classes, and quantified single atoms with at most one unbounded quantifier (`*`, `+`, `{n,}`).
 * Groups may be alternatives, but only `?` may follow them; no backreference, no look-around. Bounded quantifiers up to 500.
 */
export function isLinear(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
  } catch {
    return false
  }
  const bare = pattern.replace(/\\./gu, 'x').replace(/\[[^\]]*\]/gu, 'x')
  if (/\\[1-9k]/u.test(pattern) || /\(\?(?!:)/u.test(bare)) return false
  if (/\)(?:[*+]|\{)/u.test(bare)) return false
  const unbounded = bare.match(/[*+]|\{\d+,\}/gu) ?? []
  if (unbounded.length > 1) return false
  return [...bare.matchAll(/\{(\d+)(?:,(\d+))?\}/gu)].every((m) => Number(m[2] ?? m[1]) <= 500)
}
