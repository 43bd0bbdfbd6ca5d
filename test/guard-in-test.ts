// A guard with its listener on a free port, a ledger in memory and a folder of its own: what most tests of the data path start from.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Log, noLog } from '../src/core/log.ts'
import type { Policy } from '../src/core/policy.ts'
import type { Wire } from '../src/core/wire.ts'
import { judgeOf, modeOf } from '../src/decide/action.ts'
import { parsePolicy } from '../src/decide/policy.ts'
import { Guard } from '../src/guard/guard.ts'
import { listen } from '../src/guard/listener.ts'
import { localOutbox } from '../src/guard/outbox.ts'
import { wires } from '../src/wires/all.ts'
import { type MemoryLedger, memoryLedger } from './ledger-in-memory.ts'

export interface TestGuard {
  readonly guard: Guard
  readonly ledger: MemoryLedger
  readonly port: number
  readonly origin: string
  readonly dir: string
  close(): Promise<void>
}

export const ROOT = Buffer.alloc(32, 7)

/** `yaml`: the policy file's text. */
export async function startGuard(
  yaml: string,
  options: {
    dir?: string
    ledger?: MemoryLedger
    eventTime?: boolean
    now?: () => number
    log?: Log
    secret?: (name: string) => string | null
    wires?: readonly Wire[]
    backoff?: number
  } = {},
): Promise<TestGuard> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'cordon-guard-')))
  const ledger = options.ledger ?? memoryLedger()
  const policy: Policy = parsePolicy(yaml, 'cordon.yaml')
  const guard = await Guard.open({
    dir,
    wires: options.wires ?? wires,
    policy,
    rulings: { judge: judgeOf, modeOf },
    root: ROOT,
    identityKey: Buffer.alloc(32, 9),
    ledger,
    now: options.now ?? Date.now,
    stopwatch: () => performance.now(),
    log: options.log ?? noLog,
    outbox: localOutbox({ ledger, now: options.now ?? Date.now, log: options.log ?? noLog, backoff: () => options.backoff ?? 20 }),
    ...(options.eventTime ? { eventTime: true } : {}),
    ...(options.secret ? { secret: options.secret } : {}),
  })
  const listening = await listen(guard, { host: '127.0.0.1', port: 0 })
  let closed = false
  return {
    guard,
    ledger,
    dir,
    port: listening.port,
    origin: `http://127.0.0.1:${listening.port}`,
    async close() {
      if (closed) return
      closed = true
      await listening.close()
      await guard.close()
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Waits until `done` holds, looking every few ms; fails after `limit` ms with what it waited for. */
export async function until(what: string, done: () => boolean, limit = 10_000): Promise<void> {
  const end = performance.now() + limit
  while (!done()) {
    if (performance.now() > end) throw new Error(`waited ${limit} ms for: ${what}`)
    await new Promise((turn) => setTimeout(turn, 5))
  }
}

export const standardYaml = (vendor: string, upstream: string): string => `version: 1
company: { name: Analytical Engines, domains: [engines.example] }
vendors:
  ${vendor}:
    mode: enforce
    decision: { owner: ada@engines.example, reason: product analytics }
    upstream: ${upstream}
`

export const allowAllYaml = (
  vendor: string,
  upstream: string,
): string => `${standardYaml(vendor, upstream)}    fields: { user: allow, system: allow }
    properties: { "*": allow }
`
