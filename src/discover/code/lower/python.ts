// Python to the common form. `self.x` becomes `this.x`; keyword arguments follow the positional ones as one object.

import { type Entry, type Expr, NONE, type Param } from '../ir.ts'
import { ASKS_FOR } from './asks-for.ts'
import { either, fallbackOf, formatted, join } from './build.ts'
import { putOff } from './python-later.ts'
import { serialized } from './python-serializers.ts'
import { type TreeNode, TreeWalker } from './tree.ts'

export class PythonWalker extends TreeWalker {
  private bound = false
  /** Interfaces that the next class is declared to fill: zope's `@implementer(IMail)`. */
  private fills: string[] = []

  path(node: TreeNode | null): string {
    if (!node) return ''
    switch (node.type) {
      case 'identifier':
        return node.text === 'self' || node.text === 'cls' ? 'this' : node.text
      case 'dotted_name':
        return node.text
      case 'attribute': {
        const object = this.path(this.field(node, 'object'))
        return object ? `${object}.${this.field(node, 'attribute')?.text ?? ''}` : ''
      }
      case 'subscript': {
        const value = this.path(this.field(node, 'value'))
        const key = this.field(node, 'subscript')
        if (!value || !key) return ''
        return key.type === 'string' ? `${value}.${plainString(key)}` : value
      }
      case 'await':
      case 'parenthesized_expression':
        return this.path(node.namedChildren[0] ?? null)
      default:
        return ''
    }
  }

