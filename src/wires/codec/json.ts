// JSON that comes back as it went in: key order is kept by JavaScript objects, and numbers that a double cannot hold keep their text.
import { CordonError } from '../../core/errors.ts'
import { LIMITS } from '../../core/limits.ts'
import type { Json } from '../../core/words.ts'

interface RawJsonApi {
  rawJSON(text: string): object
  isRawJSON(value: unknown): boolean
}
const raw = JSON as unknown as RawJsonApi & JSON

/** A number beyond a double's 15 digits, or with an exponent, where a value may begin: only then the slower, exact reading is needed. */
const mayLosePrecision = /[:,[]\s?-?(?:[\d.]{16}|\d[\d.]*[eE])/

/**
 * Text → value. Numbers that would change (`9007199254740993`, `1e400`) become raw-JSON objects (`isRawNumber`), which
 * `writeJson` prints as they were. Throws `wire.unreadable` without quoting the text, `wire.too-large` for nesting no message needs.
 */
export function readJson(text: string): Json {
  if (hasManyBrackets(text)) checkDepth(text)
  try {
    if (!mayLosePrecision.test(text)) return JSON.parse(text) as Json
    return JSON.parse(text, function keep(_key: string, value: unknown, context?: { source?: string }) {
      if (typeof value !== 'number' || context?.source === undefined) return value
      return String(value) === context.source || Number.isSafeInteger(value) ? value : raw.rawJSON(context.source)
    } as (key: string, value: unknown) => unknown) as Json
  } catch (cause) {
    throw new CordonError('wire.unreadable', 'The message is not valid JSON.', { cause: positionOnly(cause) })
  }
}

/** True for a number kept as text by `readJson`. */
export function isRawNumber(value: unknown): boolean {
  return typeof value === 'object' && value !== null && raw.isRawJSON(value)
}

/** A JSON object, and neither an array nor a number kept as text. */
export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value)
}

/** Value → text, no spaces, as every SDK we know writes it. */
export function writeJson(value: Json): string {
  return JSON.stringify(value)
}

/** V8's message quotes the input; only its position may be kept. */
function positionOnly(cause: unknown): Error {
  const at = /position (\d+)/.exec(String(cause))?.[1]
  return new Error(at === undefined ? 'unexpected end or character' : `at position ${at}`)
}

/** JSON.parse reads any depth, but whoever walks or writes the value then runs out of stack. Few brackets cannot be deep, and nearly all texts have few. */
const FEW_BRACKETS = 1_000

function hasManyBrackets(text: string): boolean {
  let count = 0
  for (const bracket of ['{', '['])
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) if (++count > FEW_BRACKETS) return true
  return false
}

function checkDepth(text: string): void {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (quoted) {
      if (code === 0x5c) i++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > LIMITS.jsonDepth) throw new CordonError('wire.too-large', 'The message is nested deeper than its limit.')
    } else if (code === 0x7d || code === 0x5d) depth--
  }
}
