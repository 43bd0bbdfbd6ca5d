// The literal beginnings a value can have: constants, defaults of settings, template strings, one instance's base address. Enough to tell the host a request goes to.

import type { Expr } from '../ir.ts'
import { settingOf } from './framework-settings.ts'
import { lookedUp, looksUp, memberOfConfig, presetOf, railsSetting } from './looked-up.ts'
import { madeWith } from './made-with.ts'
import { memberValues } from './members.ts'
import { partOf } from './parts.ts'
import type { Origin, Program, Source } from './program.ts'
import { DECLARES } from './receivers.ts'
import { methodOfLikeNamed, methodOfNamed } from './ruby-classes.ts'

/** Keys by which a client is told where to go. */
const SITE = /^(?:site|base_?ur[il]|url|host|endpoint)$/i
/** An address up to the first label of its host, and what follows a label that is not known. */
const BEFORE_LABEL = /^(?:https?|wss?):\/\/(?:[\w-]+[.-])*$/
const LATER_LABEL = /^\.(?:[\w-]+\.)+[a-z]{2,}(?:[/:?]|$)/i
const MAX_DEPTH = 12
const MAX_FOUND = 6
/** Of one class built in many places, each with an address of its own. */
const MAX_BUILT = 32

/** What an object is written down as is no address, though one may stand in it. */
const WRITES_DOWN = /(?:^|[.:])(?:stringify|dumps|to_json|json_encode|Marshal(?:Indent)?|writeValueAsString|toJson)$/

