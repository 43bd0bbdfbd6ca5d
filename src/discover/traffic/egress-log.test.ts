import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { CordonError } from '../../core/errors.ts'
import { type Exchange, NOTHING } from './exchange.ts'
import { NDJSON_HEAD, toLine } from './ndjson.ts'
import { openCapture } from './read-capture.ts'

const folder = await mkdtemp(join(tmpdir(), 'cordon-log-'))
after(() => rm(folder, { recursive: true }))

async function read(content: string | Uint8Array): Promise<{ seen: Exchange[]; missed: number }> {
  const path = join(folder, 'capture')
  await writeFile(path, content)
  const seen: Exchange[] = []
  let missed = 0
  for await (const event of (await openCapture(path)).events) {
    if ('exchange' in event) seen.push(event.exchange)
    if ('notRead' in event || 'broken' in event) missed++
  }
  return { seen, missed }
}

const told = ({ seen }: { seen: Exchange[] }): string[] => seen.map(({ method, url, bytesOut }) => `${method} ${url} ${bytesOut}`)

test('Squid, native format', async () => {
  const log = `1767225600.123    180 203.0.113.7 TCP_TUNNEL/200 4321 CONNECT api.vendor.example:443 - HIER_DIRECT/203.0.113.9 -
1767225601.000     12 203.0.113.7 TCP_MISS/200 99 GET http://old.vendor.example/t?email=a%40planted.example - HIER_DIRECT/203.0.113.9 text/html
1767225602.000      1 203.0.113.7 TCP_DENIED/403 99 CONNECT refused.example:443 - HIER_NONE/- -
`
  assert.deepEqual(told(await read(log)), [
    'CONNECT https://api.vendor.example:443/ 0',
    'GET http://old.vendor.example/t?email=a%40planted.example 0',
  ])
})

test('Envoy, default format', async () => {
  const log = `[2026-01-01T00:00:00.310Z] "POST /v1/batch HTTP/2" 204 - 154 0 226 100 "203.0.113.5" "sdk/1" "cc21d9b0" "api.vendor.example" "tcp://203.0.113.9:443"\n`
  assert.deepEqual(told(await read(log)), ['POST https://api.vendor.example/v1/batch 154'])
})

test('Zeek: http.log and ssl.log as columns, and as JSON', async () => {
  const log =
    '#separator \\x09\n#fields\tts\tuid\tid.orig_h\tid.resp_h\tmethod\thost\turi\trequest_body_len\n1767225600.0\tC1\t203.0.113.5\t203.0.113.9\tPOST\tapi.vendor.example\t/t\t500\n'
  assert.deepEqual(told(await read(log)), ['POST http://api.vendor.example/t 500'])
  assert.deepEqual(told(await read('{"ts":1767225600.0,"id.resp_h":"203.0.113.9","server_name":"tls.vendor.example"}\n')), [
    'CONNECT https://tls.vendor.example/ 0',
  ])
})

test('VPC flow logs, with and without heading; refused and returning traffic does not count', async () => {
  const log = `version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 000000000000 eni-1 10.0.0.5 203.0.113.9 49152 443 6 10 8400 1767225600 1767225660 ACCEPT OK
2 000000000000 eni-1 203.0.113.9 10.0.0.5 443 49152 6 10 9000 1767225600 1767225660 ACCEPT OK
2 000000000000 eni-1 10.0.0.5 203.0.113.10 49153 443 6 1 40 1767225600 1767225660 REJECT OK
`
  assert.deepEqual(told(await read(log)), ['CONNECT https://203.0.113.9/ 8400'])
  assert.deepEqual(told(await read(log.split('\n').slice(1).join('\n'))), ['CONNECT https://203.0.113.9/ 8400'])
})

test('Cloudflare, one object a line; a line of another form is told', async () => {
  const log =
    '{"ClientRequestHost":"api.vendor.example","ClientRequestURI":"/t?uid=1","ClientRequestMethod":"GET","ClientRequestBytes":321}\nnot this\n'
  const got = await read(log)
  assert.deepEqual(told(got), ['GET https://api.vendor.example/t?uid=1 321'])
  assert.equal(got.missed, 1)
})

test('our own form keeps every byte, also gzipped', async () => {
  const body = Uint8Array.from({ length: 256 }, (_, i) => i)
  const exchange: Exchange = {
    ...NOTHING,
    method: 'POST',
    url: 'https://api.vendor.example/',
    headers: [['x-a', '1']],
    body,
    status: 200,
    hash: 'ab',
    cname: ['x.test'],
  }
  const file = `${NDJSON_HEAD}\n${toLine(exchange)}\n`
  for (const content of [file, gzipSync(file)]) {
    const [back] = (await read(content)).seen
    assert.deepEqual({ ...back!, body: [...(back!.body as Uint8Array)] }, { ...exchange, body: [...body] })
  }
})

test('what is no capture is refused with a reason', async () => {
  for (const [content, code] of [
    ['', 'input.invalid'],
    ['a,b,c\n1,2,3\n', 'input.invalid'],
    [Buffer.from('PK\u0003\u0004'), 'input.invalid'],
  ] as const) {
    await assert.rejects(read(content), (error: CordonError) => error.code === code)
  }
  await assert.rejects(openCapture(join(folder, 'absent')), (error: CordonError) => error.code === 'input.unreadable')
})

test('a compressed capture that never ends is stopped', async () => {
  const path = join(folder, 'bomb.har.gz')
  await writeFile(path, gzipSync(`{"log":{"entries":[${' '.repeat(3_000_000)}`))
  const drained = async (): Promise<void> => {
    for await (const _ of (await openCapture(path, 2_000_000)).events);
  }
  await assert.rejects(drained(), (error: CordonError) => error.code === 'input.too-large')
})
