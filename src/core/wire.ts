// How a wire describes a vendor's protocol: endpoints that turn bytes into a tree and back, and a table that says what each place in the tree is.
// The guard walks the tree by that table (guard/reduce); a wire itself never decides what may leave.
import type { Field, Json, VendorId } from './words.ts'

/** One request as it stands on the wire. Header names in lower case; `path` without the gateway's vendor prefix, still percent-encoded; `query` without `?`. */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
  /** Country of the sender's address, where a crowd shares it (guard/country.ts). The address itself is not here. */
  readonly country?: string
}

/** What the guard gives an SDK, or got from a vendor. */
export interface WireAnswer {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
  /** Given instead of `body` where the answer goes on as it comes (`passesAnswer`). */
  readonly stream?: AsyncIterable<Uint8Array>
}

/** What an identifier names. One pseudonym key a vendor and type, so that types cannot be joined with one another. */
export type IdType = 'user' | 'device' | 'session' | 'group' | 'email' | 'event'

/** What a place in a message is to the gateway. */
export type Kind =
  /** The protocol's own: type words, library names, project keys. Passes as it is and is no disclosure. */
  | { readonly is: 'structure' }
  /** Set to this value unless the policy allows the field (e.g. Mixpanel's `ip=1`, "use the socket address", becomes 0). */
  | { readonly is: 'constant'; readonly value: Json; readonly field: Field }
  /** Names a person, device, session or organisation. `user`, `device` and `email` name the person in the ledger. */
  | { readonly is: 'id'; readonly type: IdType; readonly field: Field }
  /** The vendor's deduplication key: pseudonymised, so that two vendors cannot be joined on it. */
  | { readonly is: 'event-id' }
  /** A moment; shifted a little per vendor and person. `unit` of a number; `iso` for text. */
  | { readonly is: 'time'; readonly unit: 's' | 'ms' | 'us' | 'ns' | 'iso' }
  /** The event's name, a constant of the company's code; leaves, cleaned of personal values. */
  | { readonly is: 'event' }
  /** A value of this field; the policy says what happens to it. */
  | { readonly is: 'field'; readonly field: Field }
  /**
   * Known and about no person (a library version, a screen's colour depth); leaves, cleaned of personal values. `word`: only where it is a number, a switch or a short
   * word as code has them (a flag's variant); anything else is as good as unknown, for the place takes whatever the company puts there.
   */
  | { readonly is: 'plain'; readonly word?: true }
  /** Free text that may quote anybody (log lines, error messages, prompts): leaves only cleaned, and only where the policy allows its field. */
  | { readonly is: 'text'; readonly field: Field }

/** One decoded request. `doc` is a tree the guard changes in place; parts are by convention `query`, `path`, `header`, `body`. */
export interface Message {
  readonly doc: { [part: string]: Json }
  /** The bytes again, in the same encodings as received, from what `doc` now holds. */
  write(): {
    readonly path: string
    readonly query: string
    readonly headers: readonly (readonly [string, string])[]
    readonly body: Uint8Array
  }
}

/** What happens to a request once it is reduced. */
export type Handling =
  /** Spooled, answered with `quiet`, sent later. */
  | 'store'
  /** Sent at once, the SDK waits for the guarded answer; `quiet` where the vendor does not answer in time. */
  | 'ask'
  /** Remote configuration or code: answered from the pinned copy, never relayed; `quiet` where none is pinned. */
  | 'pinned'

/** Text in pieces, pseudonyms out, originals in: `push` gives what is certain, `end` the rest. */
export interface StreamRestorer {
  push(text: string): string
  end(): string
}

