// JavaScript and TypeScript (with JSX) to the common form, from oxc's tree. Types count too: members of an interface say what `track(user)` carries.
import { type Entry, type Expr, emptyUnit, lineIndex, NONE, type Param, type Unit } from '../ir.ts'
import { added, Builder, either, join } from './build.ts'
import { dialect } from './js-dialect.ts'
import { handedIn, heldType, memberPath, type Node, nameOf, paramOf, typeMembers, typeName, unnamedImport } from './js-names.ts'

/** Lowers one file. `name` decides the dialect by its ending; `startLine` is added for scripts inside pages. Never throws: a file the parser refuses gives what was read. */
export function lowerJs(text: string, name: string, startLine = 0): Unit {
  let program: Node
  let broken = false
  try {
    const parsed = dialect(name, text)
    program = parsed.program as unknown as Node
    broken = parsed.errors.length > 0
  } catch {
    return { ...emptyUnit(), whole: false }
  }
  const walker = new JsWalker(text, startLine)
  try {
    walker.statements(program.body)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    broken = true
  }
  return { ...walker.b.unit, whole: !broken }
}

class JsWalker {
  readonly b = new Builder()
  readonly line: (offset: number) => number
  private returns: Expr[] = this.b.unit.fns[0]!.returns as Expr[]

  constructor(text: string, startLine: number) {
    const at = lineIndex(text)
    this.line = (offset) => at(offset) + startLine
  }

  statements(list: readonly Node[]): void {
    for (const node of list) this.statement(node)
  }

  private statement(node: Node | null): void {
    if (!node) return
    switch (node.type) {
      case 'ImportDeclaration':
        return this.importing(node)
      case 'ExportNamedDeclaration':
        return this.exporting(node)
      case 'ExportAllDeclaration':
        if (node.exportKind !== 'type') this.export(node.exported ? nameOf(node.exported) : '*', '*', node.source.value)
        return
      case 'ExportDefaultDeclaration':
        return this.exportDefault(node.declaration)
      case 'TSExportAssignment':
        this.export('default', memberPath(node.expression), null)
        return void this.expr(node.expression)
      case 'FunctionDeclaration':
        return void this.fn(node, node.id?.name ?? '')
      case 'ClassDeclaration':
        return this.klass(node, node.id?.name ?? '')
      case 'VariableDeclaration':
        for (const one of node.declarations) this.variable(one.id, one.init)
        return
      case 'TSInterfaceDeclaration':
        return this.b.type(node.id.name, typeMembers(node.body))
      case 'TSTypeAliasDeclaration':
        return this.b.type(node.id.name, typeMembers(node.typeAnnotation))
      case 'TSModuleDeclaration':
        return node.body?.body ? this.statements(node.body.body) : undefined
      case 'ReturnStatement':
        if (node.argument) this.returns.push(this.expr(node.argument))
        return
      case 'ForOfStatement':
      case 'ForInStatement':
        if (node.left.type === 'VariableDeclaration') this.bind(node.left.declarations[0].id, this.expr(node.right), this.line(node.start))
        else this.expr(node.right)
        return this.statement(node.body)
      case 'TSEnumDeclaration':
      case 'TSDeclareFunction':
        return
      default:
        return this.descend(node)
    }
  }

  /** Statements without a meaning of their own: everything inside counts. */
  private descend(node: Node): void {
    for (const key in node) {
      const value = node[key]
      if (value === null || typeof value !== 'object') continue
      if (Array.isArray(value)) for (const one of value) this.any(one)
      else if (typeof value.type === 'string') this.any(value)
    }
  }

  private any(node: Node | null): void {
    if (!node || typeof node.type !== 'string') return
    if (/Statement$|Declaration$|^SwitchCase$|^CatchClause$/.test(node.type)) this.statement(node)
    else this.expr(node)
  }

  private importing(node: Node): void {
    const line = this.line(node.start)
    const module = node.source.value as string
    if (node.specifiers.length === 0)
      this.b.unit.imports.push({ module, imported: '', local: '', typeOnly: node.importKind === 'type', line })
    for (const one of node.specifiers) {
      const imported =
        one.type === 'ImportDefaultSpecifier' ? 'default' : one.type === 'ImportNamespaceSpecifier' ? '*' : nameOf(one.imported)
      const typeOnly = node.importKind === 'type' || one.importKind === 'type'
      this.b.unit.imports.push({ module, imported, local: one.local.name, typeOnly, line })
    }
  }

