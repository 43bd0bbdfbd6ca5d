// Turns log files into one sealed segment. The order of its writes is the crash safety: dictionary, segment, hash, checkpoint, and only then are the
// logs deleted. Whatever is not under the checkpoint after a crash is thrown away and sealed again from the logs, which are still there.
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import {
  leafHash,
  nodeHash,
  openCheckpoint,
  readFrames,
  readSegment,
  rootOf,
  segmentPath,
  signCheckpoint,
  writeSegment,
} from 'cordon-verify'
import { dayOf } from '../../core/clock.ts'
import { CordonError } from '../../core/errors.ts'
import { type CoverageNote, type Mark, SOURCES } from '../../core/record.ts'
import { type Keys, syncFolder, writeWhole } from '../keys.ts'
import { mergeNotes } from './coverage.ts'
import { visitFrame } from './frame.ts'
import { Identities } from './identities.ts'
import { decodeNames, encodeNames, Names } from './names.ts'
import { Combiner, encodeRows } from './rows.ts'

export interface Sealed {
  readonly seq: number
  readonly rows: number
  readonly bytes: number
  /** Bytes at the end of logs that belonged to no whole frame and were put aside. */
  readonly torn: number
}

const DAY = 86_400_000
const IMPORT = SOURCES.indexOf('import')

export class Sealer {
  readonly dir: string
  private readonly keys: Keys
  private readonly identities: Identities
  private readonly names = new Names()
  private readonly tree = new Tree()
  private namesSize = 0
  private readonly covered: readonly string[]

  /** Opens (or begins) the ledger below `dir` and puts right what a crash left. Throws `ledger.damaged` where files do not fit the checkpoint. */
  constructor(dir: string, keys: Keys) {
    this.dir = dir
    this.keys = keys
    for (const folder of ['wal', 'inbox', 'segments']) mkdirSync(join(dir, 'ledger', folder), { recursive: true, mode: 0o700 })
    this.identities = new Identities(dir, true)
    const size = this.openTree()
    this.dropUncovered(size)
    this.covered = this.lastLogs(size)
    this.delete(this.covered)
    this.namesSize = Math.min(this.names.load(dir), size)
    for (let seq = this.namesSize; seq < size; seq++) this.names.learn(decodeNames(this.segment(seq).names))
  }

  /** Seals these log files (paths below the ledger folder) into one segment. null: they held nothing. */
  seal(logs: readonly string[]): Sealed | null {
    this.identities.refresh()
    const frames: Buffer[] = []
    let torn = 0
    for (const log of logs) {
      const bytes = readFileSync(this.path(log))
      const content = readFrames(bytes, crc32)
      if (content.good < bytes.length) {
        torn += bytes.length - content.good
        this.putAside(log, bytes.subarray(content.good))
      }
      frames.push(...content.frames)
    }
    const marks = this.takeMarks(frames)
    const links = this.takeLinks(frames)
    const coverage: CoverageNote[] = []
    const rows = this.takeRows(frames, coverage)
    if (rows.length === 0 && links.length === 0 && coverage.length === 0 && marks.length === 0) {
      this.delete(logs)
      return null
    }
    const seq = this.tree.size
    const added = this.names.takeNew()
    const names = encodeNames({ ...added, links, coverage: mergeNotes(coverage), marks })
    const packed = encodeRows(rows)
    const bytes = writeSegment(
      { v: 1, seq, logs, rows: rows.length, sections: { names: names.length, rows: packed.length } },
      names,
      packed,
    )
    try {
      this.identities.flush()
      this.writeSegmentFile(seq, bytes)
      this.tree.add(leafHash(bytes))
      this.writeState()
    } catch (cause) {
      // What was numbered here is not written: the next try, or the next start, begins from the checkpoint again.
      throw new CordonError('ledger.disk', `The disk refused to seal the ledger (${(cause as NodeJS.ErrnoException).code ?? 'error'}).`, {
        cause,
      })
    }
    this.delete(logs)
    if (added.vendors.length + added.shapes.length > 0 || seq + 1 - this.namesSize >= 1000) this.saveNames()
    return { seq, rows: rows.length, bytes: bytes.length, torn }
  }

  /**
   * The number for the first log of a new writer: above every log that is there, and above those of the last segment, because a log with such a name is taken for
   * one that was sealed and not yet deleted.
   */
  nextLog(): number {
    return 1 + Math.max(0, ...[...this.waiting(), ...this.covered].map((log) => Number(/^wal\/(\d+)\.wal$/.exec(log)?.[1] ?? 0)))
  }

