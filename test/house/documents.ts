// What the documents promise: links that lead somewhere, a row for every run-time dependency, pages made from the source that are current.
import { posix } from 'node:path'
import { PAGES } from '../../docs/generate.ts'
import { lineAt, type Rule, type Tree } from './tree.ts'

/** As GitHub names a heading: lower case, punctuation off, spaces to dashes; doubles get a number. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>()
  const plain = text.replace(/```[\s\S]*?```/g, '')
  for (const [, heading = ''] of plain.matchAll(/^#{1,6}\s+(.*)$/gm)) {
    const name = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-')
    let anchor = name
    for (let n = 1; anchors.has(anchor); n++) anchor = `${name}-${n}`
    anchors.add(anchor)
  }
  for (const [, id = ''] of plain.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id)
  return anchors
}

function deadLinks(tree: Tree): string[] {
  return tree.paths
    .filter((path) => path.endsWith('.md') && !path.startsWith('test/golden/'))
    .flatMap((path) => {
      const text = tree.text(path).replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '))
      const links = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)|(?:src|href)="([^"]+)"/gm)]
      return links.flatMap((match) => {
        const link = match[1] ?? match[2] ?? match[3] ?? ''
        if (/^[a-z][a-z+.-]*:/i.test(link)) return []
        const [file = '', anchor] = link.split('#')
        const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(file)))
        const at = `${path}:${lineAt(text, match.index)}`
        if (target.startsWith('..') || !tree.exists(target.replace(/\/$/, ''))) return [`${at}: ${link} leads nowhere`]
        if (anchor && target.endsWith('.md') && !anchorsOf(tree.text(target)).has(anchor)) return [`${at}: ${link}: no such heading`]
        return []
      })
    })
}

export const links: Rule = {
  name: 'every link in the documents leads somewhere',
  check: deadLinks,
  breaks: [
    { files: { 'README.md': 'See [this](docs/gone.md).' }, says: /README\.md:1: docs\/gone\.md leads nowhere/ },
    { files: { 'docs/a.md': 'x\n\n[b](b.md#nothing)', 'docs/b.md': '# Something' }, says: /docs\/a\.md:3: .*no such heading/ },
    { files: { 'docs/a.md': '[up](../../outside.md)' }, says: /leads nowhere/ },
    { files: { 'docs/a.md': '[me](#gone)\n# Here' }, says: /no such heading/ },
    { files: { 'docs/a.md': '<img src="picture.svg">' }, says: /leads nowhere/ },
  ],
  holds: [
    {
      'README.md': '[a](docs/a.md) [b](docs/a.md#two-words-here) [c](https://gone.example) [d](docs) `[e](gone.md)` [f](#top)\n# Top',
      'docs/a.md': '## Two words: here!',
    },
  ],
}

const DEPENDENCIES = 'docs/reference/dependencies.md'

function dependencyBreaches(tree: Tree): string[] {
  const wanted = new Set<string>()
  for (const path of tree.paths.filter((one) => /^(package\.json|(verify|console)\/package\.json)$/.test(one))) {
    const facts = JSON.parse(tree.text(path)) as Record<string, Record<string, string> | undefined>
    const all = { ...facts.dependencies, ...facts.optionalDependencies, ...facts.peerDependencies }
    for (const name of Object.keys(all)) wanted.add(name)
    if (path.startsWith('verify/') && Object.keys(all).length > 0) return [`${path}:1: verify has no dependencies`]
  }
  const page = tree.exists(DEPENDENCIES) ? tree.text(DEPENDENCIES) : ''
  const rows = new Map<string, string[]>()
  for (const line of page.split('\n')) {
    const name = /^\|\s*`([^`]+)`\s*\|/.exec(line)?.[1]
    if (name)
      rows.set(
        name,
        line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
  }
  const missing = [...wanted]
    .filter((name) => !rows.has(name))
    .map((name) => `${DEPENDENCIES}:1: no row for ${name}: why, what it touches, native or not, what would replace it`)
  const gone = [...rows.keys()].filter((name) => !wanted.has(name)).map((name) => `${DEPENDENCIES}:1: ${name} is no dependency any more`)
  const thin = [...rows]
    .filter(([, cells]) => cells.length < 5 || cells.some((cell) => cell === ''))
    .map(([name]) => `${DEPENDENCIES}:1: the row of ${name} has empty cells`)
  return [...missing, ...gone, ...thin]
}

export const dependencies: Rule = {
  name: 'every run-time dependency has its row',
  check: dependencyBreaches,
  breaks: [
    { files: { 'package.json': '{"dependencies":{"left-pad":"1"}}', [DEPENDENCIES]: '' }, says: /no row for left-pad/ },
    { files: { 'package.json': '{}', [DEPENDENCIES]: '| `gone` | a | b | c | d |' }, says: /gone is no dependency/ },
    { files: { 'package.json': '{"dependencies":{"x":"1"}}', [DEPENDENCIES]: '| `x` | why | | no | y |' }, says: /empty cells/ },
    { files: { 'verify/package.json': '{"dependencies":{"x":"1"}}' }, says: /verify has no dependencies/ },
    { files: { 'package.json': '{"peerDependencies":{"chdb":"3"}}' }, says: /no row for chdb/ },
  ],
  holds: [{ 'package.json': '{"dependencies":{"x":"1"}}', [DEPENDENCIES]: '| `x` | why | touches | no | y |' }],
}

export const current: Rule = {
  name: 'pages made from the source are current',
  check: (tree) =>
    PAGES.flatMap(({ path, render }) => {
      if (!tree.exists(path)) return [`${path}:1: is missing; npm run docs makes it`]
      const text = tree.text(path)
      return render(text) === text ? [] : [`${path}:1: is not what the source says; npm run docs makes it again`]
    }),
  breaks: [
    { files: {}, says: /errors\.md:1: is missing/ },
    { files: Object.fromEntries(PAGES.map(({ path }) => [path, 'old'])), says: /errors\.md:1: is not what the source says/ },
  ],
}
