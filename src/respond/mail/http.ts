// The HTTP side of triage as a pure function: the server room hands it a request and sends what it gives back. POST /mail/check takes message/rfc822.
import { LIMITS } from '../../core/limits.ts'
import type { Desk } from './desk.ts'
import type { Triage } from './judge.ts'

export interface MailRequest {
  readonly method: string
  /** Below the mount point: `/check` or `/reports`. */
  readonly path: string
  /** Content-Type without parameters, lower case. */
  readonly type: string
  readonly body: Uint8Array
}

export interface MailAnswer {
  readonly status: 200 | 400 | 404 | 405 | 413 | 415
  /** A JSON value. */
  readonly body: unknown
}

const TYPES = new Set(['message/rfc822', 'application/octet-stream', 'text/plain', ''])

/** `check` judges and keeps nothing; `reports` goes over the desk, which remembers the campaign and writes an answer. */
export async function answerMailRequest(request: MailRequest, parts: { triage: Triage; desk: Desk }): Promise<MailAnswer> {
  const refuse = (status: 400 | 404 | 405 | 413 | 415, message: string): MailAnswer => ({ status, body: { error: message } })
  if (request.path !== '/check' && request.path !== '/reports') return refuse(404, 'There is /check and /reports.')
  if (request.method !== 'POST') return refuse(405, 'POST a message.')
  if (!TYPES.has(request.type)) return refuse(415, 'Send the message as message/rfc822.')
  if (request.body.length > LIMITS.mailBytes) return refuse(413, `A message may have ${LIMITS.mailBytes} bytes.`)
  if (request.body.length === 0) return refuse(400, 'The message is empty.')
  if (request.path === '/check') return { status: 200, body: await parts.triage.judge(request.body) }
  const { judgement, answer, reporter, alsoReceived } = await parts.desk.handle(request.body)
  return { status: 200, body: { ...judgement, answer, reporter, alsoReceived } }
}
