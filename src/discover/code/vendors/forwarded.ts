// Routes of our own that send a visitor's request on: `fetch("https://acme.example", { headers: request.headers })`. The call names no field, yet cookies, address and browser go along.
import type { Call, Expr, Proxied } from '../ir.ts'
import type { Source } from '../names/source.ts'

/** The request that a framework hands to a handler, and its headers. */
const REQUEST = /^(?:this\.)?(?:(?:c|ctx|context|event|evt|e)\.(?:node\.)?)?(?:req|request|r)(?:\.raw)?$/i
const HEADERS = /^(?:this\.)?(?:(?:c|ctx|context|event|evt|e)\.(?:node\.)?)?(?:req|request|r)(?:\.raw)?\.headers?(?:\.\w+)?$/i
const DEEPEST = 4

/** What of the visitor's request a call to somebody else copies; null where it copies nothing whole. */
export function forwardedBy(source: Source, call: Call): Proxied['passes'] | null {
  const copies = call.args.some((arg, i) => {
    if (arg.t === 'object')
      return arg.entries.some((entry) => /^headers$/i.test(entry.key ?? '') && carries(source, call, entry.value, HEADERS, 0))
    return i > 0 && carries(source, call, arg, REQUEST, 0)
  })
  // Go: `out.Header = r.Header`.
  const set = source.unit.assigns.some(
    (one) => one.fn === call.fn && call.fn > 0 && /\.Header$/.test(one.target) && carries(source, call, one.value, HEADERS, 0),
  )
  return copies || set ? left(source, call.fn) : null
}

/** Everything but what is taken away by name in the same function: `headers.delete("cookie")`. */
export function left(source: Source, fn: number): Proxied['passes'] {
  const gone = new Set<string>()
  for (const one of source.unit.calls) {
    const first = one.args[0]
    if (one.fn === fn && /\.(?:delete|Del|pop|remove|unset|except)$/.test(one.callee) && first?.t === 'text')
      gone.add(first.text.toLowerCase())
  }
  return [
    ...(gone.has('x-forwarded-for') ? [] : (['ip'] as const)),
    ...(gone.has('user-agent') ? [] : (['agent'] as const)),
    ...(gone.has('cookie') ? [] : (['cookie'] as const)),
  ]
}

/** Classes of a request that came in, by their last word, in whatever language names classes. */
const CAME_IN = /^(?:any|unknown|object|\w*(?:Request|Req|Context|Ctx|Event|Exchange|Call|Connection|RequestContext))$/i
/** Classes of a request that goes out, or of what an application means by one. */
const GOES_OUT =
  /Entity|Client|Builder|(?:Create|Update|Delete|Get|Send|Chat|Translat\w*|Search|Post|Put|Patch|List|Add|Token|Payment|Sign\w*)Request$/

/** Is the request that a name stands for one that the program makes itself: the head of the name is given a value in the function, or a parameter of a class that no framework hands over? */
function madeHere(source: Source, fn: number, path: string): boolean {
  const head = path.replace(/^this\./, '').split('.', 1)[0]!
  if (head !== path && source.assigns.get(head)?.some((one) => one.fn === fn && one.value.t === 'call')) return true
  for (let at = fn; at > 0; at = source.unit.fns[at]!.outer)
    for (const param of source.unit.fns[at]!.params)
      if (param.names.some(([, local]) => local === head))
        return param.type !== null && (!CAME_IN.test(param.type) || GOES_OUT.test(param.type))
  return false
}

function carries(source: Source, call: Call, expr: Expr, wanted: RegExp, depth: number): boolean {
  if (depth > DEEPEST) return false
  const again = (one: Expr, pattern = wanted): boolean => carries(source, call, one, pattern, depth + 1)
  switch (expr.t) {
    case 'ref': {
      const given = (source.assigns.get(expr.path) ?? []).find((one) => one.fn === call.fn)
      // A name that is given a value here is that value, whatever it is called: `request = HttpEntity(body)`.
      if (given) return again(given.value)
      return wanted.test(expr.path) && !madeHere(source, call.fn, expr.path)
    }
    case 'object':
      return expr.entries.some((entry) => entry.key === null && again(entry.value))
    case 'either':
    case 'list':
      return expr.items.some((one) => again(one))
    case 'call': {
      const made = source.unit.calls[expr.call]!
      // `c.req.header()`, Next's `headers()`, `r.Header.Clone()`.
      if (HEADERS.test(made.callee) && (made.args.length === 0 || /\.(?:entries|items|Clone|toJSON)$/.test(made.callee))) return true
      if (made.callee === 'headers' && made.args.length === 0) return true
      if (!/^(?:Headers|Request|dict|Object\.(?:fromEntries|assign|entries)|structuredClone|omit|_\.omit|await)$/.test(made.callee))
        return false
      return made.args.some((one) => again(one, made.callee === 'Request' ? REQUEST : HEADERS))
    }
    default:
      return false
  }
}
