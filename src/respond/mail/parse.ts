// Bytes → letter. Bounded: what is too large, too deep or too many is left unread and said so, never an error.
import PostalMime, { decodeWords } from 'postal-mime'
import { LIMITS } from '../../core/limits.ts'
import { readAttached } from './attached.ts'
import { readHtml, tidy, webAddresses } from './html.ts'
import type { Attached, Header, Letter, Link, Mailbox, Unread } from './letter.ts'

const MOST_INNER = 4

/** Reads one message. Never throws on what is in it. */
export async function parseLetter(bytes: Uint8Array, depth = 0): Promise<Letter> {
  const unread: Unread[] = []
  let input = bytes
  if (bytes.length > LIMITS.mailBytes) {
    input = bytes.subarray(0, LIMITS.mailBytes)
    unread.push({ what: 'message', why: `only the first ${LIMITS.mailBytes} of ${bytes.length} bytes were read` })
  }
  const parts = countParts(input)
  if (parts.at !== input.length) {
    input = input.subarray(0, parts.at)
    unread.push({ what: 'parts', why: `only the first ${LIMITS.mailParts} parts were read` })
  }
  let mail: Awaited<ReturnType<PostalMime['parse']>>
  try {
    mail = await new PostalMime({
      attachmentEncoding: 'arraybuffer',
      forceRfc822Attachments: true,
      maxNestingDepth: LIMITS.mailDepth,
      maxHeadersSize: LIMITS.mailHeaders,
    }).parse(input)
  } catch (error) {
    unread.push({ what: 'message', why: error instanceof Error ? error.message : 'could not be read' })
    return headersOnly(input, unread)
  }
  const links: Link[] = []
  let text = ''
  let hidden = ''
  let images = 0
  let form = false
  if (mail.html) {
    const page = readHtml(cut(mail.html, 'HTML', unread), 'body')
    text = page.text
    hidden = page.hidden
    images = page.images
    form = page.form
    links.push(...page.links)
  }
  if (mail.text) {
    const plain = cut(mail.text, 'text', unread)
    // Both forms are read: a letter that says one thing in each must be judged by both.
    if (!mail.html || plain.trim().length > 0) for (const href of webAddresses(plain)) links.push({ href, text: '', where: 'body' })
    if (!text) text = tidy(plain)
    else if (!sameWords(text, plain)) hidden = `${hidden}\n${tidy(plain)}`
  }
  for (const href of webAddresses(text)) if (mail.html) links.push({ href, text: '', where: 'body' })
  const attached: Attached[] = []
  const inner: Letter[] = []
  for (const part of mail.attachments) {
    const content = part.content instanceof ArrayBuffer ? new Uint8Array(part.content) : toBytes(part.content)
    const name = part.filename ?? part.mimeType
    if (part.mimeType === 'message/rfc822') {
      if (depth >= MOST_INNER || inner.length >= MOST_INNER)
        unread.push({ what: name, why: 'a letter inside a letter inside a letter, too deep' })
      else inner.push(await parseLetter(content, depth + 1))
      continue
    }
    const read = await readAttached(part.mimeType, name, content)
    attached.push(read.file)
    links.push(...read.links)
    unread.push(...read.unread)
  }
  const headers: Header[] = mail.headers.map((h) => ({ key: h.key, value: decodeWords(h.value) }))
  return {
    headers,
    from: senderOf(mailbox(mail.from), headers),
    replyTo: mailboxes(mail.replyTo),
    to: [...mailboxes(mail.to), ...mailboxes(mail.cc)],
    subject: mail.subject ?? '',
    at: momentOf(headers, mail.date),
    text,
    hidden,
    html: Boolean(mail.html),
    images,
    form,
    links: unique(links),
    attached,
    inner,
    unread,
  }
}