  private export(name: string, local: string, from: string | null): void {
    this.b.unit.exports.push({ name, local, from })
  }

  private exporting(node: Node): void {
    if (node.exportKind === 'type' && !node.declaration) return
    for (const one of node.specifiers ?? []) this.export(nameOf(one.exported), nameOf(one.local), node.source?.value ?? null)
    const declared = node.declaration
    if (!declared) return
    if (declared.id?.name) this.export(declared.id.name, declared.id.name, null)
    for (const one of declared.declarations ?? []) for (const [, local] of paramOf(one.id).names) this.export(local, local, null)
    this.statement(declared)
  }

  private exportDefault(node: Node): void {
    if (node.type === 'FunctionDeclaration') {
      const name = node.id?.name ?? 'default'
      this.export('default', name, null)
      this.fn(node, name)
    } else if (node.type === 'ClassDeclaration') {
      const name = node.id?.name ?? 'default'
      this.export('default', name, null)
      this.klass(node, name)
    } else {
      const path = memberPath(node)
      this.export('default', path || 'default', null)
      if (path) return
      this.b.assign('default', this.named(node, 'default'), this.line(node.start))
    }
  }

  /** A function or arrow keeps the name of what it is given to; any other value is itself. Hooks around a function (`useCallback(fn)`, `memo(fn)`) are seen through. */
  private named(node: Node, name: string): Expr {
    if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') return { t: 'fn', fn: this.fn(node, name) }
    if (node.type === 'ClassExpression') {
      this.klass(node, name)
      return NONE
    }
    const first = node.type === 'CallExpression' ? node.arguments[0] : null
    const wraps = first && (first.type === 'ArrowFunctionExpression' || first.type === 'FunctionExpression')
    if (
      wraps &&
      /(?:^|\.)(?:useCallback|memo|forwardRef|cache|withAuth|once|debounce|throttle|async|wrap\w*)$/.test(memberPath(node.callee))
    ) {
      return { t: 'fn', fn: this.fn(first, name) }
    }
    return this.b.keyed(name, () => this.expr(node))
  }

  private variable(pattern: Node, init: Node | null): void {
    const line = this.line(pattern.start)
    const type = typeName(pattern.typeAnnotation)
    // Declared to be set later: only its type is known.
    if (!init) return pattern.type === 'Identifier' && type ? this.b.assign(pattern.name, { t: 'ref', path: '' }, line, type) : undefined
    const held = heldType(pattern, init)
    if (held) {
      this.expr(init)
      return this.b.assign(held.name, { t: 'ref', path: '' }, line, held.type)
    }
    if (pattern.type === 'Identifier') {
      const value = this.named(init, pattern.name)
      if (!this.require(pattern, value, line)) this.b.assign(pattern.name, value, line, type)
    } else {
      const value = this.expr(init)
      if (!this.require(pattern, value, line)) this.bind(pattern, value, line)
    }
  }

  /** `const x = require("m")` and `const { a } = await import("m")` are imports, and nothing besides. */
  private require(pattern: Node, value: Expr, line: number): boolean {
    if (value.t !== 'call') return false
    const call = this.b.unit.calls[value.call]!
    const from = call.args[0]
    if ((call.callee !== 'require' && call.callee !== 'import') || from?.t !== 'text') return false
    for (const [path, local] of paramOf(pattern).names) {
      const imported = path === '' ? (call.callee === 'require' ? 'default' : '*') : path
      this.b.unit.imports.push({ module: from.text, imported, local, typeOnly: false, line })
    }
    return true
  }