/** Texts a value may begin with, most direct first. A template gives its literal head: `https://x.example/` + id → `https://x.example/`. */
export function literals(program: Program, source: Source, fn: number, expr: Expr, depth = 0): string[] {
  if (depth > MAX_DEPTH) return []
  switch (expr.t) {
    case 'text':
      return [expr.text]
    case 'join': {
      const parts = withScheme(expr.parts)
      const { heads, used } = headsOf(program, source, fn, parts, depth)
      const rest = parts.slice(used)
      let tail = ''
      for (const [i, part] of rest.entries()) {
        if (part.t === 'text') {
          tail += part.text
          continue
        }
        // A first label that is only known when it runs is one of the vendor's own: `https://{shop}.acme.example`.
        const next = rest[i + 1]
        const within = next?.t === 'text' && LATER_LABEL.test(next.text) && heads.some((head) => BEFORE_LABEL.test(head + tail))
        tail += within ? 'x' : '\u0000'
        if (!within) break
      }
      return heads.map((head) => head + tail)
    }
    case 'either':
      return expr.items.flatMap((one) => literals(program, source, fn, one, depth + 1)).slice(0, MAX_FOUND)
    case 'object':
      // One of several, chosen by a key: `ADDRESSES[region]`.
      return expr.entries
        .flatMap((one) => (one.value.t === 'text' && one.value.text.includes('//') ? [one.value.text] : []))
        .slice(0, MAX_FOUND)
    case 'list':
      return expr.items
        .slice(0, 3)
        .flatMap((one) => literals(program, source, fn, one, depth + 1))
        .slice(0, MAX_FOUND)
    case 'ref': {
      const found = ofName(program, source, fn, expr.path, depth)
      if (found.length > 0 || !expr.path.includes('.')) return found
      const named = source.lang === 'ruby' ? (methodOfNamed(program, source, fn, expr.path) ?? methodOfLikeNamed(program, expr.path)) : null
      if (named)
        return named.source.unit.fns[named.fn]!.returns.slice(0, 3).flatMap((value) =>
          literals(program, named.source, named.fn, value, depth + 1),
        )
      return memberValues(program, source, fn, expr.path)
        .flatMap((one) => ofValue(program, one.source, one.fn, one.expr, one.rest, depth + 2))
        .slice(0, MAX_FOUND)
    }
    case 'call': {
      const call = source.unit.calls[expr.call]!
      const first = call.args[0]
      // A step of a builder that names the host alone: `newInstance().scheme("https").host("api.acme.example")`.
      if (call.on && first && HOST_STEP.test(call.callee)) {
        const hosts = literals(program, source, call.fn, first, depth + 1).filter((text) => BARE_HOST.test(text))
        if (hosts.length > 0) return hosts.map((host) => `https://${host}`)
      }
      const rails = call.args.length === 0 ? railsSetting(program, call.callee) : null
      if (rails) return literals(program, rails.source, 0, rails.expr, depth + 1)
      if (WRITES_DOWN.test(call.callee)) return []
      if (first && looksUp(call.callee)) {
        // By its name, which may be a constant; else what stands beside it for the case that it is not set.
        const names = first.t === 'text' ? [first.text] : first.t === 'ref' ? literals(program, source, call.fn, first, depth + 1) : []
        const setting = names.length === 1 ? lookedUp(program, source, names[0]!) : null
        if (setting || call.callee === 'config') return setting ? literals(program, setting.source, 0, setting.expr, depth + 1) : []
        const given = call.args.slice(1, 2).flatMap((arg) => literals(program, source, call.fn, arg, depth + 1))
        if (given.some((text) => text.includes('//') || BARE_HOST.test(text))) return given
      }
      const table = source.lang === 'ruby' ? /^(.+)\.(?:dig|fetch)$/.exec(call.callee)?.[1] : undefined
      const keys = call.args.flatMap((arg) => (arg.t === 'text' ? [arg.text] : []))
      if (table && keys.length > 0) {
        const held = literals(program, source, call.fn, { t: 'ref', path: `${table}.${keys.join('.')}` }, depth + 1)
        if (held.length > 0) return held
      }
      // `new URL(path, base)`, `format("https://…", x)`, `env("X", "https://…")`: whichever argument is an address.
      const found = call.args
        .slice(0, 3)
        .flatMap((arg) =>
          arg.t === 'object' && call.kind === 'new' ? arg.entries.flatMap((one) => (SITE.test(one.key ?? '') ? [one.value] : [])) : [arg],
        )
        .flatMap((arg) => literals(program, source, call.fn, arg, depth + 1))
      const addresses = found.filter((text) => text.includes('//'))
      if (addresses.length > 0) return addresses.slice(0, MAX_FOUND)
      if (call.on) return literals(program, source, call.fn, call.on, depth + 1)
      const made = program.ofCall(source, call)
      if (made?.k === 'fn') {
        const target = made.source.unit.fns[made.fn]!
        return target.returns
          .slice(0, 4)
          .flatMap((value) => literals(program, made.source, made.fn, value, depth + 1))
          .slice(0, MAX_FOUND)
      }
      const dot = call.callee.lastIndexOf('.')
      return dot > 0 ? literals(program, source, call.fn, { t: 'ref', path: call.callee.slice(0, dot) }, depth + 1) : []
    }
    default:
      return []
  }
}

