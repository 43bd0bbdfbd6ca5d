// The body forms nearly every analytics SDK uses, told by looking at the bytes: [gzip|zlib] then JSON, newline-delimited JSON, `data=` form (base64 or JSON, percent-encoded or not), or bare base64.
import { isUtf8 } from 'node:buffer'
import { CordonError } from '../../core/errors.ts'
import type { Json } from '../../core/words.ts'
import { type Compression, compress, compressionOf, decodeContent, decompress } from './compress.ts'
import { readJson, writeJson } from './json.ts'
import { type Fields, percentDecode, readQuery, writeQuery } from './query.ts'

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
export function readBody(bytes: Uint8Array, encoding = ''): Body {
  if (bytes.length === 0) return EMPTY
  const kind = compressionOf(bytes)
  if (kind === 'none' && encoding !== '' && encoding !== 'identity' && encoding !== 'gzip') return announced(bytes, encoding)
  const plain = kind === 'none' ? bytes : decompress(bytes, kind)
  return repacked(readText(textOf(plain)), kind)
}

/** Content-Encoding br, zstd or raw deflate: read, and written back as plain bytes with the header dropped by the caller (`contentEncodingKept` is false). */
function announced(bytes: Uint8Array, encoding: string): Body {
  return readText(textOf(decodeContent(bytes, encoding)))
}

/** Whether the bytes that `readBody(...).write` gives still need the Content-Encoding header they came with. */
export function contentEncodingKept(bytes: Uint8Array): boolean {
  return compressionOf(bytes) !== 'none'
}

function repacked(body: Body, kind: Compression): Body {
  return kind === 'none' ? body : { ...body, write: (value, form) => compress(body.write(value, form), kind) }
}

function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new CordonError('wire.unreadable', 'The body is not UTF-8 text.')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
}

/** The same for text already at hand (a query value). */
export function readText(text: string): Body {
  const first = firstLetter(text)
  if (first === '{' || first === '[') return readJsonText(text)
  const form = /^(?:[\w$.-]{1,64}=[^&]{0,4096}&){0,20}data=/.test(text.slice(0, 70_000)) ? readForm(text) : null
  if (form !== null) return form
  const decoded = fromBase64(text)
  if (decoded !== null) return { value: readJson(decoded), form: {}, lines: false, write: (value) => toBytes(toBase64(value)) }
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
function readForm(text: string): Body | null {
  const pairs = text.split('&')
  const at = pairs.findIndex((pair) => pair.startsWith('data='))
  if (at < 0) return null
  const rawData = (pairs[at] as string).slice(5)
  const others = readQuery(pairs.filter((_, i) => i !== at).join('&'))
  const data = percentDecode(rawData, false)
  const first = firstLetter(data)
  const isJson = first === '{' || first === '['
  const json = isJson ? data : fromBase64(data)
  if (json === null) throw new CordonError('wire.unreadable', 'The data field is neither JSON nor base64 of JSON.')
  const escaped = rawData.includes('%') || isJson
  const pack = (value: Json): string => {
    const packed = isJson ? writeJson(value) : toBase64(value)
    return escaped ? encodeURIComponent(packed) : packed
  }
  return {
    value: readJson(json),
    form: others,
    lines: false,
    write(value, form) {
      const rest = writeQuery(form)
      return toBytes(rest === '' ? `data=${pack(value)}` : at === 0 ? `data=${pack(value)}&${rest}` : `${rest}&data=${pack(value)}`)
    },
  }
}

/** JSON text inside base64 (also URL-safe, also without padding), or null. */
function fromBase64(text: string): string | null {
  const packed = text.trim()
  if (packed.length < 2 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed)) return null
  const bytes = Buffer.from(packed, 'base64')
  const kind = compressionOf(bytes)
  const decoded = (kind === 'none' ? bytes : Buffer.from(decompress(bytes, kind))).toString('utf8')
  const first = firstLetter(decoded)
  return first === '{' || first === '[' ? decoded : null
}

function toBase64(value: Json): string {
  return Buffer.from(writeJson(value), 'utf8').toString('base64')
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