  /** Gives each name of a pattern the part of the value it stands for. */
  private bind(pattern: Node, value: Expr, line: number): void {
    const base = value.t === 'ref' ? value.path : ''
    for (const [path, local] of paramOf(pattern).names) {
      if (path === '') this.b.assign(local, value, line)
      else if (base) this.b.assign(local, { t: 'ref', path: `${base}.${path}` }, line)
      else if (value.t === 'call') this.b.assign(local, { ...value, rest: value.rest ? `${value.rest}.${path}` : path }, line)
      else if (value.t === 'object') this.b.assign(local, value.entries.find((entry) => entry.key === path)?.value ?? NONE, line)
    }
    this.defaults(pattern, base, line)
  }

  /** `const { endpoint = "https://…" } = options`: the default is one of the values. */
  private defaults(pattern: Node, base: string, line: number): void {
    for (const one of pattern.type === 'ObjectPattern' ? pattern.properties : []) {
      if (one.value?.type !== 'AssignmentPattern' || one.value.left.type !== 'Identifier') continue
      const name = one.value.left.name
      const given = this.named(one.value.right, name)
      const before = this.b.unit.assigns.findLastIndex((own) => own.target === name && own.fn === this.b.fn && base !== '')
      const value = before >= 0 ? this.b.unit.assigns.splice(before, 1)[0]!.value : NONE
      this.b.assign(name, either([value, given]), line)
    }
  }

  private fn(node: Node, name: string): number {
    const params = node.params.map((param: Node) => paramOf(param)) as Param[]
    return this.b.inFn(name, params, this.line(node.start), (returns) => {
      const outer = this.returns
      this.returns = returns
      for (const param of node.params) {
        this.preset(param)
        for (const [member, path] of handedIn(param)) this.b.assign(member, { t: 'ref', path }, this.line(param.start))
      }
      if (node.body?.type === 'BlockStatement') this.statements(node.body.body)
      else if (node.body) returns.push(this.expr(node.body))
      this.returns = outer
    })
  }

  /** A parameter's default; an address it holds is the value that counts, and of a parameter that is a member, the member's. */
  private preset(param: Node): void {
    const member = param.type === 'TSParameterProperty'
    const pattern = member ? param.parameter : param
    if (pattern.type !== 'AssignmentPattern') return
    const name = nameOf(pattern.left)
    const value = this.b.keyed(name, () => this.expr(pattern.right))
    if (value.t !== 'text' || !value.text.includes('//')) return
    this.b.assign(name, value, this.line(pattern.start))
    if (member) this.b.assign(`this.${name}`, value, this.line(pattern.start))
  }

  private klass(node: Node, name: string): void {
    const members: [string, string][] = []
    this.b.inOwner(name, () => {
      if (node.superClass) this.b.assign(`${name}.super`, { t: 'ref', path: memberPath(node.superClass) }, this.line(node.start))
      for (const one of node.body.body) {
        const key = one.key && !one.computed ? nameOf(one.key) : ''
        for (const decorator of one.decorators ?? []) this.expr(decorator.expression)
        if (one.type === 'MethodDefinition') {
          this.fn(one.value, key)
          if (key === 'constructor')
            for (const param of one.value.params) if (param.type === 'TSParameterProperty') this.property(param.parameter, members)
        } else if (one.type === 'PropertyDefinition' || one.type === 'AccessorProperty') {
          members.push([key, typeName(one.typeAnnotation)])
          if (one.value) this.b.assign(`this.${key}`, this.named(one.value, key), this.line(one.start))
        } else if (one.type === 'StaticBlock') this.statements(one.body)
      }
    })
    this.b.type(name, members)
  }

  private property(param: Node, members: [string, string][]): void {
    const id = param.type === 'AssignmentPattern' ? param.left : param
    if (id.type === 'Identifier') members.push([id.name, typeName(id.typeAnnotation)])
  }

