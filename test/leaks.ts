// Looks for planted values in what reached a vendor: raw and in every encoding we know, recursively decoded by code of its own, so that a fault of Cordon's decoders cannot hide a leak.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { readLzString } from './lz-string.ts'

interface Bytes {
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Fails naming the request and the encoding where any planted value is found. */
export function assertNothingLeaks(requests: readonly Bytes[], planted: readonly string[]): void {
  assert.ok(requests.length > 0, 'nothing arrived, so nothing was looked at')
  for (const request of requests) {
    const found = leaksIn(request, planted)
    assert.deepEqual(found, [], `planted values reached the vendor at ${request.url.split('?')[0]}`)
  }
}

/** `what it was < how it was packed` of each planted value found. */
export function leaksIn(request: Bytes, planted: readonly string[]): string[] {
  const needles = planted.flatMap((value) => needlesOf(value))
  const found = new Set<string>()
  const seen = new Set<string>()
  const look = (bytes: Buffer, trail: string, depth: number): void => {
    const key = `${bytes.length}:${createHash('sha1').update(bytes).digest('base64')}`
    if (seen.has(key)) return
    seen.add(key)
    const text = bytes.toString('utf8')
    const lower = text.toLowerCase()
    for (const [needle, what] of needles) if (lower.includes(needle)) found.add(`${what} < ${trail}`)
    if (depth === 0) return
    for (const [inner, how] of unpack(bytes, text)) look(inner, `${how} < ${trail}`, depth - 1)
  }
  look(Buffer.from(request.url), 'url', 6)
  look(request.body, 'body', 6)
  for (const [name, value] of Object.entries(request.headers))
    if (name !== 'host' && value !== undefined) look(Buffer.from(String(value)), `header ${name}`, 5)
  return [...found]
}

function needlesOf(value: string): [string, string][] {
  const plain = value.toLowerCase()
  const digits = value.replace(/\D/g, '')
  const rows: [string, string][] = [[plain, 'the value']]
  if (/^\+[\d ]+$/.test(value)) rows.push([digits, 'its digits'])
  for (const one of new Set([value, plain, value.replace(/\s/g, '')])) {
    for (const hash of ['md5', 'sha1', 'sha256']) {
      const digest = createHash(hash).update(one).digest()
      rows.push([digest.toString('hex'), hash], [digest.toString('base64').toLowerCase(), `${hash} base64`])
    }
  }
  return rows
}

function unpack(bytes: Buffer, text: string): [Buffer, string][] {
  const out: [Buffer, string][] = []
  const attempt = (how: string, work: () => Buffer | string | null): void => {
    try {
      const made = work()
      if (made !== null && made.length > 0) out.push([Buffer.from(made), how])
    } catch {}
  }
  attempt('gzip', () => (bytes[0] === 0x1f ? gunzipSync(bytes) : null))
  attempt('zlib', () => (bytes[0] === 0x78 ? inflateSync(bytes) : null))
  if (bytes.length < 100_000 && bytes[0] !== 0x7b && bytes[0] !== 0x5b && !/^[\x20-\x7e\s]*$/.test(text.slice(0, 200))) {
    attempt('deflate', () => inflateRawSync(bytes, { maxOutputLength: 1e7 }))
    attempt('br', () => brotliDecompressSync(bytes, { maxOutputLength: 1e7 }))
  }
  if (/%[0-9a-f]{2}/i.test(text))
    attempt('percent', () => text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')))
  if (/\+/.test(text)) attempt('plus', () => text.replaceAll('+', ' '))
  if (text.includes('\\'))
    attempt('escapes', () =>
      text
        .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replaceAll('\\"', '"')
        .replaceAll('\\/', '/'),
    )
  if (/&[#\w]+;/.test(text))
    attempt('entities', () =>
      text
        .replace(/&#(\d+);/g, (_, n) => String.fromCharCode(Number(n)))
        .replaceAll('&amp;', '&')
        .replaceAll('&#x40;', '@'),
    )
  for (const run of text.match(/[A-Za-z0-9+/_-]{12,}={0,2}/g) ?? []) {
    const decoded = Buffer.from(run, 'base64')
    if (decoded.length < 8) continue
    // Whatever the request says of it: 'N' begins the packing of text that begins with an ASCII letter.
    if (run.startsWith('N') && decoded.length < 100_000) attempt('LZ-String', () => readLzString(run))
    out.push([decoded, 'base64'])
    out.push([Buffer.from([...run].reverse().join(''), 'base64'), 'reversed base64'])
  }
  // gzip bytes as Latin-1 letters inside JSON (PostHog's replay)
  if (text.includes('\\u001f') || text.includes('\u001f')) {
    attempt('latin-1 gzip', () => {
      const strings = JSON.stringify(JSON.parse(text), (_k, v) =>
        typeof v === 'string' && v.startsWith('\u001f') ? gunzipSync(Buffer.from(v, 'latin1')).toString('utf8') : v,
      )
      return strings === text ? null : strings
    })
  }
  return out
}
