// The literal beginnings a value can have: constants, defaults of settings, template strings, one instance's base address. Enough to tell the host a request goes to.
import { settingOf } from './framework-settings.ts'
import { addressOf, foreign } from './hosts.ts'
import type { Expr } from './ir.ts'
import { APP_SETTINGS, lookedUp, looksUp, memberOfConfig, railsSetting } from './looked-up.ts'
import { defaulted } from './lower/config.ts'
import { madeWith } from './made-with.ts'
import type { Program, Source } from './program.ts'

/** Keys by which a client is told where to go. */
const SITE = /^(?:site|base_?ur[il]|url|host|endpoint)$/i
/** An address up to the first label of its host, and what follows a label that is not known. */
const BEFORE_LABEL = /^(?:https?|wss?):\/\/(?:[\w-]+[.-])*$/
const LATER_LABEL = /^\.(?:[\w-]+\.)+[a-z]{2,}(?:[/:?]|$)/i
const MAX_DEPTH = 12
const MAX_FOUND = 6
/** Of one class built in many places, each with an address of its own. */
const MAX_BUILT = 32

/** Texts a value may begin with, most direct first. A template gives its literal head: `https://x.example/` + id → `https://x.example/`. */
export function literals(program: Program, source: Source, fn: number, expr: Expr, depth = 0): string[] {
  if (depth > MAX_DEPTH) return []
  switch (expr.t) {
    case 'text':
      return [expr.text]
    case 'join': {
      const heads = literals(program, source, fn, expr.parts[0]!, depth + 1)
      let tail = ''
      for (const [i, part] of expr.parts.slice(1).entries()) {
        if (part.t === 'text') {
          tail += part.text
          continue
        }
        // A first label that is only known when it runs is one of the vendor's own: `https://{shop}.acme.example`.
        const next = expr.parts[i + 2]
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
      const origin = program.origin(source, fn, expr.path)
      if (origin?.k === 'fn' && source.lang !== 'js')
        return origin.source.unit.fns[origin.fn]!.returns.slice(0, 3).flatMap((value) =>
          literals(program, origin.source, origin.fn, value, depth + 1),
        )
      const setting = origin ? memberOfConfig(program, origin) : railsSetting(program, expr.path)
      if (setting) return literals(program, setting.source, 0, setting.expr, depth + 1)
      if (origin?.k === 'value') return ofValue(program, origin.source, origin.fn, origin.expr, origin.rest, depth + 1)
      // Put together by a library (`urljoin(base, path)`): by what it was given.
      if (origin?.k === 'package' && origin.made) {
        const { source: at, call } = origin.made
        return literals(program, at, call.fn, { t: 'call', call: at.unit.calls.indexOf(call) }, depth + 1)
      }
      if (origin?.k === 'param') {
        const { fallback } = origin.source.unit.fns[origin.fn]!.params[origin.param]!
        const given = madeWith(program, origin.source, origin.fn, origin.param)
        if (fallback && origin.path === '') given.push({ source: origin.source, fn: 0, expr: fallback })
        return given.flatMap((one) => literals(program, one.source, one.fn, one.expr, depth + 1)).slice(0, MAX_BUILT)
      }
      if (source.lang === 'python' && /^(?:django_)?settings\.[A-Z]/.test(expr.path)) {
        const setting = settingOf(program, source, expr.path.slice(expr.path.indexOf('.') + 1))
        if (setting) return literals(program, setting.source, 0, setting.expr, depth + 1)
      }
      return []
    }
    case 'call': {
      const call = source.unit.calls[expr.call]!
      const first = call.args[0]
      const rails = call.args.length === 0 ? railsSetting(program, call.callee) : null
      if (rails) return literals(program, rails.source, 0, rails.expr, depth + 1)
      if (looksUp(call.callee) && first?.t === 'text') {
        const setting = lookedUp(program, source, first.text)
        if (setting || call.callee === 'config') return setting ? literals(program, setting.source, 0, setting.expr, depth + 1) : []
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

function ofValue(program: Program, source: Source, fn: number, expr: Expr, rest: string, depth: number): string[] {
  if (rest === '') return literals(program, source, fn, expr, depth)
  if (expr.t === 'object') {
    const dot = rest.indexOf('.')
    const head = dot < 0 ? rest : rest.slice(0, dot)
    const entry = expr.entries.find((one) => one.key === head)
    return entry ? ofValue(program, source, fn, entry.value, dot < 0 ? '' : rest.slice(dot + 1), depth + 1) : []
  }
  if (expr.t === 'either') return expr.items.flatMap((one) => ofValue(program, source, fn, one, rest, depth + 1))
  // `X.toString()`, `X.href`: still the address.
  return /^(?:href|toString|trim|origin|value|scheme|netloc|host|geturl|r?strip)/.test(rest) || expr.t === 'text'
    ? literals(program, source, fn, expr, depth)
    : []
}

/** Constants that hold somebody else's address, by the names under which other files use them, and the files they stand in. */
export function addressConstants(program: Program, own: (domain: string) => boolean): { names: string[]; homes: Set<string> } {
  const names = new Set<string>()
  const homes = new Set<string>()
  for (const source of program.sources.values()) {
    if (source.lang === 'php' && /(?:^|\/)config\/\w+\.php$/.test(source.path)) {
      const file = source.path.slice(source.path.lastIndexOf('/') + 1, -4)
      for (const value of source.unit.fns[0]!.returns) settingNames(value, file, own, names)
      continue
    }
    if (source.role === 'run' && source.unit.settings && APP_SETTINGS.test(source.path))
      for (const one of source.unit.settings)
        if (one.path.length > 1 && foreignAddress(defaulted(one.value), own)) names.add(one.path.join('.'))
    if (source.lang === 'ruby' && /(?:^|\/)config\//.test(source.path))
      for (const one of source.unit.assigns)
        if (one.target.startsWith('config.x.') && one.value.t === 'text' && foreignAddress(one.value.text, own))
          names.add(one.target.slice(7))
    if (source.role !== 'run' || source.lang === 'config' || source.lang === 'env') continue
    for (const one of source.unit.assigns) {
      if (one.fn !== 0 && !one.target.startsWith('this.')) continue
      const texts =
        one.value.t === 'text'
          ? [one.value.text]
          : one.value.t === 'either'
            ? one.value.items.map((item) => (item.t === 'text' ? item.text : ''))
            : []
      if (!texts.some((text) => foreignAddress(text, own))) continue
      const name = one.target.replace(/^this\./, '')
      const owner = one.owner?.slice(one.owner.lastIndexOf(':') + 1)
      if (source.lang === 'js' || source.lang === 'markup') {
        if (name.length >= 4) names.add(name)
        homes.add(source.path)
      } else if (owner && !(source.lang === 'python' && /Settings$|Config$/.test(owner) && name.length >= 6))
        names.add(`${owner}${source.lang === 'ruby' || source.lang === 'php' ? '::' : '.'}${name}`)
      // A settings class is used through an instance of another name.
      else if (owner || /^[A-Z][A-Z0-9_]{5,}$/.test(name)) names.add(name)
    }
  }
  return { names: [...names], homes }
}

function foreignAddress(text: string, own: (domain: string) => boolean): boolean {
  const place = addressOf(text)
  const domain = place ? foreign(place.host) : null
  return domain !== null && !own(domain)
}

/** `services.gravatar.url` for every address that a Laravel settings file holds. */
function settingNames(value: Expr, path: string, own: (domain: string) => boolean, names: Set<string>): void {
  if (value.t === 'object') for (const entry of value.entries) settingNames(entry.value, `${path}.${entry.key ?? ''}`, own, names)
  else if (value.t === 'either') for (const one of value.items) settingNames(one, path, own, names)
  else if (value.t === 'text' && foreignAddress(value.text, own)) names.add(path)
}
