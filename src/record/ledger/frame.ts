// One batch as the bytes of one log frame, and back. Fixed-width entries, so that encoding a million a second leaves time for the guard's own work.
import type { CoverageNote, Entry, Link, Mark } from '../../core/record.ts'
import { SOURCES } from '../../core/record.ts'
import type { Shape } from '../../core/words.ts'

const ENTRY = 22 + 2 + 2 + 1 + 8 + 4 + 4
const LINK = 44

export interface FrameContent {
  readonly entries: readonly Entry[]
  readonly links: readonly Link[]
  readonly shapes: readonly Shape[]
  readonly coverage: readonly CoverageNote[]
  readonly mark?: Mark | undefined
}

/** Payload: strings (u16 count; u16 length + UTF-8 each), entries (u32 count), links (u32 count), JSON of shapes, coverage and mark (u32 length). All little-endian. */
export function encodeFrame(content: FrameContent): Buffer {
  const { entries, links, shapes, coverage, mark } = content
  const numbers = new Map<string, number>()
  const strings: Buffer[] = []
  let size = 2
  const numberOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    const bytes = Buffer.from(text)
    if (strings.length >= 0xffff || bytes.length > 0xffff) throw new RangeError('too many names in one batch')
    numbers.set(text, strings.length)
    size += 2 + bytes.length
    return strings.push(bytes) - 1
  }
  for (const entry of entries) {
    if (entry.identity.length !== 22) throw new RangeError('an identity is 22 characters')
    numberOf(entry.vendor)
    numberOf(entry.shape)
  }
  const json = shapes.length + coverage.length > 0 || mark ? Buffer.from(JSON.stringify({ shapes, coverage, mark })) : Buffer.alloc(0)
  const out = Buffer.allocUnsafe(size + 12 + entries.length * ENTRY + links.length * LINK + json.length)
  let at = out.writeUInt16LE(strings.length, 0)
  for (const bytes of strings) {
    at = out.writeUInt16LE(bytes.length, at)
    at += bytes.copy(out, at)
  }
  at = out.writeUInt32LE(entries.length, at)
  for (const entry of entries) {
    out.write(entry.identity, at, 22, 'latin1')
    out.writeUInt16LE(numbers.get(entry.vendor)!, at + 22)
    out.writeUInt16LE(numbers.get(entry.shape)!, at + 24)
    out[at + 26] = SOURCES.indexOf(entry.source)
    out.writeDoubleLE(entry.at, at + 27)
    out.writeUInt32LE(Math.min(0xffffffff, Math.max(0, (entry.last ?? entry.at) - entry.at)), at + 35)
    out.writeUInt32LE(entry.count, at + 39)
    at += ENTRY
  }
  at = out.writeUInt32LE(links.length, at)
  for (const [a, b] of links) {
    if (a.length !== 22 || b.length !== 22) throw new RangeError('an identity is 22 characters')
    out.write(a, at, 22, 'latin1')
    out.write(b, at + 22, 22, 'latin1')
    at += LINK
  }
  at = out.writeUInt32LE(json.length, at)
  json.copy(out, at)
  return out
}

/** What the sealer reads, without making an object for every entry. */
export interface FrameVisitor {
  /** The identity's 22 characters stand at `bytes[place]`; `vendor` and `shape` are the same string objects throughout a frame. */
  entry(bytes: Buffer, place: number, vendor: string, shape: string, source: number, at: number, last: number, count: number): void
  link(a: string, b: string): void
  shape(shape: Shape): void
  coverage(note: CoverageNote): void
  mark(mark: Mark): void
}

/** Calls the visitor: shapes, coverage and mark first, then links, then entries. `what` limits it to one pass. */
export function visitFrame(bytes: Buffer, visitor: Partial<FrameVisitor>): void {
  const strings: string[] = []
  let at = 2
  for (let left = bytes.readUInt16LE(0); left > 0; left--) {
    const length = bytes.readUInt16LE(at)
    strings.push(bytes.toString('utf8', at + 2, at + 2 + length))
    at += 2 + length
  }
  const entries = bytes.readUInt32LE(at)
  const entriesAt = at + 4
  const linksAt = entriesAt + entries * ENTRY + 4
  const links = bytes.readUInt32LE(linksAt - 4)
  const jsonAt = linksAt + links * LINK + 4
  const jsonLength = bytes.readUInt32LE(jsonAt - 4)
  if (jsonLength > 0 && (visitor.shape || visitor.coverage || visitor.mark)) {
    const rest = JSON.parse(bytes.toString('utf8', jsonAt, jsonAt + jsonLength)) as FrameContent
    if (visitor.shape) for (const shape of rest.shapes) visitor.shape(shape)
    if (visitor.coverage) for (const note of rest.coverage) visitor.coverage(note)
    if (visitor.mark && rest.mark) visitor.mark(rest.mark)
  }
  if (visitor.link)
    for (let i = 0, p = linksAt; i < links; i++, p += LINK)
      visitor.link(bytes.toString('latin1', p, p + 22), bytes.toString('latin1', p + 22, p + 44))
  if (!visitor.entry) return
  for (let i = 0, p = entriesAt; i < entries; i++, p += ENTRY) {
    const first = bytes.readDoubleLE(p + 27)
    visitor.entry(
      bytes,
      p,
      strings[bytes.readUInt16LE(p + 22)]!,
      strings[bytes.readUInt16LE(p + 24)]!,
      bytes[p + 26]!,
      first,
      first + bytes.readUInt32LE(p + 35),
      bytes.readUInt32LE(p + 39),
    )
  }
}
