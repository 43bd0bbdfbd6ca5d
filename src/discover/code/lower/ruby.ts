// Ruby to the common form. `@x` becomes `this.x`; a call without arguments is a name, as Ruby itself leaves open; blocks are functions.
import { type Entry, type Expr, NONE, type Param } from '../ir.ts'
import { ALL, either, fallbackOf, formatted, join } from './build.ts'
import { listed, SHAPES, shaped } from './ruby-serializers.ts'
import { type TreeNode, TreeWalker } from './tree.ts'

/** Class methods of Mandate, attr_extras and the like that write a constructor. */
const MAKES = /^(?:initialize_with|[prva]?attr_initialize|[vra]attr_initialize|pattr_initialize)$/

export class RubyWalker extends TreeWalker {
  /** What the class around lists, where it gives a thing another form. */
  private shape: Entry[] | null = null

  path(node: TreeNode | null): string {
    if (!node) return ''
    switch (node.type) {
      case 'identifier':
      case 'constant':
      case 'global_variable':
        return node.text
      case 'self':
        return 'this'
      case 'instance_variable':
      case 'class_variable':
        return `this.${node.text.replace(/^@+/, '')}`
      case 'scope_resolution': {
        const scope = this.field(node, 'scope')
        const name = this.field(node, 'name')?.text ?? ''
        return scope ? `${this.path(scope)}::${name}` : name
      }
      case 'call': {
        if (this.field(node, 'arguments') || this.field(node, 'block')) return ''
        const receiver = this.field(node, 'receiver')
        const method = this.field(node, 'method')?.text ?? ''
        if (!receiver) return method
        // What follows is called on what is made there.
        if (method === 'new') return ''
        const base = this.path(receiver)
        return base ? `${base}.${method}` : ''
      }
      case 'element_reference': {
        const [object, key] = this.children(node)
        const base = this.path(object ?? null)
        if (!base || !key) return ''
        const name = literalKey(key)
        return name === null ? base : `${base}.${name}`
      }
      case 'parenthesized_statements':
        return node.namedChildren.length === 1 ? this.path(node.namedChildren[0] ?? null) : ''
      default:
        return ''
    }
  }

