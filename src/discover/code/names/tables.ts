// Finds by name what files say, in the order in which they joined. A file that an earlier scan knew is read only when a name that it says is asked for.
import { type Asked, hashed, type Reads } from './reads.ts'
import { type Said, saidBy, type Table } from './said.ts'
import type { Source } from './source.ts'

export interface Entry<T> {
  readonly source: Source
  readonly value: T
}

interface Cell extends Asked {
  list: Entry<unknown>[]
  /** How many files that are read later had joined when it was last looked for among them. */
  looked: number
}

/** Files that may say something under a name, known by its number. */
export type Sayers = (hash: number) => readonly string[]

export class Tables {
  readonly #reads: Reads
  readonly #cells = new Map<Table, Map<string, Cell>>()
  readonly #later = new Map<string, Source>()
  readonly #sayers: Sayers
  #joinedLater = 0

  constructor(reads: Reads, sayers: Sayers = () => []) {
    this.#reads = reads
    this.#sayers = sayers
  }

  add(source: Source): void {
    saidBy(source.content(), (table, name, value) => {
      const { list } = this.#cell(table, name)
      const last = list.at(-1)
      list.push({ source, value })
      if (last && last.source.place > source.place) list.sort((a, b) => a.source.place - b.source.place)
    })
  }

  /** A file of which the sayers know what it says. */
  addLater(source: Source): void {
    this.#later.set(source.path, source)
    this.#joinedLater++
  }

  /** What is said under a name. Not to be kept beyond the question: more may come. */
  list<T extends Table>(table: T, name: string): readonly Entry<Said[T]>[] {
    const cell = this.#cell(table, name)
    this.#reads.note(cell)
    if (cell.looked < this.#joinedLater) {
      cell.looked = this.#joinedLater
      for (const path of this.#sayers(cell.hash)) {
        const source = this.#later.get(path)
        if (source && this.#later.delete(path)) this.add(source)
      }
    }
    return cell.list as Entry<Said[T]>[]
  }

  #cell(table: Table, name: string): Cell {
    let names = this.#cells.get(table)
    if (!names) {
      names = new Map()
      this.#cells.set(table, names)
    }
    let cell = names.get(name)
    if (!cell) {
      cell = { hash: hashed(table, name), stamp: 0, list: [], looked: 0 }
      names.set(name, cell)
    }
    return cell
  }
}
