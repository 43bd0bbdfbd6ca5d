// A command that a document tells people to type exists: read from the files in src/cli that register commands.
import { nameOf, type SyntaxNode, walk } from './code.ts'
import { isCode, isTest, lineAt, type Rule, type Tree } from './tree.ts'

/** First words of everything registered with `.command('who <vendor>')`, and of sub-commands. */
function registered(tree: Tree): Set<string> {
  const found = new Set(['help'])
  for (const path of tree.paths.filter((one) => one.startsWith('src/cli/') && isCode(one) && !isTest(one)))
    walk(tree, path, (node) => {
      const callee = node.callee as SyntaxNode | undefined
      if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || nameOf(callee.property) !== 'command') return
      const first = (node.arguments as SyntaxNode[])[0]?.value
      if (typeof first === 'string') found.add(first.split(' ', 1)[0] ?? '')
    })
  return found
}

const TYPED = /(?<![\w/.-])cordon ([a-z][a-z-]*)/g

function check(tree: Tree): string[] {
  const known = registered(tree)
  const documents = tree.paths.filter((path) => path.endsWith('.md') && !path.startsWith('test/') && !path.startsWith('CHANGELOG'))
  return documents.flatMap((path) => {
    const text = tree.text(path)
    return [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].flatMap((code) =>
      [...code[0].matchAll(TYPED)]
        .filter(([, command = '']) => !known.has(command))
        .map((hit) => `${path}:${lineAt(text, code.index + hit.index)}: there is no command cordon ${hit[1]}`),
    )
  })
}

const CLI = { 'src/cli/a.ts': "program.command('who <vendor>').description('x')\nconst g = program.command('policy')\ng.command('check')" }

export const commands: Rule = {
  name: 'every command the documents name exists',
  check,
  breaks: [
    { files: { ...CLI, 'README.md': 'Type\n```\nnpx cordon whom x\n```' }, says: /README\.md:3: there is no command cordon whom/ },
    { files: { ...CLI, 'docs/guide/a.md': 'Use `cordon polices check`.' }, says: /no command cordon polices/ },
  ],
  holds: [{ ...CLI, 'README.md': 'A cordon around `cordon who mixpanel`, `cordon policy check`; `docs/cordon.svg`, `cordon --help`.' }],
}
