// Who calls an own function, where only names can tell: `mailer.send` → send of Mailer, `Job.perform_later` → perform of Job, `new Note(…)` → its constructor.

import type { Call } from '../ir.ts'
import { ASKS_FOR } from '../lower/asks-for.ts'
import { facadesOf } from './php-names.ts'
import type { Program, Source } from './program.ts'
import { classOf, classOfValue, DECLARES, isA } from './receivers.ts'
import { lastName as lastOf } from './source.ts'

export interface Target {
  readonly source: Source
  readonly fn: number
}

const CONSTRUCTORS = /^(?:constructor|initialize|__init__|__construct)$/
/** Methods of a framework that end in a method of the class under another name. */
const STARTS = /^(?:perform\w*|dispatch\w*|call!?|deliver\w*|delay|apply_async|new|enqueue|run|handle|execute|make)$/
const STARTED = /^(?:perform|handle|call|initialize|run|execute|__construct|__invoke)$/

/** Methods that many classes have: files are looked through for the class instead. */
const SAYS_NOTHING =
  /^(?:constructor|initialize|__init__|__construct|_?(?:call|perform|handle|run|execute|invoke|create|update|delete|destroy|send|post|put|patch|get|find|fetch|save|build|process|sync|track|render|index|show|notify|request|deliver|log|debug|info|warn|error|push|pull|upload|download|search|query|list|apply|validate|parse|load|store|start|stop|open|close|read|write|setup|register|login|logout|add|set|remove|check|make|new|item|items|name|value|data|params|body|payload|headers|client|connect|publish|subscribe|emit|next|apply|main|test|print|format|encode|decode|to_\w+)!?)$/

/** Is a method's name so special that where one class has it, it is that one's: `identify_user_async`, `sendWelcomeMail`? */
export function telling(name: string): boolean {
  return name.length >= 10 && (/[a-z0-9]_[a-z0-9]/.test(name) || /[a-z0-9][A-Z]/.test(name))
}

/** Functions by their own name and by the last part of their class. */
export interface Index {
  get(name: string): readonly Target[] | undefined
}

/** Functions of the index that a call may mean. Files in different languages never call one another. */
export function calledByName(program: Program, source: Source, call: Call, index: Index): Target[] {
  const dot = Math.max(call.callee.lastIndexOf('.'), call.callee.lastIndexOf('->'))
  const name = call.callee.slice(dot < 0 ? 0 : dot + 1)
  const receiver = dot < 0 ? '' : call.callee.slice(0, dot)
  const found: Target[] = []
  const near = (one: Target): boolean => one.source.lang === source.lang
  if (call.kind === 'new') {
    for (const one of index.get(lastOf(call.callee)) ?? []) {
      const fn = one.source.unit.fns[one.fn]!
      if (near(one) && CONSTRUCTORS.test(fn.name) && ownedBy(call.callee, fn.owner)) found.push(one)
    }
    return found
  }
  const wanted = (index.get(name) ?? []).filter((one) => near(one) && one.source.unit.fns[one.fn]!.name === name)
  const type =
    wanted.length === 0 || !(DECLARES.test(source.lang) || source.lang === 'python')
      ? null
      : receiver !== ''
        ? classOf(program, source, call.fn, receiver)
        : call.on && classOfValue(program, source, call.fn, call.on)
  for (const one of wanted) {
    const fn = one.source.unit.fns[one.fn]!
    const caller = source.unit.fns[call.fn]!.owner
    const ofOwn = receiver === 'this' || (receiver === '' && /^(?:java|kotlin)$/.test(source.lang))
    if (ofOwn && caller !== '' && fn.owner !== caller && isA(program, one.source, fn.owner, lastOf(caller))) found.push(one)
    else if (type !== null && isA(program, one.source, fn.owner, type)) found.push(one)
    else if (source.lang === 'php' && receiver !== '' && facadesOf(program, fn.owner).includes(lastOf(receiver))) found.push(one)
    else if (receiver === '' ? fn.owner === '' || fn.owner === source.unit.fns[call.fn]!.owner : ownedBy(receiver, fn.owner))
      found.push(one)
    else if (receiver !== '' && fn.owner !== '' && telling(name) && oneOfFew(program.fnsNamed(name).filter(near))) found.push(one)
  }
  if (STARTS.test(name) && receiver !== '') {
    for (const one of index.get(lastOf(receiver)) ?? []) {
      const fn = one.source.unit.fns[one.fn]!
      if (near(one) && STARTED.test(fn.name) && ownedBy(receiver, fn.owner)) found.push(one)
    }
  }
  return found
}

