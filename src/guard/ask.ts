// Messages that need the vendor's answer (flags, configuration, LLM replies): recorded first, sent at once, with a time limit and a safe default.
import { type Dispatcher, request as send } from 'undici'
import type { Endpoint, StreamRestorer, WireAnswer, WireRequest } from '../core/wire.ts'
import { headersBack } from './headers.ts'
import { restorer, streamRestorer } from './restore.ts'
import type { Passage } from './steps.ts'

/** Largest answer taken in whole. */
const ANSWER_BYTES = 8 * 1024 * 1024
/** A model may think for minutes before its first byte. */
const PASSED_TIME = 600_000

/**
 * Records, sends, guards the answer. Never rejects for the vendor's sake: whatever goes wrong there becomes the endpoint's safe answer, or, where the
 * SDK is to hear the vendor itself (policy: `answers: vendor`), the vendor's status, so that it tries again as it would without a guard.
 */
export async function ask(passage: Passage, record: () => Promise<void>, limit: number): Promise<WireAnswer> {
  const { lane, endpoint, request, message, reduced } = passage as Passage & { endpoint: Endpoint }
  await record()
  const originals = reduced?.originals ?? new Map<string, string>()
  try {
    const answer = await exchange(
      lane.upstream(endpoint.upstream ?? null),
      passage.outgoing as WireRequest,
      endpoint.passesAnswer ? PASSED_TIME : limit,
    )
    const headers = headersOf(answer)
    if (endpoint.passesAnswer)
      return {
        status: answer.statusCode,
        headers: headersBack(headers),
        body: new Uint8Array(),
        stream: restored(answer, originals, endpoint.restoreStream?.(originals) ?? streamRestorer(originals)),
      }
    if (lane.waits && answer.statusCode >= 300) {
      await answer.body.dump()
      return refusal(answer.statusCode, headers)
    }
    if (endpoint.guardAnswer === undefined) await answer.body.dump()
    else return endpoint.guardAnswer({ status: answer.statusCode, headers, body: await whole(answer) }, restorer(originals))
    return endpoint.quiet(request, message)
  } catch {
    return lane.waits ? refusal(503, []) : endpoint.quiet(request, message)
  }
}

/** Status and time to wait, nothing of the body. A redirect would lead the SDK around the guard. */
function refusal(status: number, headers: WireAnswer['headers']): WireAnswer {
  return {
    status: status < 400 ? 502 : status,
    headers: [...headersBack(headers).filter(([name]) => name !== 'content-type'), ['content-type', 'application/json']],
    body: Buffer.from('{}'),
  }
}

function exchange(upstream: string, outgoing: WireRequest, limit: number): Promise<Dispatcher.ResponseData> {
  const base = new URL(upstream)
  const url =
    base.origin + (base.pathname === '/' ? '' : base.pathname) + outgoing.path + (outgoing.query === '' ? '' : `?${outgoing.query}`)
  return send(url, {
    method: outgoing.method as 'POST',
    headers: outgoing.headers.flat() as string[],
    body: outgoing.body.length === 0 ? null : Buffer.from(outgoing.body),
    signal: AbortSignal.timeout(limit),
    headersTimeout: limit,
    bodyTimeout: limit,
  })
}

async function whole(answer: Dispatcher.ResponseData): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer.body) {
    size += (chunk as Buffer).length
    if (size > ANSWER_BYTES) throw new RangeError('answer too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** The answer as it comes, with originals where it quotes pseudonyms; bytes go through untouched where there are none. */
async function* restored(
  answer: Dispatcher.ResponseData,
  originals: ReadonlyMap<string, string>,
  restore: StreamRestorer,
): AsyncIterable<Uint8Array> {
  if (originals.size === 0) {
    yield* answer.body as AsyncIterable<Uint8Array>
    return
  }
  const decoder = new TextDecoder()
  for await (const chunk of answer.body) {
    const text = restore.push(decoder.decode(chunk as Buffer, { stream: true }))
    if (text !== '') yield Buffer.from(text)
  }
  yield Buffer.from(restore.push(decoder.decode()) + restore.end())
}

function headersOf(answer: Dispatcher.ResponseData): (readonly [string, string])[] {
  return Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
}
