// How the mail commands and the server come to a triage: from a context file, from the installation (policy and data folder), or from nothing. Rooms are loaded
// when it is called, so that a machine without an installation starts nothing it does not need.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { CordonError } from '../core/errors.ts'
import type { Surroundings } from '../respond/mail/context.ts'
import type { Desk } from '../respond/mail/desk.ts'
import type { Triage } from '../respond/mail/judge.ts'
import { dataDir } from './data.ts'
import type { AskPeople } from './mail-data.ts'
import { say } from './output.ts'

export interface TriageOptions {
  readonly context?: string
  readonly policy?: string
  readonly data?: string
  readonly ignoreAuth?: boolean
  readonly trust?: string
}

/** How long a triage lasts: for the letters of one command, or as long as a process listens; `ask`: the record where this process has it open itself. */
export interface Span {
  readonly lasting?: boolean
  readonly ask?: AskPeople
}

/** Makes a triage of what the options say. `close` gives the record back. */
export async function triageOf(
  options: TriageOptions,
  span: Span = {},
): Promise<{ triage: Triage; around: Surroundings; dir: string | null; close(): Promise<void> }> {
  const [{ Triage }, { knownBrands }, around] = await Promise.all([
    import('../respond/mail/judge.ts'),
    import('../respond/mail/known-brands.ts'),
    surroundingsOf(options),
  ])
  const dir = options.context === undefined ? dataFolder(options.data) : null
  const installed = dir === null ? null : await withData(around, dir, span)
  const trusted = (options.trust ?? '').toLowerCase().split(',').filter(Boolean)
  const triage = new Triage(installed?.around ?? around, knownBrands(), { ignoreAuth: options.ignoreAuth ?? false, trusted })
  return { triage, around: installed?.around ?? around, dir, close: installed?.close ?? (async () => {}) }
}

/** From the context file, else from the policy, else nothing: company and vendors; people and incidents from the context file alone. */
export async function surroundingsOf(options: Pick<TriageOptions, 'context' | 'policy'>): Promise<Surroundings> {
  const path = options.context
  if (path === undefined) {
    const policy = options.policy ?? (existsSync('cordon.yaml') ? 'cordon.yaml' : null)
    if (policy !== null) return (await import('./mail-installation.ts')).surroundingsOfPolicy(policy)
    return (await import('../respond/mail/nobody.ts')).noSurroundings
  }
  const { parseContext } = await import('../respond/mail/context.ts')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CordonError('input.unreadable', 'The file cannot be read.', { place: { path }, cause: error })
  })
  return parseContext(text, path)
}

/** Triage and desk of what the options say. Where there is a data folder with a key, what the desk has seen is kept in it. */
export async function deskOf(
  options: TriageOptions & { opinions?: string },
  span: Span = {},
): Promise<{ triage: Triage; desk: Desk; company: string; close(): Promise<void> }> {
  const [{ triage, around, dir, close }, { noOpinions, openDesk, shortMemory }] = await Promise.all([
    triageOf(options, { lasting: true, ...span }),
    import('../respond/mail/desk.ts'),
  ])
  const opinions = options.opinions === undefined ? noOpinions : await (await import('./mail-campaigns.ts')).opinionsIn(options.opinions)
  const company = around.company?.name ?? 'Your security team'
  const stored = dir === null || !existsSync(dir) ? null : await lettersIn(dir)
  return {
    triage,
    company,
    desk: openDesk({ triage, company, memory: stored ?? shortMemory(), opinions, now: () => Date.now() }),
    async close() {
      stored?.close()
      await close()
    },
  }
}

async function lettersIn(dir: string) {
  const { openLetters } = await import('../record/letters.ts')
  try {
    return openLetters<import('../respond/mail/desk.ts').Seen>(dir)
  } catch (error) {
    if (!(error instanceof CordonError)) throw error
    say(`cordon: who else got a letter is known only until this process ends. ${error.message} (${error.code})`)
    return null
  }
}

/** The data folder that is named, or that is there; null: no installation here. */
function dataFolder(given: string | undefined): string | null {
  const named = given ?? process.env.CORDON_DATA
  return named !== undefined || existsSync(dataDir(undefined)) ? dataDir(given) : null
}

async function withData(around: Surroundings, dir: string, span: Span): Promise<{ around: Surroundings; close(): Promise<void> }> {
  const [{ openMailData, peopleOf }, { sendersOf }] = await Promise.all([import('./mail-data.ts'), import('./mail-installation.ts')])
  const people = span.ask ? { ask: span.ask, close: async () => {} } : peopleOf(dir, !span.lasting)
  const { vendors, close, ...data } = await openMailData(dir, { ask: people.ask, now: () => Date.now(), say })
  const known = new Set(around.senders.map((one) => one.id))
  const more = vendors.filter((id) => !known.has(id))
  const senders = more.length === 0 ? around.senders : [...around.senders, ...(await sendersOf(more))]
  return {
    around: { ...around, ...data, senders },
    async close() {
      close()
      await people.close()
    },
  }
}
