// A text made ready to be looked at, once, for detectors and known values alike: escapes undone, signs taken.
import { type Signs, signsOf } from './characters.ts'
import { unescaped } from './escapes.ts'
import type { Found } from './found.ts'

export interface Seen {
  /** Without escapes. */
  readonly text: string
  readonly signs: Signs
  /** Places in the original, where they differ; null where nothing was escaped. */
  readonly at: Uint32Array | null
}

export function seen(text: string): Seen {
  const signs = signsOf(text)
  const plain = signs.coded ? unescaped(text) : null
  return plain ? { text: plain.text, signs: signsOf(plain.text), at: plain.at } : { text, signs, at: null }
}

/** Findings in places of the original. */
export function inOriginal(found: Found[], { at }: Seen): Found[] {
  return at === null ? found : found.map((f) => ({ ...f, start: at[f.start]!, end: at[f.end]! }))
}
