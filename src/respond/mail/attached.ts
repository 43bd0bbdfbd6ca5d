// What an attachment says: HTML, SVG, calendar, plain text, PDF text and QR codes in pictures. Nothing is run, unpacked without bounds or fetched.
import { inflateSync } from 'node:zlib'
import { LIMITS } from '../../core/limits.ts'
import { readHtml, tidy, webAddresses } from './html.ts'
import type { Attached, Link, Unread } from './letter.ts'
import { decodeText } from './mime.ts'

export interface ReadAttachment {
  readonly file: Attached
  readonly links: readonly Link[]
  readonly unread: readonly Unread[]
}

/** Reads one attachment by its type and its first bytes; a name may lie. Never throws. */
export async function readAttached(type: string, name: string, content: Buffer, charset: string): Promise<ReadAttachment> {
  const file = { name, type, bytes: content.length, text: '', script: false, form: false }
  const where = `attachment:${name}`
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, 512)).toString('latin1').trimStart().toLowerCase()
  const nothing = { file, links: [], unread: [] }
  if (content.length === 0) return nothing
  if (head.startsWith('%pdf')) {
    const text = tidy(pdfText(content))
    return { file: { ...file, text }, links: webAddresses(text).map((href) => ({ href, text: '', where })), unread: [] }
  }
  if (isPicture(content)) {
    const { codeIn } = await import('./pictures.ts')
    const code = await codeIn(content)
    if (code.unread) return { ...nothing, unread: [{ what: name, why: code.unread }] }
    return code.text
      ? { file: { ...file, text: code.text }, links: [{ href: code.text, text: '', where: `qr:${name}` }], unread: [] }
      : nothing
  }
  if (type.startsWith('image/') && !type.includes('svg') && !head.startsWith('<')) return nothing
  if (content[0] === 0x50 && content[1] === 0x4b) return { ...nothing, unread: [{ what: name, why: 'archives are not unpacked' }] }
  const textual =
    /^(text|message)\/|html|svg|xml|calendar|json|javascript/.test(type) || /\.(x?html?|svg|ics|txt|csv|md|eml|shtml)$/i.test(name)
  const markup = head.startsWith('<') || /html|svg/.test(type) || /\.(x?html?|svg|shtml)$/i.test(name)
  if (!textual && !markup) return { ...nothing, unread: [{ what: name, why: `files of type ${type} are not read` }] }
  const raw = textOf(content.subarray(0, LIMITS.mailText), charset)
  const unread = content.length > LIMITS.mailText ? [{ what: name, why: `only the first ${LIMITS.mailText} bytes were read` }] : []
  if (markup) {
    const page = readHtml(raw, where)
    const links = [...page.links, ...webAddresses(page.text).map((href) => ({ href, text: '', where }))]
    return { file: { ...file, text: `${page.text}\n${page.hidden}`.trim(), script: page.script, form: page.form }, links, unread }
  }
  const text = tidy(type.includes('calendar') || /\.ics$/i.test(name) ? unfoldCalendar(raw) : raw)
  return { file: { ...file, text }, links: webAddresses(text).map((href) => ({ href, text: '', where })), unread }
}

/** PNG or JPEG by the first bytes. */
export function isPicture(content: Buffer): boolean {
  return (content[0] === 0x89 && content[1] === 0x50) || (content[0] === 0xff && content[1] === 0xd8 && content[2] === 0xff)
}

function textOf(content: Buffer, charset: string): string {
  if (content[0] === 0xff && content[1] === 0xfe) return decodeText(content, 'utf-16le')
  if (content[0] === 0xfe && content[1] === 0xff) return decodeText(content, 'utf-16be')
  return decodeText(content, charset)
}

/** RFC 5545 §3.1 folds lines and §3.3.11 escapes text. */
function unfoldCalendar(text: string): string {
  return text
    .replace(/\r?\n[ \t]/g, '')
    .replace(/\\n/gi, '\n')
    .replace(/\\([,;\\])/g, '$1')
}

/** Pages of a PDF that are read, and bytes that its streams may become. */
const PDF_STREAMS = 400
const PDF_EXPANDED = 8 * 1024 * 1024

/**
 * The literal strings and link targets of a PDF (ISO 32000-1 §7.3.4, §9.4.3), without fonts: text that a font maps to other
 * letters stays unread. Streams with filters other than FlateDecode are passed over.
 */
function pdfText(content: Uint8Array): string {
  const source = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, LIMITS.mailBytes)).toString('latin1')
  const out: string[] = []
  let budget = PDF_EXPANDED
  let at = 0
  for (let n = 0; n < PDF_STREAMS && budget > 0; n++) {
    const start = source.indexOf('stream', at)
    if (start < 0) break
    const end = source.indexOf('endstream', start + 6)
    if (end < 0) break
    const head = source.slice(Math.max(at, start - 400), start)
    let from = start + 6
    if (source.charCodeAt(from) === 13) from++
    if (source.charCodeAt(from) === 10) from++
    if (/\/FlateDecode/.test(head) && !/\/Image\b/.test(head)) {
      try {
        const plain = inflateSync(content.subarray(from, end), { maxOutputLength: Math.min(budget, 2 * 1024 * 1024) })
        budget -= plain.length
        out.push(pdfStrings(plain.toString('latin1')))
      } catch {
        // A damaged or oversized stream says nothing we could trust.
      }
    } else if (!/\/Filter/.test(head)) out.push(pdfStrings(source.slice(from, Math.min(end, from + 2 * 1024 * 1024))))
    at = end + 9
  }
  for (const match of source.matchAll(/\/URI\s{0,5}\(([^)]{1,2000})\)/g)) out.push(match[1]!)
  return out.join('\n').slice(0, LIMITS.mailText)
}

/** Strings of a content stream; kerned pieces `[(Hel) -20 (lo)] TJ` are joined, moves of the line are line ends. */
function pdfStrings(stream: string): string {
  const out: string[] = []
  for (let i = 0; i < stream.length; i++) {
    const c = stream[i]
    if (c === '(') {
      let depth = 1
      let text = ''
      for (i++; i < stream.length && depth > 0; i++) {
        const d = stream[i]!
        if (d === '\\') {
          i++
          const e = stream[i] ?? ''
          const octal = /^[0-7]{1,3}/.exec(stream.slice(i, i + 3))
          if (octal) {
            text += String.fromCharCode(Number.parseInt(octal[0], 8) & 255)
            i += octal[0].length - 1
          } else text += e === 'n' || e === 'r' ? '\n' : e === 't' ? ' ' : e
        } else if (d === '(') {
          depth++
          text += d
        } else if (d === ')') {
          if (--depth > 0) text += d
        } else text += d
      }
      i--
      out.push(text)
    } else if (c === '<' && stream[i + 1] !== '<') {
      const end = stream.indexOf('>', i)
      if (end < 0) break
      const hex = stream.slice(i + 1, end)
      if (/^[0-9a-fA-F\s]{2,20000}$/.test(hex)) {
        const bytes = Buffer.from(hex.replace(/\s/g, ''), 'hex')
        out.push(bytes.length % 2 === 0 && bytes[0] === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('latin1'))
      }
      i = end
    } else if (c === 'T' && /[dDm*]/.test(stream[i + 1] ?? '')) out.push('\n')
    else if (c === '-' && /^-\d{3,}/.test(stream.slice(i, i + 5))) out.push(' ')
  }
  return out.join('')
}