function ofName(program: Program, source: Source, fn: number, path: string, depth: number): string[] {
  const preset = source.lang === 'js' ? presetOf(program, path) : null
  if (preset) return literals(program, preset.source, 0, preset.expr, depth + 1)
  const origin = program.origin(source, fn, path)
  if (origin?.k === 'fn' && source.lang !== 'js')
    return origin.source.unit.fns[origin.fn]!.returns.slice(0, 3).flatMap((value) =>
      literals(program, origin.source, origin.fn, value, depth + 1),
    )
  const setting = origin ? memberOfConfig(program, origin) : railsSetting(program, path)
  if (setting) return literals(program, setting.source, 0, setting.expr, depth + 1)
  if (origin?.k === 'value') return ofValue(program, origin.source, origin.fn, origin.expr, origin.rest, depth + 1)
  // Put together by a library (`urljoin(base, path)`): by what it was given.
  if (origin?.k === 'package' && origin.made) {
    const { source: at, call } = origin.made
    return literals(program, at, call.fn, { t: 'call', call: at.unit.calls.indexOf(call) }, depth + 1)
  }
  if (origin?.k === 'param') {
    const held = ofDeclared(program, origin)
    if (held) return literals(program, held.source, held.fn, held.expr, depth + 1)
    const { fallback } = origin.source.unit.fns[origin.fn]!.params[origin.param]!
    const given = madeWith(program, origin.source, origin.fn, origin.param)
    if (fallback && origin.path === '') given.push({ source: origin.source, fn: 0, expr: fallback })
    return given.flatMap((one) => literals(program, one.source, one.fn, partOf(one.expr, origin.path), depth + 1)).slice(0, MAX_BUILT)
  }
  if (source.lang === 'python' && /^(?:django_)?settings\.[A-Z]/.test(path)) {
    const setting = settingOf(program, source, path.slice(path.indexOf('.') + 1))
    if (setting) return literals(program, setting.source, 0, setting.expr, depth + 1)
  }
  return []
}

/** A member of what a parameter is declared as, where that is a class of our own: `props.url` of `(props: MailProps)`. */
function ofDeclared(program: Program, { source, fn, param, path }: Origin & { k: 'param' }): (Origin & { k: 'value' }) | null {
  const type = path === '' || !DECLARES.test(source.lang) ? null : source.unit.fns[fn]!.params[param]!.type
  const found = type ? program.ofClass(source, type, path, 1) : null
  return found?.k === 'value' && found.rest === '' ? found : null
}

const HOST_STEP = /(?:^|\.)(?:set|with)?(?:host(?:name)?|authority|encodedAuthority)$/i
export const BARE_HOST = /^(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?$/i

/** `scheme + "://" + host`: whatever scheme it is. */
function withScheme(parts: readonly Expr[]): readonly Expr[] {
  const [first, second] = parts
  return first?.t === 'ref' && second?.t === 'text' && second.text.startsWith('://')
    ? [{ t: 'text', text: `https${second.text}` }, ...parts.slice(2)]
    : parts
}

/** What a template begins with; a scheme alone is followed by what the host is. */
function headsOf(program: Program, source: Source, fn: number, parts: readonly Expr[], depth: number): { heads: string[]; used: number } {
  const [first, second] = parts
  if (first?.t !== 'text' || !/^(?:https?|wss?):\/\/$/.test(first.text) || !second)
    return { heads: literals(program, source, fn, first!, depth + 1), used: 1 }
  const hosts = literals(program, source, fn, second, depth + 1).filter((text) => BARE_HOST.test(text))
  return hosts.length > 0 ? { heads: hosts.map((host) => first.text + host), used: 2 } : { heads: [first.text], used: 1 }
}

function ofValue(program: Program, source: Source, fn: number, expr: Expr, rest: string, depth: number): string[] {
  if (rest === '') return literals(program, source, fn, expr, depth)
  if (expr.t === 'object') {
    const dot = rest.indexOf('.')
    const head = dot < 0 ? rest : rest.slice(0, dot)
    const entry = expr.entries.find((one) => one.key === head)
    if (entry) return ofValue(program, source, fn, entry.value, dot < 0 ? '' : rest.slice(dot + 1), depth + 1)
    // One of several, chosen by a key: `PROVIDERS[name].baseUrl`.
    const all = expr.entries.every((one) => one.value.t === 'object') ? expr.entries : []
    return all.slice(0, MAX_BUILT).flatMap((one) => ofValue(program, source, fn, one.value, rest, depth + 1))
  }
  if (expr.t === 'either') return expr.items.flatMap((one) => ofValue(program, source, fn, one, rest, depth + 1))
  // `X.toString()`, `X.href`: still the address.
  return /^(?:href|toString|trim|origin|value|scheme|netloc|host|geturl|r?strip)/.test(rest) || expr.t === 'text'
    ? literals(program, source, fn, expr, depth)
    : []
}
