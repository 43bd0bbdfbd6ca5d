// multipart/form-data (RFC 7578) told by its own boundary line, each part under its name: JSON, (zlib of) JSON, or bytes. Parts that were not changed go back
// byte for byte: Datadog's segments are zlib streams flushed in the middle, which no encoder writes again alike.
import { isUtf8 } from 'node:buffer'
import { CordonError } from '../../core/errors.ts'
import type { Json } from '../../core/words.ts'
import type { Body } from './body.ts'
import { compress, compressionOf, decompress } from './compress.ts'
import { isObject, readJson, writeJson } from './json.ts'

/** A part as read: what it takes to write it alike. `how`: JSON, JSON compressed, plain text, or bytes as base64. */
interface Part {
  readonly name: string
  readonly filename: string | undefined
  readonly type: string | undefined
  readonly bytes: Uint8Array
  readonly how: 'json' | 'packed' | 'text' | 'bytes'
  readonly before: string
}

const MAX_PARTS = 200
const CRLF = Buffer.from('\r\n')

/** Bytes → `{ NAME: { filename?, type?, content } }`. Throws `wire.unreadable`; two parts of one name are refused. */
export function readMultipart(plain: Uint8Array): Body {
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.length)
  const end = bytes.indexOf(CRLF)
  const boundary = end > 2 && end < 202 ? bytes.subarray(0, end) : Buffer.alloc(0)
  if (!boundary.toString('latin1').startsWith('--')) throw broken('does not begin with a boundary')
  const parts: Part[] = []
  // Only the closing line: every part went.
  if (end + 2 === bytes.length && boundary.subarray(-2).toString('latin1') === '--')
    return { value: {}, form: {}, lines: false, write: () => plain }
  const value: { [key: string]: Json } = {}
  let at = end + 2
  for (;;) {
    const head = bytes.indexOf('\r\n\r\n', at)
    const stop = bytes.indexOf(Buffer.concat([CRLF, boundary]), head < 0 ? at : head + 2)
    if (head < 0 || stop < 0 || head > stop) throw broken('is cut off')
    if (parts.length >= MAX_PARTS) throw new CordonError('wire.too-large', 'The multipart body has too many parts.')
    const { part, content } = readPart(bytes.subarray(at, head).toString('utf8'), bytes.subarray(Math.min(head + 4, stop), stop))
    if (Object.hasOwn(value, part.name)) throw broken('has two parts of one name')
    parts.push(part)
    const shown: { [key: string]: Json } = {}
    if (part.filename !== undefined) shown.filename = part.filename
    if (part.type !== undefined) shown.type = part.type
    shown.content = content
    Object.defineProperty(value, part.name, { value: shown, writable: true, enumerable: true, configurable: true })
    at = stop + 2 + boundary.length
    if (bytes.subarray(at, at + 2).toString('latin1') === '--') break
    at += 2
  }
  return { value, form: {}, lines: false, write: (now) => write(now, parts, boundary) }
}

function readPart(head: string, bytes: Uint8Array): { part: Part; content: Json } {
  const line = (name: string): string | undefined => new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(head)?.[1]?.trim()
  const disposition = line('content-disposition') ?? ''
  const name = /\bname="([^"\r\n]{0,200})"/i.exec(disposition)?.[1]
  if (name === undefined) throw broken('has a part without a name')
  const filename = /\bfilename="([^"\r\n]{0,1000})"/i.exec(disposition)?.[1]
  const type = line('content-type')
  const zip = compressionOf(bytes)
  const plain = zip === 'none' ? bytes : decompress(bytes, zip)
  const text = isUtf8(plain) ? Buffer.from(plain).toString('utf8') : null
  const json = text !== null && /^\s*[{[]/.test(text) ? jsonOf(text) : null
  if (json !== null)
    return { part: { name, filename, type, bytes, how: zip === 'none' ? 'json' : 'packed', before: writeJson(json) }, content: json }
  if (text !== null && zip === 'none') return { part: { name, filename, type, bytes, how: 'text', before: text }, content: text }
  const base64 = Buffer.from(bytes).toString('base64')
  return { part: { name, filename, type, bytes, how: 'bytes', before: base64 }, content: base64 }
}

function write(now: Json, parts: readonly Part[], boundary: Uint8Array): Uint8Array {
  const tree = isObject(now) ? now : {}
  const out: Uint8Array[] = []
  for (const part of parts) {
    const shown = Object.hasOwn(tree, part.name) ? tree[part.name] : undefined
    if (!isObject(shown) || shown.content === undefined) continue
    out.push(boundary, CRLF, Buffer.from(headOf(part, shown), 'utf8'), CRLF, CRLF, contentOf(part, shown.content), CRLF)
  }
  return Buffer.concat([...out, boundary, Buffer.from('--\r\n')])
}

function headOf(part: Part, shown: { [key: string]: Json }): string {
  const filename =
    typeof shown.filename === 'string'
      ? `; filename="${shown.filename.replace(/["\r\n]/g, '_')}"`
      : part.filename === undefined
        ? ''
        : '; filename="blob"'
  const type = typeof shown.type === 'string' ? `\r\nContent-Type: ${shown.type.replace(/[\r\n]/g, ' ')}` : ''
  return `Content-Disposition: form-data; name="${part.name}"${filename}${type}`
}

function contentOf(part: Part, content: Json): Uint8Array {
  const text = typeof content === 'string' ? content : writeJson(content)
  if (text === part.before) return part.bytes
  if (part.how === 'bytes') return Buffer.from(text, 'base64')
  return part.how === 'packed' ? compress(Buffer.from(text, 'utf8'), compressionOf(part.bytes)) : Buffer.from(text, 'utf8')
}

function jsonOf(text: string): Json | null {
  try {
    return readJson(text)
  } catch {
    return null
  }
}

function broken(what: string): CordonError {
  return new CordonError('wire.unreadable', `The multipart body ${what}.`)
}
