// How far has the engine got? Two rows a group of segments: begun, done.
import type { Engine } from '../engine/engine.ts'

/** Segments put in (`done`), and the end of a group that was begun (`begun`; not above `done` where none is open). */
export async function readShipped(engine: Engine): Promise<{ done: number; begun: number }> {
  const [row] = await engine.query('SELECT maxIf(after, done = 1), maxIf(after, done = 0) FROM shipping')
  return { done: Number(row?.[0] ?? 0), begun: Number(row?.[1] ?? 0) }
}

export async function noteShipping(engine: Engine, first: number, after: number): Promise<void> {
  await engine.exec('INSERT INTO shipping SELECT {first:UInt64}, {after:UInt64}, 0', { first, after })
}

export async function noteShipped(engine: Engine, first: number, after: number): Promise<void> {
  await engine.exec('INSERT INTO shipping SELECT {first:UInt64}, {after:UInt64}, 1', { first, after })
}
