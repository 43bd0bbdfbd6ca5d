// Anthropic: messages (whole or streamed) and token counts. Prompts are personal data: they leave cleaned, where the policy allows `user.content`; the reply is
// passed on as it streams, with the originals back in it.
// Facts: docs.anthropic.com/en/api/messages, …/messages-streaming; not captured by us.
import type { Kind, Wire } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { jsonAnswer } from '../answers.ts'
import { isObject } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'
import { answered, prompt, schemas, sent } from '../llm.ts'
import { llmRestorer, type StreamShape } from '../llm-stream.ts'

const block: Record<string, Kind> = {
  ...all('type id tool_use_id name is_error cache_control signature citations.enabled', kind.structure),
  ...all('text thinking input content title context', prompt),
  source: is.content,
  ...all('source.type source.media_type', kind.structure),
  data: kind.structure,
}

const schema = schemas('body.tools[].input_schema body.output_format.schema body.output_config.format.schema')
const { layout } = schema

const kinds: Record<string, Kind> = {
  ...schema.kinds,
  ...at('body', {
    ...all(
      'model max_tokens stream temperature top_p top_k tools tool_choice thinking service_tier container context_management mcp_servers',
      kind.structure,
    ),
    ...all('tools[].description stop_sequences', kind.plain),
    'metadata.user_id': is.person,
    system: prompt,
    ...at('system[]', block),
    'messages[].role': kind.structure,
    'messages[].content': prompt,
    ...at('messages[].content[]', { ...block, ...at('content[]', block) }),
  }),
}

function reply(model: string, stop: Json): { [key: string]: Json } {
  return {
    id: 'msg_cordon',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: stop,
    stop_sequence: null,
    usage: { input_tokens: 0, output_tokens: 0 },
  }
}

/** Text comes by content block: as text, thinking, or pieces of a tool call's JSON. */
const shape: StreamShape = {
  texts(event) {
    if (!isObject(event) || event.type !== 'content_block_delta' || !isObject(event.delta)) return []
    const { delta } = event
    return ['text', 'thinking', 'partial_json'].flatMap((key) =>
      typeof delta[key] === 'string' ? [{ run: `block ${event.index}`, holder: delta, key, json: key === 'partial_json' }] : [],
    )
  },
  ends: (event, run) => isObject(event) && event.type === 'content_block_stop' && run === `block ${event.index}`,
}

const messages = endpoint({
  name: 'messages',
  path: /\/v1\/messages\/?$/,
  handling: 'ask',
  layout,
  kinds,
  passesAnswer: true,
  restoreStream: (originals) => llmRestorer(originals, shape),
  quiet: (request) =>
    answered(
      request,
      (model) => ({ ...reply(model, 'refusal'), content: [{ type: 'text', text: '' }] }),
      (model) =>
        sent({ type: 'message_start', message: reply(model, null) }, 'message_start') +
        sent({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }, 'content_block_start') +
        sent({ type: 'content_block_stop', index: 0 }, 'content_block_stop') +
        sent(
          { type: 'message_delta', delta: { stop_reason: 'refusal', stop_sequence: null }, usage: { output_tokens: 0 } },
          'message_delta',
        ) +
        sent({ type: 'message_stop' }, 'message_stop'),
    ),
})

const count = endpoint({
  name: 'count-tokens',
  path: /\/v1\/messages\/count_tokens\/?$/,
  handling: 'ask',
  layout,
  kinds,
  passesAnswer: true,
  quiet: () => jsonAnswer({ input_tokens: 0 }),
})

const models = endpoint({
  name: 'models',
  path: /\/v1\/models(?:\/[\w.:-]+)?\/?$/,
  methods: ['GET'],
  handling: 'ask',
  kinds: all('query.limit query.after_id query.before_id', kind.structure),
  passesAnswer: true,
  quiet: () => jsonAnswer({ data: [], has_more: false }),
})

export const anthropic: Wire = {
  vendor: 'anthropic',
  upstream: 'https://api.anthropic.com',
  headers: ['x-api-key', 'authorization', 'anthropic-version', 'anthropic-beta', 'accept'],
  endpoints: [messages, count, models],
  sdk: (request) => request.headers.find(([name]) => name === 'x-stainless-package-version')?.[1] ?? '',
}