  expr(node: Node | null): Expr {
    if (!node) return NONE
    switch (node.type) {
      case 'Identifier':
      case 'ThisExpression':
      case 'MemberExpression':
      case 'ChainExpression':
        return this.member(node)
      case 'Literal':
        return typeof node.value === 'string' ? this.b.text(node.value, this.line(node.start)) : { t: 'text', text: String(node.value) }
      case 'TemplateLiteral':
        return this.template(node)
      case 'BinaryExpression':
        if (node.operator !== '+') break
        return this.concat(node)
      case 'ObjectExpression':
        return { t: 'object', entries: this.entries(node) }
      case 'ArrayExpression':
        return {
          t: 'list',
          items: node.elements.slice(0, 200).map((one: Node | null) => this.expr(one?.type === 'SpreadElement' ? one.argument : one)),
        }
      case 'CallExpression':
        return this.call(node)
      case 'NewExpression':
        return this.b.call('new', this.calleePath(node.callee), null, this.line(node.start), () => ({ args: this.args(node.arguments) }))
      case 'ImportExpression':
        return this.dynamicImport(node)
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { t: 'fn', fn: this.fn(node, this.b.key) }
      case 'ClassExpression':
        this.klass(node, node.id?.name ?? this.b.key)
        return NONE
      case 'ConditionalExpression':
        this.expr(node.test)
        return either([this.expr(node.consequent), this.expr(node.alternate)])
      case 'LogicalExpression': {
        const left = this.expr(node.left)
        const right = this.expr(node.right)
        return node.operator === '&&' ? right : either([left, right])
      }
      case 'AssignmentExpression':
        return this.assignment(node)
      case 'AwaitExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
        return this.expr(node.argument ?? node.expression)
      case 'SequenceExpression':
        return node.expressions.map((one: Node) => this.expr(one)).at(-1) ?? NONE
      case 'TaggedTemplateExpression':
        this.expr(node.quasi)
        return NONE
      case 'JSXElement':
        return this.element(node)
    }
    this.descend(node)
    return NONE
  }

  private member(node: Node): Expr {
    const path = memberPath(node)
    const env = /^(?:process\.env|import\.meta\.env|Deno\.env|Bun\.env|(?:\w+\.)?env)\.([A-Z][A-Z0-9_]*)$/.exec(path)
    if (env) return this.b.env(env[1]!, this.line(node.start))
    if (path) return { t: 'ref', path }
    let inner = node.type === 'ChainExpression' ? node.expression : node
    if (inner.type === 'CallExpression') return this.call(inner)
    // A member of a computed value: the value counts, the name after it is kept where the value is a call.
    const last = inner.type === 'MemberExpression' && !inner.computed ? nameOf(inner.property) : ''
    const names: string[] = []
    while (inner.type === 'MemberExpression') {
      if (!inner.computed) names.unshift(nameOf(inner.property))
      inner = inner.object
    }
    const value = this.expr(inner)
    if (value.t === 'ref' && names.length > 0) return { t: 'ref', path: [value.path, ...names].join('.') }
    return value.t === 'call' && last ? { ...value, rest: last } : value
  }

  private template(node: Node): Expr {
    const parts: Expr[] = []
    const line = this.line(node.start)
    node.quasis.forEach((quasi: Node, i: number) => {
      const cooked = quasi.value.cooked ?? quasi.value.raw
      if (cooked) parts.push(i === 0 ? this.b.text(cooked, line) : { t: 'text', text: cooked.slice(0, 512) })
      if (i < node.expressions.length) parts.push(this.expr(node.expressions[i]))
    })
    return join(parts)
  }

  private concat(node: Node): Expr {
    const parts: Expr[] = []
    let left = node
    const right: Node[] = []
    while (left.type === 'BinaryExpression' && left.operator === '+') {
      right.unshift(left.right)
      left = left.left
    }
    for (const one of [left, ...right]) parts.push(this.expr(one))
    return join(parts)
  }

  private entries(node: Node): Entry[] {
    return node.properties.slice(0, 500).map((one: Node) => {
      const line = this.line(one.start)
      if (one.type === 'SpreadElement') return { key: null, value: this.expr(one.argument), line }
      const key = one.computed ? (one.key.type === 'Literal' ? String(one.key.value) : '[]') : nameOf(one.key)
      return { key, value: this.named(one.value, key), line }
    })
  }

  private args(list: readonly Node[]): Expr[] {
    return list.map((one) => this.expr(one.type === 'SpreadElement' ? one.argument : one))
  }

