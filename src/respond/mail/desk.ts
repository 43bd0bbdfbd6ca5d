// The report desk: takes one message, judges it, finds its campaign and what an operator said of it, keeps who got it, and writes the answer. All doors (SMTP, IMAP, HTTP) end here.
import { type Answer, answerTo } from './answer.ts'
import { type Print, printOf, SAME, similarity } from './campaigns.ts'
import { forwardedIn } from './forwarded.ts'
import type { Judgement, Triage } from './judge.ts'
import type { Letter } from './letter.ts'
import { type Opinions, opinionOn, withOpinion } from './opinions.ts'
import { parseLetter } from './parse.ts'

/** A letter that the desk has seen, without its text. */
export interface Seen {
  readonly print: Print
  /** To whom the judged letter went; addresses of persons, to be kept where contact data may be kept. */
  readonly recipients: readonly string[]
  /** ms since 1970. */
  readonly at: number
}

export interface Memory {
  all(): Iterable<Seen>
  keep(seen: Seen): Promise<void>
}

export interface Handled {
  readonly judgement: Judgement
  readonly answer: Answer
  /** Address to which the answer goes; '' where nobody can be answered (a bounce, a list). */
  readonly reporter: string
  /** Others who got a letter of the same campaign, as far as this desk has seen it. */
  readonly alsoReceived: readonly string[]
}

export interface Desk {
  handle(bytes: Uint8Array): Promise<Handled>
}

/** A desk for one company. `now` gives ms since 1970. */
export function openDesk(parts: { triage: Triage; company: string; memory: Memory; opinions: Opinions; now: () => number }): Desk {
  const { triage, company, memory, opinions, now } = parts
  return {
    async handle(bytes) {
      const letter = await parseLetter(bytes)
      await triage.meet(letter)
      const judged = triage.judgeLetter(letter)
      const subject = judged.inner ? (letter.inner[0] ?? forwardedIn(letter)[0] ?? letter) : letter
      const print = printOf(subject)
      const judgement = withOpinion(judged, opinionOn(print, opinions.all()))
      const own = recipientsOf(subject, letter)
      const also = new Set<string>()
      for (const seen of memory.all())
        if (similarity(seen.print, print) >= SAME) for (const one of seen.recipients) if (!own.includes(one)) also.add(one)
      await memory.keep({ print, recipients: own, at: now() })
      return {
        judgement,
        answer: answerTo(judgement, subject.subject, company),
        reporter: reporterOf(letter),
        alsoReceived: [...also].sort(),
      }
    },
  }
}

/** A memory that lasts as long as the process. Keeps the latest `most`. */
export function shortMemory(most = 10_000): Memory {
  const seen: Seen[] = []
  return {
    all: () => seen,
    async keep(one) {
      seen.push(one)
      if (seen.length > most) seen.shift()
    },
  }
}

export const noOpinions: Opinions = { all: () => [], keep: async () => {} }

function recipientsOf(letter: Letter, outer: Letter): string[] {
  const own = letter.to.map((t) => t.address).filter(Boolean)
  return own.length ? own.slice(0, 100) : [outer.from.address].filter(Boolean)
}

/** RFC 3834: answer no machine, no list and no bounce, or two machines answer one another for ever. */
function reporterOf(letter: Letter): string {
  const value = (key: string) => letter.headers.find((h) => h.key === key)?.value.toLowerCase() ?? ''
  const auto = value('auto-submitted')
  if ((auto && auto !== 'no') || value('list-id') || /^(bulk|list|junk)$/.test(value('precedence')) || value('return-path').trim() === '<>')
    return ''
  if (/^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/.test(letter.from.address)) return ''
  return letter.from.address
}
