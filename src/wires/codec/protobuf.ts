// Protocol buffers (proto3 wire format) to and from the tree that the JSON form of the same message would give, driven by a table of fields.
// Source: protobuf.dev/programming-guides/encoding and …/json. Fields the table does not know are listed under `unknown`, so that the guard sees them.
import { CordonError } from '../../core/errors.ts'
import { LIMITS } from '../../core/limits.ts'
import type { Json } from '../../core/words.ts'
import { isObject } from './json.ts'

export type Scalar =
  | 'string'
  | 'bool'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'sint32'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed64'
  | 'double'
  | 'bytes'
  | 'hex'

/** One field: its name in JSON, its type (a scalar or the name of another message), and whether it repeats. */
export interface ProtoField {
  readonly name: string
  readonly type: Scalar | (string & {})
  readonly many?: boolean
}

/** Messages by name, fields by number. */
export type Schema = Readonly<Record<string, Readonly<Record<number, ProtoField>>>>

const PACKED = new Set(['bool', 'int32', 'uint32', 'int64', 'uint64', 'sint32', 'fixed32', 'fixed64', 'sfixed64', 'double'])
const WIRE_TYPE: Readonly<Record<string, number>> = { fixed64: 1, sfixed64: 1, double: 1, string: 2, bytes: 2, hex: 2, fixed32: 5 }

/** Bytes → tree. Throws `wire.unreadable` for anything that is no such message, `wire.too-large` beyond the leaves a message may have. */
export function readProto(bytes: Uint8Array, schema: Schema, message: string): { [key: string]: Json } {
  return new Reader(bytes, schema).message(message, bytes.length, 0)
}

/** Tree → bytes, fields in the order of their numbers, as official encoders write them. Values that fit no type are left out. */
export function writeProto(tree: Json, schema: Schema, message: string): Uint8Array {
  return Buffer.concat(encodeMessage(tree, schema, message))
}

class Reader {
  #at = 0
  #leaves = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #schema: Schema

