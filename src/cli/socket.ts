// Local control over a Unix socket in the data folder: whoever may read the folder may ask, nobody else, and no port is opened.
import { chmod, rm } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Socket {
  close(): Promise<void>
}

/** Serves requests on the socket, mode 0600. A socket left by a killed process is replaced. */
export async function serveSocket(
  path: string,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Socket> {
  await rm(path, { force: true })
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error & { code?: string }) => {
      if (response.headersSent) response.destroy()
      else
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end(JSON.stringify({ code: error.code ?? null, message: error.message }))
    })
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(path, () => done())
  })
  await chmod(path, 0o600)
  return {
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Asks a socket. null: nobody listens there. Rejects where the other side failed. */
export async function askSocket(path: string, method: string, url: string, body?: unknown): Promise<unknown> {
  return new Promise((done, failed) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const request = httpRequest(
      { socketPath: path, method, path: url, headers: { 'content-length': Buffer.byteLength(text) } },
      async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        const answer = chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString('utf8'))
        if ((response.statusCode ?? 500) >= 400)
          failed(Object.assign(new Error(answer?.message ?? 'The other process failed.'), { code: answer?.code }))
        else done(answer)
      },
    )
    request.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? done(null) : failed(error),
    )
    request.end(text)
  })
}

/** The JSON body of a control request; empty → null. */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
