// Hosts that stand in data of the application's own (a list of carriers or payment providers as JSON), put together with a path by the class that is named after the entry: neither file alone says who is called.

import { addressOf, foreign } from '../hosts.ts'
import type { Call, Expr, Setting } from '../ir.ts'
import { isData } from '../kinds.ts'
import type { Program, Source } from './program.ts'

/** Hosts alone: a whole address is read as such where it is used, and lists of addresses are more often of links. */
const HOST = /^(?:host(?:name)?|server|domain)$/i
const NAME = /^(?:code|name|module|id|key|provider|type)$/i
const LOOSE = /(?:host|domain|server|endpoint|ur[il])$/i
const DEEPEST = 4

export interface Entry {
  /** What the entry is called, in small letters and digits only. */
  readonly name: string
  readonly host: string
}

function entriesOf(settings: readonly Setting[]): Entry[] {
  const found: Entry[] = []
  settings.forEach((one, i) => {
    if (!HOST.test(one.path.at(-1) ?? '')) return
    const place = one.value.includes('//') ? null : addressOf(one.value, true)
    if (!place || !foreign(place.host)) return
    // What the entry is called stands beside the host or above it; what stands deeper, or above that, is another's.
    let level = one.path.length
    let group = one.group
    let named = false
    for (let at = i - 1; at >= 0 && at > i - 60; at--) {
      const before = settings[at]!
      if (before.path.length > level) continue
      const isName = NAME.test(before.path.at(-1) ?? '')
      if (before.path.length < level) {
        if (level < one.path.length || named) break
        level = before.path.length
        group = isName ? before.group : -1
      } else if (isName && level === one.path.length && before.group !== one.group) continue
      else if (isName && level < one.path.length) {
        if (group >= 0 && before.group !== group) break
        group = before.group
      }
      if (!isName) continue
      const name = before.value.toLowerCase().replace(/[^a-z0-9]/g, '')
      named = true
      if (name.length >= 3) found.push({ name, host: place.host })
    }
  })
  return found
}

/** The entries of a file of data. */
export function dataEntries({ path, unit }: Pick<Source, 'path' | 'unit'>): Entry[] {
  return unit.settings && isData(path) ? entriesOf(unit.settings) : []
}

/** Is a file's class named after an entry of the data? */
export function namedInData(program: Program, path: string): boolean {
  return hostsFor(program, path).length > 0
}

function hostsFor(program: Program, path: string): string[] {
  const entries = program.said('data', '').map((one) => one.value)
  if (entries.length === 0) return []
  const stem = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.\w+$/, '')
    .toLowerCase()
  return [...new Set(entries.filter((one) => stem.startsWith(one.name)).map((one) => one.host))].slice(0, 4)
}

/** Addresses of a request whose host only the data knows; none where the call does not go to a host that it is told. */
export function dataAddresses(program: Program, source: Source, call: Call): string[] {
  if (source.lang !== 'java' && source.lang !== 'kotlin') return []
  const hosts = hostsFor(program, source.path)
  return hosts.length > 0 && call.args.slice(0, 2).some((arg) => told(source, call.fn, arg, 0))
    ? hosts.map((host) => `https://${host}/`)
    : []
}

/** Is a value put together with a host that comes from somewhere else? */
function told(source: Source, fn: number, expr: Expr, depth: number): boolean {
  if (depth > DEEPEST) return false
  switch (expr.t) {
    case 'ref': {
      const given = [expr.path, `${expr.path}.*`].flatMap((name) => source.assigns.get(name) ?? []).filter((one) => one.fn === fn)
      return given.length > 0
        ? given.some((one) => LOOSE.test(expr.path) && isRef(one.value)) || given.some((one) => told(source, fn, one.value, depth + 1))
        : LOOSE.test(expr.path)
    }
    case 'join':
      return expr.parts.some((one) => told(source, fn, one, depth + 1))
    case 'call': {
      const made = source.unit.calls[expr.call]!
      const dot = made.callee.lastIndexOf('.')
      return (
        (made.args.length === 0 && dot > 0 && told(source, fn, { t: 'ref', path: made.callee.slice(0, dot) }, depth + 1)) ||
        made.args.some((one) => told(source, fn, one, depth + 1))
      )
    }
    default:
      return false
  }
}

function isRef(value: Expr): boolean {
  return value.t === 'ref'
}
