// PHP to the common form. `$x` becomes `x`, `$this->x` `this.x`; static calls keep the class, by its full name where it is imported.
import { type Entry, type Expr, NONE, type Param } from '../ir.ts'
import { either, formatted, join, nothing } from './build.ts'
import { type TreeNode, TreeWalker } from './tree.ts'

export class PhpWalker extends TreeWalker {
  /** What the innermost class inherits. */
  #parent = ''

  path(node: TreeNode | null): string {
    if (!node) return ''
    switch (node.type) {
      case 'variable_name':
        return node.text.replace(/^\$+/, '')
      case 'name':
      case 'qualified_name':
      case 'namespace_name':
        return node.text.replace(/^\\/, '')
      case 'relative_scope':
        return 'this'
      case 'member_access_expression':
      case 'nullsafe_member_access_expression': {
        const object = this.path(this.field(node, 'object'))
        const name = this.field(node, 'name')
        return object && name?.type === 'name' ? `${object}.${name.text}` : ''
      }
      case 'scoped_property_access_expression':
      case 'class_constant_access_expression': {
        const [scope, name] = this.children(node)
        const base = this.path(scope ?? null)
        return base ? `${base}.${name?.text.replace(/^\$/, '') ?? ''}` : ''
      }
      case 'subscript_expression': {
        const [value, key] = this.children(node)
        const base = this.path(value ?? null)
        if (!base) return ''
        return key?.type === 'string' ? `${base}.${shouted(plain(key))}` : base
      }
      case 'parenthesized_expression':
        return this.path(node.namedChildren[0] ?? null)
      default:
        return ''
    }
  }

