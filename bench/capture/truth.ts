// What really arrived at the stub, decoded by brute force and on its own: shares no code with Cordon, undoes everything that can be undone, looks for plain texts.
import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'

export interface Arrived {
  readonly host: string
  readonly method: string
  readonly url: string
  readonly headers: readonly string[]
  readonly body: Buffer
}

/** Which of the markers' texts the request holds, in any encoding, also hashed without a key. Field names. */
export function fieldsIn(request: Arrived, markers: readonly (readonly [string, readonly string[]])[]): Set<string> {
  // What a browser or HTTP itself writes to every host alike is no property of a vendor.
  const headers = request.headers.filter((line) => !/^(user-agent|referer|origin|host|sec-|accept)/i.test(line))
  const texts = everything([Buffer.from(request.url), Buffer.from(headers.join('\n')), request.body])
  const found = new Set<string>()
  for (const [field, values] of markers) {
    for (const value of values) {
      const forms = [value, ...hashes(value.toLowerCase()), ...hashes(value)]
      if (texts.some((text) => forms.some((form) => text.toLowerCase().includes(form.toLowerCase())))) found.add(field)
    }
  }
  return found
}

const hashes = (value: string): string[] => ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(value).digest('hex'))

/** Breadth first through all that can be undone. */
function everything(starts: readonly Buffer[]): string[] {
  const seen = new Set<string>()
  const texts: string[] = []
  let level = [...starts]
  for (let depth = 0; depth < 6 && level.length > 0; depth++) {
    const next: Buffer[] = []
    for (const bytes of level) {
      const key = createHash('md5').update(bytes).digest('hex')
      if (bytes.length === 0 || seen.has(key) || seen.size > 4_000) continue
      seen.add(key)
      const text = bytes.toString('utf8')
      texts.push(text)
      next.push(...undone(bytes, text))
    }
    level = next
  }
  return texts
}

function undone(bytes: Buffer, text: string): Buffer[] {
  const results: Buffer[] = []
  const attempt = (work: () => Buffer): void => {
    try {
      results.push(work())
    } catch {
      // Not this encoding.
    }
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) attempt(() => gunzipSync(bytes))
  if (bytes[0] === 0x78) attempt(() => inflateSync(bytes))
  if (bytes.length > 4 && bytes.readUInt32LE(0) === 0xfd2fb528) attempt(() => zstdDecompressSync(bytes))
  if (/[\x00-\x08]/.test(text.slice(0, 200))) {
    attempt(() => brotliDecompressSync(bytes))
    attempt(() => inflateRawSync(bytes))
  }
  if (text.includes('%')) {
    results.push(Buffer.from(text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))))
  }
  if (/\+/.test(text)) results.push(Buffer.from(text.replaceAll('+', ' ')))
  if (text.includes('\\')) {
    results.push(
      Buffer.from(
        text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))).replace(/\\(["\\/])/g, '$1'),
      ),
    )
  }
  for (const run of text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g)?.slice(0, 300) ?? []) {
    const decoded = Buffer.from(run, 'base64')
    if (readable(decoded)) results.push(decoded)
    const reversed = Buffer.from([...run].reverse().join(''), 'base64')
    if (readable(reversed)) results.push(reversed)
  }
  const back = [...text.trim()].reverse().join('')
  if (/^={0,2}[A-Za-z0-9+/_-]{16,}$/.test(text.trim())) results.push(Buffer.from(back, 'base64'))
  // A compressed stream written as Latin-1 characters into JSON.
  if (/\u001f\u008b|\\u001f/.test(text)) {
    for (const match of text.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
      if (match[1]!.startsWith('\\u001f') || match[1]!.startsWith('\u001f'))
        attempt(() => gunzipSync(Buffer.from(JSON.parse(match[0]), 'latin1')))
    }
  }
  return results
}

/** Text or a compressed stream; chance decodings are neither. */
function readable(bytes: Buffer): boolean {
  if (bytes.length < 8) return false
  if ((bytes[0] === 0x1f && bytes[1] === 0x8b) || bytes[0] === 0x78) return true
  const sample = bytes.subarray(0, 64)
  return sample.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127) || byte >= 0xc2)
}
