// A person's own values, found again in any text: in another case, punctuated otherwise, escaped, in parts, inside other strings, or hashed
// without a key. It finds what no detector could know to be personal: names, ids, and e-mail addresses taken apart.
import type { Field } from '../core/words.ts'
import { isBase64Char } from './base64.ts'
import { nationalNumber } from './calling-codes.ts'
import { beginsWord, endsWord, fold, foldText } from './fold.ts'
import { type Found, settle } from './found.ts'
import { type Algorithm, digestKey, digestsOf } from './hashes.ts'
import { inOriginal, type Seen, seen } from './seen.ts'

/** What is looked for in folded text. */
interface Pattern {
  readonly folded: string
  readonly field: Field
  readonly what: string
  /** Must begin and end where words do: short values stand inside other words by chance. */
  readonly word: boolean
  /** Length in the original if nothing but the value itself may be matched; 0 where separators may stand inside. */
  readonly exact: number
}

/** Shorter values than this are found in too many texts by chance. */
const LEAST = 3
/** Values at least this long need no word boundary. */
const LONG = 10
/** So many separators may stand between two letters of one value. */
const MOST_BETWEEN = 12
/** Shortest base64 that could hold a value, shortest digest (MD5 in base64). */
const LEAST_BASE64 = 6
const LEAST_DIGEST = 22
/** Scripts that put no blanks between words: two characters are a name there, and no border of a word can be told. */
const WITHOUT_BLANKS = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]{2,}$/u
/** Mail names that are a post and no person. */
const POSTS = new Set(
  'info admin support sales contact hello office mail team help billing noreply no-reply newsletter webmaster postmaster root test user'.split(
    ' ',
  ),
)

export class KnownValues {
  readonly #patterns = new Map<string, Pattern>()
  readonly #values = new Map<string, Field>()
  /** Digest → field, by algorithm; made when a text first holds something that could be one. */
  readonly #digests = new Map<Algorithm, Map<string, Field>>()
  /** First three folded characters → patterns; made once there are many. */
  #index: Map<string, Pattern[]> | null = null
  #cores: { readonly text: string; readonly field: Field }[] | null = null
  #upperCores = false
  /** Length of the shortest pattern. */
  #least = Number.POSITIVE_INFINITY

  /** Number of values added. */
  get size(): number {
    return this.#values.size
  }

  /** Remembers a value. Values of fewer than three characters are refused silently (two, in scripts like Han): they would be found everywhere. */
  add(value: string, field: Field): void {
    const text = value.trim()
    if ((text.length < LEAST && !WITHOUT_BLANKS.test(text)) || text.length > 4096 || this.#values.has(text)) return
    this.#values.set(text, field)
    this.#digests.clear()
    this.#index = null
    this.#cores = null
    if (field === 'user.contact.phone_number') this.#addPhone(text)
    else if (field === 'user.contact.email' || text.includes('@')) this.#addEmail(text, field)
    else if (field === 'user.name' || field.startsWith('user.name.')) this.#addName(text, field)
    else this.#pattern(text, field, 'known', fold(text).text.length < LONG)
  }

  #pattern(value: string, field: Field, what: string, word: boolean): void {
    const { text: folded } = fold(value)
    const unbroken = WITHOUT_BLANKS.test(value)
    if (folded.length < LEAST && !unbroken) return
    // A name and the mail name made of it fold to the same; the name says more.
    const before = this.#patterns.get(folded)
    if (before && before.what !== 'known-email-part') return
    this.#least = Math.min(this.#least, folded.length)
    this.#patterns.set(folded, { folded, field, what, word: word && !unbroken, exact: folded.length < 6 ? value.length : 0 })
  }

