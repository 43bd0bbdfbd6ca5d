// Outlook .msg (MS-OXMSG) → the message as it came over the wire, as near as the file allows, so that everything else reads one form only.
import { type Entry, openCompound } from './compound.ts'

/** An RFC 5322 message made of the file's properties. Throws `input.invalid` for a damaged file. */
export function readMsg(file: Uint8Array, path: string): Uint8Array {
  return build(openCompound(Buffer.from(file.buffer, file.byteOffset, file.length), path), 0)
}

function build(root: Entry, depth: number): Buffer {
  const text = (id: string) => property(root, id)
  const head: string[] = []
  const wire = text('007D')
  if (wire) {
    // The body that follows is ours, so the headers that describe the original one must go.
    let dropping = false
    for (const line of wire.split(/\r?\n/)) {
      if (!/^[ \t]/.test(line)) dropping = /^(content-|mime-version:)/i.test(line) || line === '' || !/^[!-9;-~]+:/.test(line)
      if (!dropping) head.push(line)
    }
  } else {
    const address = text('5D01') || text('0C1F') || text('0065')
    head.push(`From: ${encoded(text('0C1A') || text('0042'))} <${one(address)}>`)
    const to = root.children
      .filter((c) => c.name.startsWith('__recip_version1.0_'))
      .map((r) => one(property(r, '39FE') || property(r, '3003')))
    head.push(`To: ${to.filter(Boolean).join(', ') || encoded(text('0E04'))}`, `Subject: ${encoded(text('0037'))}`)
  }
  const parts: string[] = []
  const plain = text('1000')
  const html = root.children.find((c) => c.name === '__substg1.0_10130102')?.read() ?? Buffer.from(text('1013'))
  if (plain) parts.push(part('text/plain; charset=utf-8', Buffer.from(plain)))
  if (html.length) parts.push(part('text/html; charset=utf-8', html))
  for (const attached of root.children.filter((c) => c.name.startsWith('__attach_version1.0_')).slice(0, 200)) {
    const inner = attached.children.find((c) => c.name === '__substg1.0_3701000D')
    if (inner && depth < 4) parts.push(part('message/rfc822', build(inner, depth + 1)))
    const data = attached.children.find((c) => c.name === '__substg1.0_37010102')
    const name = property(attached, '3707') || property(attached, '3704') || 'attachment'
    if (data)
      parts.push(
        part(
          `${one(property(attached, '370E')) || 'application/octet-stream'}; name="${encoded(name.replace(/["\\]/g, ''))}"`,
          data.read(),
          'attachment',
        ),
      )
  }
  const boundary = `cordon-${depth}-part`
  return Buffer.from(
    `${head.join('\r\n')}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${parts.map((p) => `--${boundary}\r\n${p}`).join('\r\n')}\r\n--${boundary}--\r\n`,
  )
}

/** A text property, Unicode (001F) or in the old code page (001E). */
function property(entry: Entry, id: string): string {
  for (const child of entry.children) {
    if (child.name === `__substg1.0_${id}001F`) return child.read().toString('utf16le').replace(/\0+$/, '')
    if (child.name === `__substg1.0_${id}001E`) return child.read().toString('latin1').replace(/\0+$/, '')
  }
  return ''
}

function part(type: string, content: Buffer, disposition?: string): string {
  const body = type === 'message/rfc822' ? content.toString('latin1') : content.toString('base64').replace(/.{76}/g, '$&\r\n')
  return `Content-Type: ${type}\r\n${disposition ? `Content-Disposition: ${disposition}\r\n` : ''}${type === 'message/rfc822' ? '' : 'Content-Transfer-Encoding: base64\r\n'}\r\n${body}`
}

function one(text: string): string {
  return text.replace(/[\r\n<>]/g, ' ').trim()
}

function encoded(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? one(text) : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}
