// One door to all languages: a file's text to the common form, by its language. A parser that fails on a file costs that file only.
import { emptyUnit, type Unit } from '../ir.ts'
import type { Lang } from '../kinds.ts'
import { lowerConfig } from './config.ts'
import { GoWalker } from './go.ts'
import { parserOf } from './grammars.ts'
import { JavaWalker } from './java.ts'
import { lowerJs } from './js.ts'
import { KotlinWalker } from './kotlin.ts'
import { lowerMarkup, merge } from './markup.ts'
import { PhpWalker } from './php.ts'
import { PythonWalker } from './python.ts'
import { RubyWalker } from './ruby.ts'
import { lowerTree, type TreeWalker } from './tree.ts'
import { plainModule } from './url-import.ts'

const WALKERS: Partial<Record<Lang, () => TreeWalker>> = {
  python: () => new PythonWalker(),
  ruby: () => new RubyWalker(),
  go: () => new GoWalker(),
  php: () => new PhpWalker(),
  java: () => new JavaWalker(),
  kotlin: () => new KotlinWalker(),
}

/** PHP that writes a page with something in it that a browser loads. */
const PAGE = /\?>[\s\S]{0,200000}?<(?:script|iframe|img|link)\b/i

/** Null: a language without a lowering. */
export function lower(lang: Lang, path: string, text: string): Unit | null {
  if (lang === 'js') {
    const unit = lowerJs(text, /\.(?:js|mjs|cjs)$/.test(path) ? 'file.jsx' : path)
    return { ...unit, imports: unit.imports.map((one) => ({ ...one, module: plainModule(one.module) })) }
  }
  if (lang === 'markup') return lowerMarkup(text, path)
  if (lang === 'config' || lang === 'env') return lowerConfig(text, path)
  const walker = WALKERS[lang]
  const parser = parserOf(lang)
  if (!walker || !parser) return null
  try {
    const unit = lowerTree(parser, text, walker)
    return lang === 'php' && PAGE.test(text) ? merge(unit, lowerMarkup(text, path)) : unit
  } catch {
    parser.reset()
    return { ...emptyUnit(), whole: false }
  }
}