  #addPhone(text: string): void {
    const digits = text.replace(/\D/g, '')
    if (digits.length < 7) return
    this.#pattern(digits, 'user.contact.phone_number', 'known-phone', false)
    const national = nationalNumber(digits)
    if (national.length >= 7) this.#pattern(national, 'user.contact.phone_number', 'known-phone', national.length < LONG)
  }

  #addEmail(text: string, field: Field): void {
    this.#pattern(text, field, 'known-email', false)
    const local = text.slice(0, text.lastIndexOf('@'))
    const bare = local.split('+')[0] ?? ''
    const domain = text.slice(text.lastIndexOf('@'))
    if (bare !== local) this.#pattern(bare + domain, field, 'known-email', false)
    if (bare.length >= 4 && !POSTS.has(bare.toLowerCase())) this.#pattern(bare, field, 'known-email-part', true)
  }

  #addName(text: string, field: Field): void {
    const parts = text.split(/[\s,]+/).filter((part) => part !== '')
    this.#pattern(text, field, 'known-name', fold(text).text.length < LONG)
    if (parts.length < 2) return
    this.#pattern([...parts].reverse().join(' '), field, 'known-name', true)
    for (const part of parts) if (fold(part).text.length >= LEAST) this.#pattern(part, field, 'known-name-part', true)
  }

  /** Every place where one of the values stands: sorted, not overlapping, in positions of `text`. Linear in the text for a given set of values. */
  find(text: string): Found[] {
    return this.#values.size === 0 || text.length < this.#least ? [] : this.findSeen(seen(text))
  }

  /** The same for a text that was made ready before. */
  findSeen(ready: Seen): Found[] {
    const { text, signs } = ready
    if (this.#values.size === 0 || text.length < this.#least) return []
    const found: Found[] = []
    this.#look(text, foldText(text, signs.ascii), found)
    if (signs.base64 >= LEAST_DIGEST || (signs.base64 >= LEAST_BASE64 && (signs.upper > 0 || !this.#coresHaveUpper())))
      this.#lookInRuns(text, found)
    return found.length === 0 ? found : inOriginal(settle(found), ready)
  }

  #look(text: string, folded: string, found: Found[]): void {
    let map: readonly number[] | null = null
    const take = (pattern: Pattern, i: number): void => {
      map ??= fold(text).at
      const start = map[i]!
      const end = map[i + pattern.folded.length - 1]! + 1
      for (let k = i + 1; k < i + pattern.folded.length; k++) if (map[k]! - map[k - 1]! > MOST_BETWEEN) return
      if (pattern.exact > 0 && end - start !== pattern.exact) return
      if (pattern.word && !(beginsWord(text, start) && endsWord(text, end))) return
      found.push({ field: pattern.field, start, end, what: pattern.what })
    }
    if (this.#patterns.size > 32) return this.#lookByIndex(folded, take)
    for (const pattern of this.#patterns.values()) {
      for (let i = folded.indexOf(pattern.folded); i >= 0; i = folded.indexOf(pattern.folded, i + 1)) take(pattern, i)
    }
  }

  #lookByIndex(folded: string, take: (pattern: Pattern, i: number) => void): void {
    if (!this.#index) {
      this.#index = new Map()
      for (const pattern of this.#patterns.values()) {
        const head = pattern.folded.slice(0, 3)
        const list = this.#index.get(head)
        if (list) list.push(pattern)
        else this.#index.set(head, [pattern])
      }
    }
    for (let i = 0; i < folded.length; i++) {
      const list = this.#index.get(folded.slice(i, i + 3))
      if (list) for (const pattern of list) if (folded.startsWith(pattern.folded, i)) take(pattern, i)
    }
  }

  /** Runs of base64 characters (hexadecimal ones among them): digests of values, and values in base64. */
  #lookInRuns(text: string, found: Found[]): void {
    for (let i = 0; i < text.length; i++) {
      if (!isBase64Char(text.charCodeAt(i))) continue
      const start = i
      let upper = false
      for (let code = text.charCodeAt(i); isBase64Char(code); code = text.charCodeAt(++i)) if (code >= 65 && code <= 90) upper = true
      const size = i - start
      if (size >= LEAST_DIGEST || (size >= LEAST_BASE64 && (upper || !this.#coresHaveUpper()))) this.#lookInRun(text, start, i, found)
    }
  }

  #lookInRun(text: string, start: number, end: number, found: Found[]): void {
    let padded = end
    while (padded < end + 2 && text.charCodeAt(padded) === 61) padded++
    const run = text.slice(start, end)
    const field = run.length >= LEAST_DIGEST ? this.#digestField(run) : null
    if (field) {
      found.push({ field, start, end: padded, what: 'hash' })
      return
    }
    for (const core of this.#base64Cores()) {
      const at = run.indexOf(core.text)
      if (at < 0) continue
      // `/` is base64 and separates paths: only the part that holds the value.
      const from = start + run.lastIndexOf('/', at) + 1
      const slash = run.indexOf('/', at + core.text.length)
      found.push({ field: core.field, start: Math.min(from, start + at), end: slash < 0 ? padded : start + slash, what: 'base64' })
      return
    }
    // A digest as one part of a path or of a joined name: `/avatar/<md5>`, `u-<sha1>`.
    if (run.length < LEAST_DIGEST || !/[-_/+]/.test(run)) return
    let at = start
    for (const part of run.split(/[-_/+]/)) {
      const known = part.length >= LEAST_DIGEST ? this.#digestField(part) : null
      if (known) found.push({ field: known, start: at, end: at + part.length, what: 'hash' })
      at += part.length + 1
    }
  }

  /** Nearly all base64 holds capitals; where all of ours does, words without any need no look. */
  #coresHaveUpper(): boolean {
    this.#base64Cores()
    return this.#upperCores
  }

  /** What every base64 text that holds a value must hold, whatever stands before and behind it: one piece for each of the three alignments. */
  #base64Cores(): readonly { readonly text: string; readonly field: Field }[] {
    if (this.#cores) return this.#cores
    this.#cores = []
    for (const [value, field] of this.#values) {
      for (const spelling of new Set([value, value.toLowerCase(), value.toUpperCase()])) {
        const size = Buffer.byteLength(spelling)
        for (let shift = 0; shift < 3; shift++) {
          const coded = Buffer.concat([Buffer.alloc(shift), Buffer.from(spelling)])
            .toString('base64')
            .replace(/=+$/, '')
          // Characters that bits before or behind the value share in are left out.
          const core = coded.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + size) * 4) / 3))
          if (core.length < 6) continue
          this.#cores.push({ text: core, field })
          if (/[+/]/.test(core)) this.#cores.push({ text: core.replaceAll('+', '-').replaceAll('/', '_'), field })
        }
      }
    }
    this.#upperCores = this.#cores.every((core) => /[A-Z]/.test(core.text))
    return this.#cores
  }

  #digestField(run: string): Field | null {
    const wanted = digestKey(run)
    if (wanted === null) return null
    let digests = this.#digests.get(wanted.algorithm)
    if (!digests) {
      digests = new Map()
      for (const [value, field] of this.#values) for (const digest of digestsOf(value, field, wanted.algorithm)) digests.set(digest, field)
      this.#digests.set(wanted.algorithm, digests)
    }
    return digests.get(wanted.key) ?? null
  }
}
