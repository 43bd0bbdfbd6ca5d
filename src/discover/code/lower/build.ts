// Gathers a Unit while a lowering walks its tree: keeps the function it is in, the calls and the strings, so that each language only says what its nodes mean.
import { type Call, type Expr, emptyUnit, looksLikeAddress, NONE, type Param, type TypeFact, type Unit } from '../ir.ts'

const SURROUNDING =
  /^(?:prod(?:uction)?|live|sandbox|stag(?:e|ing)|test(?:ing|net)?|dev(?:elopment)?|local|default|main(?:net)?|eu|us|asia|apac)$/i
/** Calls that give what they are given where nothing else is set: of schemas, of settings. */
const DEFAULTS =
  /(?:^|[.:])(?:default|default_|catch|asOptional|asMaybe|withDefault|get_?env|environ\.get|env(?:\.str|\.url)?|getenv_or|env_or|fallback)$/i

export class Builder {
  readonly unit: Unit = emptyUnit()
  /** Index of the function the walk is in. */
  fn = 0
  /** Class, module or object the walk is in. */
  owner = ''
  /** Name a value is being given to, and the call it is an argument of. */
  key = ''
  inCall = -1
  /** The text last appended to one under construction. */
  pending: { readonly target: string; readonly fn: number; readonly text: string } | null = null

  constructor() {
    this.unit.fns.push({ name: '', owner: '', outer: -1, params: [], returns: [], line: 1 })
  }

  /** Opens a function, runs `body` inside it and gives its index. */
  inFn(name: string, params: readonly Param[], line: number, body: (returns: Expr[]) => void): number {
    const returns: Expr[] = []
    const index = this.unit.fns.push({ name, owner: this.owner, outer: this.fn, params, returns, line }) - 1
    const { fn, key, inCall } = this
    this.fn = index
    this.key = ''
    this.inCall = -1
    body(returns)
    this.fn = fn
    this.key = key
    this.inCall = inCall
    return index
  }

  inOwner(owner: string, body: () => void): void {
    const before = this.owner
    this.owner = owner
    body()
    this.owner = before
  }

  /** Records a call; `args` runs while the call is the current one, so that strings inside know it. */
  call(kind: Call['kind'], callee: string, on: Expr | null, line: number, args: () => { args: Expr[]; named?: boolean }): Expr {
    const index = this.unit.calls.push({ fn: this.fn, kind, callee, on, args: [], line }) - 1
    const { inCall, key } = this
    this.inCall = index
    if (!DEFAULTS.test(callee)) this.key = ''
    const given = args()
    this.inCall = inCall
    this.key = key
    this.unit.calls[index] = { fn: this.fn, kind, callee, on, args: given.args, line, ...(given.named ? { named: true } : {}) }
    return { t: 'call', call: index }
  }

  /** The value of `key`. */
  keyed<T>(key: string, body: () => T): T {
    const before = this.key
    // Among the addresses for each surrounding, the name above says what they are: `api: { production: "…", sandbox: "…" }`.
    if (before === '' || !SURROUNDING.test(key)) this.key = key
    const result = body()
    this.key = before
    return result
  }

  assign(target: string, value: Expr, line: number, type = ''): void {
    if (target !== '' && value.t !== 'none')
      this.unit.assigns.push({
        fn: this.fn,
        target,
        value,
        line,
        ...(type === '' ? {} : { type }),
        ...((target.startsWith('this.') || /^[A-Z][A-Z0-9_]*$/.test(target)) && this.owner !== '' ? { owner: this.owner } : {}),
      })
  }

  text(text: string, line: number): Expr {
    if (text.length < 8192 && looksLikeAddress(text)) this.unit.texts.push({ text, key: this.key, call: this.inCall, fn: this.fn, line })
    return text.length > 512 ? { t: 'text', text: text.slice(0, 512) } : { t: 'text', text }
  }

