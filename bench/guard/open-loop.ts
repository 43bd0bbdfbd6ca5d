// Latency under a steady stream: requests leave at their planned moment whether or not the ones before are answered, so a stall counts for all it delays.
import { Agent, request } from 'node:http'

export interface Latency {
  /** Milliseconds from the planned moment to the whole answer. */
  readonly p50: number
  readonly p99: number
}

/** `rate` requests a second for `seconds`. */
export async function openLoop(
  url: string,
  bodies: readonly string[],
  options: { rate: number; seconds: number; contentType: string },
): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const times: number[] = []
  const total = options.rate * options.seconds
  const began = performance.now()
  const pending: Promise<void>[] = []
  for (let i = 0; i < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * options.rate) + 1)
    for (; i < due; i++) {
      const planned = began + (i / options.rate) * 1000
      const body = bodies[i % bodies.length] as string
      pending.push(
        new Promise((done, failed) => {
          const sent = request(
            url,
            { method: 'POST', agent, headers: { 'content-type': options.contentType, 'content-length': Buffer.byteLength(body) } },
            (answer) => {
              answer.resume()
              answer.on('end', () => {
                times.push(performance.now() - planned)
                done()
              })
            },
          )
          sent.on('error', failed)
          sent.end(body)
        }),
      )
    }
    await new Promise((turn) => setTimeout(turn, 1))
  }
  await Promise.all(pending)
  agent.destroy()
  times.sort((a, b) => a - b)
  return { p50: times[times.length >> 1] as number, p99: times[Math.floor(times.length * 0.99)] as number }
}
