// Puts originals back where a vendor's answer quotes pseudonyms of the same request; also in a stream, where a pseudonym may be cut by a chunk.

/** Pseudonym → original in a whole text. */
export function restorer(originals: ReadonlyMap<string, string>): (text: string) => string {
  const pattern = patternOf(originals)
  return pattern === null ? (text) => text : (text) => text.replace(pattern, (found) => originals.get(found) ?? found)
}

/** The same for a stream: `push` gives what is certain, `end` the rest. Holds back at most one pseudonym's length. */
export function streamRestorer(originals: ReadonlyMap<string, string>): { push(text: string): string; end(): string } {
  const pattern = patternOf(originals)
  const restore = restorer(originals)
  let held = ''
  return {
    push(text) {
      const all = held + text
      let cut = all.length - heldBack(all, originals)
      // A whole pseudonym is never cut in two: what begins before the cut and ends behind it waits as well.
      for (const match of pattern === null ? [] : all.matchAll(pattern))
        if (match.index < cut && match.index + match[0].length > cut) cut = match.index
      held = all.slice(cut)
      return restore(all.slice(0, cut))
    },
    end() {
      const rest = restore(held)
      held = ''
      return rest
    },
  }
}

/** Length of the longest end of `text` that begins some pseudonym. */
function heldBack(text: string, originals: ReadonlyMap<string, string>): number {
  let longest = 0
  for (const pseudonym of originals.keys()) {
    for (let length = Math.min(pseudonym.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(pseudonym.slice(0, length))) {
        longest = length
        break
      }
    }
  }
  return longest
}

function patternOf(originals: ReadonlyMap<string, string>): RegExp | null {
  if (originals.size === 0) return null
  const words = [...originals.keys()].sort((a, b) => b.length - a.length)
  return new RegExp(words.map((word) => RegExp.escape(word)).join('|'), 'g')
}
