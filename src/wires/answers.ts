// Small answers that several wires give.
import type { WireAnswer } from '../core/wire.ts'
import type { Json } from '../core/words.ts'

/** A JSON answer. */
export function jsonAnswer(value: Json, status = 200, headers: readonly (readonly [string, string])[] = []): WireAnswer {
  return { status, headers: [['content-type', 'application/json'], ...headers], body: Buffer.from(JSON.stringify(value)) }
}

/** A plain-text answer. */
export function textAnswer(text: string, status = 200): WireAnswer {
  return { status, headers: [['content-type', 'text/plain; charset=utf-8']], body: Buffer.from(text) }
}

/** No content. */
export function emptyAnswer(status = 204): WireAnswer {
  return { status, headers: [], body: new Uint8Array() }
}
