// The outline of a YAML file by its indentation: keys, values, items of lists. Pipelines are written for a runner that expands them, so only the shape can be relied on, not a full parse.

export interface Node {
  /** '' for an item of a list. */
  readonly key: string
  readonly value: string
  readonly line: number
  readonly children: Node[]
}

const MOST_LINES = 20_000
const LINE = /^(\s*)((?:-\s+){0,8})(?:["']?([\w./$@:*+-]+?)["']?\s*:(?=\s|$)\s*)?(.*)$/

/** The file as one node without a key. Text blocks (`run: |`) have no children. */
export function outlineOf(text: string): Node {
  const root: Node = { key: '', value: '', line: 0, children: [] }
  const open: { indent: number; node: Node }[] = [{ indent: -1, node: root }]
  let block = -1
  text.split('\n', MOST_LINES).forEach((raw, i) => {
    const own = raw.length - raw.trimStart().length
    if (raw.trim() === '' || raw.length > 2_000) return
    if (block >= 0 && own > block) return
    block = -1
    const hit = LINE.exec(raw.replace(/(?:^|\s)#.*$/, ''))
    if (!hit || hit[0].trim() === '') return
    let indent = hit[1]!.length
    const dashes = hit[2]!
    while (
      open.length > 1 &&
      open.at(-1)!.indent >= indent &&
      !(dashes !== '' && open.at(-1)!.indent === indent && open.at(-1)!.node.key !== '')
    )
      open.pop()
    for (const dash of dashes.match(/-\s+/g) ?? []) {
      const item: Node = { key: '', value: '', line: i + 1, children: [] }
      open.at(-1)!.node.children.push(item)
      open.push({ indent, node: item })
      indent += dash.length
    }
    const value = unquoted(hit[4]!)
    const node: Node = { key: hit[3] ?? '', value: /^[|>][-+\d]*$/.test(value) ? '' : value, line: i + 1, children: [] }
    if (node.key === '' && dashes !== '') {
      // `- checkout`: the item is its value.
      const items = open.at(-2)!.node.children
      items[items.length - 1] = { ...node, children: flow(value, i + 1) }
      return
    }
    node.children.push(...flow(value, i + 1))
    open.at(-1)!.node.children.push(node)
    open.push({ indent, node })
    if (/^[|>][-+\d]*$/.test(value)) block = hit[1]!.length + dashes.length
  })
  return root
}

/** `{ token: x, flags: y }` in one line. */
function flow(value: string, line: number): Node[] {
  const inner = /^\{(?!\{)\s*(.*?)\s*\}$/.exec(value)?.[1]
  if (inner === undefined) return []
  return (inner.match(/(?:\$\{\{.*?\}\}|"[^"]*"|'[^']*'|[^,])+/g) ?? []).flatMap((part): Node[] => {
    const pair = /^\s*["']?([\w.-]+)["']?\s*:\s*(.*)$/.exec(part)
    return pair ? [{ key: pair[1]!, value: unquoted(pair[2]!), line, children: [] }] : []
  })
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2')
}

export function child(node: Node, key: string): Node | undefined {
  return node.children.find((one) => one.key === key)
}

/** The node and all below it. */
export function* below(node: Node): Generator<Node> {
  yield node
  for (const one of node.children) yield* below(one)
}
