// Java to the common form. A getter is the member it gets; a field or parameter of a library's type is an instance of it.
import { type Expr, NONE, type Param } from '../ir.ts'
import { boundSetting, boundTo } from './bound-settings.ts'
import { appended, either, formatted, join, mapOf, memberSet, nothing, pairOf, putTogether } from './build.ts'
import { type AnnotatedParam, clientAddress, requestArgs, requestPath } from './http-interface.ts'
import { type TreeNode, TreeWalker } from './tree.ts'

export class JavaWalker extends TreeWalker {
  /** What the innermost class inherits. */
  #parent = ''
  /** Names of its fields, which its methods may assign without `this`. */
  #members: ReadonlySet<string> = new Set()
  /** Its fields, with their types. */
  #fields: [string, string][] = []
  /** The settings that its members are read from. */
  #bound: string | null = null
  #package = ''

  path(node: TreeNode | null): string {
    if (!node) return ''
    switch (node.type) {
      case 'identifier':
      case 'type_identifier':
      case 'scoped_identifier':
      case 'scoped_type_identifier':
        return node.text.replace(/\s/g, '')
      case 'this':
        return 'this'
      case 'super':
        return 'super'
      case 'generic_type':
      case 'parenthesized_expression':
        return this.path(node.namedChildren[0] ?? null)
      case 'field_access': {
        const object = this.path(this.field(node, 'object'))
        return object ? `${object}.${this.field(node, 'field')?.text ?? ''}` : ''
      }
      case 'method_invocation': {
        const name = this.field(node, 'name')?.text ?? ''
        const got = /^(?:get|is)([A-Z]\w*)$/.exec(name)
        if (!got || this.children(this.field(node, 'arguments')).length > 0) return ''
        const object = this.field(node, 'object')
        const base = object ? this.path(object) : 'this'
        return base && !/^[A-Z]\w*$/.test(base) ? `${base}.${got[1]![0]!.toLowerCase()}${got[1]!.slice(1)}` : ''
      }
      default:
        return ''
    }
  }

