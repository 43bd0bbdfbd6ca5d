// Of which class a receiver is, as far as declarations say, and which classes stand behind an interface: `sender.send(x)` means the send of whoever implements it.
import { fieldOfName, wordsOf } from '../../../fields/names.ts'
import { PERSON } from '../../../fields/words-of-names.ts'
import type { Call, Expr } from '../ir.ts'
import { loadPackage } from './members.ts'
import { givenClass } from './php-names.ts'
import type { Origin, Program } from './program.ts'
import { inheritedRuby, methodOfNamed } from './ruby-classes.ts'
import { dotted, lastName, nearest, paramNamed, prefixes, type Source, split } from './source.ts'

/** Values and containers: no class of one's own. */
const PLAIN =
  /^(?:string|int|integer|long|double|float|bool|boolean|char|byte|any|object|mixed|array|list|set|map|void|self|static|var|val|let|u?int\d+|error|mutable\w+|\w*map|\w*list|collection|iterable|optional)$/i

/** The class by which a dotted name is declared where it stands; null where nothing says so. */
export function classOf(program: Program, source: Source, fn: number, path: string, depth = 0): string | null {
  if (depth > 4) return null
  const [head, rest] = split(path)
  const owner = lastName(source.unit.fns[fn]!.owner)
  if (head === 'this') return rest === '' ? owner || null : memberClass(program, source, owner, rest, depth)
  const given = source.assigns.get(head)
  const own = given ? nearest(source, given, fn, head) : null
  let found = plainName(own?.type ?? null)
  if (!found && own && own.value.t !== 'ref') found = classOfValue(program, source, own.fn, own.value, depth + 1)
  for (let at = fn; !found && at > 0; at = source.unit.fns[at]!.outer) {
    const hit = paramNamed(source.unit.fns[at]!, head)
    const type = hit?.path === '' ? source.unit.fns[at]!.params[hit.param]!.type : null
    if (source.lang === 'go' && type?.includes('.')) loadPackage(program, source, type)
    if (hit) found = plainName(type)
  }
  if (!found && own) found = classOfValue(program, source, own.fn, own.value, depth + 1)
  if (!found && owner !== '' && (source.lang === 'java' || source.lang === 'kotlin'))
    found = memberClass(program, source, owner, head, depth)
  return found && rest !== '' ? memberClass(program, source, found, rest, depth + 1) : found
}

function memberClass(program: Program, source: Source, owner: string, path: string, depth: number): string | null {
  const [head, rest] = split(path)
  let told = program.typeNamed(owner, source).find(([name]) => name === head)?.[1]
  // Of an embedded struct, or of the one it is another name for.
  if (!told && source.lang === 'go')
    for (const parent of program.parentsOf(owner)) told ??= program.typeNamed(parent, source).find(([name]) => name === head)?.[1]
  if (source.lang === 'go' && told?.includes('.')) loadPackage(program, source, told)
  let found = plainName(told ?? null)
  if (!found) {
    const given = source.assigns.get(`this.${head}`)?.find((one) => (one.owner ?? lastName(source.unit.fns[one.fn]!.owner)) === owner)
    found = given ? (plainName(given.type ?? null) ?? classOfValue(program, source, given.fn, given.value, depth + 1)) : null
  }
  return found && rest !== '' ? memberClass(program, source, found, rest, depth + 1) : found
}

/** The class of a value, as far as it is made or declared where it stands. */
export function classOfValue(program: Program, source: Source, fn: number, expr: Expr, depth = 0): string | null {
  if (depth > 4) return null
  if (expr.t === 'ref') return classOf(program, source, fn, expr.path, depth)
  if (expr.t !== 'call' || expr.rest) return null
  const call = source.unit.calls[expr.call]!
  if (call.kind === 'new') return plainName(call.callee)
  const given = source.lang === 'php' ? givenClass(call) : null
  if (given) return plainName(given)
  // Where a call's own class is asked for again to know what it gives, the question would not end.
  if (!DECLARES.test(source.lang)) return null
  const made = program.ofCall(source, call)
  if (made?.k !== 'fn') return null
  const { gives = null, owner } = made.source.unit.fns[made.fn]!
  return plainName(gives !== null && /^(?:self|static)$/.test(gives) ? owner : gives)
}

function plainName(type: string | null): string | null {
  if (!type) return null
  const name = lastName(type.replace(/<.*$/s, '').replace(/[?*&[\]]/g, ''))
  return /^[A-Za-z_]\w*$/.test(name) && !PLAIN.test(name) ? name : null
}

/** A name that many classes of a large tree have may inherit from many others. */
const MAX_PARENTS = 64

/** Languages that say of which class a name is. */
export const DECLARES = /^(?:java|kotlin|go|php)$/
/** What a class of persons may be called besides. */
const FORMS = /(?:Dto|DTO|Model|Entity|Data|Record|Info|Profile|Resource|Details|Principal|Interface|Bean|VO|Request|Form)$/

