// What changed between the answer that was accepted and the one the vendor gives now, key by key for a configuration. Pure.
import type { Json } from '../core/words.ts'

/** One difference. `before` and `now` as JSON text, null where there was or is nothing. */
export interface Change {
  readonly key: string
  readonly before: string | null
  readonly now: string | null
}

/** Differences listed; more are counted but not named. */
const MOST = 1_000

/** Key by key, in the order of the keys. Two equal values have no difference, whatever the order of their keys. Nesting is bounded by what a pin may hold. */
export function changesOf(before: Json | undefined, now: Json | undefined): Change[] {
  const changes: Change[] = []
  compare('', before, now, changes)
  return changes
}

function compare(key: string, before: Json | undefined, now: Json | undefined, changes: Change[]): void {
  if (changes.length >= MOST) return
  if (isTree(before) && isTree(now) && Array.isArray(before) === Array.isArray(now)) {
    for (const name of [...new Set([...Object.keys(before), ...Object.keys(now)])].sort())
      compare(key === '' ? name : `${key}.${name}`, childOf(before, name), childOf(now, name), changes)
    return
  }
  const [was, is] = [text(before), text(now)]
  if (was !== is) changes.push({ key, before: was, now: is })
}

type Tree = { readonly [key: string]: Json } | readonly Json[]

function isTree(value: Json | undefined): value is { [key: string]: Json } | Json[] {
  return typeof value === 'object' && value !== null
}

function childOf(tree: Tree, name: string): Json | undefined {
  return Object.hasOwn(tree, name) ? (tree as { readonly [key: string]: Json })[name] : undefined
}

function text(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
