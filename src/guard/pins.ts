// The store of pinned answers: what a vendor may tell our SDKs to do was reviewed by somebody, and only those bytes are served. The live answer is kept beside it, to be looked at.
//   DIR/VENDOR/NAME.json|.js   accepted bytes         NAME.pin    their address and SHA-256
//   DIR/VENDOR/NAME.live       the vendor's answer     NAME.seen   its address and SHA-256
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CordonError } from '../core/errors.ts'
import type { WireAnswer } from '../core/wire.ts'
import type { Json } from '../core/words.ts'
import { type PinAddress, pinName } from './pin-address.ts'
import { type Change, changesOf } from './pin-diff.ts'

export type PinForm = 'json' | 'js'

/** What is known of some bytes beside the bytes. `at`: ISO 8601, when they were fetched or accepted. */
interface Facts extends PinAddress {
  readonly form: PinForm
  readonly sha256: string
  readonly bytes: number
  readonly at: string
}

interface Held {
  readonly facts: Facts
  readonly body: Buffer
}

/** One pinned answer as a reviewer sees it. */
export interface Pin extends PinAddress {
  readonly vendor: string
  readonly name: string
  readonly form: PinForm
  /** same: the vendor says what was accepted · differs: it says something else now · new: nobody has looked yet. */
  readonly state: 'same' | 'differs' | 'new'
  readonly accepted: { readonly sha256: string; readonly at: string; readonly bytes: number } | null
  readonly live: { readonly sha256: string; readonly at: string; readonly bytes: number } | null
  /** Of a configuration, what the live answer changes; of a script, nothing (compare the hashes). */
  readonly changes: readonly Change[]
}

/** Names remembered a vendor: whoever asks for many must not fill the disk. */
const PINS = 200

export class Pins {
  readonly #dir: string
  #accepted = new Map<string, Held>()
  #live = new Map<string, Held>()
  #damaged: { vendor: string; name: string }[] = []

  private constructor(dir: string) {
    this.#dir = dir
  }

  /** Reads what is in `dir`; a folder that does not exist holds nothing. */
  static async open(dir: string): Promise<Pins> {
    const pins = new Pins(dir)
    await pins.reload()
    return pins
  }

  /** Accepted pins whose bytes are not those of their hash: they are not served. */
  get damaged(): readonly { vendor: string; name: string }[] {
    return this.#damaged
  }

