// Classes of characters by code, as a table: the detectors run on every string that leaves, so they scan by hand instead of by regular expression.

export const DIGIT = 1
export const UPPER = 2
export const LOWER = 4
export const HEX = 8
/** `+`, `/`, `-`, `_`: with letters and digits, the alphabets of base64 and base64url. */
export const BASE64_MARK = 16
/** What stands between the digits of a number: blank, `-`, `.`, `/`, brackets, `+`. */
const BETWEEN_DIGITS = 32
/** `_`, `-`: with letters and digits, what names and tokens are made of. */
const JOINER = 64
export const LETTER = UPPER | LOWER
export const ALNUM = DIGIT | LETTER
export const BASE64 = ALNUM | BASE64_MARK

const CLASS = new Uint8Array(128)
const mark = (characters: string, bits: number): void => {
  for (const c of characters) CLASS[c.charCodeAt(0)]! |= bits
}
mark('0123456789', DIGIT | HEX)
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER)
mark('abcdefghijklmnopqrstuvwxyz', LOWER)
mark('abcdefABCDEF', HEX)
mark('+/-_', BASE64_MARK)
mark(' -./()+', BETWEEN_DIGITS)
mark('_-', JOINER)

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
  /** Most digits in one number as people write it, separators between them. */
  readonly number: number
  /** Most dots in one such number. */
  readonly numberDots: number
  readonly upper: number
  readonly blanks: number
  readonly colons: number
  readonly at: boolean
  /** `=` or `:` */
  readonly assigns: boolean
  /** Longest run of letters, digits, `_` and `-`. */
  readonly longest: number
  /** Longest run of the base64 alphabets. */
  readonly base64: number
  /** Holds `%`, `\` or `&`: characters may be written as escapes. */
  readonly coded: boolean
  /** Holds `{` or `[`. */
  readonly brackets: boolean
  readonly ascii: boolean
  /** Holds control characters or characters beyond ASCII: may hold bytes taken for Latin-1. */
  readonly binary: boolean
}

export function signsOf(text: string): Signs {
  let digits = 0
  let span = 0
  let number = 0
  let dots = 0
  let numberDots = 0
  let upper = 0
  let blanks = 0
  let colons = 0
  let at = false
  let assigns = false
  let run = 0
  let longest = 0
  let run64 = 0
  let base64 = 0
  let coded = false
  let brackets = false
  let ascii = true
  let control = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const bits = code < 128 ? CLASS[code]! : 0
    if ((bits & BASE64) !== 0) {
      run64++
      if ((bits & (ALNUM | JOINER)) !== 0) run++
      else {
        if (run > longest) longest = run
        run = 0
      }
      if ((bits & DIGIT) !== 0) {
        digits++
        span++
        continue
      }
      if ((bits & UPPER) !== 0) upper++
      if ((bits & BETWEEN_DIGITS) !== 0) continue
    } else {
      if (run > longest) longest = run
      if (run64 > base64) base64 = run64
      run = 0
      run64 = 0
      if ((bits & BETWEEN_DIGITS) !== 0) {
        if (code === 46) dots++
        else if (code === 32) blanks++
        continue
      }
      if (code === 58) {
        colons++
        assigns = true
      } else if (code === 61) assigns = true
      else if (code === 64) at = true
      else if (code === 37 || code === 92 || code === 38) coded = true
      else if (code === 123 || code === 91) brackets = true
      else if (code < 32) control = true
      else if (code > 127) {
        ascii = false
        if (code >= 0xc0) upper++
        // Blanks and dashes of typography stand between digits too.
        if (code === 0xa0 || (code >= 0x2000 && code < 0x2070)) {
          blanks++
          continue
        }
      }
    }
    if (span > number) number = span
    if (dots > numberDots) numberDots = dots
    span = 0
    dots = 0
  }
  return {
    digits,
    number: Math.max(number, span),
    numberDots: Math.max(numberDots, dots),
    upper,
    blanks,
    colons,
    at,
    assigns,
    longest: Math.max(longest, run),
    base64: Math.max(base64, run64),
    coded,
    brackets,
    ascii,
    binary: control || !ascii,
  }
}
