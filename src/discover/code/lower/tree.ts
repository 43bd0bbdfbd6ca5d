// What the lowerings of Python, Ruby, Go, PHP, Java and Kotlin share: a walk over a tree-sitter tree in which each language names its nodes.
import type { Node, Parser } from 'web-tree-sitter'
import { type Entry, type Expr, emptyUnit, NONE, type Param, type Unit } from '../ir.ts'
import { ALL, Builder, either, memberSet } from './build.ts'

export type TreeNode = Node

const MAX_DEPTH = 400

export abstract class TreeWalker {
  readonly b = new Builder()
  protected returns: Expr[] = this.b.unit.fns[0]!.returns as Expr[]
  #depth = 0

  /** Meaning of one node; a language's switch. Whatever it does not name is walked through. */
  protected abstract read(node: TreeNode): Expr

  /** Dotted name of a node; '' where a part is computed. */
  abstract path(node: TreeNode | null): string

  node(node: TreeNode | null): Expr {
    if (!node || this.#depth > MAX_DEPTH) return NONE
    this.#depth++
    const value = this.read(node)
    this.#depth--
    return value
  }

  through(node: TreeNode): Expr {
    let last: Expr = NONE
    for (const child of node.namedChildren) if (child) last = this.node(child)
    return last
  }

  line(node: TreeNode): number {
    return node.startPosition.row + 1
  }

  field(node: TreeNode, name: string): TreeNode | null {
    return node.childForFieldName(name)
  }

  children(node: TreeNode | null): TreeNode[] {
    return node ? (node.namedChildren.filter((one) => one !== null && one.type !== 'comment') as TreeNode[]) : []
  }

  /** A function with its parameters; the body's last value counts as returned where `implicit`. */
  fnOf(name: string, params: readonly Param[], body: TreeNode | null, line: number, implicit = false): number {
    return this.b.inFn(name, params, line, (returns) => {
      const outer = this.returns
      this.returns = returns
      const last = this.node(body)
      if (implicit && last.t !== 'none') returns.push(last)
      this.returns = outer
    })
  }

  /** A call that reads a setting is the setting, or its default; any other is itself. */
  settled(callee: string, args: readonly Expr[], call: Expr, line: number): Expr {
    const first = args[0]
    if (first?.t === 'text' && SETTING.test(callee) && /^[A-Z][A-Z0-9_]{2,}$/.test(first.text)) {
      const fallback = args[1]
      const value = fallback?.t === 'object' ? (fallback.entries.find((one) => one.key === 'default')?.value ?? NONE) : (fallback ?? NONE)
      return either([this.b.env(first.text, line), value])
    }
    return call
  }

  /** Notes the class of what a function gives. */
  gives(fn: number, type: string): number {
    if (type !== '') this.b.unit.fns[fn] = { ...this.b.unit.fns[fn]!, gives: type }
    return fn
  }

  /** Records what a call sets on the name it is called on; headers are no members. */
  sets(base: string, name: string, args: readonly Expr[], line: number): void {
    if (base === '' || /header|cookie/i.test(base)) return
    for (const one of memberSet(name, args)) this.b.assign(`${base}.${one.key}`, one.value, line)
  }

  /** A setting by its name, as a value. */
  setting(name: string, line: number): Expr {
    return this.b.call('call', 'config', null, line, () => ({ args: [{ t: 'text', text: name }] }))
  }

  /** What the requests of an interface go to, as a member of it. */
  baseOf({ address, settings }: { address: string | null; settings: readonly string[] }, line: number): void {
    const values = [
      ...settings.map((name) => this.setting(name, line)),
      ...(address ? [this.b.keyed('baseUrl', () => this.b.text(address, line))] : []),
    ]
    if (values.length > 0) this.b.assign('this.baseUrl', either(values), line)
  }

  /** As `sets`, and what a mapping, a list or a text takes in whole: `params.update(more)`, `rows.append(row)`. */
  grows(base: string, name: string, args: readonly Expr[], line: number): void {
    const [first] = args
    if (
      first &&
      args.length === 1 &&
      TAKES_IN.test(name) &&
      !/^(?:this|session|db|queue|logger|headers|config|routes|app|self)$|header|cookie|session$/i.test(base)
    ) {
      if (first.t !== 'text' && first.t !== 'fn') this.b.assign(`${base}.${ALL}`, first, line)
    } else if (/^(?:add|set)_|^(?:setdefault|store)$|^add$/.test(name))
      this.sets(base, name === 'setdefault' || name === 'store' ? 'set' : name, args, line)
  }

  positional(entries: readonly Entry[], list: Expr[]): { args: Expr[]; named?: boolean } {
    return entries.length > 0 ? { args: [...list, { t: 'object', entries }], named: true } : { args: list }
  }
}

const TAKES_IN = /^(?:update|append|extend|push|concat|(?:deep_|reverse_)?merge!|<<)$/

const SETTING =
  /(?:^|[.:>])(?:environ\.get|getenv|env|ENV\.fetch|ENV|fetch|config|Getenv|LookupEnv|get_env|env\.(?:str|url|bool|int|list)|getProperty|str|bool|get_from_env)$/

/** Lowers with a walker; a tree with errors is read as far as it goes. */
export function lowerTree(parser: Parser, text: string, walkerOf: () => TreeWalker): Unit {
  const tree = parser.parse(text)
  if (!tree) return { ...emptyUnit(), whole: false }
  const walker = walkerOf()
  let whole = !tree.rootNode.hasError
  try {
    walker.node(tree.rootNode)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    whole = false
  } finally {
    tree.delete()
  }
  return { ...walker.b.unit, whole }
}
