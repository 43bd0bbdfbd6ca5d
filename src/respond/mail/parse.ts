// Bytes → letter. Bounded: what is too large, too deep or too many is left unread and said so, never an error.
import { addressParser, decodeWords } from 'postal-mime'
import { LIMITS } from '../../core/limits.ts'
import { isPicture, readAttached } from './attached.ts'
import { readHtml, tidy, webAddresses } from './html.ts'
import type { Attached, Header, Letter, Link, Mailbox, Unread } from './letter.ts'
import { type Part, readPart } from './mime.ts'

const MOST_INNER = 4
const MOST_ATTACHED = 60
const MOST_PICTURES = 4
const MOST_BESIDE_CODE = 3_000
/** Headers whose value is a list of addresses; their words are decoded after they are taken apart. */
const ADDRESSES = new Set(['from', 'to', 'cc', 'reply-to', 'sender'])

/** Reads one message. Never throws on what is in it. */
export async function parseLetter(bytes: Uint8Array, depth = 0): Promise<Letter> {
  const unread: Unread[] = []
  let input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (input.length > LIMITS.mailBytes) {
    unread.push({ what: 'message', why: `only the first ${LIMITS.mailBytes} of ${input.length} bytes were read` })
    input = input.subarray(0, LIMITS.mailBytes)
  }
  const root = readPart(input, { parts: LIMITS.mailParts, unread })
  const raw = (key: string) => root.headers.find((h) => h.key === key)?.value
  const links: Link[] = []
  const attached: Attached[] = []
  const inner: Letter[] = []
  const pictures: Part[] = []
  let html = ''
  let plain = ''
  for (const part of leaves(root)) {
    if (part.type === 'text/html' && !part.attachment && !part.name) html += part.text()
    else if (part.type === 'text/plain' && !part.attachment && !part.name) plain += `${part.text()}\n`
    else if (part.type === 'message/rfc822' || part.type === 'message/global') {
      if (depth >= MOST_INNER || inner.length >= MOST_INNER)
        unread.push({ what: part.name || part.type, why: 'letters inside letters, too many or too deep' })
      else inner.push(await parseLetter(part.content(), depth + 1))
    } else if (attached.length >= MOST_ATTACHED) {
      unread.push({ what: 'attachments', why: `only the first ${MOST_ATTACHED} were read` })
      break
    } else if (isPicture(part.content())) pictures.push(part)
    else {
      const read = await readAttached(part.type, part.name || part.type, part.content(), part.charset)
      attached.push(read.file)
      links.push(...read.links)
      unread.push(...read.unread)
    }
  }
  const page = html ? readHtml(cut(html, 'HTML', unread), 'body') : null
  if (page) links.push(...page.links)
  if (page?.cut) unread.push({ what: 'HTML', why: 'too many tags or nested too deep, only its beginning was read' })
  for (const letter of inner) unread.push(...letter.unread)
  let hidden = page?.hidden ?? ''
  let text = page?.text ?? ''
  if (plain) {
    plain = cut(plain, 'text', unread)
    for (const href of webAddresses(plain)) links.push({ href, text: '', where: 'body' })
    // Both forms are read: a letter that says one thing in each must be judged by both.
    if (!text) text = tidy(plain)
    else if (!sameWords(text, plain)) hidden = `${hidden}\n${tidy(plain)}`
  }
  // A code stands in a letter that says little else; a newsletter's pictures are not searched.
  if (text.length < MOST_BESIDE_CODE) {
    const shown = [
      ...pictures.map((p) => ({ name: p.name || p.type, content: p.content() })),
      ...(page?.pictures ?? []).map((content) => ({ name: 'picture', content })),
    ]
    for (const { name, content } of shown.slice(0, MOST_PICTURES)) {
      const read = await readAttached('image/*', name, content, '')
      if (read.file.text) attached.push(read.file)
      links.push(...read.links)
      unread.push(...read.unread)
    }
    if (shown.length > MOST_PICTURES) unread.push({ what: 'pictures', why: `only the first ${MOST_PICTURES} were searched for codes` })
  }
  if (page) for (const href of webAddresses(text)) links.push({ href, text: '', where: 'body' })
  const headers: Header[] = root.headers.map((h) =>
    ADDRESSES.has(h.key) || !h.value.includes('=?') ? h : { key: h.key, value: decodeWords(h.value) },
  )
  return {
    headers,
    from: senderOf(raw('from')),
    replyTo: mailboxes(raw('reply-to')),
    to: [...mailboxes(raw('to')), ...mailboxes(raw('cc'))],
    subject: decodeWords(raw('subject') ?? ''),
    at: momentOf(raw('received'), raw('date')),
    text,
    hidden,
    html: page !== null,
    images: page?.images ?? 0,
    form: page?.form ?? false,
    links: unique(links),
    attached,
    inner,
    unread,
  }
}

