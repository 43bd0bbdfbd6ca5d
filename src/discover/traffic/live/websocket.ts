// Reads the messages a client sends over a WebSocket (RFC 6455, section 5) as they pass, without holding them up.
import { LIMITS } from '../../../core/limits.ts'

export class SentFrames {
  #rest: Buffer = Buffer.alloc(0)
  #parts: Buffer[] = []
  #length = 0
  #lost = false
  readonly #message: (bytes: Buffer) => void

  constructor(message: (bytes: Buffer) => void) {
    this.#message = message
  }

  push(piece: Buffer): void {
    if (this.#lost) return
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
    for (;;) {
      const used = this.#frame(this.#rest)
      if (used === 0) break
      this.#rest = this.#rest.subarray(used)
    }
    // What is longer than any message we read is passed on, but no longer followed.
    if (this.#rest.length > LIMITS.requestBody) {
      this.#lost = true
      this.#rest = Buffer.alloc(0)
    }
  }

  /** Bytes of one whole frame at the start of `b`; 0 where it is not all there. */
  #frame(b: Buffer): number {
    if (b.length < 2) return 0
    const last = (b[0]! & 0x80) !== 0
    const code = b[0]! & 0x0f
    const masked = (b[1]! & 0x80) !== 0
    let length = b[1]! & 0x7f
    let at = 2
    if (length === 126) {
      if (b.length < 4) return 0
      length = b.readUInt16BE(2)
      at = 4
    } else if (length === 127) {
      if (b.length < 10) return 0
      length = Number(b.readBigUInt64BE(2))
      at = 10
    }
    const mask = masked ? b.subarray(at, at + 4) : null
    if (masked) at += 4
    if (b.length < at + length) return 0
    if (code <= 2) {
      const payload = Buffer.from(b.subarray(at, at + length))
      if (mask) for (let i = 0; i < payload.length; i++) payload[i] = payload[i]! ^ mask[i % 4]!
      this.#length += payload.length
      if (this.#length <= LIMITS.requestBody) this.#parts.push(payload)
      if (last) {
        if (this.#parts.length > 0) this.#message(Buffer.concat(this.#parts))
        this.#parts = []
        this.#length = 0
      }
    }
    return at + length
  }
}
