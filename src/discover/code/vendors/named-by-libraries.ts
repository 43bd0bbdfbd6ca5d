// Vendors that Ruby's and Python's libraries are told by a name: where files are stored, which model is asked through a library for many, who signs people in.
import type { Card } from '../../../catalog/card.ts'
import type { Known } from '../finding.ts'
import type { Call, Entry, Expr } from '../ir.ts'
import type { Program, Source } from '../names/program.ts'
import { namedCard } from './providers.ts'
import { cardNamed } from './signal-rules.ts'

export interface Named {
  readonly card: Card
  readonly line: number
  readonly module: string
}

/** Python's libraries that ask models of many makers, each named before the model: `anthropic/claude`, `openai:gpt-4o`. */
const ASKS_MODELS = /^pypi:(?:litellm|dspy|pydantic_ai|langchain(?:\.|$)|aisuite|smolagents|crewai|instructor)/
const MAKERS: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  gemini: 'google-gemini',
  'google-gla': 'google-gemini',
  google_genai: 'google-gemini',
  vertex_ai: 'google-cloud',
  bedrock: 'aws',
  azure: 'azure-openai',
  mistral: 'mistral',
  groq: 'groq',
  cohere: 'cohere',
  deepseek: 'deepseek',
  openrouter: 'openrouter',
  together_ai: 'together-ai',
  fireworks_ai: 'fireworks-ai',
  xai: 'xai',
  perplexity: 'perplexity',
}

export function namedByLibraries(program: Program, source: Source, known: Known): Named[] {
  if (source.lang !== 'ruby' && source.lang !== 'python') return []
  const found: Named[] = []
  const add = (card: Card | null | undefined, line: number, module: string): void => {
    if (card && !known.own(card.domain)) found.push({ card, line, module })
  }
  for (const call of source.unit.calls) {
    if (source.lang === 'ruby') {
      for (const { key, value, line } of entriesOf(call))
        if (call.callee === 'has_attached_file' && key === 'storage' && value.t === 'text')
          add(cardNamed(known.catalog, value.text), line, `named:fog-${value.text}`)
      continue
    }
    if (/(?:^|\.)\w*oauth\w*\.register$/i.test(call.callee))
      for (const { key, value, line } of entriesOf(call))
        if (key === 'name' && value.t === 'text')
          add(namedCard(known.catalog, value.text.toLowerCase(), false), line, `sign-in:${value.text}`)
    for (const { name, line } of modelsOf(program, source, call)) add(known.catalog.byId(MAKERS[name] ?? ''), line, `named:${name}`)
  }
  for (const one of source.lang === 'ruby' ? source.unit.assigns : []) {
    // CarrierWave: `config.fog_credentials = { provider: "AWS" }`.
    if (/(?:^|\.)fog_credentials$/.test(one.target) && one.value.t === 'object')
      for (const { key, value, line } of one.value.entries)
        if (key === 'provider' && value.t === 'text')
          add(cardNamed(known.catalog, value.text), line, `named:fog-${value.text.toLowerCase()}`)
    // RubyLLM: `config.acme_api_key = …` in the block by which a library for many is set up.
    const maker = /\.(\w+)_api_key$/.exec(one.target)?.[1]
    if (maker && setsUpMany(source, one.fn)) add(known.catalog.byId(MAKERS[maker] ?? ''), one.line, `named:${maker}`)
  }
  return found
}

function entriesOf(call: Call): readonly Entry[] {
  return call.args.flatMap((arg) => (arg.t === 'object' ? arg.entries : []))
}

function setsUpMany(source: Source, fn: number): boolean {
  return source.unit.calls.some(
    (call) =>
      /^(?:RubyLLM|Langchain|OmniAI|Raix|Sublayer)\.(?:configure|config|setup)$/.test(call.callee) &&
      call.args.some((arg) => arg.t === 'fn' && arg.fn === fn),
  )
}

function modelsOf(program: Program, source: Source, call: Call): { name: string; line: number }[] {
  const texts = call.args.flatMap((arg): Expr[] =>
    arg.t === 'object' ? arg.entries.filter(({ key }) => /model/.test(key ?? '')).map((one) => one.value) : [arg],
  )
  const names = texts.flatMap((one) => (one.t === 'text' ? (/^([a-z][\w-]*)[/:][\w./:-]+$/.exec(one.text)?.[1] ?? []) : []))
  if (names.length === 0) return []
  const origin = program.ofCall(source, call)
  return origin?.k === 'package' && ASKS_MODELS.test(origin.module) ? names.map((name) => ({ name, line: call.line })) : []
}
