// Which properties each vendor has been seen to receive, kept over restarts: what is not in here is new, and is said on its first request.
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One property as first seen. `at`: ISO 8601. */
export interface SeenPlace {
  readonly vendor: string
  readonly property: string
  readonly field: string | null
  readonly action: string
  readonly sdk: string
  readonly at: string
}

const FILE = 'places.ndjson'

/** What is known in `dir`, as first seen; a torn last line is ignored. */
export async function readPlaces(dir: string): Promise<SeenPlace[]> {
  const text = await readFile(join(dir, FILE), 'utf8').catch(() => '')
  const places: SeenPlace[] = []
  for (const line of text.split('\n')) {
    try {
      if (line !== '') places.push(JSON.parse(line) as SeenPlace)
    } catch {}
  }
  return places
}

export class SeenPlaces {
  readonly #known: Set<string>
  readonly #path: string
  #writing: Promise<void> = Promise.resolve()
  #lines: string[] = []
  readonly places: SeenPlace[]

  private constructor(path: string, places: SeenPlace[]) {
    this.#path = path
    this.places = places
    this.#known = new Set(places.map((place) => `${place.vendor}\t${place.property}`))
  }

  /** Takes up what is known in `dir`. */
  static async open(dir: string): Promise<SeenPlaces> {
    await mkdir(dir, { recursive: true })
    return new SeenPlaces(join(dir, FILE), await readPlaces(dir))
  }

  /** True the first time a vendor gets this property. */
  note(place: SeenPlace): boolean {
    const key = `${place.vendor}\t${place.property}`
    if (this.#known.has(key)) return false
    this.#known.add(key)
    this.places.push(place)
    this.#lines.push(`${JSON.stringify(place)}\n`)
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
