// The numbers the ledger gives to vendors and shapes. They stand in the segments that first use them; the file names.json only saves reading all of those at start.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { CoverageNote, Mark } from '../../core/record.ts'
import type { Shape } from '../../core/words.ts'
import { writeWhole } from '../keys.ts'

/** What a segment brings besides rows. Numbers start at 1. `links`: persons that turned out to be one. */
export interface SegmentNames {
  readonly vendors: readonly (readonly [number, string])[]
  readonly shapes: readonly (readonly [number, Shape])[]
  readonly links: readonly (readonly [number, number])[]
  readonly coverage: readonly CoverageNote[]
  readonly marks: readonly Mark[]
}

export function encodeNames(names: SegmentNames): Buffer {
  const full = names.vendors.length + names.shapes.length + names.links.length + names.coverage.length + names.marks.length
  return full === 0 ? Buffer.alloc(0) : zstdCompressSync(JSON.stringify(names))
}

export function decodeNames(bytes: Buffer): SegmentNames {
  if (bytes.length === 0) return { vendors: [], shapes: [], links: [], coverage: [], marks: [] }
  return JSON.parse(zstdDecompressSync(bytes).toString('utf8')) as SegmentNames
}

/** Vendors and shapes known so far, with those added since `takeNew`. */
export class Names {
  private readonly vendors = new Map<string, number>()
  private readonly shapes = new Map<string, number>()
  /** How far each lane of a sender is recorded. */
  readonly marks = new Map<string, number>()
  private newVendors: [number, string][] = []
  private newShapes: [number, Shape][] = []

  vendor(name: string): number {
    const known = this.vendors.get(name)
    if (known !== undefined) return known
    const number = this.vendors.size + 1
    this.vendors.set(name, number)
    this.newVendors.push([number, name])
    return number
  }

  shape(shape: Shape): number {
    const known = this.shapes.get(shape.id)
    if (known !== undefined) return known
    const number = this.shapes.size + 1
    this.shapes.set(shape.id, number)
    this.newShapes.push([number, shape])
    return number
  }

  /** Number of a shape by id; a shape that was never given gets one with no items, so that its rows are kept. */
  shapeById(id: string): number {
    return this.shapes.get(id) ?? this.shape({ id, items: [] })
  }

  learn(names: Pick<SegmentNames, 'vendors' | 'shapes' | 'marks'>): void {
    for (const [number, name] of names.vendors) this.vendors.set(name, number)
    for (const [number, shape] of names.shapes) this.shapes.set(shape.id, number)
    for (const mark of names.marks) this.mark(mark)
  }

  mark({ lane, upTo }: Mark): void {
    if (upTo > (this.marks.get(lane) ?? 0)) this.marks.set(lane, upTo)
  }

  takeNew(): Pick<SegmentNames, 'vendors' | 'shapes'> {
    const taken = { vendors: this.newVendors, shapes: this.newShapes }
    this.newVendors = []
    this.newShapes = []
    return taken
  }

  /** Loads the saved numbers; gives the count of segments they cover. */
  load(dir: string): number {
    const path = join(dir, 'identities', 'names.json')
    if (!existsSync(path)) return 0
    const saved = JSON.parse(readFileSync(path, 'utf8')) as {
      size: number
      vendors: [string, number][]
      shapes: [string, number][]
      marks: [string, number][]
    }
    for (const [name, number] of saved.vendors) this.vendors.set(name, number)
    for (const [id, number] of saved.shapes) this.shapes.set(id, number)
    for (const [lane, upTo] of saved.marks) this.mark({ lane, upTo })
    return saved.size
  }

  save(dir: string, size: number): void {
    writeWhole(
      join(dir, 'identities', 'names.json'),
      JSON.stringify({ size, vendors: [...this.vendors], shapes: [...this.shapes], marks: [...this.marks] }),
    )
  }
}