  protected read(node: TreeNode): Expr {
    switch (node.type) {
      case 'comment':
        return NONE
      case 'method':
      case 'singleton_method':
        this.fnOf(
          this.field(node, 'name')?.text ?? '',
          this.params(this.field(node, 'parameters')),
          this.field(node, 'body'),
          this.line(node),
          true,
        )
        return NONE
      case 'class':
      case 'module': {
        const name = this.path(this.field(node, 'name')).split('::').at(-1) ?? ''
        const parent = this.field(node, 'superclass')?.namedChildren[0]
        if (parent) this.b.assign(`${name}.super`, { t: 'ref', path: this.path(parent) }, this.line(node))
        const full = this.path(this.field(node, 'name'))
        const owner = this.b.owner === '' ? full : `${this.b.owner}::${full}`
        const around = this.shape
        this.shape = parent && SHAPES.test(this.path(parent)) ? [] : null
        this.b.inOwner(owner, () => this.node(this.field(node, 'body')))
        shaped(this.b, owner, this.shape ?? [], this.line(node))
        this.shape = around
        return NONE
      }
      case 'assignment':
      case 'operator_assignment': {
        const target = this.path(this.field(node, 'left'))
        const value = this.b.keyed(target.slice(target.lastIndexOf('.') + 1), () => this.node(this.field(node, 'right')))
        this.b.assign(target, value, this.line(node))
        return value
      }
      case 'call':
        return this.call(node)
      case 'element_reference':
        return this.element(node)
      case 'identifier':
        // A method that checks is called without brackets more often than with: `if verify_captcha`.
        if (/^(?:verify|validate)_\w+[?!]?$/.test(node.text))
          return this.b.call('call', node.text, null, this.line(node), () => ({ args: [] }))
        return { t: 'ref', path: node.text }
      case 'constant':
      case 'instance_variable':
      case 'class_variable':
      case 'scope_resolution':
      case 'self':
        return { t: 'ref', path: this.path(node) }
      case 'string':
      case 'heredoc_body':
      case 'subshell':
        return this.string(node)
      case 'chained_string':
        return join(this.children(node).map((one) => this.node(one)))
      case 'simple_symbol':
        return { t: 'text', text: node.text.slice(1) }
      case 'true':
      case 'false':
      case 'nil':
      case 'integer':
      case 'float':
        return { t: 'text', text: node.text }
      case 'hash':
        return { t: 'object', entries: this.entries(this.children(node)) }
      case 'string_array':
      case 'symbol_array':
        return { t: 'list', items: this.children(node).map((one) => ({ t: 'text', text: one.text })) }
      case 'array':
        return {
          t: 'list',
          items: this.children(node)
            .slice(0, 200)
            .map((one) => this.node(one)),
        }
      case 'binary': {
        const operator = this.field(node, 'operator')?.text
        const left = this.node(this.field(node, 'left'))
        const right = this.node(this.field(node, 'right'))
        // More of a list, or of a text that is written piece by piece.
        if (operator === '<<') this.b.assign(allOf(this.path(this.field(node, 'left'))), right, this.line(node))
        if (operator === '+' || operator === '<<') return join([left, right])
        // `"…/%s" % [id, name]`, `"…%<name>s" % { name: }`.
        if (operator === '%' && left.t !== 'none')
          return join(
            formatted([
              left,
              ...(right.t === 'list' ? right.items : right.t === 'object' ? right.entries.map((one) => one.value) : [right]),
            ]),
          )
        return operator === '||' ? either([left, right]) : operator === '&&' ? right : NONE
      }
      case 'conditional': {
        this.node(this.field(node, 'condition'))
        return either([this.node(this.field(node, 'consequence')), this.node(this.field(node, 'alternative'))])
      }
      case 'if':
      case 'elsif':
      case 'unless': {
        this.node(this.field(node, 'condition'))
        return either([this.node(this.field(node, 'consequence')), this.node(this.field(node, 'alternative'))])
      }
      case 'if_modifier':
      case 'unless_modifier': {
        this.node(this.field(node, 'condition'))
        return this.node(this.field(node, 'body'))
      }
      case 'rescue_modifier':
        return either([this.node(this.field(node, 'body')), this.node(this.field(node, 'handler'))])
      case 'case':
      case 'case_match': {
        const value = this.field(node, 'value')
        this.node(value)
        return either(
          this.children(node)
            .filter((one) => one.id !== value?.id)
            .map((one) => this.node(one)),
        )
      }
      case 'when':
      case 'in_clause':
      case 'rescue': {
        const body = this.field(node, 'body')
        for (const one of this.children(node)) if (one.id !== body?.id) this.node(one)
        return this.node(body)
      }
      case 'begin':
      case 'body_statement':
        return this.body(node)
      case 'return': {
        const value = this.through(node)
        if (value.t !== 'none') this.returns.push(value)
        return value
      }
      case 'lambda':
      case 'block':
      case 'do_block':
        return {
          t: 'fn',
          fn: this.fnOf(this.b.key, this.params(this.field(node, 'parameters')), this.field(node, 'body'), this.line(node), true),
        }
      default:
        return this.through(node)
    }
  }

  /** Statements with what is done where they fail: the last of either is the value; what is done at the end in any case is not. */
  private body(node: TreeNode): Expr {
    let last: Expr = NONE
    const failed: Expr[] = []
    for (const one of this.children(node)) {
      const value = this.node(one)
      if (one.type === 'rescue') failed.push(value)
      else if (one.type !== 'ensure') last = value
    }
    return either([last, ...failed])
  }

  private params(node: TreeNode | null): Param[] {
    const found: Param[] = []
    for (const one of this.children(node)) {
      const name = one.type === 'identifier' ? one.text : (this.field(one, 'name')?.text ?? '')
      if (name === '' || one.type === 'block_parameter') continue
      const value = this.field(one, 'value')
      const fallback = value ? this.b.keyed(name, () => this.node(value)) : NONE
      found.push({ names: [['', name]], type: null, ...fallbackOf(fallback) })
    }
    return found
  }

