// Lowers files ahead of the scan on further threads. The scan asks for every file it will need and takes each in its own order; what no thread has begun, or does not give back, it lowers itself, so that the answer never depends on the threads. A collector.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Lang } from '../kinds.ts'

/** What a thread is sent. */
export interface Asked {
  readonly path: string
  readonly lang: Lang
  readonly text: string
}

/** What it sends back. `unit`: JSON, null for none; `deep`: nested too deeply to parse; `failed`: to be lowered by whoever asked. */
export interface Told {
  readonly path: string
  readonly unit: string | null
  readonly deep: boolean
  readonly failed: boolean
}

/** Files and characters that lie at one thread at most: enough to keep it busy while the scan is, few enough to be done twice where the two meet. */
const FILES_SENT = 12
const CHARACTERS_SENT = 400_000
/** Texts kept for the threads; what is beyond is lowered without them. */
const CHARACTERS_WAITING = 24_000_000
/** Below this many files the start of a thread (a fifth of a second of processor time) costs more than it gives. */
const FILES_WORTH_A_THREAD = 240
/** A thread that gives nothing back for so long is given up; what it had is lowered here. */
const PATIENCE_MS = 20_000

interface Thread {
  readonly port: MessagePort
  readonly worker: Worker
  /** What lies there, the one at work first. */
  readonly queue: Asked[]
  characters: number
  /** Has it given anything back? Until then it may still be starting. */
  begun: boolean
}

export class Ahead {
  readonly #most: number
  readonly #langs: () => Iterable<Lang>
  readonly #done = new Int32Array(new SharedArrayBuffer(4))
  #threads: Thread[] = []
  /** Asked for and begun by nobody, in the order asked. */
  readonly #waiting = new Map<string, Asked>()
  #waitingCharacters = 0
  /** The same, the last asked on top; what was begun meanwhile is still in it. */
  readonly #stack: Asked[] = []
  readonly #sent = new Map<string, Thread>()
  readonly #told = new Map<string, Told>()
  #started = false

  /** `threads`: how many at most. `langs`: of the files that will be asked for. */
  constructor(threads: number, langs: () => Iterable<Lang>) {
    this.#most = threads
    this.#langs = langs
  }

  ask(one: Asked): void {
    if (this.#most < 1 || this.#waiting.has(one.path) || this.#waitingCharacters > CHARACTERS_WAITING) return
    this.#waiting.set(one.path, one)
    this.#waitingCharacters += one.text.length
    this.#stack.push(one)
    if (!this.#started && this.#waiting.size >= FILES_WORTH_A_THREAD) this.#start()
    if (this.#started) this.#pump()
  }

  /** The unit of a file that was asked for; null where the caller is to lower it now. */
  take(path: string): Told | null {
    if (this.#begin(path)) {
      this.#pump()
      return null
    }
    for (;;) {
      const before = Atomics.load(this.#done, 0)
      this.#pump()
      const thread = this.#sent.get(path)
      if (!thread) break
      // Waiting is worth while only for what is at work; anything else is sooner done here, and what the thread makes of it is left.
      if (!thread.begun || thread.queue[0]?.path !== path) {
        this.#sent.delete(path)
        return null
      }
      if (Atomics.wait(this.#done, 0, before, PATIENCE_MS) === 'timed-out') this.#giveUp()
    }
    const told = this.#told.get(path) ?? null
    this.#told.delete(path)
    return told?.failed ? null : told
  }

  /** How many units lie ready to be taken. */
  ready(): number {
    this.#pump()
    return this.#told.size
  }

  close(): void {
    for (const { worker } of this.#threads) void worker.terminate()
    this.#threads = []
  }

  #start(): void {
    this.#started = true
    const langs = [...new Set(this.#langs())]
    const file = new URL(`./ahead-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)
    for (let i = 0; i < this.#most; i++) {
      const { port1, port2 } = new MessageChannel()
      const worker = new Worker(file, {
        workerData: { port: port2, done: this.#done, langs },
        transferList: [port2],
        resourceLimits: { maxYoungGenerationSizeMb: 16 },
      })
      worker.on('error', () => undefined)
      worker.unref()
      port1.unref()
      this.#threads.push({ port: port1, worker, queue: [], characters: 0, begun: false })
    }
  }

  /** Takes in what came back and sends out more: the last ones first, since the scan comes from the front. */
  #pump(): void {
    for (const thread of this.#threads) {
      for (let got = receiveMessageOnPort(thread.port); got; got = receiveMessageOnPort(thread.port)) {
        const told = got.message as Told
        thread.characters -= thread.queue.shift()?.text.length ?? 0
        thread.begun = true
        if (this.#sent.delete(told.path)) this.#told.set(told.path, told)
      }
    }
    for (let thread = this.#idlest(); thread && this.#waiting.size > 0; thread = this.#idlest()) {
      const one = this.#stack.pop()!
      if (!this.#begin(one.path)) continue
      thread.port.postMessage(one)
      thread.queue.push(one)
      thread.characters += one.text.length
      this.#sent.set(one.path, thread)
    }
  }

  /** Takes a file out of those that wait; false where it does not. */
  #begin(path: string): boolean {
    const one = this.#waiting.get(path)
    if (!one) return false
    this.#waitingCharacters -= one.text.length
    this.#waiting.delete(path)
    if (this.#waiting.size === 0) this.#stack.length = 0
    return true
  }

  #idlest(): Thread | null {
    let found: Thread | null = null
    for (const one of this.#threads) if (!full(one) && (!found || one.queue.length < found.queue.length)) found = one
    return found
  }

  #giveUp(): void {
    this.close()
    this.#sent.clear()
    this.#waiting.clear()
    this.#stack.length = 0
    this.#waitingCharacters = 0
  }
}

function full(thread: Thread): boolean {
  return thread.queue.length >= FILES_SENT || thread.characters >= CHARACTERS_SENT
}
