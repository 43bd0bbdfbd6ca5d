// What a step of linking does, as it is kept between two scans: cards by their ids, and only what there is.
import type { Card } from '../../../catalog/card.ts'
import type { Signals } from '../finding.ts'
import type { Flow } from '../flow/flow.ts'
import type { Followed, Grown } from '../flow/sinks.ts'
import type { Called } from '../vendors/called.ts'
import type { Effects } from './replay.ts'

export interface Linking extends Effects {
  readonly findings: Signals['findings']
  readonly called: readonly Called[]
  readonly code: Signals['code']
  readonly envs: Signals['envs']
  readonly handed: Flow['handed']
  readonly wrapped: Flow['wrapped']
}

type Lists = { readonly [K in keyof Omit<Linking, 'says'>]: Linking[K] }

/** Everything that steps add to, in one list for each kind. */
export interface Added {
  readonly joins: string[]
  readonly grown: Grown[]
  readonly followed: Followed[]
  readonly findings: Linking['findings']
  readonly called: Called[]
  readonly code: Linking['code']
  readonly envs: Linking['envs']
  readonly handed: Linking['handed']
  readonly wrapped: Linking['wrapped']
}

const NOTHING: Linking = {
  joins: [],
  grown: [],
  followed: [],
  findings: [],
  called: [],
  code: [],
  envs: [],
  handed: [],
  wrapped: [],
  says: null,
}
const KINDS = Object.keys(NOTHING).filter((kind) => kind !== 'says') as (keyof Lists)[]

export type Marks = readonly number[]

/** How far the lists had come. */
export function marksOf(added: Added): Marks {
  return KINDS.map((kind) => added[kind].length)
}

/** What was added since. */
export function since(added: Added, marks: Marks, says: unknown): Linking {
  let some = says !== null
  const found: Record<string, unknown> = { ...NOTHING, says }
  KINDS.forEach((kind, i) => {
    if (added[kind].length === marks[i]) return
    found[kind] = added[kind].slice(marks[i])
    some = true
  })
  return some ? (found as unknown as Linking) : NOTHING
}

/** For JSON; 0: nothing was done. */
export function packed(one: Linking): object | 0 {
  if (one === NOTHING) return 0
  const found: Record<string, unknown> = one.says === null ? {} : { says: one.says }
  for (const kind of KINDS) {
    const list = one[kind] as readonly object[]
    if (list.length > 0) found[kind] = CARDED.has(kind) ? list.map((each) => withoutCards(each as Carded)) : list
  }
  return found
}

export function unpacked(kept: object | 0, card: (id: string) => Card | null): Linking {
  if (kept === 0) return NOTHING
  const found = { ...NOTHING, ...kept } as Record<string, unknown>
  for (const kind of CARDED) if (kind in kept) found[kind] = (found[kind] as Carded[]).map((each) => withCards(each, card))
  return found as unknown as Linking
}

const CARDED: ReadonlySet<string> = new Set<keyof Lists>(['findings', 'called', 'wrapped', 'grown'])

interface Carded {
  readonly card?: Card | string | null
  readonly sink?: Carded
}

function withoutCards(one: Carded): object {
  if (one.sink) return { ...one, sink: withoutCards(one.sink) }
  return { ...one, card: (one.card as Card | null)?.id ?? null }
}

function withCards(one: Carded, card: (id: string) => Card | null): object {
  if (one.sink) return { ...one, sink: withCards(one.sink, card) }
  return { ...one, card: one.card ? card(one.card as string) : null }
}
