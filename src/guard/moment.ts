// Moments in the units vendors use, read and moved without changing their type or precision.
import type { Json } from '../core/words.ts'

export type TimeUnit = 's' | 'ms' | 'us' | 'ns' | 'iso'

const UNITS: Readonly<Record<Exclude<TimeUnit, 'iso'>, number>> = { s: 1000, ms: 1, us: 0.001, ns: 0.000001 }

/** ms since 1970, or null where it is no moment. */
export function toMs(value: Json, unit: TimeUnit): number | null {
  const at = unit === 'iso' ? (typeof value === 'string' ? Date.parse(value) : Number.NaN) : numberOf(value) * UNITS[unit]
  return Number.isFinite(at) && at > 0 && at < 8.64e15 ? at : null
}

/** The value moved by `offset` ms: whole numbers stay whole, text stays text. */
export function moved(value: Json, offset: number, unit: TimeUnit): Json {
  if (unit === 'iso') return new Date(Date.parse(String(value)) + offset).toISOString()
  const number = Number(value)
  const step = offset / UNITS[unit]
  const exact = Number.isInteger(number) ? number + Math.round(step) : Math.round((number + step) * 1000) / 1000
  return typeof value === 'string' ? String(exact) : exact
}

function numberOf(value: Json): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
}
