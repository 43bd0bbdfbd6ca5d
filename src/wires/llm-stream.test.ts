// An LLM's reply whose pseudonyms come cut anywhere: between tokens, between events, inside chunks of bytes.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { StreamRestorer } from '../core/wire.ts'
import type { Json } from '../core/words.ts'
import { anthropic } from './anthropic/wire.ts'
import { sent } from './llm.ts'
import { openai } from './openai/wire.ts'

const originals = new Map([
  ['u_ye5zqe5qmb5sgo7qtguuinbmfv', 'u_1042 "the \\ first"'],
  ['g_kjv4f5hyzlcbifzz53lbdy6haz', 'org_77'],
])
const REPLY = 'Dear u_ye5zqe5qmb5sgo7qtguuinbmfv of g_kjv4f5hyzlcbifzz53lbdy6haz, u_ye5 is no one, g_kjv4f5hyzlcbifzz53lbdy6haz'
const WANTED = [...originals].reduce((text, [pseudonym, original]) => text.replaceAll(pseudonym, original), REPLY)

const restorerOf = (wire: typeof openai, name: string): StreamRestorer => {
  const restore = wire.endpoints.find((endpoint) => endpoint.name === name)?.restoreStream
  assert.ok(restore)
  return restore(originals)
}

/** The stream in chunks of any size through a restorer; the events that come out. */
function through(restorer: StreamRestorer, stream: string, sizes: readonly number[]): Json[] {
  let out = ''
  for (let at = 0, i = 0; at < stream.length; i++) {
    const size = sizes[i % sizes.length] ?? 7
    out += restorer.push(stream.slice(at, at + size))
    at += size
  }
  out += restorer.end()
  return out
    .split('\n\n')
    .flatMap((block) => block.split('\n').filter((line) => line.startsWith('data: {')))
    .map((line) => JSON.parse(line.slice(6)) as Json)
}

/** Any way to cut the reply into tokens and the stream into chunks. */
const cuts = fc.record({
  tokens: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }),
  chunks: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
})
function tokensOf(sizes: readonly number[]): string[] {
  const out: string[] = []
  for (let at = 0, i = 0; at < REPLY.length; i++) {
    const size = sizes[i % sizes.length] as number
    out.push(REPLY.slice(at, at + size))
    at += size
  }
  return out
}
const holds = (check: (tokens: string[], chunks: number[]) => void): void =>
  fc.assert(
    fc.property(cuts, ({ tokens, chunks }) => check(tokensOf(tokens), chunks)),
    { numRuns: process.env.CORDON_LONG === '1' ? 100_000 : 300, seed: 11 },
  )
type Any = Record<string, never>

describe('originals in the stream of a reply', () => {
  it('chat completions: two choices at once, and the arguments of a tool call', () =>
    holds((tokens, chunks) => {
      const chunk = (delta: Json, finish: Json = null, index = 0): string => sent({ choices: [{ index, delta, finish_reason: finish }] })
      const stream = `${tokens.map((content) => chunk({ content }) + chunk({ content }, null, 1) + chunk({ tool_calls: [{ index: 0, function: { arguments: content } }] })).join('')}${chunk({}, 'stop')}${chunk({}, 'stop', 1)}data: [DONE]\n\n`
      const events = through(restorerOf(openai, 'chat'), stream, chunks) as unknown as {
        choices: [{ index: number; delta: { content?: string; tool_calls?: [{ function: { arguments: string } }] } }]
      }[]
      for (const index of [0, 1])
        assert.equal(events.map(({ choices: [one] }) => (one.index === index ? (one.delta.content ?? '') : '')).join(''), WANTED)
      const json = events.map(({ choices: [one] }) => one.delta.tool_calls?.[0].function.arguments ?? '').join('')
      assert.equal(JSON.parse(`"${json}"`), WANTED)
    }))

  it('responses: by item, and the whole text again at the end', () =>
    holds((tokens, chunks) => {
      const ids = { item_id: 'm', content_index: 0 }
      const stream = `${tokens.map((delta) => sent({ type: 'response.output_text.delta', ...ids, delta }, 'response.output_text.delta')).join('')}${sent({ type: 'response.output_text.done', ...ids, text: REPLY }, 'response.output_text.done')}`
      const events = through(restorerOf(openai, 'responses'), stream, chunks) as unknown as Any[]
      assert.equal(events.map((event) => event.delta ?? '').join(''), WANTED)
      assert.equal(events.at(-1)?.text, WANTED)
    }))

  it('Anthropic messages: by content block', () =>
    holds((tokens, chunks) => {
      const stream = `${tokens.map((text) => sent({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }, 'content_block_delta')).join('')}${sent({ type: 'content_block_stop', index: 0 }, 'content_block_stop')}${sent({ type: 'message_stop' }, 'message_stop')}`
      const events = through(restorerOf(anthropic as typeof openai, 'messages'), stream, chunks) as unknown as {
        type: string
        delta?: { text: string }
      }[]
      assert.equal(events.map((event) => event.delta?.text ?? '').join(''), WANTED)
      assert.deepEqual(
        events.slice(-2).map(({ type }) => type),
        ['content_block_stop', 'message_stop'],
      )
    }))

  it('a whole JSON answer stays JSON, whatever the original holds', () =>
    holds((_tokens, chunks) => {
      const restorer = restorerOf(openai, 'chat')
      const text = JSON.stringify({ choices: [{ message: { content: REPLY } }] })
      let out = ''
      for (let at = 0, i = 0; at < text.length; i++) {
        const size = chunks[i % chunks.length] as number
        out += restorer.push(text.slice(at, at + size))
        at += size
      }
      assert.equal(JSON.parse(out + restorer.end()).choices[0].message.content, WANTED)
    }))
})
