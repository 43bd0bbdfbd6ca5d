// PNG → pixels, only as far as a QR code needs it: no interlacing, 8 bits or less a channel. A decoder of our own because the need is forty lines.
import { inflateSync } from 'node:zlib'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray
}

/** Pixels of a PNG (ISO/IEC 15948); null for one that is broken, interlaced, 16 bits deep or over `most` pixels. */
export function readPng(bytes: Uint8Array, most: number): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes.length < 57 || view.getUint32(12) !== 0x49484452) return null
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  const depth = bytes[24]!
  const colour = bytes[25]!
  const channels = [1, 0, 3, 1, 2, 0, 4][colour] ?? 0
  if (!channels || depth > 8 || bytes[28] !== 0 || width * height > most || width * height === 0) return null
  const data: Uint8Array[] = []
  let palette: Uint8Array = new Uint8Array()
  for (let at = 33; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const type = view.getUint32(at + 4)
    if (at + 12 + length > bytes.length) break
    if (type === 0x504c5445) palette = bytes.subarray(at + 8, at + 8 + length)
    if (type === 0x49444154) data.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const line = Math.ceil((width * channels * depth) / 8)
  let raw: Buffer
  try {
    raw = inflateSync(Buffer.concat(data), { maxOutputLength: (line + 1) * height })
  } catch {
    return null
  }
  if (raw.length < (line + 1) * height) return null
  const step = Math.max(1, (channels * depth) >> 3)
  const rgba = new Uint8ClampedArray(width * height * 4)
  let above: Uint8Array = new Uint8Array(line)
  for (let y = 0; y < height; y++) {
    const row = raw.subarray(y * (line + 1) + 1, (y + 1) * (line + 1))
    unfilter(raw[y * (line + 1)]!, row, above, step)
    above = row
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const sample = (n: number) => {
        if (depth === 8) return row[x * channels + n]!
        const value = (row[(x * depth) >> 3]! >> (8 - depth - ((x * depth) & 7))) & ((1 << depth) - 1)
        return colour === 3 ? value : (value * 255) / ((1 << depth) - 1)
      }
      const grey = colour === 0 || colour === 4
      const first = sample(0)
      rgba[at] = colour === 3 ? palette[first * 3]! : first
      rgba[at + 1] = colour === 3 ? palette[first * 3 + 1]! : grey ? first : sample(1)
      rgba[at + 2] = colour === 3 ? palette[first * 3 + 2]! : grey ? first : sample(2)
      rgba[at + 3] = 255
    }
  }
  return { width, height, rgba }
}

/** Undoes one line's filter in place (ISO/IEC 15948 §9.2). */
function unfilter(type: number, row: Uint8Array, above: Uint8Array, step: number): void {
  for (let i = 0; i < row.length; i++) {
    const a = i >= step ? row[i - step]! : 0
    const b = above[i]!
    const c = i >= step ? above[i - step]! : 0
    const p = a + b - c
    const near = Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c) ? a : Math.abs(p - b) <= Math.abs(p - c) ? b : c
    const add = type === 1 ? a : type === 2 ? b : type === 3 ? (a + b) >> 1 : type === 4 ? near : 0
    row[i] = (row[i]! + add) & 255
  }
}