  protected read(node: TreeNode): Expr {
    switch (node.type) {
      case 'comment':
      case 'text':
        return NONE
      case 'namespace_use_declaration':
        this.importing(node)
        return NONE
      case 'class_declaration':
      case 'trait_declaration':
      case 'interface_declaration':
      case 'enum_declaration':
        this.klass(node)
        return NONE
      case 'method_declaration':
      case 'function_definition':
        this.promoted(
          this.field(node, 'parameters'),
          this.gives(
            this.fnOf(
              this.field(node, 'name')?.text ?? '',
              this.params(this.field(node, 'parameters')),
              this.field(node, 'body'),
              this.line(node),
            ),
            typeName(this.field(node, 'return_type')),
          ),
        )
        return NONE
      case 'use_declaration':
        // A trait is inherited like a class.
        for (const one of this.children(node)) this.inherits(this.b.owner, this.path(one), this.line(node))
        return NONE
      case 'foreach_statement': {
        const [list, item] = this.children(node)
        const target = item?.type === 'pair' ? item.namedChildren.at(-1) : item
        const value = this.node(list ?? null)
        this.b.assign(this.path(target ?? null), value, this.line(node))
        this.node(this.field(node, 'body'))
        return NONE
      }
      case 'anonymous_function':
      case 'anonymous_function_creation_expression':
      case 'arrow_function':
        return {
          t: 'fn',
          fn: this.fnOf(
            this.b.key,
            this.params(this.field(node, 'parameters')),
            this.field(node, 'body'),
            this.line(node),
            node.type === 'arrow_function',
          ),
        }
      case 'augmented_assignment_expression':
      case 'assignment_expression': {
        const target = this.path(this.field(node, 'left'))
        const value = this.b.keyed(target.slice(target.lastIndexOf('.') + 1), () => this.node(this.field(node, 'right')))
        this.b.assign(target, value, this.line(node))
        return value
      }
      case 'const_element': {
        const [name, value] = this.children(node)
        const key = name?.text ?? ''
        this.b.assign(
          `this.${key}`,
          this.b.keyed(key, () => this.node(value ?? null)),
          this.line(node),
        )
        return NONE
      }
      case 'property_element': {
        const key = this.path(this.field(node, 'name'))
        const type = typeName(node.parent ? this.field(node.parent, 'type') : null)
        const value = this.b.keyed(key, () => this.node(this.field(node, 'default_value')))
        const made =
          (value.t === 'none' || nothing(value)) && /^[A-Z]/.test(type)
            ? this.b.call('new', type, null, this.line(node), () => ({ args: [] }))
            : value
        this.b.assign(`this.${key}`, made, this.line(node), type)
        return NONE
      }
      case 'return_statement': {
        const value = this.node(node.namedChildren[0] ?? null)
        if (value.t !== 'none') this.returns.push(value)
        return NONE
      }
      case 'function_call_expression':
        return this.call(node, this.path(this.field(node, 'function')), this.field(node, 'function'))
      case 'member_call_expression':
      case 'nullsafe_member_call_expression':
        return this.method(node, this.field(node, 'object'))
      case 'scoped_call_expression':
        return this.method(node, this.field(node, 'scope'))
      case 'object_creation_expression':
        return this.creation(node)
      case 'name':
      case 'qualified_name':
      case 'variable_name':
      case 'member_access_expression':
      case 'nullsafe_member_access_expression':
      case 'class_constant_access_expression':
      case 'scoped_property_access_expression':
      case 'subscript_expression': {
        const path = this.path(node)
        if (path) return { t: 'ref', path }
        const inner = this.node(node.namedChildren[0] ?? null)
        const last = node.namedChildren.at(-1)
        return inner.t === 'call' && last ? { ...inner, rest: last.type === 'string' ? plain(last) : last.text } : inner
      }
      case 'string':
        return this.b.text(plain(node), this.line(node))
      case 'encapsed_string':
      case 'heredoc':
      case 'heredoc_body':
        return this.template(node)
      case 'array_creation_expression':
        return this.array(node)
      case 'binary_expression': {
        const operator = this.field(node, 'operator')?.text
        const left = this.node(this.field(node, 'left'))
        const right = this.node(this.field(node, 'right'))
        if (operator === '.') return join([left, right])
        // Two arrays: all entries of both.
        if (operator === '+' && (left.t === 'object' || right.t === 'object')) return { t: 'list', items: [left, right] }
        return operator === '??' || operator === '||' ? either([left, right]) : NONE
      }
      case 'conditional_expression': {
        const condition = this.node(this.field(node, 'condition'))
        const body = this.field(node, 'body')
        return either([body ? this.node(body) : condition, this.node(this.field(node, 'alternative'))])
      }
      case 'match_expression': {
        this.node(this.field(node, 'condition'))
        const arms = this.children(this.field(node, 'body'))
        return either(arms.map((one) => this.node(this.field(one, 'return_expression'))))
      }
      case 'integer':
      case 'float':
      case 'boolean':
      case 'null':
        return { t: 'text', text: node.text.toLowerCase() }
      case 'parenthesized_expression':
      case 'cast_expression':
      case 'expression_statement':
      case 'argument':
        return this.through(node)
      default:
        this.through(node)
        return NONE
    }
  }

  private importing(node: TreeNode): void {
    const line = this.line(node)
    const group = this.children(node).find((one) => one.type === 'namespace_use_group')
    const prefix = group ? `${this.children(node).find((one) => one.type === 'namespace_name')?.text ?? ''}\\` : ''
    for (const one of this.children(group ?? node)) {
      if (one.type !== 'namespace_use_clause') continue
      const module = `${prefix}${this.children(one)[0]?.text ?? ''}`.replace(/^\\/, '')
      const alias = this.field(one, 'alias')?.text
      this.b.unit.imports.push({ module, imported: '*', local: alias ?? module.split('\\').at(-1) ?? '', typeOnly: false, line })
    }
  }

