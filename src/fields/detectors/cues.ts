// Words after which something personal follows: a greeting or title before a name, a scheme before a credential. One walk over the words of a
// text looks each up in a table, which is several times faster than one regular expression with all of them.
import { classOf, isWord, LETTER } from '../characters.ts'
import type { Report } from '../found.ts'
import { findNameAfter } from './person-name.ts'
import { findAuthorization } from './secret.ts'

/** `before`: the word counts only behind one of these. */
interface Cue {
  readonly says: 'name' | 'credential'
  readonly before?: readonly string[]
}

const CUES = new Map<string, Cue>()
for (const word of `dear hi hello hey hallo liebe lieber liebes geehrte geehrter geehrtes bonjour cher chere salut hola estimado estimada querido querida mrs mr
  ms miss mx dr prof frau herr herrn mme mlle sr sra senor senora welcome attn regards sincerely cheers signora signor gentile ciao caro cara beste geachte`.split(
  /\s+/,
)) {
  CUES.set(word, { says: 'name' })
}
CUES.set('by', {
  says: 'name',
  before: ['invited', 'assigned', 'requested', 'created', 'sent', 'approved', 'reviewed', 'signed', 'written', 'posted', 'submitted'],
})
CUES.set('as', { says: 'name', before: ['in'] })
CUES.set('back', { says: 'name', before: ['welcome'] })
CUES.set('person', { says: 'name', before: ['contact'] })
for (const word of ['bearer', 'basic', 'token', 'apikey', 'digest']) CUES.set(word, { says: 'credential' })

const LONGEST = 10

/** Bit per letter: whether a cue begins with it. */
let BEGINNINGS = 0
for (const word of CUES.keys()) BEGINNINGS |= 1 << (word.charCodeAt(0) - 97)

export function findAfterCues(text: string, report: Report): void {
  for (let i = 0; i < text.length; i++) {
    if ((classOf(text.charCodeAt(i)) & LETTER) === 0) continue
    const start = i
    while ((classOf(text.charCodeAt(i)) & LETTER) !== 0) i++
    if (i - start > LONGEST || i - start < 2 || ((BEGINNINGS >> ((text.charCodeAt(start) | 32) - 97)) & 1) === 0) continue
    const word = text.slice(start, i).toLowerCase()
    const cue = CUES.get(word)
    if (
      cue &&
      !isWord(text.charCodeAt(start - 1)) &&
      !isWord(text.charCodeAt(i)) &&
      (!cue.before || cue.before.some((w) => endsWith(text, start, w)))
    ) {
      if (cue.says === 'name') findNameAfter(text, i, 1, report)
      else findAuthorization(text, i, report)
    }
  }
}

/** Whether `word` and one blank stand directly before `start`. */
function endsWith(text: string, start: number, word: string): boolean {
  const from = start - 1 - word.length
  return from >= 0 && text.slice(from, start - 1).toLowerCase() === word
}
