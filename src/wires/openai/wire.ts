// OpenAI and whatever speaks its API: chat completions, responses, embeddings, completions, moderations. Prompts are personal data: they leave cleaned, where the
// policy allows `user.content`; the reply is passed on as it streams, with the originals back in it.
// Facts: platform.openai.com/docs/api-reference (chat, responses, embeddings; streaming events); not captured by us.
import type { Kind, StreamRestorer, Wire, WireAnswer, WireRequest } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { jsonAnswer } from '../answers.ts'
import { isObject } from '../codec/json.ts'
import { endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'
import { answered, asked, prompt, schemas, sent } from '../llm.ts'
import { llmRestorer, type Spot, type StreamShape } from '../llm-stream.ts'

/** Settings of the company's own code: they shape the answer and name nobody. */
const settings = all(
  'model stream stream_options temperature top_p n max_tokens max_completion_tokens max_output_tokens presence_penalty frequency_penalty logit_bias logprobs top_logprobs seed response_format text tools tool_choice parallel_tool_calls functions function_call reasoning reasoning_effort verbosity store service_tier truncation include background modalities audio encoding_format dimensions echo best_of suffix max_tool_calls prompt_cache_retention previous_response_id conversation',
  kind.structure,
)
const person: Record<string, Kind> = { ...all('user safety_identifier', is.person), prompt_cache_key: kind.eventId }

const parts: Record<string, Kind> = {
  type: kind.structure,
  ...all('text refusal', prompt),
  ...all('image_url input_audio file file_data file_url', is.content),
  ...all('file_id detail annotations', kind.structure),
}
const toolCall = {
  ...all('id type function.name name index call_id status', kind.structure),
  ...all('function.arguments arguments output input', prompt),
}

const message: Record<string, Kind> = {
  ...all('role type id status tool_call_id call_id', kind.structure),
  name: is.name,
  content: prompt,
  ...at('content[]', parts),
  refusal: prompt,
  ...at('tool_calls[]', toolCall),
  ...at('function_call', toolCall),
  ...at('output output[]', { ...parts }),
  ...all('arguments output action', prompt),
  summary: prompt,
  encrypted_content: kind.structure,
}

/** Chat and completions carry text by choice, responses by item; each run ends with its own word. */
const shape: StreamShape = {
  texts(event) {
    if (!isObject(event)) return []
    if (typeof event.delta === 'string' && typeof event.type === 'string')
      return [{ run: runOf(event), holder: event, key: 'delta', json: event.type.includes('arguments') }]
    const spots: Spot[] = []
    for (const choice of Array.isArray(event.choices) ? event.choices : []) {
      if (!isObject(choice)) continue
      const run = `choice ${choice.index}`
      if (typeof choice.text === 'string') spots.push({ run, holder: choice, key: 'text' })
      if (!isObject(choice.delta)) continue
      for (const key of ['content', 'refusal', 'reasoning_content'])
        if (typeof choice.delta[key] === 'string') spots.push({ run: `${run} ${key}`, holder: choice.delta, key })
      for (const call of Array.isArray(choice.delta.tool_calls) ? choice.delta.tool_calls : [])
        if (isObject(call) && isObject(call.function) && typeof call.function.arguments === 'string')
          spots.push({ run: `${run} call ${call.index}`, holder: call.function, key: 'arguments', json: true })
    }
    return spots
  },
  ends(event, run) {
    if (!isObject(event)) return false
    if (typeof event.type === 'string')
      return event.type.endsWith('.done') ? run === runOf(event) : /^response\.(?:completed|incomplete|failed)$/.test(event.type)
    return (Array.isArray(event.choices) ? event.choices : []).some(
      (choice) => isObject(choice) && typeof choice.finish_reason === 'string' && `${run} `.startsWith(`choice ${choice.index} `),
    )
  },
}
/** `response.output_text.delta` and `response.output_text.done` of one part of one item. */
const runOf = (event: { [key: string]: Json }): string =>
  `${String(event.type).replace(/\.(?:delta|done)$/, '')} ${event.item_id} ${event.content_index ?? event.summary_index ?? ''}`
const restoreStream = (originals: ReadonlyMap<string, string>): StreamRestorer => llmRestorer(originals, shape)

const schema = schemas(
  'body.tools[].function.parameters body.tools[].parameters body.functions[].parameters body.response_format.json_schema.schema body.text.format.schema',
)
const { layout } = schema
const told = all(
  'body.tools[].description body.tools[].function.description body.tools[].custom.description body.functions[].description body.response_format.json_schema.description body.text.format.description',
  kind.plain,
)
const base = { ...at('body', { ...settings, ...person, stop: kind.plain, metadata: is.content }), ...schema.kinds, ...told }

const chatMessage = { role: 'assistant', content: '' } as const
const chat = endpoint({
  name: 'chat',
  path: /\/chat\/completions\/?$/,
  layout,
  handling: 'ask',
  kinds: { ...base, ...at('body.messages[]', message), 'body.prediction': prompt },
  passesAnswer: true,
  restoreStream,
  quiet: (request) =>
    answered(
      request,
      (model) => ({
        id: 'chatcmpl-cordon',
        object: 'chat.completion',
        created: 0,
        model,
        choices: [{ index: 0, message: { ...chatMessage, refusal: null }, finish_reason: 'content_filter' }],
        usage: NO_TOKENS,
      }),
      (model) => {
        const chunk = (delta: Json, finish: Json): string =>
          sent({
            id: 'chatcmpl-cordon',
            object: 'chat.completion.chunk',
            created: 0,
            model,
            choices: [{ index: 0, delta, finish_reason: finish }],
          })
        return `${chunk(chatMessage, null)}${chunk({}, 'content_filter')}data: [DONE]\n\n`
      },
    ),
})
const NO_TOKENS = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } as const

