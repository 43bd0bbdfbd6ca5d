// What every file says to all others, under names: functions, classes, types, constants, settings. Files are asked by name only, so that what a question could have found can be told from the name alone.

import type { Assign, Call, Expr, Unit } from '../ir.ts'
import { APP_SETTINGS, DJANGO_SETTINGS, OTHER_SETTINGS } from '../kinds.ts'
import { defaulted } from '../lower/config.ts'
import { makesClients } from './client-makers.ts'
import { dataEntries, type Entry } from './data-hosts.ts'
import { settingDefaults } from './looked-up.ts'
import { MAKES } from './made-with.ts'
import { namesSaid, scopedIn } from './php-names.ts'
import { hashed } from './reads.ts'
import { settingsOfScript } from './script-settings.ts'
import { type Content, exportHash, lastName } from './source.ts'

/** The tables, with what stands in each under a name. */
export interface Said {
  /** Functions by their own name; and by name and class, as `name@Class`. */
  readonly fn: number
  /** Members of types. */
  readonly type: readonly (readonly [name: string, type: string])[]
  /** Classes with methods, and types. */
  readonly home: null
  /** Classes that a class names as those it inherits. */
  readonly parent: string
  /** Classes that inherit a class. */
  readonly child: string
  /** Ruby's constants, which every file sees. */
  readonly constant: Assign
  /** Ruby's classes with methods of our own, by full name. */
  readonly own: null
  /** Calls that build an instance, by class. */
  readonly built: Call
  /** Calls that turn an interface into a client, by its name; under no name the builders that are told an address. */
  readonly turned: Call
  readonly base: Call
  /** Ruby's calls that set a library up, as they name it. */
  readonly configure: Call
  /** Settings that code looks up by name. */
  readonly setting: Expr
  /** PHP: functions by the name under which a client was given them. */
  readonly macro: number
  /** Classes of facades with the name they ask for, under no name. */
  readonly facade: readonly [name: string, owner: string]
  /** Classes by the name under which a container has them. */
  readonly bound: string
  /** Addresses of Symfony's clients by the variable that each is injected under, under no name. */
  readonly scoped: readonly [name: string, address: string]
  /** Hosts in the application's own data, under no name. */
  readonly data: Entry
  /** Functions that give a client of HTTP, under no name. */
  readonly provides: null
  /** Files of Django's settings, under no name. */
  readonly django: null
}

export type Table = keyof Said

type Say = <T extends Table>(table: T, name: string, value: Said[T]) => void

/** Everything one file says, in its order. */
export function saidBy(source: Content, say: Say): void {
  const { unit, lang } = source
  const homes = new Set<string>()
  const owners = new Set<string>()
  for (const [name, list] of source.fns)
    for (const fn of list) {
      say('fn', name, fn)
      const owner = lastName(unit.fns[fn]!.owner)
      if (owner !== '') say('fn', `${name}@${owner}`, fn)
    }
  for (const fn of unit.fns) {
    homes.add(lastName(fn.owner))
    if (lang === 'ruby' && fn.owner !== '') owners.add(fn.owner)
  }
  for (const owner of owners) say('own', owner, null)
  for (const type of unit.types) {
    homes.add(type.name)
    say('type', type.name, type.members)
  }
  for (const name of homes) if (name !== '') say('home', name, null)
  for (const [target, given] of source.assigns) {
    if (!target.endsWith('.super')) continue
    for (const one of given) {
      if (one.value.t !== 'ref') continue
      say('parent', target.slice(0, -'.super'.length), lastName(one.value.path))
      say('child', lastName(one.value.path), target.slice(0, -'.super'.length))
    }
  }
  if (lang === 'ruby') constants(source, say)
  calls(source, say)
  settings(source, say)
  if (lang === 'php') namesSaid(source, say)
  if (makesClients(source)) say('provides', '', null)
  for (const one of scopedIn(source)) say('scoped', '', one)
  for (const one of dataEntries(source)) say('data', '', one)
}

