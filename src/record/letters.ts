// Letters the report desk has seen, in the control store: so that "who else got this" survives a restart. Recipients are contact data, so rows are sealed and go after a while.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { deriveKey } from '../core/keys.ts'
import { type Keys, openKeys } from './keys.ts'
import { open, seal } from './people/vault.ts'
import { LETTER_QUESTIONS as ASK, LETTER_TABLES } from './sql/letters.sql.ts'

/** What is kept of a letter; `at` in ms since 1970, the rest is the keeper's. Any JSON value. */
export interface StoredLetter {
  readonly at: number
}

export interface LetterStore<T extends StoredLetter> {
  /** Oldest first. */
  all(): readonly T[]
  /** Adds one and forgets what is too old or too much, counted from `at` of this one. */
  keep(letter: T): Promise<void>
  close(): void
}

export const LETTERS_KEPT = { most: 10_000, days: 90 } as const

/** Opens `control.sqlite` in the data folder, making it where it is missing. Throws `keys.missing`. */
export function openLetters<T extends StoredLetter>(dir: string, given?: Keys): LetterStore<T> {
  const key = deriveKey((given ?? openKeys(dir)).root, 'letters')
  mkdirSync(dir, { recursive: true })
  const db = new DatabaseSync(join(dir, 'control.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
  db.exec(LETTER_TABLES)
  let seen = db
    .prepare(ASK.all)
    .all()
    .map((row) => JSON.parse(open(key, row.sealed as Uint8Array).toString('utf8')) as T)
  return {
    all: () => seen,
    async keep(letter) {
      const oldest = letter.at - LETTERS_KEPT.days * 86_400_000
      db.prepare(ASK.insert).run(letter.at, seal(key, Buffer.from(JSON.stringify(letter))))
      db.prepare(ASK.old).run(oldest, LETTERS_KEPT.most)
      seen = [...seen, letter].filter((one) => one.at >= oldest).slice(-LETTERS_KEPT.most)
    },
    close: () => db.close(),
  }
}