/** A From that no parser takes still shows a name and, last, an address. */
function senderOf(box: Mailbox, headers: readonly Header[]): Mailbox {
  if (box.address.includes('@')) return box
  const raw = headers.find((h) => h.key === 'from')?.value ?? ''
  const all = [...raw.slice(0, 1_000).matchAll(/[\w.+'=-]{1,64}@[\w.-]{1,200}/g)]
  const last = all.at(-1)
  return last
    ? {
        name: raw
          .slice(0, last.index)
          .replace(/[<"]+\s*$/, '')
          .replace(/^"/, '')
          .trim(),
        address: last[0].toLowerCase(),
      }
    : { name: box.name || raw.slice(0, 200), address: '' }
}

type Box = { readonly name?: string | undefined; readonly address?: string | undefined; readonly group?: Box[] | undefined }

function mailbox(box: Box | undefined): Mailbox {
  const one = box?.group?.[0] ?? box
  return { name: one?.name ?? box?.name ?? '', address: (one?.address ?? '').toLowerCase() }
}

function mailboxes(boxes: readonly Box[] | undefined): Mailbox[] {
  return (boxes ?? []).flatMap((box) => (box.group ? box.group.map(mailbox) : [mailbox(box)])).slice(0, 1_000)
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

/** The receiving host's time if a Received header tells it, since a sender may write any date. */
function momentOf(headers: readonly Header[], date: string | undefined): number | null {
  const received = headers.find((h) => h.key === 'received')?.value
  const told = received ? Date.parse(received.slice(received.lastIndexOf(';') + 1).replace(/\([^)]{0,80}\)/g, '')) : Number.NaN
  if (Number.isFinite(told)) return told
  const own = date ? Date.parse(date) : Number.NaN
  return Number.isFinite(own) ? own : null
}

function cut(text: string, what: string, unread: Unread[]): string {
  if (text.length <= LIMITS.mailText) return text
  unread.push({ what, why: `only the first ${LIMITS.mailText} of ${text.length} characters were read` })
  return text.slice(0, LIMITS.mailText)
}

/** Whether the plain part says what the HTML part says; most do. */
function sameWords(html: string, plain: string): boolean {
  const words = new Set(html.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])
  const own =
    plain
      .toLowerCase()
      .slice(0, 20_000)
      .replace(/https?:\S+/g, '')
      .match(/[\p{L}\p{N}]{4,}/gu) ?? []
  return own.length === 0 || own.filter((word) => words.has(word)).length / own.length > 0.8
}

function unique(links: readonly Link[]): Link[] {
  const seen = new Map<string, Link>()
  for (const link of links) {
    const known = seen.get(link.href)
    if (!known || (known.text === '' && link.text !== '')) seen.set(link.href, link)
  }
  return [...seen.values()]
}

/** Position at which the limit of parts is reached; a part begins with a line `--…`, so that counting such lines can only over-count. */
function countParts(bytes: Uint8Array): { at: number } {
  let parts = 0
  for (let at = bytes.indexOf(45); at >= 0; at = bytes.indexOf(45, at + 1)) {
    if (bytes[at + 1] !== 45 || (at > 0 && bytes[at - 1] !== 10)) continue
    // The header that follows tells a part from a line of dashes.
    const end = bytes.indexOf(10, at)
    if (end < 0) break
    if ((bytes[end + 1]! | 32) === 99 || (bytes[end + 1]! | 32) === 109 || bytes[end + 1] === 13 || bytes[end + 1] === 10) parts++
    if (parts > LIMITS.mailParts) return { at }
    at = end - 1
  }
  return { at: bytes.length }
}

/** What can be had of a message that the parser refuses: its first headers. */
function headersOnly(bytes: Uint8Array, unread: Unread[]): Letter {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 64 * 1024))
  const headers: Header[] = []
  for (const line of head
    .split(/\r?\n\r?\n/, 1)[0]!
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .slice(0, 500)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.push({ key: line.slice(0, colon).toLowerCase(), value: decodeWords(line.slice(colon + 1).trim()) })
  }
  const box = (key: string): Mailbox[] => {
    const value = headers.find((h) => h.key === key)?.value
    const found = value ? /^\s*"?([^"<]*?)"?\s*<?([^<>\s]+@[^<>\s]+)>?/.exec(value.slice(0, 500)) : null
    return found ? [{ name: found[1]!.trim(), address: found[2]!.toLowerCase() }] : []
  }
  const body = tidy(head.slice(head.search(/\r?\n\r?\n/) + 1))
  return {
    headers,
    from: box('from')[0] ?? { name: '', address: '' },
    replyTo: box('reply-to'),
    to: box('to'),
    subject: headers.find((h) => h.key === 'subject')?.value ?? '',
    at: momentOf(headers, headers.find((h) => h.key === 'date')?.value),
    text: body,
    hidden: '',
    html: false,
    images: 0,
    form: false,
    links: webAddresses(body).map((href) => ({ href, text: '', where: 'body' })),
    attached: [],
    inner: [],
    unread,
  }
}
