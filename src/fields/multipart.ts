// multipart/form-data bodies (RFC 7578), recognised by their own first line because the boundary in the header may be missing or wrong.

export interface Part {
  /** The form field's name; '' where it says none. */
  readonly name: string
  readonly body: Uint8Array
}

const MOST_PARTS = 1000

/** The parts of a multipart body; null where it is none. Linear: each boundary is looked for from the end of the part before. */
export function multipartOf(bytes: Uint8Array): Part[] | null {
  if (bytes[0] !== 45 || bytes[1] !== 45) return null
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const first = buffer.indexOf(10)
  if (first < 3 || first > 202) return null
  const boundary = buffer.subarray(0, first).toString('latin1').trimEnd()
  if (!/^content-/i.test(buffer.toString('latin1', first + 1, first + 9))) return null
  const parts: Part[] = []
  let at = first + 1
  while (parts.length < MOST_PARTS) {
    const next = buffer.indexOf(`\n${boundary}`, at, 'latin1')
    const end = next < 0 ? buffer.length : next
    parts.push(partOf(buffer.subarray(at, end)))
    if (next < 0) break
    const line = buffer.indexOf(10, next + 1 + boundary.length)
    if (line < 0 || buffer.toString('latin1', next + 1 + boundary.length, next + 3 + boundary.length) === '--') break
    at = line + 1
  }
  return parts
}

function partOf(part: Buffer): Part {
  const crlf = part.indexOf('\r\n\r\n')
  const lf = crlf < 0 ? part.indexOf('\n\n') : -1
  const split = crlf >= 0 ? crlf : lf
  const head = part.toString('utf8', 0, split < 0 ? Math.min(part.length, 4096) : Math.min(split, 4096))
  let end = part.length
  if (part[end - 1] === 13) end--
  const body = split < 0 ? part.subarray(0, 0) : part.subarray(split + (crlf >= 0 ? 4 : 2), end)
  return { name: /\bname="([^"\r\n]{0,200})"/i.exec(head)?.[1] ?? '', body }
}