/** Is a call one of somebody else's library, whatever functions of our own are called alike? */
export function theirs({ module, made }: { module: string; made: { call: Call } | null }, { lang }: Source): boolean {
  return !/^(?:$|global:)/.test(module) && lang !== 'ruby' && lang !== 'php' && !ASKS_FOR.test(made?.call.callee ?? '')
}

/** Names of Python's classes that others fill. */
const INTERFACE = /^I[A-Z][a-z]\w{3,}$|^(?:Abstract|Base)[A-Z]\w{3,}$|(?:Interface|Protocol|Base)$/

/** Is there one method of a name, or one interface with those that fill it, side by side? */
function oneOfFew(list: readonly Target[]): boolean {
  const folder = (one: Target): string => one.source.path.slice(0, one.source.path.lastIndexOf('/'))
  return list.length === 1 || (list.length <= 4 && list.every((one) => one.source.lang === 'python' && folder(one) === folder(list[0]!)))
}

/** A function that files are looked through for: its name, and its class where the name alone says too little. */
export interface Mention {
  readonly name: string
  readonly owner: string
}

/** Files were once looked through for names; `doors`: the files of which a script must import one (places in the list of files). */
export interface Query {
  readonly names: readonly Mention[]
  readonly doors: readonly number[]
  /** Files of every language, not scripts only, must import one; null: none must. */
  readonly importers: boolean | null
  /** Files that named one (places in the list of files). */
  readonly added: readonly number[]
}

/** Names to look for the callers of functions by: the class, what it inherits or implements, in Go the package that the caller names. */
export function mentionsOf(program: Program, targets: readonly Target[]): Mention[] {
  return targets.flatMap(({ source, fn }) => {
    const { name, owner } = source.unit.fns[fn]!
    const own = lastOf(owner)
    const called = own !== '' && SAYS_NOTHING.test(name) ? own : name
    // GraphQL's resolvers are called by the library alone.
    if (source.lang === 'ruby' && name === 'resolve' && own !== '') return []
    // Ruby's classes are often called alike, each in a module of its own: `Customers::CreateService`.
    const space = source.lang === 'ruby' ? (owner.split('::').at(-2) ?? '') : ''
    const found: Mention[] =
      called.length >= 4 ? [{ name: called, owner: own === called ? space : source.lang === 'js' || telling(called) ? '' : own }] : []
    if (own !== '' && source.lang === 'python')
      for (const parent of program.parentsOf(own)) if (INTERFACE.test(parent)) found.push({ name, owner: parent })
    if (own === '' || !DECLARES.test(source.lang)) return found
    // A short or common name of a class says enough together with the method's.
    if (found.length === 0 && own.length === 3 && source.lang !== 'go') found.push({ name, owner: own })
    for (const facade of source.lang === 'php' ? facadesOf(program, own) : []) found.push({ name, owner: facade })
    const above = source.lang === 'go' ? [source.path.split('/').at(-2) ?? ''] : program.parentsOf(own)
    for (const parent of above) if (parent.length >= 3) found.push({ name, owner: parent })
    return found
  })
}

/** Does a text name a function, and its class as such or as a variable is called after it (`track_job`, `trackJob`)? */
export function mentioned(text: string, one: Mention): boolean {
  if (!text.includes(one.name)) return false
  if (one.owner === '' || text.includes(one.owner)) return true
  const plain = told(one.owner)
  return plain.length >= 4 && text.toLowerCase().replaceAll('_', '').includes(plain)
}

/** Does a receiver as written mean a class? A constant must be its name or the end of it; a variable must be named like it. */
function ownedBy(receiver: string, owner: string): boolean {
  if (owner === '') return false
  const path = receiver.replace(/^::|^\\/, '')
  if (/^[A-Z]/.test(lastOf(path))) {
    const wanted = path.replaceAll('\\', '::')
    return (
      owner === wanted || owner.endsWith(`::${wanted}`) || lastOf(owner) === wanted || (!owner.includes('::') && lastOf(wanted) === owner)
    )
  }
  return alike(lastOf(path), lastOf(owner))
}

/** `mailer` and `MailerService`, `analytics` and `Analytics`: one name holds the other, and it is long enough to say something. */
export function alike(receiver: string, owner: string): boolean {
  const a = told(receiver)
  const b = told(owner)
  return a.length >= 4 && b.length >= 4 && (a.includes(b) || b.includes(a))
}

/** What a name says besides what any class is called: `brave_client` → brave, `client` → nothing. */
function told(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(
      /client|service|manager|api|connector|provider|session|handler|helper|instance|wrapper|impl|repository|controller|adapter|http|base|default|object/g,
      '',
    )
}
