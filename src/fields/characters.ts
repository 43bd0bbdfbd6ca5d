// Classes of characters by code, as a table: the detectors run on every string that leaves, so they scan by hand instead of by regular expression.

export const DIGIT = 1
export const UPPER = 2
export const LOWER = 4
export const HEX = 8
export const LETTER = UPPER | LOWER
export const ALNUM = DIGIT | LETTER

const CLASS = new Uint8Array(128)
for (let c = 48; c <= 57; c++) CLASS[c] = DIGIT | HEX
for (let c = 65; c <= 90; c++) CLASS[c] = UPPER
for (let c = 97; c <= 122; c++) CLASS[c] = LOWER
for (const c of 'abcdefABCDEF') CLASS[c.charCodeAt(0)] = CLASS[c.charCodeAt(0)]! | HEX

const OTHER_LETTER = /\p{L}|\p{M}|\p{N}/u

/** Class bits of a character code; 0 for punctuation, blanks, NaN and everything beyond ASCII. */
export function classOf(code: number): number {
  return code < 128 ? CLASS[code]! : 0
}

export const isDigit = (code: number): boolean => code >= 48 && code <= 57
export const isAlnum = (code: number): boolean => (classOf(code) & ALNUM) !== 0

/** A letter or digit of any script. */
export function isWord(code: number): boolean {
  if (code < 128) return (CLASS[code]! & ALNUM) !== 0
  return code >= 0xd800 && code <= 0xdfff ? true : OTHER_LETTER.test(String.fromCharCode(code))
}

export const isBlank = (code: number): boolean =>
  code === 32 || code === 9 || code === 10 || code === 13 || code === 0xa0 || code === 0x202f || code === 0x2009

/** What a text holds at all, from one pass: which detectors need to look. */
export interface Signs {
  readonly digits: number
  readonly at: boolean
  readonly colons: number
  readonly dots: number
  /** Length of the longest run of letters, digits, `_` and `-`. */
  readonly longest: number
  /** `=` or `:` */
  readonly assigns: boolean
  /** Holds `%`, `\` or `&`: characters may be written as escapes. */
  readonly coded: boolean
  readonly upper: number
  readonly blanks: number
}

export function signsOf(text: string): Signs {
  let digits = 0
  let at = false
  let colons = 0
  let dots = 0
  let longest = 0
  let run = 0
  let assigns = false
  let coded = false
  let upper = 0
  let blanks = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const bits = code < 128 ? CLASS[code]! : 0
    if (bits !== 0 || code === 95 || code === 45) {
      if (++run > longest) longest = run
      if ((bits & DIGIT) !== 0) digits++
      else if ((bits & UPPER) !== 0) upper++
      continue
    }
    run = 0
    if (code === 32) blanks++
    else if (code === 46) dots++
    else if (code === 58) {
      colons++
      assigns = true
    } else if (code === 61) assigns = true
    else if (code === 64) at = true
    else if (code === 37 || code === 92 || code === 38) coded = true
    else if (code > 127) {
      if (code >= 0xc0) upper++
      else if (code === 0xa0) blanks++
    }
  }
  return { digits, at, colons, dots, longest, assigns, coded, upper, blanks }
}
