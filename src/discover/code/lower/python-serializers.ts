// Python classes that say in which form a thing leaves: serializers of Django REST framework, schemas of marshmallow. Their fields become what their `data` gives, so that `Form(user).data` is an object like any other.
import type { Assign, Entry, Expr } from '../ir.ts'
import type { Builder } from './build.ts'

const SHAPES = /(?:Serializer|Schema)$/
const INNER = /(?:Serializer|Schema|Nested)$/

/** Adds `data` and `dump` to a serializer named `owner`; `given`: all that was assigned within the class, that of its inner `Meta` included. */
export function serialized(builder: Builder, owner: string, supers: readonly string[], given: readonly Assign[], line: number): void {
  if (!supers.some((one) => SHAPES.test(one))) return
  const entries: Entry[] = []
  const add = (key: string, value: Expr, at: number): void => {
    if (!entries.some((one) => one.key === key)) entries.push({ key, value, line: at })
  }
  for (const one of given) {
    if (one.owner !== undefined || !/^\w+$/.test(one.target)) continue
    // `fields = ("email", "name")` of the inner class, which names members of the model.
    if (one.target === 'fields' && one.value.t === 'list') {
      for (const item of one.value.items) if (item.t === 'text') add(item.text, { t: 'ref', path: item.text }, one.line)
      continue
    }
    const made = one.value.t === 'call' ? builder.unit.calls[one.value.call] : undefined
    if (made && !onlyTaken(made.args.at(-1))) add(one.target, behind(one, made.callee, made.args.at(-1)), one.line)
  }
  for (const parent of supers)
    if (SHAPES.test(parent) && !/^(?:.*\.)?(?:Model|Hyperlinked\w*|List)?(?:Serializer|Schema)$/.test(parent))
      entries.push({ key: null, value: { t: 'ref', path: `${parent}.data` }, line })
  for (const one of given) {
    if (one.target !== 'extra_kwargs' || one.value.t !== 'object') continue
    for (const { key, value } of one.value.entries) {
      const at = entries.findIndex((entry) => entry.key === key)
      if (at >= 0 && onlyTaken(value)) entries.splice(at, 1)
    }
  }
  if (entries.length === 0) return
  builder.inOwner(owner, () => {
    for (const name of ['data', 'dump'])
      builder.inFn(name, [], line, (returns) => {
        returns.push({ t: 'object', entries })
      })
  })
}

/** Is a field only taken in, never given out? */
function onlyTaken(options: Expr | undefined): boolean {
  return (
    options?.t === 'object' &&
    options.entries.some(({ key, value }) => /^(?:write_only|load_only)$/.test(key ?? '') && value.t === 'text' && value.text === 'true')
  )
}

/** The value behind a field: what `source` names, what `get_x` gives, what another serializer makes of it, else what the field is called after. */
function behind(one: Assign, callee: string, options: Expr | undefined): Expr {
  const name = callee.slice(callee.lastIndexOf('.') + 1)
  const entry = (key: RegExp): Expr | undefined =>
    options?.t === 'object' ? options.entries.find((each) => each.key !== null && key.test(each.key))?.value : undefined
  const source = entry(/^(?:source|attribute)$/)
  if (source?.t === 'text' && source.text !== '*') return { t: 'ref', path: source.text }
  if (/MethodField$|^(?:Method|Function)$/.test(name)) {
    const named = entry(/^(?:method_name|serialize)$/)
    return { t: 'ref', path: `this.${named?.t === 'text' ? named.text : `get_${one.target}`}` }
  }
  return INNER.test(name) && one.value.t === 'call' ? { ...one.value, rest: 'data' } : { t: 'ref', path: one.target }
}
