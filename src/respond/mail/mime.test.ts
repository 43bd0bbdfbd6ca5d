import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPart } from './mime.ts'

const read = (text: string) => readPart(Buffer.from(text, 'latin1'), { parts: 100, unread: [] })

test('a tree of parts with their encodings and character sets', () => {
  const root = read(
    'Content-Type: multipart/mixed; boundary="a b"\r\n\r\nprologue\r\n--a b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=\r\n=DFe=zz\r\n' +
      "--a b\r\nContent-Type: application/x; name*0*=utf-8''%e2%82; name*1*=%acs.bin\r\nContent-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=\r\n--a b--\r\nepilogue",
  )
  assert.equal(root.parts.length, 2)
  assert.equal(root.parts[0]!.text(), 'Grüße=zz')
  assert.equal(root.parts[1]!.content().toString(), 'hello')
  assert.equal(root.parts[1]!.name, '€s.bin')
})

test('broken things are read as far as they go', () => {
  assert.equal(read('Content-Type: multipart/mixed; boundary="x\r\n\r\n--x\r\n\r\ncut off').parts[0]!.text(), 'cut off')
  assert.equal(read('no header at all').parts.length, 0)
  assert.equal(read('Content-Type: text/plain; charset=nonsense\r\n\r\n\xe9').text(), 'é')
  assert.equal(read('X: 1\n\nbody').text(), 'body')
  assert.equal(read('').text(), '')
})

test('a boundary that begins like another is told apart', () => {
  const root = read('Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\none\r\n--xy\r\nstill one\r\n--x\r\n\r\ntwo\r\n--x--')
  assert.deepEqual(
    root.parts.map((p) => p.text().includes('two')),
    [false, true],
  )
})