function response(model: string, status: string): { [key: string]: Json } {
  return {
    id: 'resp_cordon',
    object: 'response',
    created_at: 0,
    status,
    model,
    output: [],
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'content_filter' } : null,
    usage: null,
    parallel_tool_calls: true,
    tools: [],
    tool_choice: 'auto',
    metadata: {},
  }
}

const responses = endpoint({
  name: 'responses',
  path: /\/responses\/?$/,
  layout,
  handling: 'ask',
  kinds: {
    ...base,
    ...all('body.input body.instructions', prompt),
    ...at('body.input[] body.instructions[]', message),
    ...all('body.prompt.id body.prompt.version', kind.structure),
    'body.prompt.variables': prompt,
  },
  passesAnswer: true,
  restoreStream,
  quiet: (request) =>
    answered(
      request,
      (model) => response(model, 'incomplete'),
      (model) =>
        sent({ type: 'response.created', sequence_number: 0, response: response(model, 'in_progress') }, 'response.created') +
        sent({ type: 'response.incomplete', sequence_number: 1, response: response(model, 'incomplete') }, 'response.incomplete'),
    ),
})

/** Zeros of the length asked for, as many as there are texts: a caller that indexes them does not fail. */
function noVectors(request: WireRequest, inputs: Json | undefined, dimensions: Json | undefined): WireAnswer {
  const count = Array.isArray(inputs) && typeof inputs[0] === 'string' ? Math.min(inputs.length, 2_048) : 1
  const length = typeof dimensions === 'number' && dimensions > 0 && dimensions <= 8_192 ? Math.floor(dimensions) : 1_536
  const embedding = new Array<Json>(length).fill(0)
  return jsonAnswer({
    object: 'list',
    model: asked(request).model,
    data: Array.from({ length: count }, (_, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: 0, total_tokens: 0 },
  })
}

const embeddings = endpoint({
  name: 'embeddings',
  path: /\/embeddings\/?$/,
  handling: 'ask',
  kinds: { ...base, 'body.input': prompt },
  passesAnswer: true,
  restoreStream,
  quiet(request, read) {
    const body = read?.doc.body as { [key: string]: Json } | null | undefined
    return noVectors(request, body?.input, body?.dimensions)
  },
})

const completions = endpoint({
  name: 'completions',
  path: /^(?!.*\/chat\/).*\/completions\/?$/,
  handling: 'ask',
  kinds: { ...base, 'body.prompt': prompt },
  passesAnswer: true,
  restoreStream,
  quiet: (request) =>
    answered(
      request,
      (model) => ({
        id: 'cmpl-cordon',
        object: 'text_completion',
        created: 0,
        model,
        choices: [{ index: 0, text: '', logprobs: null, finish_reason: 'content_filter' }],
        usage: NO_TOKENS,
      }),
      (model) =>
        `${sent({ id: 'cmpl-cordon', object: 'text_completion', created: 0, model, choices: [{ index: 0, text: '', logprobs: null, finish_reason: 'content_filter' }] })}data: [DONE]\n\n`,
    ),
})

const moderations = endpoint({
  name: 'moderations',
  path: /\/moderations\/?$/,
  handling: 'ask',
  kinds: { ...base, 'body.input': prompt, ...at('body.input[]', parts) },
  passesAnswer: true,
  restoreStream,
  quiet: (request) =>
    jsonAnswer({ id: 'modr-cordon', model: asked(request).model, results: [{ flagged: false, categories: {}, category_scores: {} }] }),
})

const models = endpoint({
  name: 'models',
  path: /\/models(?:\/[\w.:-]+)?\/?$/,
  methods: ['GET'],
  handling: 'ask',
  kinds: {},
  passesAnswer: true,
  restoreStream,
  quiet: () => jsonAnswer({ object: 'list', data: [] }),
})

export const openai: Wire = {
  vendor: 'openai',
  upstream: 'https://api.openai.com',
  headers: ['authorization', 'api-key', 'openai-organization', 'openai-project', 'openai-beta', 'accept'],
  endpoints: [chat, responses, embeddings, completions, moderations, models],
  sdk: (request) => request.headers.find(([name]) => name === 'x-stainless-package-version')?.[1] ?? '',
}