  protected read(node: TreeNode): Expr {
    switch (node.type) {
      case 'comment':
        return NONE
      case 'import_statement':
      case 'import_from_statement':
        this.importing(node)
        return NONE
      case 'decorated_definition': {
        const decorators = this.children(node).filter((one) => one.type === 'decorator')
        for (const one of decorators) this.node(one)
        // Celery hands a bound task to itself first, whatever the parameter is called.
        this.fills = decorators.flatMap((one) => /^@(?:\w+\.)?implementer\(\s*([\w.]+)/.exec(one.text)?.[1] ?? [])
        this.bound = decorators.some((one) => /\bbind\s*=\s*True\b/.test(one.text))
        this.node(this.field(node, 'definition'))
        return NONE
      }
      case 'function_definition': {
        const name = this.field(node, 'name')?.text ?? ''
        const all = this.params(this.field(node, 'parameters'))
        const params = this.bound && this.children(this.field(node, 'parameters'))[0]?.text !== 'self' ? all.slice(1) : all
        this.bound = false
        this.fnOf(name, params, this.field(node, 'body'), this.line(node))
        return NONE
      }
      case 'class_definition':
        this.klass(node)
        return NONE
      case 'augmented_assignment':
      case 'assignment':
        return this.assignment(node)
      case 'named_expression':
        return this.give(this.field(node, 'name'), this.field(node, 'value'), this.line(node))
      case 'return_statement': {
        const value = this.node(node.namedChildren[0] ?? null)
        if (value.t !== 'none') this.returns.push(value)
        return NONE
      }
      case 'call':
        return this.call(node)
      case 'lambda':
        return {
          t: 'fn',
          fn: this.fnOf(this.b.key, this.params(this.field(node, 'parameters')), this.field(node, 'body'), this.line(node), true),
        }
      case 'for_in_clause':
      case 'for_statement':
        this.b.assign(this.path(this.field(node, 'left')), this.node(this.field(node, 'right')), this.line(node))
        this.node(this.field(node, 'body'))
        return NONE
      case 'as_pattern': {
        // `with Client(base_url=…) as client`: the client is what was made, as long as the block lasts.
        const [value, alias] = this.children(node)
        const made = this.node(value ?? null)
        this.b.assign(this.path(alias?.namedChildren[0] ?? alias ?? null), made, this.line(node))
        return made
      }
      case 'identifier':
      case 'attribute':
        return this.reference(node)
      case 'subscript':
        return this.subscript(node)
      case 'string':
        return this.string(node)
      case 'concatenated_string':
        return join(this.children(node).map((one) => this.node(one)))
      case 'binary_operator':
        return this.binary(node)
      case 'dictionary':
        return { t: 'object', entries: this.entries(node) }
      case 'list':
      case 'tuple':
      case 'set':
        return {
          t: 'list',
          items: this.children(node)
            .slice(0, 200)
            .map((one) => this.node(one)),
        }
      case 'list_comprehension':
      case 'generator_expression':
      case 'dictionary_comprehension': {
        for (const one of this.children(node).slice(1)) this.node(one)
        const body = this.node(this.field(node, 'body'))
        // `{theirs: row.get(ours) for ours, theirs in NAMES.items()}`: the names stand in what is gone through.
        const through = this.children(node).map((one) => /^[\w.]+(?=\.items\(\)$)/.exec(this.field(one, 'right')?.text ?? '')?.[0] ?? '')
        const names =
          node.type === 'dictionary_comprehension' ? through.filter((one) => one !== '').map((path): Expr => ({ t: 'ref', path })) : []
        return { t: 'list', items: [body, ...names] }
      }
      case 'pair':
        return this.node(this.field(node, 'value'))
      case 'conditional_expression': {
        const [then, test, other] = this.children(node)
        this.node(test ?? null)
        return either([this.node(then ?? null), this.node(other ?? null)])
      }
      case 'boolean_operator': {
        const left = this.node(this.field(node, 'left'))
        const right = this.node(this.field(node, 'right'))
        return node.text.includes(' or ') ? either([left, right]) : right
      }
      case 'await':
      case 'parenthesized_expression':
      case 'expression_statement':
        return this.through(node)
      case 'true':
      case 'false':
      case 'none':
      case 'integer':
      case 'float':
        return { t: 'text', text: node.text.toLowerCase() }
      default:
        this.through(node)
        return NONE
    }
  }

  private importing(node: TreeNode): void {
    const line = this.line(node)
    const from = this.field(node, 'module_name')
    const push = (module: string, imported: string, local: string): void =>
      void this.b.unit.imports.push({ module, imported, local, typeOnly: false, line })
    for (const one of this.children(node)) {
      if (from && one.id === from.id) continue
      const name = one.type === 'aliased_import' ? (this.field(one, 'name')?.text ?? '') : one.text
      const alias = one.type === 'aliased_import' ? (this.field(one, 'alias')?.text ?? '') : ''
      if (one.type === 'wildcard_import') push(from?.text ?? '', '*', '*')
      else if (from) push(from.text, name, alias || name)
      else if (alias) push(name, '*', alias)
      else {
        // `import a.b` binds `a`; the dotted name stands for the module.
        push(name, '*', name.split('.')[0]!)
        if (name.includes('.'))
          this.b.unit.imports.push({ module: name.split('.')[0]!, imported: '*', local: name.split('.')[0]!, typeOnly: false, line })
      }
    }
  }

  private params(node: TreeNode | null): Param[] {
    const found: Param[] = []
    for (const one of this.children(node)) {
      const name =
        one.type === 'identifier' ? one.text : (this.field(one, 'name')?.text ?? this.children(one)[0]?.text.replace(/^\*+/, '') ?? '')
      if (name === 'self' || name === 'cls' || name === '') continue
      const value = this.field(one, 'value')
      const fallback = value ? this.b.keyed(name, () => this.node(value)) : NONE
      found.push({ names: [['', name]], type: lastName(this.field(one, 'type')?.text ?? ''), ...fallbackOf(fallback) })
    }
    return found
  }

  private klass(node: TreeNode): void {
    const name = this.field(node, 'name')?.text ?? ''
    const line = this.line(node)
    const first = this.children(this.field(node, 'superclasses'))[0]
    if (first) this.b.assign(`${name}.super`, { t: 'ref', path: this.path(first) }, line)
    for (const one of this.fills) this.b.assign(`${name}.super`, { t: 'ref', path: one }, line)
    this.fills = []
    const before = this.b.unit.assigns.length
    const types = new Map<string, string>()
    for (const one of this.children(this.field(node, 'body'))) {
      const given = one.type === 'expression_statement' ? one.namedChildren[0] : null
      if (given?.type === 'assignment')
        types.set(this.path(this.field(given, 'left')), lastName(this.field(given, 'type')?.text ?? '') ?? '')
    }
    this.b.inOwner(name, () => this.node(this.field(node, 'body')))
    const members = this.b.unit.assigns
      .slice(before)
      .filter((one) => one.fn === this.b.fn && /^\w+$/.test(one.target))
      .map((one) => [one.target, types.get(one.target) ?? ''] as const)
    for (const one of this.b.unit.assigns.slice(before)) {
      if (one.fn === this.b.fn && /^\w+$/.test(one.target)) this.b.unit.assigns.push({ ...one, target: `this.${one.target}`, owner: name })
    }
    // Pydantic fills each member of a settings class from the environment name it is called after.
    if (/Settings$/.test(this.path(first ?? null)))
      for (const [member] of members) if (/^[A-Za-z]\w*_\w+$/.test(member)) this.b.env(member.toUpperCase(), line)
    this.b.type(name, members)
    const supers = this.children(this.field(node, 'superclasses')).map((one) => this.path(one))
    serialized(this.b, name, supers, this.b.unit.assigns.slice(before), line)
  }

  private assignment(node: TreeNode): Expr {
    return this.give(this.field(node, 'left'), this.field(node, 'right'), this.line(node))
  }

  private give(left: TreeNode | null, right: TreeNode | null, line: number): Expr {
    const target = this.path(left)
    const value = this.b.keyed(target.slice(target.lastIndexOf('.') + 1), () => this.node(right))
    if (target) this.b.assign(target, value.t === 'none' && !right ? { t: 'ref', path: '' } : value, line, this.askedFor(value))
    return value
  }

  /** The interface by which a service is asked for: `request.find_service(IMail)`. */
  private askedFor(value: Expr): string {
    const made = value.t === 'call' && !value.rest ? this.b.unit.calls[value.call] : undefined
    const [first] = made?.args ?? []
    return made && ASKS_FOR.test(made.callee) && first?.t === 'ref' ? (lastName(first.path) ?? '') : ''
  }

  private call(node: TreeNode): Expr {
    const callee = this.field(node, 'function')
    const line = this.line(node)
    const path = this.path(callee)
    let on: Expr | null = null
    let name = path
    if (!path && callee?.type === 'attribute') {
      on = this.node(this.field(callee, 'object'))
      name = this.field(callee, 'attribute')?.text ?? ''
    } else if (!path) on = this.node(callee)
    const kind = /(?:^|\.)[A-Z]\w*$/.test(name) ? 'new' : 'call'
    const call = this.b.call(kind, name, on, line, () => this.args(this.field(node, 'arguments')))
    const made = call.t === 'call' ? this.b.unit.calls[call.call]! : null
    if (made && name === 'format' && on && (on.t === 'text' || on.t === 'join'))
      return join(formatted([on, ...made.args.flatMap((arg) => (arg.t === 'object' ? arg.entries.map((entry) => entry.value) : [arg]))]))
    if (made) putOff(this.b, made)
    const dot = path.lastIndexOf('.')
    if (made && dot > 0) this.grows(path.slice(0, dot), path.slice(dot + 1), made.args, line)
    return made ? this.settled(name, made.args, call, line) : call
  }

  private args(node: TreeNode | null): { args: Expr[]; named?: boolean } {
    const list: Expr[] = []
    const entries: Entry[] = []
    if (node?.type === 'generator_expression') return { args: [this.node(node)] }
    for (const one of this.children(node)) {
      if (one.type === 'keyword_argument') {
        const key = this.field(one, 'name')?.text ?? ''
        entries.push({ key, value: this.b.keyed(key, () => this.node(this.field(one, 'value'))), line: this.line(one) })
      } else if (one.type === 'dictionary_splat')
        entries.push({ key: null, value: this.node(one.namedChildren[0] ?? null), line: this.line(one) })
      else list.push(this.node(one.type === 'list_splat' ? (one.namedChildren[0] ?? null) : one))
    }
    return this.positional(entries, list)
  }

  private reference(node: TreeNode): Expr {
    const path = this.path(node)
    if (path) return { t: 'ref', path }
    const inner = this.node(this.field(node, 'object'))
    const name = this.field(node, 'attribute')?.text ?? ''
    return inner.t === 'call' ? { ...inner, rest: inner.rest ? `${inner.rest}.${name}` : name } : inner
  }

  private subscript(node: TreeNode): Expr {
    const value = this.field(node, 'value')
    const key = this.field(node, 'subscript')
    const base = this.path(value)
    if (base.endsWith('environ') && key?.type === 'string') return this.b.env(plainString(key), this.line(node))
    this.node(key)
    const path = this.path(node)
    if (path) return { t: 'ref', path }
    const inner = this.node(value)
    return inner.t === 'call' && key?.type === 'string' ? { ...inner, rest: plainString(key) } : inner
  }

  private string(node: TreeNode): Expr {
    const parts: Expr[] = []
    let first = true
    for (const one of this.children(node)) {
      if (one.type === 'string_content')
        parts.push(first ? this.b.text(one.text, this.line(node)) : { t: 'text', text: one.text.slice(0, 512) })
      else if (one.type === 'interpolation') parts.push(this.node(this.field(one, 'expression') ?? one.namedChildren[0] ?? null))
      else continue
      first = false
    }
    return join(parts)
  }

  private binary(node: TreeNode): Expr {
    const operator = this.field(node, 'operator')?.text
    const left = this.node(this.field(node, 'left'))
    const right = this.node(this.field(node, 'right'))
    if (operator === '+') return join([left, right])
    if (operator === '%' && left.t !== 'none') return join(formatted([left, ...(right.t === 'list' ? right.items : [right])]))
    if (operator === '|') return { t: 'object', entries: [left, right].map((value) => ({ key: null, value, line: this.line(node) })) }
    return NONE
  }

  private entries(node: TreeNode): Entry[] {
    const found: Entry[] = []
    for (const one of this.children(node).slice(0, 500)) {
      if (one.type === 'dictionary_splat') found.push({ key: null, value: this.node(one.namedChildren[0] ?? null), line: this.line(one) })
      if (one.type !== 'pair') continue
      const key = this.field(one, 'key')
      const name = key?.type === 'string' ? plainString(key) : '[]'
      found.push({ key: name, value: this.b.keyed(name, () => this.node(this.field(one, 'value'))), line: this.line(one) })
    }
    return found
  }
}

function plainString(node: TreeNode): string {
  return node.namedChildren.map((one) => (one?.type === 'string_content' ? one.text : '')).join('')
}

/** `Optional[User]`, `models.User`, `"User"` → User. */
function lastName(type: string): string | null {
  const inner = /^(?:Optional|List|list|Annotated|Sequence|Awaitable)\[(.+?)[\],]/.exec(type)?.[1] ?? type
  const name = inner.replace(/["' ]/g, '').split('|')[0]!.split('.').at(-1) ?? ''
  return /^[A-Za-z_]\w*$/.test(name) ? name : null
}
