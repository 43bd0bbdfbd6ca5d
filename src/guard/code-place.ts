// Where in the company's code a message was made, as error trackers tell it in their stack frames: `src/pay.ts:42`.
import type { Json } from '../core/words.ts'
import { isRawNumber } from '../wires/codec/json.ts'

/** Objects looked at; frames stand near the top of a message. */
const LOOKED = 5_000

/** File and line of the innermost frame of the company's own; null where the message names none. */
export function codePlace(tree: Json): string | null {
  const waiting: Json[] = [tree]
  for (let i = 0; i < waiting.length && i < LOOKED; i++) {
    const value = waiting[i] as Json
    if (Array.isArray(value)) {
      const frames = value.map(frameOf)
      // Innermost last (Sentry, Rollbar) where frames say so by order of their kind; Bugsnag's list begins with it.
      const own = frames.filter((frame) => frame?.own === true)
      const all = own.length > 0 ? own : frames.filter((frame) => frame !== null)
      const frame = all[0]?.first ? all[0] : all.at(-1)
      if (frame) return frame.place
      waiting.push(...value)
    } else if (typeof value === 'object' && value !== null && !isRawNumber(value)) waiting.push(...Object.values(value))
  }
  return null
}

/** `filename`, `lineno`, `in_app` (Sentry, Rollbar) or `file`, `lineNumber`, `inProject` (Bugsnag). */
function frameOf(value: Json): { place: string; own: boolean; first: boolean } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const first = 'lineNumber' in value
  const file = value.filename ?? value.abs_path ?? value.file
  const line = Number(String(value.lineno ?? value.lineNumber ?? ''))
  if (typeof file !== 'string' || file === '' || !Number.isInteger(line) || line <= 0) return null
  return { place: `${file.split(/[?#]/, 1)[0]}:${line}`.slice(-200), own: (value.in_app ?? value.inProject) !== false, first }
}
