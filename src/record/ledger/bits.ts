// Numbers as bits: fixed width and exponential Golomb, for columns of small gaps. Most significant bit first.

export class BitWriter {
  private bytes = Buffer.allocUnsafe(4096)
  private length = 0
  private hold = 0
  private held = 0

  /** `width` ≤ 32 bits of `value` (unsigned). */
  fixed(value: number, width: number): void {
    if (width > 16) {
      this.fixed(Math.floor(value / 65_536), width - 16)
      this.short(value & 0xffff, 16)
    } else if (width > 0) this.short(value, width)
  }

  private short(value: number, width: number): void {
    this.hold = (this.hold << width) | value
    this.held += width
    if (this.length + 4 > this.bytes.length) this.bytes = Buffer.concat([this.bytes], this.bytes.length * 2)
    while (this.held >= 8) {
      this.held -= 8
      this.bytes[this.length++] = (this.hold >>> this.held) & 0xff
    }
    this.hold &= (1 << this.held) - 1
  }

  /** Order-k exponential Golomb of an integer below 2^32, k ≤ 24: small numbers take few bits, any number fits. */
  golomb(value: number, k: number): void {
    const shifted = value + 2 ** k
    const width = bitsOf(shifted)
    this.fixed(0, width - k - 1)
    this.fixed(shifted, width)
  }

  end(): Buffer {
    if (this.held > 0) this.short(0, 8 - this.held)
    return Buffer.from(this.bytes.subarray(0, this.length))
  }
}

export class BitReader {
  private at = 0
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  fixed(width: number): number {
    let value = 0
    for (let left = width; left > 0; ) {
      const free = 8 - (this.at & 7)
      const take = Math.min(free, left)
      const byte = this.bytes[this.at >> 3]
      if (byte === undefined) throw new RangeError('the bits end early')
      value = value * 2 ** take + ((byte >> (free - take)) & ((1 << take) - 1))
      this.at += take
      left -= take
    }
    return value
  }

  golomb(k: number): number {
    let zeros = 0
    while (this.fixed(1) === 0) if (++zeros > 32) throw new RangeError('a number is too long')
    const width = zeros + k
    return 2 ** width + this.fixed(width) - 2 ** k
  }
}

/** How many bits a positive number below 2^33 takes. */
function bitsOf(value: number): number {
  return value >= 2 ** 32 ? 33 : 32 - Math.clz32(value)
}

/** The order k with which these values take fewest bits, judged by the first few hundred. */
export function bestOrder(values: ArrayLike<number>, from: number, to: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k <= 24; k++) {
    let bits = 0
    for (let i = from; i < Math.min(to, from + 400); i++) bits += 2 * bitsOf(values[i]! + 2 ** k) - k - 1
    if (bits < least) {
      least = bits
      best = k
    } else if (bits > least) break
  }
  return best
}