  private klass(node: TreeNode): void {
    const name = this.field(node, 'name')?.text ?? ''
    const clauses = this.children(node).filter((one) => one.type === 'base_clause' || one.type === 'class_interface_clause')
    const parents = clauses.flatMap((one) => this.children(one)).map((one) => this.path(one))
    for (const path of parents) this.inherits(name, path, this.line(node))
    const around = this.#parent
    this.#parent = clauses[0]?.type === 'base_clause' ? (parents[0] ?? '') : ''
    this.b.inOwner(name, () => this.node(this.field(node, 'body')))
    this.#parent = around
  }

  private inherits(name: string, path: string, line: number): void {
    if (path !== '' && name !== '') this.b.assign(`${name}.super`, { t: 'ref', path }, line)
  }

  /** Parameters of a constructor that are members too. */
  private promoted(node: TreeNode | null, fn: number): void {
    for (const one of this.children(node)) {
      if (one.type !== 'property_promotion_parameter') continue
      const name = this.path(this.field(one, 'name'))
      const type = typeName(this.field(one, 'type'))
      const line = this.line(one)
      const value: Expr = /^[A-Z]/.test(type) ? this.b.call('new', type, null, line, () => ({ args: [] })) : { t: 'ref', path: name }
      this.b.unit.assigns.push({ fn, target: `this.${name}`, value, line, owner: this.b.owner, ...(type === '' ? {} : { type }) })
    }
  }

  private params(node: TreeNode | null): Param[] {
    const found: Param[] = []
    for (const one of this.children(node)) {
      const name = this.path(this.field(one, 'name'))
      const type = typeName(this.field(one, 'type')) || null
      const value = this.field(one, 'default_value')
      if (value) this.node(value)
      found.push({ names: [['', name]], type })
    }
    return found
  }

