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

/** u32 LE length of the head, u32 LE length of the shapes, head as JSON, shapes as JSON, body. Shapes stand apart because messages share them. */
export function writeFrame(waiting: Waiting): Buffer {
  const { request, shapes, ...rest } = waiting
  const { body, ...target } = request
  const head = JSON.stringify({ ...rest, request: target })
  const told = `[${shapes.map(textOf).join()}]`
  const headBytes = Buffer.byteLength(head)
  const toldBytes = Buffer.byteLength(told)
  const frame = Buffer.allocUnsafe(8 + headBytes + toldBytes + body.length)
  frame.writeUInt32LE(headBytes, 0)
  frame.writeUInt32LE(toldBytes, 4)
  frame.write(head, 8)
  frame.write(told, 8 + headBytes)
  frame.set(body, 8 + headBytes + toldBytes)
  return frame
}

/** The inverse of `writeFrame`. The body is a view of the payload. */
export function readFrame(payload: Buffer): Waiting {
  const shapesAt = 8 + payload.readUInt32LE(0)
  const bodyAt = shapesAt + payload.readUInt32LE(4)
  const head = JSON.parse(payload.toString('utf8', 8, shapesAt)) as Omit<Waiting, 'shapes' | 'request'> & {
    request: Omit<WireRequest, 'body'>
  }
  const shapes = shapesOf(payload.toString('utf8', shapesAt, bodyAt))
  return { ...head, shapes, request: { ...head.request, body: payload.subarray(bodyAt) } }
}

const texts = new WeakMap<Shape, string>()

function textOf(shape: Shape): string {
  let text = texts.get(shape)
  if (text === undefined) texts.set(shape, (text = JSON.stringify(shape)))
  return text
}

/** Lists of shapes lately read, by their text; long ones are rare and not kept. */
const read = new Map<string, readonly Shape[]>()
const REMEMBERED = 1_000
const LONG = 16_384

function shapesOf(text: string): readonly Shape[] {
  const known = read.get(text)
  if (known !== undefined) return known
  const shapes = JSON.parse(text) as Shape[]
  if (read.size >= REMEMBERED) read.clear()
  if (text.length <= LONG) read.set(text, shapes)
  return shapes
}
