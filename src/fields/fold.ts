// A text reduced to what a reader recognises: letters and digits, lower case, without accents, with a map back. Two spellings of one value
// (`Ada Lovelace`, `ada+lovelace`, `ADA_LOVELACE`; `+44 20 7946 0018`, `(44) 20-7946-0018`) fold to the same.
import { ALNUM, classOf, isWord, UPPER } from './characters.ts'

/** `at[i]`: where folded character i stands in the original. */
export interface Folded {
  readonly text: string
  readonly at: readonly number[]
}

const MARK = /\p{M}/u

/** The folded text alone, which is all that is needed where nothing is found in it. */
export function foldText(text: string, ascii: boolean): string {
  return ascii ? text.toLowerCase().replace(/[^a-z0-9]+/g, '') : fold(text).text
}

export function fold(text: string): Folded {
  const at: number[] = []
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 128) {
      if ((classOf(code) & ALNUM) === 0) continue
      out += text[i]!.toLowerCase()
      at.push(i)
      continue
    }
    if (!isWord(code)) continue
    const pair = code >= 0xd800 && code <= 0xdbff && i + 1 < text.length ? text.slice(i, i + 2) : text[i]!
    for (const c of pair.normalize('NFKD').toLowerCase()) {
      if (MARK.test(c)) continue
      out += c
      for (let k = 0; k < c.length; k++) at.push(i)
    }
    if (pair.length === 2) i++
  }
  return { text: out, at }
}

/** Whether a word begins at `i`: nothing of a word stands before, or the case changes as in `userAda`. */
export function beginsWord(text: string, i: number): boolean {
  if (i === 0 || !isWord(text.charCodeAt(i - 1))) return true
  return (classOf(text.charCodeAt(i)) & UPPER) !== 0 && (classOf(text.charCodeAt(i - 1)) & UPPER) === 0
}

/** Whether a word ends before `i`. */
export function endsWord(text: string, i: number): boolean {
  if (i >= text.length || !isWord(text.charCodeAt(i))) return true
  return (classOf(text.charCodeAt(i)) & UPPER) !== 0 && (classOf(text.charCodeAt(i - 1)) & UPPER) === 0
}
