// How far has the engine got? Two rows a group of segments: begun, done.
import type { Engine } from '../engine/engine.ts'

export interface Shipped {
  /** Segments put in. */
  readonly done: number
  /** Leaf hash of the last of them, hex; '' where there is none. */
  readonly leaf: string
  /** The end of a group that was begun; not above `done` where none is open. */
  readonly begun: number
}

export async function readShipped(engine: Engine): Promise<Shipped> {
  const [row] = await engine.query('SELECT maxIf(after, done = 1), argMaxIf(leaf, after, done = 1), maxIf(after, done = 0) FROM shipping')
  return { done: Number(row?.[0] ?? 0), leaf: String(row?.[1] ?? ''), begun: Number(row?.[2] ?? 0) }
}

/** `done`: false before a group is put in, true after. */
export async function noteShipping(engine: Engine, first: number, after: number, leaf: string, done: boolean): Promise<void> {
  await engine.exec('INSERT INTO shipping SELECT {first:UInt64}, {after:UInt64}, {leaf:String}, {done:UInt8}', {
    first,
    after,
    leaf,
    done: done ? 1 : 0,
  })
}
