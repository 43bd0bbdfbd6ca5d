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

/** Runs that hold at least `least` digits. A group that touches a letter or `_` is part of a name and of no run. Linear: no character is looked at more than MAX_GAP times. */
export function numberRuns(text: string, least: number): Run[] {
  const runs: Run[] = []
  for (let i = 0; i < text.length; i++) {
    if (!isDigit(text.charCodeAt(i))) continue
    if (!isFree(text.charCodeAt(i - 1))) {
      while (isDigit(text.charCodeAt(i))) i++
      continue
    }
    const first = i
    let size = 0
    let end = i
    for (let at = i; ; ) {
      let stop = at
      while (isDigit(text.charCodeAt(stop))) stop++
      if (!isFree(text.charCodeAt(stop))) break
      size += stop - at
      end = stop
      at = stop
      while (at < stop + MAX_GAP && isSeparator(text.charCodeAt(at))) at++
      if (at === stop || !isDigit(text.charCodeAt(at))) break
    }
    // What ended the run is looked at again from there.
    i = Math.max(end, first)
    if (size >= least) runs.push(runOf(text, first, end))
    else if (end === first) while (isDigit(text.charCodeAt(i))) i++
  }
  return runs
}

const isFree = (code: number): boolean => !isAlnum(code) && code !== 95

function runOf(text: string, first: number, end: number): Run {
  const groups: { start: number; end: number; digits: string }[] = []
  let digits = ''
  for (let i = first; i < end; i++) {
    if (!isDigit(text.charCodeAt(i))) continue
    const from = i
    while (i < end && isDigit(text.charCodeAt(i))) i++
    const group = text.slice(from, i)
    groups.push({ start: from, end: i, digits: group })
    digits += group
  }
  let start = first
  let plus = false
  for (let back = first - 1; back >= first - 2 && back >= 0; back--) {
    const code = text.charCodeAt(back)
    if (code === 43) {
      plus = true
      start = back
    } else if (code !== 40) break
  }
  if (text.charCodeAt(start - 1) === 40) start--
  return { start, end, plus, groups, digits }
}

/** Lower-case text that stands closely before a place, for detectors that need a word of context. */
export function wordsBefore(text: string, start: number, reach = 28): string {
  return text.slice(Math.max(0, start - reach), start).toLowerCase()
}
