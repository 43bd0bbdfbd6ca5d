// Rule 4: nothing that runs in the guard process generates code from strings or loads a native add-on. Followed from the guard's own files through every
// import, into the installed packages and their dependencies.
import { importsOf, nameOf, type SyntaxNode, walk } from './code.ts'
import { isCode, isTest, lineAt, type Rule, type Tree } from './tree.ts'

/** What the guard process starts from: the room, the ledger it writes before it sends, and its command. */
const START = /^src\/(guard\/|record\/ledger\/|wires\/|cli\/guard\.ts$)/

const FROM_STRINGS = /\bnew Function\s*\(|(?<![.\w$])eval\s*\(|['"]node:vm['"]|\brequire\(['"]vm['"]\)/

interface Reached {
  readonly files: ReadonlySet<string>
  /** Package → the file that imports it. */
  readonly packages: ReadonlyMap<string, string>
}

/** The command line starts the guard too: what it loads before it knows which command it is. What it loads later belongs to other commands. */
const COMMAND_LINE = 'src/cli/main.ts'

function reachable(tree: Tree): Reached {
  const files = new Set<string>()
  const packages = new Map<string, string>()
  const follow = (start: readonly string[], lazy: boolean) => {
    const todo = [...start]
    const seen = new Set<string>()
    for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
      if (seen.has(path)) continue
      seen.add(path)
      files.add(path)
      for (const one of importsOf(tree, path)) {
        if (one.typeOnly || (one.dynamic && !lazy)) continue
        if (one.path !== null) {
          if (isCode(one.path) && tree.exists(one.path)) todo.push(one.path)
        } else if (!one.name.startsWith('node:')) packages.set(packageOf(one.name), path)
      }
    }
  }
  follow(
    tree.paths.filter((path) => START.test(path) && isCode(path) && !isTest(path)),
    true,
  )
  if (tree.exists(COMMAND_LINE)) follow([COMMAND_LINE], false)
  return { files, packages }
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Folders of the packages and of everything they depend on, with the file of ours that needs them. */
function installed(tree: Tree, packages: ReadonlyMap<string, string>): Map<string, string> {
  const folders = new Map<string, string>()
  const todo = [...packages].map(([name, by]): [string, string, string] => [name, '', by])
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [name, from, by] = next
    const folder = [`${from}/node_modules/${name}`, `node_modules/${name}`]
      .map((path) => path.replace(/^\//, ''))
      .find((path) => tree.exists(`${path}/package.json`))
    if (folder === undefined || folders.has(folder)) continue
    folders.set(folder, by)
    const facts = JSON.parse(tree.text(`${folder}/package.json`)) as { dependencies?: object; optionalDependencies?: object }
    for (const dependency of Object.keys({ ...facts.dependencies, ...facts.optionalDependencies })) todo.push([dependency, folder, by])
  }
  return folders
}

function ownBreaches(tree: Tree, path: string): string[] {
  const found: string[] = []
  const add = (node: SyntaxNode, what: string) => found.push(`${path}:${lineAt(tree.text(path), node.start)}: ${what} in the guard process`)
  for (const one of importsOf(tree, path)) if (one.name === 'node:vm') found.push(`${path}:1: node:vm in the guard process`)
  walk(tree, path, (node) => {
    const callee = nameOf(node.callee)
    if (node.type === 'CallExpression' && /^(globalThis\.)?(eval|Function)$/.test(callee)) add(node, callee)
    if (node.type === 'NewExpression' && /^(globalThis\.)?Function$/.test(callee)) add(node, 'new Function')
    if (node.type === 'CallExpression' && callee === 'process.dlopen') add(node, callee)
    if (node.type === 'Literal' && typeof node.value === 'string' && node.value.endsWith('.node')) add(node, 'a native add-on')
  })
  return found
}

function check(tree: Tree): string[] {
  const { files, packages } = reachable(tree)
  const breaches = [...files].sort().flatMap((path) => ownBreaches(tree, path))
  for (const [folder, by] of installed(tree, packages)) {
    const inside = tree.under(folder)
    if (inside.some((path) => /\.node$|(^|\/)binding\.gyp$/.test(path)))
      breaches.push(`${by}:1: ${folder} brings a native add-on into the guard process`)
    const code = inside.find((path) => /\.[cm]?js$/.test(path) && FROM_STRINGS.test(tree.text(path)))
    if (code) breaches.push(`${by}:1: ${code} generates code from strings in the guard process`)
  }
  return breaches
}

const broken = (text: string, says: RegExp) => ({
  files: { 'src/guard/a.ts': "import './b.ts'", 'src/guard/b.ts': "import '../core/c.ts'", 'src/core/c.ts': text },
  says,
})
const withPackage = (files: Readonly<Record<string, string>>, says: RegExp) => ({
  files: {
    'src/guard/a.ts': "import x from 'x/deep'",
    'node_modules/x/package.json': '{"dependencies":{"y":"1"}}',
    'node_modules/y/package.json': '{}',
    ...files,
  },
  says,
})

export const guarded: Rule = {
  name: 'nothing in the guard process generates code from strings or loads a native add-on',
  check,
  breaks: [
    broken("eval('1')", /c\.ts:1: eval in the guard process/),
    broken("const f = new Function('return 1')", /new Function/),
    broken("import vm from 'node:vm'", /node:vm/),
    broken("const add = require('./x.node')", /native add-on/),
    {
      files: {
        'src/cli/main.ts': "import './scan.ts'",
        'src/cli/scan.ts': "import 'native'",
        'node_modules/native/package.json': '{}',
        'node_modules/native/x.node': '',
      },
      says: /scan\.ts:1: node_modules\/native brings a native add-on/,
    },
    withPackage({ 'node_modules/y/build/y.node': '' }, /node_modules\/y brings a native add-on/),
    withPackage({ 'node_modules/y/binding.gyp': '' }, /native add-on/),
    withPackage({ 'node_modules/x/index.js': 'module.exports = new Function(code)' }, /x\/index\.js generates code/),
  ],
  holds: [
    {
      'src/guard/a.ts': "import type { X } from 'native'",
      'node_modules/native/package.json': '{}',
      'node_modules/native/x.node': '',
      'src/discover/b.ts': "import 'native'",
      'src/cli/main.ts': "import './scan.ts'",
      'src/cli/scan.ts': "await import('../discover/b.ts')",
    },
  ],
}
