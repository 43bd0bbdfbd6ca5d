// Rule 5: names that say nothing are refused, a file says first what it is for, and files stay small.
import { isCode, type Rule, type Tree } from './tree.ts'

const EMPTY_WORDS = [
  'util',
  'utils',
  'utility',
  'utilities',
  'helper',
  'helpers',
  'common',
  'misc',
  'manager',
  'managers',
  'service',
  'services',
]

/** Longest file in lines, and what half of them must stay below. */
const MOST_LINES = 500
const MEDIAN_LINES = 150

const ours = (path: string): boolean => isCode(path) && /^(src|verify|console|test|bench|examples|bin)\//.test(path)

export const emptyNames: Rule = {
  name: 'no file or folder has a name that says nothing',
  check: (tree) =>
    tree.paths.flatMap((path) => {
      if (path.startsWith('test/golden/') || path.startsWith('catalog/')) return []
      // A wire's folder has the vendor's own name, whatever that is.
      const words = path
        .replace(/^src\/wires\/[^/]+\//, '')
        .split('/')
        .flatMap((part) => part.split(/[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase()))
      const word = words.find((one) => EMPTY_WORDS.includes(one))
      return word ? [`${path}:1: "${word}" says nothing; name it after what it does`] : []
    }),
  breaks: [
    'src/guard/utils.ts',
    'src/core/common/a.ts',
    'src/guard/spool-manager.ts',
    'src/guard/mailService.ts',
    'bench/helpers.ts',
    'docs/misc/a.md',
  ].map((path) => ({ files: { [path]: '// x' }, says: /says nothing/ })),
  holds: [{ 'src/guard/commons-law.ts': '// x', 'src/wires/tag-manager/wire.ts': '// x' }],
}

export const opening: Rule = {
  name: 'a file starts by saying what it is for',
  check: (tree) =>
    tree.paths
      .filter((path) => ours(path) && !/\.test\.tsx?$/.test(path))
      .flatMap((path) => {
        const first = tree
          .text(path)
          .replace(/^#!.*\n/, '')
          .replace(/^(\/\/ )?\/[/*]\s*@.*\n/, '')
        const comment = /^(\/\/\s*\S.{15,}|\/\*[\s\S]{15,}?\*\/)/.test(first)
        return comment ? [] : [`${path}:1: starts without a sentence that says what it is for`]
      }),
  breaks: [
    { files: { 'src/guard/a.ts': "import x from 'y'" }, says: /starts without/ },
    { files: { 'src/guard/a.ts': '//\nconst x = 1' }, says: /starts without/ },
  ],
  holds: [
    { 'bin/a.js': '#!/usr/bin/env node\n// Finds the right Node and starts.', 'src/guard/a.ts': '/* Reads a thing and gives another. */' },
  ],
}

const lines = (tree: Tree, path: string): number => tree.text(path).trimEnd().split('\n').length

export const sizes: Rule = {
  name: `no file is longer than ${MOST_LINES} lines, and half of them are below ${MEDIAN_LINES}`,
  check(tree) {
    const counted = tree.paths.filter(ours).map((path) => ({ path, count: lines(tree, path) }))
    const long = counted.filter((one) => one.count > MOST_LINES).map((one) => `${one.path}:1: ${one.count} lines`)
    const sorted = counted.map((one) => one.count).sort((a, b) => a - b)
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0
    return median < MEDIAN_LINES ? long : [...long, `the median file has ${median} lines`]
  },
  breaks: [
    { files: { 'src/guard/a.ts': 'x\n'.repeat(501), 'src/guard/b.ts': 'x', 'src/guard/c.ts': 'x' }, says: /a\.ts:1: 501 lines/ },
    { files: { 'src/guard/a.ts': 'x\n'.repeat(200), 'src/guard/b.ts': 'x\n'.repeat(151) }, says: /median file has 200/ },
  ],
}