  /** Reads the folder again, after somebody accepted something. */
  async reload(): Promise<void> {
    const [accepted, live, damaged] = [new Map<string, Held>(), new Map<string, Held>(), [] as { vendor: string; name: string }[]]
    for (const vendor of await names(this.#dir))
      for (const file of await names(join(this.#dir, vendor))) {
        const found = /^(.+)\.(pin|seen)$/.exec(file)
        if (found === null) continue
        const [name, kind] = [found[1] as string, found[2] as 'pin' | 'seen']
        const held = await this.#read(vendor, name, kind)
        if (held !== null) (kind === 'pin' ? accepted : live).set(`${vendor}/${name}`, held)
        else if (kind === 'pin') damaged.push({ vendor, name })
      }
    this.#accepted = accepted
    this.#live = live
    this.#damaged = damaged
  }

  /** The accepted answer for this address; null where nobody accepted one. */
  answer(vendor: string, address: PinAddress): WireAnswer | null {
    const held = this.#accepted.get(`${vendor}/${pinName(address)}`)
    if (held === undefined) return null
    const type = held.facts.form === 'js' ? 'application/javascript; charset=utf-8' : 'application/json'
    return { status: 200, headers: [['content-type', type]], body: held.body }
  }

  /** True where there is room for one more address, or it is known. */
  takes(vendor: string, address: PinAddress): boolean {
    const key = `${vendor}/${pinName(address)}`
    if (this.#live.has(key) || this.#accepted.has(key)) return true
    let count = 0
    for (const one of this.#live.keys()) if (one.startsWith(`${vendor}/`)) count++
    return count < PINS
  }

  /** Addresses known for a vendor. */
  addresses(vendor: string): PinAddress[] {
    return this.list(vendor).map(({ endpoint, path, query }) => ({ endpoint, path, query }))
  }

  /**
   * Keeps what the vendor answers now; `now`: ms since 1970. Gives the pin where this is news that nobody accepted: the first answer, or one that differs from the last.
   */
  async keep(vendor: string, address: PinAddress, form: PinForm, body: Buffer, now: number): Promise<Pin | null> {
    const name = pinName(address)
    const key = `${vendor}/${name}`
    const before = this.#live.get(key)
    const held = { facts: { ...address, form, sha256: sha256(body), bytes: body.length, at: new Date(now).toISOString() }, body }
    this.#live.set(key, held)
    await this.#write(vendor, `${name}.live`, body)
    await this.#write(vendor, `${name}.seen`, JSON.stringify(held.facts))
    const pin = this.#pin(vendor, name)
    const told = before !== undefined && sameMeaning(before, held)
    return told || pin.state === 'same' ? null : pin
  }

  /** Every pin of a vendor, or of all, by name. */
  list(vendor?: string): Pin[] {
    const keys = [...new Set([...this.#accepted.keys(), ...this.#live.keys()])].sort()
    return keys
      .filter((key) => vendor === undefined || key.startsWith(`${vendor}/`))
      .map((key) => this.#pin(key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)))
  }

  /** The vendor's present answer becomes the accepted one. Throws `pin.unknown` where there is none. */
  async accept(vendor: string, name: string, now: number): Promise<Pin> {
    const held = this.#live.get(`${vendor}/${name}`)
    if (held === undefined) throw new CordonError('pin.unknown', `No answer of ${vendor} was fetched under the name ${name}.`)
    const facts = { ...held.facts, at: new Date(now).toISOString() }
    await this.#write(vendor, `${name}.${facts.form}`, held.body)
    await this.#write(vendor, `${name}.pin`, JSON.stringify(facts))
    this.#accepted.set(`${vendor}/${name}`, { facts, body: held.body })
    return this.#pin(vendor, name)
  }

  #pin(vendor: string, name: string): Pin {
    const [accepted, live] = [this.#accepted.get(`${vendor}/${name}`), this.#live.get(`${vendor}/${name}`)]
    const { endpoint, path, query, form } = ((live ?? accepted) as Held).facts
    const state = accepted === undefined ? 'new' : live === undefined || sameMeaning(accepted, live) ? 'same' : 'differs'
    const changes =
      form === 'json' && live !== undefined && state !== 'same' ? changesOf(accepted && parse(accepted.body), parse(live.body)) : []
    return { vendor, name, endpoint, path, query, form, state, accepted: short(accepted), live: short(live), changes }
  }

  async #read(vendor: string, name: string, kind: 'pin' | 'seen'): Promise<Held | null> {
    try {
      const facts = JSON.parse(await readFile(join(this.#dir, vendor, `${name}.${kind}`), 'utf8')) as Facts
      const body = await readFile(join(this.#dir, vendor, `${name}.${kind === 'seen' ? 'live' : facts.form}`))
      return sha256(body) === facts.sha256 ? { facts, body } : null
    } catch {
      return null
    }
  }

  /** Whole or not at all: a crash leaves the old file or the new one. */
  async #write(vendor: string, file: string, content: string | Buffer): Promise<void> {
    await mkdir(join(this.#dir, vendor), { recursive: true })
    const path = join(this.#dir, vendor, file)
    await writeFile(`${path}.new`, content, { mode: 0o600, flush: true })
    await rename(`${path}.new`, path)
  }
}

/** A configuration is the same whatever the order of its keys; a script only byte for byte. */
function sameMeaning(a: Held, b: Held): boolean {
  if (a.facts.sha256 === b.facts.sha256) return true
  return a.facts.form === 'json' && b.facts.form === 'json' && changesOf(parse(a.body), parse(b.body)).length === 0
}

function short(held: Held | undefined): Pin['live'] {
  return held === undefined ? null : { sha256: held.facts.sha256, at: held.facts.at, bytes: held.facts.bytes }
}

function parse(body: Buffer): Json {
  return JSON.parse(body.toString('utf8')) as Json
}

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

async function names(dir: string): Promise<string[]> {
  return readdir(dir).then(
    (found) => found.sort(),
    () => [],
  )
}