/** A value's name with the class it is a member of, where that says whose it is: `u.Name` of a User → `User.Name`. */
export function ofClass(program: Program, source: Source, fn: number, path: string): string {
  const [head, rest] = split(path)
  if (rest.includes('.') || fieldOfName(path)?.confidence === 'certain') return path
  const own = lastName(source.unit.fns[fn]!.owner)
  // Ruby names what a thing has without saying whose.
  if (rest === '' && !(source.lang === 'ruby' && own !== '' && !source.heads.has(path))) return path
  if (rest !== '' && head !== 'this' && !DECLARES.test(source.lang)) return path
  const ofOwn = rest === '' || (head === 'this' && !DECLARES.test(source.lang))
  const name = ofOwn ? own : classOf(program, source, fn, head)
  const last = name ? wordsOf(name.replace(FORMS, '')).at(-1)?.at(-1) : undefined
  return last && PERSON.has(last) ? `${last}.${rest || path}` : path
}

/** Is a class, by name, the other, or one that inherits or implements it? In Go: has it all the methods of that interface? */
export function isA(program: Program, source: Source, owner: string, type: string): boolean {
  const own = lastName(owner)
  if (own === type) return true
  const seen = new Set([own])
  let level = [own]
  for (let depth = 0; depth < 4 && level.length > 0; depth++) {
    level = [...new Set(level.flatMap((name) => program.parentsOf(name)))].filter((name) => !seen.has(name)).slice(0, MAX_PARENTS)
    if (level.includes(type)) return true
    for (const name of level) seen.add(name)
  }
  if (source.lang !== 'go') return false
  // A method of an embedded struct is called on what embeds it.
  if (program.parentsOf(type).includes(own)) return true
  const methods = program.typeNamed(type, source).filter(([, kind]) => kind === '()')
  return (
    methods.length > 0 &&
    methods.every(([name]) => program.methodsNamed(name, own).some((one) => one.source.unit.fns[one.fn]!.owner === own))
  )
}

/** What is called on a variable, parameter or member that is declared with a type: a method of our own class, or of a library's. TypeScript and Python; other languages are asked for callers by class. */
export function typedCall(program: Program, source: Source, call: Call, depth: number): Origin | null {
  const dot = call.callee.lastIndexOf('.')
  if (dot > 0 && source.lang === 'ruby') return methodOfNamed(program, source, call.fn, call.callee)
  if (dot < 0 || (source.lang !== 'js' && source.lang !== 'python' && source.lang !== 'markup')) return null
  const method = call.callee.slice(dot + 1)
  for (const [receiver, rest] of prefixes(call.callee.slice(0, dot))) {
    const type = receiver === 'this' ? null : classOf(program, source, call.fn, receiver)
    if (!type) continue
    const own = rest === '' ? program.methodsNamed(method, type)[0] : undefined
    return own ? { k: 'fn', source: own.source, fn: own.fn } : program.instanceOf(source, type, dotted(rest, method), depth)
  }
  return null
}

/** A constant of a class or one of an enumeration in a file of Java or Kotlin: `Settings.HOST`, `Provider.ACME.url`. */
export function constantOf(program: Program, source: Source, owner: string, path: string, depth: number): Origin | null {
  if (source.lang !== 'java' && source.lang !== 'kotlin') return null
  const [name, rest] = split(path)
  const own = source.assigns.get(`this.${name}`) ?? (/^[A-Z][A-Z0-9_]*$/.test(name) ? source.assigns.get(name) : undefined)
  const given = own?.find((one) => one.owner === owner)
  if (!given) return null
  return program.ofExpr(source, given.fn, given.value, rest, depth + 1) ?? { k: 'value', source, fn: given.fn, expr: given.value, rest }
}

/** A method that a class has from one it inherits, called by its bare name or on `this`. */
export function inheritedMethod(
  program: Program,
  source: Source,
  fn: number,
  path: string,
): { k: 'fn'; source: Source; fn: number } | null {
  const name = /^(?:this\.)?([a-z]\w*)$/.exec(path)?.[1]
  const own = lastName(source.unit.fns[fn]!.owner)
  if (name && own !== '' && source.lang === 'ruby') return inheritedRuby(program, source, own, source.unit.fns[fn]!.owner, name)
  if (!name || own === '' || !DECLARES.test(source.lang) || source.lang === 'go' || (source.lang === 'php' && !path.startsWith('this.')))
    return null
  if (program.wide) program.baseOf(source, own)
  let level = program.parentsOf(own)
  for (let depth = 0; depth < 4 && level.length > 0; depth++) {
    const found = level
      .flatMap((one) => program.methodsNamed(name, one).find((method) => method.source.lang === source.lang) ?? [])
      .reduce<{ source: Source; fn: number } | null>((a, b) => (a && before(a, b) ? a : b), null)
    if (found) return { k: 'fn', source: found.source, fn: found.fn }
    level = [...new Set(level.flatMap((one) => program.parentsOf(one)))].slice(0, MAX_PARENTS)
  }
  return null
}

/** Which of two functions joined first. */
function before(a: { source: Source; fn: number }, b: { source: Source; fn: number }): boolean {
  return a.source.place < b.source.place || (a.source === b.source && a.fn <= b.fn)
}
