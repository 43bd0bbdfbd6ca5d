// A shape's id comes from its content, so that two processes that never met give the same message the same id.
import { createHash } from 'node:crypto'
import type { Shape, ShapeItem } from './words.ts'

/** Sorts, removes doubles and names the set. Items: property path, field or null, form. */
export function shapeOf(items: Iterable<ShapeItem>): Shape {
  const lines = new Map<string, ShapeItem>()
  for (const item of items) lines.set(`${item.property}\t${item.field ?? ''}\t${item.form}`, item)
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const id = createHash('sha256')
    .update(sorted.map(([line]) => line).join('\n'))
    .digest('hex')
    .slice(0, 16)
  return { id, items: sorted.map(([, item]) => item) }
}