  private call(node: TreeNode): Expr {
    const line = this.line(this.field(node, 'method') ?? node)
    const receiver = this.field(node, 'receiver')
    const method = this.field(node, 'method')?.text ?? (receiver ? 'call' : '')
    const args = this.field(node, 'arguments')
    const block = this.field(node, 'block')
    if (!args && !block) {
      const path = this.path(node)
      if (path) {
        // A bare call may send: `Stripe::Customer.list`, `client.flush`; constants and bang methods count as calls.
        if (/^[A-Z].*\./.test(path) || /[!]$/.test(path)) return this.b.call('call', path, null, line, () => ({ args: [] }))
        return { t: 'ref', path }
      }
      // The same value, only no longer to be changed, or its keys written otherwise.
      if (receiver && SAME.test(method)) return this.node(receiver)
    }
    const base = receiver ? this.path(receiver) : ''
    const name = receiver ? (base ? `${base}.${method}` : method) : method
    const on = receiver && !base ? this.node(receiver) : null
    const inlined = receiver && block ? this.inlined(method, on ?? { t: 'ref', path: base }, args, block, line) : null
    if (inlined) return inlined
    const kind = method === 'new' ? 'new' : 'call'
    // A class makes itself: `new(user).call` in one of its own methods.
    const itself = kind === 'new' && (!receiver || base === 'this') ? this.b.owner : ''
    const callee = itself || (kind === 'new' && base ? base : name)
    const call = this.b.call(kind, callee, on, line, () => {
      const given = this.args(args)
      if (block) given.args.push(this.block(method, on ?? { t: 'ref', path: base }, block))
      return given
    })
    const made = call.t === 'call' ? this.b.unit.calls[call.call]! : null
    const [first, second] = made?.args ?? []
    if (first && (MERGES.test(method) || (method === 'update' && this.isMap(base)))) this.b.assign(allOf(base), first, line)
    if (first?.t === 'text' && second && method === 'store' && base !== '') this.b.assign(`${base}.${first.text}`, second, line)
    if (made && !receiver && this.b.owner !== '') this.declared(method, made.args, line)
    if (made && base && args) this.grows(base, method, made.args, line)
    return made ? this.settled(name, made.args, call, line) : call
  }

  /** Was a name given a map in the same function? */
  private isMap(name: string): boolean {
    return this.b.unit.assigns.some((one) => one.fn === this.b.fn && one.target === name && one.value.t === 'object')
  }

  /** Blocks that only go on with a value: `{}.tap { |h| h[:a] = 1 }`, `list.each_with_object({}) { |one, h| … }`, `x.then { |y| … }`. What they do is done where they stand. */
  private inlined(method: string, value: Expr, args: TreeNode | null, block: TreeNode, line: number): Expr | null {
    if (!/^(?:tap|then|yield_self|each_with_object)$/.test(method)) return null
    const [one, other] = this.params(this.field(block, 'parameters')).map((param) => param.names[0]?.[1] ?? '')
    if (!one) return null
    const [first] = this.children(args)
    this.b.assign(one, value, line)
    if (method === 'each_with_object') this.b.assign(other ?? '', this.node(first ?? null), line)
    const last = this.node(this.field(block, 'body'))
    return /then|yield/.test(method) ? last : { t: 'ref', path: (method === 'tap' ? one : other) ?? one }
  }

  /** A block whose parameters are what a list or a map holds. */
  private block(method: string, list: Expr, node: TreeNode): Expr {
    if (node.type !== 'block' && node.type !== 'do_block') return this.node(node)
    const params = this.params(this.field(node, 'parameters'))
    const fn = this.b.inFn(this.b.key, params, this.line(node), (returns) => {
      const names = EACH.test(method) ? params.map((param) => param.names[0]?.[1] ?? '') : []
      for (const name of names.slice(0, KEYED_EACH.test(method) ? 2 : 1)) this.b.assign(name, list, this.line(node))
      const outer = this.returns
      this.returns = returns
      const last = this.node(this.field(node, 'body'))
      if (last.t !== 'none') returns.push(last)
      this.returns = outer
    })
    return { t: 'fn', fn }
  }

  /** A constructor that a library writes: `initialize_with :user, key: nil`, `pattr_initialize :user, [:key!]`, `option :key`. */
  private madeOf(args: readonly Expr[], line: number): void {
    const names = args.flatMap((arg): string[] => {
      if (arg.t === 'text') return [arg.text]
      if (arg.t === 'list') return arg.items.flatMap((one) => (one.t === 'text' ? [one.text] : []))
      return arg.t === 'object' ? arg.entries.flatMap((one) => (one.key && /^\w+$/.test(one.key) ? [one.key] : [])) : []
    })
    const params = names.map((name) => name.replace(/[!?]$/, '')).map((name): Param => ({ names: [['', name]], type: null }))
    this.b.inFn('initialize', params, line, () => {
      for (const { names } of params) this.b.assign(`this.${names[0]![1]}`, { t: 'ref', path: names[0]![1] }, line)
    })
  }