  constructor(bytes: Uint8Array, schema: Schema) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#schema = schema
  }

  message(name: string, end: number, depth: number): { [key: string]: Json } {
    if (depth > LIMITS.jsonDepth) throw broken('is nested too deep')
    const fields = this.#schema[name] as Readonly<Record<number, ProtoField>>
    const out: { [key: string]: Json } = {}
    while (this.#at < end) {
      const tag = Number(this.#varint(end))
      const number = Math.floor(tag / 8)
      const wire = tag % 8
      const field = fields[number]
      if (++this.#leaves > LIMITS.leaves) throw new CordonError('wire.too-large', 'The message has more values than its limit.')
      if (number === 0) throw broken('has a field without a number')
      if (field === undefined) this.#unknown(out, number, wire, end)
      else if (field.many === true) this.#repeated(out, field, wire, end, depth)
      else out[field.name] = this.#value(field, wire, end, depth)
    }
    return out
  }

  #repeated(out: { [key: string]: Json }, field: ProtoField, wire: number, end: number, depth: number): void {
    const list = (out[field.name] ??= []) as Json[]
    if (wire !== 2 || !PACKED.has(field.type)) {
      list.push(this.#value(field, wire, end, depth))
      return
    }
    const stop = this.#length(end)
    while (this.#at < stop) {
      if (++this.#leaves > LIMITS.leaves) throw new CordonError('wire.too-large', 'The message has more values than its limit.')
      list.push(this.#value(field, WIRE_TYPE[field.type] ?? 0, stop, depth))
    }
  }

  #value(field: ProtoField, wire: number, end: number, depth: number): Json {
    if (this.#schema[field.type] !== undefined) {
      if (wire !== 2) throw broken('has a field of another type')
      const stop = this.#length(end)
      const inner = this.message(field.type, stop, depth + 1)
      if (this.#at !== stop) throw broken('ends inside a field')
      return inner
    }
    if (wire !== (WIRE_TYPE[field.type] ?? 0)) throw broken('has a field of another type')
    return this.#scalar(field.type, end)
  }

  #scalar(type: string, end: number): Json {
    switch (type) {
      case 'string':
        return utf8(this.#take(this.#length(end)))
      case 'bytes':
        return Buffer.from(this.#take(this.#length(end))).toString('base64')
      case 'hex':
        return Buffer.from(this.#take(this.#length(end))).toString('hex')
      case 'double': {
        const value = this.#view.getFloat64(this.#skip(8, end), true)
        return Number.isFinite(value) ? value : String(value)
      }
      case 'fixed64':
        return this.#view.getBigUint64(this.#skip(8, end), true).toString()
      case 'sfixed64':
        return this.#view.getBigInt64(this.#skip(8, end), true).toString()
      case 'fixed32':
        return this.#view.getUint32(this.#skip(4, end), true)
      case 'bool':
        return this.#varint(end) !== 0n
      case 'int64':
        return BigInt.asIntN(64, this.#varint(end)).toString()
      case 'uint64':
        return this.#varint(end).toString()
      case 'uint32':
        return Number(BigInt.asUintN(32, this.#varint(end)))
      case 'sint32': {
        const value = Number(BigInt.asUintN(32, this.#varint(end)))
        return value % 2 === 0 ? value / 2 : -(value + 1) / 2
      }
      default:
        return Number(BigInt.asIntN(32, this.#varint(end)))
    }
  }

  /** Kept as base64 of the field's value with number and wire type as its name: `unknown.7_2`. */
  #unknown(out: { [key: string]: Json }, number: number, wire: number, end: number): void {
    const from = this.#at
    if (wire === 0) this.#varint(end)
    else if (wire === 1) this.#skip(8, end)
    else if (wire === 2) this.#take(this.#length(end))
    else if (wire === 5) this.#skip(4, end)
    else throw broken('has a field of no known wire type')
    const unknown = (out.unknown ??= {}) as { [key: string]: Json }
    const list = (unknown[`${number}_${wire}`] ??= []) as Json[]
    list.push(Buffer.from(this.#bytes.subarray(from, this.#at)).toString('base64'))
  }

  #varint(end: number): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.#at >= end) throw broken('is cut off')
      const byte = this.#bytes[this.#at++] as number
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw broken('has a number that does not end')
  }

  /** Reads a length; where its content ends. */
  #length(end: number): number {
    const length = Number(this.#varint(end))
    if (this.#at + length > end) throw broken('is cut off')
    return this.#at + length
  }

  #take(stop: number): Uint8Array {
    const part = this.#bytes.subarray(this.#at, stop)
    this.#at = stop
    return part
  }

  #skip(bytes: number, end: number): number {
    const from = this.#at
    if (from + bytes > end) throw broken('is cut off')
    this.#at += bytes
    return from
  }
}

function encodeMessage(tree: Json, schema: Schema, message: string): Uint8Array[] {
  const out: Uint8Array[] = []
  if (!isObject(tree)) return out
  for (const [number, field] of Object.entries(schema[message] ?? {})) {
    const value = tree[field.name]
    if (value === undefined || value === null) continue
    const values = field.many === true ? (Array.isArray(value) ? value : [value]) : [value]
    if (field.many === true && PACKED.has(field.type)) {
      const packed = Buffer.concat(values.map((one) => encodeScalar(one, field.type)).filter((part) => part !== null))
      if (packed.length > 0) out.push(tag(Number(number), 2), varint(BigInt(packed.length)), packed)
      continue
    }
    for (const one of values) out.push(...encodeField(Number(number), field, one, schema))
  }
  if (isObject(tree.unknown)) for (const [name, values] of Object.entries(tree.unknown)) out.push(...encodeUnknown(name, values))
  return out
}

function encodeField(number: number, field: ProtoField, value: Json, schema: Schema): Uint8Array[] {
  if (schema[field.type] !== undefined) {
    if (!isObject(value)) return []
    const inner = Buffer.concat(encodeMessage(value, schema, field.type))
    return [tag(number, 2), varint(BigInt(inner.length)), inner]
  }
  const bytes = encodeScalar(value, field.type)
  if (bytes === null) return []
  const wire = WIRE_TYPE[field.type] ?? 0
  return wire === 2 ? [tag(number, 2), varint(BigInt(bytes.length)), bytes] : [tag(number, wire), bytes]
}

/** Only what was read as unknown and is still base64 goes back. */
function encodeUnknown(name: string, values: Json): Uint8Array[] {
  const parts = /^(\d{1,9})_([0125])$/.exec(name)
  if (parts === null || !Array.isArray(values)) return []
  return values.flatMap((value) =>
    typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value)
      ? [tag(Number(parts[1]), Number(parts[2])), Buffer.from(value, 'base64')]
      : [],
  )
}

function encodeScalar(value: Json, type: string): Uint8Array | null {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? Buffer.from(value, 'utf8') : typeof value === 'object' ? null : Buffer.from(String(value), 'utf8')
    case 'bytes':
      return typeof value === 'string' ? Buffer.from(value, 'base64') : null
    case 'hex':
      return typeof value === 'string' && /^(?:[0-9a-f]{2})*$/i.test(value) ? Buffer.from(value, 'hex') : null
    case 'double': {
      const bytes = Buffer.alloc(8)
      bytes.writeDoubleLE(Number(value))
      return bytes
    }
    case 'fixed32': {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32LE(Number(value) >>> 0)
      return bytes
    }
    case 'bool':
      return varint(value === true ? 1n : 0n)
    default:
      return encodeInteger(value, type)
  }
}

function encodeInteger(value: Json, type: string): Uint8Array | null {
  if (!(typeof value === 'number' && Number.isSafeInteger(value)) && !(typeof value === 'string' && /^-?\d{1,20}$/.test(value))) return null
  const whole = BigInt(value)
  if (type === 'fixed64' || type === 'sfixed64') {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64LE(BigInt.asUintN(64, whole))
    return bytes
  }
  if (type === 'sint32') return varint(BigInt.asUintN(32, (whole << 1n) ^ (whole >> 31n)))
  return varint(BigInt.asUintN(64, whole))
}

function tag(number: number, wire: number): Uint8Array {
  return varint(BigInt(number) * 8n + BigInt(wire))
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = []
  let rest = value
  do {
    const low = Number(rest & 0x7fn)
    rest >>= 7n
    bytes.push(rest > 0n ? low | 0x80 : low)
  } while (rest > 0n)
  return Uint8Array.from(bytes)
}

const decoder = new TextDecoder('utf-8', { fatal: true })
function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw broken('has a text that is not UTF-8')
  }
}

function broken(what: string): CordonError {
  return new CordonError('wire.unreadable', `The protocol buffer ${what}.`)
}
