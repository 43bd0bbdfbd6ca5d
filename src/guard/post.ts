// One request to a vendor, by undici's lowest face: no body stream, no promise a chunk, since of nearly every answer only the status counts.
import type { Dispatcher } from 'undici'

/** What a vendor said: status, headers with lower-case names, the first bytes of the body. */
export interface Said {
  readonly status: number
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly body: Buffer
}

/**
 * Sends and resolves when the answer has ended, or has come to more than `limit` bytes: then the connection is closed. `body` holds what came up to
 * there where `keep`, else nothing. Rejects where the connection fails, also because its pool is destroyed.
 */
export function post(pool: Dispatcher, request: Dispatcher.DispatchOptions, limit: number, keep: boolean): Promise<Said> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = []
    let size = 0
    let status = 0
    let headers: Said['headers'] = {}
    const ended = (): void => done({ status, headers, body: Buffer.concat(chunks) })
    pool.dispatch(request, {
      // Its presence tells undici which kind of handler this is.
      onRequestStart() {},
      onResponseStart(_controller, code, fields) {
        status = code
        headers = fields
      },
      onResponseData(controller, chunk) {
        size += chunk.length
        if (keep) chunks.push(chunk)
        if (size <= limit) return
        ended()
        controller.abort(new Error('The answer is longer than what is read of it.'))
      },
      onResponseEnd: ended,
      onResponseError: (_controller, error) => failed(error),
    })
  })
}
