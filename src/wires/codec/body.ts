// The body forms nearly every analytics SDK uses, told by looking at the bytes: [gzip|zlib] then JSON, newline-delimited JSON, `data=` form (base64 or JSON, percent-encoded or not), or bare base64.
import { isUtf8 } from 'node:buffer'
import { CordonError } from '../../core/errors.ts'
import type { Json } from '../../core/words.ts'
import { type Compression, compress, compressionOf, decodeContent, decompress } from './compress.ts'
import { readJson, writeJson } from './json.ts'
import { type Fields, percentDecode, percentEncodeBase64, readQuery, writeQuery } from './query.ts'

/** A decoded body. `form`: the other fields of a `data=` form. `write` gives the bytes in the form received. */
export interface Body {
  readonly value: Json
  readonly form: Fields
  /** True where `value` holds the lines of newline-delimited JSON. */
  readonly lines: boolean
  write(value: Json, form: Fields): Uint8Array
}

const EMPTY: Body = { value: null, form: {}, lines: false, write: () => new Uint8Array() }

/**
 * Bytes → value, without trusting Content-Type. `encoding`: the Content-Encoding header, '' where none.
 * Throws `wire.unreadable` (no form it knows) or `wire.too-large` (bomb).
 */
export function readBody(bytes: Uint8Array, encoding = '', read: (plain: Uint8Array) => Body = readPlain): Body {
  if (bytes.length === 0) return EMPTY
  const kind = compressionOf(bytes)
  // Content-Encoding br, zstd or raw deflate: read, and written back as plain bytes with the header dropped by the caller (`contentEncodingKept` is false).
  if (kind === 'none' && encoding !== '' && encoding !== 'identity' && encoding !== 'gzip') return read(decodeContent(bytes, encoding))
  return repacked(read(kind === 'none' ? bytes : decompress(bytes, kind)), kind)
}

/** Decompressed bytes in one of the usual text forms. */
function readPlain(plain: Uint8Array): Body {
  return readText(textOf(plain))
}

/** Whether the bytes that `readBody(...).write` gives still need the Content-Encoding header they came with. */
export function contentEncodingKept(bytes: Uint8Array): boolean {
  return compressionOf(bytes) !== 'none'
}

function repacked(body: Body, kind: Compression): Body {
  return kind === 'none' ? body : { ...body, write: (value, form) => compress(body.write(value, form), kind) }
}

/** UTF-8 bytes as text; anything else is `wire.unreadable`. */
export function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new CordonError('wire.unreadable', 'The body is not UTF-8 text.')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
}

/** How text of a vendor's own packing is undone and made again; null where it is none. */
export type Unpack = (text: string) => { json: string; pack(value: Json): string } | null

/** The same for text already at hand (a query value). `own`: what else than base64 the vendor packs with. */
export function readText(text: string, own: Unpack = () => null): Body {
  const unpack: Unpack = (packed) => own(packed) ?? fromBase64(packed)
  const first = firstLetter(text)
  // Nothing but space: lines that all went.
  if (first === '') return { ...EMPTY, write: () => toBytes(text) }
  if (first === '{' || first === '[') return readJsonText(text)
  const form =
    text.startsWith('data=') || /^(?:[\w$.-]{1,64}=[^&]{0,4096}&){0,20}data=/.test(text.slice(0, 70_000)) ? readForm(text, unpack) : null
  if (form !== null) return form
  const packed = unpack(text)
  if (packed !== null) return { value: readJson(packed.json), form: {}, lines: false, write: (value) => toBytes(packed.pack(value)) }
  throw new CordonError('wire.unreadable', 'The body is neither JSON, a data= form nor base64 of JSON.')
}

function readJsonText(text: string): Body {
  let value: Json
  try {
    value = readJson(text)
  } catch (error) {
    if (!text.trimEnd().includes('\n')) throw error
    const rows = text.split('\n')
    const end = rows.at(-1) === '' ? '\n' : ''
    const values = rows.filter((row) => row.trim() !== '').map(readJson)
    return { value: values, form: {}, lines: true, write: (now) => toBytes((now as Json[]).map(writeJson).join('\n') + end) }
  }
  return { value, form: {}, lines: false, write: (now) => toBytes(writeJson(now)) }
}

/** `data=` may be percent-encoded (browsers) or bare base64 whose `+` is a plus (Mixpanel Node): `+` never becomes a space. */
function readForm(text: string, unpack: Unpack): Body | null {
  const pairs = text.split('&')
  const at = pairs.findIndex((pair) => pair.startsWith('data='))
  if (at < 0) return null
  const rawData = (pairs[at] as string).slice(5)
  const others = readQuery(pairs.filter((_, i) => i !== at).join('&'))
  const data = percentDecode(rawData, false)
  const first = firstLetter(data)
  const isJson = first === '{' || first === '['
  const packed = isJson ? { json: data, pack: writeJson } : unpack(data)
  if (packed === null) throw new CordonError('wire.unreadable', 'The data field is neither JSON nor base64 of JSON.')
  const escaped = rawData.includes('%') || isJson
  const encode = isJson ? encodeURIComponent : percentEncodeBase64
  const pack = (value: Json): string => (escaped ? encode(packed.pack(value)) : packed.pack(value))
  return {
    value: readJson(packed.json),
    form: others,
    lines: false,
    write(value, form) {
      const rest = writeQuery(form)
      return toBytes(rest === '' ? `data=${pack(value)}` : at === 0 ? `data=${pack(value)}&${rest}` : `${rest}&data=${pack(value)}`)
    },
  }
}

/** JSON text inside base64 (also URL-safe, without padding, compressed) with how to pack it again; null where it is none. */
function fromBase64(text: string): ReturnType<Unpack> {
  const packed = text.trim()
  // A look at both ends: the bytes in between are judged by whether they are JSON.
  if (packed.length < 2 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed.length > 256 ? packed.slice(0, 128) + packed.slice(-64) : packed))
    return null
  const bytes = Buffer.from(packed, 'base64')
  const kind = compressionOf(bytes)
  const json = (kind === 'none' ? bytes : Buffer.from(decompress(bytes, kind))).toString('utf8')
  const first = firstLetter(json)
  if (first !== '{' && first !== '[') return null
  const url = /[-_]/.test(packed)
  const padded = url ? packed.endsWith('=') : true
  return {
    json,
    pack(value) {
      const plain = Buffer.from(writeJson(value), 'utf8')
      const again = (kind === 'none' ? plain : Buffer.from(compress(plain, kind))).toString(url ? 'base64url' : 'base64')
      return url && padded ? again.padEnd(Math.ceil(again.length / 4) * 4, '=') : again
    },
  }
}

function toBytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

function firstLetter(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string
    if (letter !== ' ' && letter !== '\n' && letter !== '\r' && letter !== '\t' && letter !== '\ufeff') return letter
  }
  return ''
}
