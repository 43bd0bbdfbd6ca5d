// Ruby classes that say in which form a thing leaves: ActiveModel serializers, JSON:API serializers, blueprints, Alba resources. What they list becomes what their `to_json` gives.
import type { Entry, Expr } from '../ir.ts'
import type { Builder } from './build.ts'

export const SHAPES = /(?:Serializer|Blueprint|Blueprinter::Base|Alba::Resource|JSONAPI::Resource)$/
const LISTS = /^(?:attributes?|fields?|identifier|has_one|belongs_to|association)$/
/** Methods by which the class, or an instance of it, gives all it lists. */
const GIVES = [
  'to_json',
  'as_json',
  'to_h',
  'to_hash',
  'serializable_hash',
  'serialize',
  'attributes',
  'data',
  'render',
  'render_as_hash',
  'render_as_json',
]

/** Entries that one declaration in the body of such a class lists; none for any other call. */
export function listed(method: string, args: readonly Expr[], line: number): Entry[] {
  if (!LISTS.test(method)) return []
  const block = args.find((arg) => arg.t === 'fn')
  const options = args.find((arg) => arg.t === 'object')
  const renamed = options?.t === 'object' ? options.entries.find((one) => one.key === 'key' || one.key === 'name')?.value : undefined
  return args.flatMap((arg): Entry[] => {
    if (arg.t !== 'text') return []
    const key = renamed?.t === 'text' ? renamed.text : arg.text
    return [{ key, value: block ?? { t: 'ref', path: arg.text }, line }]
  })
}

/** Adds the methods that give what was listed. */
export function shaped(builder: Builder, owner: string, entries: readonly Entry[], line: number): void {
  if (entries.length === 0) return
  builder.inOwner(owner, () => {
    for (const name of GIVES)
      builder.inFn(name, [], line, (returns) => {
        returns.push({ t: 'object', entries })
      })
  })
}
