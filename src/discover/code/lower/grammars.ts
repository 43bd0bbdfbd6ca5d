// Loads the grammars that a tree needs, before the scan, so that parsing itself never waits. All are WebAssembly: nothing is compiled, nothing native is loaded.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Language, Parser } from 'web-tree-sitter'
import type { Lang } from '../kinds.ts'

const require = createRequire(import.meta.url)
/** No module has as many functions as this, so a filter for it lets none through. */
const NO_FUNCTION = 9_999_999

const parsers = new Map<Lang, Parser>()
let ready: Promise<void> | null = null

/** Makes the parsers of some languages ready; languages parsed otherwise are left out. */
export async function loadGrammars(langs: Iterable<Lang>): Promise<void> {
  const wanted = [...new Set(langs)].filter((lang) => fileOf(lang) !== null && !parsers.has(lang))
  if (wanted.length === 0) return
  ready ??= Parser.init()
  await ready
  for (const lang of wanted) parsers.set(lang, await parserFrom(fileOf(lang)!))
  const kotlin = wanted.includes('kotlin') ? parsers.get('kotlin') : null
  if (kotlin) await keepBaseline(kotlin)
}

async function parserFrom(file: string): Promise<Parser> {
  const parser = new Parser()
  parser.setLanguage(await Language.load(file))
  return parser
}

/**
 * Has a grammar's lexer compiled without the counters by which V8 later asks its optimizing compiler for a better form. Kotlin's lexer is one function of 140 kB, for which that compiler takes 600 MB and
 * half a second, and what it makes parses no faster. V8 compiles a WebAssembly function when it is first called, and a flag of that moment decides (node --v8-options, wasm-tier-up-filter). The parser's
 * own functions, which all grammars share, are called with a small grammar first, so that they keep their counters.
 */
async function keepBaseline(parser: Parser): Promise<void> {
  const small = await parserFrom(inPack('ini'))
  small.parse('[a]\nb = c\n')?.delete()
  setFlagsFromString(`--wasm-tier-up-filter=${NO_FUNCTION}`)
  try {
    parser.parse('a')?.delete()
  } finally {
    setFlagsFromString('--wasm-tier-up-filter=-1')
  }
}

/** Is a language parsed at once, with the grammars loaded so far? */
export function isReady(lang: Lang): boolean {
  return fileOf(lang) === null || parsers.has(lang)
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
      return inPack(lang)
    case 'kotlin':
      return join(dirname(require.resolve('@tree-sitter-grammars/tree-sitter-kotlin/package.json')), 'tree-sitter-kotlin.wasm')
    default:
      return null
  }
}

/** Where a grammar of the pack is. */
function inPack(name: string): string {
  return join(dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm', `tree-sitter-${name}.wasm`)
}
