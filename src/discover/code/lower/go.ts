// Go to the common form. A struct literal is an object, and also a call of its type, because SDKs take requests as structs.
import { type Entry, type Expr, NONE, type Param } from '../ir.ts'
import { formatted, join } from './build.ts'
import { addressIn, flagSet, headerSet, SIGNS_IN, tagged, wrapped, writtenBy } from './go-library.ts'
import { type TreeNode, TreeWalker } from './tree.ts'

export class GoWalker extends TreeWalker {
  #receiver = ''
  /** Names declared without a value that were not yet given one. */
  #empty = new Set<string>()

  path(node: TreeNode | null): string {
    if (!node) return ''
    switch (node.type) {
      case 'identifier':
      case 'package_identifier':
      case 'type_identifier':
      case 'field_identifier':
        return node.text === this.#receiver && node.text !== '' ? 'this' : node.text
      case 'selector_expression': {
        const operand = this.path(this.field(node, 'operand'))
        return operand ? `${operand}.${this.field(node, 'field')?.text ?? ''}` : ''
      }
      case 'qualified_type':
        return `${this.field(node, 'package')?.text ?? ''}.${this.field(node, 'name')?.text ?? ''}`
      case 'index_expression': {
        const operand = this.path(this.field(node, 'operand'))
        const index = this.field(node, 'index')
        return operand && index?.type === 'interpreted_string_literal' ? `${operand}.${index.text.slice(1, -1)}` : operand
      }
      case 'unary_expression':
        return this.path(this.field(node, 'operand'))
      case 'generic_type':
        return this.path(this.field(node, 'type'))
      case 'parenthesized_expression':
      case 'pointer_type':
        return this.path(node.namedChildren[0] ?? null)
      default:
        return ''
    }
  }

  /** Class of a value, or of what a list, map or channel of them holds. */
  private typeOf(node: TreeNode | null): string {
    switch (node?.type) {
      case 'slice_type':
      case 'array_type':
        return this.typeOf(this.field(node, 'element'))
      case 'map_type':
      case 'channel_type':
        return this.typeOf(this.field(node, 'value'))
      case 'pointer_type':
        return this.typeOf(node.namedChildren[0] ?? null)
      default:
        return this.path(node)
    }
  }

