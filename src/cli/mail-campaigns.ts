// Campaigns and opinions on a machine without an installation: groups of letters printed, opinions kept in a file of one JSON object a line.
import { appendFile, readFile } from 'node:fs/promises'
import { CordonError } from '../core/errors.ts'
import { campaignsOf, printOf } from '../respond/mail/campaigns.ts'
import { forwardedIn } from '../respond/mail/forwarded.ts'
import type { Judgement } from '../respond/mail/judge.ts'
import type { Letter } from '../respond/mail/letter.ts'
import { type Opinion, type Opinions, opinionOn, withOpinion } from '../respond/mail/opinions.ts'
import { parseLetter } from '../respond/mail/parse.ts'
import { messagesOf } from './mail-input.ts'
import { out } from './output.ts'

export async function campaigns(files: readonly string[], options: { json?: boolean }): Promise<void> {
  const letters: { print: ReturnType<typeof printOf>; item: { file: string; subject: string; to: string[] } }[] = []
  for (const file of files)
    for await (const { name, bytes } of messagesOf(file)) {
      const letter = innermost(await parseLetter(bytes))
      letters.push({ print: printOf(letter), item: { file: name, subject: letter.subject, to: letter.to.map((t) => t.address) } })
    }
  for (const { id, members } of campaignsOf(letters)) {
    const line = {
      campaign: id,
      letters: members.length,
      subject: members[0]!.subject,
      recipients: [...new Set(members.flatMap((m) => m.to))].sort(),
      files: members.map((m) => m.file),
    }
    if (options.json) await out.write(`${JSON.stringify(line)}\n`)
    else
      await out.write(
        `${line.campaign}  ${String(line.letters).padStart(5)} letter(s) to ${line.recipients.length} address(es)  ${line.subject.slice(0, 80)}\n${line.files.map((f) => `    ${f}\n`).join('')}`,
      )
  }
}

export async function opinion(verdict: string, file: string, options: { opinions: string; by: string; note: string }): Promise<void> {
  if (verdict !== 'phish' && verdict !== 'clean') throw new CordonError('usage.wrong', 'The verdict is "phish" or "clean".')
  const kept = await opinionsIn(options.opinions)
  for await (const { bytes } of messagesOf(file)) {
    const print = printOf(innermost(await parseLetter(bytes)))
    await kept.keep({ print, verdict, by: options.by, at: new Date().toISOString(), note: options.note })
    await out.write(`Remembered: ${options.by} says ${verdict}.\n`)
    return
  }
}

/** Opinions of a file; one that is not there holds none yet. Throws `input.invalid` with the line. */
export async function opinionsIn(path: string): Promise<Opinions & { on(bytes: Uint8Array, judgement: Judgement): Promise<Judgement> }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new CordonError('input.unreadable', 'The file cannot be read.', { place: { path }, cause: error })
  })
  const all = text
    .split('\n')
    .map((line, i) => ({ line, n: i + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, n }): Opinion => {
      try {
        const read = JSON.parse(line) as Opinion
        if (
          (read.verdict !== 'phish' && read.verdict !== 'clean') ||
          !Array.isArray(read.print?.words) ||
          !Array.isArray(read.print.domains)
        )
          throw new TypeError()
        return read
      } catch (error) {
        throw new CordonError('input.invalid', 'This line is no opinion.', { place: { path, line: n }, cause: error })
      }
    })
  return {
    all: () => all,
    async keep(one) {
      await appendFile(path, `${JSON.stringify(one)}\n`, { mode: 0o600 })
      all.push(one)
    },
    async on(bytes, judgement) {
      if (all.length === 0) return judgement
      const letter = await parseLetter(bytes)
      return withOpinion(judgement, opinionOn(printOf(judgement.inner ? innermost(letter) : letter), all))
    },
  }
}

/** The letter a report is about: the one attached or forwarded, else the letter itself. */
function innermost(letter: Letter): Letter {
  return letter.inner[0] ?? forwardedIn(letter)[0] ?? letter
}
