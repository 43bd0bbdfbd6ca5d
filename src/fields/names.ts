// What a property's name says about its value: `$email`, `customerEmail`, `traits[email]` → user.contact.email. The head of an English noun
// phrase stands at its end, so the longest known phrase at the end of the name decides, and the words before it only confirm or forbid.
import type { Field } from '../core/words.ts'
import { GEO, GROUP, NEUTRAL, type Needs, PAGE, PERSON, PLACE, type Row, SWITCH, TABLE, TAIL } from './words-of-names.ts'

export interface Named {
  readonly field: Field
  readonly confidence: 'certain' | 'likely'
}

/** No name of a property is longer; of a longer one the end is looked at. */
const MAX_NAME = 200
const MAX_PHRASE_WORDS = 6

const PHRASES = readTable(TABLE)

function readTable(table: string): ReadonlyMap<string, readonly Row[]> {
  const phrases = new Map<string, Row[]>()
  for (const line of table.trim().split('\n')) {
    const [field = '', confidence = '', needs = '', list = ''] = line.split('|').map((cell) => cell.trim())
    const row: Row = { field, confidence: confidence as Row['confidence'], needs: needs as Needs }
    for (const phrase of list.split(',')) {
      const key = phrase.trim().replaceAll(' ', '').replaceAll('_', '')
      const known = phrases.get(key)
      if (!known) phrases.set(key, [row])
      else if (!known.includes(row)) known.push(row)
    }
  }
  return phrases
}

/** Lower-case words of a name by segment: `user.firstName[0]` → [[user], [first, name]]. Linear in the name's length. */
export function wordsOf(name: string): string[][] {
  const text = plain(name.length > MAX_NAME ? name.slice(-MAX_NAME) : name)
  const segments: string[][] = []
  let words: string[] = []
  let word = ''
  const endWord = (): void => {
    if (word !== '') words.push(word.toLowerCase())
    word = ''
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    const kind = kindOf(c)
    if (kind === 'end') {
      endWord()
      if (words.length > 0) segments.push(words)
      words = []
    } else if (kind === 'gap') endWord()
    else {
      // camelCase begins a word at an upper-case letter after a lower-case one, and at the last capital of a run: `IPAddress` → ip, address.
      const before = word === '' ? '' : kindOf(word[word.length - 1]!)
      if (kind === 'upper' && (before === 'lower' || before === 'digit' || (before === 'upper' && kindOf(text[i + 1] ?? '') === 'lower')))
        endWord()
      word += c
    }
  }
  endWord()
  if (words.length > 0) segments.push(words)
  return segments
}

/** Accents off: `prénom` → `prenom`, `straße` → `strasse`. */
function plain(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
}

function kindOf(c: string): 'upper' | 'lower' | 'digit' | 'gap' | 'end' {
  if (c >= 'a' && c <= 'z') return 'lower'
  if (c >= 'A' && c <= 'Z') return 'upper'
  if (c >= '0' && c <= '9') return 'digit'
  if (
    c === '.' ||
    c === '[' ||
    c === ']' ||
    c === '/' ||
    c === '{' ||
    c === '}' ||
    c === ':' ||
    c === '>' ||
    c === '(' ||
    c === ')' ||
    c === ';'
  )
    return 'end'
  return c > '\x7f' ? 'lower' : 'gap'
}

const isNumber = (word: string): boolean => /^\d+$/.test(word)

/**
 * What the property `name` holds, judged by its last segment with the ones before as context; null where the name does not say.
 * `name` is a path (`traits.email`, `person[email]`, `body[].properties.$email`), a header or a query key, in any case style.
 */
export function fieldOfName(name: string): Named | null {
  const before = REMEMBERED.get(name)
  if (before !== undefined) return before
  const named = judge(name)
  // A name with an `@` may be somebody's address; the few properties a company has come by again and again.
  if (REMEMBERED.size < MOST_REMEMBERED && name.length <= 80 && !name.includes('@')) REMEMBERED.set(name, named)
  return named
}