  protected read(node: TreeNode): Expr {
    switch (node.type) {
      case 'comment':
        return NONE
      case 'import_spec':
        this.importing(node)
        return NONE
      case 'function_declaration':
        this.fn(node)
        return NONE
      case 'method_declaration': {
        const receiver = this.children(this.field(node, 'receiver'))[0]
        const owner = (receiver ? (this.field(receiver, 'type')?.text ?? '') : '').replace(/^\*/, '').replace(/\[.*$/, '')
        const before = this.#receiver
        this.#receiver = (receiver && this.field(receiver, 'name')?.text) ?? ''
        this.b.inOwner(owner, () => this.fn(node))
        this.#receiver = before
        return NONE
      }
      case 'func_literal':
        return {
          t: 'fn',
          fn: this.fnOf(this.b.key, this.params(this.field(node, 'parameters')), this.field(node, 'body'), this.line(node)),
        }
      case 'type_spec':
        this.type(node)
        return NONE
      case 'short_var_declaration':
      case 'assignment_statement':
        this.give(this.children(this.field(node, 'left')), this.children(this.field(node, 'right')), this.line(node))
        return NONE
      case 'var_spec':
      case 'const_spec':
        this.declared(node)
        return NONE
      // What is sent on a channel comes out where it is received.
      case 'send_statement':
        this.give([this.field(node, 'channel')!], [this.field(node, 'value')!], this.line(node))
        return NONE
      case 'range_clause':
        this.give(
          this.children(this.field(node, 'left')).slice(-1),
          this.field(node, 'right') ? [this.field(node, 'right')!] : [],
          this.line(node),
        )
        return NONE
      case 'return_statement': {
        for (const one of this.children(node.namedChildren[0] ?? null)) {
          const value = this.node(one)
          if (value.t !== 'none') this.returns.push(value)
        }
        return NONE
      }
      case 'call_expression':
        return this.call(node)
      case 'composite_literal':
        return this.composite(node)
      case 'literal_value':
        return this.literal(node)
      case 'unary_expression':
        return this.node(this.field(node, 'operand'))
      case 'identifier':
      case 'selector_expression':
      case 'index_expression':
        return this.reference(node)
      case 'interpreted_string_literal':
      case 'raw_string_literal':
        return this.b.text(node.text.slice(1, -1), this.line(node))
      case 'int_literal':
      case 'float_literal':
      case 'true':
      case 'false':
      case 'nil':
        return { t: 'text', text: node.text }
      case 'binary_expression': {
        const left = this.node(this.field(node, 'left'))
        const right = this.node(this.field(node, 'right'))
        return this.field(node, 'operator')?.text === '+' ? join([left, right]) : NONE
      }
      case 'slice_expression':
      case 'type_conversion_expression':
      case 'type_assertion_expression':
        return this.node(this.field(node, 'operand'))
      case 'parenthesized_expression':
      case 'expression_statement':
      case 'literal_element':
        return this.through(node)
      default:
        this.through(node)
        return NONE
    }
  }

  private fn(node: TreeNode): void {
    this.#empty = new Set()
    const result = this.field(node, 'result')
    const type = result?.type === 'parameter_list' ? this.field(result.namedChildren[0]!, 'type') : result
    const fn = this.fnOf(
      this.field(node, 'name')?.text ?? '',
      this.params(this.field(node, 'parameters')),
      this.field(node, 'body'),
      this.line(node),
    )
    this.gives(fn, this.path(type))
  }

  private importing(node: TreeNode): void {
    const module = (this.field(node, 'path')?.text ?? '').slice(1, -1)
    const name = this.field(node, 'name')?.text ?? ''
    const line = this.line(node)
    const parts = module.split('/').filter((one) => !/^v\d+$/.test(one))
    const last = (parts.at(-1) ?? '').replace(/\.v\d+$/, '')
    // Without an alias the package's own name is a guess: `sentry-go` is package sentry, `go-redis` redis.
    const locals =
      name && name !== '.' ? [name] : [...new Set([last, last.replace(/^go-|-go$/, ''), last.replace(/-/g, ''), last.split('-').at(-1)!])]
    if (name === '_') this.b.unit.imports.push({ module, imported: '', local: '', typeOnly: false, line })
    else for (const local of locals) this.b.unit.imports.push({ module, imported: '*', local, typeOnly: false, line })
  }

  private params(node: TreeNode | null): Param[] {
    const found: Param[] = []
    for (const one of this.children(node)) {
      const type = this.typeOf(this.field(one, 'type')) || null
      const names = one.childrenForFieldName('name').filter((name) => name !== null)
      for (const name of names) found.push({ names: [['', name.text]], type })
      if (names.length === 0) found.push({ names: [], type })
    }
    return found
  }

  private type(node: TreeNode): void {
    const name = this.field(node, 'name')?.text ?? ''
    const struct = this.field(node, 'type')
    if (struct?.type === 'interface_type') {
      const methods = this.children(struct).filter((one) => one.type === 'method_elem' || one.type === 'method_spec')
      this.b.type(
        name,
        methods.map((one) => [this.field(one, 'name')?.text ?? '', '()']),
      )
      return
    }
    if (struct?.type !== 'struct_type') {
      // `type PeopleService service`: it has the members of the other.
      if (struct && /^\w+$/.test(this.path(struct))) this.b.assign(`${name}.super`, { t: 'ref', path: this.path(struct) }, this.line(node))
      return
    }
    const members: [string, string][] = []
    this.b.inOwner(name, () => {
      for (const one of this.children(struct.namedChildren[0] ?? null)) this.member(one, name, members)
    })
    this.b.type(name, members)
  }

  private member(node: TreeNode, owner: string, members: [string, string][]): void {
    const line = this.line(node)
    const type = this.typeOf(this.field(node, 'type'))
    const direct = this.path(this.field(node, 'type'))
    const names = node.childrenForFieldName('name').flatMap((one) => (one ? [one.text] : []))
    // An embedded one gives its members and methods.
    if (names.length === 0 && type !== '') {
      this.b.assign(`${owner}.super`, { t: 'ref', path: type }, line)
      names.push(type.slice(type.lastIndexOf('.') + 1))
    }
    for (const name of names) {
      members.push([name, type])
      const given = tagged(this.b, this.field(node, 'tag')?.text ?? '', name, line)
      if (given) this.b.assign(`this.${name}`, given, line)
      // A field of a library's type is an instance of it wherever a method uses it.
      else if (direct.includes('.'))
        this.b.assign(
          `this.${name}`,
          this.b.call('new', direct, null, line, () => ({ args: [] })),
          line,
        )
    }
  }

  /** `&user`, declared without a value: what is called fills it, and is told nothing by it. Buffers are written into. */
  private filled(node: TreeNode, callee: string): boolean {
    const operand = node.type === 'unary_expression' ? this.field(node, 'operand') : null
    return operand?.type === 'identifier' && !/VarP?$|Writer|Encoder|Fprint|Copy/.test(callee) && this.#empty.delete(operand.text)
  }

  /** Without a value only its class is known. */
  private declared(node: TreeNode): void {
    const names = node.childrenForFieldName('name').filter((one) => one !== null)
    const values = this.children(this.field(node, 'value'))
    const type = this.path(this.field(node, 'type'))
    if (values.length > 0 || type === '') return this.give(names, values, this.line(node), type)
    for (const one of names) {
      this.b.assign(one.text, { t: 'text', text: 'nil' }, this.line(node), type)
      if (!/(?:Buffer|Builder|Writer)$/.test(type)) this.#empty.add(one.text)
    }
  }

  private give(left: readonly TreeNode[], right: readonly TreeNode[], line: number, type = ''): void {
    const values = right.map((one, i) => {
      const target = this.path(left[i] ?? null)
      return this.b.keyed(target.slice(target.lastIndexOf('.') + 1), () => this.node(one))
    })
    left.forEach((one, i) => {
      const value = values[i] ?? (i === 0 ? values[0] : undefined) ?? (values.length === 1 && i === 0 ? values[0] : undefined)
      const target = this.path(one)
      this.#empty.delete(target.split('.', 1)[0]!)
      if (!value || target === '_') return
      this.b.assign(target, value, line, type)
      wrapped(this.b, target, value, line)
    })
  }

  private call(node: TreeNode): Expr {
    const callee = this.field(node, 'function')
    const line = this.line(node)
    const path = this.path(callee)
    let on: Expr | null = null
    let name = path
    if (!path && callee?.type === 'selector_expression') {
      on = this.node(this.field(callee, 'operand'))
      name = this.field(callee, 'field')?.text ?? ''
    } else if (!path) on = this.node(callee)
    const call = this.b.call('call', name, on, line, () => ({
      args: this.children(this.field(node, 'arguments')).map((one) => (this.filled(one, name) ? NONE : this.node(one))),
    }))
    const made = call.t === 'call' ? this.b.unit.calls[call.call]! : null
    const dot = name.lastIndexOf('.')
    if (made && dot > 0) this.sets(name.slice(0, dot), name.slice(dot + 1), made.args, line)
    if (made) {
      headerSet(this.b, made)
      flagSet(this.b, made)
      writtenBy(this.b, made)
    }
    if (SIGNS_IN.test(name)) return NONE
    if (made && /(?:Sprintf|Errorf)$/.test(name) && made.args.length > 0 && name.endsWith('Sprintf')) return join(formatted(made.args))
    return made ? this.settled(name, made.args, call, line) : call
  }

  private composite(node: TreeNode): Expr {
    const type = this.path(this.field(node, 'type'))
    const body = this.field(node, 'body')
    if (type.includes('.')) {
      let value: Expr = NONE
      this.b.call('new', type, null, this.line(node), () => {
        value = body ? this.literal(body) : NONE
        return { args: [value] }
      })
      return addressIn(type, value) ?? value
    }
    return this.ofOwn(type, body, this.typeOf(this.field(node, 'type')))
  }

  /** A value of a class of our own, or a list or map of them: what its members are given is theirs wherever a method names them. */
  private ofOwn(type: string, body: TreeNode | null, element: string): Expr {
    const built = body ? this.literal(body, type === '' ? element : '') : NONE
    if (/^\w+$/.test(type) && built.t === 'object')
      this.b.inOwner(type, () => {
        for (const entry of built.entries)
          if (entry.key && (/ur[il]|host|base|endpoint|addr|api|env/i.test(entry.key) || this.isInstance(entry.value)))
            this.b.assign(`this.${entry.key}`, entry.value, entry.line)
      })
    return built
  }

  /** What a constructor hands on: something made, or a name it was given. A channel or map is made empty. */
  private isInstance(value: Expr): boolean {
    return value.t === 'call' ? this.b.unit.calls[value.call]!.callee !== 'make' : value.t === 'ref'
  }

  private literal(node: TreeNode, element = ''): Expr {
    const entries: Entry[] = []
    const items: Expr[] = []
    for (const one of this.children(node).slice(0, 500)) {
      if (one.type !== 'keyed_element') {
        items.push(this.element(one, element))
        continue
      }
      const [left, right] = this.children(one)
      const text = left?.text ?? ''
      const key = /^["`]/.test(text) ? text.slice(1, -1) : /^\w+$/.test(text) ? text : '[]'
      entries.push({ key, value: this.b.keyed(key, () => this.element(right ?? null, element)), line: this.line(one) })
    }
    return entries.length > 0 ? { t: 'object', entries } : { t: 'list', items }
  }

  /** In a list or map the class of each may be left out. */
  private element(node: TreeNode | null, type: string): Expr {
    const inner = node?.type === 'literal_element' ? (node.namedChildren[0] ?? null) : node
    return type !== '' && inner?.type === 'literal_value' ? this.ofOwn(type, inner, '') : this.node(node)
  }

  private reference(node: TreeNode): Expr {
    const path = this.path(node)
    if (path) return { t: 'ref', path }
    const inner = this.node(this.field(node, 'operand'))
    const name = this.field(node, 'field')?.text ?? ''
    return inner.t === 'call' && name ? { ...inner, rest: inner.rest ? `${inner.rest}.${name}` : name } : inner
  }
}
