// Runs the steps of linking: notes what each asks for and does, and where an earlier scan knows a step that would do the same again, does that instead.

import type { Reads } from '../names/reads.ts'
import { type Added, type Linking, marksOf, since } from './effects.ts'
import type { Replay, Step } from './replay.ts'

export interface World {
  readonly reads: Reads
  readonly added: Added
  /** Earlier steps, where there are any. */
  readonly replay: Replay<Linking> | null
  /** Before a step: nothing is to be left in memory that it could depend on. */
  readonly forget: () => void
  /** Brings about what a step did, but for what it said. */
  readonly again: (done: Linking) => void
}

export class LinkSteps {
  /** Every step, in order. */
  readonly done: Step<Linking>[] = []
  /** How many were run, and not taken from the earlier scan. */
  run = 0
  readonly #world: World
  #broken = false

  constructor(world: World) {
    this.#world = world
  }

  /** Steps of which the name begins so are next. */
  enter(kind: string): void {
    this.#world.replay?.enter(kind)
  }

  /** `what` gives what is to be said to the scan, as JSON; it may ask and add whatever is noted. */
  step<T>(id: string, what: () => T): T {
    const { reads, added, replay, forget, again } = this.#world
    const before = replay?.at(id) ?? null
    if (before && replay!.holds(before)) {
      again(before.effects)
      this.done.push(before)
      return before.effects.says as T
    }
    forget()
    reads.begin()
    this.#broken = false
    const marks = marksOf(added)
    this.run++
    const says = what()
    const effects = since(added, marks, says ?? null)
    const asked = this.#broken ? null : Uint32Array.from(reads.end())
    replay?.differs(before?.effects ?? null, effects)
    this.done.push({ id, asked, effects })
    return says
  }

  /** Code that refers to itself in a way no limit foresaw ends its own step, never the scan. */
  bounded(what: () => void): void {
    try {
      what()
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.#broken = true
    }
  }
}
