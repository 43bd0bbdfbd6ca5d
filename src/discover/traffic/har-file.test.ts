import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Exchange } from './exchange.ts'
import { type HarEvent, readHar } from './har-file.ts'

/** The document in pieces of `size` bytes, so that every border falls somewhere. */
async function* pieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string, size?: number): Promise<HarEvent[]> {
  return await Array.fromAsync(readHar(pieces(text, size)))
}

const exchanges = (events: readonly HarEvent[]): Exchange[] => events.flatMap((event) => ('exchange' in event ? [event.exchange] : []))

const entry = (url: string, more: object = {}): object => ({
  startedDateTime: '2026-01-01T00:00:00Z',
  pageref: 'p1',
  request: { method: 'POST', url, headers: [{ name: 'Content-Type', value: 'text/plain' }], ...more },
  response: { status: 200, headers: [], content: { mimeType: 'text/html', text: 'a "quoted" \\ } ] text', size: 3 } },
})

test('entries come out whole wherever the pieces are cut, with pages before or after them', async () => {
  const log = {
    version: '1.2',
    entries: [entry('https://a.test/1', { postData: { text: '{"q":"\\"}]"}' } }), entry('https://b.test/2')],
    pages: [{ id: 'p1', title: 'https://a.test/' }],
  }
  for (const size of [1, 3, 64, 10_000]) {
    for (const text of [JSON.stringify({ log }), JSON.stringify({ log }, null, 2), `\uFEFF${JSON.stringify({ log })}`]) {
      const events = await read(text, size)
      assert.deepEqual(
        exchanges(events).map(({ url, index }) => [url, index]),
        [
          ['https://a.test/1', 0],
          ['https://b.test/2', 1],
        ],
      )
      assert.equal(exchanges(events)[0]?.body, '{"q":"\\"}]"}')
      assert.ok(events.some((event) => 'pages' in event && event.pages.get('p1')?.title === 'https://a.test/'))
      assert.ok(!events.some((event) => 'broken' in event))
    }
  }
})

test('a file cut in the middle gives what stands before, and the place', async () => {
  const whole = JSON.stringify(
    { log: { entries: [entry('https://a.test/1'), entry('https://b.test/2'), entry('https://c.test/3')] } },
    null,
    1,
  )
  const cut = whole.slice(0, whole.indexOf('c.test'))
  const events = await read(cut)
  assert.deepEqual(
    exchanges(events).map(({ url }) => url),
    ['https://a.test/1', 'https://b.test/2'],
  )
  const broken = events.find((event) => 'broken' in event)
  assert.ok(broken && 'broken' in broken)
  assert.match(broken.broken, /ends inside/)
  assert.equal(broken.line, cut.split('\n').length)
})

test('what is no HAR is said to be none', async () => {
  for (const [text, why] of [
    ['', /empty/],
    ['hello', /neither/],
    ['{"a":1}', /no log.entries/],
    ['{"log":{"entries":[{]}}', /key is missing/],
  ] as const) {
    const [broken] = (await read(text)).filter((event) => 'broken' in event)
    assert.ok(broken && 'broken' in broken, text)
    assert.match(broken.broken, why)
  }
})

test('one bad entry costs only itself', async () => {
  const events = await read(`{"log":{"entries":[1, {"request": nonsense}, {"response":{}}, ${JSON.stringify(entry('https://a.test/'))}]}}`)
  assert.deepEqual(
    exchanges(events).map(({ url, index }) => [url, index]),
    [['https://a.test/', 3]],
  )
  assert.deepEqual(
    events.flatMap((event) => ('notRead' in event ? [event.notRead.entry] : [])),
    [0, 1, 2],
  )
})

test('nesting without end is refused before anything is parsed', async () => {
  const [broken] = (await read(`{"log":{"entries":[{"request":${'['.repeat(100_000)}`, 4096)).filter((event) => 'broken' in event)
  assert.match(broken && 'broken' in broken ? broken.broken : '', /nested/)
})

test('dialects: where tools put bodies, cookies, initiators, pages and addresses', async () => {
  const events = await read(
    JSON.stringify({
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: 'https://a.test/',
              headers: [],
              postData: { text: Buffer.from([0x1f, 0x8b, 8]).toString('base64'), encoding: 'base64' },
            },
          },
          {
            request: { method: 'post', url: 'https://a.test/', headers: [], postData: { params: [{ name: 'email', value: 'x' }] } },
            serverIPAddress: '[::1]',
          },
          {
            request: {
              method: 'GET',
              url: 'https://a.test/',
              headers: [],
              cookies: [
                { name: 'id', value: '1' },
                { name: 'b', value: '2' },
              ],
            },
          },
          {
            request: { method: 'GET', url: 'wss://a.test/', headers: [{ name: ':authority', value: 'a.test' }] },
            _webSocketMessages: [
              { type: 'send', data: 'one' },
              { type: 'receive', data: 'no' },
              { type: 'send', data: 'two' },
            ],
          },
          {
            _full_url: 'https://w.test/x',
            _documentURL: 'https://page.test/',
            _initiator: { stack: { callFrames: [], parent: { callFrames: [{ url: 'https://s.test/a.js' }] } } },
            request: { method: 'GET', headers: [] },
          },
        ],
      },
    }),
  )
  const [binary, form, safari, socket, wpt] = exchanges(events)
  assert.deepEqual([...(binary!.body as Uint8Array)], [0x1f, 0x8b, 8])
  assert.deepEqual([form?.params, form?.address, form?.method], [[['email', 'x']], '::1', 'POST'])
  assert.deepEqual(safari?.headers, [['cookie', 'id=1; b=2']])
  assert.deepEqual([socket?.body, socket?.headers], ['one\ntwo', []])
  assert.deepEqual([wpt?.url, wpt?.page, wpt?.from], ['https://w.test/x', 'https://page.test/', 'https://s.test/a.js'])
})

test('a hundred thousand entries take seconds and little memory', async () => {
  async function* many(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"log":{"entries":[')
    const one = Buffer.from(`${JSON.stringify(entry('https://a.test/'))},`)
    const thousand = Buffer.concat(Array.from({ length: 1_000 }, () => one))
    for (let i = 0; i < 100; i++) yield thousand
    yield Buffer.from('{}]}}')
  }
  let count = 0
  const before = process.memoryUsage().rss
  for await (const event of readHar(many())) if ('exchange' in event) count++
  assert.equal(count, 100_000)
  assert.ok(process.memoryUsage().rss - before < 300 * 1024 * 1024)
})
