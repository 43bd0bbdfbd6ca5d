// The file system inside an Outlook .msg (MS-CFB): names and streams, read-only, with every chain bounded by the file's own size.
import { CordonError } from '../../core/errors.ts'

export interface Entry {
  readonly name: string
  readonly kind: 'folder' | 'stream'
  readonly children: readonly Entry[]
  read(): Buffer
}

const END = 0xfffffffa

/** The root folder. Throws `input.invalid` for a file that is no compound file or whose chains run in circles. */
export function openCompound(file: Buffer, path: string): Entry {
  const broken = (what: string): never => {
    throw new CordonError('input.invalid', `The Outlook file is damaged: ${what}.`, { place: { path } })
  }
  if (file.length < 512 || file.readUInt32BE(0) !== 0xd0cf11e0) broken('no header')
  const sector = 1 << Math.min(file.readUInt16LE(30), 16)
  const mini = 1 << Math.min(file.readUInt16LE(32), 12)
  const at = (n: number) => (n + 1) * sector
  const most = Math.ceil(file.length / sector)
  const tables: number[] = []
  for (let i = 0; i < 109; i++) tables.push(file.readUInt32LE(76 + 4 * i))
  for (let next = file.readUInt32LE(68), n = 0; next < END && at(next) + sector <= file.length && n < most; n++) {
    for (let i = 0; i < sector / 4 - 1; i++) tables.push(file.readUInt32LE(at(next) + 4 * i))
    next = file.readUInt32LE(at(next) + sector - 4)
  }
  const chain = (start: number, links: (n: number) => number, limit: number): number[] => {
    const out: number[] = []
    for (let n = start; n < END; n = links(n)) {
      out.push(n)
      if (out.length > limit) broken('a chain without an end')
    }
    return out
  }
  const nextSector = (n: number): number => {
    const table = tables[Math.floor(n / (sector / 4))]
    const place = table === undefined || table >= END ? file.length : at(table) + 4 * (n % (sector / 4))
    return place + 4 <= file.length ? file.readUInt32LE(place) : 0xfffffffe
  }
  const gather = (start: number, size: number): Buffer => {
    const pieces = chain(start, nextSector, most).map((n) => file.subarray(at(n), at(n) + sector))
    const all = Buffer.concat(pieces)
    return size < all.length ? all.subarray(0, size) : all
  }
  const directory = gather(file.readUInt32LE(48), Number.MAX_SAFE_INTEGER)
  const count = Math.min(Math.floor(directory.length / 128), 100_000)
  const miniTable = gather(file.readUInt32LE(60), Number.MAX_SAFE_INTEGER)
  const nextMini = (n: number): number => (4 * n + 4 <= miniTable.length ? miniTable.readUInt32LE(4 * n) : 0xfffffffe)
  const record = (n: number) => directory.subarray(n * 128, n * 128 + 128)
  if (count === 0) broken('no directory')
  const root = record(0)
  const small = gather(root.readUInt32LE(116), Number.MAX_SAFE_INTEGER)
  const cutoff = file.readUInt32LE(56)
  const seen = new Set<number>()
  const entry = (n: number, depth: number): Entry => {
    const r = record(n)
    const length = Math.max(0, Math.min(64, r.readUInt16LE(64)) - 2)
    const kind = r[66] === 2 ? 'stream' : 'folder'
    const children: Entry[] = []
    // Siblings form a tree; its order does not matter here, only that no entry is visited twice.
    const todo = kind === 'folder' && depth < 40 ? [r.readUInt32LE(76)] : []
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (id >= count || seen.has(id)) continue
      seen.add(id)
      children.push(entry(id, depth + 1))
      todo.push(record(id).readUInt32LE(68), record(id).readUInt32LE(72))
    }
    return {
      name: r.subarray(0, length).toString('utf16le'),
      kind,
      children,
      read() {
        const size = r.readUInt32LE(120)
        const start = r.readUInt32LE(116)
        if (n === 0 || size >= cutoff) return gather(start, size)
        const pieces = chain(start, nextMini, Math.ceil(small.length / mini) + 1).map((m) => small.subarray(m * mini, m * mini + mini))
        return Buffer.concat(pieces).subarray(0, size)
      },
    }
  }
  return entry(0, 0)
}