  /** How far each lane is recorded in what is sealed. */
  marks(): ReadonlyMap<string, number> {
    return this.names.marks
  }

  /** Log files found in the folder, oldest first. */
  waiting(): string[] {
    const found = (folder: string) =>
      readdirSync(this.path(folder))
        .filter((name) => name.endsWith('.wal'))
        .sort()
        .map((name) => `${folder}/${name}`)
    return [...found('wal'), ...found('inbox')]
  }

  close(): void {
    try {
      this.saveNames()
    } catch {
      // Only a cache; it is made again from the segments.
    }
    this.identities.close()
  }

  /** The last mark of each lane in these frames. */
  private takeMarks(frames: readonly Buffer[]): Mark[] {
    const lanes = new Map<string, number>()
    for (const frame of frames)
      visitFrame(frame, {
        mark: (mark) => {
          this.names.mark(mark)
          lanes.set(mark.lane, Math.max(mark.upTo, lanes.get(mark.lane) ?? 0))
        },
      })
    return [...lanes].map(([lane, upTo]) => ({ lane, upTo }))
  }

  private takeLinks(frames: readonly Buffer[]): [number, number][] {
    const links: [number, number][] = []
    const link = (a: string, b: string) => {
      const [left, right] = [this.identities.find(a), this.identities.find(b)]
      if (left !== 0 && right !== 0) {
        if (left === right) return
        links.push([left, right])
        // From now on what is seen under the second identity counts for the first person at once.
        this.identities.set(b, left)
        return
      }
      const id = left || right || this.identities.fresh()
      if (left === 0) this.identities.set(a, id)
      if (right === 0 && a !== b) this.identities.set(b, id)
    }
    for (const frame of frames) visitFrame(frame, { link })
    return links
  }

  private takeRows(frames: readonly Buffer[], coverage: CoverageNote[]) {
    const combiner = new Combiner()
    for (const frame of frames) visitFrame(frame, { shape: (shape) => this.names.shape(shape), coverage: (note) => coverage.push(note) })
    let group = 0
    let groupIs: readonly unknown[] = []
    const groupOf = (vendor: string, shape: string, source: number, day: number): number => {
      // Neighbours mostly share it.
      if (groupIs[0] !== vendor || groupIs[1] !== shape || groupIs[2] !== source || groupIs[3] !== day) {
        groupIs = [vendor, shape, source, day]
        group = combiner.group(this.names.vendor(vendor), this.names.shapeById(shape), source, day)
      }
      return group
    }
    for (const frame of frames) {
      visitFrame(frame, {
        entry: (bytes, place, vendor, shape, source, at, last, count) => {
          const person = this.identities.findAt(bytes, place) || this.newPerson(bytes.toString('latin1', place, place + 22), source)
          if (person === 0 || count === 0) return
          const day = dayOf(at)
          const seconds = Math.floor((at - day * DAY) / 1000)
          if (last < (day + 1) * DAY)
            return combiner.add(groupOf(vendor, shape, source, day), person, seconds, Math.floor((last - day * DAY) / 1000), count)
          // Equal disclosures that run over midnight: the last one belongs to its own day.
          combiner.add(groupOf(vendor, shape, source, day), person, seconds, 86_399, Math.max(1, count - 1))
          const lastSecond = Math.floor((last - dayOf(last) * DAY) / 1000)
          combiner.add(groupOf(vendor, shape, source, dayOf(last)), person, lastSecond, lastSecond, 1)
        },
      })
    }
    return combiner.rows()
  }

  /** 0: an old export of somebody who was erased; it is not taken in again. */
  private newPerson(identity: string, source: number): number {
    if (source === IMPORT && this.identities.erased(identity) !== null) return 0
    const id = this.identities.fresh()
    this.identities.set(identity, id)
    return id
  }

