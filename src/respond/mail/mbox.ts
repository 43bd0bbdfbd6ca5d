// mbox → messages (RFC 4155, and the `>From ` quoting of mboxrd). Nothing is copied: each message is a view of the file.

const FROM = Buffer.from('\nFrom ')

/** The messages of an mbox, separators taken off. */
export function* messagesIn(bytes: Uint8Array): Generator<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let start = 0
  while (start < file.length) {
    const line = file.indexOf(10, start)
    if (line < 0) return
    // A separator is followed by a header line; prose that begins with "From " is not.
    let end = file.indexOf(FROM, line)
    while (end >= 0 && !isHeader(file, file.indexOf(10, end + 1) + 1)) end = file.indexOf(FROM, end + 1)
    const stop = end < 0 ? file.length : end + 1
    if (stop > line + 1) yield file.subarray(line + 1, stop)
    start = stop
  }
}

function isHeader(file: Buffer, at: number): boolean {
  if (at <= 0) return false
  return /^[!-9;-~]{1,70}:/.test(file.subarray(at, at + 80).toString('latin1'))
}
