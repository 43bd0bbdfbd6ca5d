// Turns the text of a card into a Card, or says at which line and column it is wrong. Pure: whoever has the text hands it over.
import * as v from 'valibot'
import { isMap, isPair, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import { CordonError } from '../core/errors.ts'
import { type Card, Card as Schema } from './card.ts'

/** Characters of one card. The largest shipped one has a tenth of it; more is not a card. */
const LONGEST = 256 * 1024

/**
 * Reads one card. `path` is only named in errors.
 * Throws `catalog.invalid` with line and column at the first thing that is wrong: not YAML, an unknown key, a missing or malformed value.
 */
export function parseCard(yamlText: string, path: string): Card {
  if (yamlText.length > LONGEST) throw new CordonError('catalog.invalid', `A card longer than ${LONGEST} characters.`, { place: { path } })
  const lines = new LineCounter()
  const doc = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { path, line, column: col }
  }
  const broken = doc.errors[0]
  if (broken) throw new CordonError('catalog.invalid', broken.message, { place: at(broken.pos[0]) })
  let value: unknown
  try {
    value = doc.toJS({ maxAliasCount: 0 })
  } catch {
    throw new CordonError('catalog.invalid', 'A card has no anchors and aliases.', { place: { path } })
  }
  const parsed = v.safeParse(Schema, value)
  if (parsed.success) return parsed.output
  // A misspelt key is missing and unknown at once; the unknown one is the better hint.
  const unknown = parsed.issues.find((one) => one.type === 'strict_object' && one.expected === 'never')
  const issue = unknown ?? parsed.issues[0]
  const keys = issue.path?.map((step) => step.key as string | number) ?? []
  const key = keys.join('.')
  const missing = issue.type === 'strict_object' && issue.received === 'undefined' && keys.length > 0
  const problem = unknown ? 'unknown key' : missing ? 'missing' : issue.message
  throw new CordonError('catalog.invalid', key ? `${key}: ${problem}` : problem, { place: at(offsetOf(doc.contents, keys)) })
}

/** Offset of the node at `keys`, or of the deepest one that exists on the way there (a missing key has no place of its own). */
function offsetOf(root: ParsedNode | null, keys: readonly (string | number)[]): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const [depth, key] of keys.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String((item.key as { value?: unknown } | null)?.value) === String(key))
      if (!pair) break
      const place = (depth === keys.length - 1 && (pair.value as ParsedNode | null)?.range?.[0]) || (pair.key as ParsedNode).range?.[0]
      offset = place ?? offset
      node = pair.value
    } else if (node && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(key)]
      offset = (node as ParsedNode | undefined)?.range?.[0] ?? offset
    } else break
  }
  return offset
}
