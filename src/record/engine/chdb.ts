// The embedded engine: chDB in a child process of its own, so that its memory, its threads and a crash of it stay away from everything else.
import { type ChildProcess, fork } from 'node:child_process'
import { CordonError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { ChdbAnswer, ChdbRequest } from './chdb-child.ts'
import { type Engine, type Params, parseRows } from './engine.ts'

interface Asked {
  readonly done: (text: string) => void
  readonly failed: (error: CordonError) => void
}

/** Throws `engine.missing` where the package chdb is not installed (it has no build for musl and Windows). */
export function openChdb(
  dir: string,
  log?: Log,
  resolve: (name: string) => string = import.meta.resolve,
): Engine & { readonly pid: number | null } {
  try {
    resolve('chdb')
  } catch (cause) {
    throw new CordonError('engine.missing', 'The embedded engine (npm package chdb) is not installed.', { cause })
  }
  return new Chdb(dir, log)
}

class Chdb implements Engine {
  readonly name = 'chdb'
  private readonly dir: string
  private readonly log: Log | undefined
  private child: ChildProcess | null = null
  private readonly asked = new Map<number, Asked>()
  private count = 0
  private closing = false

  constructor(dir: string, log?: Log) {
    this.dir = dir
    this.log = log
  }

  /** The child's process id; null while none runs. */
  get pid(): number | null {
    return this.child?.pid ?? null
  }

  async query(sql: string, params: Params = {}): Promise<unknown[][]> {
    return parseRows(await this.ask({ do: 'query', sql, params }))
  }

  async exec(sql: string, params: Params = {}): Promise<void> {
    await this.ask({ do: 'query', sql, params })
  }

  async ingest(table: string, columns: string, rows: Buffer, token: string): Promise<void> {
    await this.ask({ do: 'ingest', table, columns, rows, token })
  }

  async close(): Promise<void> {
    this.closing = true
    const child = this.child
    if (!child) return
    const ended = new Promise((done) => child.once('exit', done))
    child.ref()
    child.disconnect()
    await ended
  }

  private ask(request: ChdbRequest): Promise<string> {
    if (this.closing) return Promise.reject(new CordonError('engine.down', 'The engine was closed.'))
    this.child ??= this.start()
    const child = this.child
    const id = this.count++
    return new Promise((done, failed) => {
      this.asked.set(id, { done, failed })
      child.ref()
      child.send({ id, request }, (error) => {
        if (error) this.fail(id, new CordonError('engine.down', 'The engine could not be asked.', { cause: error }))
      })
    })
  }

  private start(): ChildProcess {
    const here = import.meta.url
    const child = fork(new URL(here.endsWith('.ts') ? './chdb-child.ts' : './chdb-child.js', here), [this.dir], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      // chDB fills every thread of the pool with one question; more threads keep the file system reachable.
      env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
    })
    let told = ''
    child.stderr?.on('data', (chunk) => {
      told = (told + chunk).slice(-2000)
    })
    child.on('message', (answer: ChdbAnswer) => {
      if ('text' in answer) this.settle(answer.id)?.done(answer.text)
      else this.fail(answer.id, new CordonError(answer.code, answer.message))
    })
    child.on('exit', (code, signal) => {
      if (this.child === child) this.child = null
      if (!this.closing) this.log?.('engine.state', { state: 'down', problem: signal ?? `exit ${code}` })
      const problem = new CordonError('engine.down', `The embedded engine ended (${signal ?? `exit ${code}`}).`, { cause: told })
      for (const id of [...this.asked.keys()]) this.fail(id, problem)
    })
    child.on('error', () => {})
    child.unref()
    child.channel?.unref()
    ;(child.stderr as unknown as { unref?(): void } | null)?.unref?.()
    return child
  }

  private settle(id: number): Asked | undefined {
    const asked = this.asked.get(id)
    this.asked.delete(id)
    if (this.asked.size === 0) this.child?.unref()
    return asked
  }

  private fail(id: number, error: CordonError): void {
    this.settle(id)?.failed(error)
  }
}