  /** Arguments, the first of them as the text that its name was given above. */
  constants(args: readonly Expr[]): readonly Expr[] {
    const [first, ...rest] = args
    if (first?.t !== 'ref') return args
    const given = this.unit.assigns.find((one) => one.target === first.path && one.value.t === 'text')
    return given ? [given.value, ...rest] : args
  }

  env(name: string, line: number): Expr {
    if (/^[A-Za-z_]\w*$/.test(name)) this.unit.envs.push({ name, line })
    return { t: 'ref', path: `env.${name}` }
  }

  type(name: string, members: TypeFact['members']): void {
    if (name !== '' && members.length > 0) this.unit.types.push({ name, members })
  }
}

/** Template parts: neighbours joined, a single text stays a text. */
export function join(parts: readonly Expr[]): Expr {
  const flat: Expr[] = []
  for (const part of parts) {
    if (part.t === 'join') flat.push(...part.parts)
    else flat.push(part)
  }
  const known = flat.filter((part) => part.t !== 'text' || part.text !== '')
  if (known.length === 0) return { t: 'text', text: '' }
  if (known.length === 1 && known[0]!.t === 'text') return known[0]!
  return { t: 'join', parts: known }
}

export function either(items: readonly Expr[]): Expr {
  const known = items.filter((item) => item.t !== 'none')
  return known.length === 0 ? NONE : known.length === 1 ? known[0]! : { t: 'either', items: known }
}

/** A call that sets a member of what it is called on: `user.setEmail(x)` sets email, `form.add("email", x)` too; headers and listeners are none. */
export function memberSet(name: string, args: readonly Expr[]): { key: string; value: Expr }[] {
  const [given, second] = args
  // A key by the name of a constant: `putString(Param.SEARCH_TERM, x)`.
  const constant =
    given?.t === 'ref' && args.length === 2
      ? /(?:^|\.)(?:KEY_|PARAM_|PROPERTY_|ATTR_|EXTRA_|ARG_)?([A-Z][A-Z0-9_]+)$/.exec(given.path)
      : null
  const first: Expr | undefined = constant ? { t: 'text', text: constant[1]!.toLowerCase() } : given
  if (first?.t === 'text' && second && args.length <= 3)
    return KEYED_SET.test(name) && !NO_MEMBER.test(name) && /^[\w$.[\]-]{1,60}$/.test(first.text)
      ? [{ key: first.text, value: second }]
      : []
  if (args.length !== 1 || !first) return []
  // A pair that is added: `params.add(new Pair("email", x))`.
  if (first.t === 'object' && /^(?:add|append|put)/i.test(name))
    return first.entries.flatMap((entry) => (entry.key === null ? [] : [{ key: entry.key, value: entry.value }]))
  // All of another map: under the very keys it has.
  if (/^(?:putAll|addAll|setAll|mergeWith|putExtras)$/.test(name)) return [{ key: ALL, value: first }]
  const setter = (/^(?:set|Set)_?([A-Za-z]\w*)$/.exec(name) ??
    /^(?:put|with|add)([A-Z]\w*)$/.exec(name) ??
    /^add_([a-z]\w*)$/.exec(name))?.[1]
  return setter && !NO_MEMBER.test(name) ? [{ key: setter[0]!.toLowerCase() + setter.slice(1), value: first }] : []
}

/** Stands for all members of a value, in the target of an assignment. */
export const ALL = '*'
const KEYED_SET = /^(?:put|set|add|append|param|field|query|write|form|with|data|offer)/i
const NO_MEMBER = /header|cookie|requestproperty|auth|listener|handler|callback|adapter|attributeconverter/i

/** Classes that hold one key with its value: `new BasicNameValuePair("email", x)`. */
export function pairOf(callee: string, args: readonly Expr[], line: number): Expr | null {
  const [first, second] = args
  return args.length === 2 && first?.t === 'text' && second && /(?:Pair|Entry|Param|Parameter|Field|FormPart|QueryParam)$/.test(callee)
    ? { t: 'object', entries: [{ key: first.text, value: second, line }] }
    : null
}

