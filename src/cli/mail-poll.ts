// Reports out of an IMAP mailbox: what is new is judged, told on stdout and, if wished, moved to a folder by its verdict. Nothing is deleted.
import { setTimeout } from 'node:timers/promises'
import { CordonError } from '../core/errors.ts'
import { LIMITS } from '../core/limits.ts'
import type { Desk } from '../respond/mail/desk.ts'
import { tell } from './mail-listen.ts'
import { deskOf, type TriageOptions } from './mail-triage.ts'
import { say } from './output.ts'

interface PollOptions extends TriageOptions {
  readonly user: string
  readonly folder: string
  readonly sortInto?: string
  readonly every: string
  readonly plain?: boolean
  readonly opinions?: string
}

export async function poll(host: string, options: PollOptions): Promise<void> {
  const every = Number(options.every)
  if (!(every >= 0)) throw new CordonError('usage.wrong', '--every is a number of seconds.')
  const password = process.env.CORDON_IMAP_PASSWORD
  if (!password) throw new CordonError('usage.wrong', 'The password is read from CORDON_IMAP_PASSWORD, which is not set.')
  const { desk, close } = await deskOf(options)
  const [name = '', port] = host.split(':')
  const mailbox: Mailbox = {
    host: name,
    port: Number(port ?? (options.plain ? 143 : 993)),
    secure: !options.plain,
    user: options.user,
    password,
    folder: options.folder,
    sortInto: options.sortInto ?? null,
  }
  let going = true
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (going = false))
  for (;;) {
    const count = await pollOnce(desk, mailbox)
    if (count > 0) say(`${count} report(s) judged.`)
    if (every === 0 || !going) break
    await setTimeout(every * 1_000)
    if (!going) break
  }
  await close()
}

export interface Mailbox {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user: string
  readonly password: string
  readonly folder: string
  readonly sortInto: string | null
}

/** Judges every message not yet marked as seen, then marks it. Gives their number. Throws `mail.mailbox` where the server cannot be used. */
export async function pollOnce(desk: Desk, mailbox: Mailbox): Promise<number> {
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host: mailbox.host,
    port: mailbox.port,
    secure: mailbox.secure,
    auth: { user: mailbox.user, pass: mailbox.password },
    logger: false,
    disableAutoIdle: true,
  })
  // Lost connections reject the command under way; without a listener they would end the process too.
  client.on('error', () => {})
  try {
    await client.connect()
    const lock = await client.getMailboxLock(mailbox.folder)
    try {
      // Folders that are there already are no error.
      if (mailbox.sortInto)
        for (const verdict of ['phish', 'suspicious', 'clean']) await client.mailboxCreate(`${mailbox.sortInto}/${verdict}`).catch(() => {})
      const found = await client.search({ seen: false }, { uid: true })
      const uids = found ? found.slice(0, 1_000) : []
      for (const uid of uids) {
        const message = await client.fetchOne(String(uid), { source: { maxLength: LIMITS.mailBytes } }, { uid: true })
        const source = message ? message.source : undefined
        if (!source) continue
        const handled = await desk.handle(source)
        await tell(handled)
        await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
        if (mailbox.sortInto) await client.messageMove(String(uid), `${mailbox.sortInto}/${handled.judgement.verdict}`, { uid: true })
      }
      return uids.length
    } finally {
      lock.release()
    }
  } catch (error) {
    if (error instanceof CordonError) throw error
    throw new CordonError('mail.mailbox', 'The IMAP mailbox cannot be read.', { cause: error })
  } finally {
    await client.logout().catch(() => client.close())
  }
}
