// Settings that JavaScript keeps in code: defaults under the environment's names, and objects of settings files that others look up by dotted name.

import { addressOf, foreign } from '../hosts.ts'
import type { Expr } from '../ir.ts'
import type { Content, Source } from './source.ts'

/** Names by which somebody else's address is looked up from anywhere in the tree. */
export function addressSettings(source: Source, own: (domain: string) => boolean): string[] {
  const theirs = (expr: Expr): boolean => {
    if (expr.t === 'either') return expr.items.some(theirs)
    const place = expr.t === 'text' ? addressOf(expr.text) : null
    const domain = place && foreign(place.host)
    return domain !== null && !own(domain)
  }
  if (source.lang !== 'js' || source.role !== 'run') return []
  return settingsOfScript(source).flatMap(([name, expr]) => (theirs(expr) ? [name.replace(/^env:/, '')] : []))
}

const CONFIG_FILE = /(?:^|[/.-])(?:config(?:uration)?|settings|env(?:ironment)?)[\w.-]*(?:\/[\w.-]+)?\.[cm]?[jt]s$/i

/** What a file of settings in JavaScript holds: addresses under names of the environment (`env:NAME`); objects that it gives (`() => ({ scorer: { url } })`, `registerAs("scorer", …)`) by dotted name. */
export function settingsOfScript(source: Pick<Content, 'path' | 'unit' | 'assigns' | 'fns'>): [name: string, value: Expr][] {
  const found: [string, Expr][] = []
  for (const one of source.unit.texts)
    if (one.text.includes('//') && /^[A-Z][A-Z0-9_]{5,}$/.test(one.key)) found.push([`env:${one.key}`, { t: 'text', text: one.text }])
  if (!CONFIG_FILE.test(source.path)) return found
  const visit = (expr: Expr, name: string, depth: number): void => {
    if (expr.t === 'object' && depth < 5)
      for (const entry of expr.entries) {
        if (entry.key !== null) visit(entry.value, name === '' ? entry.key : `${name}.${entry.key}`, depth + 1)
      }
    else if (name.includes('.')) found.push([name, expr])
  }
  for (const call of source.unit.calls) {
    const [first, second] = call.args
    if (!/(?:^|\.)registerAs$/.test(call.callee) || first?.t !== 'text' || second?.t !== 'fn') continue
    for (const value of source.unit.fns[second.fn]!.returns) visit(value, first.text, 0)
  }
  for (const one of source.unit.exports) {
    const given = one.from === null ? source.assigns.get(one.local)?.[0]?.value : undefined
    const fn = given?.t === 'fn' ? given.fn : source.fns.get(one.local)?.[0]
    for (const value of given?.t === 'object' ? [given] : fn === undefined ? [] : source.unit.fns[fn]!.returns) visit(value, '', 0)
  }
  return found
}