  private method(node: TreeNode, receiver: TreeNode | null): Expr {
    const written = this.field(node, 'name')
    // `->{$verb}(…)`: which method it is, is only known when it runs.
    const method = written?.type === 'name' ? written.text : ''
    const base = this.path(receiver)
    if (base && receiver?.text !== 'parent') return this.call(node, `${base}.${method}`, null)
    if (receiver?.text === 'parent' && method === '__construct' && this.#parent)
      return this.b.call('new', this.#parent, null, this.line(node), () => this.args(this.field(node, 'arguments')))
    const on = this.node(receiver)
    return this.b.call('call', method, on, this.line(this.field(node, 'name') ?? node), () => this.args(this.field(node, 'arguments')))
  }

  private call(node: TreeNode, name: string, callee: TreeNode | null): Expr {
    const line = this.line(this.field(node, 'name') ?? node)
    const on = name ? null : this.node(callee)
    const call = this.b.call('call', name, on, line, () => this.args(this.field(node, 'arguments')))
    const made = call.t === 'call' ? this.b.unit.calls[call.call]! : null
    if (made) this.options(name, made.args, line)
    const dot = name.lastIndexOf('.')
    if (made && dot > 0) this.sets(name.slice(0, dot), name.slice(dot + 1), made.args, line)
    if (made && name === 'compact') return { t: 'object', entries: named(made.args, line) }
    if (made && /^(?:v?sprintf|__|trans)$/.test(name)) return join(formatted(made.args))
    return made ? this.settled(name, made.args, call, line) : call
  }

  /** `curl_setopt($ch, CURLOPT_POSTFIELDS, $x)`: the handle holds x from then on. */
  private options(name: string, args: readonly Expr[], line: number): void {
    const [handle, option, value] = args
    if (handle?.t !== 'ref' || !/^(?:curl_setopt(?:_array)?|fwrite|fputs)$/.test(name)) return
    if (name === 'curl_setopt' && option?.t === 'ref' && value && !/HEADER|USERPWD|USERAGENT|COOKIE/.test(option.path))
      this.b.assign(`${handle.path}.${option.path}`, value, line)
    if (name === 'curl_setopt_array' && option?.t === 'object') {
      for (const one of option.entries)
        if (one.key && one.key !== 'headers') this.b.assign(`${handle.path}.${one.key}`, one.value, one.line)
    } else if (name !== 'curl_setopt' && option) this.b.assign(`${handle.path}.body`, option, line)
  }

  private creation(node: TreeNode): Expr {
    const [type, ...rest] = this.children(node)
    const args = rest.find((one) => one.type === 'arguments') ?? null
    return this.b.call('new', this.path(type ?? null), null, this.line(node), () => this.args(args))
  }

  private args(node: TreeNode | null): { args: Expr[]; named?: boolean } {
    const list: Expr[] = []
    const entries: Entry[] = []
    for (const one of this.children(node)) {
      const name = this.field(one, 'name')
      const value = one.namedChildren.at(-1) ?? null
      if (name && value) entries.push({ key: name.text, value: this.node(value), line: this.line(one) })
      else list.push(this.node(value))
    }
    return this.positional(entries, list)
  }

  private array(node: TreeNode): Expr {
    const entries: Entry[] = []
    const items: Expr[] = []
    for (const one of this.children(node).slice(0, 500)) {
      const [key, value] = this.children(one)
      if (key?.type === 'variadic_unpacking') entries.push({ key: null, value: this.through(key), line: this.line(one) })
      else if (value) {
        const name = key?.type === 'string' ? plain(key) : keyOf(key ? this.path(key) : '')
        entries.push({ key: name, value: this.b.keyed(name, () => this.node(value)), line: this.line(one) })
      } else items.push(this.node(key ?? null))
    }
    return entries.length > 0 ? { t: 'object', entries } : { t: 'list', items }
  }

  private template(node: TreeNode): Expr {
    const parts: Expr[] = []
    for (const one of this.children(node)) {
      if (one.type === 'string_content' || one.type === 'escape_sequence')
        // A later piece may load a script itself, where the whole is a piece of a page.
        parts.push(
          parts.length === 0 || /\bsrc\s*=\s*\\?["'][^"']*\/\//.test(one.text)
            ? this.b.text(one.text, this.line(one))
            : { t: 'text', text: one.text.slice(0, 512) },
        )
      else if (one.type !== 'heredoc_start' && one.type !== 'heredoc_end') parts.push(this.node(one))
    }
    return join(parts)
  }
}

/** `compact("email", "name")`: each name with its value. */
function named(args: readonly Expr[], line: number): Entry[] {
  return args.flatMap((one) => (one.t === 'text' ? [{ key: one.text, value: { t: 'ref' as const, path: one.text }, line }] : []))
}

/** Names in capitals that are keys of a request or a row, not constants: `$_SERVER['REMOTE_ADDR']`. */
function shouted(key: string): string {
  return /^[A-Z][A-Z0-9_]*$/.test(key) ? key.toLowerCase() : key
}

const CURL: Readonly<Record<string, string>> = {
  CURLOPT_URL: 'url',
  CURLOPT_POSTFIELDS: 'body',
  CURLOPT_HTTPHEADER: 'headers',
  CURLOPT_USERPWD: 'auth',
}

/** A constant as key: cURL's options and Guzzle's (`RequestOptions::JSON`) by what they are, any other by its name. */
function keyOf(constant: string): string {
  const name = constant.slice(constant.lastIndexOf('.') + 1)
  if (name.startsWith('CURLOPT_')) return CURL[name] ?? '[]'
  return /(?:^|\\)RequestOptions\./.test(constant) ? name.toLowerCase() : /^[A-Z][A-Z0-9_]*$/.test(name) ? name : '[]'
}

/** A declared class, without what may be absent and without alternatives. */
function typeName(node: TreeNode | null): string {
  return (node?.text ?? '').replace(/^[?\\]/, '').split('|')[0]!
}

function plain(node: TreeNode): string {
  return node.namedChildren.map((one) => (one?.type === 'string_content' ? one.text : '')).join('')
}
