// Reads HAR 1.2 (W3C draft "HTTP Archive format", and http://www.softwareishard.com/blog/har-12-spec/) entry by entry. What the dialects add or leave out is
// told apart in har-entry.ts; here it is only the document: entries as they come, pages before or after them, and what is broken with its place.
import type { Exchange, NotRead } from './exchange.ts'
import { exchangeOf, type Raw } from './har-entry.ts'
import { BrokenJson, JsonWindow, readWanted, wanting } from './json-window.ts'
import { TRAFFIC_LIMITS } from './limits.ts'

/** What a capture says about its pages: id → URL or title. */
export type PageTitles = Map<string, { title: string; at: string }>

export type HarEvent =
  | { readonly exchange: Exchange }
  | { readonly notRead: NotRead }
  | { readonly pages: PageTitles }
  /** The document is broken here; nothing after it was read. */
  | { readonly broken: string; readonly line: number; readonly column: number }

/** What is read of an entry; everything else (timings, cache, the answer's content, which is most of a HAR) is passed over unparsed. */
const ENTRY = wanting({
  request: wanting({
    method: 'whole',
    url: 'whole',
    headers: 'whole',
    cookies: 'whole',
    postData: 'whole',
    _postData: 'whole',
    headersSize: 'whole',
    bodySize: 'whole',
  }),
  response: wanting({ status: 'whole', headers: 'whole', content: wanting({ mimeType: 'whole' }) }),
  serverIPAddress: 'whole',
  pageref: 'whole',
  startedDateTime: 'whole',
  // Chrome, Firefox, WebPageTest, and our own.
  _full_url: 'whole',
  _documentURL: 'whole',
  _cname: 'whole',
  _cnames: 'whole',
  _securityDetails: 'whole',
  _security_details: 'whole',
  _initiator: 'whole',
  _initiator_url: 'whole',
  _resourceType: 'whole',
  _request_type: 'whole',
  _type: 'whole',
  _sha256: 'whole',
  _webSocketMessages: 'whole',
  _ip_addr: 'whole',
  _body: 'whole',
})

/** Events of one HAR in order. Never throws for what the file holds. */
export async function* readHar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<HarEvent> {
  const window = new JsonWindow(chunks, TRAFFIC_LIMITS.entryBytes)
  try {
    // A byte order mark, as Charles and Windows tools write it.
    for (const byte of [0xef, 0xbb, 0xbf]) if ((await window.peek()) === byte) window.at++
    const first = await window.peek()
    if (first === 0x5b) yield* readEntries(window)
    else if (first === 0x7b) yield* readObject(window, true)
    else throw new BrokenJson(first === undefined ? 'the file is empty' : 'not a HAR: it begins with neither { nor [', window.at)
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error
    yield { broken: error.message, ...window.place(error.offset) }
  }
}

async function* readObject(window: JsonWindow, outer: boolean): AsyncGenerator<HarEvent> {
  let entries = false
  window.at++
  for (;;) {
    const byte = await window.peek()
    if (byte === undefined) throw new BrokenJson('the file ends inside an object', window.at)
    if (byte === 0x7d) break
    if (byte === 0x2c) {
      window.at++
      continue
    }
    if (byte !== 0x22) throw new BrokenJson('a key is missing', window.at)
    const [from, to] = await window.value(TRAFFIC_LIMITS.jsonDepth)
    const key = window.bytes.toString('latin1', from + 1, to - 1)
    if ((await window.peek()) !== 0x3a) throw new BrokenJson('":" is missing', window.at)
    window.at++
    const begins = await window.peek()
    if (outer && key === 'log' && begins === 0x7b) {
      yield* readObject(window, false)
      entries = true
    } else if (key === 'entries' && begins === 0x5b) {
      yield* readEntries(window)
      entries = true
    } else {
      const [start, end] = await window.value(TRAFFIC_LIMITS.jsonDepth)
      if (key === 'pages') yield { pages: pageTitles(parse(window.bytes, start, end)) }
    }
  }
  window.at++
  if (outer && !entries) throw new BrokenJson('not a HAR: it has no log.entries', window.at - 1)
}

async function* readEntries(window: JsonWindow): AsyncGenerator<HarEvent> {
  window.at++
  for (let index = 0; ; ) {
    const byte = await window.peek()
    if (byte === undefined) throw new BrokenJson('the file ends inside log.entries', window.at)
    if (byte === 0x5d) break
    if (byte === 0x2c) {
      window.at++
      continue
    }
    if (index >= TRAFFIC_LIMITS.entries) {
      yield { notRead: { entry: null, why: `more than ${TRAFFIC_LIMITS.entries} entries; the rest was passed over` } }
      return
    }
    if (byte !== 0x7b) {
      await window.value(TRAFFIC_LIMITS.jsonDepth)
      yield { notRead: { entry: index++, why: 'it is not an object' } }
      continue
    }
    let raw: Record<string, unknown> = {}
    let bad = false
    await window.read((bytes, at) => {
      raw = {}
      bad = false
      return readWanted(bytes, at, TRAFFIC_LIMITS.jsonDepth, ENTRY, raw, () => {
        bad = true
      })
    })
    const exchange = exchangeOf(raw as Raw, index)
    if (exchange) yield { exchange }
    else yield { notRead: { entry: index, why: bad ? 'it is not JSON' : 'it has no request with a URL' } }
    index++
  }
  window.at++
}

/** Only for what stands beside the entries; a wrong piece there costs no entry. */
function parse(bytes: Buffer, from: number, to: number): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', from, to))
  } catch {
    return null
  }
}

function pageTitles(value: unknown): PageTitles {
  const titles: PageTitles = new Map()
  for (const page of Array.isArray(value) ? value.slice(0, 10_000) : []) {
    if (page && typeof page.id === 'string') {
      titles.set(page.id, { title: String(page._URL ?? page.title ?? ''), at: String(page.startedDateTime ?? '') })
    }
  }
  return titles
}
