// What is wrong with a policy file, in a sentence, and where: the place of a key or value in the YAML, and the known word nearest to a misspelt one.
import type * as v from 'valibot'
import { isMap, isNode, isPair, type LineCounter, type ParsedNode, type Document as YamlDocument } from 'yaml'
import type { Place } from '../core/words.ts'
import { nearest } from './nearest.ts'
import { PolicySchema } from './policy-schema.ts'

/** Keys from the top of the file to a place in it. */
export type Path = readonly string[]

export interface Problem {
  readonly at: Path
  readonly what: 'key' | 'value'
  readonly message: string
  readonly hint: string | undefined
}

/**
 * The issue to show, as a sentence: an unknown key first, because a misspelt key also reads as a missing one.
 * Values are not quoted: somebody may have pasted one that is personal.
 */
export function problemOf(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Problem {
  const issue = issues.find(isUnknownKey) ?? issues[0]
  const at = (issue.path ?? []).map((item) => String(item.key))
  const key = at.at(-1) ?? ''
  const where = at.slice(0, -1).join('.') || 'the policy'
  if (isUnknownKey(issue)) {
    const near = nearest(key, knownKeys(at))
    const hint = near ? `Did you mean ${near}?` : 'docs/reference/policy.md lists the keys.'
    return { at, what: 'key', message: `unknown key ${key} in ${where}`, hint }
  }
  if (issue.received === 'undefined')
    return { at: at.slice(0, -1), what: 'key', message: `${key} is missing in ${where}`, hint: `Add ${key}.` }
  const what = issue.path?.at(-1)?.origin === 'key' ? 'key' : 'value'
  return { at, what, message: `${at.join('.') || 'the policy'}: ${issue.message}`, hint: undefined }
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never'
}

function knownKeys(at: Path): readonly string[] {
  let schema: unknown = PolicySchema
  for (const key of at.slice(0, -1)) schema = entriesOf(schema)?.[key] ?? (unwrap(schema) as { value?: unknown }).value
  return Object.keys(entriesOf(schema) ?? {})
}

function entriesOf(schema: unknown): Record<string, unknown> | undefined {
  return (unwrap(schema) as { entries?: Record<string, unknown> }).entries
}

function unwrap(schema: unknown): object {
  const inner = schema as { wrapped?: unknown; pipe?: readonly unknown[]; type?: string }
  if (inner?.wrapped) return unwrap(inner.wrapped)
  return (inner?.pipe?.[0] as object) ?? inner ?? {}
}

/** Line and column of a key or a value; of the nearest thing around it where it does not exist. */
export function placeOf(document: YamlDocument, lines: LineCounter, at: Path, what: 'key' | 'value'): Omit<Place, 'path'> {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const [depth, key] of at.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String((item.key as Node & { value?: unknown })?.value ?? item.key) === key)
      if (!pair) break
      const last = depth === at.length - 1
      const start = last && what === 'value' && isNode(pair.value) ? pair.value : (pair.key as ParsedNode)
      offset = start?.range?.[0] ?? offset
      node = pair.value
    } else {
      node = (node as { items?: readonly unknown[] })?.items?.[Number(key)]
      if (!isNode(node)) break
      offset = node.range?.[0] ?? offset
    }
  }
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}