export interface Endpoint {
  readonly name: string
  readonly handling: Handling
  matches(method: string, path: string): boolean
  /** Bytes → tree. Throws CordonError `wire.unreadable` (broken, or no form this endpoint knows) or `wire.too-large` (a bomb); nothing else. */
  read(request: WireRequest): Message
  /**
   * Path → kind. Paths are dotted, array elements `[]`, `*` stands for one segment of any name, `$feature/*` for one that begins so: `body[].properties.$email`. A key
   * that itself holds dots counts as several segments (`attributes` with key `user.email` is `attributes.user.email`).
   * A kind also holds for everything below its place that has no entry of its own and whose name tells no personal field.
   * A place without an entry is unknown: judged by its name, denied where that says nothing.
   */
  readonly kinds: Readonly<Record<string, Kind>>
  /** Where one event begins, same path form: `body[]`. Places outside belong to every event of the message. */
  readonly parcels: readonly string[]
  /** Success in the vendor's own shape. `message` is null where it could not be read. */
  quiet(request: WireRequest, message: Message | null): WireAnswer
  /** The vendor's own "stop sending" answer, where it has one; `quiet` otherwise. */
  readonly silence?: (request: WireRequest, message: Message | null) => WireAnswer
  /** The SDK logs an error as it stops: `silence` is for policies that ask for it (`whenCut: stop`). */
  readonly silenceIsLogged?: true
  /** `ask`, and `store` where the SDK waits for the vendor (policy: `answers: vendor`): the answer it gets, built from known keys of the vendor's. `restore` puts the originals of this request's pseudonyms back. */
  readonly guardAnswer?: (answer: WireAnswer, restore: (text: string) => string) => WireAnswer
  /** `ask`: the answer is passed on as it comes (JSON or a stream of events), with the originals restored, also where a pseudonym is cut by a chunk. For LLM replies. */
  readonly passesAnswer?: boolean
  /** `passesAnswer`: how originals come back where a pseudonym may be cut between events of a stream (LLM tokens). Default: over the text as it comes. */
  readonly restoreStream?: (originals: ReadonlyMap<string, string>) => StreamRestorer
  /** Where the vendor was to take the place from the sender's address: puts the country into the message instead, before it is judged. */
  readonly putCountry?: (doc: { [part: string]: Json }, country: string) => void
  /** True of a 2xx answer that says part of the message has to come again. The whole message is sent again; the vendor knows by the event ids what it has. */
  readonly wantsAgain?: (answer: WireAnswer) => boolean
  /** The vendor refuses events older than this, ms: an older message is not sent, and the sender says so. */
  readonly maxAge?: number
  /** Origin of this endpoint where it is another than the wire's `upstream` (remote configuration, replay, diagnostics). */
  readonly upstream?: string
  /**
   * Signatures over ids (Intercom's `user_hash`) once the ids are pseudonyms: called before reduction with the secret the policy names; what it gives is called after, and
   * says why a signature went, or null. Both change `doc` in place. Without a secret the signature has to go, for the vendor refuses a wrong one; one that was wrong is
   * never made right. `ours`: the message is of Cordon's own making.
   */
  readonly resign?: (doc: { [part: string]: Json }, secret: string | null, ours: boolean) => () => string | null
}

export interface Wire {
  readonly vendor: VendorId
  /** The vendor's own origin, used where the policy names no upstream. */
  readonly upstream: string
  readonly endpoints: readonly Endpoint[]
  /** Request headers (lower case) that belong to the protocol and go on to the vendor; every other header stays. */
  readonly headers: readonly string[]
  /**
   * `order`: the vendor's reports are about persons and days, so of an event's time only its day and its place among the person's events of that day
   * leave. Absent: durations and the time of day are what the vendor is for (errors, traces, logs), and times are moved by seconds alone.
   */
  readonly times?: 'order'
  /** SDK name and version as told by the message, for "new property since this version"; '' where it does not say. */
  sdk(request: WireRequest, message: Message): string
  /** An id that is made of parts, e.g. Mixpanel's `$device:UUID`: what to keep, and the id proper. */
  readonly splitId?: (value: string) => { readonly prefix: string; readonly value: string }
  /** Ids that mean "nobody" to the vendor and must stay as they are, lest all who have none become one person. */
  readonly keepsId?: (value: string) => boolean
  /**
   * Pseudonym shape the vendor accepts for an id; `hash`: 32 random-looking bytes. Default: a UUID stays a UUIDv4, an e-mail an
   * address at an .invalid name, everything else `u_` and 26 base-32 letters; null asks for that default. */
  readonly shapeId?: (type: IdType, original: string, hash: Uint8Array) => string | null
}
