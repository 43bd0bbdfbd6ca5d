import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { CordonError } from '../core/errors.ts'
import { type Handled, noOpinions, openDesk, shortMemory } from '../respond/mail/desk.ts'
import { Triage } from '../respond/mail/judge.ts'
import { knownBrands } from '../respond/mail/known-brands.ts'
import { noSurroundings } from '../respond/mail/nobody.ts'
import { listenSmtp } from './mail-listen.ts'
import { pollOnce } from './mail-poll.ts'

const PHISH =
  'From: Netflix <a@q-update.test>\r\nTo: ada@company.example\r\nSubject: Your account is suspended\r\n\r\nYour membership was suspended, the payment failed. Update your card: https://q-update.test/x\r\n'
const CLEAN = 'From: Bo <bo@company.example>\r\nTo: ada@company.example\r\nSubject: Lunch\r\n\r\nOn Tuesday?\r\n'
let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-mail-'))
})
after(() => rmSync(folder, { recursive: true }))

function cordon(args: string[], input = ''): { status: number | null; lines: Record<string, unknown>[]; out: string; err: string } {
  const run = spawnSync(process.execPath, ['src/cli/main.ts', 'mail', ...args], { input, encoding: 'utf8' })
  return {
    status: run.status,
    out: run.stdout,
    err: run.stderr,
    lines: args.includes('--json')
      ? run.stdout
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((l) => JSON.parse(l))
      : [],
  }
}
const file = (name: string, text: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('check: one line a message in the order given, every key of the contract, exit codes', () => {
  const [a, b] = [file('a.eml', CLEAN), file('b.eml', PHISH)]
  const run = cordon(['check', a, b, '--json'])
  assert.equal(run.status, 1)
  assert.deepEqual(
    run.lines.map((l) => [l.file, l.verdict]),
    [
      [a, 'clean'],
      [b, 'phish'],
    ],
  )
  for (const line of run.lines)
    assert.deepEqual(Object.keys(line), [
      'file',
      'verdict',
      'score',
      'reasons',
      'incident',
      'vendor',
      'leaked',
      'canary',
      'notice',
      'inner',
    ])
  assert.equal(cordon(['check', a, '--json']).status, 0)
  const missing = cordon(['check', join(folder, 'none.eml'), b, '--json'])
  assert.equal(missing.status, 2)
  assert.match(missing.err, /none\.eml.*input\.unreadable/s)
  assert.equal(missing.lines.length, 1)
})

test('check: mbox, standard input, a context that is none', () => {
  const box = file(
    'box',
    `From a@b.test Mon Jan  1 00:00:00 2026\n${CLEAN.replaceAll('\r', '')}\nFrom prose, not a separator\n\nFrom a@b.test Mon Jan  1 00:00:00 2026\n${PHISH.replaceAll('\r', '')}`,
  )
  assert.deepEqual(
    cordon(['check', box, '--json']).lines.map((l) => [l.file, l.verdict]),
    [
      [`${box}:1`, 'clean'],
      [`${box}:2`, 'phish'],
    ],
  )
  assert.deepEqual(
    cordon(['check', '-', '--json'], PHISH).lines.map((l) => [l.file, l.verdict]),
    [['-', 'phish']],
  )
  const bad = cordon(['check', box, '--context', file('c.json', '{"company":{}}')])
  assert.equal(bad.status, 2)
  assert.match(bad.err, /company\.name/)
})

test('check: company and vendors from the policy, with the domains of their cards', () => {
  const policy = file(
    'cordon.yaml',
    'version: 1\ncompany: { name: Northgale, domains: [northgale.example] }\nvendors:\n  mixpanel:\n    mode: enforce\n    decision: { owner: ada@northgale.example, reason: test }\n',
  )
  const lure = file(
    'lure.eml',
    'From: Northgale Privacy <a@northgale-mixpanel.test>\r\nTo: ada@company.example\r\nSubject: Your data at Mixpanel\r\n\r\nConfirm: https://northgale-mixpanel.test/x\r\n',
  )
  const [line] = cordon(['check', lure, '--policy', policy, '--json']).lines
  assert.equal(line!.verdict, 'phish')
  assert.ok((line!.reasons as { code: string }[]).some((r) => r.code === 'sender.lookalike'))
  assert.equal(cordon(['check', lure, '--json']).lines[0]!.verdict, 'clean')
})

test('campaigns and opinions', () => {
  const [a, b] = [file('a.eml', PHISH), file('b.eml', PHISH.replace('ada@', 'bo@'))]
  const [group] = cordon(['campaigns', a, b, '--json']).lines
  assert.deepEqual(group!.recipients, ['ada@company.example', 'bo@company.example'])
  const kept = join(folder, 'opinions')
  cordon(['opinion', 'clean', a, '--opinions', kept, '--by', 'ops', '--note', 'a drill'])
  const [told] = cordon(['check', b, '--opinions', kept, '--json']).lines
  assert.equal(told!.verdict, 'clean')
  assert.doesNotMatch(readFileSync(kept, 'utf8'), /ada@|bo@|suspended/)
})

test('lookalikes: proposals, and names in a list', () => {
  assert.ok(cordon(['lookalikes', '--domain', 'northgale.example', '--json', '--limit', '5']).lines.length === 5)
  const run = cordon(['lookalikes', '--domain', 'northgale.example', '--in', '-', '--json'], 'weather.test\nnorthgale-login.test\n')
  assert.deepEqual(
    run.lines.map((l) => [l.name, l.line]),
    [['northgale-login.test', 2]],
  )
  assert.equal(run.status, 1)
})

const desk = () =>
  openDesk({
    triage: new Triage(noSurroundings, knownBrands()),
    company: 'Example',
    memory: shortMemory(),
    opinions: noOpinions,
    now: () => 0,
  })

test('reports over SMTP are judged before they are accepted, and handed on to be answered', async () => {
  const answered: Handled[] = []
  const open = await listenSmtp(desk(), { port: 0, host: '127.0.0.1', send: async (handled) => void answered.push(handled) })
  try {
    const transport = createTransport({ host: '127.0.0.1', port: open.port, secure: false, ignoreTLS: true })
    await transport.sendMail({
      envelope: { from: 'ada@company.example', to: 'phish@company.example' },
      raw: PHISH.replace('From: Netflix <a@q-update.test>', 'From: ada@company.example'),
    })
    transport.close()
    assert.equal(answered.length, 1)
    assert.equal(answered[0]!.reporter, 'ada@company.example')
  } finally {
    await open.close()
  }
})

/** An IMAP server with one unseen message, as far as a client that polls needs it. Remembers what it was told. */
function imapServer(message: string): Promise<{ server: Server; told: string[]; port: number }> {
  const told: string[] = []
  const server = createServer((socket) => {
    socket.write('* OK [CAPABILITY IMAP4rev1 MOVE] ready\r\n')
    socket.setEncoding('latin1')
    let rest = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      rest += chunk
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        told.push(line)
        const [tag = '', ...words] = line.split(' ')
        const command = words
          .slice(0, words[0] === 'UID' ? 2 : 1)
          .join(' ')
          .toUpperCase()
        const more: Record<string, string> = {
          CAPABILITY: '* CAPABILITY IMAP4rev1 MOVE\r\n',
          LIST: line.endsWith('"" ""') ? '* LIST (\\Noselect) "/" ""\r\n' : '* LIST () "/" INBOX\r\n',
          SELECT: '* 1 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 8] x\r\n',
          'UID SEARCH': '* SEARCH 7\r\n',
          'UID FETCH': `* 1 FETCH (UID 7 BODY[]<0> {${message.length}}\r\n${message})\r\n`,
          'UID STORE': '* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n',
          'UID MOVE': '* OK [COPYUID 1 7 1] x\r\n* 1 EXPUNGE\r\n',
          LOGOUT: '* BYE\r\n',
        }
        socket.write(`${more[command] ?? ''}${tag} OK ${command === 'SELECT' ? '[READ-WRITE] ' : ''}done\r\n`)
        if (command === 'LOGOUT') socket.end()
      }
    })
  })
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => done({ server, told, port: (server.address() as { port: number }).port })),
  )
}

test('an IMAP mailbox is polled: judged, marked, sorted by verdict', async () => {
  const { server, told, port } = await imapServer(PHISH)
  try {
    const count = await pollOnce(desk(), {
      host: '127.0.0.1',
      port,
      secure: false,
      user: 'u',
      password: 'p',
      folder: 'INBOX',
      sortInto: 'Reports',
    })
    assert.equal(count, 1)
    assert.ok(
      told.some((l) => /UID STORE 7 .*\\Seen/.test(l)),
      told.join('\n'),
    )
    assert.ok(
      told.some((l) => /UID MOVE 7 "?Reports\/phish/.test(l)),
      told.join('\n'),
    )
  } finally {
    server.close()
  }
})

test('a mailbox that does not answer is an error with its code', async () => {
  await assert.rejects(
    pollOnce(desk(), { host: '127.0.0.1', port: 9, secure: false, user: 'u', password: 'p', folder: 'INBOX', sortInto: null }),
    (e: unknown) => e instanceof CordonError && e.code === 'mail.mailbox',
  )
})
