// What mail triage finds in the data folder: incidents, canaries, and of the recipients at hand what was disclosed to whom. Triage never fails for want of any of
// it: what is not known is said once.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CordonError } from '../core/errors.ts'
import type { PersonAnswer } from '../core/record.ts'
import type { Incident } from '../respond/incident/incident.ts'
import type { Surroundings } from '../respond/mail/context.ts'
import type { Held } from '../respond/mail/held.ts'
import type { Listed } from '../respond/mail/known-details.ts'

/** Asks the record for one person after another. */
export type AskPeople = (emails: readonly string[]) => Promise<ReadonlyMap<string, PersonAnswer | null>>

export interface MailData extends Required<Pick<Surroundings, 'addressee' | 'canary' | 'addresses' | 'meet'>> {
  /** Vendors that an incident or a canary is about. */
  readonly vendors: readonly string[]
  close(): void
}

/** Incidents, canaries and the directory are read again after so long (ms): a listener must know of an incident opened since, and forget whom the company erased. */
const STALE = 10_000
/** What the record said of a person is asked again after so long (ms), */
const OLD = 3_600_000
/** and after so long where it could not be asked. */
const RETRY = 60_000
/** Persons remembered at most. */
const MOST = 10_000

interface Met {
  /** When the directory was read. */
  readonly read: number
  /** When the record is to be asked again. */
  readonly due: number
  readonly person: Listed
  readonly disclosures: PersonAnswer['disclosures']
}

/** `now`: ms since 1970. `say`: where to say what is not known. */
export async function openMailData(
  dir: string,
  tools: { readonly ask: AskPeople; readonly now: () => number; readonly say: (line: string) => void },
): Promise<MailData> {
  const { ask, now, say } = tools
  const [{ addresseeOf }, { standing }, { canaryAddresses }, { openIncidents }, { openContacts }] = await Promise.all([
    import('../respond/mail/held.ts'),
    import('../respond/incident/incident.ts'),
    import('../record/canaries.ts'),
    import('../record/incidents.ts'),
    import('../record/people/contacts.ts'),
  ])
  const told = new Set<string>()
  const tryTo = async <T>(unknown: string, work: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      const why = error instanceof CordonError ? `${error.message} (${error.code})` : 'It cannot be read.'
      if (!told.has(unknown)) say(`cordon: ${unknown} is not known to triage. ${why}`)
      told.add(unknown)
      return null
    }
  }
  const readIncidents = (): Held[] => {
    if (!existsSync(join(dir, 'control.sqlite'))) return []
    const store = openIncidents(dir)
    const all = store.all() as unknown as Incident[]
    store.close()
    return all.flatMap((one) => {
      const { state, scope, notFields } = standing(one)
      return state === 'dismissed' ? [] : [{ id: one.id, scope, notFields }]
    })
  }
  let incidents: readonly Held[] = []
  let canaries: ReadonlyMap<string, string> = new Map()
  let readAt = Number.NEGATIVE_INFINITY
  const refresh = async (): Promise<void> => {
    if (now() - readAt < STALE) return
    readAt = now()
    incidents = (await tryTo('which incidents there are', readIncidents)) ?? incidents
    canaries = (await tryTo('whose address is a canary', () => canaryAddresses(dir))) ?? canaries
  }
  const met = new Map<string, Met>()
  let directory: ReturnType<typeof openContacts> | null = null
  const contactsOf = async (emails: readonly string[]): Promise<[string, Listed][]> =>
    (await tryTo('who is in the directory of people', () => {
      directory ??= openContacts(dir)
      const found = directory
      return emails.flatMap((email): [string, Listed][] => {
        const person = found?.contact(email) ?? null
        return person === null ? [] : [[email, person]]
      })
    })) ?? []
  await refresh()
  return {
    vendors: [...new Set([...incidents.map((one) => one.scope.vendor), ...canaries.values()])],
    close: () => directory?.close(),
    canary: (email) => canaries.get(email.toLowerCase()) ?? null,
    addresses: () => met.keys(),
    addressee(email) {
      const known = met.get(email.toLowerCase())
      return known === undefined ? null : addresseeOf(known.person, known.disclosures, incidents)
    },
    async meet(emails) {
      await refresh()
      // Without an incident nothing leaked: no reason to ask, or to start the engine.
      if (incidents.length === 0) return
      const stale = [...new Set(emails.map((email) => email.toLowerCase()))].filter(
        (email) => now() - (met.get(email)?.read ?? Number.NEGATIVE_INFINITY) >= STALE,
      )
      if (stale.length === 0) return
      const contacts = await contactsOf(stale)
      const due = contacts.map(([email]) => email).filter((email) => now() >= (met.get(email)?.due ?? Number.NEGATIVE_INFINITY))
      const answers = due.length === 0 ? null : await tryTo('what was disclosed about the recipients', () => ask(due))
      const fresh = contacts.map(([email, person]): [string, Met] => {
        const known = due.includes(email) ? undefined : met.get(email)
        const when = { read: now(), due: known?.due ?? now() + (answers === null ? RETRY : OLD) }
        return [email, { ...when, person, disclosures: known?.disclosures ?? answers?.get(email)?.disclosures ?? [] }]
      })
      if (met.size > MOST) met.clear()
      for (const email of stale) met.delete(email)
      for (const [email, one] of fresh) met.set(email, one)
    },
  }
}

/** How a command asks the record: the server where one runs, else the engine. `keep`: hold it open until `close`; otherwise others may have it between letters. */
export function peopleOf(dir: string, keep: boolean): { readonly ask: AskPeople; close(): Promise<void> } {
  const open = async () => {
    const { connectRecord, openRecord } = await import('../record/index.ts')
    return (await connectRecord(join(dir, 'serve.sock'))) ?? (await openRecord(dir, { clickhouse: process.env.CORDON_CLICKHOUSE }))
  }
  let held: ReturnType<typeof open> | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const answer: AskPeople = async (emails) => {
    held ??= open()
    const answers = new Map<string, PersonAnswer | null>()
    try {
      const record = await held
      for (const email of emails) answers.set(email, await record.person(email))
    } finally {
      if (!keep) await close()
    }
    return answers
  }
  const close = async (): Promise<void> => {
    const last = held
    held = null
    await last?.then(
      (record) => record.close(),
      () => {},
    )
  }
  return {
    // One at a time: two letters at once must not open two engines.
    ask: (emails) => {
      const mine = turn.then(() => answer(emails))
      turn = mine.catch(() => {})
      return mine
    },
    close,
  }
}
