// Source files as the house rules look at them: what they import, and their syntax tree.
import { posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import type { Tree } from './tree.ts'

export interface Import {
  /** As written. */
  readonly name: string
  /** Path in the tree for a relative import, otherwise null. */
  readonly path: string | null
  readonly offset: number
  /** Only types: gone at run time. */
  readonly typeOnly: boolean
  readonly dynamic: boolean
}

export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const parsed = new WeakMap<Tree, Map<string, ReturnType<typeof parseSync>>>()

function parse(tree: Tree, path: string): ReturnType<typeof parseSync> {
  let files = parsed.get(tree)
  if (!files) parsed.set(tree, (files = new Map()))
  let result = files.get(path)
  if (!result) {
    result = parseSync(path, tree.text(path))
    const broken = result.errors[0]
    if (broken) throw new Error(`${path} cannot be parsed: ${broken.message}`)
    files.set(path, result)
  }
  return result
}

/** Every import and re-export. A dynamic one whose address is no plain text is left out. */
export function importsOf(tree: Tree, path: string): Import[] {
  const { module } = parse(tree, path)
  const text = tree.text(path)
  const found: Import[] = []
  const add = (name: string, offset: number, typeOnly: boolean, dynamic: boolean) =>
    found.push({ name, path: name.startsWith('.') ? posix.join(posix.dirname(path), name) : null, offset, typeOnly, dynamic })
  for (const one of module.staticImports) {
    const typeOnly = one.entries.length > 0 && one.entries.every((entry) => entry.isType)
    add(one.moduleRequest.value, one.start, typeOnly, false)
  }
  for (const one of module.staticExports)
    for (const entry of one.entries) if (entry.moduleRequest) add(entry.moduleRequest.value, one.start, entry.isType, false)
  for (const one of module.dynamicImports) {
    const written = text.slice(one.moduleRequest.start, one.moduleRequest.end)
    const name = /^(['"`])([^'"`$]*)\1$/.exec(written)?.[2]
    if (name !== undefined) add(name, one.start, false, true)
  }
  return found
}

/** Calls `visit` for every node with the nodes around it, outermost first. */
export function walk(tree: Tree, path: string, visit: (node: SyntaxNode, around: readonly SyntaxNode[]) => void): void {
  const around: SyntaxNode[] = []
  const step = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) step(one)
      return
    }
    if (value === null || typeof value !== 'object') return
    const node = value as SyntaxNode
    const isNode = typeof node.type === 'string'
    if (isNode) {
      visit(node, around)
      around.push(node)
    }
    for (const key of Object.keys(node)) if (key !== 'type') step(node[key])
    if (isNode) around.pop()
  }
  step(parse(tree, path).program)
}

/** `Date.now`, `process.env`, `fetch`: a callee or member as dotted text; '' where it is more than names. */
export function nameOf(node: unknown): string {
  const one = node as SyntaxNode | null
  if (one?.type === 'Identifier') return one.name as string
  if (one?.type === 'MemberExpression' && one.computed === false) {
    const object = nameOf(one.object)
    return object && `${object}.${nameOf(one.property)}`
  }
  return ''
}
