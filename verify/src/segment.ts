// A segment file: magic, a length, a JSON header, then the sections the header names. What the sections hold is docs/reference/ledger-format.md.
// Verification needs the header only: the leaf of the hash tree is over every byte of the file.

export const SEGMENT_MAGIC = 'CORDONS1'

export interface SegmentHeader {
  readonly v: 1
  /** Position in the tree, from 0. */
  readonly seq: number
  /** Log files whose frames this segment holds; they may be deleted once a checkpoint covers it. */
  readonly logs: readonly string[]
  readonly rows: number
  /** Length in bytes of each section, in file order. */
  readonly sections: { readonly names: number; readonly rows: number }
}

export function writeSegment(header: SegmentHeader, names: Uint8Array, rows: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([Buffer.from(SEGMENT_MAGIC), length, json, names, rows])
}

/** Header and sections, or what is wrong. */
export function readSegment(
  bytes: Buffer,
): { readonly header: SegmentHeader; readonly names: Buffer; readonly rows: Buffer } | { readonly wrong: string } {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 8) !== SEGMENT_MAGIC) return { wrong: 'not a segment file' }
  const end = 12 + bytes.readUInt32LE(8)
  if (end > bytes.length) return { wrong: 'the header is cut off' }
  let header: SegmentHeader
  try {
    header = JSON.parse(bytes.toString('utf8', 12, end))
  } catch {
    return { wrong: 'the header is not JSON' }
  }
  if (header?.v !== 1 || !Number.isSafeInteger(header.seq) || !Array.isArray(header.logs) || !header.sections)
    return { wrong: 'the header is of an unknown version' }
  const { names, rows } = header.sections
  if (end + names + rows !== bytes.length) return { wrong: 'the sections do not fill the file' }
  return { header, names: bytes.subarray(end, end + names), rows: bytes.subarray(end + names) }
}

/** `000/00000012.seg`: a thousand segments a folder. */
export function segmentPath(seq: number): string {
  return `${String(Math.floor(seq / 1000)).padStart(3, '0')}/${String(seq).padStart(8, '0')}.seg`
}
