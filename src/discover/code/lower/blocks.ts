// Files of nested braces: Terraform and HCL, nginx, Caddy. Read into one tree of blocks, from which each format takes what it means.

export interface Block {
  /** Words before the brace: `['resource', 'aws_ses_domain_identity', 'mail']`, `['location', '/ingest/']`. */
  readonly head: readonly string[]
  readonly line: number
  /** Words of each line inside: `['proxy_pass', 'https://…']`, `['source', '=', 'x']`. */
  readonly lines: { readonly words: readonly string[]; readonly line: number }[]
  readonly blocks: Block[]
}

const DEEPEST = 40

/** The file itself as a block without a head. Unbalanced braces end where the text ends. */
export function blocksOf(text: string): Block {
  const root: Block = { head: [], line: 1, lines: [], blocks: [] }
  const open = [root]
  let words: string[] = []
  let begun = 1
  let line = 1
  const end = (): void => {
    if (words.length > 0) open.at(-1)!.lines.push({ words, line: begun })
    words = []
  }
  const tokens =
    /"((?:[^"\\\n]|\\[^\n])*)"?|'([^'\n]*)'|\n|#[^\n]*|\/\/ [^\n]*|\/\*[\s\S]*?\*\/|[;]|([{}])|((?:\$\{[^}\n]*\}|\{[\w.]+\}|[^\s{};"'#])+)/g
  for (const hit of text.matchAll(tokens)) {
    const [token, double, single, brace, word] = hit
    if (token === '\n' || token === ';') end()
    else if (brace === '{') {
      const block: Block = { head: words.filter((one) => one !== '='), line: words.length > 0 ? begun : line, lines: [], blocks: [] }
      words = []
      if (open.length < DEEPEST) open.at(-1)!.blocks.push(block)
      open.push(block)
    } else if (brace === '}') {
      end()
      if (open.length > 1) open.pop()
    } else {
      const given = double ?? single ?? word
      if (given !== undefined) {
        if (words.length === 0) begun = line
        words.push(given)
      }
    }
    if (token.includes('\n')) line += token.split('\n').length - 1
  }
  end()
  return root
}

/** Every block below, outermost first. */
export function* within(block: Block): Generator<Block> {
  yield block
  for (const one of block.blocks) yield* within(one)
}

/** What a line of a name says; the last counts. */
export function said(block: Block, name: string): { value: string; line: number } | null {
  const hit = block.lines.findLast((one) => one.words[0] === name)
  return hit
    ? {
        value: hit.words
          .slice(1)
          .filter((one) => one !== '=')
          .join(' '),
        line: hit.line,
      }
    : null
}