  /** The path of what is called. `require("m").init(…)` and `(await import("m")).init(…)` are calls of an import that nobody named. */
  private calleePath(callee: Node): string {
    const path = memberPath(callee)
    const asked = path === '' ? unnamedImport(callee) : null
    if (asked === null) return path
    const { module, imported, members } = asked
    const local = `required$${module.replace(/\W/g, '_')}`
    const { imports } = this.b.unit
    if (!imports.some((one) => one.local === local))
      imports.push({ module, imported, local, typeOnly: false, line: this.line(callee.start) })
    return [local, ...members].join('.')
  }

  private call(node: Node): Expr {
    const callee = node.callee.type === 'ChainExpression' ? node.callee.expression : node.callee
    const path = this.calleePath(callee)
    const setting = /(?:^|\.)(?:(?:get|read|require|use)?Env(?:Var\w*)?|env)$/.test(path) ? node.arguments[0]?.value : null
    if (typeof setting === 'string' && /^[A-Z][A-Z0-9_]+$/.test(setting)) {
      const value = this.b.env(setting, this.line(node.start))
      return node.arguments[1] ? either([value, this.expr(node.arguments[1])]) : value
    }
    if (path) {
      const made = this.b.call('call', path, null, this.line(node.start), () => ({ args: this.args(node.arguments) }))
      if (made.t === 'call')
        for (const one of added(path, this.b.unit.calls[made.call]!.args)) this.b.assign(one.target, one.value, this.line(node.start))
      return made
    }
    if (callee.type === 'MemberExpression') {
      const on = this.expr(callee.object)
      const name = callee.computed ? '' : nameOf(callee.property)
      // `URL: z.string().url().default("https://…")`: the default is one of the values, under the same key.
      if (name === 'default' && node.arguments[0]?.type === 'Literal') return either([on, this.expr(node.arguments[0])])
      return this.b.call('call', name, on, this.line(callee.property.start), () => ({ args: this.args(node.arguments) }))
    }
    const on = this.expr(callee)
    return this.b.call('call', '', on, this.line(node.start), () => ({ args: this.args(node.arguments) }))
  }

  private dynamicImport(node: Node): Expr {
    const line = this.line(node.start)
    const from = node.source
    if (from?.type === 'Literal' && typeof from.value === 'string') {
      this.b.unit.imports.push({ module: from.value, imported: '*', local: '', typeOnly: false, line })
    }
    return this.b.call('call', 'import', null, line, () => ({ args: [this.expr(from)] }))
  }

  private assignment(node: Node): Expr {
    const line = this.line(node.start)
    const target = memberPath(node.left)
    if (!target) {
      const value = this.expr(node.right)
      if (node.left.type === 'ObjectPattern' || node.left.type === 'ArrayPattern') this.bind(node.left, value, line)
      else this.descend(node.left)
      return value
    }
    const value = this.named(node.right, target.slice(target.lastIndexOf('.') + 1))
    if (target === 'module.exports' || target.startsWith('exports.') || target.startsWith('module.exports.')) this.commonJs(target, value)
    this.b.assign(target, value, line)
    return value
  }

  private commonJs(target: string, value: Expr): void {
    if (target !== 'module.exports') return this.export(target.slice(target.lastIndexOf('.') + 1), target, null)
    if (value.t === 'object')
      for (const entry of value.entries) if (entry.key && entry.value.t === 'ref') this.export(entry.key, entry.value.path, null)
    this.export('default', value.t === 'ref' ? value.path : 'module.exports', null)
  }

  private element(node: Node): Expr {
    const opening = node.openingElement
    const name = memberPath(opening.name)
    const value = this.b.call('element', name, null, this.line(node.start), () => ({
      args: [{ t: 'object', entries: opening.attributes.map((one: Node) => this.attribute(one)) }],
    }))
    for (const child of node.children) this.expr(child)
    return value
  }

  private attribute(one: Node): Entry {
    const line = this.line(one.start)
    if (one.type === 'JSXSpreadAttribute') return { key: null, value: this.expr(one.argument), line }
    const key = nameOf(one.name)
    const inner = one.value?.type === 'JSXExpressionContainer' ? one.value.expression : one.value
    return { key, value: inner && inner.type !== 'JSXEmptyExpression' ? this.named(inner, key) : NONE, line }
  }
}
