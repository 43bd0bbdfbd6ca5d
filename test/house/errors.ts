// Rule 6: every error code is in one table, thrown somewhere, tested somewhere, and documented with what to do.
import { nameOf, type SyntaxNode, walk } from './code.ts'
import { isCode, isTest, lineAt, type Rule, type Tree } from './tree.ts'

const TABLE = 'src/core/errors.ts'
const PAGE = 'docs/reference/errors.md'

/** Code → line in the table. */
function table(tree: Tree): Map<string, number> {
  const codes = new Map<string, number>()
  if (!tree.exists(TABLE)) return codes
  walk(tree, TABLE, (node, around) => {
    if (node.type !== 'Property') return
    const key = node.key as SyntaxNode
    const declared = around.find((one) => one.type === 'VariableDeclarator')
    if (nameOf(declared?.id) === 'ERRORS' && typeof key.value === 'string' && /^[a-z-]+\.[a-z-]+$/.test(key.value))
      codes.set(key.value, lineAt(tree.text(TABLE), node.start))
  })
  return codes
}

function check(tree: Tree): string[] {
  const codes = table(tree)
  const texts = tree.paths
    .filter((path) => isCode(path) && path !== TABLE)
    .map((path) => ({ test: isTest(path), path, text: tree.text(path) }))
  const shipped = texts.filter((one) => !one.test && /^(src|verify)\//.test(one.path))
  const tests = texts.filter((one) => one.test && !one.path.startsWith('test/house'))
  const page = tree.exists(PAGE) ? tree.text(PAGE) : ''
  return [...codes].flatMap(([code, line]) => {
    const missing: string[] = []
    if (!shipped.some(({ text }) => text.includes(`'${code}'`))) missing.push('thrown nowhere')
    if (!tests.some(({ text }) => text.includes(code) || text.includes(code.replace('.', '\\.')))) missing.push('asserted in no test')
    if (!page.includes(`\`${code}\``)) missing.push(`not in ${PAGE} (npm run docs)`)
    return missing.map((what) => `${TABLE}:${line}: ${code} is ${what}`)
  })
}

const TABLE_TEXT = "// x\nexport const ERRORS = { 'a.b': { means: 'x', todo: 'y', exit: 2 } } as const"

export const errors: Rule = {
  name: 'every error code is thrown, tested and documented',
  check,
  breaks: [
    { files: { [TABLE]: TABLE_TEXT, 'src/cli/a.test.ts': "'a.b'", [PAGE]: '`a.b`' }, says: /errors\.ts:2: a\.b is thrown nowhere/ },
    { files: { [TABLE]: TABLE_TEXT, 'src/cli/a.ts': "throw new CordonError('a.b', 'x')", [PAGE]: '`a.b`' }, says: /asserted in no test/ },
    { files: { [TABLE]: TABLE_TEXT, 'src/cli/a.ts': "const c = 'a.b'", 'src/cli/a.test.ts': "'a.b'" }, says: /not in docs/ },
  ],
  holds: [
    { [TABLE]: TABLE_TEXT, 'src/cli/a.ts': "throw new CordonError('a.b', 'x')", 'src/cli/a.test.ts': '/a\\.b/', [PAGE]: '| `a.b` |' },
  ],
}
