// How wires write an endpoint in a few lines: a path, a layout, a table of kinds and a quiet answer; the rest is the same for all.
import type { Endpoint, Handling, Kind, Message, WireAnswer, WireRequest } from '../core/wire.ts'
import { type Layout, readMessage } from './codec/message.ts'

export interface Spec {
  readonly name: string
  readonly path: RegExp
  /** POST alone where not said. */
  readonly methods?: readonly string[]
  /** `store` where not said. */
  readonly handling?: Handling
  readonly layout?: Layout
  readonly kinds: Readonly<Record<string, Kind>>
  readonly parcels?: readonly string[]
  readonly quiet: (request: WireRequest, message: Message | null) => WireAnswer
  readonly silence?: NonNullable<Endpoint['silence']>
  readonly silenceIsLogged?: true
  readonly guardAnswer?: NonNullable<Endpoint['guardAnswer']>
  readonly passesAnswer?: boolean
  readonly restoreStream?: NonNullable<Endpoint['restoreStream']>
  readonly wantsAgain?: NonNullable<Endpoint['wantsAgain']>
  readonly maxAge?: number
  readonly upstream?: string
  readonly resign?: NonNullable<Endpoint['resign']>
}

/** Options that were not given stay absent: the guard tells `undefined` from a missing answer. */
export function endpoint(spec: Spec): Endpoint {
  const { path, methods = ['POST'], layout = {}, handling = 'store', parcels = [], ...rest } = spec
  return {
    ...rest,
    handling,
    parcels,
    matches: (method, at) => methods.includes(method) && path.test(at),
    read: (request) => readMessage(request, layout),
  }
}

export const day = 86_400_000
