// Loads the grammars that a tree needs, before the scan, so that parsing itself never waits. All are WebAssembly: nothing is compiled, nothing native is loaded.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Language, Parser } from 'web-tree-sitter'
import type { Lang } from '../kinds.ts'

const require = createRequire(import.meta.url)
const parsers = new Map<Lang, Parser>()
let ready: Promise<void> | null = null

/** Makes the parsers of some languages ready; languages parsed otherwise are left out. */
export async function loadGrammars(langs: Iterable<Lang>): Promise<void> {
  const wanted = [...new Set(langs)].filter((lang) => fileOf(lang) !== null && !parsers.has(lang))
  if (wanted.length === 0) return
  ready ??= Parser.init()
  await ready
  for (const lang of wanted) {
    const parser = new Parser()
    parser.setLanguage(await Language.load(fileOf(lang)!))
    parsers.set(lang, parser)
  }
}

export function parserOf(lang: Lang): Parser | null {
  return parsers.get(lang) ?? null
}

function fileOf(lang: Lang): string | null {
  switch (lang) {
    case 'python':
    case 'ruby':
    case 'go':
    case 'php':
    case 'java':
      return join(dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm', `tree-sitter-${lang}.wasm`)
    case 'kotlin':
      return join(dirname(require.resolve('@tree-sitter-grammars/tree-sitter-kotlin/package.json')), 'tree-sitter-kotlin.wasm')
    default:
      return null
  }
}
