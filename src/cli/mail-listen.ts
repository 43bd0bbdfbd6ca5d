// The report mailbox as a process: an SMTP listener that judges what arrives and may answer the reporter, and a milter beside the company's mail server. Judgements go to stdout.
import { createServer } from 'node:net'
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import { CordonError } from '../core/errors.ts'
import { LIMITS } from '../core/limits.ts'
import type { Desk, Handled } from '../respond/mail/desk.ts'
import type { Triage } from '../respond/mail/judge.ts'
import { deskOf, type TriageOptions } from './mail-triage.ts'
import { out, say } from './output.ts'

interface ListenOptions extends TriageOptions {
  readonly smtp?: string
  readonly milter?: string
  readonly host: string
  readonly phish: string
  readonly answerOver?: string
  readonly answerFrom?: string
  readonly opinions?: string
}

export async function listen(options: ListenOptions): Promise<void> {
  if (options.smtp === undefined && options.milter === undefined)
    throw new CordonError('usage.wrong', 'Say where to listen: --smtp PORT, --milter PORT, or both.')
  if (options.phish !== 'mark' && options.phish !== 'quarantine' && options.phish !== 'refuse')
    throw new CordonError('usage.wrong', '--phish is mark, quarantine or refuse.')
  const { triage, desk, company, close } = await deskOf(options)
  const open: Listening[] = []
  if (options.smtp !== undefined)
    open.push(await listenSmtp(desk, { port: portOf(options.smtp), host: options.host, send: await sender(options, company) }))
  if (options.milter !== undefined)
    open.push(await listenMilter(triage, { port: portOf(options.milter), host: options.host, phish: options.phish }))
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  await Promise.all(open.map((one) => one.close()))
  await close()
}

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** Listens for reports. Resolves with the closer once it listens; port 0 takes a free one, told on stderr. */
export async function listenSmtp(
  desk: Desk,
  where: { port: number; host: string; send: ((handled: Handled) => Promise<void>) | null },
): Promise<Listening> {
  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: LIMITS.mailBytes,
    banner: 'Cordon report mailbox',
    disableReverseLookup: true,
    maxClients: 50,
    onData(stream: SMTPServerDataStream, _session: SMTPServerSession, done: (error?: Error | null) => void) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk)
      })
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('552 the report is too large'), { responseCode: 552 }))
          return
        }
        // Accepted once it is judged and told; a report that cannot be handled is asked for again.
        desk
          .handle(Buffer.concat(chunks))
          .then(async (handled) => {
            await tell(handled)
            if (where.send && handled.reporter) await where.send(handled)
          })
          .then(
            () => done(),
            (error: unknown) => done(Object.assign(new Error('451 not handled, try again'), { responseCode: 451, cause: error })),
          )
      })
    },
  })
  server.on('error', (error: Error) => say(`cordon: report mailbox: ${error.message}`))
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(where.port, where.host, () => done())
  })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : where.port
  say(`Reports are taken at ${where.host}:${port} (SMTP).`)
  return { port, close: () => new Promise<void>((done) => server.close(() => done())) }
}

/** Listens for a mail server. */
export async function listenMilter(
  triage: Triage,
  where: { port: number; host: string; phish: 'mark' | 'quarantine' | 'refuse' },
): Promise<Listening> {
  const { MilterSession } = await import('../respond/mail/milter.ts')
  const server = createServer((socket) => {
    const session = new MilterSession({ judge: (bytes) => triage.judge(bytes), phish: where.phish, most: LIMITS.mailBytes })
    // One packet after the other: answers must come in the order of the questions.
    let turn: Promise<void> = Promise.resolve()
    socket.setTimeout(300_000, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      turn = turn
        .then(() => session.take(chunk))
        .then(
          (answer) => {
            if (answer === null) socket.end()
            else if (answer.length) socket.write(answer)
          },
          () => {
            socket.destroy()
          },
        )
    })
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(where.port, where.host, () => done())
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : where.port
  say(`The milter listens at ${where.host}:${port}.`)
  return { port, close: () => new Promise<void>((done) => server.close(() => done())) }
}

/** One line a report on stdout. */
export async function tell(handled: Handled): Promise<void> {
  await out.write(
    `${JSON.stringify({ at: new Date().toISOString(), ...handled.judgement, reporter: handled.reporter, alsoReceived: handled.alsoReceived })}\n`,
  )
}

/** Sends answers over the company's own mail server; null where none is named. */
async function sender(options: ListenOptions, company: string): Promise<((handled: Handled) => Promise<void>) | null> {
  if (!options.answerOver) return null
  const from = options.answerFrom
  if (!from) throw new CordonError('usage.wrong', '--answer-over needs --answer-from, the address the answers come from.')
  const [host = '', port = '25'] = options.answerOver.split(':')
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ host, port: portOf(port), secure: false, pool: true, maxConnections: 2 })
  return async ({ answer, reporter }) => {
    await transport.sendMail({
      from: { name: company, address: from },
      to: reporter,
      subject: answer.subject,
      text: answer.text,
      headers: { 'Auto-Submitted': 'auto-replied' },
    })
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new CordonError('usage.wrong', `"${text}" is no port.`)
  return port
}
