// The record's questions over a socket in the data folder, so that commands ask the process that holds the engine instead of opening a second one.
// `recordHandler` is for the server that listens (serve.sock, mode 0600); `connectRecord` is for the commands.
import { existsSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { CordonError, ERRORS, type ErrorCode } from '../core/errors.ts'
import type { AffectedRow, Scope } from '../core/record.ts'
import type { PeopleRecord } from './reader.ts'

/** What a question is, as JSON: the name of a method and its arguments. */
export interface RecordQuestion {
  readonly ask: 'who' | 'affected' | 'byOrganisation' | 'person' | 'coverage' | 'vendors' | 'erase' | 'erasedOn'
  readonly scope?: Scope
  readonly text?: string
  readonly day?: number
}

/**
 * Answers `POST /record` (body: a RecordQuestion) as NDJSON lines: `{"row":…}` a row, then `{"end":true}`; `{"error":{code,message,hint}}` instead of the
 * end where it failed. Without an end line the answer is broken off and must not be used.
 */
export async function* recordHandler(record: PeopleRecord, question: RecordQuestion): AsyncIterable<string> {
  try {
    const scope = question.scope ?? { vendor: '' }
    const words = question.text ?? ''
    if (question.ask === 'affected') for await (const row of record.affected(scope)) yield line({ row })
    else if (question.ask === 'who') yield line({ row: await record.who(scope) })
    else if (question.ask === 'byOrganisation') yield line({ row: await record.byOrganisation(scope) })
    else if (question.ask === 'person') yield line({ row: await record.person(words) })
    else if (question.ask === 'coverage') yield line({ row: await record.coverage(words) })
    else if (question.ask === 'vendors') yield line({ row: await record.vendors() })
    else if (question.ask === 'erase') yield line({ row: await record.erase(words, question.day ?? 0) })
    else if (question.ask === 'erasedOn') yield line({ row: await record.erasedOn(words) })
    else throw new CordonError('input.invalid', 'This question is not known.')
    yield line({ end: true })
  } catch (error) {
    const known = error instanceof CordonError
    yield line({
      error: {
        code: known ? error.code : 'engine.refused',
        message: known ? error.message : 'The record failed to answer.',
        hint: known ? error.hint : undefined,
      },
    })
  }
}

/** Asks a listening server; null where nobody listens at that path. */
export async function connectRecord(socketPath: string): Promise<PeopleRecord | null> {
  if (!existsSync(socketPath)) return null
  const answers = async function* (question: RecordQuestion): AsyncIterable<unknown> {
    const message = await post(socketPath, '/record', JSON.stringify(question))
    let ended = false
    for await (const textLine of createInterface({ input: message, crlfDelay: Number.POSITIVE_INFINITY })) {
      const part = JSON.parse(textLine) as { row?: unknown; end?: boolean; error?: { code: ErrorCode; message: string; hint?: string } }
      if (part.error) {
        const code = part.error.code in ERRORS ? part.error.code : 'engine.refused'
        throw new CordonError(code, part.error.message, part.error.hint ? { hint: part.error.hint } : {})
      }
      if (part.end) ended = true
      else yield part.row
    }
    if (!ended) throw new CordonError('engine.down', 'The answer broke off.')
  }
  const one = async <T>(question: RecordQuestion): Promise<T> => {
    const rows: unknown[] = []
    for await (const row of answers(question)) rows.push(row)
    return rows[0] as T
  }
  try {
    await text(await post(socketPath, '/record/ping', '{}'))
  } catch {
    return null
  }
  return {
    who: (scope) => one({ ask: 'who', scope }),
    affected: (scope) => answers({ ask: 'affected', scope }) as AsyncIterable<AffectedRow>,
    byOrganisation: (scope) => one({ ask: 'byOrganisation', scope }),
    person: (words) => one({ ask: 'person', text: words }),
    coverage: (words) => one({ ask: 'coverage', text: words }),
    vendors: () => one({ ask: 'vendors' }),
    erase: (words, day) => one({ ask: 'erase', text: words, day }),
    erasedOn: (words) => one({ ask: 'erasedOn', text: words }),
    close: async () => {},
  }
}

function post(socketPath: string, path: string, body: string): Promise<IncomingMessage> {
  return new Promise((done, failed) => {
    const asked = request(
      { socketPath, path, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } },
      done,
    )
    asked.on('error', (cause) =>
      failed(
        new CordonError('engine.down', 'The process that holds the record cannot be reached.', { cause, place: { path: socketPath } }),
      ),
    )
    asked.end(body)
  })
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
