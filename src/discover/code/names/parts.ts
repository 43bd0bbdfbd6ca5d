// Parts of values as written: the argument for a parameter, a member of a value, the name a value has in a query.
import { fieldOfName } from '../../../fields/names.ts'
import type { Call, Entry, Expr, Fn, Unit } from '../ir.ts'
import { split } from './source.ts'

const BEFORE = /(?:^|[?&\s])([\w.-]{1,60})=["']?$|["']([\w.-]{1,60})\\?["']\s*:\s*(?:\\?["'])?$|<([\w.-]{1,60})>$/

/** What stands before a value in a text: its name in a query (`…/check?mail=`), in JSON (`"mail": "`) or in XML (`<mail>`). */
export function queryKey(before: Expr | undefined): string | null {
  const hit = before?.t === 'text' ? BEFORE.exec(before.text.slice(-120)) : null
  return hit ? (hit[1] ?? hit[2] ?? hit[3] ?? null) : null
}

/** The argument that fills parameter `index`: by keyword, by position, or the props of an element. */
export function argumentFor(
  fn: { params: readonly { names: readonly (readonly [string, string])[]; rest?: true }[] },
  index: number,
  call: Call,
): Expr | null {
  if (call.named) {
    const last = call.args.at(-1)
    const name = fn.params[index]!.names[0]?.[1]
    const entry = last?.t === 'object' ? last.entries.find((one) => one.key === name) : undefined
    if (entry) return entry.value
  }
  if (fn.params[index]!.rest && call.args.length > index + 1) return { t: 'list', items: call.args.slice(index) }
  return call.args[index] ?? null
}

/** The member `path` of a value; of an object literal its entry, of a name the longer name. */
export function partOf(expr: Expr, path: string): Expr {
  if (path === '') return expr
  const [head, rest] = split(path)
  switch (expr.t) {
    case 'ref':
      return { t: 'ref', path: `${expr.path}.${path}` }
    case 'object': {
      const entry = expr.entries.find((one) => one.key === head)
      if (entry) return partOf(entry.value, rest)
      const spread = expr.entries.find((one) => one.key === null)
      return spread ? partOf(spread.value, path) : { t: 'text', text: '' }
    }
    case 'call':
      return { ...expr, rest: expr.rest ? `${expr.rest}.${path}` : path }
    case 'either':
      return { t: 'either', items: expr.items.map((one) => partOf(one, path)) }
    default:
      return { t: 'text', text: '' }
  }
}

const NAMES = /^(?:name|key|field|\w*_?(?:Key|field_?id|field_?name|_key)|property|attribute|slug|custom_?id|title)$/i
const VALUES = /^(?:values?|val|\w+(?:Value|_value))$/

/** A value under a name that stands beside it: `{ name: "email", value: person.email }` → email, person.email. Null for any other object. */
export function namedValue(entries: readonly Entry[]): { key: string; value: Expr; line: number } | null {
  const name = entries.find((one) => one.key !== null && NAMES.test(one.key) && one.value.t === 'text')?.value
  const given = entries.find((one) => one.key !== null && VALUES.test(one.key))
  return given && name?.t === 'text' && /^[\w$.:-]{1,60}$/.test(name.text) ? { key: name.text, value: given.value, line: given.line } : null
}

/** Is a value read from the environment, in whatever form? */
export function isSetting(unit: Unit, expr: Expr): boolean {
  if (expr.t === 'either')
    return expr.items.every((one) => one.t === 'text' || isSetting(unit, one)) && expr.items.some((one) => one.t !== 'text')
  if (expr.t === 'call') return /^(?:process\.)?env\./.test(unit.calls[expr.call]!.callee)
  return expr.t === 'ref' && /^(?:process\.)?env\./.test(expr.path)
}

/** What each of a list is made into: `people.map((one) => ({ email: one.email }))`; null where it is no object. */
export function shapedBy(unit: Unit, call: Call, rest: string): { fn: number; values: readonly Expr[] } | null {
  const [arg] = call.args
  if (!/(?:^|\.)(?:map|flatMap)$/.test(call.callee) || arg?.t !== 'fn') return null
  const values = unit.fns[arg.fn]!.returns
  return values.some((one) => one.t === 'object') ? { fn: arg.fn, values: values.map((one) => partOf(one, rest)) } : null
}

/** Functions among a call's arguments and in the objects among them: `init({ onError(event) { … } })`. */
export function lambdasIn(args: readonly Expr[], depth = 0): { fn: number; nested: boolean }[] {
  return args.flatMap((arg) =>
    arg.t === 'fn'
      ? [{ fn: arg.fn, nested: depth > 0 }]
      : arg.t === 'object' && depth < 3
        ? lambdasIn(
            arg.entries.map((one) => one.value),
            depth + 1,
          )
        : [],
  )
}

/** Calls on a name within one function: `event.setUser(…)` of `event`. */
export function callsOn(unit: Unit, fn: number, name: string): Call[] {
  return unit.calls.filter((one) => one.fn === fn && one.on === null && one.callee.startsWith(`${name}.`))
}

/** Members by which a thing is told in part: `user.as_json(only: [:email, :name])`. */
export function onlyOf(call: Call): string[] {
  const last = call.args.at(-1)
  if (!/(?:^|\.)(?:as_json|to_json|serializable_hash|model_dump|dict)$/.test(call.callee) || !call.named || last?.t !== 'object') return []
  return last.entries.flatMap((one) =>
    /^(?:only|methods|include)$/.test(one.key ?? '')
      ? (one.value.t === 'list' ? one.value.items : [one.value]).flatMap((item) => (item.t === 'text' ? [item.text] : []))
      : [],
  )
}

/** Does a function of our own give a map that it puts together? */
export function putsTogether(fn: Fn): boolean {
  const isMap = (value: Expr): boolean => value.t === 'object' || (value.t === 'either' && value.items.some(isMap))
  return fn.returns.some(isMap)
}

/** The keys of an object that only says under which name each of them is handed over: `{ "job_title": "jobtitle", "email": "email" }`; null for any other. */
export function keysRenamed(
  entries: readonly { readonly key: string | null; readonly value: Expr }[],
): [key: string, name: string][] | null {
  if (entries.length < 3) return null
  const found: [string, string][] = []
  let alike = 0
  for (const { key, value } of entries) {
    if (key === null || value.t !== 'text' || !/^[A-Za-z_$][\w.$-]{1,40}$/.test(value.text) || !/^[\w.$-]+$/.test(key)) return null
    found.push([key, value.text])
    if (letters(key) === letters(value.text) || (fieldOfName(key) !== null && fieldOfName(key)?.field === fieldOfName(value.text)?.field))
      alike++
  }
  return alike * 2 >= found.length && alike >= 2 ? found : null
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