function* leaves(part: Part): Generator<Part> {
  if (part.type.startsWith('multipart/')) for (const inside of part.parts) yield* leaves(inside)
  else yield part
}

function mailboxes(value: string | undefined): Mailbox[] {
  if (!value) return []
  return addressParser(value.slice(0, 50_000), { flatten: true })
    .slice(0, 1_000)
    .map((box) => ({ name: box.name, address: (box.address ?? '').toLowerCase() }))
}

/** A From that no parser takes still shows a name and, last, an address. */
function senderOf(value: string | undefined): Mailbox {
  const box = mailboxes(value)[0] ?? { name: '', address: '' }
  if (box.address.includes('@')) return box
  const raw = decodeWords((value ?? '').slice(0, 1_000))
  const last = [...raw.matchAll(/[\w.+'=-]{1,64}@[\w.-]{1,200}/g)].at(-1)
  if (!last) return { name: box.name || raw.slice(0, 200), address: '' }
  const name = raw
    .slice(0, last.index)
    .replace(/[<"]+\s*$/, '')
    .replace(/^"/, '')
    .trim()
  return { name, address: last[0].toLowerCase() }
}

/** The receiving host's time if a Received header tells it, since a sender may write any date. */
function momentOf(received: string | undefined, date: string | undefined): number | null {
  const told = received ? Date.parse(received.slice(received.lastIndexOf(';') + 1).replace(/\([^)]{0,80}\)/g, '')) : Number.NaN
  if (Number.isFinite(told)) return told
  const own = date ? Date.parse(date.replace(/\([^)]{0,80}\)/g, '')) : Number.NaN
  return Number.isFinite(own) ? own : null
}

function cut(text: string, what: string, unread: Unread[]): string {
  if (text.length <= LIMITS.mailText) return text
  unread.push({ what, why: `only the first ${LIMITS.mailText} of ${text.length} characters were read` })
  return text.slice(0, LIMITS.mailText)
}

/** Whether the plain part says what the HTML part says; most do. */
function sameWords(html: string, plain: string): boolean {
  const shown = html.slice(0, 40_000).toLowerCase()
  const own =
    plain
      .slice(0, 6_000)
      .toLowerCase()
      .replace(/https?:\S+/g, '')
      .match(/[^\s.,;:!?()[\]<>"'|*_=-]{4,}/g) ?? []
  // A sample is enough to tell another text from the same one.
  const step = Math.max(1, Math.floor(own.length / 60))
  let seen = 0
  let same = 0
  for (let i = 0; i < own.length; i += step) {
    seen++
    if (shown.includes(own[i]!)) same++
  }
  return seen === 0 || same / seen > 0.8
}

function unique(links: readonly Link[]): Link[] {
  const seen = new Map<string, Link>()
  for (const link of links) {
    const known = seen.get(link.href)
    if (!known || (known.text === '' && link.text !== '')) seen.set(link.href, link)
  }
  return [...seen.values()]
}
