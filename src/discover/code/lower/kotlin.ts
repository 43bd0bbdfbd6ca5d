// Kotlin to the common form. String templates are read from their text, because the grammar drops short ones; `a to b` in a map is a key with its value.
import { type Entry, type Expr, NONE, type Param } from '../ir.ts'
import { either, join } from './build.ts'
import { type TreeNode, TreeWalker } from './tree.ts'

export class KotlinWalker extends TreeWalker {
  path(node: TreeNode | null): string {
    if (!node) return ''
    switch (node.type) {
      case 'identifier':
      case 'qualified_identifier':
        return node.text
      case 'this_expression':
        return 'this'
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
      case 'postfix_expression':
      case 'unary_expression':
        return this.path(node.namedChildren[0] ?? null)
      default:
        return ''
    }
  }

  protected read(node: TreeNode): Expr {
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
      case 'function_declaration': {
        const name = this.field(node, 'name')?.text ?? ''
        const params = this.children(node).find((one) => one.type === 'function_value_parameters') ?? null
        const body = this.children(node).find((one) => one.type === 'function_body') ?? null
        this.fnOf(name, this.params(params), body, this.line(node), body?.text.startsWith('=') ?? false)
        return NONE
      }
      case 'lambda_literal':
      case 'annotated_lambda':
      case 'anonymous_function':
        return { t: 'fn', fn: this.b.inFn(this.b.key, [], this.line(node), (returns) => void returns.push(this.through(node))) }
      case 'property_declaration':
        this.property(node)
        return NONE
      case 'assignment': {
        const target = this.path(this.field(node, 'left') ?? node.namedChildren[0] ?? null)
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
      case 'navigation_expression': {
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
      case 'additive_expression': {
        const [left, right] = this.children(node)
        const values = [this.node(left ?? null), this.node(right ?? null)]
        return /^\s*\+\s*$/.test(node.text.slice((left?.endIndex ?? 0) - node.startIndex, (right?.startIndex ?? 0) - node.startIndex))
          ? join(values)
          : NONE
      }
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
    const members: [string, string][] = []
    this.b.inOwner(name, () => {
      for (const child of this.children(node)) {
        if (child.type !== 'primary_constructor') continue
        for (const param of this.children(child.namedChildren[0] ?? null)) {
          const [id, type] = this.children(param).filter((one) => one.type !== 'modifiers')
          const typeName = this.path(type ?? null)
          members.push([id?.text ?? '', typeName])
          if (id && /^[A-Z]/.test(typeName)) {
            const made = this.b.call('new', typeName, null, this.line(param), () => ({ args: [] }))
            this.b.assign(id.text, made, this.line(param))
            this.b.assign(`this.${id.text}`, made, this.line(param))
          }
        }
      }
      for (const child of this.children(node)) if (/body$|companion/.test(child.type)) this.node(child)
    })
    this.b.type(name, members)
  }

  private params(node: TreeNode | null): Param[] {
    return this.children(node)
      .filter((one) => one.type === 'parameter')
      .map((one) => {
        const [id, type] = this.children(one)
        return { names: [['', id?.text ?? ''] as const], type: this.path(type ?? null) || null }
      })
  }

  private property(node: TreeNode): void {
    const parts = this.children(node)
    const declared = parts.find((one) => one.type === 'variable_declaration')
    const last = parts.at(-1)
    const line = this.line(node)
    if (!declared || !last || last === declared || last.type === 'modifiers') return
    const [id, type] = this.children(declared)
    const name = id?.text ?? ''
    const value = this.b.keyed(name, () => this.node(last))
    const typeName = this.path(type ?? null)
    const given = value.t === 'none' && /^[A-Z]/.test(typeName) ? this.b.call('new', typeName, null, line, () => ({ args: [] })) : value
    this.b.assign(name, given, line)
    if (this.b.owner !== '') this.b.assign(`this.${name}`, given, line)
  }

  private call(node: TreeNode): Expr {
    const [callee, ...rest] = this.children(node)
    const line = this.line(node)
    // `a to b` calls and trailing lambdas are further call nodes around the first.
    const path = this.path(callee ?? null)
    let on: Expr | null = null
    let name = path
    if (!path && callee?.type === 'navigation_expression') {
      const [object, member] = this.children(callee)
      on = this.node(object ?? null)
      name = member?.text ?? ''
    } else if (!path) on = this.node(callee ?? null)
    if (/(?:^|\.)(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|bundleOf|buildMap)$/.test(name))
      return { t: 'object', entries: this.pairs(rest) }
    const kind = /(?:^|\.)[A-Z]\w*$/.test(name) ? 'new' : 'call'
    const call = this.b.call(kind, name, on, line, () => this.args(rest))
    const made = call.t === 'call' ? this.b.unit.calls[call.call]! : null
    return made ? this.settled(name, made.args, call, line) : call
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
    for (const one of rest) {
      if (one.type !== 'value_arguments') {
        if (one.type !== 'type_arguments') list.push(this.node(one))
        continue
      }
      for (const argument of this.children(one)) {
        const [first, second] = this.children(argument)
        if (second && first?.type === 'identifier')
          entries.push({ key: first.text, value: this.b.keyed(first.text, () => this.node(second)), line: this.line(argument) })
        else list.push(this.node(first ?? null))
      }
    }
    return this.positional(entries, list)
  }

  private template(node: TreeNode): Expr {
    const text = node.text.replace(/^"+|"+$/g, '')
    const parts: Expr[] = []
    for (const hit of text.matchAll(/\$\{([^}]*)\}|\$(\w+)|([^$]+|\$)/g)) {
      if (hit[3] !== undefined)
        parts.push(parts.length === 0 ? this.b.text(hit[3], this.line(node)) : { t: 'text', text: hit[3].slice(0, 512) })
      else parts.push({ t: 'ref', path: (hit[1] ?? hit[2] ?? '').replace(/\?/g, '').replace(/[^\w.].*$/s, '') })
    }
    return join(parts)
  }
}
