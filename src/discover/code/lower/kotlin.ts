// Kotlin to the common form. String templates are read from their text, because the grammar drops short ones; `a to b` in a map is a key with its value.
// Lambdas that only give a value another name (`apply`, `let`) are read in place, so that what they set is set on that value.
import { type Entry, type Expr, NONE, type Param } from '../ir.ts'
import { boundSetting, boundTo } from './bound-settings.ts'
import { ALL, either, formatted, join, nothing, pairOf } from './build.ts'
import { type AnnotatedParam, clientAddress, requestArgs, requestPath } from './http-interface.ts'
import { AS_IT, AS_THIS, EACH, FILLS, functionsOf, GIVES_ITSELF, variablesOf } from './kotlin-words.ts'
import { type TreeNode, TreeWalker } from './tree.ts'

export class KotlinWalker extends TreeWalker {
  /** Names that stand for a value by another name: `it`, a lambda's parameter; `this` inside of `apply`. */
  #names: ReadonlyMap<string, string> = new Map()
  #made = 0
  /** Directly in a lambda without parameters: it may be one of a receiver that nothing names. */
  #inLambda = false
  #vars: ReadonlySet<string> | null = null
  #declared: ReadonlySet<string> | null = null
  /** What the next lambda goes through. */
  #each: Expr | null = null
  /** The name that a declaration gives its value. */
  #declaring = ''
  /** The settings that the members of the innermost class are read from. */
  #bound: string | null = null
  /** The function that the innermost class stands in. */
  #classFn = 0

