// Persons as components of linked numbers: the smallest number of a component stands for the person.

/** `known`: id → person so far. Gives every id whose person changes through these links. */
export function joinComponents(known: ReadonlyMap<number, number>, links: readonly (readonly [number, number])[]): Map<number, number> {
  const parent = new Map(known)
  const rootOf = (id: number): number => {
    let root = id
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next
    for (let at = id; at !== root; ) {
      const next = parent.get(at)!
      parent.set(at, root)
      at = next
    }
    return root
  }
  for (const [a, b] of links) {
    const [left, right] = [rootOf(a), rootOf(b)]
    if (left !== right) parent.set(Math.max(left, right), Math.min(left, right))
  }
  const changed = new Map<number, number>()
  for (const id of parent.keys()) {
    const root = rootOf(id)
    if (root !== id && known.get(id) !== root) changed.set(id, root)
  }
  return changed
}
