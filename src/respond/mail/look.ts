// How a text looks to a reader: without invisible characters, accents, styled letters and letters of other alphabets that imitate Latin ones.
import { LOOKS_LIKE } from './confusables.ts'

const latin = new Map<string, string>()
for (const [letter, others] of Object.entries(LOOKS_LIKE)) for (const other of others) latin.set(other, letter.toLowerCase())

const ASCII = /^[\x00-\x7f]*$/
/** Characters that take no room: zero-width, joiners, soft hyphen, direction marks, variation selectors, tags. */
export const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u034f|[\u180b-\u180e]|[\ufe00-\ufe0f]|[\u{e0001}-\u{e007f}]/gu

/** Lower case without accents, styles and invisible characters; other alphabets stay. For reading words. */
export function plain(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  return text
    .replace(INVISIBLE, '')
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/ı/g, 'i')
}

/** TR39-style skeleton: texts that look alike have the same one. Coarser than TR39 (i, l, 1 and | fall together, as do rn and m). For comparing names. */
export function skeleton(text: string, merge = true): string {
  let out = text
  if (!ASCII.test(text)) {
    out = ''
    for (const letter of text.replace(INVISIBLE, '').normalize('NFKD')) out += latin.get(letter) ?? letter
    out = out.replace(/\p{Mn}+/gu, '')
  }
  out = out
    .toLowerCase()
    .replace(/[i1|!]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/3/g, 'e')
    .replace(/4|@/g, 'a')
    .replace(/5|\$/g, 's')
  return merge ? out.replace(/rn/g, 'm').replace(/vv/g, 'w') : out
}

/** As `squash`, without taking two letters for one: for counting slips of the pen, where `rn` and `nr` differ by one swap. */
export function letters(text: string): string {
  return squash(text, false)
}

/** Only letters and digits of the skeleton: `C o i n-base` and `Coinbase` are the same. */
export function squash(text: string, merge = true): string {
  return skeleton(text, merge).replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Whether `shown` is `meant` in disguise: it looks the same and is written otherwise (accents and case do not count). */
export function isDisguised(shown: string, meant: string): boolean {
  const strip = (t: string) =>
    t
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
  return strip(shown) !== strip(meant) && plain(shown).replace(/[^\p{L}\p{N}]+/gu, '') !== plain(meant).replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Words in which Latin letters stand beside imitations of them (Cyrillic, Greek, …), or that hold invisible or styled letters. */
export function disguisedWords(text: string): string[] {
  if (ASCII.test(text)) return []
  const found: string[] = []
  for (const word of text.slice(0, 20_000).split(/[\s.,;:!?()<>"]+/)) {
    if (found.length >= 20) break
    if (ASCII.test(word) || word.length < 3) continue
    const letters = word.match(/[a-z]/gi)?.length ?? 0
    let imitations = 0
    let styled = 0
    for (const letter of word) {
      if (latin.has(letter) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/u.test(letter))
        imitations++
      const code = letter.codePointAt(0)!
      if (code >= 0x1d400 && code <= 0x1d7ff) styled++
    }
    const joined = /\p{L}(?:[\u200b-\u200f\u2060-\u2064\u00ad\ufeff]|\u034f)+\p{L}/u.test(word)
    const marked = (word.match(/\p{L}[\u0300-\u036f]{2,}|[a-z]\u034f/giu)?.length ?? 0) > 1
    if ((letters > 0 && imitations > 0) || styled > 1 || (joined && letters > 1) || marked) found.push(word)
  }
  return found
}

/** Damerau-Levenshtein distance, adjacent swaps counting one, up to `most`; `most` + 1 where it is more. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      let value = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1)
      row.push(value)
      if (value < least) least = value
    }
    if (least > most) return most + 1
    before = above
    above = row
  }
  return above[b.length]!
}

/** The words of a text, without accents and signs, one blank between them. */
export function wordsOf(text: string): string {
  return plain(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
