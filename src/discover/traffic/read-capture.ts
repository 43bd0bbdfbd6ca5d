// Opens a capture whatever it is: HAR (also gzipped), our NDJSON, an egress log. Told apart by content, since people rename files.
import { createReadStream, type ReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { CordonError } from '../../core/errors.ts'
import { type LineReader, lineReader, logKindOf } from './egress-log.ts'
import type { HarEvent } from './har-file.ts'
import { readHar } from './har-file.ts'
import { TRAFFIC_LIMITS } from './limits.ts'
import { fromLine } from './ndjson.ts'

const CHUNK = 1024 * 1024
/** What a gzipped capture may become. */
const MOST = 8 * 1024 * 1024 * 1024

export interface OpenedCapture {
  readonly events: AsyncIterable<HarEvent>
  /** Bytes read of the file so far, for progress. */
  bytesRead(): number
  readonly size: number
}

/** `most`: bytes the capture may have when decompressed. Throws `input.unreadable`, `input.too-large`, or `input.invalid` where the file is none of the forms. */
export async function openCapture(path: string, most = MOST): Promise<OpenedCapture> {
  let file: ReadStream | null = null
  const { head, size } = await headOf(path)
  const gzipped = head[0] === 0x1f && head[1] === 0x8b
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const opened = createReadStream(path, { highWaterMark: CHUNK })
    file = opened
    const source = gzipped ? opened.pipe(createGunzip({ chunkSize: CHUNK })) : opened
    if (gzipped) opened.on('error', (error) => source.destroy(error))
    let total = 0
    try {
      for await (const piece of source) {
        total += piece.length
        if (total > most)
          throw new CordonError('input.too-large', `The capture is longer than ${most} bytes when decompressed.`, { place: { path } })
        yield piece
      }
    } catch (cause) {
      if (cause instanceof CordonError) throw cause
      throw new CordonError('input.unreadable', 'The capture could not be read to its end.', { place: { path }, cause })
    }
  }
  const start = gzipped ? await firstOf(chunks()) : head
  if (start.length === 0) throw new CordonError('input.invalid', 'The file is empty.', { place: { path } })
  if (start[0] === 0x50 && start[1] === 0x4b) {
    throw new CordonError('input.invalid', 'This is a zip archive.', { place: { path }, hint: 'Unpack it and name the .har file inside.' })
  }
  const events = formOf(start.toString('utf8'))
  if (!events) {
    throw new CordonError('input.invalid', 'This is neither a HAR nor a log that Cordon knows.', {
      place: { path, line: 1 },
      hint: 'Known: HAR, NDJSON of `cordon capture`, Squid, Envoy, Zeek, VPC flow, Cloudflare logs.',
    })
  }
  return { events: events(chunks()), bytesRead: () => file?.bytesRead ?? 0, size }
}

async function headOf(path: string): Promise<{ head: Buffer; size: number }> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0)
      return { head: buffer.subarray(0, bytesRead), size }
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new CordonError('input.unreadable', 'Cannot read this capture.', { place: { path }, cause })
  }
}

async function firstOf(chunks: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  for await (const piece of chunks) return Buffer.from(piece.subarray(0, 64 * 1024))
  return Buffer.alloc(0)
}

/** Which reader a beginning asks for. */
function formOf(start: string): ((chunks: AsyncIterable<Uint8Array>) => AsyncIterable<HarEvent>) | null {
  const text = start.replace(/^\uFEFF/, '').trimStart()
  const kind = logKindOf(text)
  if (kind !== null) return (chunks) => readLines(chunks, lineReader(kind))
  if (text.startsWith('{') || text.startsWith('[')) {
    const line = /^(\{.*\})\s*$/m.exec(text.split('\n')[0]!)?.[1]
    const first = line === undefined ? null : parsed(line)
    if (first === null || 'log' in first || 'entries' in first) return readHar
    if ('cordon' in first || ('url' in first && 'method' in first && 'headers' in first)) return (chunks) => readLines(chunks, capturedLine)
    return (chunks) => readLines(chunks, lineReader('json'))
  }
  return null
}

const capturedLine: LineReader = (line, index) => {
  const value = parsed(line)
  if (value === null) return undefined
  return 'cordon' in value ? null : (fromLine(value, index) ?? undefined)
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

/** Lines with the index of the exchange they hold; headings and comments take none. */
async function* readLines(chunks: AsyncIterable<Uint8Array>, read: LineReader): AsyncGenerator<HarEvent> {
  let index = 0
  let number = 0
  for await (const line of linesOf(chunks)) {
    number++
    if (line.trim() === '') continue
    const exchange = read(line, index)
    if (exchange === null) continue
    if (exchange === undefined) yield { notRead: { entry: null, why: `line ${number} is not of this form` } }
    else {
      index++
      yield { exchange }
    }
    if (index >= TRAFFIC_LIMITS.entries * 20) {
      yield { notRead: { entry: null, why: 'more lines than one log may have; the rest was passed over' } }
      return
    }
  }
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let kept: Buffer[] = []
  let keptBytes = 0
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let from = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield Buffer.concat([...kept, bytes.subarray(from, end)]).toString('utf8')
      kept = []
      from = end + 1
    }
    kept.push(Buffer.from(bytes.subarray(from)))
    keptBytes = from === 0 ? keptBytes + bytes.length : bytes.length - from
    if (keptBytes > TRAFFIC_LIMITS.entryBytes) {
      yield 'a line without end'
      return
    }
  }
  yield Buffer.concat(kept).toString('utf8')
}
