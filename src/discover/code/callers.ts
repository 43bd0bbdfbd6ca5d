// Who calls an own function, where only names can tell: `mailer.send` → send of Mailer, `Job.perform_later` → perform of Job, `new Note(…)` → its constructor.
import type { Call } from './ir.ts'
import { inherits, type Source } from './program.ts'

export interface Target {
  readonly source: Source
  readonly fn: number
}

const CONSTRUCTORS = /^(?:constructor|initialize|__init__|__construct)$/
/** Methods of a framework that end in a method of the class under another name. */
const STARTS = /^(?:perform\w*|dispatch\w*|call!?|deliver\w*|delay|apply_async|new|enqueue|run|handle|execute|make)$/
const STARTED = /^(?:perform|handle|call|initialize|run|execute|__construct|__invoke)$/

/** Functions by their own name and by the last part of their class. */
export function indexByName(targets: readonly Target[]): ReadonlyMap<string, readonly Target[]> {
  const index = new Map<string, Target[]>()
  for (const one of targets) {
    const fn = one.source.unit.fns[one.fn]!
    for (const name of new Set([fn.name, lastOf(fn.owner)])) {
      if (name === '') continue
      const list = index.get(name)
      if (list) list.push(one)
      else index.set(name, [one])
    }
  }
  return index
}

/** Is a method's name so special that where one class has it, it is that one's: `identify_user_async`, `sendWelcomeMail`? */
export function telling(name: string): boolean {
  return name.length >= 10 && (/[a-z0-9]_[a-z0-9]/.test(name) || /[a-z0-9][A-Z]/.test(name))
}

/** Functions of the index that a call may mean. Files in different languages never call one another. */
export function calledByName(
  source: Source,
  call: Call,
  index: ReadonlyMap<string, readonly Target[]>,
  named: (name: string) => readonly Target[] = () => [],
): Target[] {
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
  for (const one of index.get(name) ?? []) {
    const fn = one.source.unit.fns[one.fn]!
    if (!near(one) || fn.name !== name) continue
    const caller = source.unit.fns[call.fn]!.owner
    if (receiver === 'this' && caller !== '' && inherits(one.source, fn.owner, caller)) found.push(one)
    else if (receiver === '' ? fn.owner === '' || fn.owner === source.unit.fns[call.fn]!.owner : ownedBy(receiver, fn.owner))
      found.push(one)
    else if (receiver !== '' && fn.owner !== '' && telling(name) && named(name).filter(near).length === 1) found.push(one)
  }
  if (STARTS.test(name) && receiver !== '') {
    for (const one of index.get(lastOf(receiver)) ?? []) {
      const fn = one.source.unit.fns[one.fn]!
      if (near(one) && STARTED.test(fn.name) && ownedBy(receiver, fn.owner)) found.push(one)
    }
  }
  return found
}

/** A function that files are looked through for: its name, and its class where the name alone says too little. */
export interface Mention {
  readonly name: string
  readonly owner: string
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
function alike(receiver: string, owner: string): boolean {
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

function lastOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':'), path.lastIndexOf('\\')) + 1)
}
