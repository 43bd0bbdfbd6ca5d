// The hash tree over segments, as RFC 6962 §2.1 has it: what was sealed can be proven included, and an older state proven a prefix of a newer one.
import { createHash } from 'node:crypto'

/** SHA-256(0x00 ‖ bytes): the leaf of one segment. */
export function leafHash(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(LEAF).update(bytes).digest()
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** Largest power of two below n (n ≥ 2). */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Root over leaf hashes [from, to). The empty tree's root is SHA-256 of nothing. */
export function rootOf(leaves: readonly Uint8Array[], from = 0, to = leaves.length): Buffer {
  const n = to - from
  if (n === 0) return createHash('sha256').digest()
  if (n === 1) return Buffer.from(leaves[from]!)
  const k = split(n)
  return nodeHash(rootOf(leaves, from, from + k), rootOf(leaves, from + k, to))
}

/** RFC 6962 §2.1.1: the hashes that, with leaf `index`, give the root. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number, from = 0, to = leaves.length): Buffer[] {
  const n = to - from
  if (n <= 1) return []
  const k = split(n)
  return index < k
    ? [...inclusionProof(leaves, index, from, from + k), rootOf(leaves, from + k, to)]
    : [...inclusionProof(leaves, index - k, from + k, to), rootOf(leaves, from, from + k)]
}

/** RFC 9162 §2.1.3.2. */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (index < 0 || index >= size) return false
  let at = index
  let last = size - 1
  let hash: Uint8Array = leaf
  for (const step of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(step, hash)
      while (at % 2 === 0 && at !== 0) {
        at /= 2
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(hash, step)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && same(hash, root)
}

/** RFC 6962 §2.1.2: proves that the tree of `oldSize` leaves is a prefix of this one. */
export function consistencyProof(leaves: readonly Uint8Array[], oldSize: number): Buffer[] {
  if (oldSize <= 0 || oldSize >= leaves.length) return []
  return subproof(leaves, oldSize, 0, leaves.length, true)
}

function subproof(leaves: readonly Uint8Array[], m: number, from: number, to: number, whole: boolean): Buffer[] {
  const n = to - from
  if (m === n) return whole ? [] : [rootOf(leaves, from, to)]
  const k = split(n)
  return m <= k
    ? [...subproof(leaves, m, from, from + k, whole), rootOf(leaves, from + k, to)]
    : [...subproof(leaves, m - k, from + k, to, false), rootOf(leaves, from, from + k)]
}

/** RFC 9162 §2.1.4.2. */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
): boolean {
  if (oldSize === newSize) return proof.length === 0 && same(oldRoot, newRoot)
  if (oldSize <= 0 || oldSize > newSize) return false
  const steps = (oldSize & (oldSize - 1)) === 0 ? [oldRoot, ...proof] : [...proof]
  const first = steps.shift()
  if (!first) return false
  let at = oldSize - 1
  let last = newSize - 1
  while (at % 2 === 1) {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  let older = first
  let newer = first
  for (const step of steps) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      older = nodeHash(step, older)
      newer = nodeHash(step, newer)
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2)
        last = Math.floor(last / 2)
      }
    } else newer = nodeHash(newer, step)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && same(older, oldRoot) && same(newer, newRoot)
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
