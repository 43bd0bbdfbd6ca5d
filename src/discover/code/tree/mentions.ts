// Files that mention a wrapper, a shared client or a constant by name, and are parsed for it. In JavaScript only those that import its file count, or one that hands it on.

import type { InputFile } from '../input.ts'
import type { Lang } from '../kinds.ts'
import { type Mention, mentioned, type Query } from '../names/callers.ts'

/** What the search is handed of the tree. */
export interface Shelf {
  readonly files: readonly InputFile[]
  /** Was a file seen by the first look, and read? */
  readonly seen: (path: string) => boolean
  /** Files that a file imports. */
  readonly imported: (path: string) => readonly string[]
  readonly isParsed: (path: string) => boolean
  readonly text: (path: string) => string | null
  readonly parse: (files: readonly InputFile[]) => void
  /** Whether a file mentions one of these names, as far as an earlier scan tells; null where it does not. `at`: which search it is. */
  readonly known: ((at: number, names: readonly Mention[], place: number) => boolean | null) | null
}

export class Mentions {
  readonly #shelf: Shelf
  readonly #places: ReadonlyMap<string, number>
  /** Everything that was asked, in order. */
  readonly asked: Query[] = []

  constructor(shelf: Shelf) {
    this.#shelf = shelf
    this.#places = new Map(shelf.files.map((file, i) => [file.path, i]))
  }

  placeOf(path: string): number {
    return this.#places.get(path) ?? -1
  }

  /** Parses the files that mention a name; scripts only if they import one of `homes` or a file that hands it on, with `importers` in every language, with null in none. */
  parse(mentions: readonly Mention[], homes: ReadonlySet<string>, importers: boolean | null = false): void {
    const names = [...new Map(mentions.map((one) => [`${one.name} ${one.owner}`, one])).values()]
    if (names.length === 0) return void this.asked.push({ names, doors: [], importers, added: [] })
    const { files, seen, isParsed, imported, known, text } = this.#shelf
    const doors = this.#doors(homes)
    const query = { names, doors: [...doors].map((path) => this.placeOf(path)).sort((a, b) => a - b), importers }
    const added: number[] = []
    for (const [place, file] of files.entries()) {
      if (file.role !== 'run' || !seen(file.path) || isParsed(file.path)) continue
      if (importers !== null && (importers || scripted(file.lang)) && !imported(file.path).some((path) => doors.has(path))) continue
      let found = known?.(this.asked.length, names, place) ?? null
      if (found === null) {
        const words = text(file.path)
        found = words !== null && names.some((one) => mentioned(words, one))
      }
      if (!found) continue
      added.push(place)
    }
    this.#shelf.parse(added.map((place) => files[place]!))
    this.asked.push({ ...query, added })
  }

  /** The homes of wrappers, and the files that import one and are named or placed to hand it on. */
  #doors(homes: ReadonlySet<string>): Set<string> {
    const { files, seen, imported } = this.#shelf
    const doors = new Set(homes)
    for (let step = 0; step < 2; step++) {
      for (const file of files) {
        if (file.lang !== 'js' || doors.has(file.path) || !/(?:^|\/)(?:index|mod|exports?)\.\w+$/.test(file.path) || !seen(file.path))
          continue
        if (imported(file.path).some((path) => doors.has(path))) doors.add(file.path)
      }
    }
    return doors
  }
}

function scripted(lang: Lang): boolean {
  return lang === 'js' || lang === 'markup'
}
