import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Judgement } from './judge.ts'
import { MilterSession } from './milter.ts'

const PHISH: Judgement = {
  verdict: 'phish',
  score: 0.97,
  reasons: [{ code: 'sender.lookalike', where: 'header:from', quote: '', says: 'x' }],
  incident: null,
  vendor: null,
  leaked: [],
  canary: null,
  notice: 'none',
  inner: false,
}

function packet(command: string, data: string | Buffer = ''): Buffer {
  const body = Buffer.from(data)
  const head = Buffer.alloc(5)
  head.writeUInt32BE(body.length + 1, 0)
  head.write(command, 4)
  return Buffer.concat([head, body])
}

function commands(answer: Buffer | null): string[] {
  const out: string[] = []
  for (let at = 0; answer && at < answer.length; at += 4 + answer.readUInt32BE(at))
    out.push(answer.subarray(at + 4, at + 4 + answer.readUInt32BE(at)).toString('latin1'))
  return out
}

const LETTER = Buffer.concat([
  packet('O', Buffer.from([0, 0, 0, 6, 0, 0, 1, 255, 0, 31, 255, 255])),
  packet('C', 'host\x004\x00\x00127.0.0.1\0'),
  packet('H', 'host\0'),
  packet('M', '<a@b.test>\0'),
  packet('R', '<c@d.test>\0'),
  packet('L', 'From\0 a@b.test\0'),
  packet('L', 'Subject\0 hi\0'),
  packet('N'),
  packet('B', 'body\r\n'),
  packet('E'),
])

async function run(phish: 'mark' | 'quarantine' | 'refuse', judgement = PHISH) {
  let message = ''
  const session = new MilterSession({
    phish,
    most: 1_000,
    judge: async (bytes) => {
      message = Buffer.from(bytes).toString()
      return judgement
    },
  })
  return { answers: commands(await session.take(LETTER)), message, session }
}

test('a letter is judged with its envelope and marked, nothing else is changed', async () => {
  const { answers, message } = await run('mark')
  assert.equal(message, 'Delivered-To: c@d.test\r\nFrom: a@b.test\r\nSubject: hi\r\n\r\nbody\r\n')
  assert.equal(answers[0]!.charCodeAt(4), 6)
  assert.deepEqual(answers.slice(-2), ['hX-Cordon-Triage\0phish; score=0.97; reasons=sender.lookalike\0', 'c'])
})

test('a phish is held or refused where the company wants it; a clean letter never is', async () => {
  assert.ok((await run('quarantine')).answers.includes('qphish\0'))
  assert.match((await run('refuse')).answers.at(-1)!, /^y550 5\.7\.1 /)
  assert.equal((await run('refuse', { ...PHISH, verdict: 'clean' })).answers.at(-1), 'c')
})

test('packets in pieces, a second letter on one connection, goodbye, nonsense', async () => {
  const { session } = await run('mark')
  let got: string[] = []
  for (const byte of packet('M', '<x@y.test>\0')) got = got.concat(commands(await session.take(Buffer.from([byte]))))
  assert.deepEqual(got, ['c'])
  assert.equal(await session.take(packet('Q')), null)
  assert.equal(await new MilterSession({ phish: 'mark', most: 1, judge: async () => PHISH }).take(Buffer.from('GET / HTTP/1.1\r\n')), null)
})