  private openTree(): number {
    const path = this.path('checkpoint')
    if (!existsSync(path)) {
      if (existsSync(this.path(`segments/${segmentPath(0)}`)))
        throw new CordonError('ledger.damaged', 'The ledger has segments but no checkpoint.', { place: { path } })
      writeWhole(this.path('leaves'), '')
      writeWhole(this.path('key.pub'), `${this.keys.published}\n`)
      this.writeCheckpoint()
      return 0
    }
    const opened = openCheckpoint(readFileSync(path, 'utf8'), this.keys.verifier)
    if ('wrong' in opened) throw new CordonError('ledger.damaged', `The checkpoint does not fit: ${opened.wrong}.`, { place: { path } })
    const file = existsSync(this.path('leaves')) ? readFileSync(this.path('leaves')) : Buffer.alloc(0)
    const leaves: Buffer[] = []
    for (let i = 0; i < opened.size; i++)
      leaves.push(
        file.length >= i * 32 + 32 ? file.subarray(i * 32, i * 32 + 32) : leafHash(readFileSync(this.path(`segments/${segmentPath(i)}`))),
      )
    if (!rootOf(leaves).equals(opened.root))
      throw new CordonError('ledger.damaged', 'The hashes of the segments do not give the signed root.', {
        place: { path: this.path('leaves') },
      })
    if (file.length !== opened.size * 32) writeWhole(this.path('leaves'), Buffer.concat(leaves))
    for (const leaf of leaves) this.tree.add(leaf)
    return opened.size
  }

  private dropUncovered(size: number): void {
    for (let seq = size; ; seq++) {
      const path = this.path(`segments/${segmentPath(seq)}`)
      rmSync(`${path}.new`, { force: true })
      if (!existsSync(path)) return
      rmSync(path)
    }
  }

  private lastLogs(size: number): readonly string[] {
    return size === 0 ? [] : this.segment(size - 1).header.logs
  }

  private segment(seq: number) {
    const path = this.path(`segments/${segmentPath(seq)}`)
    const read = existsSync(path) ? readSegment(readFileSync(path)) : { wrong: 'it is missing' }
    if ('wrong' in read) throw new CordonError('ledger.damaged', `Segment ${seq}: ${read.wrong}.`, { place: { path } })
    return read
  }

  private writeSegmentFile(seq: number, bytes: Buffer): void {
    const path = this.path(`segments/${segmentPath(seq)}`)
    if (seq % 1000 === 0) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const fd = openSync(`${path}.new`, 'w', 0o600)
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(`${path}.new`, path)
    syncFolder(dirname(path))
  }

  private writeState(): void {
    const fd = openSync(this.path('leaves'), 'r+')
    try {
      const leaf = this.tree.last
      ftruncateSync(fd, (this.tree.size - 1) * 32)
      writeSync(fd, leaf, 0, 32, (this.tree.size - 1) * 32)
      fdatasyncSync(fd)
    } finally {
      closeSync(fd)
    }
    this.writeCheckpoint()
  }

  private writeCheckpoint(): void {
    writeWhole(this.path('checkpoint'), signCheckpoint(this.tree.size, this.tree.root(), this.keys.verifier, this.keys.signer))
  }

  private saveNames(): void {
    this.names.save(this.dir, this.tree.size)
    this.namesSize = this.tree.size
  }

  private putAside(log: string, bytes: Buffer): void {
    mkdirSync(join(this.dir, 'damaged'), { recursive: true, mode: 0o700 })
    writeFileSync(join(this.dir, 'damaged', basename(log)), bytes, { mode: 0o600 })
  }

  /** Durably, before the next segment is written: recovery deletes the logs of the last segment only, and an older one that came back would count again. */
  private delete(logs: readonly string[]): void {
    for (const log of logs) rmSync(this.path(log), { force: true })
    for (const folder of new Set(logs.map((log) => dirname(log)))) syncFolder(this.path(folder))
  }

  private path(below: string): string {
    return join(this.dir, 'ledger', below)
  }
}

/** The right edge of the hash tree: enough to add a leaf and to give the root, in memory that grows with the logarithm of the size. */
class Tree {
  size = 0
  last: Buffer = Buffer.alloc(0)
  private edge: { readonly height: number; readonly hash: Buffer }[] = []

  add(leaf: Buffer): void {
    let node = { height: 0, hash: leaf }
    for (let top = this.edge.at(-1); top?.height === node.height; top = this.edge.at(-1)) {
      this.edge.pop()
      node = { height: node.height + 1, hash: nodeHash(top.hash, node.hash) }
    }
    this.edge.push(node)
    this.last = leaf
    this.size++
  }

  root(): Buffer {
    return (
      this.edge.map(({ hash }) => hash).reduceRight<Buffer | null>((right, left) => (right ? nodeHash(left, right) : left), null) ??
      rootOf([])
    )
  }
}
