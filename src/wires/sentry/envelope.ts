// Sentry's envelope (develop.sentry.dev/sdk/foundations/envelopes): a header line, then items of a header line and a payload of `length` bytes or up to the
// end of the line. In the tree each payload stands under its item's type (`items[].log.items[]`), so that places of different items do not mix.
import { isUtf8 } from 'node:buffer'
import { CordonError } from '../../core/errors.ts'
import { LIMITS } from '../../core/limits.ts'
import type { Json } from '../../core/words.ts'
import type { Body } from '../codec/body.ts'
import { type Compression, compress, compressionOf, decompress } from '../codec/compress.ts'
import { isObject, readJson, writeJson } from '../codec/json.ts'
import { unwrapTyped } from './typed.ts'

type Tree = { [key: string]: Json }

/** Names that would say too much of what stands below them are told apart: an `event` of a parcel is its name. */
const KEYS: Readonly<Record<string, string>> = { event: 'error', session: 'session_update' }

/** Item types with a table of kinds of their own; any other stands under `payload`. */
const TYPES = new Set([
  'event',
  'transaction',
  'feedback',
  'session',
  'sessions',
  'client_report',
  'user_report',
  'check_in',
  'span',
  'log',
  'trace_metric',
  'profile',
  'profile_chunk',
  'replay_event',
  'replay_recording',
  'raw_security',
  'attachment',
])

/** How an item was read, and so how it is written: its place in the tree, its form, and the types of its attributes. */
interface Origin {
  readonly key: string
  readonly form: 'json' | 'bytes' | 'recording'
  readonly zip: Compression
  readonly wrap: (tree: Json) => Json
  /** The recording as it came, and the JSON it held: written again only where that changed. */
  readonly before: { readonly bytes: Uint8Array; readonly json: string } | null
}

const as = (tree: Json): Json => tree

/** Bytes (decompressed) → { header, items }. Throws `wire.unreadable` or `wire.too-large`. */
export function readEnvelope(plain: Uint8Array): Body {
  const origins = new WeakMap<object, Origin>()
  const first = lineAt(plain, 0)
  const header = objectOf(plain.subarray(0, first))
  const items: Json[] = []
  let at = first + 1
  while (at < plain.length) {
    const end = lineAt(plain, at)
    if (end === at) {
      at++
      continue
    }
    if (items.length >= LIMITS.leaves) throw new CordonError('wire.too-large', 'The envelope has more items than its limit.')
    const itemHeader = objectOf(plain.subarray(at, end))
    const from = Math.min(end + 1, plain.length)
    const length = itemHeader.length
    const stop = typeof length === 'number' && Number.isInteger(length) && length >= 0 ? from + length : lineAt(plain, from)
    if (stop > plain.length) throw new CordonError('wire.unreadable', 'An item of the envelope is cut off.')
    const { item, origin } = readItem(itemHeader, plain.subarray(from, stop))
    origins.set(item, origin)
    items.push(item)
    at = stop + 1
  }
  const newline = plain.at(-1) === 0x0a
  return { value: { header, items }, form: {}, lines: false, write: (now) => writeEnvelope(now, origins, newline) }
}

function readItem(header: Tree, bytes: Uint8Array): { item: Tree; origin: Origin } {
  const type = typeof header.type === 'string' ? header.type : ''
  const key = TYPES.has(type) ? (Object.hasOwn(KEYS, type) ? (KEYS[type] as string) : type) : 'payload'
  if (type === 'replay_recording') return readRecording(header, key, bytes)
  const json = type === 'attachment' ? null : jsonOf(bytes)
  if (json === null) {
    const item: Tree = { header, [key]: { bytes: Buffer.from(bytes).toString('base64') } }
    return { item, origin: { key, form: 'bytes', zip: 'none', wrap: as, before: null } }
  }
  const { tree, wrap } = unwrapTyped(json)
  return { item: { header, [key]: tree }, origin: { key, form: 'json', zip: 'none', wrap, before: null } }
}

/** A JSON line, then the rrweb events as JSON or zlib of JSON. */
function readRecording(header: Tree, key: string, bytes: Uint8Array): { item: Tree; origin: Origin } {
  const end = lineAt(bytes, 0)
  const segment = objectOf(bytes.subarray(0, end))
  const rest = bytes.subarray(end + 1)
  const zip = compressionOf(rest)
  const recording = jsonOf(zip === 'none' ? rest : decompress(rest, zip))
  if (recording === null) throw new CordonError('wire.unreadable', 'A recording of the envelope is no JSON.')
  const before = { bytes: rest, json: writeJson(recording) }
  return { item: { header, [key]: { segment, recording } }, origin: { key, form: 'recording', zip, wrap: as, before } }
}

function writeEnvelope(value: Json, origins: WeakMap<object, Origin>, newline: boolean): Uint8Array {
  const tree: Tree = isObject(value) ? value : {}
  const out: Uint8Array[] = [line(isObject(tree.header) ? tree.header : {})]
  for (const item of Array.isArray(tree.items) ? tree.items : []) {
    const origin = typeof item === 'object' && item !== null ? origins.get(item) : undefined
    if (origin === undefined || !isObject(item)) continue
    const payload = item[origin.key]
    const bytes = payload === undefined ? null : writePayload(payload, origin)
    if (bytes === null) continue
    const header: Tree = { ...(isObject(item.header) ? item.header : {}) }
    if (header.length !== undefined) header.length = bytes.length
    if (header.item_count !== undefined) header.item_count = isObject(payload) && Array.isArray(payload.items) ? payload.items.length : 1
    // Without a length the payload ends at its line; bytes that hold one need the length.
    if (header.length === undefined && bytes.includes(0x0a)) header.length = bytes.length
    out.push(NEWLINE, line(header), NEWLINE, bytes)
  }
  if (newline || out.length === 1) out.push(NEWLINE)
  return Buffer.concat(out)
}

/** Null: nothing of the item is left, so the item goes. */
function writePayload(payload: Json, origin: Origin): Uint8Array | null {
  if (!isObject(payload)) return origin.form === 'json' && Array.isArray(payload) ? line(origin.wrap(payload)) : null
  if (origin.form === 'bytes') return typeof payload.bytes === 'string' ? Buffer.from(payload.bytes, 'base64') : null
  if (origin.form === 'json') return Array.isArray(payload.items) && payload.items.length === 0 ? null : line(origin.wrap(payload))
  if (payload.recording === undefined) return null
  const json = writeJson(payload.recording)
  const rest = json === origin.before?.json ? origin.before.bytes : compress(Buffer.from(json, 'utf8'), origin.zip)
  return Buffer.concat([line(isObject(payload.segment) ? payload.segment : {}), NEWLINE, rest])
}

const NEWLINE = Uint8Array.of(0x0a)

function line(value: Json): Uint8Array {
  return Buffer.from(writeJson(value), 'utf8')
}

function lineAt(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(0x0a, from)
  return at < 0 ? bytes.length : at
}

function objectOf(bytes: Uint8Array): Tree {
  const value = jsonOf(bytes)
  if (!isObject(value ?? undefined)) throw new CordonError('wire.unreadable', 'A header of the envelope is no JSON object.')
  return value as Tree
}

/** An object or array, or null. */
function jsonOf(bytes: Uint8Array): Json | null {
  if (bytes.length === 0 || !isUtf8(bytes)) return null
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  try {
    const value = readJson(text)
    return typeof value === 'object' && value !== null && (Array.isArray(value) || isObject(value)) ? value : null
  } catch {
    return null
  }
}