function constants({ unit }: Content, say: Say): void {
  for (const one of unit.assigns)
    if (one.fn === 0 && /^(?:[A-Z][A-Z0-9_]+|\$[a-z]\w*)$/.test(one.target))
      say('constant', one.owner ? `${one.owner.slice(one.owner.lastIndexOf(':') + 1)}::${one.target}` : one.target, one)
}

const TURNS = /(?:^|\.)(?:create\w*|target|newInstance|build)$/
const BASE = /(?:^|\.)(?:baseUrl|baseUri)$/

function calls({ unit, lang, role }: Content, say: Say): void {
  const turns = (lang === 'java' || lang === 'kotlin') && role === 'run'
  for (const call of unit.calls) {
    const callee = call.callee.slice(Math.max(call.callee.lastIndexOf('.'), call.callee.lastIndexOf('\\')) + 1)
    if (call.args.length > 0) {
      const { owner } = unit.fns[call.fn]!
      const makes = (lang === 'python' && /^[A-Z]/.test(callee)) || (lang === 'go' && MAKES.test(callee))
      if (call.kind === 'new' || makes) say('built', callee, call)
      // `cls(base)` in a method of the class itself.
      else if (call.callee === 'this' && owner !== '') say('built', lastName(owner), call)
    }
    if (lang === 'ruby' && call.callee.endsWith('.configure')) say('configure', call.callee, call)
    if (!turns) continue
    if (BASE.test(call.callee)) say('base', '', call)
    if (TURNS.test(call.callee)) for (const name of classesNamed(call)) say('turned', name, call)
  }
}

/** Classes among arguments, by their own name: `retrofit.create(Api.class)`. */
function classesNamed(call: Call): string[] {
  return call.args.flatMap((arg) => {
    const name = arg.t === 'ref' ? /^([\w.]+)\.class(?:\.java)?$/.exec(arg.path)?.[1] : undefined
    return name ? [lastName(name)] : []
  })
}

function settings(source: Content, say: Say): void {
  const { unit, path, lang } = source
  if (lang === 'python' && DJANGO_SETTINGS.test(path)) say('django', '', null)
  if (lang === 'ruby' && /(?:^|\/)config\//.test(path))
    for (const one of unit.assigns) if (one.target.startsWith('config.')) say('setting', `rails:${one.target.slice(7)}`, one.value)
  if (lang === 'js') for (const [name, expr] of settingsOfScript(source)) say('setting', name, expr)
  for (const one of settingDefaults(source)) say('setting', one.key, { t: 'text', text: one.value })
  if (!unit.settings || !(APP_SETTINGS.test(path) || OTHER_SETTINGS.test(path))) return
  for (const one of unit.settings) {
    if (one.value === '') continue
    const text: Expr = { t: 'text', text: defaulted(one.value) }
    // By its whole name, by that name as frameworks compare it, and by its end, for a class that is named like what it is read into.
    for (const name of [one.path.join('.'), `=${relaxed(one.path.join('.'))}`, `~${relaxed(one.path.slice(-2).join('.'))}`])
      say('setting', name, text)
  }
}

/** Names as Spring, Micronaut and Quarkus compare them: `base-url` is baseUrl. */
export function relaxed(name: string): string {
  return name.toLowerCase().replace(/[-_"]/g, '')
}

/** The interfaces that a file's calls turn into clients. */
export function interfacesTurned(unit: Unit): Set<string> {
  return new Set(unit.calls.flatMap((call) => (TURNS.test(call.callee) ? classesNamed(call) : [])))
}

/** Everything a file says and hands on, as numbers: of the name, and of what stands there. */
export function saidNumbers(source: Content): Uint32Array {
  const found: number[] = []
  saidBy(source, (table, name, value) =>
    found.push(hashed(table, name), hashed('', typeof value === 'number' ? `${value}` : JSON.stringify(value))),
  )
  for (const { name, local, from } of source.unit.exports) found.push(exportHash(source.path, name), hashed(local, from ?? ''))
  return Uint32Array.from(found)
}
