// The limit under any guard that keeps its word: what arrives is appended and fdatasync'ed before it is answered, all that waits together in one commit.
// Nothing else is done here, so this is what the disk alone costs at a rate.
import { fdatasync, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Latency } from './open-loop.ts'

const synced = promisify(fdatasync)

/** `rate` appends of `bytes` a second for `seconds`, each from its planned moment to durable. */
export async function diskAlone(options: { rate: number; seconds: number; bytes: number }): Promise<Latency> {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-disk-'))
  const file = openSync(join(dir, 'log'), 'a')
  const piece = Buffer.alloc(options.bytes, 1)
  const total = options.rate * options.seconds
  const times: number[] = []
  const began = performance.now()
  for (let at = 0; at < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * options.rate) + 1)
    if (due === at) {
      await new Promise((turn) => setTimeout(turn, 1))
      continue
    }
    writeSync(file, Buffer.concat(Array.from({ length: due - at }, () => piece)))
    await synced(file)
    for (; at < due; at++) times.push(performance.now() - (began + (at / options.rate) * 1000))
  }
  await rm(dir, { recursive: true })
  times.sort((a, b) => a - b)
  return { p50: times[times.length >> 1] as number, p99: times[Math.floor(times.length * 0.99)] as number }
}