  path(node: TreeNode | null): string {
    if (!node) return ''
    switch (node.type) {
      case 'identifier':
        return this.#names.get(node.text) ?? node.text
      case 'qualified_identifier':
        return node.text
      case 'this_expression':
        return node.text === 'this' ? (this.#names.get('this') ?? 'this') : 'this'
      case 'user_type':
        return node.text.replace(/<.*$/s, '')
      case 'nullable_type':
      case 'parenthesized_expression':
        return this.path(node.namedChildren[0] ?? null)
      case 'navigation_expression': {
        const [object, name] = this.children(node)
        const base = this.path(object ?? null)
        return base && name ? `${base}.${name.text}` : ''
      }
      case 'index_expression': {
        const [object, key] = this.children(node)
        const base = this.path(object ?? null)
        return base && key?.type === 'string_literal' ? `${base}.${key.text.slice(1, -1)}` : base
      }
      case 'postfix_expression':
      case 'unary_expression':
        return this.path(node.namedChildren[0] ?? null)
      default:
        return ''
    }
  }

  protected read(node: TreeNode): Expr {
    this.#declared ??= functionsOf(node.text)
    switch (node.type) {
      case 'line_comment':
      case 'block_comment':
      case 'multiline_comment':
        return NONE
      case 'import':
      case 'import_header':
        this.importing(node)
        return NONE
      case 'class_declaration':
      case 'object_declaration':
        this.klass(node)
        return NONE
      case 'function_declaration':
      case 'secondary_constructor':
        this.fn(node)
        return NONE
      case 'lambda_literal':
      case 'anonymous_function':
        return this.lambda(node)
      case 'annotated_lambda':
        return this.node(node.namedChildren.at(-1) ?? null)
      case 'property_declaration':
        this.property(node)
        return NONE
      case 'assignment': {
        const left = this.field(node, 'left') ?? node.namedChildren[0] ?? null
        const plain = this.path(left)
        const self = this.#names.get('this')
        // Inside of `apply { email = x }` a bare name is a member of the value; inside of another lambda what the file does not declare is one of what it is handed.
        const bare = left?.type === 'identifier' && plain === left.text
        const own =
          bare && self
            ? `${self}.${plain}`
            : bare && this.#inLambda && !(this.#vars ??= variablesOf(node.tree.rootNode.text)).has(plain)
              ? `it.${plain}`
              : plain
        const target = left?.type === 'index_expression' && left.namedChildren[1]?.type !== 'string_literal' ? `${own}.${ALL}` : own
        const value = this.b.keyed(target.slice(target.lastIndexOf('.') + 1), () =>
          this.node(this.field(node, 'right') ?? node.namedChildren.at(-1) ?? null),
        )
        this.b.assign(target, value, this.line(node))
        return value
      }
      case 'return_expression':
      case 'jump_expression': {
        const value = this.through(node)
        if (value.t !== 'none') this.returns.push(value)
        return value
      }
      case 'call_expression':
        return this.call(node)
      case 'identifier':
        if (/^(?:true|false|null)$/.test(node.text)) return { t: 'text', text: node.text }
        return { t: 'ref', path: this.path(node) }
      case 'this_expression':
        return { t: 'ref', path: this.path(node) }
      case 'navigation_expression':
      case 'index_expression': {
        const path = this.path(node)
        if (path) return { t: 'ref', path }
        const [object, name] = this.children(node)
        const inner = this.node(object ?? null)
        return inner.t === 'call' && name ? { ...inner, rest: inner.rest ? `${inner.rest}.${name.text}` : name.text } : inner
      }
      case 'string_literal':
      case 'multiline_string_literal':
      case 'line_string_literal':
        return this.template(node)
      case 'number_literal':
      case 'boolean_literal':
      case 'null_literal':
        return { t: 'text', text: node.text }
      case 'binary_expression':
      case 'additive_expression':
        return this.binary(node)
      case 'elvis_expression':
        return either(this.children(node).map((one) => this.node(one)))
      case 'if_expression':
      case 'when_expression':
        return either(this.children(node).map((one) => this.node(one)))
      case 'as_expression':
      case 'parenthesized_expression':
      case 'value_argument':
        return this.node(node.namedChildren[0] ?? null)
      default:
        return this.through(node)
    }
  }

  private binary(node: TreeNode): Expr {
    const [left, right] = this.children(node)
    const values = [this.node(left ?? null), this.node(right ?? null)]
    const operator = node.text.slice((left?.endIndex ?? 0) - node.startIndex, (right?.startIndex ?? 0) - node.startIndex).trim()
    if (operator === '?:') return either(values)
    if (operator !== '+') return NONE
    return values.some((one) => one.t === 'object') ? { t: 'list', items: values } : join(values)
  }

  private importing(node: TreeNode): void {
    const [name, alias] = this.children(node)
    const path = this.path(name ?? null)
    const last = path.slice(path.lastIndexOf('.') + 1)
    const line = this.line(node)
    if (/\.\*\s*$/.test(node.text)) this.b.unit.imports.push({ module: path, imported: '', local: '*', typeOnly: false, line })
    else
      this.b.unit.imports.push({
        module: path.slice(0, path.lastIndexOf('.')),
        imported: last,
        local: alias?.text ?? last,
        typeOnly: false,
        line,
      })
  }

  private klass(node: TreeNode): void {
    const name = this.field(node, 'name')?.text ?? ''
    const line = this.line(node)
    const parts = this.children(node)
    const annotations = parts.find((one) => one.type === 'modifiers')?.text ?? ''
    const address = clientAddress(annotations, name)
    const around = this.#bound
    this.#bound = boundTo(annotations, name, around)
    // `class Tracker @Inject constructor(…)`: annotations stand before the parameters.
    const params =
      this.children(parts.find((one) => one.type === 'primary_constructor') ?? null).find((one) => one.type === 'class_parameters') ?? null
    const members = this.children(params).map((param): [string, string] => {
      const [id, type] = this.children(param).filter((one) => one.type !== 'modifiers')
      return [id?.text ?? '', this.path(type ?? null)]
    })
    const before = { fn: this.#classFn, names: this.#names }
    this.#classFn = this.b.fn
    this.#names = new Map()
    this.b.inOwner(name, () => {
      this.baseOf(address, line)
      for (const param of this.children(params)) {
        const [id, , given] = this.children(param).filter((one) => one.type !== 'modifiers')
        const setting = id ? boundSetting(this.#bound, id.text) : null
        const value = either([
          this.injected(param.text, line),
          given ? this.b.keyed(id?.text ?? '', () => this.node(given)) : NONE,
          setting ? this.setting(setting, line) : NONE,
        ])
        if (id) for (const target of [id.text, `this.${id.text}`]) this.b.assign(target, value, line)
      }
      const bodies = parts.filter((one) => /body$|companion/.test(one.type))
      // What members begin with is worked out where the constructor's parameters are seen.
      const begun =
        members.length === 0 ? [] : bodies.flatMap((one) => this.children(one).filter((two) => two.type === 'property_declaration'))
      this.parents(parts.find((one) => one.type === 'delegation_specifiers') ?? null, name, members, line, begun)
      for (const child of bodies) {
        if (begun.length === 0) this.node(child)
        else for (const one of this.children(child)) if (one.type !== 'property_declaration') this.node(one)
      }
    })
    this.#bound = around
    this.#classFn = before.fn
    this.#names = before.names
    this.b.type(name, members)
  }

  /** `@Value("\${scorer.url:default}")`: the setting of that name, or its default. */
  private injected(text: string, line: number): Expr {
    const hit = /^\s*@(?:field:|param:)?Value\(\s*"\\?\$\{([^:}]*)(?::([^}]*))?\}"/.exec(text)
    if (!hit) return NONE
    const setting = this.setting(hit[1]!, line)
    return hit[2] ? either([setting, this.b.text(hit[2], line)]) : setting
  }

  /** The primary constructor: its parameters are members, and what the class hands to the one it inherits. */
  private parents(
    node: TreeNode | null,
    name: string,
    members: readonly [string, string][],
    line: number,
    begun: readonly TreeNode[],
  ): void {
    const params: Param[] = members.map(([id, type]) => ({ names: [['', id]], type: type || null }))
    this.b.inFn('constructor', params, line, () => {
      for (const [id] of members) this.b.assign(`this.${id}`, { t: 'ref', path: id }, line)
      for (const one of this.children(node)) {
        const made = one.namedChildren[0]
        const type = made?.type === 'user_type' ? made : made?.namedChildren[0]
        const path = this.path(type ?? null)
        if (path) this.b.assign(`${name}.super`, { t: 'ref', path }, line)
        const args = made?.type === 'constructor_invocation' ? this.children(made).slice(1) : []
        if (path && args.some((arg) => arg.namedChildren.length > 0)) this.b.call('new', path, null, line, () => this.args(args))
      }
      const before = this.#classFn
      this.#classFn = this.b.fn
      for (const one of begun) this.node(one)
      this.#classFn = before
    })
  }

  private fn(node: TreeNode): void {
    const name = node.type === 'secondary_constructor' ? 'constructor' : (this.field(node, 'name')?.text ?? '')
    const parts = this.children(node)
    const list = parts.find((one) => one.type === 'function_value_parameters') ?? null
    const body = parts.find((one) => one.type === 'function_body' || one.type === 'block') ?? null
    const line = this.line(node)
    const request = body ? null : requestPath(parts.find((one) => one.type === 'modifiers')?.text ?? '')
    const before = this.#names
    this.#names = new Map()
    if (request !== null) {
      this.b.inFn(name, this.params(list), line, () => {
        this.b.call('call', 'http.request', null, line, () => ({
          args: requestArgs(request, this.annotated(list), line, (address) => this.b.text(address, line)),
        }))
      })
    } else {
      const type = parts[parts.indexOf(list ?? node) + 1]
      const fn = this.fnOf(name, this.params(list), body, line, body?.text.startsWith('=') ?? false)
      if (type && /type$/.test(type.type)) this.gives(fn, this.path(type))
    }
    this.#names = before
  }

  private annotated(node: TreeNode | null): AnnotatedParam[] {
    const found: AnnotatedParam[] = []
    let annotations = ''
    for (const one of this.children(node)) {
      if (one.type === 'parameter_modifiers') annotations = one.text
      if (one.type !== 'parameter') continue
      found.push({ name: one.namedChildren[0]?.text ?? '', annotations })
      annotations = ''
    }
    return found
  }

  private params(node: TreeNode | null): Param[] {
    const list = this.children(node)
    return list.flatMap((one, i) => {
      if (one.type !== 'parameter') return []
      const [id, type] = this.children(one)
      const rest = list[i - 1]?.type === 'parameter_modifiers' && /\bvararg\b/.test(list[i - 1]!.text)
      return [{ names: [['', id?.text ?? ''] as const], type: this.path(type ?? null) || null, ...(rest ? { rest: true as const } : {}) }]
    })
  }

  private lambda(node: TreeNode): Expr {
    const names = this.lambdaNames(node)
    const params: Param[] = (names.length > 0 ? names : ['it']).map((name) => ({ names: [['', name]], type: null }))
    const before = this.#names
    this.#names = new Map([...before].filter(([name]) => name !== 'it' && !names.includes(name)))
    const fn = this.b.inFn(this.b.key, params, this.line(node), (returns) => {
      const outer = this.returns
      this.returns = returns
      const inLambda = this.#inLambda
      this.#inLambda = names.length === 0 && this.#each === null
      const element = this.#each
      this.#each = null
      if (element) this.b.assign(params.at(-1)!.names[0]![1], element, this.line(node))
      const last = this.through(node)
      if (last.t !== 'none') returns.push(last)
      this.returns = outer
      this.#inLambda = inLambda
    })
    this.#names = before
    return { t: 'fn', fn }
  }

  private lambdaNames(node: TreeNode): string[] {
    const list = this.children(node).find((one) => one.type === 'lambda_parameters')
    return this.children(list ?? null).flatMap((one) =>
      (one.type === 'multi_variable_declaration' ? this.children(one) : [one]).map((id) => id.namedChildren[0]?.text ?? ''),
    )
  }

  private property(node: TreeNode): void {
    const parts = this.children(node)
    const declared = parts.find((one) => one.type === 'variable_declaration')
    const last = parts.at(-1)
    const line = this.line(node)
    if (!declared || !last || last.type === 'modifiers') {
      if (last) this.node(last)
      return
    }
    const [id, type] = this.children(declared)
    const name = id?.text ?? ''
    const own = this.b.fn === this.#classFn && this.b.owner !== ''
    const around = this.#declaring
    this.#declaring = name
    const value = last === declared ? NONE : this.b.keyed(name, () => this.node(last.type === 'property_delegate' ? this.lazy(last) : last))
    this.#declaring = around
    const typeName = this.path(type ?? null)
    const injected = own && value.t === 'none' ? this.injected(node.text, line) : NONE
    const bound = own && injected.t === 'none' && value.t === 'none' ? boundSetting(this.#bound, name) : null
    const given = bound
      ? this.setting(bound, line)
      : injected.t === 'none' && (value.t === 'none' || nothing(value)) && /^[A-Z]/.test(typeName)
        ? this.b.call('new', typeName, null, line, () => ({ args: [] }))
        : injected.t === 'none'
          ? value
          : injected
    this.b.assign(name, given, line, typeName)
    if (own) this.b.assign(`this.${name}`, given, line, typeName)
  }

  /** `by lazy { x }`: the value is what the lambda gives. */
  private lazy(node: TreeNode): TreeNode {
    const call = node.namedChildren[0]
    const lambda = call?.namedChildren.at(-1)?.namedChildren.at(-1)
    return /^lazy\b/.test(call?.text ?? '') && lambda?.type === 'lambda_literal' ? (lambda.namedChildren.at(-1) ?? lambda) : (call ?? node)
  }

  private call(node: TreeNode): Expr {
    let [callee, ...rest] = this.children(node)
    // A lambda after the brackets is one more argument.
    if (callee?.type === 'call_expression' && rest.every((one) => one.type === 'annotated_lambda')) {
      const [inner, ...before] = this.children(callee)
      callee = inner
      rest = [...before, ...rest]
    }
    const line = this.line(callee ?? node)
    const scope = this.scoped(callee ?? null, rest, line)
    if (scope) return scope
    const path = this.path(callee ?? null)
    let on: Expr | null = null
    let name = path
    if (!path && callee?.type === 'navigation_expression') {
      const [object, member] = this.children(callee)
      on = this.node(object ?? null)
      name = member?.text ?? ''
    } else if (!path) on = this.node(callee ?? null)
    if (/(?:^|\.)(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|bundleOf|parametersOf)$/.test(name))
      return { t: 'object', entries: this.pairs(rest.filter((one) => one.type === 'value_arguments')) }
    const self = this.#names.get('this')
    // Inside of `apply { put("email", x) }` a bare call is one of the value, unless the file declares it.
    if (self && callee?.type === 'identifier' && /^[a-z]/.test(name) && !this.#declared?.has(name)) name = `${self}.${name}`
    const kind = /(?:^|\.)[A-Z]\w*$/.test(name) ? 'new' : 'call'
    const dotted = name.lastIndexOf('.')
    this.#each = EACH.test(name.slice(dotted + 1)) ? (on ?? (dotted > 0 ? { t: 'ref', path: name.slice(0, dotted) } : null)) : null
    const call = this.b.call(kind, name, on, line, () => this.args(rest))
    this.#each = null
    const made = call.t === 'call' ? this.b.unit.calls[call.call]! : null
    if (!made) return call
    const dot = name.lastIndexOf('.')
    if (name === 'String.format') return join(formatted(this.b.constants(made.args)))
    if (name === 'format' && on?.t === 'text') return join(formatted([on, ...made.args]))
    if (/^[A-Z][A-Z0-9_]*\.format$/.test(name))
      return join(formatted(this.b.constants([{ t: 'ref', path: name.slice(0, dot) }, ...made.args])))
    if (dot > 0) this.sets(name.slice(0, dot), name.slice(dot + 1), made.args, line)
    return (kind === 'new' ? pairOf(name, made.args, line) : null) ?? this.settled(name, made.args, call, line)
  }

  /** `x.apply { … }`, `x.let { … }`, `with(x) { … }`: read in place, with x under the name it has inside. */
  private scoped(callee: TreeNode | null, rest: readonly TreeNode[], line: number): Expr | null {
    const lambda = rest.at(-1)?.namedChildren.at(-1)
    const name = callee?.type === 'navigation_expression' ? (callee.namedChildren.at(-1)?.text ?? '') : (callee?.text ?? '')
    const whole = callee?.text === 'Parameters.build' ? 'parameters' : ''
    if (!callee || lambda?.type !== 'lambda_literal' || !(AS_THIS.test(whole || name) || AS_IT.test(name))) return null
    const given = whole
      ? null
      : callee.type === 'navigation_expression'
        ? callee.namedChildren[0]!
        : rest[0]?.type === 'value_arguments'
          ? rest[0]
          : null
    if (!given && !FILLS.test(whole || name)) return null
    const receiver = given ? this.path(given.type === 'value_arguments' ? (given.namedChildren[0]?.namedChildren[0] ?? null) : given) : ''
    const value: Expr = receiver ? { t: 'ref', path: receiver } : given ? this.node(given) : { t: 'object', entries: [] }
    // A value that is being given a name has that name inside already.
    const known =
      receiver ||
      (GIVES_ITSELF.test(whole || name) && this.b.key === this.#declaring && this.b.key !== '' && this.b.inCall < 0
        ? this.b.key
        : `value$${++this.#made}`)
    if (!receiver && known !== this.b.key) this.b.assign(known, value, line)
    const before = this.#names
    const inside = AS_THIS.test(whole || name) ? 'this' : (this.lambdaNames(lambda)[0] ?? 'it')
    this.#names = new Map([...before, [inside, known]])
    const last = this.b.keyed('', () => this.through(lambda))
    this.#names = before
    if (!GIVES_ITSELF.test(whole || name)) return last
    return known === this.b.key ? value : { t: 'ref', path: known }
  }

  private pairs(rest: readonly TreeNode[]): Entry[] {
    const found: Entry[] = []
    for (const argument of rest.flatMap((one) => this.children(one))) {
      const infix = argument.namedChildren[0]
      if (infix?.type !== 'infix_expression') {
        found.push({ key: null, value: this.node(argument), line: this.line(argument) })
        continue
      }
      const parts = this.children(infix)
      const key = parts[0]
      const name = key?.type === 'string_literal' ? key.text.slice(1, -1) : (key?.text.split('.').at(-1) ?? '[]')
      found.push({ key: name, value: this.b.keyed(name, () => this.node(parts.at(-1) ?? null)), line: this.line(argument) })
    }
    return found
  }

  private args(rest: readonly TreeNode[]): { args: Expr[]; named?: boolean } {
    const list: Expr[] = []
    const entries: Entry[] = []
    let typed: Expr | null = null
    for (const one of rest) {
      if (one.type !== 'value_arguments') {
        if (one.type !== 'type_arguments') list.push(this.node(one))
        // `retrofit.create<Api>()` names the class as `create(Api::class.java)` does.
        else if (/^<\w+>$/.test(one.text)) typed = { t: 'ref', path: `${one.text.slice(1, -1)}.class` }
        continue
      }
      for (const argument of this.children(one)) {
        const [first, second] = this.children(argument)
        if (second && first?.type === 'identifier')
          entries.push({ key: first.text, value: this.b.keyed(first.text, () => this.node(second)), line: this.line(argument) })
        else list.push(this.node(first ?? null))
      }
    }
    if (typed && list.length === 0 && entries.length === 0) list.push(typed)
    return this.positional(entries, list)
  }

  private template(node: TreeNode): Expr {
    const text = node.text.replace(/^"+|"+$/g, '')
    const parts: Expr[] = []
    for (const hit of text.matchAll(/\\(.)|\$\{([^}]*)\}|\$(\w+)|((?:[^$\\]|\$(?![\w{]))+)/g)) {
      const plain = hit[1] ?? hit[4]
      if (plain !== undefined)
        parts.push(parts.length === 0 ? this.b.text(plain, this.line(node)) : { t: 'text', text: plain.slice(0, 512) })
      else {
        const path = (hit[2] ?? hit[3] ?? '').replace(/\?/g, '').replace(/[^\w.].*$/s, '')
        const [head = '', ...members] = path.split('.')
        parts.push({ t: 'ref', path: [this.#names.get(head) ?? head, ...members].join('.') })
      }
    }
    return join(parts)
  }
}
