// What the LLM wires share: prompts are content that leaves only cleaned and only where the policy allows it, and an answer that says nothing, whole or as a stream.
import type { Kind, WireAnswer, WireRequest } from '../core/wire.ts'
import type { Json } from '../core/words.ts'
import { jsonAnswer } from './answers.ts'
import { readBody } from './codec/body.ts'
import { isObject } from './codec/json.ts'
import type { Layout } from './codec/message.ts'
import { all, kind, text } from './kinds.ts'

/** What somebody wrote to a model, and what the model is told about somebody. */
export const prompt: Kind = text('user.content.private')

/** Schemas that tell a model how to call a tool or how to answer: the company's code, seen as texts, so that a parameter called `email` stays and an address does not. */
export function schemas(places: string): { layout: Layout; kinds: Record<string, Kind> } {
  const nested = places.split(/\s+/).map((at) => ({ at, packed: 'tree' as const }))
  return { layout: { nested }, kinds: all(places, kind.plain) }
}

/** One server-sent event. `name`: its `event:` line, '' for none. */
export function sent(value: Json, name = ''): string {
  return `${name === '' ? '' : `event: ${name}\n`}data: ${JSON.stringify(value)}\n\n`
}

/** A whole stream as an answer. */
export function streamed(events: string): WireAnswer {
  return { status: 200, headers: [['content-type', 'text/event-stream; charset=utf-8']], body: Buffer.from(events, 'utf8') }
}

/** What the request asks for, read again from its bytes: the guard may have removed both from the tree. */
export function asked(request: WireRequest): { model: string; stream: boolean } {
  try {
    const value = readBody(request.body).value
    if (isObject(value)) return { model: typeof value.model === 'string' ? value.model : '', stream: value.stream === true }
  } catch {
    // Unreadable: answered as a whole.
  }
  return { model: '', stream: false }
}

/** `whole` or `stream`, as asked. */
export function answered(request: WireRequest, whole: (model: string) => Json, stream: (model: string) => string): WireAnswer {
  const { model, stream: streams } = asked(request)
  return streams ? streamed(stream(model)) : jsonAnswer(whole(model))
}