  protected read(node: TreeNode): Expr {
    switch (node.type) {
      case 'line_comment':
      case 'block_comment':
        return NONE
      case 'package_declaration':
        this.#package = this.path(this.children(node).at(-1) ?? null)
        return NONE
      case 'import_declaration':
        this.importing(node)
        return NONE
      case 'class_declaration':
      case 'interface_declaration':
      case 'enum_declaration':
      case 'record_declaration':
        this.klass(node)
        return NONE
      case 'method_declaration':
      case 'constructor_declaration':
        this.method(node)
        return NONE
      case 'explicit_constructor_invocation':
        // What a class hands to the one it inherits: an instance of that is made with it.
        if (this.field(node, 'constructor')?.type === 'super' && this.#parent)
          return this.b.call('new', this.#parent, null, this.line(node), () => ({ args: this.args(this.field(node, 'arguments')) }))
        // One constructor that calls another makes an instance with what it hands it.
        if (this.field(node, 'constructor')?.type === 'this' && this.b.owner)
          return this.b.call('new', this.b.owner, null, this.line(node), () => ({ args: this.args(this.field(node, 'arguments')) }))
        return this.through(node)
      case 'resource':
      case 'enhanced_for_statement': {
        const value = this.node(this.field(node, 'value'))
        this.b.assign(this.field(node, 'name')?.text ?? '', value, this.line(node), this.path(this.field(node, 'type')))
        this.node(this.field(node, 'body'))
        return NONE
      }
      case 'class_literal':
        return { t: 'ref', path: `${this.path(node.namedChildren[0] ?? null)}.class` }
      case 'lambda_expression':
        return { t: 'fn', fn: this.fnOf('', this.params(this.field(node, 'parameters')), this.field(node, 'body'), this.line(node), true) }
      case 'enum_constant': {
        // `STRIPE("https://api.stripe.example")`: an instance of the enumeration, made with what it is given.
        const name = this.field(node, 'name')?.text ?? ''
        const made = this.b.call('new', this.b.owner, null, this.line(node), () => ({ args: this.args(this.field(node, 'arguments')) }))
        this.b.assign(`this.${name}`, made, this.line(node))
        this.node(this.field(node, 'body'))
        return NONE
      }
      case 'field_declaration':
      case 'constant_declaration':
      case 'local_variable_declaration':
        this.declaration(node)
        return NONE
      case 'assignment_expression': {
        const target = this.path(this.field(node, 'left'))
        const value = this.b.keyed(target.slice(target.lastIndexOf('.') + 1), () => this.node(this.field(node, 'right')))
        this.b.assign(target, value, this.line(node))
        if (this.#members.has(target)) this.b.assign(`this.${target}`, value, this.line(node))
        return value
      }
      case 'return_statement': {
        const value = this.node(node.namedChildren[0] ?? null)
        if (value.t !== 'none') this.returns.push(value)
        return NONE
      }
      case 'method_invocation':
        return this.invocation(node)
      case 'object_creation_expression': {
        const value = this.b.call('new', this.path(this.field(node, 'type')), null, this.line(node), () => ({
          args: this.args(this.field(node, 'arguments')),
        }))
        const body = this.children(node).find((one) => one.type === 'class_body')
        const before = this.b.unit.calls.length
        if (body) this.node(body)
        const put = this.b.unit.calls.slice(before).filter((one) => one.on === null && /^(?:put|add)$/.test(one.callee))
        const made = value.t === 'call' ? this.b.unit.calls[value.call]! : null
        // `new HashMap<>() {{ put("email", x); }}`: a map that is filled where it is made.
        const entries = put.flatMap((one) => memberSet('put', one.args).map((each) => ({ ...each, line: one.line })))
        if (entries.length > 0) return { t: 'object', entries }
        return (made ? pairOf(made.callee, made.args, made.line) : null) ?? value
      }
      case 'identifier':
      case 'field_access':
      case 'this': {
        const path = this.path(node)
        return path ? { t: 'ref', path } : this.node(this.field(node, 'object'))
      }
      case 'string_literal':
        return this.b.text(unquoted(node.text), this.line(node))
      case 'decimal_integer_literal':
      case 'true':
      case 'false':
      case 'null_literal':
        return { t: 'text', text: node.text }
      case 'binary_expression': {
        const left = this.node(this.field(node, 'left'))
        const right = this.node(this.field(node, 'right'))
        return this.field(node, 'operator')?.text === '+' ? join([left, right]) : NONE
      }
      case 'ternary_expression':
        this.node(this.field(node, 'condition'))
        return either([this.node(this.field(node, 'consequence')), this.node(this.field(node, 'alternative'))])
      case 'cast_expression':
        return this.node(this.field(node, 'value'))
      case 'parenthesized_expression':
      case 'expression_statement':
        return this.through(node)
      case 'array_initializer':
        return { t: 'list', items: this.children(node).map((one) => this.node(one)) }
      default:
        this.through(node)
        return NONE
    }
  }

  private importing(node: TreeNode): void {
    const path = this.path(this.children(node)[0] ?? null)
    const wild = this.children(node).some((one) => one.type === 'asterisk')
    const last = path.slice(path.lastIndexOf('.') + 1)
    const line = this.line(node)
    if (wild) this.b.unit.imports.push({ module: path, imported: '', local: '*', typeOnly: false, line })
    else this.b.unit.imports.push({ module: path.slice(0, path.lastIndexOf('.')), imported: last, local: last, typeOnly: false, line })
  }

  private klass(node: TreeNode): void {
    const name = this.field(node, 'name')?.text ?? ''
    const fields = this.#fields
    const before = this.#members
    this.#fields = []
    this.#members = new Set(
      this.children(this.field(node, 'body'))
        .filter((one) => one.type === 'field_declaration' || one.type === 'constant_declaration')
        .flatMap((one) => one.childrenForFieldName('declarator').map((part) => (part ? (this.field(part, 'name')?.text ?? '') : ''))),
    )
    const members: [string, string][] = this.params(this.field(node, 'parameters')).map((one) => [one.names[0]?.[1] ?? '', one.type ?? ''])
    const parents = [
      ...this.children(this.field(node, 'superclass')),
      ...this.children(this.field(node, 'interfaces')).flatMap((one) => this.children(one)),
      ...this.children(node).flatMap((one) =>
        one.type === 'extends_interfaces' ? this.children(one).flatMap((list) => this.children(list)) : [],
      ),
    ].map((one) => this.path(one))
    for (const path of parents) if (path) this.b.assign(`${name}.super`, { t: 'ref', path }, this.line(node))
    const annotations = this.children(node).find((one) => one.type === 'modifiers')?.text ?? ''
    const address = clientAddress(annotations, `${this.#package}.${name}`)
    const bound = this.#bound
    this.#bound = boundTo(annotations, name, bound)
    const around = this.#parent
    this.#parent = this.field(node, 'superclass') ? (parents[0] ?? '') : ''
    this.b.inOwner(name, () => {
      this.baseOf(address, this.line(node))
      // The components of a record are members without a declaration of their own.
      for (const [member] of members) this.fromSettings(member, this.line(node))
      this.node(this.field(node, 'body'))
    })
    this.#parent = around
    this.#bound = bound
    this.b.type(name, [...members, ...this.#fields])
    this.#fields = fields
    this.#members = before
  }

  private method(node: TreeNode): void {
    const name = node.type === 'constructor_declaration' ? 'constructor' : (this.field(node, 'name')?.text ?? '')
    const list = this.field(node, 'parameters')
    const body = this.field(node, 'body')
    const line = this.line(node)
    this.injected(list)
    const request = body ? null : requestPath(this.children(node).find((one) => one.type === 'modifiers')?.text ?? '')
    const setting = body || request !== null ? null : boundSetting(this.#bound, name)
    if (setting) this.b.inFn(name, [], line, (returns) => returns.push(this.setting(setting, line)))
    else if (request === null) this.gives(this.fnOf(name, this.params(list), body, line), this.path(this.field(node, 'type')))
    else
      this.b.inFn(name, this.params(list), line, () => {
        this.b.call('call', 'http.request', null, line, () => ({
          args: requestArgs(request, this.annotated(list), line, (address) => this.b.text(address, line)),
        }))
      })
  }

  /** A member without a value of a class that settings are read into. */
  private fromSettings(name: string, line: number): Expr {
    const setting = boundSetting(this.#bound, name)
    const value = setting ? this.setting(setting, line) : NONE
    for (const target of [name, `this.${name}`]) this.b.assign(target, value, line)
    return value
  }

  private annotated(node: TreeNode | null): AnnotatedParam[] {
    return this.children(node).map((one) => ({
      name: this.field(one, 'name')?.text ?? '',
      annotations: this.children(one).find((part) => part.type === 'modifiers')?.text ?? '',
    }))
  }

  private params(node: TreeNode | null): Param[] {
    if (node?.type === 'identifier') return [{ names: [['', node.text]], type: null }]
    return this.children(node).map((one) => {
      // `Object... args`.
      if (one.type === 'spread_parameter') {
        const name = this.field(this.children(one).find((part) => part.type === 'variable_declarator') ?? one, 'name')?.text ?? ''
        return { names: [['', name] as const], type: null, rest: true as const }
      }
      return {
        names: [['', one.type === 'identifier' ? one.text : (this.field(one, 'name')?.text ?? '')] as const],
        type: this.path(this.field(one, 'type')) || null,
      }
    })
  }

  private declaration(node: TreeNode): void {
    const type = this.path(this.field(node, 'type'))
    const own = node.type !== 'local_variable_declaration'
    const line = this.line(node)
    const annotated = own ? this.annotation(node) : NONE
    for (const one of this.children(node)) {
      if (one.type !== 'variable_declarator') continue
      const name = this.field(one, 'name')?.text ?? ''
      if (name === 'serialVersionUID') continue
      const init = this.field(one, 'value')
      let value = init ? this.b.keyed(name, () => this.node(init)) : annotated
      if (own && this.#bound !== null && /^(?:String|URI|URL)$/.test(type)) {
        const setting = boundSetting(this.#bound, name)
        if (setting) value = either([value, this.setting(setting, line)])
      }
      if (own) this.#fields.push([name, type])
      // A text has no class of somebody's; what it holds is said where it is given.
      if (
        (value.t === 'none' || nothing(value)) &&
        /^[A-Z]/.test(type) &&
        !/^(?:String|Integer|Long|Double|Boolean|Object|UR[IL]|HttpUrl|Duration|UUID)$/.test(type) &&
        own
      )
        value = this.b.call('new', type, null, line, () => ({ args: [] }))
      this.b.assign(name, value, line, type)
      if (own) this.b.assign(`this.${name}`, value, line, type)
    }
  }

  /** Parameters that a setting is put into: `Scorer(@Value("${scorer.url}") String url)`; the field of that name is what they are kept in. */
  private injected(parameters: TreeNode | null): void {
    for (const one of this.children(parameters)) {
      const name = this.field(one, 'name')?.text ?? ''
      const value = this.annotation(one)
      if (value.t === 'none') continue
      const { assigns } = this.b.unit
      for (const target of [name, `this.${name}`]) {
        // The field was declared without a value above: this is its value.
        const at = assigns.findIndex((given) => given.target === target && given.fn === this.b.fn)
        if (at >= 0) assigns.splice(at, 1)
        this.b.assign(target, value, this.line(one))
      }
    }
  }

  /** `@Value("${mail.host:smtp.example}")`: the setting of that name, or its default. */
  private annotation(node: TreeNode): Expr {
    const modifiers = this.children(node).find((one) => one.type === 'modifiers')
    for (const one of this.children(modifiers ?? null)) {
      const text = this.field(one, 'name')?.text === 'Value' ? /\$\{([^:}]*)(?::([^}]*))?\}/.exec(one.text) : null
      if (!text) continue
      const line = this.line(one)
      const setting = this.setting(text[1]!, line)
      return text[2] ? either([setting, this.b.text(text[2], line)]) : setting
    }
    return NONE
  }

  private invocation(node: TreeNode): Expr {
    const path = this.path(node)
    if (path) return { t: 'ref', path }
    const name = this.field(node, 'name')?.text ?? ''
    const object = this.field(node, 'object')
    const line = this.line(this.field(node, 'name') ?? node)
    const base = object ? this.path(object) : ''
    const on = object && !base ? this.node(object) : null
    const callee = base ? `${base}.${name}` : name
    const call = this.b.call('call', callee, on, line, () => ({ args: this.args(this.field(node, 'arguments')) }))
    const made = call.t === 'call' ? this.b.unit.calls[call.call]! : null
    if (made && callee === 'String.format') return join(formatted(this.b.constants(made.args)))
    if (made && name === 'formatted' && (on || base))
      return join(formatted(this.b.constants([on ?? { t: 'ref', path: base }, ...made.args])))
    if (made) this.sets(base, name, made.args, line)
    const text = name === 'toString' && on ? putTogether(this.b, on) : null
    if (text) return text
    const map = made ? mapOf(callee, made.args, line) : null
    if (map) return map
    if (made && name === 'append') appended(this.b, made)
    return made ? this.settled(callee, made.args, call, line) : call
  }

  private args(node: TreeNode | null): Expr[] {
    return this.children(node).map((one) => this.node(one))
  }
}

function unquoted(text: string): string {
  return text.startsWith('"""') ? text.slice(3, -3).trim() : text.slice(1, -1)
}