/** `text.append("&mail=").append(x)`: what is written into a text under construction belongs to it, under the key that stands before it. */
export function appended(b: Builder, call: Call): void {
  const value = call.args.length === 1 ? call.args[0]! : null
  let root = call
  for (let i = 0; root.on?.t === 'call' && !root.on.rest && i < 60; i++) root = b.unit.calls[root.on.call]!
  const base = /^([\w.]+)\.append$/.exec(root.callee)?.[1]
  if (!value || !base || root.on !== null) return
  const target = `${base}.${ALL}`
  if (value.t === 'text') {
    b.pending = { target, fn: b.fn, text: value.text }
    return
  }
  const { pending } = b
  const key = pending?.target === target && pending.fn === b.fn ? pending.text : ''
  b.assign(target, key === '' ? value : join([{ t: 'text', text: key }, value]), call.line)
}

const MAP_OF = /(?:^|\.)(?:(?:Immutable(?:Sorted|Bi)?|Linked)?Map\.of|singletonMap|asMap|JsonObject\.of|Map\.entry)$/

/** `Map.of("email", x, "name", y)`: keys and values in turn. */
export function mapOf(callee: string, args: readonly Expr[], line: number): Expr | null {
  if (!MAP_OF.test(callee) || args.length < 2 || args.length % 2 !== 0) return null
  const entries = []
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i]!
    const name = key.t === 'text' ? key.text : key.t === 'ref' ? key.path.slice(key.path.lastIndexOf('.') + 1) : null
    if (name === null) return null
    entries.push({ key: name, value: args[i + 1]!, line })
  }
  return { t: 'object', entries }
}

/** `new StringBuilder("a").append(x).toString()`: the text that is put together; null for any other chain. */
export function putTogether(b: Builder, on: Expr): Expr | null {
  const parts: Expr[] = []
  let at = on.t === 'call' && !on.rest ? b.unit.calls[on.call] : undefined
  for (let i = 0; at && i < 80; i++) {
    if (at.kind === 'new') return /^String(?:Builder|Buffer)$/.test(at.callee) ? join([...at.args, ...parts]) : null
    if (at.callee !== 'append') return null
    parts.unshift(...at.args.slice(0, 1))
    at = at.on?.t === 'call' && !at.on.rest ? b.unit.calls[at.on.call] : undefined
  }
  return null
}

/** A format text with its values between the pieces. */
export function formatted(args: readonly Expr[]): Expr[] {
  const [format, ...values] = args
  if (format?.t !== 'text') return format ? [format, ...values] : []
  const parts: Expr[] = []
  format.text.split(/%[+#]?[-\d.$]*[a-zA-Z]|\{\w*\}/).forEach((piece, i) => {
    if (piece) parts.push({ t: 'text', text: piece })
    const value = values[i]
    if (value) parts.push(value)
  })
  return parts
}

/** What a parameter is without an argument, where that may lead to an address. */
export function fallbackOf(value: Expr): { fallback?: Expr } {
  return (value.t === 'text' && looksLikeAddress(value.text)) || (value.t === 'ref' && value.path !== '') ? { fallback: value } : {}
}

/** Is a value the word for none? What is declared with it is given one later. */
export function nothing(value: Expr): boolean {
  return value.t === 'text' && /^(?:null|nil)$/.test(value.text)
}

/** What a call of JavaScript adds to the name it is called on: `form.append("email", x)`, `url.searchParams.set("q", x)`; a list that is filled step by step. */
export function added(path: string, args: readonly Expr[]): { target: string; value: Expr }[] {
  const hit = /^((?:[\w$]+\.)*[\w$]+)\.(append|set|put|add|field|push|unshift)$/.exec(path)
  if (!hit || /header|cookie|cache|storage|listener|router|history|\bapp$/i.test(hit[1]!)) return []
  const [, base, method] = hit as unknown as [string, string, string]
  if (method === 'push' || method === 'unshift') return base.includes('.') ? [] : args.map((value) => ({ target: `${base}.${ALL}`, value }))
  return memberSet(method, args).flatMap(({ key, value }) => (key === ALL ? [] : [{ target: `${base}.${key}`, value }]))
}