const REMEMBERED = new Map<string, Named | null>()
const MOST_REMEMBERED = 10_000

function judge(name: string): Named | null {
  const segments = wordsOf(name).filter((words) => !words.every(isNumber))
  let last = segments.pop()
  // `emails[0].value`, `email.raw`: the segment above is the name.
  while (last && last.length === 1 && TAIL.has(last[0]!) && segments.length > 0) last = segments.pop()
  if (!last) return null
  const words = withoutTail(last)
  const first = words[0]!
  if (words.length > 1 && SWITCH.has(first) && !PHRASES.has(words.join(''))) return null
  const above = segments.flat()
  const dollar = name.includes('$')
  for (let count = Math.min(words.length, MAX_PHRASE_WORDS); count > 0; count--) {
    const phrase = words.slice(-count).join('')
    const before = words.slice(0, -count)
    const joined = before.length === 0 && segments.length > 0 ? segments.at(-1)! : []
    for (let up = Math.min(joined.length, 2); up >= 0; up--) {
      const rows = PHRASES.get(up === 0 ? phrase : `${joined.slice(-up).join('')}.${phrase}`)
      const row = rows?.find((candidate) => holds(candidate.needs, before, above, dollar))
      if (row) return { field: row.field, confidence: row.confidence === 'certain' && before.every(expected) ? 'certain' : 'likely' }
    }
  }
  return null
}

/** Digits and words at the end that only say how the value is spelled are taken off, but never the whole name. */
function withoutTail(words: readonly string[]): string[] {
  const left = [...words]
  while (left.length > 0) {
    const end = left.at(-1)!
    if (left.length > 1 && (PHRASES.has(left.slice(-3).join('')) || PHRASES.has(left.slice(-2).join('')))) break
    if (PHRASES.has(end) && !(left.length > 1 && TAIL.has(end))) break
    const bare = end.replace(/\d+$/, '')
    if (bare !== end && bare !== '' && !TAIL.has(end)) {
      left[left.length - 1] = bare
      break
    }
    if (left.length > 1 && (TAIL.has(end) || bare === '')) left.pop()
    else break
  }
  return left
}

const expected = (word: string): boolean => PERSON.has(word) || NEUTRAL.has(word) || PLACE.has(word) || PAGE.has(word) || isNumber(word)

function holds(needs: Needs, before: readonly string[], above: readonly string[], dollar: boolean): boolean {
  const some = (set: ReadonlySet<string>): boolean => before.some((w) => set.has(w)) || above.some((w) => set.has(w))
  const onlyOf = (...sets: ReadonlySet<string>[]): boolean => before.every((w) => isNumber(w) || sets.some((set) => set.has(w)))
  switch (needs) {
    case 'any':
      return true
    case 'alone':
      return onlyOf(PERSON, NEUTRAL)
    case 'person':
      // The nearest word decides: `user.company.name` is a company's, `company.user.name` a person's.
      return onlyOf(PERSON, NEUTRAL) && (before.some((w) => PERSON.has(w)) || (before.length === 0 && PERSON.has(lastTelling(above))))
    case 'place':
      return onlyOf(PLACE, PERSON, NEUTRAL) && some(PLACE)
    case 'geo':
      return onlyOf(GEO, NEUTRAL) && (some(GEO) || dollar)
    case 'page':
      return onlyOf(PAGE, NEUTRAL)
    case 'group':
      return some(GROUP)
  }
}

/** The last word above that says whose value it is; wrappers like `properties` and `data` say nothing. */
function lastTelling(above: readonly string[]): string {
  for (let i = above.length - 1; i >= 0; i--) {
    const word = above[i]!
    if (PERSON.has(word) || !WRAPPERS.has(word)) return word
  }
  return ''
}

const WRAPPERS: ReadonlySet<string> = new Set(
  'properties props property data attributes attribute attr value values fields field params body payload context ctx info details meta metadata'.split(
    ' ',
  ),
)
