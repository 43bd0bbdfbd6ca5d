// Compares an address with a card's pattern, where `*` stands for any characters. By hand, because a made-up regular expression could be made slow.

/** True where `text` as a whole fits `pattern`. Linear in both but for the last `*`, which is retried. */
export function glob(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let mark = 0
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      mark = t
    } else if (p < pattern.length && pattern[p] === text[t]) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++mark
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
