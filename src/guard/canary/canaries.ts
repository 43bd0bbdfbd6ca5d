// The guard's side of canaries: learns how each vendor's traffic looks, and says which invented person is to send what now.
import type { CanaryBook } from '../../core/canaries.ts'
import type { Identity } from '../../core/words.ts'
import type { Lane, Passage } from '../steps.ts'
import { type IdShape, shapeOfIds } from './id-shape.ts'
import { Samples } from './samples.ts'
import { Weaver, type Woven } from './weaver.ts'

export class Canaries {
  readonly #book: CanaryBook
  readonly #random: () => number
  #samples = new Map<string, Samples>()
  readonly #weavers = new Map<string, Weaver>()

  /** `random`: [0, 1). */
  constructor(book: CanaryBook, random: () => number) {
    this.#book = book
    this.#random = random
    this.refresh()
  }

  /** Reads the list again: somebody was planted. */
  refresh(): void {
    for (const vendor of new Set(this.#book.list().map((canary) => canary.vendor)))
      if (!this.#weavers.has(vendor)) this.#weavers.set(vendor, new Weaver(vendor, this.#book, this.#random))
    for (const weaver of this.#weavers.values()) weaver.refresh()
  }

  /** Takes in what real persons send. Only the shape of ids is learned for a vendor without canaries. */
  note(passage: Passage, identity: (id: string) => Identity, now: number): void {
    const { vendor } = passage.lane.wire
    if (passage.canary !== undefined || passage.endpoint?.handling !== 'store') return
    let samples = this.#samples.get(vendor)
    if (samples === undefined) this.#samples.set(vendor, (samples = new Samples()))
    for (const parcel of passage.reduced?.parcels ?? []) if (parcel.person !== null && !parcel.weak) samples.noteId(parcel.person)
    if (this.#weavers.has(vendor)) samples.note(passage, identity, now)
  }

  /** The policy changed: what was learned under the old one is no longer how others look. */
  forget(): void {
    this.#samples = new Map()
  }

  /** Shape of the ids that this vendor, or else any, was sent; null where none was seen. */
  idShape(vendor: string): IdShape | null {
    const own = shapeOfIds(this.#samples.get(vendor)?.ids ?? [])
    return own ?? shapeOfIds([...this.#samples.values()].flatMap(({ ids }) => ids))
  }

  /** Vendors that have canaries. */
  get vendors(): readonly string[] {
    return [...this.#weavers.keys()]
  }

  /** What is to be sent to this vendor now; nothing, and nothing later either, while it is cut. */
  due(lane: Lane, now: number): readonly Woven[] {
    const weaver = this.#weavers.get(lane.wire.vendor)
    const samples = this.#samples.get(lane.wire.vendor)
    if (lane.mode === 'cut') weaver?.drop()
    return weaver === undefined || samples === undefined || lane.mode === 'cut' ? [] : weaver.due(lane, samples, now)
  }

  /** It is in the spool now. */
  sent(woven: Woven, now: number): void {
    this.#weavers.get(woven.canary.vendor)?.sent(woven, now)
  }
}
