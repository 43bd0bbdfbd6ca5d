// What a spool frame holds: the reduced request and what to record of it. Never what came in.
import type { Entry, Link } from '../core/record.ts'
import type { WireRequest } from '../core/wire.ts'
import type { Shape } from '../core/words.ts'

/** A request that waits to be sent. */
export interface Waiting {
  readonly request: WireRequest
  readonly entries: readonly Entry[]
  readonly links: readonly Link[]
  readonly shapes: readonly Shape[]
  /** When it was accepted, ms since 1970: vendors refuse what is too old. */
  readonly accepted: number
  /** Oldest the vendor takes, ms; 0: any age. */
  readonly maxAge: number
  /** Origin of the endpoint where it is another than the wire's; the policy's upstream goes before it. */
  readonly origin: string | null
}

/** u32 LE length of the head, head as JSON, body. */
export function writeFrame(waiting: Waiting): Buffer {
  const { body, ...request } = waiting.request
  const head = Buffer.from(JSON.stringify({ ...waiting, request }))
  const frame = Buffer.allocUnsafe(4 + head.length + body.length)
  frame.writeUInt32LE(head.length, 0)
  head.copy(frame, 4)
  frame.set(body, 4 + head.length)
  return frame
}

/** The inverse of `writeFrame`. The body is a view of the payload. */
export function readFrame(payload: Buffer): Waiting {
  const length = payload.readUInt32LE(0)
  const head = JSON.parse(payload.toString('utf8', 4, 4 + length)) as Waiting
  return { ...head, request: { ...head.request, body: payload.subarray(4 + length) } }
}