  /** What a class body declares: a mixin it inherits from, the address its requests go to (`base_uri "https://…"`). */
  private declared(method: string, args: readonly Expr[], line: number): void {
    const [first] = args
    if (!first || this.b.unit.fns[this.b.fn]!.name !== '') return
    if (method === 'include' && first.t === 'ref' && SHAPES.test(first.path)) this.shape ??= []
    this.shape?.push(...listed(method, args, line))
    if (MAKES.test(method)) this.madeOf(args, line)
    if (/^(?:include|extend|prepend)$/.test(method) && first.t === 'ref')
      this.b.assign(`${this.b.owner.slice(this.b.owner.lastIndexOf(':') + 1)}.super`, first, line)
    if (/^(?:base_ur[il]|site|host|endpoint)$/.test(method)) this.b.assign(`this.${method}`, first, line)
  }

  private args(node: TreeNode | null): { args: Expr[]; named?: boolean } {
    const list: Expr[] = []
    const pairs: TreeNode[] = []
    for (const one of this.children(node)) {
      if (one.type === 'pair' || one.type === 'hash_splat_argument') pairs.push(one)
      else list.push(this.node(one.type === 'splat_argument' || one.type === 'block_argument' ? (one.namedChildren[0] ?? null) : one))
    }
    return this.positional(this.entries(pairs), list)
  }

  private entries(list: readonly TreeNode[]): Entry[] {
    return list.slice(0, 500).map((one) => {
      const line = this.line(one)
      if (one.type !== 'pair') return { key: null, value: this.node(one.namedChildren[0] ?? null), line }
      const keyNode = this.field(one, 'key')
      const key = keyNode ? (literalKey(keyNode) ?? '[]') : '[]'
      const value = this.field(one, 'value')
      // `email:` alone means email: email.
      return { key, value: value ? this.b.keyed(key, () => this.node(value)) : { t: 'ref', path: key }, line }
    })
  }

  private element(node: TreeNode): Expr {
    const [object, key] = this.children(node)
    if (object?.text === 'ENV' && key) return this.b.env(literalKey(key) ?? '', this.line(node))
    const path = this.path(node)
    if (path) return { t: 'ref', path }
    const inner = this.node(object ?? null)
    return inner.t === 'call' && key ? { ...inner, rest: literalKey(key) ?? '' } : inner
  }

  private string(node: TreeNode): Expr {
    const parts: Expr[] = []
    for (const one of this.children(node)) {
      if (one.type === 'string_content' || one.type === 'heredoc_content')
        parts.push(parts.length === 0 ? this.b.text(one.text, this.line(one)) : { t: 'text', text: one.text.slice(0, 512) })
      else if (one.type === 'interpolation') parts.push(this.through(one))
    }
    return join(parts)
  }
}

const SAME = /^(?:freeze|dup|deep_dup|clone|itself|with_indifferent_access|(?:deep_)?(?:symbolize|stringify)_keys!?)$/
/** Methods that add another map or list to what they are called on. */
const MERGES = /^(?:(?:deep_|reverse_)?merge!|push|append|concat)$/
/** Methods that hand each part of a list, or each key with its value, to a block. */
const EACH =
  /^(?:(?:find_)?each(?:_value|_pair|_with_index|_slice)?|map|collect|flat_map|filter_map|select|filter|reject|index_by|group_by|to_h|sum|transform_values)[!?]?$/
const KEYED_EACH = /^(?:each|each_pair|map|flat_map|filter_map|select|filter|reject|to_h)$/

/** All members of what a plain name stands for; '' for any other. */
function allOf(path: string): string {
  return /^(?:this\.)?[a-z_]\w*$/.test(path) && path !== 'this' ? `${path}.${ALL}` : ''
}

function literalKey(node: TreeNode): string | null {
  if (node.type === 'hash_key_symbol') return node.text
  if (node.type === 'simple_symbol') return node.text.slice(1)
  if (node.type === 'string') return node.namedChildren.map((one) => (one?.type === 'string_content' ? one.text : '')).join('')
  return null
}
