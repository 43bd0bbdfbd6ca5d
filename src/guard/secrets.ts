// Which secrets tried to leave, kept over restarts: the vendor, the property, the kind of secret and the place in the code that sent it. Never the secret.
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One secret as first stopped. `at`: ISO 8601. */
export interface SeenSecret {
  readonly vendor: string
  readonly property: string
  /** Its issuer's kind (`stripe-key`), `jwt`, `private-key` or `random-secret`. */
  readonly what: string
  /** File and line, where the SDK says so. */
  readonly place: string | null
  readonly at: string
}

/** A key in a loop with ever new places must not fill the disk. */
const MOST = 10_000

export class SeenSecrets {
  readonly #known: Set<string>
  readonly #path: string
  #writing: Promise<void> = Promise.resolve()
  #lines: string[] = []

  private constructor(path: string, seen: readonly SeenSecret[]) {
    this.#path = path
    this.#known = new Set(seen.map(keyOf))
  }

  /** Takes up what is known in `dir`. */
  static async open(dir: string): Promise<SeenSecrets> {
    await mkdir(dir, { recursive: true })
    return new SeenSecrets(join(dir, FILE), await readSecrets(dir))
  }

  /** True the first time this kind of secret comes in this property from this place. */
  note(secret: SeenSecret): boolean {
    const key = keyOf(secret)
    if (this.#known.has(key) || this.#known.size >= MOST) return false
    this.#known.add(key)
    this.#lines.push(`${JSON.stringify(secret)}\n`)
    if (this.#lines.length === 1) this.#writing = this.#writing.then(() => this.#flush())
    return true
  }

  async #flush(): Promise<void> {
    const lines = this.#lines.splice(0)
    await appendFile(this.#path, lines.join('')).catch(() => {})
  }

  /** Resolves when everything noted is written. */
  async settled(): Promise<void> {
    await this.#writing
  }
}

const FILE = 'secrets.ndjson'

/** What is known in `dir`, as first seen; a torn last line is ignored. */
export async function readSecrets(dir: string): Promise<SeenSecret[]> {
  const text = await readFile(join(dir, FILE), 'utf8').catch(() => '')
  const seen: SeenSecret[] = []
  for (const line of text.split('\n')) {
    try {
      if (line !== '') seen.push(JSON.parse(line) as SeenSecret)
    } catch {}
  }
  return seen
}

function keyOf({ vendor, property, what, place }: SeenSecret): string {
  return [vendor, property, what, place].join('\t')
}
