// A person's name has no shape of its own, so it is taken only where the text around it says that one follows: a greeting, a title, a label.
import { isBlank } from '../characters.ts'
import type { Report } from '../found.ts'

const LABEL =
  /\b(first|last|full|given|family|user|customer|contact|client|member|patient|employee|sender|recipient|account|cardholder|your|my)?[ _-]?name["']?\s{0,2}[:=]\s{0,2}["']?/gi
/** What follows a greeting and is nobody's name. */
const NOBODY = new Set(
  `customer customers user users sir madam team all friend friends colleague colleagues subscriber member members there world everyone everybody folks guest
   client clients partner partners support admin sales hiring manager reader readers valued to back and the kunde kunden kundin damen herren nutzer interessent
   welt zusammen tous client cliente usuario monde mundo hr i we you it this that your our new home dashboard page app guys again`.split(
    /\s+/,
  ),
)
/** A title begins its own search, behind it. */
const TITLES = new Set('mr mrs ms miss mx dr prof frau herr herrn mme mlle sr sra'.split(' '))
const LOWER_PARTICLES = new Set('van von der den de la le di da dos del du bin al el ten ter zu y e af'.split(' '))
const WORD = /\p{L}/u
const MOST_WORDS = 4

/** `name: Ada Lovelace`, `customer name=Ada`. */
export function findLabelledNames(text: string, report: Report): void {
  if (!/name/i.test(text)) return
  for (const label of text.matchAll(LABEL)) findNameAfter(text, label.index + label[0].length, label[1] === undefined ? 2 : 1, report)
}

/** One to four capitalised words from `from` on; at least `least`. */
export function findNameAfter(text: string, from: number, least: number, report: Report): void {
  let i = from
  // Between a cue and a name: blanks, `.`, `,`, `:`, or a second cue (`Dear Dr. Lovelace`), which is matched on its own.
  while (i < from + 4 && (isBlank(text.charCodeAt(i)) || text[i] === '.' || text[i] === ',' || text[i] === ':')) i++
  const start = i
  let end = i
  let words = 0
  while (words < MOST_WORDS) {
    let stop = i
    while (
      stop < text.length &&
      stop < i + 40 &&
      (WORD.test(text[stop]!) || ((text[stop] === "'" || text[stop] === '-' || text[stop] === '’') && WORD.test(text[stop + 1] ?? '')))
    )
      stop++
    const word = text.slice(i, stop)
    if (word === '') break
    const lower = word.toLowerCase()
    if (words === 0 && TITLES.has(lower)) return
    if (LOWER_PARTICLES.has(word) && words > 0) i = stop
    else if (word[0] !== lower[0] && !NOBODY.has(lower) && (word.length > 1 || words > 0)) {
      words++
      i = stop
      end = stop
    } else break
    // An initial's dot, one blank, or `+` as forms write it.
    if (text[i] === '.' && word.length === 1) i++
    if (text[i] !== ' ' && text[i] !== '\u00a0' && text[i] !== '+') break
    i++
  }
  if (words >= least) report('user.name', 'name', start, end)
}
