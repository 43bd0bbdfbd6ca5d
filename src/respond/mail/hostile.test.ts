// Letters made to hurt whoever reads them: each must end soon, say what was not read, and judge the rest.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { Triage } from './judge.ts'
import { knownBrands } from './known-brands.ts'
import { noSurroundings } from './nobody.ts'

const triage = new Triage(noSurroundings, knownBrands())
const HEAD = 'From: a <a@b.test>\r\nTo: c@d.test\r\nSubject: x\r\n'
/** Far above what any of these takes (tens of milliseconds), far below what they take where a bound is missing. */
const MOST_MS = 2_500

function nested(): string {
  let inside = 'Content-Type: text/plain\r\n\r\nhi'
  for (let i = 0; i < 500; i++) inside = `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n${inside}\r\n--b${i}--`
  return inside
}

const BOMBS: Record<string, { body: () => Buffer | string; told: boolean }> = {
  '100 MB of HTML tags': {
    body: () => Buffer.concat([Buffer.from(`${HEAD}Content-Type: text/html\r\n\r\n`), Buffer.alloc(100e6, '<p>a<b>')]),
    told: true,
  },
  '10,000 parts': {
    body: () =>
      `${HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\nContent-Type: text/plain\r\n\r\nhi http://e.test/\r\n'.repeat(10_000)}--x--`,
    told: true,
  },
  '500 multiparts in one another': { body: () => HEAD + nested(), told: true },
  '500 letters in one another': { body: () => `${`${HEAD}Content-Type: message/rfc822\r\n\r\n`.repeat(500)}${HEAD}\r\nhi`, told: true },
  'a header of 20 MB': { body: () => `X: ${'a'.repeat(20e6)}\r\n${HEAD}\r\nhi`, told: true },
  '200,000 open tags': { body: () => `${HEAD}Content-Type: text/html\r\n\r\n${'<div>'.repeat(200_000)}`, told: true },
  'a PDF that inflates to 200 MB': {
    body: () =>
      Buffer.concat([
        Buffer.from(`${HEAD}Content-Type: application/pdf\r\n\r\n%PDF-1.4\n/FlateDecode stream\n`),
        deflateSync(Buffer.alloc(200e6)),
        Buffer.from('endstream'),
      ]),
    told: false,
  },
  'an archive': { body: () => `${HEAD}Content-Type: application/zip; name=a.zip\r\n\r\nPK\x03\x04`, told: true },
  'words for slow expressions': {
    body: () =>
      `${HEAD}\r\ncall new ${'bank '.repeat(50_000)}${'changed '.repeat(50_000)}${'1 '.repeat(100_000)}${'© '.repeat(50_000)}${' support'.repeat(30_000)}`,
    told: true,
  },
  'broken encodings': {
    body: () =>
      `${HEAD}Content-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'='.repeat(500_000)}\xff\xfe`,
    told: false,
  },
  'a From of brackets and a thousand encoded words': {
    body: () => `From: ${'<'.repeat(100_000)}\r\nSubject: ${'=?utf-8?B?'.repeat(10_000)}\r\n\r\nhi`,
    told: false,
  },
  'nothing at all': { body: () => '', told: false },
}
for (const [name, { body, told }] of Object.entries(BOMBS))
  test(name, async () => {
    const bytes = Buffer.from(body() as string)
    const start = performance.now()
    const judgement = await triage.judge(bytes)
    assert.ok(performance.now() - start < MOST_MS)
    assert.equal(
      judgement.reasons.some((r) => r.code === 'not-read'),
      told,
    )
  })
