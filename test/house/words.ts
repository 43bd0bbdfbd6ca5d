// The ubiquitous words: one word for one thing. Names in the code and the prose of the docs are held to DESIGN §2; each refused word names its replacement.
import { nameOf, type SyntaxNode, walk } from './code.ts'
import { isCode, isTest, lineAt, type Rule } from './tree.ts'

/**
 * Refused in names we choose: `DataSubject`, `tenantId`. Words of other people's protocols come as property names and strings, which are not looked at, and in
 * the folder of a wire, which speaks the vendor's language.
 */
const IN_NAMES: readonly (readonly [RegExp, string])[] = [
  [/tenant/i, 'company'],
  [/customer(?!io)/i, 'person or company'],
  [/data_?subject/i, 'person'],
  [/third_?part(y|ies)/i, 'vendor, or nth party'],
  [/connector/i, 'wire'],
  [/rule_?engine/i, 'policy'],
  [/(^|[a-z_])pii([A-Z_]|$)|^Pii|PII/, 'field'],
  [/sub_?processor/i, 'nth party'],
]

const IN_PROSE: readonly (readonly [RegExp, string])[] = [
  [/\btenants?\b/i, 'company'],
  [/\bdata subjects?\b/i, 'person'],
  [/\bthird[- ]part(y|ies)\b/i, 'vendor, or nth party'],
  [/\bconnectors?\b/i, 'wire'],
  [/\brule engine\b/i, 'policy'],
  [/\bPII\b/, 'field, or personal data'],
]

const DECLARES = new Set([
  'FunctionDeclaration',
  'ClassDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'VariableDeclarator',
])

export const names: Rule = {
  name: 'names use the words of the house',
  check: (tree) =>
    tree.paths
      .filter((path) => isCode(path) && !isTest(path) && /^(src|verify|console)\//.test(path) && !/^src\/wires\/[^/]+\//.test(path))
      .flatMap((path) => {
        const found: string[] = []
        const look = (name: string, at: number) => {
          const hit = IN_NAMES.find(([word]) => word.test(name))
          if (hit) found.push(`${path}:${lineAt(tree.text(path), at)}: ${name}: we say ${hit[1]}`)
        }
        look(path.split('/').at(-1) ?? '', 0)
        walk(tree, path, (node) => {
          if (DECLARES.has(node.type)) look(nameOf(node.id), (node.id as SyntaxNode | null)?.start ?? node.start)
        })
        return found
      }),
  breaks: [
    { files: { 'src/guard/a.ts': 'const tenantId = 1' }, says: /tenantId: we say company/ },
    { files: { 'src/guard/a.ts': 'export interface DataSubject {}' }, says: /we say person/ },
    { files: { 'src/guard/connector.ts': '' }, says: /we say wire/ },
    { files: { 'src/guard/a.ts': 'function findPII() {}' }, says: /we say field/ },
    { files: { 'src/guard/a.ts': 'class RuleEngine {}' }, says: /we say policy/ },
    { files: { 'console/src/a.tsx': 'const thirdParties = 1' }, says: /we say vendor/ },
  ],
  holds: [
    {
      'src/wires/customer-io/wire.ts': 'const customer = 1',
      'src/guard/a.ts': "const happiness = { tenant_id: 1, customer: 2 }\nconst s = 'third party'",
    },
  ],
}

export const prose: Rule = {
  name: 'the docs use the words of the house',
  check: (tree) =>
    tree.paths
      .filter((path) => path.endsWith('.md') && (!path.includes('/') || /^(docs|examples|console|verify)\//.test(path)))
      .flatMap((path) => {
        const text = tree.text(path).replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '))
        return IN_PROSE.flatMap(([word, instead]) => {
          const hit = word.exec(text)
          return hit ? [`${path}:${lineAt(text, hit.index)}: "${hit[0]}": we say ${instead}`] : []
        })
      }),
  breaks: [
    { files: { 'docs/guide/a.md': 'Keeps third-party tools in hand.' }, says: /we say vendor/ },
    { files: { 'README.md': 'Finds PII.' }, says: /we say field/ },
    { files: { 'docs/reference/a.md': 'One row per data subject.' }, says: /we say person/ },
  ],
  holds: [{ 'README.md': 'Set `third_party: false`.\n```\nPII\n```' }],
}
