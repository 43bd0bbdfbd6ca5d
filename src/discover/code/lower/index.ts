// One door to all languages: a file's text to the common form, by its language.
import type { Unit } from '../ir.ts'
import type { Lang } from '../kinds.ts'
import { lowerJs } from './js.ts'

/** Null: a language without a lowering. */
export function lower(lang: Lang, path: string, text: string): Unit | null {
  switch (lang) {
    case 'js':
      return lowerJs(text, /\.(?:js|mjs|cjs)$/.test(path) ? `${path}x`.replace(/\.[mc]?jsx$/, '.jsx') : path)
    default:
      return null
  }
}
