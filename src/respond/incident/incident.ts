// An incident is what its statements say: facts enter only as dated statements of somebody, later ones supersede and none overwrites.
import type { Scope } from '../../core/record.ts'
import type { Field, VendorId } from '../../core/words.ts'

/** Who asserts something (incidents of the past show that each of them has been wrong). */
export type Asserter = 'us' | 'vendor' | 'sub-vendor' | 'regulator' | 'press' | 'actor'

export const ASSERTERS: readonly Asserter[] = ['us', 'vendor', 'sub-vendor', 'regulator', 'press', 'actor']

/** What one statement says. A fact that is absent says nothing about it; an earlier statement still holds there. */
export interface Facts {
  readonly title?: string
  /** The records taken cover disclosures from … until (ms since 1970; null: open). This is the window people are counted in. */
  readonly heldFrom?: number | null
  readonly heldUntil?: number | null
  /** Fields said to be in the records; an empty list takes a narrower scope back. */
  readonly fields?: readonly Field[]
  /** Fields said not to be in them. */
  readonly notFields?: readonly Field[]
  readonly state?: State
  readonly note?: string
}

export type State = 'suspected' | 'confirmed' | 'contained' | 'closed' | 'reopened' | 'dismissed'

export const STATES: readonly State[] = ['suspected', 'confirmed', 'contained', 'closed', 'reopened', 'dismissed']

/** One dated assertion. Times are ISO 8601; `said` may lie before `received`. */
export interface Statement {
  readonly number: number
  readonly by: Asserter
  readonly said: string
  readonly received: string
  readonly facts: Facts
}

export interface Incident {
  readonly id: string
  readonly vendor: VendorId
  readonly statements: readonly Statement[]
}

/** What holds now, and since which statement. */
export interface Standing {
  readonly title: string
  readonly state: State
  readonly scope: Scope
  readonly notFields: readonly Field[]
  readonly revision: number
}

/** What holds after `upTo` statements (all where not said). Statements are given in order of receipt. */
export function standing(incident: Incident, upTo = incident.statements.length): Standing {
  const facts: Facts = Object.assign({}, ...incident.statements.slice(0, upTo).map((statement) => present(statement.facts)))
  return {
    title: facts.title ?? `Breach at ${incident.vendor}`,
    state: facts.state ?? 'suspected',
    scope: {
      vendor: incident.vendor,
      from: facts.heldFrom ?? null,
      to: facts.heldUntil ?? null,
      ...(facts.fields && facts.fields.length > 0 ? { fields: facts.fields } : {}),
    },
    notFields: facts.notFields ?? [],
    revision: upTo,
  }
}

/** Fields the vendor says were not there although the ledger shows that they were sent: statements of that kind have been wrong before. */
export function contradicted(notFields: readonly Field[], byField: Readonly<Record<Field, number>>): Field[] {
  return notFields.filter((key) =>
    Object.entries(byField).some(([field, people]) => people > 0 && (field === key || field.startsWith(`${key}.`))),
  )
}

/** `INC-1`, `INC-2` …: the next free name. */
export function nextId(ids: readonly string[]): string {
  const highest = Math.max(0, ...ids.map((id) => Number(/^INC-(\d+)$/.exec(id)?.[1] ?? 0)))
  return `INC-${highest + 1}`
}

/**
 * A moment as people write it: `2025-11-09` (the end of that day in UTC where `end`), or ISO 8601 with time. null where it is neither.
 */
export function momentOf(text: string, end: boolean): number | null {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const at = Date.parse(day ? `${text}T00:00:00Z` : text)
  if (Number.isNaN(at) || !/^\d{4}-/.test(text)) return null
  return day && end ? at + 86_399_999 : at
}

function present(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts
}
