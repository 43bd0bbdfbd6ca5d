// A door in front of a guard that counts what an SDK sends, so that a retry shows: it changes nothing and forgets everything but the number.
import { createServer, request as send } from 'node:http'

export interface Front {
  readonly origin: string
  /** Requests so far, preflights left out. */
  count(): number
  close(): Promise<void>
}

/** Starts it on a free port, before `origin` (`http://127.0.0.1:PORT`). */
export async function countingFront(origin: string): Promise<Front> {
  let count = 0
  const server = createServer((request, response) => {
    if (request.method !== 'OPTIONS') count++
    const onward = send(`${origin}${request.url}`, { method: request.method ?? 'GET', headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    count: () => count,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
