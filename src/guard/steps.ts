// What happens to a request, as one list: recognise ▶ admit ▶ read ▶ reduce ▶ write. Each step gives the passage on or stops it with a reason
// from a closed set; spooling, answering and sending are the listener's and the sender's.
import { CordonError } from '../core/errors.ts'
import type { Mode } from '../core/policy.ts'
import type { Endpoint, Message, Wire, WireRequest } from '../core/wire.ts'
import { headersOut } from './headers.ts'
import type { Innocents } from './innocent.ts'
import type { Plan } from './plan.ts'
import type { Pseudonyms } from './pseudonym.ts'
import { type Reduced, reduce } from './reduce.ts'

/** Why a request did not go on. Dashboards and tests depend on these words; prose may change. */
export type StopReason = 'unknown-endpoint' | 'cut' | 'pinned' | 'unreadable' | 'too-large' | 'nothing-left'

/** What a vendor's requests are judged by, made anew when the policy changes. */
export interface Lane {
  readonly wire: Wire
  readonly mode: Mode
  /** Origin (and path prefix) requests go to; `origin` is the endpoint's own where it has one. */
  upstream(origin: string | null): string
  readonly queryKeys: ReadonlySet<string>
  /** Signs ids for vendors that ask for it; null where the policy names none. */
  readonly secret: string | null
  /** True where the SDK gets the vendor's own answer to what it sends (policy: `answers: vendor`). */
  readonly waits: boolean
  /** SDKs are told to stop while the vendor is cut even if they log an error as they do. */
  readonly stops: boolean
  readonly pseudonyms: Pseudonyms
  readonly pseudonymising: boolean
  /** Of times, the day and their order leave and no more. */
  readonly ordered: boolean
  readonly allows: (field: string) => boolean
  readonly innocents: Innocents
  readonly swept: Innocents
  /** True where no property is denied: then a message that nothing changed goes on byte for byte. */
  readonly open: boolean
  plan(endpoint: Endpoint, sdk: string): Plan
}

/** A request on its way. Steps fill it in. */
export interface Passage {
  readonly lane: Lane
  readonly request: WireRequest
  endpoint: Endpoint | null
  message: Message | null
  plan: Plan | null
  reduced: Reduced | null
  /** What is to be sent, path and query without the upstream's prefix. */
  outgoing: WireRequest | null
  stopped: StopReason | null
  /** Why a signature over an id was left out; null where none was. */
  unsigned: string | null
  /** Set where the sender is an invented person: its name and address (canary/weaver.ts). */
  readonly canary?: ReadonlySet<string>
}

type Step = (passage: Passage) => StopReason | null

/** The list. */
export const STEPS: readonly Step[] = [recognise, admit, read, judgeAndReduce, write]

/** Runs the list until a step stops the passage. */
export function pass(lane: Lane, request: WireRequest, canary?: ReadonlySet<string>): Passage {
  const passage: Passage = {
    lane,
    request,
    endpoint: null,
    message: null,
    plan: null,
    reduced: null,
    outgoing: null,
    stopped: null,
    unsigned: null,
    ...(canary === undefined ? {} : { canary }),
  }
  for (const step of STEPS) {
    passage.stopped = step(passage)
    if (passage.stopped !== null) break
  }
  return passage
}

/** Which of the vendor's endpoints is this? */
function recognise(passage: Passage): StopReason | null {
  const { method, path } = passage.request
  passage.endpoint = passage.lane.wire.endpoints.find((endpoint) => endpoint.matches(method, path)) ?? null
  return passage.endpoint === null ? 'unknown-endpoint' : null
}

/** A cut vendor gets nothing. */
function admit(passage: Passage): StopReason | null {
  return passage.lane.mode === 'cut' ? 'cut' : null
}

/** Bytes → tree. */
function read(passage: Passage): StopReason | null {
  const endpoint = passage.endpoint as Endpoint
  try {
    passage.message = endpoint.read(passage.request)
    return endpoint.handling === 'pinned' ? 'pinned' : null
  } catch (error) {
    if (error instanceof CordonError && error.code === 'wire.too-large') return 'too-large'
    if (error instanceof CordonError && error.code === 'wire.unreadable') return 'unreadable'
    throw error
  }
}

/** The policy's verdict on every place, and its consequences. */
function judgeAndReduce(passage: Passage): StopReason | null {
  const { lane, endpoint, message } = passage as { lane: Lane; endpoint: Endpoint; message: Message }
  passage.plan = lane.plan(endpoint, lane.wire.sdk(passage.request, message))
  const { country } = passage.request
  if (country !== undefined && lane.mode !== 'observe') endpoint.putCountry?.(message.doc, country)
  const signAgain = lane.mode === 'observe' ? undefined : endpoint.resign?.(message.doc, lane.secret, passage.canary !== undefined)
  passage.reduced = reduce(message.doc, passage.plan, {
    pseudonyms: lane.pseudonyms,
    ordered: lane.ordered,
    queryKeys: lane.queryKeys,
    pseudonymising: lane.pseudonymising,
    allows: lane.allows,
    innocents: lane.innocents,
    swept: lane.swept,
    apply: lane.mode !== 'observe',
    reversible: endpoint.handling === 'ask' || lane.waits,
    ...(passage.canary === undefined ? {} : { canary: passage.canary }),
  })
  passage.unsigned = signAgain?.() ?? null
  return null
}

/** Tree → bytes in the encodings received; the very bytes where nothing is denied and nothing changed. */
function write(passage: Passage): StopReason | null {
  const { lane, request, message, reduced } = passage as { lane: Lane; request: WireRequest; message: Message; reduced: Reduced }
  const same = lane.mode === 'observe' || (lane.open && reduced.removed === 0 && reduced.changed === 0)
  const written = same ? request : message.write()
  passage.outgoing = {
    method: request.method,
    path: written.path,
    query: written.query,
    headers: headersOut(lane.wire, written.headers),
    body: written.body,
  }
  return null
}
