// JSON that comes back as it went in: key order is kept by JavaScript objects, and numbers that a double cannot hold keep their text.
import { CordonError } from '../../core/errors.ts'
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
 * `writeJson` prints as they were. Throws `wire.unreadable` without quoting the text.
 */
export function readJson(text: string): Json {
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

/** Value → text, no spaces, as every SDK we know writes it. */
export function writeJson(value: Json): string {
  return JSON.stringify(value)
}

/** V8's message quotes the input; only its position may be kept. */
function positionOnly(cause: unknown): Error {
  const at = /position (\d+)/.exec(String(cause))?.[1]
  return new Error(at === undefined ? 'unexpected end or character' : `at position ${at}`)
}
