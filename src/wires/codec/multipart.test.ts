// Multipart bodies: parts by name, untouched ones byte for byte.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync, inflateSync } from 'node:zlib'
import { CordonError } from '../../core/errors.ts'
import { readMultipart } from './multipart.ts'

const part = (head: string, body: Uint8Array | string): Buffer =>
  Buffer.concat([Buffer.from(`--B\r\n${head}\r\n\r\n`), Buffer.from(body), Buffer.from('\r\n')])
const zlib = deflateSync('{"records":[{"text":"Ada"}]}', { level: 9 })
const body = Buffer.concat([
  part('Content-Disposition: form-data; name="segment"; filename="s-1"\r\nContent-Type: application/octet-stream', zlib),
  part('Content-Disposition: form-data; name="event"; filename="blob"\r\nContent-Type: application/json', '{"n":1}'),
  part('Content-Disposition: form-data; name="note"', 'plain text'),
  part('Content-Disposition: form-data; name="raw"', Uint8Array.of(0, 255, 254)),
  Buffer.from('--B--\r\n'),
])

describe('multipart', () => {
  it('shows JSON, compressed JSON, text and bytes under their names', () => {
    assert.deepEqual(readMultipart(body).value, {
      segment: { filename: 's-1', type: 'application/octet-stream', content: { records: [{ text: 'Ada' }] } },
      event: { filename: 'blob', type: 'application/json', content: { n: 1 } },
      note: { content: 'plain text' },
      raw: { content: 'AP/+' },
    })
  })

  it('writes the same bytes where nothing changed, and the same form where something did', () => {
    const { value, write } = readMultipart(body)
    assert.deepEqual(Buffer.from(write(value, {})), body)
    const tree = value as { [name: string]: { [key: string]: unknown } }
    tree.segment = { filename: 'x"y', content: { records: [] } }
    delete tree.note
    const out = Buffer.from(write(value, {}))
    assert.ok(!out.includes('plain text') && out.includes('filename="x_y"'))
    const at = out.indexOf('\r\n\r\n') + 4
    assert.equal(inflateSync(out.subarray(at, out.indexOf('\r\n--B', at))).toString(), '{"records":[]}')
  })

  it('refuses what is cut off, unnamed or named twice', () => {
    const twice = Buffer.concat([
      part('Content-Disposition: form-data; name="a"', '1'),
      part('Content-Disposition: form-data; name="a"', '2'),
      Buffer.from('--B--\r\n'),
    ])
    for (const bad of [
      body.subarray(0, 100),
      Buffer.from('--B\r\n\r\n'),
      part('Content-Type: text/plain', 'x'),
      twice,
      Buffer.from('no boundary'),
    ])
      assert.throws(
        () => readMultipart(bad),
        (error) => error instanceof CordonError && error.code === 'wire.unreadable',
      )
  })
})
