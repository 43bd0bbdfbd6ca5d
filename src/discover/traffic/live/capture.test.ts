import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import type { CordonError } from '../../../core/errors.ts'
import type { Exchange } from '../exchange.ts'
import { STANDARD_PERSON } from '../planted.ts'
import { newAuthority } from './authority.ts'
import { capturePage, type PageOptions } from './browser.ts'
import { captureCommand, proxySettings } from './command.ts'
import { newReach } from './reach.ts'
import { openWirePath } from './wire-path.ts'

/** Everybody at once, over TLS: answers by path, so that each page misbehaves in one known way. */
const authority = newAuthority(Date.now())
const pages: Record<string, string> = {}
const server = createSecure({ SNICallback: (name, done) => done(null, authority.contextFor(name)) }, (request, reply) => {
  request.resume()
  request.on('end', () => {
    const path = (request.url ?? '').split('?')[0]!
    reply.setHeader('access-control-allow-origin', '*')
    reply.setHeader('connection', 'close')
    if (path === '/away') reply.writeHead(302, { location: 'https://127.0.0.1/inside' }).end()
    else if (path === '/file')
      reply.writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename=x' }).end('x')
    else if (path.endsWith('.js')) reply.writeHead(200, { 'content-type': 'text/javascript' }).end(pages[path] ?? 'window.ran = true')
    else if (path in pages) reply.writeHead(200, { 'content-type': 'text/html' }).end(pages[path])
    else reply.end('ok')
  })
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
after(() => {
  server.closeAllConnections()
  server.close()
})
const port = (server.address() as AddressInfo).port
const routes = new Map(
  ['shop.example', 'vendor.example', 'worker.example', 'frame.example', 'beacon.example', 'typed.example'].map((host) => [
    host,
    `127.0.0.1:${port}`,
  ]),
)

const options = (path: string, more: Partial<PageOptions> = {}): PageOptions => ({
  url: `https://shop.example${path}`,
  clock: Date.now,
  chromium: null,
  person: STANDARD_PERSON,
  fill: false,
  submit: false,
  consent: null,
  steps: [],
  state: null,
  dwell: 300,
  most: 30_000,
  routes,
  trust: [authority.pem],
  ...more,
})

const sent = (exchanges: readonly Exchange[], host: string): Exchange[] =>
  exchanges.filter((exchange) => exchange.url.includes(`//${host}/`))
const bodyOf = (exchange: Exchange | undefined): string => Buffer.from((exchange?.body as Uint8Array | null) ?? '').toString()

test('a page is seen whole: frames, workers, what is typed, and the beacon on leaving; and it does not know that it is driven', async () => {
  pages['/all'] =
    `<form action="https://vendor.example/submitted"><input type="email" name="mail"><input name="fullName" placeholder="Full name"><input type="checkbox"></form>
<iframe src="https://frame.example/inner"></iframe><script src="https://vendor.example/lib.js"></script><script>
fetch('https://vendor.example/v', { method: 'POST', body: JSON.stringify({ driven: navigator.webdriver, agent: navigator.userAgent }) })
new Worker(URL.createObjectURL(new Blob(["fetch('https://worker.example/w')"])))
document.querySelector('input').addEventListener('blur', (e) => fetch('https://typed.example/t', { method: 'POST', body: e.target.value }))
navigator.serviceWorker.register('/sw.js')
addEventListener('pagehide', () => navigator.sendBeacon('https://beacon.example/b', 'bye'))
</script>`
  pages['/sw.js'] = "addEventListener('install', () => fetch('https://worker.example/service'))"
  pages['/inner'] = '<script>fetch("https://frame.example/from-frame")</script>'
  const scripts = new Map<string, Uint8Array>()
  const pictures: string[] = []
  const captured = await capturePage(
    options('/all', { fill: true, keepScript: (hash, bytes) => scripts.set(hash, bytes), keepPicture: (name) => pictures.push(name) }),
  )
  assert.equal(captured.filled, 2)
  const told = JSON.parse(bodyOf(sent(captured.exchanges, 'vendor.example').find(({ method }) => method === 'POST')))
  assert.equal(told.driven, false)
  assert.doesNotMatch(told.agent, /headless/i)
  assert.deepEqual(
    sent(captured.exchanges, 'worker.example')
      .map(({ url }) => url)
      .sort(),
    ['https://worker.example/service', 'https://worker.example/w'],
  )
  assert.ok(
    sent(captured.exchanges, 'frame.example').some(
      ({ url, from }) => url.endsWith('/from-frame') && from === 'https://frame.example/inner',
    ),
  )
  assert.equal(bodyOf(sent(captured.exchanges, 'typed.example')[0]), STANDARD_PERSON.get('user.contact.email'))
  assert.equal(bodyOf(sent(captured.exchanges, 'beacon.example')[0]), 'bye')
  assert.ok(!captured.exchanges.some(({ url }) => url.includes('/submitted')), 'nothing is submitted unasked')
  assert.ok(!captured.exchanges.some(({ url }) => /google|gvt1/.test(url)), 'the browser’s own traffic')
  const [script] = captured.exchanges.filter(({ hash }) => hash !== '')
  assert.equal(Buffer.from(scripts.get(script?.hash ?? '') ?? '').toString(), 'window.ran = true')
  assert.deepEqual(pictures, ['opened', 'filled', 'left'])
})

test('consent: what is sent before and after is told apart; steps are done and a step that fails ends no capture', async () => {
  pages['/banner'] =
    `<button onclick="this.remove();fetch('https://vendor.example/after')">Reject all</button><button>Accept all</button><input id="q"><script>fetch('https://vendor.example/before')</script>`
  const captured = await capturePage(
    options('/banner', {
      consent: 'reject',
      steps: [
        { do: 'type', into: '#q', text: '$email' },
        { do: 'go', url: '/second' },
        { do: 'wait-for', what: '#never' },
      ],
      most: 6_000,
    }),
  )
  assert.deepEqual(
    captured.phases.map(({ name }) => name),
    ['before consent', 'after rejecting'],
  )
  const index = (path: string): number => captured.exchanges.findIndex(({ url }) => url.endsWith(path))
  assert.ok(index('/before') >= 0 && index('/before') < captured.phases[1]!.from && index('/after') >= captured.phases[1]!.from)
  assert.ok(index('/second') > 0)
})

test('hostile pages end in time: no rest, pop-ups, dialogs, downloads, and redirects to the inside are not followed', async () => {
  pages['/hostile'] =
    `<script>setInterval(() => fetch('/tick'), 20); setTimeout(() => { window.open('/popup'); location.href = '/file'; alert(1) }, 200)
fetch('https://vendor.example/away', { mode: 'no-cors' }).catch(() => {}); new Image().src = 'https://10.0.0.1/x'; fetch('https://localhost/y').catch(() => {})</script>`
  const started = Date.now()
  const captured = await capturePage(options('/hostile', { dwell: 60_000, most: 10_000 }))
  assert.ok(Date.now() - started < 30_000)
  const why = captured.notRead.map((one) => one.why).join('\n')
  assert.match(why, /did not come to rest/)
  assert.match(why, /inside this network/)
  assert.ok(sent(captured.exchanges, 'shop.example').length > 10)
  assert.ok(captured.exchanges.filter(({ url }) => /127\.0\.0\.1|10\.0\.0\.1|localhost/.test(url)).every(({ status }) => status === 0))
})

test('a missing browser and a page that is not there are told as such', async () => {
  await assert.rejects(
    capturePage(options('/', { chromium: '/nowhere/chromium' })),
    (error: CordonError) => error.code === 'capture.no-browser',
  )
  const captured = await capturePage(options('/', { url: 'https://absent.invalid/', most: 8_000 }))
  assert.ok(captured.notRead.length > 0)
})

test('a program is led through the wire path: fetch, agents of its own, plain HTTP; and told of when it does not start', async () => {
  const code = `const https = require('node:https')
const own = new https.Agent({ keepAlive: false })
if (process.env.HTTPS_PROXY) throw new Error('SDKs must not see it')
https.request({ host: 'vendor.example', path: '/own', method: 'POST', agent: own }, (r) => r.resume()).end('{"email":"ada@planted.example"}')
fetch('https://vendor.example/fetched', { method: 'POST', body: 'x' }).then((r) => r.text())`
  const ran = await captureCommand({
    command: [process.execPath, '-e', code],
    clock: Date.now,
    most: 20_000,
    routes,
    trust: [authority.pem],
    output: 'ignore',
  })
  assert.equal(ran.code, 0)
  assert.deepEqual(ran.exchanges.map(({ method, url, status }) => [method, url, status]).sort(), [
    ['POST', 'https://vendor.example/fetched', 200],
    ['POST', 'https://vendor.example/own', 200],
  ])
  assert.equal(bodyOf(ran.exchanges.find(({ url }) => url.endsWith('/own'))), '{"email":"ada@planted.example"}')
  await assert.rejects(
    captureCommand({ command: ['/nowhere/program'], clock: Date.now, most: 1_000, output: 'ignore' }),
    (error: CordonError) => error.code === 'capture.command',
  )
  const ended = await captureCommand({
    command: [process.execPath, '-e', 'setInterval(() => {}, 1000)'],
    clock: Date.now,
    most: 300,
    output: 'ignore',
  })
  assert.match(ended.notRead[0]?.why ?? '', /was ended after/)
  assert.equal(proxySettings(1, 'a', 'p', { NODE_OPTIONS: '--x' }).NODE_OPTIONS, '--x --require=p')
})

test('WebSocket messages are read as they pass', async () => {
  const code = `const s = new WebSocket('wss://vendor.example/live'); s.onopen = () => { s.send('{"email":"ada@planted.example"}'); setTimeout(() => process.exit(0), 300) }; s.onerror = (e) => { process.exit(1) }`
  const { createHash } = await import('node:crypto')
  const upgrade = (request: { headers: Record<string, unknown> }, socket: import('node:stream').Duplex): void => {
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
    socket.on('error', () => {})
  }
  server.on('upgrade', upgrade as never)
  const ran = await captureCommand({
    command: [process.execPath, '-e', code],
    clock: Date.now,
    most: 10_000,
    routes,
    trust: [authority.pem],
    output: 'ignore',
  })
  server.off('upgrade', upgrade as never)
  assert.deepEqual(
    ran.exchanges.filter(({ method }) => method === 'SEND').map((exchange) => [exchange.url, bodyOf(exchange)]),
    [['wss://vendor.example/live', '{"email":"ada@planted.example"}']],
  )
})

test('the wire path passes answers on unchanged and refuses the inside for a page of the outside', async () => {
  const plain: Server = createServer((_request, reply) => reply.end('inside'))
  await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done))
  const inside = (plain.address() as AddressInfo).port
  const get = async (path: Awaited<ReturnType<typeof openWirePath>>): Promise<number> => {
    const { request } = await import('node:http')
    return await new Promise((done, fail) => {
      request({ host: '127.0.0.1', port: path.port, path: `http://127.0.0.1:${inside}/x` }, (reply) => {
        reply.resume()
        done(reply.statusCode ?? 0)
      })
        .on('error', fail)
        .end()
    })
  }
  for (const [allowed, status] of [
    [true, 200],
    [false, 502],
  ] as const) {
    const path = await openWirePath({ clock: Date.now, reach: newReach(allowed) })
    assert.equal(await get(path), status)
    assert.equal(path.notRead.length, allowed ? 0 : 1)
    await path.close()
  }
  plain.close()
  const reach = newReach(false)
  assert.deepEqual(
    ['10.1.2.3', '169.254.169.254', '127.0.0.1', '::1', 'fd00::1', '::ffff:10.0.0.1', '100.64.0.1'].map((address) => reach.allows(address)),
    Array(7).fill(false),
  )
  assert.equal(reach.allows('203.0.113.9'), true)
})
