// One line of Mixpanel's raw export (docs.mixpanel.com, Raw Event Export) as a past disclosure: whose, when, and which properties went out.
import type { Field, ShapeItem } from '../../core/words.ts'
import { detect } from '../../fields/detect.ts'

export interface ExportedEvent {
  readonly event: string
  /** ms since 1970. */
  readonly at: number
  /** Ids of the person in the event; the first is the one Mixpanel counts by. */
  readonly ids: readonly string[]
  readonly insertId: string
  readonly items: readonly ShapeItem[]
}

/** Says what a property is about; null: no person. `text`: the value where it is one. */
export type Judge = (name: string, text: string | null) => readonly (Field | null)[]

/** Property names that name the person of the event. */
const IDS = ['distinct_id', '$user_id', '$device_id', '$distinct_id_before_identity']
/** Larger numbers are milliseconds: in seconds they lie beyond the year 5000. */
const LARGEST_SECONDS = 100_000_000_000

/** The event, or why the line is none. `clock`: from the export's time (ms) to ms since 1970. */
export function readEvent(line: string, clock: (ms: number) => number, judge: Judge): ExportedEvent | { readonly problem: string } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { problem: 'not a whole JSON object; the export may be cut off here' }
  }
  const { event, properties } = (value ?? {}) as { event?: unknown; properties?: Record<string, unknown> }
  if (typeof event !== 'string' || !properties || typeof properties !== 'object' || Array.isArray(properties))
    return { problem: 'no "event" with "properties": is this a raw export?' }
  const time = Number(properties.time)
  if (!Number.isFinite(time) || time <= 0) return { problem: 'no "time" in its properties' }
  const ids: string[] = []
  for (const name of IDS) {
    const text = properties[name] === undefined || properties[name] === null ? '' : String(properties[name])
    // `$device:` marks an id as a device's; the device knows itself without the mark.
    for (const id of text.startsWith('$device:') ? [text.slice(8), text] : [text]) if (id !== '' && !ids.includes(id)) ids.push(id)
  }
  if (ids.length === 0) return { problem: 'no "distinct_id" in its properties' }
  const items: ShapeItem[] = [{ property: 'event', field: 'user.behavior.event', form: 'clear' }]
  collect('properties', properties, 0, judge, items)
  return { event, at: clock(time > LARGEST_SECONDS ? time : time * 1000), ids, insertId: String(properties.$insert_id ?? ''), items }
}

function collect(path: string, value: object, depth: number, judge: Judge, items: ShapeItem[]): void {
  for (const [name, inner] of Object.entries(value)) {
    const property = Array.isArray(value) ? `${path}[]` : `${path}.${shownKey(name, items)}`
    if (inner !== null && typeof inner === 'object' && depth < 20) {
      collect(property, inner, depth + 1, judge, items)
      continue
    }
    for (const field of judge(property.slice('properties.'.length), typeof inner === 'string' ? inner : null))
      items.push({ property, field, form: 'clear' })
  }
}

/** A key may itself be somebody's address or number: then its field stands in the ledger, as an item and in place of the key. */
function shownKey(key: string, items: ShapeItem[]): string {
  if (!/@|\d{6}/.test(key)) return key
  const found = detect(key)
  for (const { field } of found) items.push({ property: `{${field}}`, field, form: 'clear' })
  return found.length === 0 ? key : `{${found[0]!.field}}`
}
