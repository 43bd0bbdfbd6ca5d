// Names under which other files reach an address that stands in one: constants, members of settings classes, settings by their dotted name. Whoever uses it names no vendor, so these names are looked for.

import { addressOf, foreign } from '../hosts.ts'
import type { Call, Expr } from '../ir.ts'
import { APP_SETTINGS, OTHER_SETTINGS } from '../kinds.ts'
import { defaulted } from '../lower/config.ts'
import type { Mention } from './callers.ts'
import { literals } from './literal.ts'
import { lookedUp, settingDefaults } from './looked-up.ts'
import type { Program, Source } from './program.ts'
import { lastName } from './source.ts'

/** Constants of a file that hold somebody else's address, by the names under which other files use them; `home`: those who import this one may use them. */
export function addressConstants(program: Program, source: Source, own: (domain: string) => boolean): { names: Mention[]; home: boolean } {
  const names = new Set<string>()
  const bound: Mention[] = []
  const home = ((): boolean => {
    let found = false
    if (source.lang === 'php' && /(?:^|\/)config\/\w+\.php$/.test(source.path)) {
      const file = source.path.slice(source.path.lastIndexOf('/') + 1, -4)
      for (const value of source.unit.fns[0]!.returns) settingNames(value, file, own, names)
      return found
    }
    if (source.role === 'run' && source.unit.settings && (APP_SETTINGS.test(source.path) || OTHER_SETTINGS.test(source.path)))
      for (const one of source.unit.settings)
        if (one.path.length > 1 && foreignAddress(defaulted(one.value), own)) {
          names.add(one.path.join('.'))
          bound.push(...binders(program, one.path))
        }
    if (source.lang === 'ruby' && /(?:^|\/)config\//.test(source.path))
      for (const one of source.unit.assigns)
        if (one.target.startsWith('config.x.') && one.value.t === 'text' && foreignAddress(one.value.text, own))
          names.add(one.target.slice(7))
    if (source.role !== 'run' || source.lang === 'config' || source.lang === 'env') return found
    if (source.lang === 'java' || source.lang === 'kotlin') {
      for (const name of holders(program, source, own)) names.add(name)
      return found
    }
    for (const one of settingDefaults(source)) if (foreignAddress(one.value, own)) names.add(one.key)
    if (source.lang === 'ruby')
      for (const fn of source.unit.fns)
        if (fn.owner !== '' && /ur[il]|host|endpoint|base|address/.test(fn.name) && fn.returns.some((value) => begins(value, own)))
          bound.push({ name: fn.name, owner: lastName(fn.owner) })
    if (source.lang === 'go') for (const name of givers(program, source, own)) names.add(name)
    for (const one of source.unit.assigns) {
      if (one.fn !== 0 && !one.target.startsWith('this.')) continue
      const texts = heldIn(one.value, source.lang === 'ruby' ? 2 : 0)
      if (!texts.some((text) => foreignAddress(text, own))) continue
      const name = one.target.replace(/^this\./, '')
      const owner = one.owner?.slice(one.owner.lastIndexOf(':') + 1)
      // In Go other files call the member after a value of any name; a name that many have, with the class.
      if (source.lang === 'go' && owner)
        bound.push({
          name: `.${name}`,
          owner: name.length >= 8 && !/^(?:Base|Api|API)?(?:URL|Url|Endpoint|Host|Address)$/.test(name) ? '' : owner,
        })
      else if (source.lang === 'js' || source.lang === 'markup') {
        if (name.length >= 4) names.add(name)
        found = true
      } else if (owner && source.lang === 'ruby') {
        names.add(`${owner}::${name}`)
        // Methods of the class that tell it, called on the class or on an instance of any name.
        const tells = source.unit.fns.filter((fn) => fn.owner === one.owner && fn.returns.some((value) => refersTo(source, value, name)))
        if (tells.length > 0) names.add(`${owner}.`)
        for (const fn of tells) if (fn.name.length >= 4) bound.push({ name: fn.name, owner })
      } else if (owner && !(source.lang === 'python' && /Settings$|Config$/.test(owner) && name.length >= 6))
        names.add(`${owner}${source.lang === 'php' ? '::' : '.'}${name}`)
      // A settings class is used through an instance of another name.
      else if (owner || /^[A-Z][A-Z0-9_]{5,}$/.test(name)) names.add(name)
    }
    return found
  })()
  return { names: [...[...names].map((name) => ({ name, owner: '' })), ...bound], home }
}

/** Functions of a Go file that give somebody else's address, and its maps of addresses: other files of the package call or index them. */
function givers(program: Program, source: Source, own: (domain: string) => boolean): string[] {
  if (source.unit.texts.length === 0) return []
  const fns = source.unit.fns.flatMap((fn, i) =>
    fn.name.length >= 6 &&
    fn.returns.some(
      (value) =>
        value.t !== 'text' && value.t !== 'object' && literals(program, source, i, value).some((text) => foreignAddress(text, own)),
    )
      ? [fn.name]
      : [],
  )
  const maps = source.unit.assigns.flatMap((one) =>
    one.fn === 0 &&
    one.target.length >= 6 &&
    one.value.t === 'object' &&
    one.value.entries.some((entry) => entry.value.t === 'text' && foreignAddress(entry.value.text, own))
      ? [one.target]
      : [],
  )
  return [...fns, ...maps]
}

/** Go's clients stand in packages of their own, which name no vendor where they are told the address: `push.New(relayURL)`. Brings in their files. */
export function loadTold(program: Program, source: Source, own: (domain: string) => boolean): void {
  for (const call of toldAddress(source, own)) program.ofCall(source, call)
}

/** Calls and structs of a Go file that are handed somebody else's address. */
function toldAddress(source: Source, own: (domain: string) => boolean): Call[] {
  if (source.lang !== 'go' || source.role !== 'run' || source.unit.texts.length === 0) return []
  const names = new Set(
    source.unit.assigns.flatMap((one) => (one.value.t === 'text' && foreignAddress(one.value.text, own) ? [one.target] : [])),
  )
  const told = (expr: Expr): boolean =>
    expr.t === 'text'
      ? foreignAddress(expr.text, own)
      : expr.t === 'ref'
        ? names.has(expr.path)
        : expr.t === 'object'
          ? expr.entries.some((one) => told(one.value))
          : expr.t === 'join' && told(expr.parts[0]!)
  return source.unit.calls.filter((call) => call.callee.includes('.') && call.args.some(told))
}

/** Does a value begin with a name, or is it chosen in what the name stands for: `API_URL`, `"#{API_URL}/v1"`, `TABLE.dig(key, :url)`? */
function refersTo(source: Source, value: Expr, name: string): boolean {
  const begins = (path: string): boolean => path === name || path.startsWith(`${name}.`)
  switch (value.t) {
    case 'ref':
      return begins(value.path)
    case 'join':
      return refersTo(source, value.parts[0]!, name)
    case 'either':
      return value.items.some((one) => refersTo(source, one, name))
    case 'call': {
      const call = source.unit.calls[value.call]!
      return begins(call.callee) || [call.on, ...call.args.slice(0, 1)].some((one) => one && refersTo(source, one, name))
    }
    default:
      return false
  }
}

/** Does a value begin with somebody else's address, in one of its cases? */
function begins(value: Expr, own: (domain: string) => boolean): boolean {
  if (value.t === 'text') return foreignAddress(value.text, own)
  if (value.t === 'either') return value.items.some((one) => begins(one, own))
  return value.t === 'join' && begins(value.parts[0]!, own)
}

/** A text, or those among which it is chosen; of a map, down to a depth, what it holds. */
function heldIn(value: Expr, depth: number): string[] {
  if (value.t === 'text') return [value.text]
  if (value.t === 'either') return value.items.flatMap((item) => (item.t === 'text' ? [item.text] : []))
  return value.t === 'object' && depth > 0 ? value.entries.flatMap((one) => heldIn(one.value, depth - 1)) : []
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

const MOST_HELD = 400

/** Java's and Kotlin's: constants by their class, other members by the class alone, since an instance may have any name. */
function holders(program: Program, source: Source, own: (domain: string) => boolean): Set<string> {
  const found = new Set<string>()
  for (const one of source.unit.assigns.slice(0, MOST_HELD)) {
    if (one.fn !== 0 && !one.target.startsWith('this.')) continue
    if (!textsOf(program, source, one.value).some((text) => foreignAddress(text, own))) continue
    const name = one.target.replace(/^this\./, '')
    const owner = lastName(one.owner ?? '')
    const constant = /^[A-Z][A-Z0-9_]*$/.test(name)
    if (owner !== '') found.add(constant ? `${owner}.${name}` : owner)
    // A constant of the file, or one that is imported by its own name.
    if (constant && name.length >= 6) found.add(name)
  }
  return found
}

/** The texts that a value is, or that an instance is made with. */
function textsOf(program: Program, source: Source, value: Expr): string[] {
  if (value.t === 'text') return [value.text]
  if (value.t === 'either') return value.items.flatMap((item) => textsOf(program, source, item))
  if (value.t !== 'call') return []
  const call = source.unit.calls[value.call]!
  const [first] = call.args
  if (call.callee === 'config' && first?.t === 'text') {
    const setting = lookedUp(program, source, first.text)?.expr
    return setting?.t === 'text' ? [setting.text] : []
  }
  return call.kind === 'new' ? call.args.slice(0, 4).flatMap((arg) => (arg.t === 'text' ? [arg.text] : [])) : []
}

/** Who reads a setting of this path without naming it whole: a class that is bound to what stands above it, an interface that is named in it, one named like it. */
function binders(program: Program, path: readonly string[]): Mention[] {
  const above = path.slice(0, -1)
  const found: Mention[] = above.map((_, i) => ({ name: `"${above.slice(0, i + 1).join('.')}"`, owner: 'Config' }))
  const last = above.at(-1)!.split('/')[0]!
  if (path[0] === 'quarkus' || path[0] === 'micronaut' || path.at(-1)!.startsWith('mp-rest'))
    found.push({ name: `"${last}"`, owner: 'Client' })
  const stem = last.replace(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase())
  for (const ending of ['Configuration', 'Config', 'Properties', 'Settings', 'Props'])
    for (const file of [`${stem}${ending}.java`, `${stem}${ending}.kt`]) for (const one of program.modules.named(file)) program.find(one)
  return found
}
