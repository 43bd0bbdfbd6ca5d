// Messages that need the vendor's answer (flags, configuration, LLM replies): recorded first, sent at once, with a time limit and a safe default.
import { request as send } from 'undici'
import type { WireAnswer, WireRequest } from '../core/wire.ts'
import { headersBack } from './headers.ts'
import { restorer } from './restore.ts'
import type { Passage } from './steps.ts'

/** Largest answer taken in whole. */
const ANSWER_BYTES = 8 * 1024 * 1024

/** Records, sends, guards the answer. Never rejects for the vendor's sake: whatever goes wrong there becomes the endpoint's safe answer. */
export async function ask(passage: Passage, record: () => Promise<void>, limit: number): Promise<WireAnswer> {
  const { lane, endpoint, request, message, reduced } = passage
  if (endpoint === null) throw new TypeError('ask needs an endpoint')
  await record()
  const outgoing = passage.outgoing as WireRequest
  const restore = restorer(reduced?.originals ?? new Map())
  try {
    const answer = await exchange(lane.upstream(endpoint.upstream ?? null), outgoing, endpoint.passesAnswer ? 600_000 : limit)
    if (endpoint.passesAnswer)
      return { status: answer.status, headers: headersBack(answer), body: Buffer.from(restore(Buffer.from(answer.body).toString('utf8'))) }
    if (endpoint.guardAnswer !== undefined) return endpoint.guardAnswer(answer, restore)
    return endpoint.quiet(request, message)
  } catch {
    return endpoint.quiet(request, message)
  }
}

async function exchange(upstream: string, outgoing: WireRequest, limit: number): Promise<WireAnswer> {
  const base = new URL(upstream)
  const url =
    base.origin + (base.pathname === '/' ? '' : base.pathname) + outgoing.path + (outgoing.query === '' ? '' : `?${outgoing.query}`)
  const answer = await send(url, {
    method: outgoing.method as 'POST',
    headers: outgoing.headers.flat() as string[],
    body: outgoing.body.length === 0 ? null : Buffer.from(outgoing.body),
    signal: AbortSignal.timeout(limit),
  })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += (chunk as Buffer).length
    if (size > ANSWER_BYTES) throw new RangeError('answer too large')
    chunks.push(chunk as Buffer)
  }
  const headers = Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  return { status: answer.statusCode, headers, body: Buffer.concat(chunks) }
}
