// A log file before it is sealed: magic, then frames of length, CRC-32 and payload. A frame counts when its CRC fits; the first that does not ends the file.

export const LOG_MAGIC = 'CORDONW1'
export const FRAME_HEAD = 8

const TABLE = new Int32Array(256).map((_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})

/** CRC-32 (IEEE 802.3), continued from `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let c = ~before
  for (const byte of bytes) c = TABLE[(c ^ byte) & 0xff]! ^ (c >>> 8)
  return ~c >>> 0
}

export interface LogContent {
  readonly frames: readonly Buffer[]
  /** Offset of the first byte that belongs to no whole frame; the file's length where all is well. */
  readonly good: number
}

/**
 * Payloads of all whole frames. The CRC covers length and payload. `checksum`: a faster CRC-32 where the caller has one.
 */
export function readFrames(bytes: Buffer, checksum: (bytes: Uint8Array, before?: number) => number = crc32): LogContent {
  const frames: Buffer[] = []
  if (bytes.toString('latin1', 0, 8) !== LOG_MAGIC) return { frames, good: 0 }
  let at = 8
  while (at + FRAME_HEAD <= bytes.length) {
    const length = bytes.readUInt32LE(at)
    const end = at + FRAME_HEAD + length
    if (end > bytes.length) break
    const payload = bytes.subarray(at + FRAME_HEAD, end)
    if (checksum(payload, checksum(bytes.subarray(at, at + 4))) !== bytes.readUInt32LE(at + 4)) break
    frames.push(payload)
    at = end
  }
  return { frames, good: at }
}
