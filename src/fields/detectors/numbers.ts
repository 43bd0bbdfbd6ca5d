// Numbers as people write them, in groups: the phone, card and national-id detectors all read from this one pass over the text.
import { isAlnum, isBlank, isDigit } from '../characters.ts'

/** Digits in groups with separators between: `+44 20 7946 0018`. Positions in the text; `digits` without separators. */
export interface Run {
  readonly start: number
  readonly end: number
  /** Begins with `+`, or with `(+`. */
  readonly plus: boolean
  readonly groups: readonly { readonly start: number; readonly end: number; readonly digits: string }[]
  readonly digits: string
  /** Stands alone: no letter, digit or `_` touches it. */
  readonly free: boolean
}

/** Blanks, `-`, `.`, `/`, brackets, and `+` as forms write a blank; dashes and joiners of typography. */
function isSeparator(code: number): boolean {
  return (
    isBlank(code) ||
    code === 45 ||
    code === 46 ||
    code === 47 ||
    code === 40 ||
    code === 41 ||
    code === 43 ||
    (code >= 0x2010 && code <= 0x2015) ||
    code === 0x200b ||
    code === 0xb7 ||
    code === 0x2060
  )
}

/** At most this many separators between two groups: `) - `. */
const MAX_GAP = 3

/** Runs that hold at least `least` digits. Linear: no character is looked at more than MAX_GAP times. */
export function numberRuns(text: string, least: number): Run[] {
  const runs: Run[] = []
  for (let i = 0; i < text.length; i++) {
    if (!isDigit(text.charCodeAt(i))) continue
    let start = i
    const groups: { start: number; end: number; digits: string }[] = []
    let end = i
    for (;;) {
      const from = i
      while (isDigit(text.charCodeAt(i))) i++
      groups.push({ start: from, end: i, digits: text.slice(from, i) })
      end = i
      let gap = i
      while (gap < i + MAX_GAP && isSeparator(text.charCodeAt(gap))) gap++
      if (gap === i || !isDigit(text.charCodeAt(gap))) break
      i = gap
    }
    i = end
    let plus = false
    for (let back = start - 1; back >= start - 2 && back >= 0; back--) {
      const code = text.charCodeAt(back)
      if (code === 43) {
        plus = true
        start = back
      } else if (code !== 40) break
    }
    if (text.charCodeAt(start - 1) === 40) start--
    let size = 0
    for (const group of groups) size += group.digits.length
    if (size < least) continue
    const before = text.charCodeAt(start - 1)
    const after = text.charCodeAt(end)
    const free = !isAlnum(before) && before !== 95 && !isAlnum(after) && after !== 95
    runs.push({ start, end, plus, groups, digits: groups.map((g) => g.digits).join(''), free })
  }
  return runs
}

/** Lower-case text that stands closely before a place, for detectors that need a word of context. */
export function wordsBefore(text: string, start: number, reach = 28): string {
  return text.slice(Math.max(0, start - reach), start).toLowerCase()
}
