import assert from 'node:assert/strict'
import { test } from 'node:test'
import { campaignsOf, printOf, similarity } from './campaigns.ts'
import { openDesk, shortMemory } from './desk.ts'
import { answerMailRequest } from './http.ts'
import { Triage } from './judge.ts'
import { knownBrands } from './known-brands.ts'
import { noSurroundings } from './nobody.ts'
import { type Opinion, opinionOn, withOpinion } from './opinions.ts'
import { parseLetter } from './parse.ts'

const triage = new Triage(noSurroundings, knownBrands())
const lure = (to: string, name: string, extra = '') =>
  `From: Netflix <a@q-update.test>\r\nTo: ${to}\r\nSubject: Your account is suspended\r\n\r\nDear ${name}, your membership was suspended because the last payment failed. Update your card within 24 hours to keep watching what you love. https://q-update.test/${name}${extra}`
const report = (from: string, inner: string, more = '') =>
  Buffer.from(
    `From: ${from}\r\nTo: phish@company.example\r\nSubject: Real?\r\n${more}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nIs this real?\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--`,
  )
const desk = () => {
  const kept: Opinion[] = []
  const opinions = { all: () => kept, keep: async (o: Opinion) => void kept.push(o) }
  return { kept, desk: openDesk({ triage, company: 'Example Company', memory: shortMemory(), opinions, now: () => 0 }) }
}

test('a report is answered in words, and the second one tells who else got the letter', async () => {
  const { desk: d } = desk()
  const first = await d.handle(report('ada@company.example', lure('ada@company.example', 'Ada')))
  assert.equal(first.judgement.verdict, 'phish')
  assert.equal(first.reporter, 'ada@company.example')
  assert.deepEqual(first.alsoReceived, [])
  assert.match(first.answer.text, /It is a phish\. Delete it\./)
  assert.doesNotMatch(first.answer.text, /https?:/)
  const second = await d.handle(report('bo@company.example', lure('bo@company.example', 'Bo', '?x=2')))
  assert.deepEqual(second.alsoReceived, ['ada@company.example'])
})

test('machines and lists are not answered', async () => {
  const { desk: d } = desk()
  for (const header of ['Auto-Submitted: auto-replied\r\n', 'List-Id: <a.b>\r\n', 'Precedence: bulk\r\n', 'Return-Path: <>\r\n'])
    assert.equal((await d.handle(report('ada@company.example', lure('a@b.test', 'A'), header))).reporter, '')
})

test('an operator’s opinion answers for its campaign, with name and day, and changes no score', async () => {
  const { desk: d, kept } = desk()
  const letter = await parseLetter(Buffer.from(lure('ada@company.example', 'Ada')))
  kept.push({ print: printOf(letter), verdict: 'clean', by: 'ops', at: '2026-05-01T00:00:00Z', note: 'our own drill' })
  const handled = await d.handle(report('bo@company.example', lure('bo@company.example', 'Bo')))
  assert.equal(handled.judgement.verdict, 'clean')
  assert.ok(handled.judgement.score > 0.5)
  assert.equal(handled.judgement.reasons[0]!.says, 'ops judged this campaign clean on 2026-05-01: our own drill.')
  const fact = { ...handled.judgement, verdict: 'phish' as const, canary: 'chartwise' }
  assert.equal(withOpinion(fact, kept[0]!).verdict, 'phish')
  const other = printOf(await parseLetter(Buffer.from('From: a@b.test\r\n\r\nSomething else entirely about a garden and its flowers')))
  assert.equal(opinionOn(other, kept), null)
})

test('letters of one campaign are grouped though names and links differ', async () => {
  const letters = await Promise.all(
    [
      lure('a@x.test', 'Ada'),
      lure('b@x.test', 'Bo'),
      'From: c@d.test\r\nSubject: Lunch\r\n\r\nShall we have lunch on Tuesday at the usual place?',
    ].map(async (text, item) => ({ print: printOf(await parseLetter(Buffer.from(text))), item })),
  )
  assert.deepEqual(
    campaignsOf(letters).map((c) => c.members),
    [[0, 1], [2]],
  )
  assert.equal(similarity(letters[0]!.print, letters[0]!.print), 1)
})

test('HTTP: check and reports, and what is refused', async () => {
  const { desk: d } = desk()
  const ask = (path: string, body: Uint8Array, method = 'POST', type = 'message/rfc822') =>
    answerMailRequest({ method, path, type, body }, { triage, desk: d })
  const bytes = Buffer.from(lure('ada@company.example', 'Ada'))
  assert.equal(((await ask('/check', bytes)).body as { verdict: string }).verdict, 'phish')
  assert.ok('answer' in ((await ask('/reports', bytes)).body as object))
  assert.deepEqual(
    [
      (await ask('/x', bytes)).status,
      (await ask('/check', bytes, 'GET')).status,
      (await ask('/check', bytes, 'POST', 'text/html')).status,
      (await ask('/check', new Uint8Array())).status,
      (await ask('/check', new Uint8Array(40 * 1024 * 1024))).status,
    ],
    [404, 405, 415, 400, 413],
  )
})
