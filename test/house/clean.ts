// What must not stand in the repository: places of one machine, private hosts, and tests that are switched off.
import { nameOf, type SyntaxNode, walk } from './code.ts'
import { isCode, isTest, lineAt, type Rule } from './tree.ts'

/** Put together here, so that this file does not contain what it looks for. */
const WORK = new RegExp(`/${'work'}/(main|shared|[.]|tmp)|fa${'rm'}-[a-z]+`)
/** Golden files hold what SDKs sent, with the home of an invented person in it. */
const HOMES = /\/home\/[a-z][a-z0-9_-]+\/|\/Users\/[a-z][a-z0-9_-]+\/|C:\\Users\\/
const HOST =
  /https?:\/\/(?!registry\.(npmjs\.org|terraform\.io|hub\.docker\.com))[a-z0-9.-]*(registry|artifactory|nexus|verdaccio|npm-proxy|mirror)[a-z0-9.-]*[:/]/i

const BINARY = /\.(png|ico|woff2?|gz|br|zst|zip|pdf|parquet|wasm)$/

export const machine: Rule = {
  name: 'no path of one machine and no private registry in any file',
  check: (tree) =>
    tree.paths
      .filter((path) => !BINARY.test(path))
      .flatMap((path) => {
        const text = tree.text(path)
        return (path.startsWith('test/golden/') ? [WORK, HOST] : [WORK, HOMES, HOST]).flatMap((pattern) => {
          const hit = pattern.exec(text)
          return hit ? [`${path}:${lineAt(text, hit.index)}: ${hit[0]} belongs to one machine`] : []
        })
      }),
  breaks: [
    { files: { 'docs/a.md': `See /${'work'}/main/src.` }, says: /docs\/a\.md:1: .* belongs to one machine/ },
    { files: { 'src/a.ts': `x\nconst p = '/${'home'}/ada/cordon'` }, says: /src\/a\.ts:2/ },
    { files: { 'package-lock.json': `"resolved": "http://npm-${'registry'}.internal:4873/x.tgz"` }, says: /one machine/ },
    { files: { '.npmrc': `registry=http://${'mirror'}.example/` }, says: /one machine/ },
  ],
  holds: [{ 'docs/a.md': `npm gets it from https://${['registry', 'npmjs', 'org'].join('.')}/x and /homework/x` }],
}

const OFF = new Set(['skip', 'only', 'todo'])
const TEST = /^(test|it|describe|suite|t)(\.(test|suite))?$/

export const switchedOff: Rule = {
  name: 'no test is switched off or runs alone',
  check: (tree) =>
    tree.paths
      .filter((path) => isCode(path) && isTest(path))
      .flatMap((path) => {
        const found: string[] = []
        const add = (node: SyntaxNode, what: string) => found.push(`${path}:${lineAt(tree.text(path), node.start)}: ${what}`)
        walk(tree, path, (node) => {
          if (node.type !== 'CallExpression') return
          const callee = nameOf(node.callee)
          const [base, last] = [callee.slice(0, callee.lastIndexOf('.')), callee.slice(callee.lastIndexOf('.') + 1)]
          if (TEST.test(base) && OFF.has(last)) add(node, callee)
          if (!TEST.test(callee)) return
          for (const argument of node.arguments as SyntaxNode[])
            if (argument.type === 'ObjectExpression')
              for (const property of argument.properties as SyntaxNode[])
                if (OFF.has(nameOf(property.key))) add(property, `${callee} with ${nameOf(property.key)}`)
        })
        return found
      }),
  breaks: [
    { files: { 'src/a.test.ts': "test.skip('x', () => {})" }, says: /a\.test\.ts:1: test\.skip/ },
    { files: { 'src/a.test.ts': "\ntest.only('x', () => {})" }, says: /:2: test\.only/ },
    { files: { 'src/a.test.ts': "test('x', { skip: true }, () => {})" }, says: /test with skip/ },
    { files: { 'test/stories/a.ts': "describe('x', { todo: 'later' }, () => {})" }, says: /with todo/ },
    { files: { 'src/a.test.ts': "test('x', (t) => t.skip())" }, says: /t\.skip/ },
  ],
  holds: [{ 'src/a.test.ts': "test('x', { timeout: 5 }, () => { list.skip(); const only = { skip: 1 } })" }],
}
