// What linking is known by to the next scan, in one piece of bytes: a JSON head, then numbers. It says itself which content of which files it is about, so that it holds whatever else was kept since.
import type { Card } from '../../../catalog/card.ts'
import type { FreshFn } from '../flow/fresh.ts'
import type { Query } from '../names/callers.ts'
import { type Linking, packed, unpacked } from './effects.ts'
import type { Step } from './replay.ts'

/** Names under which a file says something, and what it says, as numbers: one behind the other. */
export type SaidNumbers = Uint32Array

export interface KeptLink {
  /** Digest of everything but the files' own content. */
  readonly base: string
  /** Every file that was looked at → hash of its content, with `+` before it where it was worth parsing by itself. */
  readonly looks: Readonly<Record<string, string>>
  /** Files → places, in the list of files, of those that they import. */
  readonly targets: Readonly<Record<string, readonly number[]>>
  /** Parsed files → how many searches for names had been made before. */
  readonly joined: Readonly<Record<string, number>>
  readonly failed: readonly string[]
  readonly queries: readonly Query[]
  /** Files of which it was asked whether they lead to a vendor. */
  readonly near: Readonly<Record<string, boolean>>
  readonly rounds: readonly (readonly FreshFn[])[]
  readonly steps: readonly Step<Linking>[]
  readonly said: ReadonlyMap<string, SaidNumbers>
}

interface Head extends Omit<KeptLink, 'steps' | 'said'> {
  readonly ids: readonly string[]
  /** How much each step asked for; -1: it did not come to its end; -2 - n: the same as step n. */
  readonly asked: readonly number[]
  readonly effects: readonly (object | 0)[]
  readonly paths: readonly string[]
  readonly saidCounts: readonly number[]
}

export function linkBytes({ steps, said, ...rest }: KeptLink): Uint8Array[] {
  const asked = shared(steps)
  const own = steps.filter((_, i) => asked[i]! >= 0)
  const head: Head = {
    ...rest,
    ids: steps.map((one) => one.id),
    asked,
    effects: steps.map((one) => packed(one.effects)),
    paths: [...said.keys()],
    saidCounts: [...said.values()].map((one) => one.length),
  }
  const text = Buffer.from(JSON.stringify(head))
  const numbers = new Uint32Array(sum(own.map((one) => one.asked!.length)) + sum(head.saidCounts))
  let at = 0
  for (const list of [...own.map((one) => one.asked!), ...said.values()]) {
    numbers.set(list, at)
    at += list.length
  }
  const begin = Buffer.alloc(8)
  begin.writeUInt32LE(text.length, 0)
  begin.writeUInt32LE(numbers.length, 4)
  return [begin, text, Buffer.alloc(-text.length & 3), new Uint8Array(numbers.buffer)]
}

/** Null: not the bytes of one. */
export function linkOf(bytes: Buffer, card: (id: string) => Card | null): KeptLink | null {
  if (bytes.length < 8) return null
  const [length, count] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4)]
  const from = 8 + length + (-length & 3)
  if (bytes.length !== from + count * 4) return null
  try {
    const { ids, asked, effects, paths, saidCounts, ...rest } = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Head
    const numbers = new Uint32Array(bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + bytes.length))
    let at = 0
    const take = (many: number): Uint32Array => numbers.subarray(at, (at += many))
    const steps: Step<Linking>[] = []
    for (const [i, id] of ids.entries()) {
      const many = asked[i]!
      steps.push({ id, asked: many >= 0 ? take(many) : many === -1 ? null : steps[-2 - many]!.asked, effects: unpacked(effects[i]!, card) })
    }
    const said = new Map(paths.map((path, i) => [path, take(saidCounts[i]!)]))
    return { ...rest, steps, said }
  } catch {
    return null
  }
}

/** How much each step asked for, in the form of the head: a file's callers are asked for in round after round, and mostly ask for the same. */
function shared(steps: readonly Step<Linking>[]): number[] {
  const known = new Map<number, number>()
  return steps.map(({ asked }, i) => {
    if (!asked) return -1
    let hash = asked.length
    for (let at = 0; at < asked.length; at++) hash = Math.imul(hash ^ asked[at]!, 0x01000193)
    const before = known.get(hash)
    if (asked.length > 0 && before !== undefined && equal(steps[before]!.asked!, asked)) return -2 - before
    if (before === undefined) known.set(hash, i)
    return asked.length
  })
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return a.length === b.length
}

function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0)
}
